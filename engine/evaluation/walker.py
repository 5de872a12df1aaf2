"""Works out every node of an expression for one subject by plain exact arithmetic, apart from the compiled code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from engine.evaluation.operations import aggregated, combined, compared, kleene
from engine.evaluation.records import Record
from engine.evaluation.trace import Element, Missing, Reason, Ref, RuleTrace, Step
from engine.language.nodes import (
    Aggregate,
    All,
    AsOf,
    Compare,
    Conclusion,
    Fact,
    Literal,
    Node,
    Owner,
    Parameter,
    Some,
    Term,
    Unclear,
    children,
    walk,
)
from engine.rulebook.model import Rule
from engine.values.kinds import Many

DEEPEST = 60
"""Steps within steps, over all rules, beyond which a trace that is rested on is made by itself first."""
Reached = list[tuple[Record, Missing | None]]
"""Records that a relation leads to, each with the relation that is not known where it may but need not belong."""


class DeeperFirst(Exception):  # noqa: N818 - says what to do
    """Raised where another trace must be made first: Python's stack is not as deep as rules can rest on rules."""

    def __init__(self, rule: Rule, record: Record) -> None:
        """Keep of what the trace is to be made."""
        self.rule, self.record = rule, record
        super().__init__(rule.id)


class Traces(Protocol):
    """Where a walker gets the traces of the rules that its own rests on, and the steps that other traces hold, too."""

    depth: int
    concluding: dict[tuple[str, str], Rule]
    shared: Shared

    def within(self, rule: Rule, record: Record) -> RuleTrace:
        """Give the trace of a rule for a record."""

    def has(self, rule: Rule, record: Record) -> bool:
        """Say whether that trace is made already."""


@dataclass(slots=True)
class Shared:
    """Steps that do not depend on the subject decided on: they are made once for all whose trace they are part of.

    Where a subject does not say to whom it belongs, it may belong to each; what is said of it is the same for all.
    """

    alone: dict[int, bool] = field(default_factory=dict)
    steps: dict[tuple[int, int], Step] = field(default_factory=dict)

    def step(self, node: Node, level: int, record: Record, made: Callable[[Node], Step]) -> Step:
        """Give what `node`, inside an aggregate of this level, is for `record`: as known, or as made now."""
        alone = self.alone.get(id(node))
        if alone is None:
            alone = self.alone[id(node)] = all(_speaks_of(level, each) for each in walk(node))
        if not alone:
            return made(node)
        key = (id(node), id(record))
        if key not in self.steps:
            self.steps[key] = made(node)
        return self.steps[key]


def _speaks_of(level: int, node: Node) -> bool:
    """Say whether a node speaks of nothing outside an aggregate of this level; a term does, of the rule's subject."""
    if isinstance(node, Fact | Conclusion | Aggregate):
        return node.owner.level >= level
    return not isinstance(node, Term)


@dataclass
class Walker:
    """Makes the steps of one rule for one subject: `bases` holds it and the elements of the aggregates around."""

    traces: Traces
    rule: Rule
    as_of: date
    bases: list[Record]
    terms: dict[str, Step] = field(default_factory=dict)
    unsure: tuple[int, Record] | None = None
    """The level and the record of the element at hand, where it may, but need not, belong: then perhaps to many."""

    def step(self, node: Node) -> Step:
        """Give a node with its value and those below it."""
        if self.unsure is not None:
            return self.traces.shared.step(node, *self.unsure, self._step)
        return self._step(node)

    def _step(self, node: Node) -> Step:
        traces = self.traces
        traces.depth += 1
        step = MAKERS.get(type(node), Walker._operation)(self, node)
        traces.depth -= 1
        return step

    def _literal(self, node: Literal) -> Step:
        return Step(node, node.value)

    def _as_of(self, node: AsOf) -> Step:
        return Step(node, self.as_of)

    def _unclear(self, node: Unclear) -> Step:
        return Step(node, None, reason=node.reason)

    def _parameter(self, node: Parameter) -> Step:
        dated = self.rule.parameters[node.name].at(self.as_of)
        return Step(node, dated.value, dated=dated) if dated else Step(node, None, reason="not_in_force")

    def _operation(self, node: Node) -> Step:
        steps = tuple([self.step(child) for child in children(node)])
        value = combined(node, steps)
        if value is None and None not in [step.value for step in steps]:
            return Step(node, None, steps, reason="undefined")
        return Step(node, value, steps)

    def _compare(self, node: Compare) -> Step:
        left, right = self.step(node.left), self.step(node.right)
        known = left.value is not None and right.value is not None
        return Step(node, compared(node.op, left, right) if known else None, (left, right))

    def _joined(self, node: All | Some) -> Step:
        steps = tuple([self.step(item) for item in node.items])
        return Step(node, kleene([step.value for step in steps], type(node) is All), steps)

    def _term(self, node: Term) -> Step:
        """Work a term out once: it speaks of the subject (level 0), so it is the same inside an aggregate."""
        if node.name not in self.terms:
            self.terms[node.name] = self.step(node.body)
        return Step(node, self.terms[node.name].value, (self.terms[node.name],))

    def _fact(self, node: Fact) -> Step:
        base, lost = self._follow(node.owner)
        if lost is not None:
            return Step(node, None, reason="missing", missing=lost)
        subject, name = base.subject, node.name
        ref = Ref(subject.entity, subject.id)
        value = subject.id if name == "id" else subject.values.get(name)
        if value is None:
            return Step(node, None, subject=ref, reason="missing", missing=Missing(ref, name))
        return Step(node, value, (), ref, subject.places.get(name))

    def _conclusion(self, node: Conclusion) -> Step:
        base, lost = self._follow(node.owner)
        if lost is not None:
            return Step(node, None, reason="missing", missing=lost)
        trace = self._concluded(self.traces.concluding[node.entity, node.name], base)
        reason: Reason | None = None if trace.in_force else "not_in_force"
        return Step(node, trace.way.truth, subject=_ref(base), concluded=trace, reason=reason)

    def _concluded(self, rule: Rule, record: Record) -> RuleTrace:
        if self.traces.depth > DEEPEST and not self.traces.has(rule, record):
            raise DeeperFirst(rule, record)
        return self.traces.within(rule, record)

    def _follow(self, owner: Owner) -> tuple[Record, Missing | None]:
        """Give the record that `owner` names, or the relation on the way that is not known."""
        base = self.bases[owner.level]
        for name in owner.steps:
            ahead = getattr(base, f"r_{name}")
            if ahead.subject is None:
                return base, Missing(_ref(base), name)
            base = ahead
        return base, None

    def _aggregate(self, node: Aggregate) -> Step:
        records, lost = self._reach(node)
        if lost is not None:
            return Step(node, None, reason="missing", missing=lost)
        elements = tuple(self._element(node, record, missing) for record, missing in records)
        value = aggregated(node, elements)
        undefined = value is None and not any(element.is_open for element in elements)
        return Step(node, value, elements=elements, reason="undefined" if undefined else None)

    def _reach(self, node: Aggregate) -> tuple[Reached, Missing | None]:
        base, lost = self._follow(node.owner)
        found: Reached = [(base, None)]
        for name, kind in zip(node.steps, node.kinds, strict=True) if lost is None else ():
            ahead: Reached = []
            for record, missing in found:
                if isinstance(kind, Many):
                    ahead += [(member, missing) for member, _ in getattr(record, f"m_{name}")]
                    ahead += [(m, missing or Missing(_ref(m), kind.through)) for m, _ in getattr(record, f"u_{name}")]
                elif getattr(record, f"r_{name}").subject is None:
                    return [], Missing(_ref(record), name)
                else:
                    ahead.append((getattr(record, f"r_{name}"), missing))
            found = ahead
        return found, lost

    def _element(self, node: Aggregate, record: Record, missing: Missing | None) -> Element:
        around, outside = self.bases, self.unsure
        self.bases = [*around[: node.level], record]
        self.unsure = None if missing is None else (node.level, record)
        where = self.step(node.where) if node.where is not None else None
        body = self.step(node.body) if node.body is not None else None
        self.bases, self.unsure = around, outside
        return Element(_ref(record), where, body, missing)


MAKERS: Mapping[type[Node], Callable[[Walker, Any], Step]] = {
    Literal: Walker._literal,
    AsOf: Walker._as_of,
    Unclear: Walker._unclear,
    Parameter: Walker._parameter,
    Fact: Walker._fact,
    Conclusion: Walker._conclusion,
    Aggregate: Walker._aggregate,
    Term: Walker._term,
    Compare: Walker._compare,
    All: Walker._joined,
    Some: Walker._joined,
}
"""What makes the step of a node, by the node's type; all others are operations."""


def _ref(record: Record) -> Ref:
    return Ref(record.subject.entity, record.subject.id)
