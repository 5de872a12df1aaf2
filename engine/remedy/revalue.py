"""A trace worked out again with other values of some facts: one value, or a whole span or list of values at once.

What does not rest on these facts keeps the value that it has in the trace.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from engine.evaluation.operations import Operand, apply
from engine.evaluation.operations import compared as known_compared
from engine.evaluation.trace import Element, RuleTrace, Step
from engine.evaluation.ways import Outcome
from engine.language.nodes import (
    Aggregate,
    All,
    Arithmetic,
    Call,
    Compare,
    Conclusion,
    Fact,
    If,
    Negate,
    Node,
    Not,
    SetOfNodes,
    Some,
    Term,
)
from engine.remedy import forms, lists, steps, truths
from engine.remedy.forms import Bounds, Form, Found, Open, Ratio, Span, form_of
from engine.remedy.lists import Between
from engine.remedy.truths import Truth
from engine.remedy.web import Key, key_of
from engine.values.kinds import DATE, Kind, Value

Given = Value | Form | Between
"""What a fact is said to be: one value, a form over the span, or a list not settled."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A set written in a rule, some of whose items are forms."""

    items: tuple[Value | Form, ...]


Worked = Value | Form | Between | Listed | Open | None


@dataclass(slots=True)
class Revaluation:
    """Values of steps with the facts `given`, over `span`. `touched`: the steps and traces that rest on them."""

    given: Mapping[Key, Given]
    span: Span
    touched: frozenset[int]
    found: dict[int, Worked] = field(default_factory=dict)

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
        if id(step) not in self.touched:
            return step.value
        if id(step) not in self.found:
            self.found[id(step)] = self._worked(step, step.node)
        return self.found[id(step)]

    def _worked(self, step: Step, node: Node) -> Worked:
        match node:
            case Fact() | Conclusion():
                return self._known(step)
            case Term():
                return self.value(step.children[0])
            case Not():
                return truths.opposite(self._truth(step.children[0]))
            case All():
                return truths.both(self._truth(child) for child in step.children)
            case Some():
                return truths.either(self._truth(child) for child in step.children)
            case Aggregate():
                return self._aggregate(step, node)
            case If():
                return self._if(step)
        return self._operation(node, [self.value(child) for child in step.children], step)

    def _known(self, step: Step) -> Worked:
        if step.concluded is not None:
            return self._concluded(step.concluded)
        key = key_of(step)
        return step.value if key is None else self.given.get(key, step.value)

    def _if(self, step: Step) -> Worked:
        test, then, other = step.children
        chosen = self._truth(test)
        if isinstance(chosen, Open):
            return self._either(step, chosen)
        return None if chosen is None else self.value(then if chosen else other)

    def _either(self, step: Step, opening: Open) -> Worked:
        """Give what figures lie between that a list, once it is settled, chooses from; so not every list is tried."""
        test, *branches = step.children
        values = [self.value(branch) for branch in branches]
        sure = isinstance(opening.at, str) and isinstance(test.node, Compare)  # no list makes the test unknown
        if (
            not sure
            or not step.node.kind.is_figure
            or any(value is None or isinstance(value, Open) for value in values)
        ):
            return opening
        first, second = (forms.bounds(form_of(value, step.node.kind), self.span) for value in values)  # type: ignore[arg-type]
        if isinstance(first, Open) or isinstance(second, Open):
            return opening
        return Bounds(min(first.low, second.low), max(first.high, second.high), opening)

    def _operation(self, node: Node, values: list[Worked], step: Step) -> Worked:
        if None in values:
            return None
        if (opening := _opening(values)) is not None:
            return opening
        kinds = [child.node.kind for child in step.children]
        if not any(isinstance(value, Ratio | Bounds | Between | Listed) for value in values):
            operands = [Operand(kind, value) for kind, value in zip(kinds, values, strict=True)]  # type: ignore[arg-type]
            return known_compared(node.op, *operands) if isinstance(node, Compare) else apply(node, operands)
        if isinstance(node, SetOfNodes):
            return Listed(tuple(values))  # type: ignore[arg-type]
        if isinstance(node, Compare):
            return self._compared(node, values, kinds)
        items = [form_of(value, kind) for value, kind in zip(values, kinds, strict=True)]  # type: ignore[arg-type]
        return forms.settled(self._figured(node, items, kinds), node.kind)

    def _compared(self, node: Compare, values: list[Worked], kinds: list[Kind]) -> bool | Open:
        left, right = values
        if isinstance(right, Listed):
            same = (self._equal(left, item, kinds[0]) for item in right.items)
            return Open(self.span.middle) if node.op != "in" else truths.known(truths.either(same))
        if node.op == "in" and isinstance(left, Ratio | Bounds):
            assert isinstance(right, frozenset)  # noqa: S101 - only one fact is not known
            return truths.known(truths.either(self._equal(left, item, kinds[0]) for item in sorted(right)))
        if node.op in ("in", "within", "overlaps"):
            return lists.compared(node.op, left, right)  # type: ignore[arg-type]
        one, other = (form_of(value, kind) for value, kind in zip(values, kinds, strict=True))  # type: ignore[arg-type]
        return forms.compared(node.op, one, other, self.span)

    def _equal(self, one: Worked, other: Worked, kind: Kind) -> bool | Open:
        return forms.compared("=", form_of(one, kind), form_of(other, kind), self.span)  # type: ignore[arg-type]

    def _figured(self, node: Node, items: list[Form], kinds: list[Kind]) -> Found:
        match node:
            case Negate():
                return forms.opposite(items[0])
            case Call(function="abs"):
                return forms.absolute(items[0], self.span)
            case Call(function="min" | "max"):
                return forms.chosen(node.function, items, self.span)
            case Call(function=function):
                return steps.called(function, items[0], self.span)
            case Arithmetic(op=op) if kinds[0] == DATE and kinds[1] != DATE:
                return steps.moved(items[0], items[1], kinds[1], self.span, back=op == "-")
            case Arithmetic(op="*"):
                return forms.multiplied(items[0], items[1], self.span)
            case Arithmetic(op="/"):
                return forms.divided(items[0], items[1], self.span)
            case Arithmetic(op=op):
                return forms.added(items[0], items[1], self.span, minus=op == "-")
        raise AssertionError(node)

    def _aggregate(self, step: Step, node: Aggregate) -> Worked:
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
            opening = opening or _opening([belongs, value])
            values.append(value)
        return opening or self._gathered(node, values)

    def _belongs(self, element: Element) -> Truth:
        where = True if element.where is None else self._truth(element.where)
        return where if element.missing is None else truths.both((None, where))

    def _body(self, element: Element) -> Worked:
        return None if element.body is None else self.value(element.body)

    def _gathered(self, node: Aggregate, values: list[Worked]) -> Worked:
        if node.function == "count":
            return len(values)
        if not values:
            return 0 if node.function == "sum" else None
        plain = [value for value in values if not isinstance(value, Ratio | Bounds)]
        if node.function == "sum":
            total: Found = form_of(sum(plain), node.kind)  # type: ignore[arg-type]
            for value in values:
                if isinstance(value, Ratio | Bounds) and isinstance(total, Ratio | Bounds):
                    total = forms.added(total, value, self.span)
            return forms.settled(total, node.kind)
        if len(plain) == len(values):
            return (min if node.function == "min" else max)(plain)  # type: ignore[type-var]
        known = [form_of(value, node.kind) for value in values]  # type: ignore[arg-type]
        return forms.settled(forms.chosen(node.function, known, self.span), node.kind)


def _opening(values: Iterable[Worked]) -> Open | None:
    return next((value for value in values if isinstance(value, Open)), None)
