"""What each operation of the language means, on known values: plain exact arithmetic, nothing clever."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NamedTuple, Protocol

from engine.evaluation.trace import Element
from engine.language.nodes import (
    Aggregate,
    All,
    Arithmetic,
    Call,
    Compare,
    If,
    Negate,
    Node,
    Not,
    SetOfNodes,
    Some,
    Term,
)
from engine.values import dates
from engine.values.kinds import DAYS, Exact, Kind, Value, pack, unpack


class Valued(Protocol):
    """What an operation works on: a value, None where unknown, with its kind. A step is one."""

    @property
    def kind(self) -> Kind:
        """Give the kind of the value."""

    @property
    def value(self) -> Value | None:
        """Give the value."""


class Operand(NamedTuple):
    """A value with its kind, where there is no step that holds it."""

    kind: Kind
    value: Value | None


def kleene(values: Sequence[Value | None], conjunction: bool) -> bool | None:
    """Give Kleene's and, or his or: settled by one value, unknown while it could still be settled."""
    if (not conjunction) in values:
        return not conjunction
    return None if None in values else conjunction


def compared(op: str, left: Valued, right: Valued) -> bool:
    """Give the truth of a comparison of known values."""
    one, other = left.value, right.value
    if left.kind.scale != right.kind.scale and left.kind.is_figure and right.kind.is_figure:
        one, other = _figure(left), _figure(right)
    match op:
        case "=":
            return one == other
        case "!=":
            return one != other
        case "in":
            return one in other  # type: ignore[operator]
        case "within":
            return one <= other  # type: ignore[operator]
        case "overlaps":
            return bool(one & other)  # type: ignore[operator]
    before, after = (one, other) if op in ("<", "<=") else (other, one)
    return before < after or (op in ("<=", ">=") and one == other)  # type: ignore[operator]


def combined(node: Node, operands: Sequence[Valued]) -> Value | None:
    """Give the value of a node by those of the nodes below it; None where one that it needs is unknown."""
    combining = COMBINED.get(type(node))
    return combining(node, operands) if combining else apply(node, operands)


def _compared(node: Compare, operands: Sequence[Valued]) -> bool | None:
    left, right = operands
    return None if left.value is None or right.value is None else compared(node.op, left, right)


def _negated(_: Not, operands: Sequence[Valued]) -> bool | None:
    return None if operands[0].value is None else not operands[0].value


COMBINED: Mapping[type[Node], Callable[[Any, Sequence[Valued]], Value | None]] = {
    Compare: _compared,
    All: lambda _, operands: kleene([each.value for each in operands], conjunction=True),
    Some: lambda _, operands: kleene([each.value for each in operands], conjunction=False),
    Not: _negated,
    Term: lambda _, operands: operands[0].value,
}
"""What gives the value of a node by those below it, by the node's type; of all others it is `apply`."""


def apply(node: Node, operands: Sequence[Valued]) -> Value | None:
    """Give the value of an operation; None where an operand it needs is unknown, or where it has no value."""
    if isinstance(node, If):
        test, then, other = (operand.value for operand in operands)
        return None if test is None else then if test else other
    if any(operand.value is None for operand in operands):
        return None
    match node:
        case Arithmetic(op=op, kind=kind):
            return _arithmetic(op, kind, *operands)
        case Negate(kind=kind):
            return pack(-_figure(operands[0]), kind)
        case SetOfNodes():
            return frozenset(operand.value for operand in operands)  # type: ignore[misc]
        case Call(function=function, kind=kind):
            return _call(function, kind, operands)
    raise AssertionError(node)


def _arithmetic(op: str, kind: Kind, left: Valued, right: Valued) -> Value | None:
    if isinstance(left.value, date):
        if isinstance(right.value, date):
            return (left.value - right.value) // timedelta(days=1)
        amount = int(_figure(right)) * (-1 if op == "-" else 1)
        return (dates.add_days if right.kind == DAYS else dates.add_months)(left.value, amount)
    if op in ("+", "-") and left.kind.scale == right.kind.scale == kind.scale:
        return _whole(left.value + right.value if op == "+" else left.value - right.value)  # type: ignore[operator, arg-type]
    one, other = _figure(left), _figure(right)
    if op == "/":
        return None if other == 0 else pack(one / other, kind)
    return pack({"+": one + other, "-": one - other, "*": one * other}[op], kind)


DATES = {
    "end_of_month": dates.end_of_month,
    "election_period": dates.election_period,
    "working_day": dates.working_day,
}
"""Functions of a date."""


def _call(function: str, kind: Kind, operands: Sequence[Valued]) -> Value | None:
    if function in ("min", "max"):
        choose = min if function == "min" else max
        return choose(operand.value for operand in operands)  # type: ignore[type-var]
    value = operands[0].value
    if function == "abs":
        return pack(abs(_figure(operands[0])), kind)
    if function == "start_of_year":
        year = _figure(operands[0])
        return dates.start_of_year(year.numerator) if year.denominator == 1 else None
    assert isinstance(value, date)  # noqa: S101 - the checker has seen to it
    if function == "year":
        return value.year
    return DATES[function](value)


def aggregated(node: Aggregate, elements: Sequence[Element]) -> Value | None:
    """Give the value of an aggregate over its elements; None where something unknown can matter, or there is none."""
    bodies = [None if element.body is None else element.body.value for element in elements]
    belong = [element.belongs for element in elements]
    if node.function == "any":
        return kleene([kleene(pair, conjunction=True) for pair in zip(belong, bodies, strict=True)], conjunction=False)
    if node.function == "all":
        implied = [kleene([_opposite(b), body], conjunction=False) for b, body in zip(belong, bodies, strict=True)]
        return kleene(implied, conjunction=True)
    if any(element.is_open for element in elements):
        return None
    if node.function == "count":
        return belong.count(True)
    values = [body for body, belongs in zip(bodies, belong, strict=True) if belongs]
    if node.function == "sum":
        return _whole(sum(values))  # type: ignore[arg-type]  # all are of the kind of the sum
    return (min if node.function == "min" else max)(values, default=None)  # type: ignore[type-var]


def _figure(operand: Valued) -> Fraction:
    """Give a figure in kroner, ones, or 1 = 100 %."""
    return unpack(operand.value, operand.kind)  # type: ignore[arg-type]


def _whole(units: Exact) -> Exact:
    """Give a figure as an int where it is whole."""
    return units.numerator if units.denominator == 1 else units


def _opposite(value: bool | None) -> bool | None:
    return None if value is None else not value
