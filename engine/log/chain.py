"""The chain: what a run's record says, and its hash over that and over the run before. Frozen once written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from rfc8785 import dumps

from engine.values.canonical import hash_of

if TYPE_CHECKING:
    from sqlalchemy import RowMapping

FORMAT = 1
"""The form of records that this program writes; a record of an older form keeps its hash."""
TOLD = {
    1: (
        *("number", "format", "at", "actor", "account", "version", "inference", "as_of"),
        *("areas", "rules", "readings", "rulebook", "facts", "beside", "decisions", "previous"),
    )
}
"""What the hash of a record is taken over, by its form."""


@dataclass(frozen=True, slots=True)
class Run:
    """The record of one run.

    `at`: when it was recorded, in UTC. `actor`: who is said to have run it; `account`: the account it ran under.
    `areas`, `rules`, `readings`: what was asked for, each as words with spaces between; readings as question=option.
    `rulebook`, `facts`, `beside` and `decisions` are hashes of contents. `previous`: the hash of the run before.
    """

    number: int
    format: int
    at: str
    actor: str
    account: str
    version: str
    inference: str | None
    as_of: str
    areas: str
    rules: str
    readings: str
    rulebook: str
    facts: str
    beside: str
    decisions: str
    previous: str | None
    hash: str = ""

    @property
    def sealed_hash(self) -> str:
        """Give the hash over what the record says. KeyError for a form of records that is not known."""
        said = asdict(self)
        return hash_of(dumps({name: said[name] for name in TOLD[self.format]}))

    @property
    def head(self) -> str:
        """Give number and hash, as they are kept elsewhere: whoever has them can tell that nothing before changed."""
        return f"{self.number}:{self.hash}"

    @property
    def contents(self) -> tuple[str, str, str, str]:
        """Give the hashes of the contents that the record names itself."""
        return self.rulebook, self.facts, self.beside, self.decisions

    @property
    def chosen(self) -> dict[str, str]:
        """Give the options chosen for the run by the id of their question."""
        return dict(pair.split("=", 1) for pair in words(self.readings))


def sealed(run: Run) -> Run:
    """Give a run with its hash."""
    return replace(run, hash=run.sealed_hash)


def run_of(row: RowMapping) -> Run:
    """Give the run that stands in a row of the table."""
    values: Mapping[str, Any] = dict(row)
    return Run(**values)


def words(text: str) -> tuple[str, ...]:
    """Give the words that a list in a record holds."""
    return tuple(text.split(" ")) if text else ()
