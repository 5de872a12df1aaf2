"""What the tests of a rule must reach: every outcome, both sides of every condition and limit, every unknown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from engine.language.nodes import (
    Aggregate,
    All,
    Compare,
    Conclusion,
    If,
    Node,
    Not,
    Parameter,
    SetOfNodes,
    Some,
    Term,
    Unclear,
    children,
    walk,
)
from engine.language.nodes import Literal as Constant
from engine.rulebook.model import Dated, Reading, Rule
from engine.ruletest.possible import Possible, can_be_undefined
from engine.ruletest.ranges import Ranges, is_limit
from engine.ruletest.uses import uses_of
from engine.source.problem import Place
from engine.values.exact import text_of
from engine.values.kinds import TRUTH, SetOf
from engine.values.vocabulary import Vocabulary

Part = Literal["outcome", "exception", "condition", "limit", "unknown", "reading"]
PARTS: tuple[Part, ...] = ("outcome", "exception", "condition", "limit", "unknown", "reading")
SIDES = {
    "<=": ("below", "exactly", "just above"),
    "<": ("just below", "exactly", "above"),
    ">=": ("just below", "exactly", "above"),
    ">": ("below", "exactly", "just above"),
    "=": ("just below", "exactly", "just above"),
    "!=": ("just below", "exactly", "just above"),
}
"""How a comparison is to be seen: 'just' where its answer turns, by no more than the smallest step."""


class Goal(NamedTuple):
    """One thing that a test of a rule must show: what stands at `place`, as `want` says.

    outcome: the rule comes out as `want`. exception, condition: it is true, or false. limit: a comparison's left side
    lies below, exactly at or above the right one; a value of a parameter is used; the period that the rule is in force
    has begun, has ended. unknown: a fact is missing, a conclusion unknown, a text unclear, a figure undefined, and that
    keeps the rule open; or the rule is settled although a fact that it reads is missing. reading: by another option
    of an open question the outcome is another.
    """

    part: Part
    want: str
    text: str
    place: Place

    @property
    def key(self) -> str:
        """Give the goal's name among those of its rule: 'just above betaling <= grænse'."""
        return f"{self.want} {self.text}"


@dataclass(frozen=True, slots=True)
class Goals:
    """What a rule's tests must reach, and what they would, could it come about. `facts`: where each is first read."""

    facts: Mapping[str, Place]
    all: tuple[Goal, ...] = ()
    impossible: tuple[Goal, ...] = ()

    def missing(self, fact: str) -> Goal:
        """Give the goal that a fact is missing, and that this keeps the rule open."""
        return Goal("unknown", "missing", fact, self.facts[fact])


def goals_of(rule: Rule, vocabulary: Vocabulary) -> Goals:
    """Give what the tests of a rule must reach."""
    uses = uses_of(rule, vocabulary)
    nodes = list({id(node): node for part in rule.expressions for node in walk(part)}.values())
    facts: dict[str, Place] = {}
    for node in nodes:
        for fact in uses[id(node)]:
            facts.setdefault(fact, node.place)
    goals = Goals(facts)
    possible = Possible(rule, Ranges(rule, vocabulary), uses)
    found = {
        **dict.fromkeys((outcome_goal(rule, outcome) for outcome in possible.outcomes()), True),
        **dict(_two_sided(possible, nodes)),
        **dict.fromkeys((goal for node in nodes for goal in _members(rule, node)), True),
        **dict.fromkeys(_dated(rule, nodes), True),
        **dict.fromkeys((goals.missing(fact) for fact in facts), True),
        **{open_goal(node): True for node in nodes if isinstance(node, Conclusion) or can_be_undefined(node)},
        **dict.fromkeys(_unclear(rule, nodes), True),
        **dict.fromkeys((reading_goal(r, o.name) for r in rule.readings for o in r.options if o.name != r.used), True),
        settled_goal(rule): bool(facts.keys() - possible.needed()),
    }
    can_be = sorted((goal for goal, can in found.items() if can), key=lambda goal: PARTS.index(goal.part))
    return Goals(facts, tuple(can_be), tuple(goal for goal, can in found.items() if not can))


def outcome_goal(rule: Rule, outcome: str) -> Goal:
    """Give the goal that a rule comes out in a certain way."""
    return Goal("outcome", outcome, rule.id, rule.place)


def reading_goal(reading: Reading, option: str) -> Goal:
    """Give the goal that by `option` of an open question something else comes out."""
    return Goal("reading", "otherwise by", option, reading.place)


def exception_goal(node: Node, value: bool) -> Goal:
    """Give the goal that an exception holds, or that it does not."""
    return Goal("exception", "true" if value else "false", node.text, node.place)


def condition_goal(node: Node, value: bool) -> Goal:
    """Give the goal that a condition is true, or false."""
    return Goal("condition", "true" if value else "false", node.text, node.place)


def limit_goal(node: Compare, side: int) -> Goal:
    """Give the goal that the left side of a comparison is less (-1), as much (0) or more (1) than the right one."""
    return Goal("limit", SIDES[node.op][side + 1], node.text, node.place)


def period_goal(rule: Rule, want: str) -> Goal:
    """Give the goal that a rule is judged on the day before, first day, last day or day after of its period."""
    return Goal("limit", want, "in_force", rule.place)


def value_goal(rule: Rule, name: str, dated: Dated) -> Goal:
    """Give the goal that a value of a parameter is used."""
    parameter = rule.parameters[name]
    since = f" ({dated.period.start})" if len(parameter.values) > 1 else ""
    return Goal("limit", "used", f"{name}: {text_of(dated.value, parameter.kind)}{since}", parameter.place)


def mixed_goal(node: Node) -> Goal:
    """Give the goal that an any or all is seen over some for which its condition is true, and some for which not."""
    return Goal("condition", "mixed", node.text, node.place)


def member_goal(node: Node, member: str) -> Goal:
    """Give the goal that one member of a set written in the rule settles a comparison."""
    return Goal("condition", "member", f"{member} of {node.text}", node.place)


def unclear_goal(around: Node, node: Node, value: bool) -> Goal:
    """Give the goal that what is unclear keeps the rule open, and would not, were it true (or were it false)."""
    return Goal("unknown", "unclear, not true" if value else "unclear, not false", around.text, node.place)


def open_goal(node: Node) -> Goal:
    """Give the goal that a conclusion is unknown, or that a figure cannot be worked out, and keeps the rule open."""
    return Goal("unknown", "unknown" if isinstance(node, Conclusion) else "undefined", node.text, node.place)


def settled_goal(rule: Rule) -> Goal:
    """Give the goal that a fact is missing that a rule reads, and that it is settled all the same."""
    return Goal("unknown", "settled", rule.id, rule.place)


def is_own_set(node: Node) -> bool:
    """Say whether a node is a set that stands in the rule, not in the facts."""
    if isinstance(node, SetOfNodes):
        return all(isinstance(item, Constant) for item in node.items)
    return isinstance(node, Parameter) and isinstance(node.kind, SetOf)


def is_condition(node: Node) -> bool:
    """Say whether a node is a condition whose truth is not made up of that of others."""
    return node.kind == TRUTH and not isinstance(node, Term | Not | All | Some | If | Unclear)


def _two_sided(possible: Possible, nodes: list[Node]) -> Iterator[tuple[Goal, bool]]:
    """Give the goals of exceptions, conditions and comparisons, each with whether it can come about."""
    exceptions = [exemption.test for exemption in possible.rule.unless]
    for node in exceptions:
        yield from ((exception_goal(node, value), value in possible.truths(node)) for value in (True, False))
    for node in nodes:
        if is_condition(node) and not any(node is one for one in exceptions):
            yield from ((condition_goal(node, value), value in possible.truths(node)) for value in (True, False))
        if isinstance(node, Aggregate) and node.function in ("any", "all"):
            yield mixed_goal(node), True
        if isinstance(node, Compare) and is_limit(node):
            sides = possible.ranges.sides(node)
            yield from ((limit_goal(node, side), side in sides) for side in (-1, 0, 1))


def _members(rule: Rule, node: Node) -> Iterator[Goal]:
    """Give the goals of the members of the rule's own sets in a comparison."""
    if not isinstance(node, Compare):
        return
    for child in (node.left, node.right):
        if isinstance(child, Parameter) and is_own_set(child):
            values = [dated.value for dated in rule.parameters[child.name].values]
            members = {member for value in values if isinstance(value, frozenset) for member in value}
            yield from (member_goal(node, member) for member in sorted(members))
        elif isinstance(child, SetOfNodes) and is_own_set(child):
            yield from (member_goal(node, str(item.value)) for item in child.items if isinstance(item, Constant))


def _unclear(rule: Rule, nodes: list[Node]) -> Iterator[Goal]:
    pairs = [(top, top) for top in rule.expressions] + [(node, child) for node in nodes for child in children(node)]
    for around, node in pairs:
        if isinstance(node, Unclear):
            yield from (unclear_goal(around, node, value) for value in (True, False))


def _dated(rule: Rule, nodes: list[Node]) -> Iterator[Goal]:
    """Give the goals of what has a date: values of parameters, and the period that the rule is in force."""
    for name in dict.fromkeys(node.name for node in nodes if isinstance(node, Parameter)):
        yield from (value_goal(rule, name, dated) for dated in rule.parameters[name].values)
    if rule.period.start:
        yield from (period_goal(rule, want) for want in ("day before", "first day"))
    if rule.period.end:
        yield from (period_goal(rule, want) for want in ("last day", "day after"))
