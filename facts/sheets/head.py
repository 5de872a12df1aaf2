"""Where a sheet's header stands, which entity the sheet holds, and which field each column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from engine.source.problem import Place, Problem, closest, shown
from engine.source.text import Text
from engine.values.kinds import SHARE
from engine.values.vocabulary import Field
from facts.factset import Remark
from facts.sheets.names import ID, LONGEST, REMARKS, entity_of, folded, headers, set_aside
from facts.sheets.table import Cell, Table
from facts.sheets.units import Unit, fits, parts, unit_of
from facts.vocabulary import meaning, vocabulary

MOST_ABOVE = 50
"""How many rows a header is looked for in."""
NO_FACTS = Text(
    "et ark, der hedder som et emne (Takst, Tilbud ...), med en række overskrifter, hvoraf en er id",
    "a sheet named after a subject (Tariff, Offering ...), with a row of headers, one of which is id",
)
HEADERS = Text(
    "en overskrift fra skabelonen ('klausul facts template'), eller (...) om overskriften for ikke at læse kolonnen",
    "a header of the template ('klausul facts template'), or (...) around the header so that the column is not read",
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column that holds a field. `unit` is what its header says of the figures."""

    index: int
    field: Field
    unit: Unit | None

    @property
    def in_percent(self) -> bool:
        """Say whether the header says that figures are in percent."""
        return self.field.kind == SHARE and (self.unit is not None or "procent" in self.field.label.da)


@dataclass(frozen=True, slots=True)
class Head:
    """A sheet's header: the entity, the row it stands in, its columns by field."""

    entity: str
    row: int
    columns: dict[str, Column]
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Remark, ...] = ()


Headers = dict[int, tuple[Cell, Cell | None]]
"""The cells of a row by column, each with the one above."""


def head_of(table: Table) -> Head | Problem | None:
    """Give the sheet's header, the problem of finding it, or None where the sheet is no sheet of facts.

    A sheet that is named after an entity holds it; else its columns tell, of which one must be the id.
    """
    named, rows = entity_of(table.title), _rows(table)
    if named:
        best, row = max(((len(_fields(of, named)), -row) for row, of in rows.items()), default=(0, 0))
        return _head(table, named, -row, rows[-row]) if best else _no_header(table, named)
    scored = [
        (len(fields), -row, entity)
        for row, of in rows.items()
        for entity in vocabulary().entities
        if len(fields := _fields(of, entity)) > 1 and ID in fields
    ]
    if not scored:
        return None
    best, row, _ = max(scored)
    entities = sorted(entity for score, at, entity in scored if (score, at) == (best, row))
    return _unclear(table, entities) if len(entities) > 1 else _head(table, entities[0], -row, rows[-row])


def known_headers(table: Table) -> int:
    """Give how many headers of the sheet's likeliest header row are known."""
    entities = [named] if (named := entity_of(table.title)) else list(vocabulary().entities)
    return max((len(_fields(of, entity)) for of in _rows(table).values() for entity in entities), default=0)


def _rows(table: Table) -> dict[int, Headers]:
    """Give the rows that the header may be, with what merged cells show in them."""
    columns = {row: set(table.rows[row]) for row in islice(table.rows, MOST_ABOVE)}
    for row, column in table.covered:
        if row in columns:
            columns[row].add(column)
    return {
        row: {column: (cell, table.cell(row - 1, column)) for column in sorted(of) if (cell := table.cell(row, column))}
        for row, of in columns.items()
    }


def _fields(headers_: Headers, entity: str) -> set[str]:
    return {match[0] for cell, above in headers_.values() if (match := _match(entity, cell, above))}


def _match(entity: str, cell: Cell, above: Cell | None) -> tuple[str, str | None] | None:
    """Give the field and the unit that a header names; with the header above, where it is in two rows."""
    own = matched(entity, cell.text)
    if own or above is None or above is cell:
        return own
    return matched(entity, f"{above.text} {cell.text}")


@lru_cache(maxsize=4096)
def matched(entity: str, header: str) -> tuple[str, str | None] | None:
    """Give the field of `entity` that a header names, and the unit it gives, or None."""
    known = headers(entity)
    for name, unit in parts(header) if len(header) <= LONGEST else ():
        if folded(name) in known:
            return known[folded(name)][0], unit
    return None


def _head(table: Table, entity: str, row: int, headers_: Headers) -> Head:
    found = _Reader(table, entity, row)
    for column, (cell, above) in headers_.items():
        found.add(column, cell, above)
    if ID not in found.columns:
        message = Text("kolonnen med id mangler", "the column of ids is missing")
        found.problems.append(Problem("no-id-column", table.at(row, 1), message, _ids(entity)))
    found.remarks += found.headless(headers_)
    return Head(entity, row, found.columns, tuple(found.problems), tuple(found.remarks))


class _Reader:
    """Reads a header row."""

    def __init__(self, table: Table, entity: str, row: int) -> None:
        self.table, self.entity, self.row = table, entity, row
        self.fields = vocabulary().entities[entity].fields
        self.columns = dict[str, Column]()
        self.problems = list[Problem]()
        self.remarks = list[Remark]()
        self.filled = {column for row_, cells in table.rows.items() if row_ > row for column in cells}

    def add(self, column: int, cell: Cell, above: Cell | None) -> None:
        """Take in the header of a column."""
        if set_aside(cell.text) or folded(cell.text) in REMARKS:
            text = Text(f"kolonnen {shown(cell.text)} er ikke læst", f"the column {shown(cell.text)} is not read")
            self.remarks.append(Remark(self.table.at(self.row, column), text))
        elif match := _match(self.entity, cell, above):
            self._known(column, *match)
        elif column in self.filled:
            self.problems.append(_unknown(self.entity, cell, self.table.at(self.row, column)))

    def _known(self, column: int, name: str, given: str | None) -> None:
        field, place = self.fields[name], self.table.at(self.row, column)
        unit = unit_of(given) if given else None
        if given and (unit is None or not fits(unit, field.kind, meaning(self.entity, name))):
            self.problems.append(_wrong_unit(self.entity, field, given, place))
        if name in self.columns:
            first = self.table.at(self.row, self.columns[name].index)
            message = Text(
                f"to kolonner er {field.label.da} (den første er {first.cell})",
                f"two columns are {field.label.en} (the first is {first.cell})",
            )
            self.problems.append(Problem("double-column", place, message, Text("én kolonne", "one column")))
        else:
            self.columns[name] = Column(column, field, unit)

    def headless(self, headers_: Headers) -> Iterator[Remark]:
        """Give the columns that have values but no header."""
        for column in sorted(self.filled):
            if column not in headers_:
                text = Text("kolonnen har ingen overskrift og er ikke læst", "the column has no header and is not read")
                yield Remark(self.table.at(self.row, column), text)


def _unknown(entity: str, cell: Cell, place: Place) -> Problem:
    label, found = vocabulary().entities[entity].label, shown(cell.text)
    known = headers(entity)
    ways = [name for name, _ in parts(cell.text)] if len(cell.text) <= LONGEST else []
    near = next((near for name in ways if (near := _nearest(folded(name), known))), None)
    message = Text(f"{label.da} har intet felt {found}", f"{label.en} has no field {found}")
    return Problem("unknown-column", place, message, None if near else HEADERS, near and known[near][1])


def _nearest(name: str, known: Iterable[str]) -> str | None:
    """Give the header most like `name`; of another year or number it is another field."""
    return closest(name, [each for each in known if re.findall("[0-9]+", each) == re.findall("[0-9]+", name)])


def _wrong_unit(entity: str, field: Field, given: str, place: Place) -> Problem:
    found, more = shown(given), meaning(entity, field.name)
    message = Text(f"{field.label.da}: enheden {found} passer ikke", f"{field.label.en}: the unit {found} does not fit")
    said = more or field.kind.label
    return Problem("unit", place, message, said)


def _no_header(table: Table, entity: str) -> Problem:
    label = vocabulary().entities[entity].label
    message = Text(
        f"arket hedder som {label.da}, men har ingen overskrifter, der kendes",
        f"the sheet is named after {label.en}, but has no headers that are known",
    )
    return Problem("no-header", table.place, message, _ids(entity))


def _unclear(table: Table, entities: list[str]) -> Problem:
    labels = [vocabulary().entities[entity].label for entity in entities]
    da, en = " eller ".join(label.da for label in labels), " or ".join(label.en for label in labels)
    message = Text(f"arket kan handle om {da}", f"the sheet may be about {en}")
    expected = Text("et ark, der hedder som sit emne", "a sheet named after its subject")
    return Problem("unclear-sheet", table.place, message, expected)


def _ids(entity: str) -> Text:
    label = vocabulary().entities[entity].label
    return Text(f"en kolonne med overskriften id eller {label.da}-id", f"a column headed id or {label.en}-id")
