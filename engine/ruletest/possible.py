"""What can become of a rule, told from its expressions alone: truth values, outcomes, and what it cannot do without."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from itertools import product

from engine.evaluation.operations import kleene
from engine.evaluation.ways import CONCLUSION, REQUIREMENT, Outcome
from engine.language.nodes import (
    Aggregate,
    All,
    Arithmetic,
    Call,
    Compare,
    Conclusion,
    Fact,
    If,
    Literal,
    Node,
    Not,
    Parameter,
    Some,
    Term,
    Unclear,
    children,
    walk,
)
from engine.rulebook.model import Parameter as RuleParameter
from engine.rulebook.model import Period, Rule
from engine.ruletest.ranges import Ranges, is_limit
from engine.ruletest.uses import Uses
from engine.values.kinds import DATE, TRUTH

Truths = frozenset[bool | None]
CONCLUDED: dict[bool | None, Outcome] = {True: "true", False: "false", None: "unknown"}
REQUIRED: dict[bool | None, Outcome] = {True: "met", False: "breached", None: "undetermined"}


def can_be_undefined(node: Node) -> bool:
    """Say whether a figure can be such that it cannot be worked out: by what may be zero, of none, or too long ago."""
    match node:
        case Aggregate(function=function):
            return function in ("min", "max")
        case Call(function=function):
            return function == "election_period"
        case Arithmetic(op=op, right=right):
            return op == "/" and not isinstance(right, Literal)
    return False


@dataclass(frozen=True, slots=True)
class Possible:
    """Tells what can become of one rule and its conditions, each part of them taken by itself."""

    rule: Rule
    ranges: Ranges
    uses: Uses

    def truths(self, node: Node) -> Truths:
        """Give the truth values that a condition can have."""
        match node:
            case Literal(value=value):
                return frozenset((bool(value),))
            case Unclear():
                return frozenset((None,))
            case Term(body=body):
                return self.truths(body)
            case Not(item=item):
                return _opposite(self.truths(item))
            case All(items=items) | Some(items=items):
                return _joined(map(self.truths, items), isinstance(node, All))
            case If(test=test, then=then, other=other):
                ways = {True: self.truths(then), False: self.truths(other), None: frozenset((None,))}
                return frozenset(value for tested in self.truths(test) for value in ways[tested])
        known = self.ranges.truths(node) if isinstance(node, Compare) and is_limit(node) else (True, False)
        return frozenset((*known, None) if any(map(self._can_be_unknown, walk(node))) else known)

    def outcomes(self) -> tuple[Outcome, ...]:
        """Give the outcomes that the rule can have."""
        rule = self.rule
        when = self.truths(rule.when) if rule.when else frozenset((True,))
        exceptions = _joined([frozenset((False,)), *(self.truths(one.test) for one in rule.unless)], conjunction=False)
        every = CONCLUSION if rule.is_conclusion else REQUIREMENT
        if rule.is_conclusion:
            found = {CONCLUDED[value] for value in _joined((when, _opposite(exceptions)), conjunction=True)}
        else:
            found = set(_required(when, exceptions, self.truths(rule.require) if rule.require else frozenset()))
        if rule.period.start or rule.period.end:
            found.add("unknown" if rule.is_conclusion else "not_applicable")
        return tuple(outcome for outcome in every if outcome in found)

    def needed(self) -> frozenset[str]:
        """Give the facts without which the rule is never settled."""
        rule = self.rule
        applies = self._for(rule.when, True) if rule.when else frozenset()
        asked = frozenset[str]() if rule.is_conclusion else applies  # an exception settles a conclusion by itself
        ways = [asked | self._for(exemption.test, True) for exemption in rule.unless]
        no_exception = applies.union(*(self._for(exemption.test, False) for exemption in rule.unless))
        ways.append(no_exception | self._either(rule.require) if rule.require else no_exception)
        if rule.when:
            ways.append(self._for(rule.when, False))
        return frozenset.intersection(*ways)

    def _can_be_unknown(self, node: Node) -> bool:
        match node:
            case Fact(name=name, owner=owner):
                return name != "id" or bool(owner.steps)
            case Parameter(name=name):
                return _lapses(self.rule.parameters[name], self.rule.period)
            case Conclusion() | Unclear() | Aggregate():
                return True
            case Call(function="start_of_year"):
                return True  # beyond the calendar
            case Arithmetic(kind=kind) if kind == DATE:
                return True
        return can_be_undefined(node)

    def _for(self, node: Node, value: bool) -> frozenset[str]:
        """Give the facts that must be known for a condition to be `value`; all there are where it cannot be."""
        if value not in self.truths(node):
            return frozenset(fact for facts in self.uses.values() for fact in facts)
        match node:
            case Term(body=body):
                return self._for(body, value)
            case Not(item=item):
                return self._for(item, not value)
            case All(items=items) | Some(items=items):
                parts = [self._for(item, value) for item in items]
                one_is_enough = value is isinstance(node, Some)
                return frozenset.intersection(*parts) if one_is_enough else frozenset[str]().union(*parts)
            case If(test=test, then=then, other=other):
                one = self._for(test, True) | self._for(then, value)
                return one & (self._for(test, False) | self._for(other, value))
        return self._known(node)

    def _known(self, node: Node) -> frozenset[str]:
        """Give the facts that must be known for a value to be known."""
        match node:
            case Aggregate():  # it may be over none
                return frozenset()
            case If(test=test, then=then, other=other):
                one = self._for(test, True) | self._known(then)
                return one & (self._for(test, False) | self._known(other))
        below = (self._either(child) if child.kind == TRUTH else self._known(child) for child in children(node))
        return frozenset(self.uses[id(node)]).union(*below)

    def _either(self, node: Node) -> frozenset[str]:
        """Give the facts that must be known for a condition to be known."""
        return self._for(node, True) & self._for(node, False)


def _joined(parts: Iterable[Truths], conjunction: bool) -> Truths:
    return reduce(lambda one, other: frozenset(kleene(pair, conjunction) for pair in product(one, other)), parts)


def _lapses(parameter: RuleParameter, period: Period) -> bool:
    """Say whether there is a day of the period on which a parameter has no value."""
    day = period.start
    for dated in sorted(parameter.values, key=lambda each: each.period.start or date.min):
        start, end = dated.period.start, dated.period.end
        if start is not None and (day is None or start > day):
            return True
        if end is None or (period.end is not None and end >= period.end):
            return False
        day = end + timedelta(days=1)
    return True


def _opposite(values: Truths) -> Truths:
    return frozenset(None if value is None else not value for value in values)


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
