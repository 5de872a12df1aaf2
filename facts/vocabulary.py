"""What rules may speak of, drawn from the entities."""

from __future__ import annotations

from functools import cache

from engine.source.text import Text
from engine.values.vocabulary import Entity, Field, Vocabulary
from facts.entities import MODELS
from facts.entities.base import Entity as Model


@cache
def vocabulary() -> Vocabulary:
    """Give every entity with its fields, its id and its collections. Always the same object."""
    return Vocabulary({name: Entity(name, model.LABEL, _fields(model)) for name, model in MODELS.items()})


def meaning(entity: str, field: str) -> Text | None:
    """Say what a field means beyond its label, with the unit of a figure, where there is more to say.

    None also for collections. KeyError for no such entity.
    """
    fact = MODELS[entity].facts().get(field)
    return fact.meaning if fact else None


def _fields(model: type[Model]) -> dict[str, Field]:
    own = {
        name: Field(name, fact.kind, fact.label, fact.limits, fact.given, fact.sensitive)
        for name, fact in model.facts().items()
    }
    gathered = {name: Field(name, each.kind, each.label) for name, each in model.COLLECTIONS.items()}
    return own | gathered
