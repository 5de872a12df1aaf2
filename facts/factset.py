"""The facts of one check, frozen: every subject with what is known of it and where each value stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from engine.source.problem import Place
from engine.source.text import Text
from engine.values.kinds import Value
from engine.values.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Subject:
    """One operator, offering, tariff, ... A field that is not in `values` is unknown.

    Figures are kept in smallest units of their kind; a relation is the id of the subject it points to.
    `places` holds where each value stands, and under 'id' where the subject does; `empty` where one could stand,
    but nothing does.
    """

    entity: str
    id: str
    values: Mapping[str, Value]
    places: Mapping[str, Place]
    empty: Mapping[str, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something worth knowing of how a file was read, which is no problem: what was left out, and why."""

    place: Place
    text: Text


@dataclass(frozen=True, slots=True)
class FactSet:
    """All subjects by entity and id, both in order of name.

    `as_of` is the date the facts are to be judged by, where they give one.
    """

    vocabulary: Vocabulary
    subjects: Mapping[str, Mapping[str, Subject]]
    as_of: date | None = None
    title: str | None = None
    note: str | None = None
    files: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()

    def __iter__(self) -> Iterator[Subject]:
        """Give every subject, by entity and id."""
        for of_entity in self.subjects.values():
            yield from of_entity.values()

    @property
    def has_sensitive(self) -> bool:
        """Say whether the files that these facts are from hold personal data, or may."""
        sensitive = {
            (entity.name, field.name)
            for entity in self.vocabulary.entities.values()
            for field in entity.fields.values()
            if field.sensitive
        }
        of = {entity for entity, _ in sensitive}
        subjects = (each for entity in of for each in self.subjects.get(entity, {}).values())
        return any(
            kept is True and (each.entity, name) in sensitive for each in subjects for name, kept in each.values.items()
        )
