"""The decision log for programs: opened by its URL, to record judgements, and to read, verify and compare runs.

    log = Log.open("decisions.db", create=True)
    run = log.record(judgement, asked, actor="anna")
    log.replay(str(run.number)).pairs  # (): all decisions come out as they were recorded

A Log may be shared between threads, and a log between processes: every call has a connection of its own, sees the log
at one moment, and changes it whole or not at all. All raise Problems where the log cannot be reached or read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from engine.decision.decide import Judgement
from engine.decision.files import Asked
from engine.log.account import account
from engine.log.address import address_of
from engine.log.chain import Run
from engine.log.record import Who, record
from engine.log.runs import EVER, Span, all_runs, named, newest, outcomes
from engine.log.store import Store, opened
from engine.source.problem import Problems

if TYPE_CHECKING:  # who only records needs none of it
    from engine.log.compare import Comparison
    from engine.log.imports import Imported
    from engine.log.kept import Data, Kept
    from engine.log.links import Head
    from engine.log.replay import Replay
    from engine.log.rulefiles import Files
    from engine.log.search import Hits, Wanted
    from engine.log.verify import Verified

MOST = 100
"""Decisions that a search gives, unless more are asked for."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A run with what a list says of it: its decisions counted by outcome, and the title and files of its facts."""

    run: Run
    outcomes: dict[str, int]
    title: str | None
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Log:
    """A decision log that is open. `name` of a run: its number, the beginning of its hash, or both as number:hash."""

    store: Store

    @classmethod
    def open(cls, url: str, *, create: bool = False) -> Self:
        """Give the log at `url`, a file or a database of PostgreSQL; with `create`, made where there is none."""
        return cls(opened(address_of(url), create=create))

    def record(
        self,
        judgement: Judgement,
        asked: Asked,
        actor: str | None = None,
        now: datetime | None = None,
        files: Files | None = None,
    ) -> Run:
        """Record a judgement, and give the run as it stands in the log; where Problems are raised, nothing is recorded.

        `asked`: what it was judged by. `actor`: who is said to have run it (default: the account's name). `now`: the
        time, with its zone (default: the clock's). `files`: those of the rules (default: the ones in their folder now).
        """
        name = account() if actor is None else _account_or(actor)
        return record(self.store, judgement, asked, Who(name, actor or name), now or datetime.now(UTC), files)

    def head(self) -> Run | None:
        """Give the newest run; None where there are none."""
        with self.store.reading() as connection:
            return newest(connection)

    def runs(self, span: Span = EVER) -> list[Run]:
        """Give the runs recorded in a span of days, the newest last."""
        with self.store.reading() as connection:
            return all_runs(connection, span)

    def listed(self, span: Span = EVER, most: int | None = None) -> tuple[list[Listed], int]:
        """Give the newest `most` runs of a span (None: all), the newest last, and how many there are in all."""
        from engine.log.kept import Kept

        with self.store.reading() as connection:
            runs = all_runs(connection, span)
            shown = runs if most is None else runs[-most:]
            counted = outcomes(connection, [run.number for run in shown])
            found = []
            for run in shown:
                beside = Kept(connection, self.store.address, run).beside()
                found.append(Listed(run, counted[run.number], beside["title"], tuple(beside["files"])))
        return found, len(runs)

    def run(self, name: str) -> Run:
        """Give the record of one run: who, when, by what. Raises Problems where there is none of this name."""
        with self.store.reading() as connection:
            return named(connection, name)

    @contextmanager
    def kept(self, name: str) -> Iterator[Kept]:
        """Give all that was kept of one run, to be read while the context lasts: decisions, facts, rules."""
        from engine.log.kept import Kept

        with self.store.reading() as connection:
            yield Kept(connection, self.store.address, named(connection, name))

    def decisions(self, name: str) -> list[Data]:
        """Give the decisions of a run as they were recorded, with their traces, in the form of the JSON report."""
        with self.kept(name) as kept:
            return kept.lines_read()

    def judgement(self, name: str) -> Judgement:
        """Give a run as a judgement again, of which any report can be made.

        It is decided from what was stored and held to what was recorded; Problems where this program decides otherwise.
        """
        from engine.log.replay import as_recorded

        with self.kept(name) as kept:
            return as_recorded(kept)

    def search(self, wanted: Wanted, most: int = MOST) -> Hits:
        """Give the recorded decisions that fit, the newest first. Raises Problems for names that stand nowhere."""
        from engine.log.search import search

        with self.store.reading() as connection:
            return search(connection, wanted, most)

    def replay(self, name: str) -> Replay:
        """Decide a run again from what was stored, and hold each decision to what was recorded, byte for byte."""
        from engine.log.replay import replay

        with self.kept(name) as kept:
            return replay(kept)

    def diff(self, one: str, other: str) -> Comparison:
        """Say which decisions flipped between two runs, and by which fact, parameter, rule, reading or date."""
        from engine.log.compare import compare
        from engine.log.kept import Kept

        with self.store.reading() as connection:
            first, second = (Kept(connection, self.store.address, named(connection, name)) for name in (one, other))
            return compare(first, second)

    def verify(self, heads: Collection[Head] = ()) -> Verified:
        """Walk the chain and all contents, and hold the log to heads that were kept elsewhere."""
        from engine.log.verify import verify

        return verify(self.store, heads)

    def export(self, path: Path) -> Run | None:
        """Write all runs to a bundle, and give the newest."""
        from engine.log.export import export

        return export(self.store, path)

    def take_in(self, path: Path) -> Imported:
        """Check a bundle, and add its runs that the log has not; all of them or none."""
        from engine.log.imports import imported

        return imported(self.store, path)


def _account_or(actor: str) -> str:
    """Give the account's name, or that of the actor where the account has none."""
    try:
        return account()
    except Problems:
        return actor
