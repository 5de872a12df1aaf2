"""What people read for the names of the facts: complete, in both languages, and nothing left over."""

import re

import pytest

from engine.source.text import Text
from engine.values.kinds import TRUTH, Many, One
from engine.values.vocabulary import Entity, Field
from facts.vocabulary import vocabulary
from facts.wording.fields import PHRASES, phrase
from facts.wording.forms import ELEMENTS, FORMS, forms, other

ENTITIES = vocabulary().entities
FIELDS = [(entity, field) for entity in ENTITIES.values() for field in entity.fields.values()]


def test_every_kind_of_subject_has_its_forms() -> None:
    assert set(FORMS) == set(ENTITIES)
    assert all(the.en.startswith("the ") for the, _ in FORMS.values())
    assert all(the.da.endswith(("en", "et")) for the, _ in FORMS.values())


def test_no_phrase_is_left_over() -> None:
    known = {(entity.name, field.name) for entity, field in FIELDS}
    assert set(PHRASES) <= known
    assert set(ELEMENTS) <= known


@pytest.mark.parametrize(("entity", "field"), FIELDS, ids=lambda each: each.name)
def test_phrase(entity: Entity, field: Field) -> None:
    given = phrase(entity.name, field)
    for text in given:
        assert set(re.findall(r"\{.*?\}", text)) <= {"{}", "{s}"}
        verbs = re.findall(r"\[(.*?)\]", text)
        assert len(verbs) == (field.kind == TRUTH)
        assert all(verb.count("|") <= 2 for verb in verbs)
    assert "{s}" not in given.en
    if field.kind == TRUTH:
        assert (entity.name, field.name) in PHRASES


@pytest.mark.parametrize(("entity", "field"), FIELDS, ids=lambda each: each.name)
def test_what_leads_to_many_says_whose_they_are_or_what(entity: Entity, field: Field) -> None:
    if isinstance(field.kind, Many):
        assert (entity.name, field.name) in PHRASES
    if isinstance(field.kind, One):
        assert "{s}" in phrase(entity.name, field, told_apart=True).da or (entity.name, field.name) in PHRASES


def test_the_other_one() -> None:
    assert other("overtagelse", ("driftsherre", "overtagelser")) == Text("den anden overtagelse", "the other takeover")
    assert other("tilbud", ("driftsherre", "tilbud")).da == "det andet tilbud"
    assert other("budgetpost", ("budgetpost", "dele")).da == "den underliggende post"


def test_what_is_not_known_is_named_as_it_is() -> None:
    assert forms("borger").the == Text("borger", "borger")
    truth = Field("skoen", TRUTH, Text("skøn", "beautiful"))
    assert phrase("borger", truth) == Text("»skøn« [gælder] for {}", "“beautiful” [holds|does not hold] of {}")
