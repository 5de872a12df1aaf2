"""What each command on tokens does, and what it has to say."""

from __future__ import annotations

from datetime import UTC, date, datetime

from rich import box
from rich.table import Table
from rich.text import Text as Styled

from engine.reports.display import shown_date
from engine.reports.paper import printed
from engine.service.access.roles import ROLES
from engine.service.access.store import opened
from engine.service.access.tokens import Token, made
from engine.source.problem import Place, Problem, Problems, closest, shown
from engine.source.text import Lang, Text

LONGEST_NAME = 100


def created(url: str, name: str, role: str, until: date) -> str:
    """Make a token and keep it, in a database that is made where there is none; give it as its system gets it."""
    today, title = _today(), name.strip()
    problems = []
    if not title or len(title) > LONGEST_NAME or not title.isprintable():
        message = Text(f"{shown(name)} kan ikke være et navn", f"{shown(name)} cannot be a name")
        expected = Text(f"1-{LONGEST_NAME} tegn på én linje", f"1-{LONGEST_NAME} signs on one line")
        problems.append(Problem("token-name", Place("--name"), message, expected))
    if until < today:
        message = Text("dagen er gået", "the day has passed")
        expected = Text(f"{today} (UTC) eller senere", f"{today} (UTC) or later")
        problems.append(Problem("token-until", Place("--until"), message, expected))
    if problems:
        raise Problems(problems)
    kept, token = made(title, ROLES[role], until, today)
    opened(url, create=True).add(kept)
    return f"{token}\n"


def token_list(url: str, lang: Lang, *, terminal: bool = False) -> str:
    """Give all tokens as a table. Raises Problems."""
    tokens, today = opened(url).all(), _today()
    if not tokens:
        return Text("Ingen tokens\n", "No tokens\n").to(lang)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in (
        Text("Id", "Id"),
        Text("Navn", "Name"),
        Text("Rolle", "Role"),
        Text("Lavet", "Made"),
        Text("Gælder til", "Holds until"),
        Text("Sidst brugt", "Last used"),
        Text("", ""),
    ):
        table.add_column(column.to(lang), overflow="fold")
    for token in tokens:
        used = shown_date(token.used, lang) if token.used else Text("aldrig", "never").to(lang)
        days = (shown_date(day, lang) for day in (token.made, token.expires))
        table.add_row(token.id, Styled(token.name), token.role.word, *days, used, _state(token, today).to(lang))
    return printed(table, terminal=terminal)


def revoked(url: str, id_: str, lang: Lang) -> str:
    """Let a token hold no more. Raises Problems where there is no such token."""
    store = opened(url)
    if not store.revoke(id_, _today()):
        message = Text(f"intet token har id {shown(id_)}", f"no token has the id {shown(id_)}")
        expected = Text("et id fra 'klausul token list'", "an id of 'klausul token list'")
        suggestion = closest(id_, [token.id for token in store.all()])
        raise Problems([Problem("unknown-token", Place("ID"), message, expected, suggestion)])
    return Text(f"Trukket tilbage: {id_}\n", f"Revoked: {id_}\n").to(lang)


def _state(token: Token, today: date) -> Text:
    if token.revoked:
        return Text("trukket tilbage", "revoked")
    return Text("gælder", "holds") if token.holds(today) else Text("udløbet", "expired")


def _today() -> date:
    return datetime.now(UTC).date()
