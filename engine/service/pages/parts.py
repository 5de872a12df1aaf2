"""A form for one subject and those that it belongs to: a tariff with its offering, and the offering's operator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from engine.rulebook.uses import Uses
from engine.service.pages.asked import Entered
from engine.service.pages.fields import GIVEN
from engine.source.problem import Place, Problem
from engine.values.kinds import One
from facts.typed import TYPED, Typed
from facts.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Part:
    """One subject of the form.

    `id`: what it is called unless someone says otherwise. `relation`: by which another part refers to it, and `of`: the
    id of that part; None for the first.
    """

    entity: str
    id: str
    of: str | None = None
    relation: str | None = None

    @property
    def id_field(self) -> str:
        """Give the name of the field that holds its id."""
        return "/".join((GIVEN, self.entity, self.id, "id"))


def parts_of(entity: str, uses: Uses) -> list[Part]:
    """Give the subject with those that it belongs to, as far as rules go from one to the other."""
    found = [Part(entity, f"{entity}-1")]
    for part in found:  # grows while it is gone through
        for field in vocabulary().entities[part.entity].fields.values():
            kind = field.kind
            if isinstance(kind, One) and (part.entity, field.name) in uses and kind.entity != part.entity:
                more = Part(kind.entity, f"{field.name}-1", part.id, field.name)
                found += [more] if (more.entity, more.id) not in [(one.entity, one.id) for one in found] else []
    return found


def typed_in(parts: list[Part], entered: Entered) -> tuple[Typed, ...]:
    """Give what was typed of the parts: each by the id that it was given, and referring to those it belongs to."""
    values = {(typed.entity, typed.id): dict(typed.values) for typed in entered.typed}
    ids = given_ids(parts, entered.texts)
    found: dict[tuple[str, str], dict[str, str]] = {}
    for part in parts:
        own = values.get((part.entity, part.id), {})
        own.pop("id", None)
        own |= {more.relation: ids[more.id] for more in parts if more.of == part.id and more.relation}
        found.setdefault((part.entity, ids[part.id]), {}).update(own)
    return tuple(Typed(entity, id_, tuple(held.items())) for (entity, id_), held in found.items())


def given_ids(parts: list[Part], texts: Mapping[str, str]) -> dict[str, str]:
    """Give the ids that the parts were given, by those they have otherwise."""
    return {part.id: texts.get(part.id_field, "").strip() or part.id for part in parts}


def placed(problem: Problem, parts: list[Part], texts: Mapping[str, str]) -> Problem:
    """Give a problem at the field of the form that it is about, whatever id was typed."""
    names = problem.place.file.split("/")
    ids = given_ids(parts, texts)
    if len(names) < 4 or names[0] != TYPED:
        return problem
    id_, name = "/".join(names[2:-1]), names[-1]
    part = next((part for part in parts if (part.entity, ids[part.id]) == (names[1], id_)), None)
    return problem if part is None else replace(problem, place=Place("/".join((TYPED, part.entity, part.id, name))))
