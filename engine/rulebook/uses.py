"""Which facts the rules ask for: each field with the rules that use it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from engine.language.nodes import Aggregate, Conclusion, Fact, Node, Owner, children
from engine.rulebook.model import Rule, Rulebook
from engine.values.kinds import Many, One
from engine.values.vocabulary import Vocabulary

Used = tuple[str, str]
"""An entity and a field of it."""
Uses = Mapping[Used, tuple[str, ...]]
"""The ids of the rules that ask for a field, in order of name."""


def uses(rulebook: Rulebook, areas: Collection[str] = ()) -> Uses:
    """Give the fields that the rules ask for, and which do; of `areas` with what they rest on, where some are named."""
    asked = dict[Used, set[str]]()
    for rule in _resting(rulebook, areas):
        for field in _fields(rule, rulebook.vocabulary):
            asked.setdefault(field, set()).add(rule.id)
    return {field: tuple(sorted(ids)) for field, ids in sorted(asked.items())}


def _resting(rulebook: Rulebook, areas: Collection[str]) -> list[Rule]:
    """Give the rules of `areas` and those that conclude what they use, however far back."""
    left = [rule for rule in rulebook.rules.values() if not areas or rule.area in areas]
    found = dict[str, Rule]()
    while left:
        rule = left.pop()
        if rule.id in found:
            continue
        found[rule.id] = rule
        left += [rulebook.concluding(node.entity, node.name) for node in _nodes(rule) if isinstance(node, Conclusion)]
    return list(found.values())


def _nodes(rule: Rule) -> Iterator[Node]:
    left = list(rule.expressions)
    while left:
        node = left.pop()
        yield node
        left += children(node)


def _fields(rule: Rule, vocabulary: Vocabulary) -> Iterator[Used]:
    for expression in rule.expressions:
        yield from _Walk(vocabulary).fields(expression, (rule.subject,))


class _Walk:
    """Follows expressions, knowing which entity each aggregate around goes over."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def fields(self, node: Node, around: tuple[str, ...]) -> Iterator[Used]:
        """Give the fields that `node` and all below it ask for. `around`: the subject's entity, then the elements'."""
        match node:
            case Fact(owner=owner, entity=entity, name=name):
                yield from self._steps(owner, around)
                yield entity, name
            case Conclusion(owner=owner):
                yield from self._steps(owner, around)
            case Aggregate(owner=owner, steps=steps, level=level, entity=entity):
                yield from self._steps(owner, around, steps)
                around = (*around[:level], entity)
        for child in children(node):
            yield from self.fields(child, around)

    def _steps(self, owner: Owner, around: tuple[str, ...], more: tuple[str, ...] = ()) -> Iterator[Used]:
        entity = around[owner.level]
        for step in (*owner.steps, *more):
            kind = self.vocabulary.field(entity, step).kind
            if isinstance(kind, One):
                yield entity, step
                entity = kind.entity
            elif isinstance(kind, Many):
                yield kind.entity, kind.through
                entity = kind.entity
