"""What admins do with tokens: see them, make them, let them hold no more. Who did it is kept, and logged."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import quote

from engine.service.access.logs import TOKENS
from engine.service.access.roles import Role, Who
from engine.service.access.store import TokenStore
from engine.service.access.tokens import Token, made
from engine.source.problem import Place, Problem, Problems, closest, shown
from engine.source.text import Text

LONGEST_NAME = 100
OUTLIVES = Text("et token kan ikke lave et, der gælder længere", "a token cannot make one that holds longer")
SHORTER = Text("en dag, hvor det selv gælder", "a day on which it holds itself")


@dataclass(frozen=True, slots=True)
class New:
    """A token that someone asks for. `places`: what stands before the names of what is wrong, as '--' of a command."""

    name: str
    role: Role
    until: date
    places: str = ""

    def problems(self, today: date) -> list[Problem]:
        """Give what is wrong with it."""
        name, found = self.name.strip(), list[Problem]()
        if not name or len(name) > LONGEST_NAME or not name.isprintable():
            message = Text(f"{shown(self.name)} kan ikke være et navn", f"{shown(self.name)} cannot be a name")
            expected = Text(f"1-{LONGEST_NAME} tegn på én linje", f"1-{LONGEST_NAME} signs on one line")
            found.append(Problem("token-name", Place(f"{self.places}name"), message, expected))
        if self.until < today:
            message = Text("dagen er gået", "the day has passed")
            expected = Text(f"{today} (UTC) eller senere", f"{today} (UTC) or later")
            found.append(Problem("token-until", self.day_place, message, expected))
        return found

    @property
    def day_place(self) -> Place:
        """Give the place of the last day."""
        return Place(f"{self.places}until")


def today_utc() -> date:
    """Give the day by which tokens hold."""
    return datetime.now(UTC).date()


def make(store: TokenStore, new: New, who: Who, today: date) -> tuple[Token, str]:
    """Make a token and keep it; give it as it is kept, and as its system gets it. Raises Problems."""
    if problems := new.problems(today):
        raise Problems(problems)
    kept, token = made(new.name.strip(), new.role, new.until, today, who.signature)
    if not store.add(kept):
        raise Problems([Problem("token-until", new.day_place, OUTLIVES, SHORTER)])
    return kept, token


def end(store: TokenStore, id_: str, who: Who, today: date, place: str = "-") -> list[str]:
    """Let a token hold no more, with those made with it; give the ids. Raises Problems where there is no such token."""
    if found := store.revoke(id_, today, who.signature):
        return found
    message = Text(f"intet token har id {shown(id_)}", f"no token has the id {shown(id_)}")
    expected = Text("et id fra 'klausul token list'", "an id of 'klausul token list'")
    suggestion = closest(id_, [token.id for token in store.all()])
    raise Problems([Problem("unknown-token", Place(place), message, expected, suggestion)])


class Keeping:
    """Does it for a service, beside what else goes on there."""

    def __init__(self, store: TokenStore, today: Callable[[], date] = today_utc) -> None:
        """Keep where the tokens are."""
        self._store, self._lock, self.today = store, asyncio.Lock(), today

    async def all(self) -> tuple[list[Token], bool]:
        """Give all tokens, and whether the service can make and revoke them. Raises Problems."""
        return await asyncio.to_thread(lambda: (self._store.all(), self._store.can_write()))

    async def make(self, new: New, who: Who) -> tuple[Token, str]:
        """Make a token. Raises Problems."""
        async with self._lock:  # one at a time: making a hash takes 64 MB
            kept, token = await asyncio.to_thread(make, self._store, new, who, self.today())
        _note(f"{kept.id} made by {_signed(who)}, {kept.role.word} until {kept.expires}")
        return kept, token

    async def end(self, id_: str, who: Who) -> list[str]:
        """Let a token hold no more. Raises Problems."""
        async with self._lock:
            found = await asyncio.to_thread(end, self._store, id_, who, self.today())
        _note(f"{' '.join(found)} revoked by {_signed(who)}")
        return found


def _signed(who: Who) -> str:
    return quote(who.signature, safe=":@.+")


def _note(line: str) -> None:
    logging.getLogger(TOKENS).info("%s", line)
