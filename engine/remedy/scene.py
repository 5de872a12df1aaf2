"""A decision on which missing facts are tried: every value that one can have, or every subject that it can name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cached_property

from engine.evaluation.evaluate import Evaluation, evaluate
from engine.evaluation.explain import Disagreement, Explainer
from engine.evaluation.trace import Missing, RuleTrace
from engine.evaluation.ways import Outcome
from engine.remedy.bench import Bench, Pair
from engine.remedy.domain import Grid, field_of, grid_of, members_of, universe_of
from engine.remedy.forms import Open, Span
from engine.remedy.goal import NOWHERE
from engine.remedy.lists import Between
from engine.remedy.revalue import Given, Revaluation
from engine.remedy.search import GaveUp, cells, examples, joined
from engine.remedy.web import Web, below
from engine.values.kinds import DATE, TEXT, Value
from facts.factset import FactSet

OTHER = ""
"""Stands for any text that is not among those known."""
MOST_WORTH = 8
NEAR = 3653
"""Days before and after the date judged by within which missing dates are tried: ten years."""
Known = Mapping[Missing, Value]


@dataclass(frozen=True, slots=True)
class Range:
    """All values from `low` to `high`. `is_least`, `is_most`: the fact goes no further down, or up."""

    low: Value
    high: Value
    is_least: bool
    is_most: bool


@dataclass(frozen=True, slots=True)
class Case:
    """What a decision becomes for some values of one fact: a range, single values, or an example of a list."""

    outcome: Outcome
    values: Range | tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """What was found for one fact; values of it worth trying with another; whether every value was tried."""

    cases: tuple[Case, ...]
    worth: tuple[Value, ...]
    complete: bool = True


@dataclass
class Scene:
    """The decision of a rule on a subject. A relation that was missing may have been filled in."""

    pair: Pair
    evaluation: Evaluation

    @cached_property
    def bench(self) -> Bench:
        """Give where it is decided again."""
        return Bench(self.evaluation)

    @cached_property
    def trace(self) -> RuleTrace:
        """Give the trace of the decision."""
        rule = self.evaluation.program.rulebook.rules[self.pair[0]]
        return Explainer(self.evaluation).trace(rule, self.evaluation.records.find(rule.subject, self.pair[1]))

    @cached_property
    def web(self) -> Web:
        """Give what finds the steps that rest on a fact."""
        return Web(self.evaluation.program.rulebook)

    @property
    def outcome(self) -> Outcome:
        """Give the outcome of the decision."""
        rule = self.evaluation.program.rulebook.rules[self.pair[0]]
        ids = [record.subject.id for record in self.evaluation.records.of[rule.subject]]
        return self.evaluation.ways[rule.id][ids.index(self.pair[1])].outcome

    def related(self, key: Missing, entity: str, most: int) -> Iterator[tuple[str, Scene]]:
        """Give the scenes in which a missing relation leads to one of the subjects that it can name, at most `most`."""
        facts = self.evaluation.facts
        for id_ in list(facts.subjects[entity])[:most]:
            filled = with_facts(facts, {key: id_})
            yield id_, Scene(self.pair, evaluate(self.evaluation.program, filled, self.evaluation.as_of))

    def tried(self, key: Missing, known: Known | None = None) -> Tried:
        """Give what the decision becomes for every value of a fact, with others `known`.

        Raises GaveUp; Disagreement where deciding again with such a value gives something else.
        """
        trial = _Trial(self, key, known or {})
        kind = field_of(self.evaluation.facts, key).kind
        universe = universe_of(kind)
        if universe is not None:
            found = trial.listed(universe)
        elif grid := grid_of(with_facts(self.evaluation.facts, trial.known), key):
            found = trial.along(grid)
        else:
            found = trial.among(members_of(kind) or self._texts())
        for case in found.cases:
            trial.check(case)
        return found

    def _texts(self) -> tuple[str, ...]:
        steps = (one for one in below(self.trace) if one.node.kind == TEXT)
        return (*sorted({step.value for step in steps if isinstance(step.value, str)}), OTHER)


@dataclass
class _Trial:
    """One missing fact tried in a scene."""

    scene: Scene
    key: Missing
    known: Known

    @cached_property
    def touched(self) -> set[int]:
        return self.scene.web.resting([self.scene.trace], {self.key, *self.known})

    def whole(self, value: Given, span: Span = NOWHERE) -> Revaluation:
        return Revaluation({**self.known, self.key: value}, span, self.touched)

    def outcome(self, revalued: Revaluation) -> Outcome | Open:
        return revalued.outcome(self.scene.trace)

    def listed(self, universe: frozenset[str]) -> Tried:
        whole = self.whole(Between(frozenset(), universe))
        found: dict[Outcome, frozenset[str]] = examples(self.outcome, whole, self.key)
        cases = (Case(outcome, (example,)) for outcome, example in found.items())
        return Tried(tuple(cases), tuple(dict.fromkeys((frozenset[str](), universe, *found.values()))))

    def among(self, values: tuple[Value, ...]) -> Tried:
        found: dict[Outcome, list[Value]] = {}
        for value in values:
            outcome = self.outcome(self.whole(value))
            assert not isinstance(outcome, Open)  # noqa: S101 - a single value leaves nothing open
            found.setdefault(outcome, []).append(value)
        return Tried(tuple(Case(outcome, tuple(these)) for outcome, these in found.items()), values)

    def along(self, grid: Grid) -> Tried:
        grid = grid if grid.kind != DATE else _near(grid, self.scene.evaluation.as_of)
        try:
            found: list[tuple[Span, Outcome]] = cells(self.outcome, self.whole(grid, grid.span))
        except GaveUp:  # too much changes: a few values must do
            return replace(self.among(_worth(grid, [], self.scene.evaluation.as_of)), complete=False)
        cases = tuple(Case(outcome, _range(grid, some)) for some, outcome in joined(found))
        return Tried(cases, _worth(grid, [some for some, _ in found], self.scene.evaluation.as_of))

    def check(self, case: Case) -> None:
        """Decide again with values of a case. Raises Disagreement where that gives something else."""
        values = case.values if isinstance(case.values, tuple) else (case.values.low, case.values.high)
        for value in dict.fromkeys(values):
            way = self.scene.bench.decide({**self.known, self.key: value}).get(self.scene.pair, self.scene.trace.way)
            if way.outcome != case.outcome:
                raise Disagreement(self.scene.pair[0], self.scene.trace.subject, case.outcome, way.outcome)


def with_facts(facts: FactSet, known: Known) -> FactSet:
    """Give the facts with some more known."""
    subjects = {entity: dict(of) for entity, of in facts.subjects.items()} if known else facts.subjects
    for key, value in known.items():
        subject = subjects[key.subject.entity][key.subject.id]
        more = replace(subject, values={**subject.values, key.field: value})
        subjects[key.subject.entity][key.subject.id] = more  # type: ignore[index]
    return replace(facts, subjects=subjects)


def _near(grid: Grid, as_of: date) -> Grid:
    low, high = as_of.toordinal() - NEAR, as_of.toordinal() + NEAR
    return replace(grid, span=Span(max(low, grid.span.first), min(high, grid.span.last)))


def _range(grid: Grid, span: Span) -> Range:
    ends = grid.value(span.first), grid.value(span.last)
    return Range(*ends, span.first == grid.span.first, span.last == grid.span.last)


def _worth(grid: Grid, spans: list[Span], as_of: date) -> tuple[Value, ...]:
    """Give values worth trying together with another fact: common ones, and those beside which something changes."""
    if grid.kind == DATE:
        common = [as_of.toordinal() + days for days in (0, -365, 365)]
    else:
        common = [int(figure / grid.step) for figure in (Fraction(0), Fraction(1), Fraction(10), Fraction(1_000_000))]
    beside = [x for span in spans for x in (span.first, span.last)]
    inside = [x for x in [*common, *beside] if grid.span.first <= x <= grid.span.last]
    return tuple(grid.value(x) for x in list(dict.fromkeys(inside))[:MOST_WORTH])
