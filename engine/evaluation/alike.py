"""Which decisions came out alike: by the same part of the same rule, from the same values.

What is said of one of them can be said of all: a report of many thousand decisions says few things.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from operator import attrgetter

from engine.evaluation.records import Record
from engine.evaluation.trace import Step
from engine.language.nodes import Aggregate, Conclusion, Fact, Node, walk

LONGEST = 500
"""Values of a part that are held against those of other decisions; with more it is taken to be like no other."""
Read = Callable[[Record], Hashable]


@dataclass(slots=True)
class Reads:
    """Gives the values that parts of rules rest on, for those that go over no related subjects."""

    known: dict[int, tuple[Node, Read | None]] = field(default_factory=dict)

    def of(self, node: Node) -> Read | None:
        """Give what reads them of a record of the rule's subject; None where the part goes over related subjects."""
        if id(node) not in self.known:
            self.known[id(node)] = node, _read(node)
        return self.known[id(node)][1]


def _read(node: Node) -> Read | None:
    slots: dict[str, None] = {}
    for each in walk(node):
        if isinstance(each, Aggregate):
            return None
        if isinstance(each, Fact | Conclusion):
            letter = "f" if isinstance(each, Fact) else "c"
            slots[".".join([*(f"r_{step}" for step in each.owner.steps), f"{letter}_{each.name}"])] = None
    return attrgetter(*slots) if slots else lambda _: None


def values_in(step: Step) -> Hashable | None:
    """Give all values in the trace of a part, with the related subjects that it goes over; None where it is long."""
    found: list[Hashable] = []
    waiting = [step]
    while waiting:
        one = waiting.pop()
        found.append(one.value)
        waiting += one.children
        for element in one.elements:
            found += (element.subject, element.missing)
            waiting += [part for part in (element.where, element.body) if part is not None]
        if len(found) > LONGEST:
            return None
    return tuple(found)
