"""What one decision shows of its rule: the conditions, limits and unknowns that its outcome hangs on.

A condition counts only where another truth of it could have led to another outcome: not beside one that settles the
matter alone, not in a demand that is not made, not of an element that does not belong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from engine.evaluation.trace import Element, RuleTrace, Step, keeping_open
from engine.language.nodes import Aggregate, All, Compare, Conclusion, If, Parameter, Some
from engine.ruletest import goals as to_reach
from engine.ruletest.goals import Goal, Goals
from engine.ruletest.ranges import is_limit, step_of
from engine.values.kinds import TRUTH, Exact, Value


def reached(goals: Goals, trace: RuleTrace, as_of: date, *, named: bool) -> frozenset[Goal]:
    """Give the goals of a rule that a decision on it reaches. `named`: the test names what is missing, too."""
    found = {to_reach.outcome_goal(trace.rule, trace.way.outcome), *_period(trace, as_of)}
    if trace.in_force:
        found.update(goal for top in _tops(trace) for step in _deciding(top) for goal in _shown(trace, step))
        found.update(_open(goals, trace, named))
        if trace.way.settled and any(_lacks(step) for step in trace.steps()):
            found.add(to_reach.settled_goal(trace.rule))
    return frozenset(found)


def _period(trace: RuleTrace, as_of: date) -> Iterator[Goal]:
    """Give the end of its period that a rule is seen at; in force it must come out as it never does out of force."""
    period = trace.rule.period
    if not trace.in_force:
        if period.start and (period.start - as_of).days == 1:
            yield to_reach.period_goal(trace.rule, "day before")
        if period.end and (as_of - period.end).days == 1:
            yield to_reach.period_goal(trace.rule, "day after")
    elif trace.way.outcome not in ("not_applicable", "unknown"):
        if as_of == period.start:
            yield to_reach.period_goal(trace.rule, "first day")
        if as_of == period.end:
            yield to_reach.period_goal(trace.rule, "last day")


def _tops(trace: RuleTrace) -> Iterator[Step]:
    """Give the parts of a rule that its outcome hangs on."""
    exceptions = [step.value for step in trace.unless]
    if trace.when is not None and not (trace.rule.is_conclusion and True in exceptions):
        yield trace.when
    yield from _exceptions(trace)
    if trace.require is not None and _applies(trace) and all(value is False for value in exceptions):
        yield trace.require


def _exceptions(trace: RuleTrace) -> Iterator[Step]:
    if _applies(trace):
        yield from _in_play(trace.unless, [step.value for step in trace.unless], settling=True)


def _applies(trace: RuleTrace) -> bool:
    when = True if trace.when is None else trace.when.value
    return when is True or (when is None and trace.rule.is_conclusion)


def _deciding(top: Step) -> Iterator[Step]:
    """Give `top` and the steps below it that its value hangs on, each once."""
    seen: set[int] = set()
    waiting = [top]
    while waiting:
        step = waiting.pop()
        if id(step) not in seen:
            seen.add(id(step))
            yield step
            waiting += _below(step)


def _below(step: Step) -> Iterator[Step]:
    match step.node:
        case All() | Some():
            values = [child.value for child in step.children]
            yield from _in_play(step.children, values, settling=isinstance(step.node, Some))
        case If():
            test, then, other = step.children
            if step.node.kind != TRUTH or then.value is not other.value:
                yield test
            if test.value is not None:
                yield then if test.value else other
        case Aggregate(function=function):
            yield from _quantified(step, function == "any") if function in ("any", "all") else _summed(step)
        case _:
            yield from step.children


def _in_play(steps: Sequence[Step], values: Sequence[Value | None], *, settling: bool) -> Iterator[Step]:
    """Give those of `steps` beside which no other one settles the whole by being `settling`."""
    for index, step in enumerate(steps):
        if not any(value is settling for other, value in enumerate(values) if other != index):
            yield step


def _quantified(step: Step, settling: bool) -> Iterator[Step]:
    """Give what an any (settled by a true one) or an all (by a false one) hangs on: of elements that still matter."""
    settled = [element for element in step.elements if element.belongs is True and _body(element) is settling]
    for element in step.elements:
        if not any(other is not element for other in settled):
            if element.where is not None and _body(element) is not (not settling):
                yield element.where
            if element.body is not None and element.belongs is not False:
                yield element.body


def _summed(step: Step) -> Iterator[Step]:
    for element in step.elements:
        if element.where is not None:
            yield element.where
        if element.body is not None and element.belongs is not False:
            yield element.body


def _body(element: Element) -> Value | None:
    return element.body.value if element.body is not None else None


def _shown(trace: RuleTrace, shown: Step) -> Iterator[Goal]:
    """Give the goals that a step reaches by its value."""
    node = shown.node
    if isinstance(shown.value, bool):
        if any(shown is exception for exception in trace.unless):
            yield to_reach.exception_goal(node, shown.value)
        elif to_reach.is_condition(node):
            yield to_reach.condition_goal(node, shown.value)
    if isinstance(node, Parameter) and shown.dated is not None:
        yield to_reach.value_goal(trace.rule, node.name, shown.dated)
    if isinstance(node, Compare) and is_limit(node) and (difference := _difference(shown)) is not None:
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


def _open(goals: Goals, trace: RuleTrace, named: bool) -> Iterator[Goal]:
    """Give the unknowns of the rule's own expressions that keep it open."""
    for part, _ in keeping_open(trace, beyond=False):
        if part.missing is not None and named:
            yield goals.missing(f"{part.missing.subject.entity}.{part.missing.field}")
        elif part.missing is None and isinstance(part, Step):
            goal = to_reach.open_goal(part.node)
            if goal is not None and (part.reason is not None or isinstance(part.node, Conclusion)):
                yield goal


def _lacks(step: Step) -> bool:
    return step.missing is not None or any(element.missing is not None for element in step.elements)
