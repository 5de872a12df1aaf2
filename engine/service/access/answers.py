"""What each command on tokens does, and what it has to say; and tokens in words, for the pages, too."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rich import box
from rich.table import Table
from rich.text import Text as Styled

from engine.reports.display import shown_date
from engine.reports.paper import printed
from engine.service.access.keeping import New, end, make, today_utc
from engine.service.access.roles import ROLES, here
from engine.service.access.store import opened
from engine.service.access.tokens import Token
from engine.source.problem import Problems
from engine.source.text import Lang, Text

COLUMNS = (
    Text("Id", "Id"),
    Text("Navn", "Name"),
    Text("Rolle", "Role"),
    Text("Lavet", "Made"),
    Text("Gælder til", "Holds until"),
    Text("Sidst brugt", "Last used"),
    Text("", ""),
)
NEVER, HOLDS, EXPIRED = Text("aldrig", "never"), Text("gælder", "holds"), Text("udløbet", "expired")
REVOKED = Text("trukket tilbage", "revoked")
BY = {
    "person": Text("{}", "{}"),
    "system": Text("tokenet {}", "the token {}"),
    "local": Text("kontoen {} på maskinen", "the account {} of the machine"),
}
"""Who did something, by the kind of who it was."""


def created(url: str, name: str, role: str, until: date) -> str:
    """Make a token and keep it, in a database that is made where there is none; give it as its system gets it."""
    new, today = New(name, ROLES[role], until, "--"), today_utc()
    if problems := new.problems(today):  # before a database is made
        raise Problems(problems)
    return f"{make(opened(url, create=True), new, here(), today)[1]}\n"


def token_list(url: str, lang: Lang, *, terminal: bool = False) -> str:
    """Give all tokens as a table. Raises Problems."""
    tokens, today = opened(url).all(), today_utc()
    if not tokens:
        return Text("Ingen tokens\n", "No tokens\n").to(lang)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in COLUMNS:
        table.add_column(column.to(lang), overflow="fold")
    for token in tokens:
        table.add_row(*map(Styled, cells(token, today, lang)))
    return printed(table, terminal=terminal)


def cells(token: Token, today: date, lang: Lang) -> tuple[str, ...]:
    """Give what stands in the COLUMNS of a token."""
    made, expires = (shown_date(day, lang) for day in (token.made, token.expires))
    used = shown_date(token.used, lang) if token.used else NEVER.to(lang)
    return token.id, token.name, token.role.word, made, expires, used, state(token, today).to(lang)


def state(token: Token, today: date) -> Text:
    """Say whether a token holds, or why not."""
    if token.revoked:
        return REVOKED
    return HOLDS if token.holds(today) else EXPIRED


def by_whom(signature: str | None, names: Mapping[str, str], lang: Lang) -> str:
    """Give who did something, by signature; nothing where it is not known. `names`: of tokens, by id."""
    kind, _, name = (signature or "").partition(":")
    if kind not in BY:
        return ""
    told = f"{names[name]} ({name})" if kind == "system" and name in names else name
    return BY[kind].to(lang).format(told)


def revoked(url: str, id_: str, lang: Lang) -> str:
    """Let a token hold no more, with those made with it. Raises Problems where there is no such token."""
    ended = ", ".join(end(opened(url), id_, here(), today_utc(), "ID"))
    return Text(f"Trukket tilbage: {ended}\n", f"Revoked: {ended}\n").to(lang)
