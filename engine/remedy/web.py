"""What in some traces rests on which fact, so that with another value of the fact only that is worked out again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from engine.evaluation.trace import Missing, RuleTrace, Step
from engine.language.nodes import Fact

Key = Missing
"""A fact, known or not: a subject and the name of a field."""


@dataclass(slots=True)
class Web:
    """Some traces with all that they rest on: who rests on each step (by id), and where each fact stands in them."""

    leaves: dict[Key, list[Step]] = field(default_factory=lambda: defaultdict(list))
    parents: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    held: dict[int, Step | RuleTrace] = field(default_factory=dict)

    def add(self, part: Step | RuleTrace) -> None:
        """Take in a trace or a step, with all below it."""
        waiting = [part]
        while waiting:
            one = waiting.pop()
            if id(one) in self.held:
                continue
            self.held[id(one)] = one
            below = parts(one)
            for part in below:
                self.parents[id(part)].append(id(one))
            waiting += below
            if isinstance(one, Step) and (key := key_of(one)) is not None:
                self.leaves[key].append(one)

    def rests_on(self, keys: Iterable[Key]) -> frozenset[int]:
        """Give the numbers of all steps and traces that rest on one of the facts."""
        found: set[int] = set()
        waiting = [id(leaf) for key in keys for leaf in self.leaves.get(key, ())]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += self.parents.get(one, ())
        return frozenset(found)


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
