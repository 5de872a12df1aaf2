"""The sheet about the facts as a whole: the date to judge by, a title, a note; names in one column, values beside."""

from __future__ import annotations

from engine.source.problem import Problem, shown
from engine.source.text import Text
from engine.source.tree import Mapping, Node, Scalar
from engine.values.kinds import DATE, TEXT, Kind
from engine.values.vocabulary import Field
from facts.sheets.habits import Habits
from facts.sheets.head import Column
from facts.sheets.names import folded, set_aside
from facts.sheets.rows import Read
from facts.sheets.table import Table
from facts.sheets.values import Unsettled, settled

TITLES = frozenset({"om", "om fakta", "fakta", "about", "facts", "about the facts"})
NAMES: dict[str, tuple[Text, Kind]] = {
    "as_of": (Text("kontroldato", "date to judge by"), DATE),
    "title": (Text("titel", "title"), TEXT),
    "note": (Text("note", "note"), TEXT),
}
OTHER_NAMES = {"as of": "as_of", "dato": "as_of", "date": "as_of", "bemaerkning": "note"}
KNOWN = OTHER_NAMES | {folded(name): key for key, (label, _) in NAMES.items() for name in (key, *label)}


def is_about(table: Table) -> bool:
    """Say whether a sheet is the one about the facts as a whole."""
    return folded(table.title) in TITLES


def read_about(table: Table, read: Read) -> Mapping:
    """Give the date, title and note that the sheet gives; what is wrong goes to `read`."""
    entries, keys = dict[str, Node](), {}
    for row, cells in table.rows.items():
        (at, name), *beside = cells.items()
        if set_aside(name.text):
            continue
        key = KNOWN.get(folded(name.text))
        if key is None or key in entries:
            read.problems.append(_unknown(table, row, at, name.text))
        elif beside:
            label, kind = NAMES[key]
            column, (_, cell) = Column(beside[0][0], Field(key, kind, label), None), beside[0]
            try:
                text = settled(cell, column, Habits(table, {key: column}, [row]))
            except Unsettled as error:
                fault = error.fault
                read.problems.append(Problem(fault.code, cell.place, fault.message, fault.expected))
            else:
                entries[key], keys[key] = Scalar(str(text), cell.place, plain=False), name.place
    return Mapping(entries, keys, table.place)


def _unknown(table: Table, row: int, column: int, name: str) -> Problem:
    message = Text(f"{shown(name)} kendes ikke her", f"{shown(name)} is not known here")
    names = [label for label, _ in NAMES.values()]
    da, en = ", ".join(label.da for label in names), ", ".join(label.en for label in names)
    expected = Text(f"hver én gang: {da}", f"each once: {en}")
    return Problem("unknown-about", table.at(row, column), message, expected)
