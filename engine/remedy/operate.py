"""What the operations of the language give over a span, where some operands are forms or lists not settled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.evaluation.operations import Operand, apply
from engine.evaluation.operations import compared as known_compared
from engine.evaluation.trace import Step
from engine.language.nodes import Aggregate, Arithmetic, Call, Compare, Negate, Node, SetOfNodes
from engine.remedy import forms, lists, steps, truths
from engine.remedy.forms import Bounds, Form, Found, Open, Ratio, Span, form_of
from engine.remedy.lists import Between
from engine.values.kinds import DATE, Kind, Value


@dataclass(frozen=True, slots=True)
class Listed:
    """A set written in a rule, some of whose items are forms."""

    items: tuple[Value | Form, ...]


Worked = Value | Form | Between | Listed | Open | None
"""The value of a step over a span; None where it is unknown."""
UNSETTLED = frozenset({Ratio, Bounds, Between, Listed})


def opening_of(values: Iterable[Worked]) -> Open | None:
    """Give the first of some values that is open."""
    return next((value for value in values if isinstance(value, Open)), None)


def operated(step: Step, values: list[Worked], span: Span) -> Worked:
    """Give the value of a step that is an operation, by the values of the steps below it."""
    sorts = set(map(type, values))
    if type(None) in sorts:
        return None
    if Open in sorts:
        return opening_of(values)
    node, kinds = step.node, [child.node.kind for child in step.children]
    if sorts.isdisjoint(UNSETTLED):
        operands = [Operand(kind, value) for kind, value in zip(kinds, values, strict=True)]  # type: ignore[arg-type]
        return known_compared(node.op, *operands) if isinstance(node, Compare) else apply(node, operands)
    if isinstance(node, SetOfNodes):
        return Listed(tuple(values))  # type: ignore[arg-type]
    if isinstance(node, Compare):
        return _compared(node, values, kinds, span)
    items = [form_of(value, kind) for value, kind in zip(values, kinds, strict=True)]  # type: ignore[arg-type]
    return forms.settled(_figured(node, items, kinds, span), node.kind)


def gathered(node: Aggregate, values: list[Worked], span: Span) -> Worked:
    """Give what an aggregate makes of the values of those that surely belong; none of them is open or unknown."""
    if node.function == "count":
        return len(values)
    if not values:
        return 0 if node.function == "sum" else None
    plain = [value for value in values if not isinstance(value, Ratio | Bounds)]
    if node.function == "sum":
        total: Found = form_of(sum(plain), node.kind)  # type: ignore[arg-type]
        for value in values:
            if isinstance(value, Ratio | Bounds) and isinstance(total, Ratio | Bounds):
                total = forms.added(total, value, span)
        return forms.settled(total, node.kind)
    if len(plain) == len(values):
        return (min if node.function == "min" else max)(plain)  # type: ignore[type-var]
    known = [form_of(value, node.kind) for value in values]  # type: ignore[arg-type]
    return forms.settled(forms.chosen(node.function, known, span), node.kind)


def _compared(node: Compare, values: list[Worked], kinds: list[Kind], span: Span) -> bool | Open:
    left, right = values
    if isinstance(right, Listed):
        same = (_equal(left, item, kinds[0], span) for item in right.items)
        return Open(span.middle) if node.op != "in" else truths.known(truths.either(same))
    if node.op == "in" and isinstance(left, Ratio | Bounds):
        assert isinstance(right, frozenset)  # noqa: S101 - only one fact is not known
        return truths.known(truths.either(_equal(left, item, kinds[0], span) for item in sorted(right)))
    if node.op in ("in", "within", "overlaps"):
        return lists.compared(node.op, left, right)  # type: ignore[arg-type]
    one, other = (form_of(value, kind) for value, kind in zip(values, kinds, strict=True))  # type: ignore[arg-type]
    return forms.compared(node.op, one, other, span)


def _equal(one: Worked, other: Worked, kind: Kind, span: Span) -> bool | Open:
    return forms.compared("=", form_of(one, kind), form_of(other, kind), span)  # type: ignore[arg-type]


def _figured(node: Node, items: list[Form], kinds: list[Kind], span: Span) -> Found:
    match node:
        case Arithmetic(op="*"):
            return forms.multiplied(items[0], items[1], span)
        case Arithmetic(op="/"):
            return forms.divided(items[0], items[1], span)
        case Arithmetic(op=op) if kinds[0] == DATE and kinds[1] != DATE:
            return steps.moved(items[0], items[1], kinds[1], span, back=op == "-")
        case Arithmetic(op=op):
            return forms.added(items[0], items[1], span, minus=op == "-")
        case Negate():
            return forms.opposite(items[0])
        case Call(function="abs"):
            return forms.absolute(items[0], span)
        case Call(function="min" | "max"):
            return forms.chosen(node.function, items, span)
        case Call(function=function):
            return steps.called(function, items[0], span)
    raise AssertionError(node)
