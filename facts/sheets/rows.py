"""The rows below a header: which of them are subjects, and what each says of one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from engine.source.problem import Problem, letters, shown
from engine.source.text import Text
from engine.source.tree import Mapping, Node, Scalar, Sequence
from facts.entities.suggest import ID as ID_FORM
from facts.factset import Remark
from facts.sheets.habits import Habits
from facts.sheets.head import Head
from facts.sheets.names import ID, folded, set_aside
from facts.sheets.table import Cell, Nature, Table
from facts.sheets.values import Settled, Unsettled, settled
from facts.vocabulary import vocabulary

TOTALS = frozenset(
    {"i alt", "ialt", "total", "sum", "sum total", "hovedtotal", "grand total", "subtotal", "gennemsnit", "average"}
)
NOTE = re.compile(
    r"(?:note|noter|notes|kilde|kilder|source|sources|obs|nb|n\.b|bemærk\w*|remark\w*)(?:[\s.:].*)?|\*.*|.*:",
    re.I | re.S,
)
"""How a note below a table begins, or ends."""
HEADERS_AGAIN = Text("overskrifterne står igen", "the headers stand again")
NO_ID_CELL = Text("et kort navn som gaarden-1", "a short name such as gaarden-1")
MOST_NAMED = 5
"""How many rows or columns a remark names."""


@dataclass(slots=True)
class Read:
    """What a sheet says: its subjects by entity, what is wrong with it, what was left out of it."""

    items: list[Mapping] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    unsure: bool = False
    """Whether there may be subjects of which not even the id could be read."""


def read_rows(table: Table, head: Head) -> Read:
    """Give what the rows below `head` say."""
    read = Read(problems=list(head.problems), remarks=list(head.remarks))
    if ID not in head.columns:
        read.unsure = True
        return read
    rows = [row for row in table.rows if row > head.row and _is_subject(table, head, row, read)]
    rows_of = _Rows(table, head, Habits(table, head.columns, rows), read)
    for row in rows:
        rows_of.add(row)
    read.remarks += _hidden(table, head, rows)
    return read


def _is_subject(table: Table, head: Head, row: int, read: Read) -> bool:
    """Say whether a row is a subject; where it is not, say in `read` what it is."""
    id_ = table.cell(row, head.columns[ID].index)
    cells = [cell for column in table.rows[row] if (cell := table.cell(row, column))]
    if (left := _left_out(table, head, row, id_, cells)) is not None:
        read.remarks.append(Remark(cells[0].place, left))
        return False
    if id_ is None:
        label = vocabulary().entities[head.entity].label
        message = Text(f"{label.da} uden id", f"{label.en} without an id")
        read.problems.append(Problem("missing-id", table.at(row, head.columns[ID].index), message, NO_ID_CELL))
    elif folded(id_.text) in TOTALS:
        read.problems.append(_sum_or_subject(id_))
    else:
        return True
    read.unsure = True
    return False


def _left_out(table: Table, head: Head, row: int, id_: Cell | None, cells: list[Cell]) -> Text | None:
    """Say why a row is not read: an example, a note, a sum, the headers again; None for a row of facts."""
    if id_ and set_aside(id_.text):
        return Text("rækken er ikke læst: dens id står i parentes", "the row is not read: its id is in parentheses")
    if id_ and ID_FORM.fullmatch(id_.text):
        return HEADERS_AGAIN if _is_header(table, head, row) else None
    known = any(column.index in table.rows[row] for column in head.columns.values())
    text, alone = (id_ or cells[0]).text, len(cells) == 1
    personal = {column.index for column in head.columns.values() if column.field.sensitive}
    if personal & set(table.rows[row]):
        # No note or sum stands below such a header, and none of it is told.
        return HEADERS_AGAIN if id_ and _is_header(table, head, row) else None
    if folded(text) in TOTALS:
        return Text(
            f"{shown(text)} er ikke læst: en sum er ikke fakta", f"{shown(text)} is not read: sums are no facts"
        )
    in_words = all(cell.nature is Nature.TEXT for cell in cells)
    # A note stands where no column is read; or it is words: alone in its row, or such as notes begin with.
    beside = id_ is None and not known
    begins = (id_ or alone) and NOTE.fullmatch(text)
    if beside or (in_words and (begins or (alone and (id_ is None or " " in text)))):
        return Text(f"{shown(text)} er læst som en note", f"{shown(text)} is taken for a note")
    return HEADERS_AGAIN if id_ and _is_header(table, head, row) else None


def _sum_or_subject(id_: Cell) -> Problem:
    found = shown(id_.text)
    message = Text(f"{found} kan være et id eller en sum", f"{found} may be an id or a sum")
    expected = Text("et andet id, eller 'I alt' for en sum", "another id, or 'Total' for a sum")
    return Problem("sum-or-subject", id_.place, message, expected)


def _is_header(table: Table, head: Head, row: int) -> bool:
    return all(
        (cell := table.cell(row, column.index)) is not None and cell.text == header.text
        for column in head.columns.values()
        if (header := table.cell(head.row, column.index))
    )


def _hidden(table: Table, head: Head, rows: list[int]) -> Iterator[Remark]:
    """Tell of rows and columns that are hidden: they count, as they do in the sums of a spreadsheet."""
    if hidden := sorted(table.hidden_rows & set(rows)):
        named = _named(map(str, hidden))
        text = Text(f"skjulte rækker er læst som de andre: {named}", f"hidden rows are read like the others: {named}")
        yield Remark(table.at(hidden[0], head.columns[ID].index), text)
    if hidden := sorted(table.hidden_columns & {column.index for column in head.columns.values()}):
        named = _named(map(letters, hidden))
        text = Text(
            f"skjulte kolonner er læst som de andre: {named}", f"hidden columns are read like the others: {named}"
        )
        yield Remark(table.at(head.row, hidden[0]), text)


def _named(names: Iterable[str]) -> str:
    listed = list(names)
    return ", ".join(listed[:MOST_NAMED]) + ("" if len(listed) <= MOST_NAMED else f" … ({len(listed)})")


class _Rows:
    """Reads rows into nodes."""

    def __init__(self, table: Table, head: Head, habits: Habits, read: Read) -> None:
        self.table, self.head, self.habits, self.read = table, head, habits, read
        self.keys = {name: table.at(head.row, column.index) for name, column in head.columns.items()}
        self.settled = dict[tuple[str, Nature, str], Settled]()

    def add(self, row: int) -> None:
        """Take in a row that holds a subject."""
        entries = dict[str, Node]()
        for name, column in self.head.columns.items():
            cell = self.table.cell(row, column.index)
            if cell is None:
                entries[name] = Scalar("", self.table.at(row, column.index))
            elif cell.place.column != column.index:
                self._spread(cell, name)
            elif (node := self._node(cell, name)) is not None:
                entries[name] = node
        if ID in entries:
            self.read.items.append(Mapping(entries, self.keys, entries[ID].place))
        else:
            self.read.unsure = True

    def _node(self, cell: Cell, name: str) -> Node | None:
        try:
            text = self._settled(cell, name)
        except Unsettled as error:
            fault = error.fault
            self.read.problems.append(Problem(fault.code, cell.place, fault.message, fault.expected, fault.suggestion))
            return None
        if isinstance(text, list):
            return Sequence(tuple(Scalar(item, cell.place, plain=False) for item in text), cell.place)
        return Scalar(text, cell.place, plain=False)

    def _settled(self, cell: Cell, name: str) -> Settled:
        """Give what a cell of a column says: in a column much is said again and again. Raises Unsettled."""
        key = (name, cell.nature, cell.text)
        if key not in self.settled:
            self.settled[key] = settled(cell, self.head.columns[name], self.habits)
        return self.settled[key]

    def _spread(self, cell: Cell, name: str) -> None:
        label = self.head.columns[name].field.label
        message = Text(
            f"{label.da}: den flettede celle dækker flere kolonner",
            f"{label.en}: the merged cell covers several columns",
        )
        self.read.problems.append(
            Problem("merged-columns", cell.place, message, Text("en celle for hver", "a cell each"))
        )
