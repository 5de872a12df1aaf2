"""What a change must bring about, a decision met and others not made worse; and the search for a value that does."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import ceil, floor
from typing import Literal

from engine.evaluation.trace import Missing, RuleTrace
from engine.evaluation.ways import Outcome
from engine.remedy.domain import Grid, grid_of, members_of, universe_of
from engine.remedy.forms import Open, Span
from engine.remedy.revalue import Given, Revaluation
from engine.remedy.search import fewest, nearest
from engine.remedy.truths import every, known, opposite
from engine.values.kinds import Kind, Value
from facts.factset import FactSet

Course = Literal["up", "down", "list"] | tuple[Value]
"""Where to look for another value: upward, downward, among lists, or at one value."""
NOWHERE = Span(0, 0)
BREACHED: frozenset[Outcome] = frozenset({"breached"})
LOST: frozenset[Outcome] = frozenset({"breached", "undetermined"})


@dataclass(frozen=True, slots=True)
class Goal:
    """Traces that must be `met`, and others with the outcomes that they must not come to."""

    met: tuple[RuleTrace, ...]
    barred: tuple[tuple[RuleTrace, frozenset[Outcome]], ...] = ()

    def test(self, revalued: Revaluation) -> bool | Open:
        """Say whether it is reached on the whole span."""
        return every(self._tests(revalued))

    def _tests(self, revalued: Revaluation) -> Iterable[bool | Open]:
        for trace in self.met:
            yield revalued.is_met(trace)
        for trace, outcomes in self.barred:
            outcome = revalued.outcome(trace)
            yield outcome if isinstance(outcome, Open) else outcome not in outcomes


def worse(outcome: str) -> frozenset[Outcome]:
    """Give the outcomes that are worse than this one: a breach; of what is met also that it is no longer known."""
    return LOST if outcome == "met" else frozenset() if outcome == "breached" else BREACHED


@dataclass(frozen=True, slots=True)
class Pick:
    """A value of a fact that reaches a goal, and on a grid the next one nearer to the present value, if any."""

    value: Value
    nearer: Value | None = None


@dataclass(frozen=True, slots=True)
class Seeker:
    """Looks for other values of one fact. `touched`: the steps and traces that rest on it."""

    key: Missing
    kind: Kind
    before: Value
    grid: Grid | None
    touched: frozenset[int]

    def courses(self) -> tuple[Course, ...]:
        """Give where there is to look."""
        if self.grid is not None:
            return ("down", "up")
        if universe_of(self.kind) is not None:
            return ("list",)
        return tuple((member,) for member in members_of(self.kind) if member != self.before)

    def seek(self, goal: Goal, course: Course, beyond: Pick | None = None) -> Pick | None:
        """Give the value nearest to the present one that reaches the goal. Raises GaveUp.

        `beyond`: on a grid, no value nearer than that one does.
        """
        if isinstance(course, tuple):
            reached = goal.test(self._revalued(course[0], NOWHERE))
            return Pick(course[0]) if reached is True else None
        if course == "list":
            universe = universe_of(self.kind)
            assert universe is not None and isinstance(self.before, frozenset)  # noqa: S101 - its course
            members = fewest(lambda some: goal.test(self._revalued(some, NOWHERE)), self.before, universe)
            return None if members is None else Pick(members)
        assert self.grid is not None  # noqa: S101 - its course
        grid, upward = self.grid, course == "up"
        span = ahead = self._ahead(grid, upward=upward)
        if beyond is not None:
            start = int(grid.place(beyond.value))
            span = Span(start, ahead.last) if upward else Span(ahead.first, start)
        found = nearest(self._on(grid, goal), span, upward=upward)
        if found is None:
            return None
        is_first = found == (ahead.first if upward else ahead.last)
        return Pick(grid.value(found), None if is_first else grid.value(found - 1 if upward else found + 1))

    def until(self, goal: Goal, course: Course, pick: Pick) -> Value | None:
        """Give the last value beyond that of `pick` that still reaches the goal.

        None where all do up to the end of what the fact can be, and where there is no grid. Raises GaveUp.
        """
        if self.grid is None:
            return None
        on, start, ends = self._on(self.grid, goal), int(self.grid.place(pick.value)), self.grid.span
        upward = course == "up"
        span = Span(start, ends.last) if upward else Span(ends.first, start)
        stops = nearest(lambda some: known(opposite(on(some))), span, upward=upward)
        return None if stops is None else self.grid.value(stops - 1 if upward else stops + 1)

    def _ahead(self, grid: Grid, *, upward: bool) -> Span:
        now, ends = grid.place(self.before), grid.span
        if upward:
            return Span(max(floor(now) + 1, ends.first), ends.last)
        return Span(ends.first, min(ceil(now) - 1, ends.last))

    def _on(self, grid: Grid, goal: Goal) -> Callable[[Span], bool | Open]:
        def holds(span: Span) -> bool | Open:
            given = grid.value(span.first) if span.first == span.last else grid.form
            return goal.test(self._revalued(given, span))

        return holds

    def _revalued(self, given: Given, span: Span) -> Revaluation:
        return Revaluation({self.key: given}, span, self.touched)


def seeker(facts: FactSet, key: Missing, touched: frozenset[int]) -> Seeker:
    """Give what looks for other values of a known fact."""
    kind = facts.vocabulary.field(key.subject.entity, key.field).kind
    before = facts.subjects[key.subject.entity][key.subject.id].values[key.field]
    return Seeker(key, kind, before, grid_of(facts, key), touched)
