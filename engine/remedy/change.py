"""A change of one fact that makes a breached requirement met, as it is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from engine.evaluation.trace import Missing
from engine.remedy.bench import Pair
from engine.values.kinds import Exact, Kind, Value

YEAR = 365


@dataclass(frozen=True, slots=True)
class Change:
    """Another value of one fact with which a decision is met; nothing nearer to the present value does it.

    `until`: the last value beyond `after` that does it too, None where all do. `alone`: a smaller change that would
    do for this decision, but would make others worse. `worsens`, `mends`: other requirements that the change makes
    worse or met. `leaves`: others breached on the same fact that stay so; `together` is the nearest value that meets
    these too, None where there is none.
    """

    key: Missing
    kind: Kind
    before: Value
    after: Value
    until: Value | None = None
    alone: Value | None = None
    worsens: tuple[Pair, ...] = ()
    mends: tuple[Pair, ...] = ()
    leaves: tuple[Pair, ...] = ()
    together: Value | None = None

    @property
    def difference(self) -> Exact | None:
        """Give after minus before: of figures in smallest units, of dates in days; None for other facts."""
        if isinstance(self.after, date) and isinstance(self.before, date):
            return (self.after - self.before).days
        return _figure(self.after) - _figure(self.before) if self.kind.is_figure else None


@dataclass(frozen=True, slots=True)
class Changes:
    """What was found for one breached decision, the best first. `unproven`: facts of which nothing can be said."""

    found: tuple[Change, ...] = ()
    unproven: tuple[Missing, ...] = ()

    @property
    def best(self) -> Change | None:
        """Give the change to tell first."""
        return next(iter(self.found), None)


def size_of(before: Value, after: Value) -> Fraction:
    """Give how large a change is beside what is changed."""
    if isinstance(before, date) and isinstance(after, date):
        return Fraction(abs((after - before).days), YEAR)
    if isinstance(before, frozenset) and isinstance(after, frozenset):
        return Fraction(len(before ^ after))
    if isinstance(before, bool | str | frozenset | date) or isinstance(after, bool | str | frozenset | date):
        return Fraction(1)
    return abs(Fraction(after - before) / (before or 1))


def _figure(value: Value) -> Exact:
    assert isinstance(value, int | Fraction)  # noqa: S101 - of a figure's kind
    return value
