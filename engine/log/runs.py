"""Runs in the store: the newest, those of a period, and the one that a user names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Connection, func, select

from engine.log.chain import Run, run_of
from engine.log.tables import decision, run
from engine.source.problem import Place, Problem, Problems, shown
from engine.source.text import Text

HEAD = re.compile(r"(?:([0-9]+):)?([0-9a-f]{6,64})")
NUMBER = re.compile(r"[0-9]{1,18}")
PLACE = Place("RUN")


@dataclass(frozen=True, slots=True)
class Span:
    """The days, in UTC, between which runs were recorded, both included; None: open."""

    since: date | None = None
    until: date | None = None

    @property
    def test(self) -> list[ColumnElement[bool]]:
        """Give the span as conditions on the table of runs."""
        tests = [] if self.since is None else [run.c.at >= self.since.isoformat()]
        if self.until is not None and self.until < date.max:
            tests.append(run.c.at < (self.until + timedelta(days=1)).isoformat())
        return tests


EVER = Span()


def newest(connection: Connection) -> Run | None:
    """Give the run recorded last; None where the log is empty."""
    row = connection.execute(select(run).order_by(run.c.number.desc()).limit(1)).mappings().one_or_none()
    return run_of(row) if row else None


def all_runs(connection: Connection, span: Span = EVER) -> list[Run]:
    """Give the runs of a span, in their order."""
    return [run_of(row) for row in connection.execute(select(run).where(*span.test).order_by(run.c.number)).mappings()]


def outcomes(connection: Connection, numbers: Sequence[int]) -> dict[int, dict[str, int]]:
    """Give how many decisions of each of these runs came out each way."""
    counted = select(decision.c.run, decision.c.outcome, func.count()).where(decision.c.run.in_(numbers))
    found: dict[int, dict[str, int]] = {number: {} for number in numbers}
    for number, outcome, count in connection.execute(counted.group_by(decision.c.run, decision.c.outcome)):
        found[number][outcome] = count
    return found


def named(connection: Connection, name: str) -> Run:
    """Give the run of this number, or whose hash begins so (six digits at least). Raises Problems."""
    tests: list[ColumnElement[bool]] = []
    if NUMBER.fullmatch(name):
        tests.append(run.c.number == int(name))
    if match := HEAD.fullmatch(name):
        tests.append(run.c.hash.startswith(match[2], autoescape=True))
    for test in tests:
        found = connection.execute(select(run).where(test).limit(2)).mappings().all()
        if len(found) == 1:
            return run_of(found[0])
    last = newest(connection)
    message = Text(f"ingen kørsel hedder {shown(name)}", f"no run is named {shown(name)}")
    expected = Text("en log med kørsler", "a log with runs")
    if last:
        number = last.number
        expected = Text(f"et nummer fra 1 til {number}, eller en hash", f"a number from 1 to {number}, or a hash")
    raise Problems([Problem("unknown-run", PLACE, message, expected)])
