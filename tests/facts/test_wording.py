"""What people read for the names of the facts: complete, in both languages, and nothing left over."""

import re

import pytest

from engine.source.text import Text
from engine.values.kinds import TRUTH, Choice, Many, One, SetOf
from engine.values.vocabulary import Entity, Field
from facts.vocabulary import vocabulary
from facts.wording.fields import PHRASES, phrase
from facts.wording.forms import ELEMENTS, FORMS, forms, other
from facts.wording.members import HALVES, MEMBERS, SECTION, member

ENTITIES = vocabulary().entities
FIELDS = [(entity, field) for entity in ENTITIES.values() for field in entity.fields.values()]
CHOICES = {
    name
    for _, field in FIELDS
    for kind in [field.kind.of if isinstance(field.kind, SetOf) else field.kind]
    if isinstance(kind, Choice)
    for name in kind.members
}


def test_every_kind_of_subject_has_its_forms() -> None:
    assert set(FORMS) == set(ENTITIES)
    assert all(the.en.startswith("the ") for the, _ in FORMS.values())
    assert all(the.da.endswith(("en", "et")) for the, _ in FORMS.values())


def test_every_member_of_a_choice_has_words_and_no_others_have() -> None:
    sections = {name for name in CHOICES if SECTION.fullmatch(name)}
    assert set(MEMBERS) == CHOICES - sections - {"foerste"}
    for name in CHOICES:
        for text in member(name):
            assert text
            assert "_" not in text


def test_sections_of_acts() -> None:
    assert member("sel_107") == Text("serviceloven § 107", "section 107 of the services act")
    assert member("sel_101a").da == "serviceloven § 101 a"
    assert member("sel_66_5") == Text("serviceloven § 66, stk. 5", "section 66(5) of the services act")
    assert member("sundhedsloven_141").da == "sundhedsloven § 141"


def test_a_half_year_is_no_other_thing() -> None:
    halves = ENTITIES["opfoelgning"].fields["halvaar"].kind
    assert [member(name, halves).en for name in HALVES] == ["first", "second"]
    assert member("andet").en == "other"


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
    assert member("helt_ny") == Text("helt ny", "helt ny")
    truth = Field("skoen", TRUTH, Text("skøn", "beautiful"))
    assert phrase("borger", truth) == Text("»skøn« [gælder] for {}", "“beautiful” [holds|does not hold] of {}")
