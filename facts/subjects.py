"""From the entries of documents to subjects: values parsed, ids once, references that lead somewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from pydantic import ValidationError

from engine.source.problem import Problem, closest, shown
from engine.source.text import Text
from engine.source.tree import Scalar, plain
from engine.values.kinds import Many, One
from facts.entities import MODELS
from facts.entities.base import NO_ID
from facts.entities.fault import about
from facts.factset import Subject
from facts.join import Entry, Ids, joined, problems_of
from facts.vocabulary import vocabulary

MOST_SUGGESTED = 50
"""How many missing subjects get a suggestion: the search for one is slow where there are many ids."""

Subjects = dict[str, dict[str, Subject]]


def subjects_of(entries: Iterable[Entry], unsure: Collection[str] = ()) -> tuple[Subjects, list[Problem]]:
    """Give the subjects by entity and id, in order of name, and every problem found in the entries.

    A reference to a subject that is not there is no problem for the entities in `unsure`: part of them is unread.
    """
    found = joined(entries)
    problems = list(found.problems)
    subjects: Subjects = {entity: {} for entity in MODELS}
    for entry in found.entries:
        made = _subject(entry)
        if isinstance(made, Subject):
            subjects[made.entity][made.id] = made
        else:
            problems += made
    problems += _References(found.ids, unsure).problems(found.entries)
    return {entity: dict(sorted(of.items())) for entity, of in subjects.items()}, problems


def _subject(entry: Entry) -> Subject | list[Problem]:
    nodes = entry.node.entries
    try:
        model = MODELS[entry.entity].model_validate({key: plain(node) for key, node in nodes.items()})
    except ValidationError as error:
        return list(_problems(entry, error))
    values = {name: kept for name, kept in model.__dict__.items() if kept is not None}
    places = {name: nodes[name].place for name in values} | {"id": entry.node.place}
    empty = {name: node.place for name, node in nodes.items() if name not in values}
    return Subject(entry.entity, model.id, values, places, empty)


def _problems(entry: Entry, error: ValidationError) -> Iterator[Problem]:
    for each in error.errors(include_url=False, include_input=False):
        name = str(each["loc"][0])
        if each["type"] == "extra_forbidden":
            yield _unknown(entry, name)
        elif each["type"] == "missing" and name != "id":
            label = MODELS[entry.entity].facts()[name].label
            message = Text(f"{label.da} mangler", f"{label.en} is missing")
            yield Problem("missing-fact", entry.node.place, message, Text(f"'{name}:'", f"'{name}:'"))
        elif each["type"] == "missing":
            label = MODELS[entry.entity].LABEL
            message = Text(f"{label.da} uden id", f"{label.en} without an id")
            yield Problem("missing-id", entry.node.place, message, NO_ID)
        else:
            yield from problems_of(each["ctx"]["error"].faults, entry.node, name)


def _unknown(entry: Entry, name: str) -> Problem:
    place, label = entry.node.keys[name], MODELS[entry.entity].LABEL
    fields = vocabulary().entities[entry.entity].fields
    known = [field.name for field in fields.values() if not isinstance(field.kind, Many)]
    if name in fields and isinstance(kind := fields[name].kind, Many):
        message = Text(f"{name} skrives ikke under {label.da}", f"{name} is not written under {label.en}")
        expected = Text(
            f"'{kind.entity}:' for sig, hvor hvert punkt peger hertil med '{kind.through}:'",
            f"'{kind.entity}:' on its own, each item of which points here by '{kind.through}:'",
        )
        return Problem("collection-key", place, message, expected)
    suggestion, listed = _nearest(name, tuple(known)), ", ".join(known)
    message = Text(f"{label.da} har intet felt {shown(name)}", f"{label.en} has no field {shown(name)}")
    return Problem(
        "unknown-key", place, message, None if suggestion else Text(f"et af {listed}", f"one of {listed}"), suggestion
    )


@lru_cache(maxsize=256)
def _nearest(name: str, known: tuple[str, ...]) -> str | None:
    return closest(name, known)  # a misspelt field is misspelt in every item


class _References:
    """Checks that what is referred to is there."""

    def __init__(self, ids: Ids, unsure: Collection[str]) -> None:
        self.ids = ids
        self.unsure = unsure
        self.suggested: dict[tuple[str, str], str | None] = {}

    def problems(self, entries: list[Entry]) -> Iterator[Problem]:
        relations = {name: entity.of_kind(One) for name, entity in vocabulary().entities.items()}
        for entry in entries:
            for field in relations[entry.entity]:
                node = entry.node.entries.get(field.name)
                if isinstance(node, Scalar) and not node.is_null and isinstance(field.kind, One):
                    yield from self._missing(field.label, field.kind.entity, node)

    def _missing(self, label: Text, entity: str, node: Scalar) -> Iterator[Problem]:
        wanted = node.text.strip()
        if not wanted or entity in self.unsure or wanted in self.ids[entity]:
            return
        message = about(label, f"{shown(wanted)} findes ikke", f"there is no {shown(wanted)}")
        expected = Text(f"et id, der står under '{entity}:'", f"an id that stands under '{entity}:'")
        if node.place.sheet is not None:
            expected = Text(f"et id for {entity} i en af filerne", f"the id of a {entity} in one of the files")
        yield Problem("no-such-subject", node.place, message, expected, self._suggestion(entity, wanted))

    def _suggestion(self, entity: str, wanted: str) -> str | None:
        key = (entity, wanted)
        if key not in self.suggested and len(self.suggested) < MOST_SUGGESTED:
            self.suggested[key] = closest(wanted, self.ids[entity])
        return self.suggested.get(key)
