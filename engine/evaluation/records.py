"""Records: the subjects of one check as the compiled rules see them, linked to each other.

Slots, for what the rules use: f_NAME a fact (None: unknown), r_NAME the record a relation leads to, c_NAME a conclusion
(True, False, None). m_NAME: the records that refer here, u_NAME: those that may, as they do not say where they refer
to; both as pairs of a record and whether it belongs (True, None).
A relation that is not known leads to NOBODY, of whom nothing is known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.language.nodes import Aggregate, Conclusion, Fact, walk
from engine.rulebook.model import Rulebook
from engine.values.kinds import Many, One
from engine.values.vocabulary import Entity
from facts.factset import FactSet, Subject

Record = Any
"""A record's class is made from the vocabulary; its slots are as told above."""
Member = tuple[Record, bool | None]
Build = Callable[[Subject], Record]


@dataclass(frozen=True, slots=True)
class Shape:
    """What the records of one entity hold, how one is built, and their NOBODY."""

    ones: tuple[tuple[str, One], ...]
    manys: tuple[tuple[str, Many], ...]
    build: Build
    nobody: Record


Shapes = Mapping[str, Shape]
"""The shape of each entity's records."""


@dataclass(frozen=True, slots=True)
class Records:
    """All records of a fact set, by entity in order of id."""

    of: Mapping[str, list[Record]]
    by_id: Mapping[str, Mapping[str, Record]]

    def find(self, entity: str, id_: str) -> Record:
        """Give one record; KeyError where there is none."""
        return self.by_id[entity][id_]


def slots_along(node: Aggregate) -> tuple[str, ...]:
    """Give the slots that lead to the records that an aggregate goes over."""
    kinds = zip(node.steps, node.kinds, strict=True)
    return tuple(f"{'m' if isinstance(kind, Many) else 'r'}_{step}" for step, kind in kinds)


def shapes(rulebook: Rulebook) -> Shapes:
    """Give the shape of each entity's records: what the rules use of it, and what they conclude."""
    facts: set[tuple[str, str]] = set()
    relations: set[str] = set()
    for rule in rulebook.rules.values():
        for part in rule.possible:
            for node in walk(part):
                if isinstance(node, Fact | Conclusion | Aggregate):
                    relations.update(node.owner.steps)
                if isinstance(node, Fact):
                    facts.add((node.entity, node.name))
                if isinstance(node, Aggregate):
                    relations.update(node.steps)
    concluded = sorted((rule.subject, rule.concludes) for rule in rulebook.rules.values() if rule.concludes)
    found = {}
    for entity in rulebook.vocabulary.entities.values():
        names = [name for name in entity.fields if (entity.name, name) in facts]
        found[entity.name] = _shape(entity, names, relations, [name for of, name in concluded if of == entity.name])
    for shape in found.values():
        for name, kind in shape.ones:
            setattr(shape.nobody, f"r_{name}", found[kind.entity].nobody)
    return found


def _shape(entity: Entity, facts: list[str], relations: set[str], conclusions: list[str]) -> Shape:
    used = [field for name, field in sorted(entity.fields.items()) if name in relations]
    ones = tuple((field.name, field.kind) for field in used if isinstance(field.kind, One))
    manys = tuple((field.name, field.kind) for field in used if isinstance(field.kind, Many))
    slots = [*(f"f_{name}" for name in facts), *(f"r_{name}" for name, _ in ones)]
    slots += [f"{letter}_{name}" for name, _ in manys for letter in "mu"]
    slots += [*(f"c_{name}" for name in conclusions), "subject"]
    record = type(f"Record_{entity.name}", (), {"__slots__": tuple(slots)})
    nobody = record()
    for slot in slots:
        setattr(nobody, slot, None)
    return Shape(ones, manys, _build(record, facts, manys, conclusions), nobody)


def _build(record: type, facts: list[str], manys: tuple[tuple[str, Many], ...], conclusions: list[str]) -> Build:
    lines = ["def build(subject):", "    record = new(cls)", "    record.subject = subject"]
    lines += ["    known = subject.values.get"]
    lines += [f"    record.f_{name} = {'subject.id' if name == 'id' else f'known({name!r})'}" for name in facts]
    lines += [f"    record.m_{name} = []" for name, _ in manys]
    lines += [f"    record.c_{name} = None" for name in conclusions]
    lines += ["    return record"]
    namespace: dict[str, Any] = {"cls": record, "new": object.__new__}
    exec("\n".join(lines), namespace)  # noqa: S102 - made of the vocabulary's own names
    build: Build = namespace["build"]
    return build


def records_of(facts: FactSet, shapes_: Shapes) -> Records:
    """Give fresh records of `facts`, linked, with no conclusion drawn yet."""
    by_id: dict[str, dict[str, Record]] = {}
    for entity, shape in shapes_.items():
        build, subjects = shape.build, facts.subjects.get(entity, {})
        by_id[entity] = {id_: build(subjects[id_]) for id_ in sorted(subjects)}
    records = Records({entity: list(built.values()) for entity, built in by_id.items()}, by_id)
    for entity, shape in shapes_.items():
        for name, one in shape.ones:
            _link(records.of[entity], name, by_id[one.entity], shapes_[one.entity].nobody)
        for name, many in shape.manys:
            _gather(records.of[many.entity], name, many.through, by_id[entity])
    return records


def _link(records: list[Record], name: str, targets: Mapping[str, Record], nobody: Record) -> None:
    slot = f"r_{name}"
    for record in records:
        setattr(record, slot, targets.get(record.subject.values.get(name), nobody))


def _gather(members: list[Record], name: str, through: str, owners: Mapping[str, Record]) -> None:
    slot, unsure = f"m_{name}", f"u_{name}"
    possible: list[Member] = []
    for owner in owners.values():
        setattr(owner, unsure, possible)
    for member in members:
        target = member.subject.values.get(through)
        if target is None:
            possible.append((member, None))
        elif target in owners:
            getattr(owners[target], slot).append((member, True))
