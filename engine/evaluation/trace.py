"""The full trace of a decision: every condition, fired or not, with its operands, sources and truth values.

The trace is worked out from the checked tree by plain exact arithmetic, apart from the compiled code; that both agree
is checked whenever a trace is made.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from engine.evaluation.ways import Way
from engine.language.nodes import Aggregate, All, Compare, If, Node
from engine.rulebook.model import Dated, Rule
from engine.source.problem import Place
from engine.values.kinds import Kind, Value

Reason = Literal["missing", "undefined", "unclear", "not_in_force"]


# Of refs, elements and steps there are a great many: a tuple is made, compared and hashed much faster than a dataclass.


class Ref(NamedTuple):
    """A subject by entity and id."""

    entity: str
    id: str


class Missing(NamedTuple):
    """A fact that is not known: a field of a subject."""

    subject: Ref
    field: str


class Opening(NamedTuple):
    """What keeps a rule open besides a missing fact: why, the text it concerns, the rule it is of, and for whom."""

    reason: Reason
    text: str
    rule: str
    subject: Ref


class Element(NamedTuple):
    """One related subject in an aggregate: whether it belongs (`where`), and what it gives (`body`).

    `missing`: the relation that is not known, of a subject that may or may not be one of the related.
    """

    subject: Ref
    where: Step | None
    body: Step | None
    missing: Missing | None = None

    @property
    def belongs(self) -> bool | None:
        """Say whether the subject counts; None where that is unknown."""
        where = True if self.where is None else self.where.value
        return None if where is True and self.missing is not None else where  # type: ignore[return-value]

    @property
    def is_open(self) -> bool:
        """Say whether something unknown of the subject can matter."""
        return self.belongs is None or (self.belongs and self.body is not None and self.body.value is None)


class Step(NamedTuple):
    """One node of an expression with its value (None: unknown; figures in units of the node's kind).

    `reason` says why a leaf, or an operation whose operands are known, is unknown. `missing` names the fact.
    `concluded`: for a conclusion, how the rule that draws it was decided.
    """

    node: Node
    value: Value | None
    children: tuple[Step, ...] = ()
    subject: Ref | None = None
    source: Place | None = None
    dated: Dated | None = None
    reason: Reason | None = None
    missing: Missing | None = None
    elements: tuple[Element, ...] = ()
    concluded: RuleTrace | None = None

    @property
    def kind(self) -> Kind:
        """Give the kind of the value."""
        return self.node.kind


@dataclass(frozen=True, slots=True, weakref_slot=True)
class RuleTrace:
    """How one rule was decided for one subject, with every step. `in_force`: whether the rule held on the date."""

    rule: Rule
    subject: Ref
    way: Way
    in_force: bool
    when: Step | None
    unless: tuple[Step, ...]
    require: Step | None

    @property
    def tops(self) -> tuple[Step, ...]:
        """Give the steps of the rule's parts, in order."""
        return tuple(top for top in (self.when, *self.unless, self.require) if top is not None)

    @property
    def conditions(self) -> tuple[Step, ...]:
        """Give the conditions of `when`, as a way counts them."""
        if self.when is None:
            return ()
        return self.when.children if isinstance(self.when.node, All) else (self.when,)

    def steps(self) -> Iterator[Step]:
        """Give every step, in order, without those of the rules it rests on."""
        for top in self.tops:
            yield from below(top)


def below(step: Step) -> Iterator[Step]:
    """Give `step` and every step under it, in order."""
    waiting = [step]
    while waiting:
        one = waiting.pop()
        yield one
        for element in reversed(one.elements):
            waiting += [part for part in (element.body, element.where) if part is not None]
        waiting += reversed(one.children)


def lacking(step: Step) -> frozenset[str]:
    """Give the members that keep a `within` from holding: those on the left that are not on the right; else none."""
    if not (isinstance(step.node, Compare) and step.node.op == "within" and step.value is False):
        return frozenset()
    left, right = (child.value for child in step.children)
    assert isinstance(left, frozenset) and isinstance(right, frozenset)  # noqa: S101 - the language has seen to it
    return left - right


def keeping_open(trace: RuleTrace) -> Iterator[Step | Element]:
    """Give each unknown part of a rule's own expressions that keeps it open, in the order of the text."""
    seen: set[int] = set()
    waiting: list[Step | Element] = list(reversed(_open_parts(trace)))
    while waiting:
        part = waiting.pop()
        if id(part) in seen:
            continue
        seen.add(id(part))
        yield part
        if isinstance(part, Element):
            waiting += [step for step in (part.body, part.where) if step is not None and step.value is None]
        elif part.children:
            waiting += reversed(_open_children(part))
        elif part.elements:
            waiting += reversed(_open_elements(part))


def _open_parts(trace: RuleTrace) -> list[Step]:
    """Give the parts of a rule that are unknown and matter."""
    if trace.way.settled or not trace.in_force:
        return []
    parts = [step for step in (trace.when, *trace.unless) if step is not None]
    if trace.require is not None and all(step.value is not True for step in trace.unless):
        parts.append(trace.require)
    return [step for step in parts if step.value is None]


def _open_children(step: Step) -> list[Step]:
    """Give the unknown steps below an unknown step that matter: of an `if`, the branch that its test chose."""
    below_ = step.children
    if isinstance(step.node, If) and below_[0].value is not None:
        below_ = below_[1:2] if below_[0].value else below_[2:]
    return [child for child in below_ if child.value is None]


def _open_elements(step: Step) -> list[Element]:
    """Give the elements of an unknown aggregate that keep it unknown."""
    idle = {"any": False, "all": True}.get(step.node.function) if isinstance(step.node, Aggregate) else None
    return [
        element
        for element in step.elements
        if element.is_open and (idle is None or element.body is None or element.body.value is not idle)
    ]
