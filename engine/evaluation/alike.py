"""Which decisions came out alike: by the same part of the same rule, from the same values.

What is said of one of them can be said of all: a report of many thousand decisions says few things.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from operator import attrgetter

from engine.evaluation.records import Record, slots_along
from engine.evaluation.runtime import members
from engine.language.nodes import Aggregate, Conclusion, Fact, Node, Term, children, walk

MOST = 50
"""Related subjects that a part goes over at most, for it to be held against others; beyond, it is like no other."""
Read = Callable[[Record], Hashable]


@dataclass(slots=True)
class Reads:
    """Gives the values that parts of rules rest on: facts and conclusions, also those of related subjects."""

    known: dict[int, tuple[Node, Read]] = field(default_factory=dict)

    def of(self, node: Node) -> Read:
        """Give what reads them of a record of the rule's subject."""
        if id(node) not in self.known:
            self.known[id(node)] = node, _read(walk(node), level=0)
        return self.known[id(node)][1]


def _read(nodes: Iterable[Node], level: int) -> Read:
    """Give what reads of a record at this level all that `nodes` ask of it."""
    slots: dict[str, None] = {}
    inner: list[Read] = []
    for node in nodes:
        if isinstance(node, Fact | Conclusion) and node.owner.level == level:
            letter = "f" if isinstance(node, Fact) else "c"
            slots[".".join([*(f"r_{step}" for step in node.owner.steps), f"{letter}_{node.name}"])] = None
        elif isinstance(node, Aggregate) and node.owner.level == level:
            inner.append(_elements(node))
    own = attrgetter(*slots) if slots else lambda _: None
    return (lambda record: (own(record), *[read(record) for read in inner])) if inner else own


def _elements(node: Aggregate) -> Read:
    """Give what reads the related subjects that an aggregate goes over, with all that it asks of them."""
    slots = slots_along(node)
    read = _read((each for part in children(node) for each in _within(part)), node.level)

    def elements(record: Record) -> Hashable:
        found = members(record, slots)
        if found is None:
            return None
        if len(found) > MOST:
            return object()  # equal to nothing else
        return tuple([(one.subject.id, belongs, read(one)) for one, belongs in found])

    return elements


def _within(node: Node) -> Iterator[Node]:
    """Give a node and those below it, but for the inside of terms: they speak of the rule's subject."""
    yield node
    for child in () if isinstance(node, Term) else children(node):
        yield from _within(child)
