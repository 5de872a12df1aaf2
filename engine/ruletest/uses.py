"""Which facts the expressions of a rule read: the subject's own, those of others, and the relations that lead there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.language.nodes import Aggregate, Conclusion, Fact, Node, Term, children
from engine.rulebook.model import Rule
from engine.values.kinds import Many, One
from engine.values.vocabulary import Vocabulary

Uses = Mapping[int, tuple[str, ...]]
"""By the identity of each node of a rule: the facts it reads itself, as entity and field (takst.administration)."""


def uses_of(rule: Rule, vocabulary: Vocabulary) -> Uses:
    """Give the facts that each node of the rule's expressions reads."""
    found: dict[int, tuple[str, ...]] = {}
    waiting: list[tuple[Node, tuple[str, ...]]] = [(part, (rule.subject,)) for part in rule.expressions]
    while waiting:
        node, levels = waiting.pop()
        if id(node) in found:
            continue
        found[id(node)] = tuple(_read(node, levels, vocabulary))
        if isinstance(node, Aggregate):
            levels = (*levels[: node.level], node.entity)
        elif isinstance(node, Term):  # it speaks of the subject
            levels = levels[:1]
        waiting += [(child, levels) for child in children(node)]
    return found


def _read(node: Node, levels: tuple[str, ...], vocabulary: Vocabulary) -> Iterator[str]:
    if not isinstance(node, Fact | Conclusion | Aggregate):
        return
    entity = levels[node.owner.level]
    for step in (*node.owner.steps, *(node.steps if isinstance(node, Aggregate) else ())):
        kind = vocabulary.field(entity, step).kind
        yield f"{kind.entity}.{kind.through}" if isinstance(kind, Many) else f"{entity}.{step}"
        if isinstance(kind, One | Many):  # as every step is
            entity = kind.entity
    if isinstance(node, Fact) and node.name != "id":  # no subject is without
        yield f"{entity}.{node.name}"
