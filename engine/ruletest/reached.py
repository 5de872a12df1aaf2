"""What one decision shows of its rule: the conditions, limits and unknowns that its outcome hangs on.

A condition counts only where its opposite would have led to another outcome: not beside one that settles the matter
alone, not in a demand that is not made, not of an element that does not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from engine.evaluation.operations import Operand, compared
from engine.evaluation.trace import RuleTrace, Step, below, keeping_open
from engine.language.nodes import Aggregate, Compare, Parameter, Unclear
from engine.ruletest import goals as to_reach
from engine.ruletest.goals import Goal, Goals
from engine.ruletest.otherwise import Otherwise, parts
from engine.ruletest.possible import can_be_undefined
from engine.ruletest.ranges import is_limit, step_of
from engine.values.kinds import Exact

IDLE = ("not_applicable", "unknown")
"""What a rule comes out as that is not in force."""


def reached(goals: Goals, trace: RuleTrace, as_of: date, *, named: bool) -> frozenset[Goal]:
    """Give the goals of a rule that a decision on it reaches. `named`: the test names what is missing, too."""
    otherwise = Otherwise(trace)
    found = {to_reach.outcome_goal(trace.rule, trace.way.outcome), *_period(otherwise, as_of)}
    if trace.in_force:
        for step in otherwise.steps:
            found.update(_decided(otherwise, step), _members(otherwise, step), _unclear(otherwise, step))
        found.update(_open(goals, trace, named))
        if trace.way.settled and any(_lacks(step) for step in otherwise.steps):
            found.add(to_reach.settled_goal(trace.rule))
    return frozenset(found)


def _period(otherwise: Otherwise, as_of: date) -> Iterator[Goal]:
    """Give the end of its period that a rule is seen at, where being in force makes a difference to the outcome."""
    rule = otherwise.trace.rule
    start, end = rule.period.start, rule.period.end
    if otherwise.outcome() in IDLE and not rule.is_conclusion:
        return
    if not otherwise.trace.in_force:
        if start and (start - as_of).days == 1:
            yield to_reach.period_goal(rule, "day before")
        if end and (as_of - end).days == 1:
            yield to_reach.period_goal(rule, "day after")
    elif otherwise.trace.way.outcome not in IDLE:
        if as_of == start:
            yield to_reach.period_goal(rule, "first day")
        if as_of == end:
            yield to_reach.period_goal(rule, "last day")


def _decided(otherwise: Otherwise, step: Step) -> Iterator[Goal]:
    """Give the goals that a condition reaches, where its opposite would have led to another outcome."""
    trace, node, value = otherwise.trace, step.node, step.value
    is_exception = any(step is exception for exception in trace.unless)
    if not isinstance(value, bool) or not (is_exception or to_reach.is_condition(node)):
        return
    if otherwise.outcome(step, not value) == trace.way.outcome:
        return
    yield (to_reach.exception_goal if is_exception else to_reach.condition_goal)(node, value)
    if isinstance(node, Aggregate) and {True, False} <= {e.body.value for e in step.elements if e.belongs and e.body}:
        yield to_reach.mixed_goal(node)
    for part in below(step):
        if isinstance(part.node, Parameter) and part.dated is not None:
            yield to_reach.value_goal(trace.rule, part.node.name, part.dated)
    if isinstance(node, Compare) and is_limit(node) and (difference := _difference(step)) is not None:
        goal = to_reach.limit_goal(node, (difference > 0) - (difference < 0))
        if -step_of(node) <= difference <= step_of(node) or not goal.want.startswith("just"):
            yield goal


def _difference(step: Step) -> Exact | None:
    """Give left minus right of a comparison, in days or the smallest units of its kind; None where one is unknown."""
    left, right = (child.value for child in step.children)
    if isinstance(left, date) and isinstance(right, date):
        return (left - right).days
    if isinstance(left, int | Fraction) and isinstance(right, int | Fraction):
        return left - right
    return None


def _members(otherwise: Otherwise, step: Step) -> Iterator[Goal]:
    """Give the members of a set of the rule's without which a comparison would have led to another outcome."""
    node = step.node
    if not isinstance(node, Compare) or step.value is None:
        return
    operands = [Operand(child.node.kind, child.value) for child in step.children]
    for side, child in enumerate(step.children):
        if to_reach.is_own_set(child.node) and isinstance(child.value, frozenset):
            for member in child.value:
                operands[side] = Operand(child.node.kind, child.value - {member})
                value = compared(node.op, *operands)
                if value is not step.value and otherwise.outcome(step, value) != otherwise.trace.way.outcome:
                    yield to_reach.member_goal(node, member)
            operands[side] = Operand(child.node.kind, child.value)


def _unclear(otherwise: Otherwise, step: Step) -> Iterator[Goal]:
    """Give what is unclear and keeps open what would be settled, were it true or false."""
    outcome = otherwise.trace.way.outcome
    own = [step] if any(step is top for top in otherwise.trace.tops) else []
    for unclear in (part for part in (*own, *parts(step)) if isinstance(part.node, Unclear)):
        for value in (True, False):
            if otherwise.outcome(unclear, value) != outcome:
                yield to_reach.unclear_goal(step.node, unclear.node, value)


def _open(goals: Goals, trace: RuleTrace, named: bool) -> Iterator[Goal]:
    """Give the unknowns of the rule's own expressions that keep it open."""
    for part in keeping_open(trace):
        if part.missing is not None and named:
            yield goals.missing(f"{part.missing.subject.entity}.{part.missing.field}")
        elif isinstance(part, Step) and (
            part.concluded or (part.reason == "undefined" and can_be_undefined(part.node))
        ):
            yield to_reach.open_goal(part.node)


def _lacks(step: Step) -> bool:
    return step.missing is not None or any(element.missing is not None for element in step.elements)
