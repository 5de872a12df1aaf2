"""Which sheets and columns a written workbook has: what rules use, or what is known of some facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.values.kinds import Many, One
from facts.factset import FactSet
from facts.sheets.forms import Column
from facts.vocabulary import vocabulary

Uses = Mapping[tuple[str, str], tuple[str, ...]]
"""The ids of the rules that use a field, by entity and field."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of each sheet, by entity, and which rules use each."""

    columns: Mapping[str, tuple[Column, ...]]
    uses: Uses


def layout_of(uses: Uses) -> Layout:
    """Give a layout with what rules use, and the names of what it is used of."""
    wanted = {entity for entity, _ in uses}
    return Layout({e: _columns(e, {name for of, name in uses if of == e} | {"navn"}) for e in _order(wanted)}, uses)


def layout_for(facts: FactSet) -> Layout:
    """Give a layout with what is known of the subjects of `facts`."""
    held = {e: {name for s in of.values() for name in s.values} for e, of in facts.subjects.items() if of}
    return Layout({entity: _columns(entity, held[entity]) for entity in _order(held)}, {})


def _order(entities: Iterable[str]) -> list[str]:
    """Give entities such that those referred to come first, as far as they do not refer to each other."""
    left, ordered = sorted(entities), list[str]()
    while left:
        free = [e for e in left if not _referred(e) & set(left) - {e}]
        ordered += free or left[:1]
        left = [e for e in left if e not in ordered]
    return ordered


def _referred(entity: str) -> set[str]:
    fields = vocabulary().entities[entity].fields.values()
    return {field.kind.entity for field in fields if isinstance(field.kind, One)}


def _columns(entity: str, names: set[str]) -> tuple[Column, ...]:
    fields = vocabulary().entities[entity].fields.values()
    return tuple(
        Column(entity, f.name) for f in fields if (f.name == "id" or f.name in names) and not isinstance(f.kind, Many)
    )
