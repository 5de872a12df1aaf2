"""Facts that someone typed, field by field, into a form: read as the cells of a spreadsheet are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from engine.source.problem import Place, Problem, Problems, shown
from engine.source.text import Text
from engine.source.tree import Mapping, Node, Scalar, Sequence
from engine.values.kinds import DATE, SHARE
from engine.values.vocabulary import Field
from facts.join import Entry
from facts.vocabulary import vocabulary

TYPED = "indtastet"
"""What stands for the file in the places of facts that were typed: indtastet/takst/takst-1/beloeb."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed of one subject: texts by field. An empty text says that the fact is not known."""

    entity: str
    id: str
    values: tuple[tuple[str, str], ...]

    def place(self, name: str) -> Place:
        """Give the place of a field."""
        return Place("/".join((TYPED, self.entity, self.id or "-", name)))


def entry_of(typed: Typed) -> tuple[Entry, list[Problem]]:
    """Give the entry that was typed, with every problem of its fields; a field with a problem is left out."""
    fields, problems = vocabulary().entities[typed.entity].fields, list[Problem]()
    entries: dict[str, Node] = {"id": Scalar(typed.id, typed.place("id"), plain=not typed.id)}
    for name, text in typed.values:
        place = typed.place(name)
        if name not in fields:
            message = Text(f"{shown(name)} kendes ikke", f"{shown(name)} is not known")
            problems.append(Problem("unknown-key", place, message))
        elif not text.strip():
            entries[name] = Scalar("", place)
        else:
            node = _node(text.strip(), fields[name], place)
            if isinstance(node, Problem):
                problems.append(node)
            else:
                entries[name] = node
    keys = {name: node.place for name, node in entries.items()}
    return Entry(typed.entity, Mapping(entries, keys, typed.place("id"))), problems


def day_of(text: str) -> date:
    """Give the date that someone typed to judge by. Raises Problems."""
    node = _node(text.strip(), Field("as_of", DATE, Text("dato", "date")), Place(f"{TYPED}/as_of"))
    if isinstance(node, Problem):
        raise Problems([node])
    assert isinstance(node, Scalar)  # noqa: S101 - of a date's kind
    return date.fromisoformat(node.text)


def without(entries: Iterable[Entry], typed: Entry) -> list[Entry]:
    """Give the entries, of which the first of the same subject holds what was typed, and no other says other of it."""
    found, is_in = list[Entry](), False
    for entry in entries:
        if (entry.entity, entry.id) != (typed.entity, typed.id):
            found.append(entry)
            continue
        said = {name: node for name, node in typed.node.entries.items() if name != "id"}
        nodes = {name: node for name, node in entry.node.entries.items() if name not in said}
        nodes |= {} if is_in else said
        is_in = True
        keys = {name: node.place for name, node in nodes.items()}
        found.append(Entry(entry.entity, Mapping(nodes, keys, entry.node.place)))
    return found if is_in else [*found, typed]


def _node(text: str, field: Field, place: Place) -> Node | Problem:
    from facts.sheets.habits import Habits  # only who types needs what reads spreadsheets
    from facts.sheets.head import Column
    from facts.sheets.table import Cell, Nature, Table
    from facts.sheets.units import Unit
    from facts.sheets.values import Unsettled, settled

    column = Column(1, field, Unit(SHARE) if field.kind == SHARE else None)
    table = Table(place, "", {1: {1: Cell(text, Nature.TEXT, place)}})
    habits = Habits(table, {"": column}, [1])
    try:
        found = settled(table.rows[1][1], column, habits)
    except Unsettled as error:
        fault = error.fault
        return Problem(fault.code, place, fault.message, fault.expected, fault.suggestion)
    if isinstance(found, list):
        return Sequence(tuple(Scalar(item, place, plain=False) for item in found), place)
    return Scalar(found, place, plain=False)
