"""What can become of a rule, told from its expressions alone: truth values, outcomes, and what it cannot do without."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import product

from engine.evaluation.operations import kleene
from engine.evaluation.ways import CONCLUSION, REQUIREMENT, Outcome
from engine.language.nodes import (
    Aggregate,
    All,
    Arithmetic,
    Conclusion,
    Fact,
    If,
    Literal,
    Node,
    Not,
    Some,
    Term,
    Unclear,
    children,
    walk,
)
from engine.rulebook.model import Rule
from engine.ruletest.uses import Uses

Truths = frozenset[bool | None]
CONCLUDED: dict[bool | None, Outcome] = {True: "true", False: "false", None: "unknown"}
REQUIRED: dict[bool | None, Outcome] = {True: "met", False: "breached", None: "undetermined"}


def truths(node: Node) -> Truths:
    """Give the truth values that a condition can have, each part of it taken by itself."""
    match node:
        case Literal(value=value):
            return frozenset((bool(value),))
        case Unclear():
            return frozenset((None,))
        case Term(body=body):
            return truths(body)
        case Not(item=item):
            return frozenset(None if value is None else not value for value in truths(item))
        case All(items=items) | Some(items=items):
            return _joined(map(truths, items), isinstance(node, All))
        case If(test=test, then=then, other=other):
            ways = {True: truths(then), False: truths(other), None: frozenset((None,))}
            return frozenset(value for tested in truths(test) for value in ways[tested])
    return frozenset((True, False, None) if any(map(_can_be_unknown, walk(node))) else (True, False))


def has_no_value(node: Node) -> bool:
    """Say whether a node can be such that it cannot be worked out: by what may be zero, or out of none."""
    if isinstance(node, Aggregate):
        return node.function in ("min", "max")
    return isinstance(node, Arithmetic) and node.op == "/" and not isinstance(node.right, Literal)


def outcomes(rule: Rule) -> tuple[Outcome, ...]:
    """Give the outcomes that a rule can have."""
    when = truths(rule.when) if rule.when else frozenset((True,))
    exceptions = _joined([frozenset((False,)), *(truths(one.test) for one in rule.unless)], conjunction=False)
    if rule.is_conclusion:
        every = CONCLUSION
        found = set(_concluded(when, exceptions))
    else:
        every = REQUIREMENT
        found = set(_required(when, exceptions, truths(rule.require) if rule.require else frozenset()))
    if rule.period.start or rule.period.end:
        found.add("unknown" if rule.is_conclusion else "not_applicable")
    return tuple(outcome for outcome in every if outcome in found)


def needed(rule: Rule, uses: Uses) -> frozenset[str]:
    """Give the facts without which a rule is never settled."""
    needs = _Needs(uses, frozenset(fact for facts in uses.values() for fact in facts))
    applies = needs.truth(rule.when, True) if rule.when else frozenset()
    ways = [applies | needs.truth(exemption.test, True) for exemption in rule.unless]
    no_exception = applies.union(*(needs.truth(exemption.test, False) for exemption in rule.unless))
    ways.append(no_exception | (needs.known(rule.require) if rule.require else frozenset()))
    if rule.when:
        ways.append(needs.truth(rule.when, False))
    return frozenset.intersection(*ways)


def _joined(parts: Iterable[Truths], conjunction: bool) -> Truths:
    return reduce(lambda one, other: frozenset(kleene(pair, conjunction) for pair in product(one, other)), parts)


def _can_be_unknown(node: Node) -> bool:
    if isinstance(node, Fact):
        return node.name != "id" or bool(node.owner.steps)
    return isinstance(node, Conclusion | Unclear | Aggregate) or has_no_value(node)


def _concluded(when: Truths, exceptions: Truths) -> Iterator[Outcome]:
    none = frozenset(None if value is None else not value for value in exceptions)
    for value in _joined((when, none), conjunction=True):
        yield CONCLUDED[value]


def _required(when: Truths, exceptions: Truths, require: Truths) -> Iterator[Outcome]:
    if False in when:
        yield "not_applicable"
    if None in when or (True in when and None in exceptions):
        yield "undetermined"
    if True in when and True in exceptions:
        yield "exempt"
    if True in when and False in exceptions:
        for value in require:
            yield REQUIRED[value]


@dataclass(frozen=True, slots=True)
class _Needs:
    """Finds the facts that an expression cannot be known without; `every` where it is never known at all."""

    uses: Uses
    every: frozenset[str]

    def truth(self, node: Node, value: bool) -> frozenset[str]:
        """Give what must be known for a condition to be `value`."""
        if value not in truths(node):
            return self.every
        match node:
            case Term(body=body):
                return self.truth(body, value)
            case Not(item=item):
                return self.truth(item, not value)
            case All(items=items) | Some(items=items):
                parts = [self.truth(item, value) for item in items]
                one_is_enough = value is isinstance(node, Some)
                return frozenset.intersection(*parts) if one_is_enough else frozenset[str]().union(*parts)
            case If(test=test, then=then, other=other):
                return (self.truth(test, True) | self.truth(then, value)) & (
                    self.truth(test, False) | self.truth(other, value)
                )
        return self._value(node)

    def known(self, node: Node) -> frozenset[str]:
        """Give what must be known for a condition to be known."""
        return self.truth(node, True) & self.truth(node, False)

    def _value(self, node: Node) -> frozenset[str]:
        match node:
            case Aggregate():  # it may be over none
                return frozenset()
            case If(test=test, then=then, other=other):
                return (self.truth(test, True) | self._value(then)) & (self.truth(test, False) | self._value(other))
        return frozenset(self.uses[id(node)]).union(*(self._value(child) for child in children(node)))
