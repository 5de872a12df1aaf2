"""What would have come of a decision, had one of its steps come out otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.evaluation.explain import decided
from engine.evaluation.operations import Operand, aggregated, combined
from engine.evaluation.trace import Element, RuleTrace, Step
from engine.evaluation.ways import Outcome
from engine.language.nodes import Aggregate
from engine.values.kinds import Value

New = Mapping[int, Value | None]
"""Steps that have another value than in the trace: the value by the step's identity."""


@dataclass(slots=True)
class Otherwise:
    """Works out other outcomes of one decision. `steps`: each of the rule's own once, after those it is made of."""

    trace: RuleTrace
    steps: list[Step] = field(default_factory=list)
    users: dict[int, list[int]] = field(default_factory=dict)
    """By a step's identity: where in `steps` those stand that it is a part of."""

    def __post_init__(self) -> None:
        """Put the steps in order."""
        for top in self.trace.tops:
            self._add(top)

    def _add(self, step: Step) -> None:
        if id(step) not in self.users:
            self.users[id(step)] = []
            for part in parts(step):
                self._add(part)
            for part in parts(step):
                self.users[id(part)].append(len(self.steps))
            self.steps.append(step)

    def outcome(self, step: Step | None = None, value: Value | None = None) -> Outcome:
        """Give the outcome if `step` had this value, all else alike and the rule in force."""
        new = {} if step is None else {id(step): value}
        ahead = set() if step is None else set(self.users[id(step)])
        while ahead:
            ahead.remove(first := min(ahead))
            changed = self.steps[first]
            again = _again(changed, new)
            if again != changed.value:
                new[id(changed)] = again
                ahead.update(self.users[id(changed)])
        trace = self.trace
        when, require = (top and _with(top, new) for top in (trace.when, trace.require))
        return decided(trace.rule, True, when, tuple(_with(top, new) for top in trace.unless), require).outcome


def parts(step: Step) -> tuple[Step, ...]:
    """Give the steps that a step is made of."""
    if not step.elements:
        return step.children
    inner = (part for element in step.elements for part in (element.where, element.body))
    return (*step.children, *(part for part in inner if part is not None))


def _again(step: Step, new: New) -> Value | None:
    if isinstance(step.node, Aggregate):
        return aggregated(step.node, [_element(element, new) for element in step.elements])
    return combined(step.node, [Operand(child.node.kind, _value(child, new)) for child in step.children])


def _element(element: Element, new: New) -> Element:
    where, body = (part and part._replace(value=_value(part, new)) for part in (element.where, element.body))
    return Element(element.subject, where, body, element.missing)


def _with(top: Step, new: New) -> Step:
    if id(top) not in new and not any(id(child) in new for child in top.children):
        return top
    children = tuple(child._replace(value=_value(child, new)) for child in top.children)
    return top._replace(value=_value(top, new), children=children)


def _value(step: Step, new: New) -> Value | None:
    return new.get(id(step), step.value)
