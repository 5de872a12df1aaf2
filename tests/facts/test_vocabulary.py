"""The vocabulary: complete, bilingual, and every relation leads somewhere."""

import re

import pytest
from pydantic import ValidationError

from engine.values.exact import value
from engine.values.kinds import DATE, MONEY, NUMBER, SHARE, TEXT, TRUTH, Choice, Many, One, SetOf
from engine.values.vocabulary import Entity, Field
from facts.entities import MODELS
from facts.entities.base import Needed
from facts.entities.fact import Fact
from facts.vocabulary import meaning, vocabulary

ENTITIES = vocabulary().entities
PROPER = re.compile("Svalevej|Tilbudsportalen|Randers Kommune")
"""Names, which have a capital wherever they stand."""
FIELDS = [(entity, field) for entity in ENTITIES.values() for field in entity.fields.values()]
FACTS = [(model, name, fact) for model in MODELS.values() for name, fact in model.facts().items()]


def test_entities() -> None:
    assert " ".join(ENTITIES).split() == [
        "afregning",
        "aftaleproces",
        "afvigelse",
        "besparelse",
        "betalingsaftale",
        "budget",
        "budgetpost",
        "driftsherre",
        "kapacitetsaendring",
        "koebsaftale",
        "opfoelgning",
        "opsigelse",
        "overtagelse",
        "regnskab",
        "resultatandel",
        "resultatmaal",
        "takst",
        "tilbud",
    ]
    assert vocabulary() is vocabulary()


@pytest.mark.parametrize(("entity", "field"), FIELDS, ids=lambda each: each.name)
def test_field(entity: Entity, field: Field) -> None:
    for name in (entity.name, field.name):
        assert name.isascii()
        assert name.isidentifier()
        assert name == name.lower()
    assert entity.fields[field.name] is field
    for text in (entity.label, field.label):
        assert text.da
        assert text.en
        assert PROPER.sub("", text.da).islower()
        assert PROPER.sub("", text.en).islower()
    assert isinstance(field.kind, Choice | SetOf | One | Many) or field.kind in (
        DATE,
        MONEY,
        NUMBER,
        SHARE,
        TEXT,
        TRUTH,
    )


@pytest.mark.parametrize(("entity", "field"), FIELDS, ids=lambda each: each.name)
def test_relation_leads_somewhere(entity: Entity, field: Field) -> None:
    if isinstance(field.kind, One):
        assert field.kind.entity in ENTITIES
    if isinstance(field.kind, Many):
        back = ENTITIES[field.kind.entity].fields[field.kind.through].kind
        assert isinstance(back, One)
        assert back.entity == entity.name


@pytest.mark.parametrize(("model", "name", "fact"), FACTS)
def test_declaration(model: type, name: str, fact: Fact) -> None:
    for limit in filter(None, (fact.at_least, fact.at_most)):
        value(limit, fact.kind)
    earlier = list(model.facts())[: list(model.facts()).index(name)]  # type: ignore[attr-defined]
    for other in filter(None, (fact.not_above, fact.not_before)):
        assert other in earlier
    assert not (fact.not_above and fact.not_before)
    if isinstance(fact.kind, SetOf):
        assert isinstance(fact.kind.of, Choice)


@pytest.mark.parametrize(("entity", "field"), FIELDS, ids=lambda each: each.name)
def test_choices_stand_once(entity: Entity, field: Field) -> None:
    kind = field.kind.of if isinstance(field.kind, SetOf) else field.kind
    if isinstance(kind, Choice):
        assert len(set(kind.members)) == len(kind.members)
        assert all(member.isascii() for member in kind.members)


def test_labels_tell_the_fields_of_an_entity_apart() -> None:
    for entity in ENTITIES.values():
        for texts in zip(*(field.label for field in entity.fields.values()), strict=True):
            assert len(set(texts)) == len(texts)


def test_meaning() -> None:
    indregnet = meaning("regnskab", "indregnet")
    assert indregnet is not None
    assert "positiv" in indregnet.da
    assert "positive" in indregnet.en
    assert meaning("tilbud", "navn") is None
    assert meaning("tilbud", "takster") is None
    with pytest.raises(KeyError):
        meaning("borger", "navn")


@pytest.mark.parametrize("model", MODELS.values())
def test_model_is_closed_and_frozen(model: type) -> None:
    needed = {name: "2017-01-01" for name, fact in model.facts().items() if isinstance(fact, Needed)}  # type: ignore[attr-defined]
    made = model.model_validate({"id": "a", **needed})  # type: ignore[attr-defined]
    assert all(kept is None for name, kept in made if name != "id" and name not in needed)
    with pytest.raises(ValidationError):
        made.id = "b"
    with pytest.raises(ValidationError):
        model.model_validate({"id": "a", **needed, "farve": "rød"})  # type: ignore[attr-defined]
    with pytest.raises(ValidationError):
        model.model_validate({})  # type: ignore[attr-defined]
    assert model.__doc__
