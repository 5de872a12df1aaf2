"""What a change must bring about, a decision met and others not made worse; and the search for a value that does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil, floor
from typing import Literal

from engine.evaluation.trace import Missing, RuleTrace
from engine.evaluation.ways import Outcome
from engine.remedy.domain import Grid, grid_of, members_of, universe_of
from engine.remedy.forms import Open, Span
from engine.remedy.lists import Between
from engine.remedy.revalue import Given, Revaluation
from engine.remedy.search import fewest, nearest
from engine.remedy.truths import every, known, opposite
from engine.remedy.web import Web
from engine.values.kinds import Kind, Value
from facts.factset import FactSet

Course = Literal["up", "down", "list"] | tuple[Value]
"""Where to look for another value: upward, downward, among lists, or at one value."""
NOWHERE = Span(0, 0)
BREACHED: frozenset[Outcome] = frozenset({"breached"})
LOST: frozenset[Outcome] = frozenset({"breached", "undetermined"})
Barred = tuple[tuple[RuleTrace, frozenset[Outcome]], ...]
"""Traces with the outcomes that they must not come to."""


@dataclass(frozen=True, slots=True)
class Goal:
    """Traces that must be `met`, and what is barred."""

    met: tuple[RuleTrace, ...]
    barred: Barred = ()

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
    """Looks for other values of one fact, in goals of traces that are taken in.

    `touched`: the numbers of the steps and traces that rest on the fact; `traces` are held, so that no number is given
    anew. `wholes`: what is worked out over all of a course, for all that is sought there.
    """

    key: Missing
    kind: Kind
    before: Value
    grid: Grid | None
    web: Web
    touched: set[int] = field(default_factory=set)
    traces: dict[int, RuleTrace] = field(default_factory=dict)
    wholes: dict[Course, Revaluation] = field(default_factory=dict)

    def take_in(self, traces: Iterable[RuleTrace]) -> None:
        """Find out what in these traces rests on the fact."""
        new = {id(trace): trace for trace in traces if id(trace) not in self.traces}
        self.traces.update(new)
        self.touched.update(self.web.resting(new.values(), {self.key}))

    def courses(self) -> tuple[Course, ...]:
        """Give where there is to look."""
        if self.grid is not None:
            return ("down", "up")
        if universe_of(self.kind) is not None:
            return ("list",)
        return tuple((member,) for member in members_of(self.kind) if member != self.before)

    def seek(self, goal: Goal, course: Course, beyond: Pick | None = None) -> Pick | None:
        """Give the value nearest to the present one that reaches the goal. Raises GaveUp.

        `beyond`: no value nearer than that one does.
        """
        whole = self._whole(course)
        if isinstance(course, tuple):
            return Pick(course[0]) if goal.test(whole) is True else None
        if course == "list":
            assert isinstance(self.before, frozenset)  # noqa: S101 - its course
            if beyond and goal.test(Revaluation({self.key: beyond.value}, NOWHERE, self.touched)) is True:
                return beyond
            members = fewest(goal.test, whole, self.key, self.before)
            return None if members is None else Pick(members)
        assert self.grid is not None  # noqa: S101 - its course
        upward, ahead = course == "up", whole.span
        some = whole if beyond is None else whole.part(self._from(beyond, course))
        found = nearest(goal.test, some, upward=upward)
        if found is None:
            return None
        is_first = found == (ahead.first if upward else ahead.last)
        return Pick(self.grid.value(found), None if is_first else self.grid.value(found - 1 if upward else found + 1))

    def until(self, goal: Goal, course: Course, pick: Pick) -> Value | None:
        """Give the last value beyond that of `pick` that still reaches the goal.

        None where all do up to the end of what the fact can be, and where there is no grid. Raises GaveUp.
        """
        if self.grid is None:
            return None
        upward, some = course == "up", self._whole(course).part(self._from(pick, course))
        stops = nearest(lambda one: known(opposite(goal.test(one))), some, upward=upward)
        return None if stops is None else self.grid.value(stops - 1 if upward else stops + 1)

    def _from(self, pick: Pick, course: Course) -> Span:
        """Give the span from a value found on a course to the end of what the fact can be."""
        assert self.grid is not None  # noqa: S101 - its course
        start, ends = int(self.grid.place(pick.value)), self.grid.span
        return Span(start, ends.last) if course == "up" else Span(ends.first, start)

    def _whole(self, course: Course) -> Revaluation:
        if course not in self.wholes:
            given, span = self._all_of(course)
            self.wholes[course] = Revaluation({self.key: given}, span, self.touched)
        return self.wholes[course]

    def _all_of(self, course: Course) -> tuple[Given, Span]:
        """Give all values of a course."""
        if isinstance(course, tuple):
            return course[0], NOWHERE
        universe = universe_of(self.kind)
        if universe is not None:
            assert isinstance(self.before, frozenset)  # noqa: S101 - its course
            return Between(frozenset(), universe | self.before), NOWHERE
        assert self.grid is not None  # noqa: S101 - its course
        now, ends = self.grid.place(self.before), self.grid.span
        if course == "up":
            return self.grid, Span(max(floor(now) + 1, ends.first), ends.last)
        return self.grid, Span(ends.first, min(ceil(now) - 1, ends.last))


def seeker(facts: FactSet, key: Missing, web: Web) -> Seeker:
    """Give what looks for other values of a known fact."""
    kind = facts.vocabulary.field(key.subject.entity, key.field).kind
    before = facts.subjects[key.subject.entity][key.subject.id].values[key.field]
    return Seeker(key, kind, before, grid_of(facts, key), web)
