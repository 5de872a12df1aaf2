"""What all entities share: an id, labels, and the types their fields are kept as."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Annotated, Any, ClassVar, NamedTuple

from pydantic import BaseModel, ConfigDict

from engine.source.personal import holds_cpr
from engine.source.problem import shown
from engine.source.text import Text
from engine.source.tree import Plain
from engine.values.kinds import TEXT, Exact, Many, Value, many
from facts.entities.fact import Fact, personal
from facts.entities.fault import Fault, Faulty, misplaced
from facts.entities.suggest import ID, LONGEST_ID, likely_id

Words = str | None
Chosen = str | None
Reference = str | None
Figure = Exact | None
Day = date | None
Truth = bool | None
Several = frozenset[str] | None

ID_FORM = Text(
    f"et id af små bogstaver a-z, cifre og - _ . imellem, højst {LONGEST_ID} tegn",
    f"an id of small letters a-z, digits and - _ . between, at most {LONGEST_ID} characters",
)
NO_ID = Text("'id:' med et kort navn som gaarden-1", "'id:' with a short name such as gaarden-1")
REGIONS = ("hovedstaden", "sjaelland", "syddanmark", "midtjylland", "nordjylland")


class Collection(NamedTuple):
    """The subjects of another entity that refer to this one."""

    kind: Many
    label: Text


def collection(entity: str, through: str, label: Text) -> Collection:
    """Give the collection of the subjects of `entity` that refer here in their field `through`."""
    return Collection(many(entity, through), label)


class Id(Fact):
    """The declaration of the id that every subject must have."""

    def parse(self, given: Plain, others: Mapping[str, Value | None]) -> Value | None:
        """Give the id. Raises Faulty, also where none is given."""
        if given is None or (isinstance(given, str) and not given.strip()):
            raise Faulty(Fault("missing-id", Text("id mangler", "the id is missing"), NO_ID))
        if not isinstance(given, str):
            raise Faulty(Fault("wrong-type", misplaced(self.label, given), ID_FORM))
        if not ID.fullmatch(given):
            message = Text(f"{shown(given)} er ikke et id", f"{shown(given)} is not an id")
            raise Faulty(Fault("bad-id", message, ID_FORM, None if holds_cpr(given) else likely_id(given)))
        if holds_cpr(given):
            raise Faulty(personal(self.label))
        return given


class Needed(Fact):
    """The declaration of a fact that must be given."""

    def parse(self, given: Plain, others: Mapping[str, Value | None]) -> Value | None:
        """Give the value. Raises Faulty, also where none is given."""
        if given is None or (isinstance(given, str) and not given.strip()):
            raise Faulty(Fault("missing-fact", Text(f"{self.label.da} mangler", f"{self.label.en} is missing")))
        return super().parse(given, others)


class Entity(BaseModel):
    """One subject of the facts. Every field but the id may be unknown (None)."""

    # Deferred: a run builds only the entities that its facts hold.
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)

    LABEL: ClassVar[Text]
    COLLECTIONS: ClassVar[Mapping[str, Collection]] = {}

    id: Annotated[
        str, Id(TEXT, Text("id", "id"), Text("navnet i fakta; står én gang", "the name in the facts; stands once"))
    ]

    @classmethod
    def entity(cls) -> str:
        """Give the entity's name, as files and rules write it."""
        return cls.__name__.lower()

    @classmethod
    @cache
    def facts(cls) -> dict[str, Fact]:
        """Give the declaration of every field, by name, in the order declared."""
        return {name: _fact(info.metadata) for name, info in cls.model_fields.items()}


def _fact(metadata: list[Any]) -> Fact:
    return next(item for item in metadata if isinstance(item, Fact))
