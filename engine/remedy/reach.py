"""Which rules read a fact, and of which subjects: by the relations that lead from a rule's subject to the fact's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.evaluation.records import Record, Records
from engine.language.nodes import Aggregate, Conclusion, Fact, Node, Owner, children
from engine.rulebook.model import Rule
from engine.values.kinds import Kind, Many, One
from engine.values.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Link:
    """One relation on the way from one subject to another: the entity that it leads from, its name and its kind."""

    entity: str
    name: str
    kind: Kind


Path = tuple[Link, ...]
Slot = tuple[str, str]
"""What is read: an entity, and the slot of its records (f_NAME a fact, c_NAME a conclusion)."""


def reads(rule: Rule, vocabulary: Vocabulary) -> tuple[tuple[Slot, Path], ...]:
    """Give what a rule reads, each once, with the relations that lead there from its subject."""
    found = (each for part in rule.expressions for each in _reads(part, [(rule.subject, ())], vocabulary))
    return tuple(dict.fromkeys(found))


def _reads(node: Node, bases: list[tuple[str, Path]], vocabulary: Vocabulary) -> Iterator[tuple[Slot, Path]]:
    match node:
        case Fact(owner=owner, name=name):
            entity, path = _followed(bases, owner, vocabulary)
            yield (entity, f"f_{name}"), path
        case Conclusion(owner=owner, name=name):
            entity, path = _followed(bases, owner, vocabulary)
            yield (entity, f"c_{name}"), path
        case Aggregate(owner=owner, level=level):
            entity, path = _followed(bases, owner, vocabulary)
            bases = [*bases[:level], _along(entity, path, node.steps, vocabulary)]
    for child in children(node):
        yield from _reads(child, bases, vocabulary)


def _followed(bases: list[tuple[str, Path]], owner: Owner, vocabulary: Vocabulary) -> tuple[str, Path]:
    return _along(*bases[owner.level], owner.steps, vocabulary)


def _along(entity: str, path: Path, names: tuple[str, ...], vocabulary: Vocabulary) -> tuple[str, Path]:
    for name in names:
        kind = vocabulary.field(entity, name).kind
        assert isinstance(kind, One | Many)  # noqa: S101 - the checker has seen to it
        entity, path = kind.entity, (*path, Link(entity, name, kind))
    return entity, path


@dataclass(slots=True)
class Backwards:
    """Finds from where relations lead to a record."""

    records: Records
    pointing: dict[tuple[str, str], dict[str, list[Record]]] = field(default_factory=dict)

    def sources(self, record: Record, path: Path) -> list[Record]:
        """Give the records from which `path` leads to `record`, or may."""
        found = [record]
        for way in reversed(path):
            before = {id(source): source for one in found for source in self._before(one, way)}
            found = list(before.values())
        return found

    def _before(self, record: Record, way: Link) -> list[Record]:
        if isinstance(way.kind, Many):
            target = record.subject.values.get(way.kind.through)
            if target is None:
                return list(self.records.of[way.entity])
            owner = self.records.by_id[way.entity].get(target)
            return [] if owner is None else [owner]
        return self._pointing(way).get(record.subject.id, [])

    def _pointing(self, way: Link) -> dict[str, list[Record]]:
        key = (way.entity, way.name)
        if key not in self.pointing:
            found: dict[str, list[Record]] = defaultdict(list)
            for record in self.records.of[way.entity]:
                target = record.subject.values.get(way.name)
                if target is not None:
                    found[target].append(record)
            self.pointing[key] = found
        return self.pointing[key]
