"""Facts as they are stored: the canonical form that their digest is taken over, with what it leaves out beside it.

Read back they are the same facts: same values, same digest, same places.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple
from typing import Any

from engine.source.problem import Place, Problem, Problems, shown
from engine.source.text import Text
from engine.values.exact import NotExact, value
from engine.values.kinds import DATE, Kind, Many, One, SetOf, Value
from engine.values.vocabulary import Entity, Vocabulary
from facts.digest import Canonical
from facts.factset import FactSet, Subject

Data = dict[str, Any]


def beside(facts: FactSet) -> Data:
    """Give what the canonical form leaves out: title, note, files, and where every value stands."""
    places: Data = {}
    for subject in facts:
        placed = {name: list(astuple(place)) for name, place in subject.places.items()}
        places.setdefault(subject.entity, {})[subject.id] = placed
    return {"title": facts.title, "note": facts.note, "files": list(facts.files), "places": places}


def restored(canonical: Canonical, more: Data, vocabulary: Vocabulary) -> FactSet:
    """Give the facts whose canonical form and `beside` these are.

    Raises Problems where the vocabulary does not know an entity or a field, or takes another kind of value for it.
    """
    given: Any = canonical
    problems: list[Problem] = []
    subjects: dict[str, dict[str, Subject]] = {name: {} for name in vocabulary.entities}
    for name, of_entity in given["subjects"].items():
        entity = vocabulary.entities.get(name)
        if entity is None:
            problems.append(_unknown(name))
            continue
        for id_, fields in of_entity.items():
            values = {"id": id_, **_values(entity, fields, problems)}
            places = {field: Place(*place) for field, place in more["places"][name][id_].items()}
            subjects[name][id_] = Subject(name, id_, values, places)
    if problems:
        raise Problems(problems)
    as_of = value(given["as_of"], DATE) if given["as_of"] else None
    return FactSet(vocabulary, subjects, as_of, more["title"], more["note"], tuple(more["files"]))  # type: ignore[arg-type]


def _values(entity: Entity, fields: Mapping[str, str], problems: list[Problem]) -> dict[str, Value]:
    known: dict[str, Value] = {}
    for name, text in fields.items():
        field = entity.fields.get(name)
        if field is None or isinstance(field.kind, Many):
            problems.append(_unknown(f"{entity.name}.{name}"))
            continue
        try:
            known[name] = kept_of(text, field.kind)
        except NotExact as error:
            where = f"{entity.name}.{name}: {shown(text)}"
            message = Text(f"{where} kan ikke længere bruges", f"{where} can no longer be used")
            problems.append(Problem("stored-value", PLACE, message, error.expected))
    return known


def kept_of(text: str, kind: Kind) -> Value:
    """Give the value that exact text writes. Raises NotExact."""
    if isinstance(kind, One):
        return text
    if isinstance(kind, SetOf) and kind.of is not None:
        inner = text.removeprefix("{").removesuffix("}")
        return frozenset(str(value(member, kind.of)) for member in inner.split(", ") if member)
    return value(text, kind)


def _unknown(name: str) -> Problem:
    return Problem("stored-field", PLACE, Text(f"{name} kendes ikke længere", f"{name} is no longer known"))


PLACE = Place("facts")
