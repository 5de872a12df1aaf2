"""What in some traces rests on which fact, so that with another value of the fact only that is worked out again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from engine.evaluation.trace import Missing, RuleTrace, Step
from engine.language.nodes import Conclusion, Fact, Node, children
from engine.rulebook.model import Rulebook

Key = Missing
"""A fact, known or not: a subject and the name of a field."""
Fields = frozenset[tuple[str, str]]
"""Fields by entity and name."""


@dataclass(slots=True)
class Web:
    """Finds what rests on a fact. `known`: the fields that a node reads, also through other rules, by its number."""

    rulebook: Rulebook
    known: dict[int, Fields] = field(default_factory=dict)

    def resting(self, traces: Iterable[RuleTrace], keys: Collection[Key]) -> set[int]:
        """Give the numbers of all steps and traces, in and below these, that rest on one of the facts."""
        fields = {(key.subject.entity, key.field) for key in keys}
        known = self.known
        above: dict[int, list[int]] = {id(trace): [] for trace in traces}
        leaves: list[int] = []
        waiting: list[Step | RuleTrace] = list(traces)
        while waiting:
            one = waiting.pop()
            below_it = parts(one)
            for part in below_it:
                if isinstance(part, Step):
                    reads = known.get(id(part.node))
                    if fields.isdisjoint(self.fields(part.node) if reads is None else reads):
                        continue
                if id(part) not in above:
                    above[id(part)] = []
                    waiting.append(part)
                above[id(part)].append(id(one))
            if not below_it and isinstance(one, Step) and key_of(one) in keys:
                leaves.append(id(one))
        return _upward(leaves, above)

    def read(self, key: Key, nodes: Iterable[Node]) -> bool:
        """Say whether one of the nodes reads the field of a fact, of whatever subject."""
        return any((key.subject.entity, key.field) in self.fields(node) for node in nodes)

    def fields(self, node: Node) -> Fields:
        """Give the fields that a node reads, also through other rules."""
        if id(node) not in self.known:
            below = children(node)
            if isinstance(node, Conclusion):
                below = self.rulebook.concluding(node.entity, node.name).expressions
            own = {(node.entity, node.name)} if isinstance(node, Fact) else ()
            self.known[id(node)] = frozenset(own).union(*map(self.fields, below))
        return self.known[id(node)]


def _upward(leaves: list[int], above: dict[int, list[int]]) -> set[int]:
    found: set[int] = set()
    while leaves:
        one = leaves.pop()
        if one not in found:
            found.add(one)
            leaves += above[one]
    return found


def key_of(step: Step) -> Key | None:
    """Give the fact that a step is, known or not."""
    if not isinstance(step.node, Fact) or step.subject is None or step.node.name == "id":
        return None
    return Missing(step.subject, step.node.name)


def parts(one: Step | RuleTrace) -> Sequence[Step | RuleTrace]:
    """Give what a step or a trace rests on directly."""
    if isinstance(one, RuleTrace):
        return one.tops
    if one.concluded is not None:
        return (one.concluded,)
    if not one.elements:
        return one.children
    return [part for element in one.elements for part in (element.where, element.body) if part is not None]


def below(top: Step | RuleTrace) -> Iterator[Step]:
    """Give every step that a step or a trace rests on, also through other rules, itself first."""
    seen: set[int] = set()
    waiting = [top]
    while waiting:
        one = waiting.pop()
        if id(one) not in seen:
            seen.add(id(one))
            waiting += reversed(parts(one))
            if isinstance(one, Step):
                yield one
