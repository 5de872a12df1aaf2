"""Words for sentences: every field, truth, choice and subject of the vocabulary has its own, in both languages."""

from __future__ import annotations

import re

import pytest

from engine.source.text import Text, sided
from engine.values.kinds import TRUTH, Choice, Many, SetOf
from engine.values.vocabulary import Entity, Field
from facts.vocabulary import vocabulary
from facts.words import member_of, name_of, said_of, subject_of
from facts.words.members import MEMBERS, OF_FIELD
from facts.words.names import NAMES
from facts.words.subjects import SUBJECTS
from facts.words.truths import TRUTHS

ENTITIES = vocabulary().entities
FIELDS = [
    (entity, field)
    for entity in ENTITIES.values()
    for field in entity.fields.values()
    if not isinstance(field.kind, Many)
]
RAW = re.compile(r"[\[\]{}|_]")


def good(text: Text | None, *, clause: bool = False) -> bool:
    """Whether a text is there in both languages, with no space too many and no sign that nobody reads."""
    if text is None:
        return False
    plain = [sided(each, truth) if clause else each for each in text for truth in (True, False)]
    return all(each and each == " ".join(each.split()) and not RAW.search(each.replace("{of}", "")) for each in plain)


@pytest.mark.parametrize(("entity", "field"), FIELDS, ids=[f"{e.name}.{f.name}" for e, f in FIELDS])
def test_a_field(entity: Entity, field: Field) -> None:
    if field.kind == TRUTH:
        says = said_of(entity.name, field.name)
        assert good(says, clause=True)
        assert says is not None
        assert sided(says.da, True) != sided(says.da, False)
        assert sided(says.en, True) != sided(says.en, False)
    else:
        assert good(name_of(entity.name, field.name))
    kind = field.kind.of if isinstance(field.kind, SetOf) else field.kind
    for member in kind.members if isinstance(kind, Choice) else ():
        assert good(member_of(member, entity.name, field.name))


@pytest.mark.parametrize("entity", ENTITIES)
def test_a_subject(entity: str) -> None:
    assert good(subject_of(entity))


def test_there_are_no_words_for_what_is_not() -> None:
    of_fields = {(entity.name, field.name) for entity, field in FIELDS}
    assert {(entity, field) for table in (NAMES, TRUTHS) for entity, of in table.items() for field in of} <= of_fields
    assert OF_FIELD.keys() <= of_fields
    assert SUBJECTS.keys() == ENTITIES.keys()
    kinds = (field.kind.of if isinstance(field.kind, SetOf) else field.kind for _, field in FIELDS)
    members = {member for kind in kinds if isinstance(kind, Choice) for member in kind.members}
    assert MEMBERS.keys() - members == set()


@pytest.mark.parametrize(
    ("clause", "holds", "fails"),
    [
        ("den er [ikke] ny", "den er ny", "den er ikke ny"),
        ("der er [en|ingen] frist", "der er en frist", "der er ingen frist"),
        ("[|not] in time", "in time", "not in time"),
        ("it [goes|does not go] [not] at all", "it goes at all", "it does not go not at all"),
        ("{x} er over {y}[, og|;] z", "{x} er over {y}, og z", "{x} er over {y}; z"),
        ("plain", "plain", "plain"),
    ],
)
def test_sides(clause: str, holds: str, fails: str) -> None:
    assert sided(clause, True) == holds
    assert sided(clause, False) == fails
