"""What a rule may speak of: the entities of the facts, their fields and relations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.source.text import Text
from engine.values.kinds import Kind, Many, One, Value


@dataclass(frozen=True, slots=True)
class Limits:
    """What a field can hold: from `least` to `most`, whole numbers only, and how it keeps to other fields.

    `not_above` and `not_before` name fields of the same subject that it does not exceed or precede.
    """

    least: Value | None = None
    most: Value | None = None
    whole: bool = False
    not_above: str | None = None
    not_before: str | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that can be known of a subject.

    `given`: it cannot be changed in order to keep a rule: what the subject is, what has been, what others decide, or a
    person's finding. `sensitive`: personal data; what is written there is neither kept nor shown.
    """

    name: str
    kind: Kind
    label: Text
    limits: Limits = Limits()
    given: bool = False
    sensitive: bool = False

    @property
    def is_year(self) -> bool:
        """Say whether it holds a year: whole numbers that begin where no count does."""
        least = self.limits.least
        return self.limits.whole and isinstance(least, int) and least >= 1000


@dataclass(frozen=True, slots=True)
class Entity:
    """A kind of subject with what can be known of it; relations are fields of kind One or Many."""

    name: str
    label: Text
    fields: Mapping[str, Field]

    def of_kind(self, kind: type[One] | type[Many]) -> list[Field]:
        """Give the relations of this kind, by name."""
        return [f for _, f in sorted(self.fields.items()) if isinstance(f.kind, kind)]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All entities by name."""

    entities: Mapping[str, Entity]

    def field(self, entity: str, name: str) -> Field:
        """Give a field; KeyError if there is none."""
        return self.entities[entity].fields[name]
