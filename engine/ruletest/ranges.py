"""Which sides of a comparison there are: told from what its figures can be, as expressions and facts are bounded."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from engine.language.algebra import sized
from engine.language.nodes import Aggregate, Call, Compare, Fact, Literal, Node, Parameter, Term
from engine.rulebook.model import Rule
from engine.values.kinds import Exact, Value
from engine.values.vocabulary import Vocabulary

HOLDS: Mapping[str, Callable[[Any, Any], bool]] = {
    "<=": operator.le,
    "<": operator.lt,
    ">=": operator.ge,
    ">": operator.gt,
    "=": operator.eq,
    "!=": operator.ne,
}
ELECTION, PERIOD = "election_period", 4
"""The function that gives a period's first year, and the years of a period."""
Range = tuple[Exact | None, Exact | None]
"""The least and the most that a figure can be; None: no bound is known."""


def is_limit(node: Node) -> bool:
    """Say whether a node compares figures or dates."""
    return isinstance(node, Compare) and node.op in HOLDS and sized(node.left.kind)


def step_of(node: Compare) -> int:
    """Give the smallest step between the sides of a comparison: a smallest unit or a day, but four years of periods."""
    return PERIOD if _is_period(node.left) and _is_period(node.right) else 1


@dataclass(frozen=True, slots=True)
class Ranges:
    """Finds what the figures in one rule can be."""

    rule: Rule
    vocabulary: Vocabulary

    def sides(self, node: Compare) -> tuple[int, ...]:
        """Give how the left side of a comparison can lie to the right one: below (-1), exactly (0), above (1)."""
        (low, high), (least, most) = self.of(node.left), self.of(node.right)
        below = low is None or most is None or low < most
        above = high is None or least is None or high > least
        meet = (low is None or most is None or low <= most) and (high is None or least is None or high >= least)
        return tuple(side for side, can_be in ((-1, below), (0, meet), (1, above)) if can_be)

    def truths(self, node: Compare) -> frozenset[bool]:
        """Give what a comparison of figures or dates can come out as where both are known."""
        return frozenset(HOLDS[node.op](side, 0) for side in self.sides(node))

    def of(self, node: Node) -> Range:
        """Give what a figure can be."""
        match node:
            case Literal(value=value):
                return _figure(value), _figure(value)
            case Parameter(name=name):
                figures = [_figure(dated.value) for dated in self.rule.parameters[name].values]
                known = [figure for figure in figures if figure is not None]
                return (min(known), max(known)) if known else (None, None)
            case Fact(entity=entity, name=name) if name != "id":
                field = self.vocabulary.field(entity, name)
                return _figure(field.limits.least), _figure(field.limits.most)
            case Term(body=body):
                return self.of(body)
            case Aggregate(function="count") | Call(function="abs"):
                return 0, None
        return None, None


def _is_period(node: Node) -> bool:
    return _is_period(node.body) if isinstance(node, Term) else isinstance(node, Call) and node.function == ELECTION


def _figure(value: Value | None) -> Exact | None:
    return value if isinstance(value, int | Fraction) else None
