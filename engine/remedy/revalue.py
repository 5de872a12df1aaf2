"""A trace worked out again with other values of some facts: one value, or a whole span or list of values at once.

What does not rest on these facts keeps the value that it has in the trace.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from engine.evaluation.trace import Element, RuleTrace, Step
from engine.evaluation.ways import Outcome
from engine.language.nodes import Aggregate, All, Compare, Conclusion, Fact, If, Node, Not, Some, Term
from engine.remedy import forms, truths
from engine.remedy.domain import Grid
from engine.remedy.forms import Bounds, Open, Span, form_of
from engine.remedy.lists import Between
from engine.remedy.operate import Listed, Worked, gathered, opening_of, operated
from engine.remedy.truths import Truth
from engine.remedy.web import Key, key_of
from engine.values.kinds import Value

Given = Value | Grid | Between
"""What a fact is said to be: one value, those of a grid in the span, or a list not settled."""
LOOSE = frozenset({Open, Bounds, Between, Listed})
"""What can be said more closely of a part of the span; everything else holds there, too."""


@dataclass(slots=True)
class Revaluation:
    """Values of steps with the facts `given`, over `span`. `touched`: the steps and traces that rest on them.

    `parts`: what was made for parts of the span, or of the list, to be used again in the next search.
    """

    given: Mapping[Key, Given]
    span: Span
    touched: Set[int]
    found: dict[int, Worked] = field(default_factory=dict)
    parts: dict[Span | Between, Revaluation] = field(default_factory=dict)

    def part(self, span: Span) -> Revaluation:
        """Give the same over a part of the span."""
        return self if span == self.span else self._narrowed(span, self.given, span)

    def divided(self, at: int) -> tuple[Revaluation, Revaluation]:
        """Give the same over the numbers before `at`, and over the others."""
        return self.part(Span(self.span.first, at - 1)), self.part(Span(at, self.span.last))

    def settled(self, key: Key, member: str) -> tuple[Revaluation, Revaluation]:
        """Give the same with a list that has the member, and with one that has not."""
        some, more = self.list_of(key), {member}
        lists = Between(some.low | more, some.high), Between(some.low, some.high - more)
        having, lacking = (self._narrowed(one, {**self.given, key: one}, self.span) for one in lists)
        return having, lacking

    def list_of(self, key: Key) -> Between:
        """Give the list that a fact is said to be."""
        some = self.given[key]
        assert isinstance(some, Between)  # noqa: S101 - it was given as a list not settled
        return some

    def _narrowed(self, name: Span | Between, given: Mapping[Key, Given], span: Span) -> Revaluation:
        if name not in self.parts:
            kept = {number: value for number, value in self.found.items() if type(value) not in LOOSE}
            alone = isinstance(name, Span) and name.first == name.last  # worked out with a plain value
            self.parts[name] = Revaluation(given, span, self.touched, {} if alone else kept)
        return self.parts[name]

    def outcome(self, trace: RuleTrace) -> Outcome | Open:
        """Give how a requirement comes out, where that is the same on the whole span."""
        if id(trace) not in self.touched or not trace.in_force:
            return trace.way.outcome
        applies = True if trace.when is None else self._truth(trace.when)
        if isinstance(applies, Open):
            return applies
        if not applies:
            return "undetermined" if applies is None else "not_applicable"
        exempt = truths.either(self._truth(step) for step in trace.unless)
        if isinstance(exempt, Open):
            return exempt
        if exempt is not False:
            return "undetermined" if exempt is None else "exempt"
        kept = True if trace.require is None else self._truth(trace.require)
        if isinstance(kept, Open):
            return kept
        return "undetermined" if kept is None else "met" if kept else "breached"

    def is_met(self, trace: RuleTrace) -> bool | Open:
        """Say whether a requirement is met; its demand is asked first, for where that fails nothing else matters."""
        if id(trace) not in self.touched or not trace.in_force:
            return trace.way.outcome == "met"
        return truths.every(truths.surely(truth, wanted) for truth, wanted in self._conditions(trace))

    def _conditions(self, trace: RuleTrace) -> Iterator[tuple[Truth, bool]]:
        if trace.require is not None:
            yield self._truth(trace.require), True
        if trace.when is not None:
            yield self._truth(trace.when), True
        for step in trace.unless:
            yield self._truth(step), False

    def _concluded(self, trace: RuleTrace) -> Truth:
        if not trace.in_force:
            return None
        if id(trace) not in self.touched:
            return trace.way.truth
        if id(trace) not in self.found:
            free = [truths.opposite(self._truth(step)) for step in trace.unless]
            self.found[id(trace)] = truths.both([*free, True if trace.when is None else self._truth(trace.when)])
        return self.found[id(trace)]  # type: ignore[return-value]

    def _truth(self, step: Step) -> Truth:
        return self.value(step)  # type: ignore[return-value]

    def value(self, step: Step) -> Worked:
        """Give the value of a step: one for the whole span, a form, or what leaves it open."""
        number = id(step)
        if number not in self.touched:
            return step.value
        if number not in self.found:
            self.found[number] = WORKERS.get(type(step.node), Revaluation._operation)(self, step)
        return self.found[number]

    def _term(self, step: Step) -> Worked:
        return self.value(step.children[0])

    def _not(self, step: Step) -> Worked:
        return truths.opposite(self._truth(step.children[0]))

    def _all(self, step: Step) -> Worked:
        return truths.both(map(self._truth, step.children))

    def _some(self, step: Step) -> Worked:
        return truths.either(map(self._truth, step.children))

    def _known(self, step: Step) -> Worked:
        if step.concluded is not None:
            return self._concluded(step.concluded)
        key = key_of(step)
        given = step.value if key is None else self.given.get(key, step.value)
        return given.at(self.span) if isinstance(given, Grid) else given

    def _if(self, step: Step) -> Worked:
        test, then, other = step.children
        chosen = self._truth(test)
        if isinstance(chosen, Open):
            return self._either(step, chosen)
        return None if chosen is None else self.value(then if chosen else other)

    def _either(self, step: Step, opening: Open) -> Worked:
        """Give what figures lie between that a list, once it is settled, chooses from; so not every list is tried."""
        test, *branches = step.children
        sure = isinstance(opening.at, str) and isinstance(test.node, Compare)  # no list makes the test unknown
        values = [self.value(branch) for branch in branches] if sure and step.node.kind.is_figure else [None]
        if any(value is None or isinstance(value, Open) for value in values):
            return opening
        first, second = (forms.bounds(form_of(value, step.node.kind), self.span) for value in values)  # type: ignore[arg-type]
        if isinstance(first, Open) or isinstance(second, Open):
            return opening
        return Bounds(min(first.low, second.low), max(first.high, second.high), opening)

    def _operation(self, step: Step) -> Worked:
        return operated(step, [self.value(child) for child in step.children], self.span)

    def _aggregate(self, step: Step) -> Worked:
        node: Aggregate = step.node  # type: ignore[assignment]
        if node.function == "any":
            return truths.either(truths.both((self._belongs(e), self._body(e))) for e in step.elements)  # type: ignore[arg-type]
        if node.function == "all":
            return truths.both(truths.either((truths.opposite(self._belongs(e)), self._body(e))) for e in step.elements)  # type: ignore[arg-type]
        values: list[Worked] = []
        opening: Open | None = None
        for element in step.elements:
            belongs = self._belongs(element)
            if belongs is False:
                continue
            value = True if element.body is None else self._body(element)
            if belongs is None or (belongs is True and value is None):
                return None
            opening = opening or opening_of([belongs, value])
            values.append(value)
        return opening or gathered(node, values, self.span)

    def _belongs(self, element: Element) -> Truth:
        where = True if element.where is None else self._truth(element.where)
        return where if element.missing is None else truths.both((None, where))

    def _body(self, element: Element) -> Worked:
        return None if element.body is None else self.value(element.body)


WORKERS: Mapping[type[Node], Callable[[Revaluation, Any], Worked]] = {
    Fact: Revaluation._known,
    Conclusion: Revaluation._known,
    Term: Revaluation._term,
    Not: Revaluation._not,
    All: Revaluation._all,
    Some: Revaluation._some,
    Aggregate: Revaluation._aggregate,
    If: Revaluation._if,
}
"""What works out the step of a node, by the node's type; all others are operations."""
