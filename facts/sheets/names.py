"""Which entity a sheet's name means, and which field a header: by id and label, in Danish and English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from engine.values.kinds import Many, One
from facts.entities.members import LETTERS
from facts.vocabulary import vocabulary

ENDINGS = ("", "r", "er", "e", "s", "es", "ne", "ene", "erne", "en", "et", "ter", "ser")
"""How Danish and English words end in the plural, and in the definite form."""
REMARKS = frozenset(
    f"{word}{ending}"
    for word in ("bemaerkning", "note", "kommentar", "remark", "comment")
    for ending in ("", "er", "r", "s")
)
"""Headers of columns that are for people."""
ID = "id"
LONGEST = 200
"""Longer than this nothing is a name."""


def folded(text: str) -> str:
    """Give a name as it is compared: small letters a-z and digits, words apart by one space."""
    return " ".join(re.findall("[a-z0-9]+", text[:LONGEST].lower().translate(LETTERS)))


def set_aside(text: str) -> bool:
    """Say whether a name stands in parentheses: the mark of what is not to be read."""
    bare = text.strip()
    return bare.startswith("(") and bare.endswith(")")


@cache
def headers(entity: str) -> dict[str, tuple[str, str]]:
    """Give, for each folded header that a sheet of `entity` may have, its field and the header as it reads well."""
    known = dict[str, tuple[str, str]]()
    fields = vocabulary().entities[entity].fields
    for name, header in _headers(entity):
        known.setdefault(folded(header), (name, fields[name].label.da if header == name else header))
    return known


def _headers(entity: str) -> Iterator[tuple[str, str]]:
    of = vocabulary().entities[entity]
    fields = [field for field in of.fields.values() if not isinstance(field.kind, Many)]
    for field in fields:
        yield from ((field.name, header) for header in (*field.label, field.name))
    yield from ((ID, f"{name}-id") for name in (of.label.da, of.label.en, entity))
    for field in fields:
        if isinstance(field.kind, One):
            yield from ((field.name, f"{header}-id") for header in (field.label.da, field.label.en, field.name))


def entity_of(name: str) -> str | None:
    """Give the entity that the name of a sheet or file tells of, in the singular or plural, or None."""
    words = folded(name).split()
    while words and words[0].isdigit():
        words = words[1:]
    return next((entity for form, entity in _forms() if words[: len(form)] == list(form)), None)


@cache
def _forms() -> list[tuple[tuple[str, ...], str]]:
    """Give the words that each entity is named by, the longest names first."""
    forms = dict[tuple[str, ...], str]()
    for name, entity in vocabulary().entities.items():
        for label in (name, entity.label.da, entity.label.en):
            words = folded(label).split()
            for ending in ENDINGS:
                forms.setdefault((*words[:-1], words[-1] + ending), name)
                forms.setdefault((words[0] + ending, *words[1:]), name)
    return sorted(forms.items(), key=lambda form: (-len(form[0]), form))
