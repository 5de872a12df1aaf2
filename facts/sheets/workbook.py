"""XLSX read with openpyxl, cell by cell as it is stored: figures stay text, no formula is worked out, no link followed.

openpyxl reads the package, its sheets' names, strings and styles. Of the cells it would give binary floats, and nothing
for a formula that was never worked out; and no reader at hand gives the stored text. So the cells are read here.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from io import BytesIO
from typing import IO, Any
from xml.etree.ElementTree import Element, iterparse

from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.styles.numbers import is_date_format, is_timedelta_format
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904, from_excel
from openpyxl.xml.constants import SHEET_MAIN_NS

from engine.source.problem import Place, Problem, Problems
from engine.source.text import Text
from facts.factset import Remark
from facts.sheets.figures import PRECISION, plain
from facts.sheets.package import damaged, has_links, opened
from facts.sheets.table import MAX_CELLS, Cell, Nature, Opened, Position, Table, too_many

ROW, CELL, VALUE, FORMULA, COLUMN, MERGED = (
    f"{{{SHEET_MAIN_NS}}}{tag}" for tag in ("row", "c", "v", "f", "col", "mergeCell")
)
TRUE = ("1", "true")
LAST_COLUMN = 16_384
INLINE, PIECE, LETTERS = (f"{{{SHEET_MAIN_NS}}}{tag}" for tag in ("is", "r", "t"))
"""The text of a cell that has it in itself; a piece of it with a look of its own; and the letters of either."""
NOT_CODE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
"""What of a number format is shown as it stands."""
FIRST_SERIAL = {False: 61, True: 0}
"""The first day whose number spreadsheets agree on: 1 March 1900, or 1 January 1904 where days count from there."""
LAST_SERIAL = 2_958_465
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
"""A character as XLSX writes those that XML cannot hold; openpyxl has done so with shared strings."""
PLAIN = re.compile(r"(?!-0$)-?(?:[1-9][0-9]{0,8}|0)(?:\.[0-9]{0,5}[1-9])?")
"""A stored figure of few digits, written as it is kept."""
TRUTHS = {"1": "ja", "0": "nej"}
LINKED = Text(
    "filen henviser til andre filer, som ikke åbnes; værdier derfra er som de sidst blev gemt her",
    "the file refers to other files, which are not opened; values from them are as they were last saved here",
)


def workbook(content: bytes, name: str) -> Opened:
    """Give the sheets of the workbook in `content`. Raises Problems where nothing of it can be read."""
    package = opened(content, name)
    try:
        with warnings.catch_warnings(action="ignore"):  # of what openpyxl does not keep when it writes
            book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
            sheets = book.worksheets
    except Exception:  # a damaged part can lead openpyxl to any error
        raise Problems([damaged(name)]) from None
    tables, problems = list[Table](), list[Problem]()
    left = MAX_CELLS
    for sheet in sheets:
        try:
            tables.append(_Sheet(sheet, name).table(left))
        except Problems as found:
            problems += found.problems
        except Exception:
            problems.append(damaged(name, _title(sheet)))
        else:
            left -= sum(map(len, tables[-1].rows.values()))
    remarks = (Remark(Place(name), LINKED),) if has_links(package) else ()
    return Opened(tuple(tables), tuple(problems), remarks)


def _title(sheet: Any) -> str:
    return "".join(c if c.isprintable() else " " for c in str(sheet.title)) or " "


Stored = tuple[int, int, Element]
"""Row, column and element of a cell."""


class _Parts:
    """Takes a sheet's XML apart: its cells row by row, which rows and columns are hidden, which cells are merged."""

    def __init__(self) -> None:
        self.hidden = set[int]()
        self.hidden_columns = set[int]()
        self.merged = list[str]()

    def rows(self, source: IO[bytes]) -> Iterator[tuple[int, list[Stored]]]:
        """Give each row with its cells; cells and rows that do not say where they are come after the last."""
        number = 0
        for _, element in iterparse(source):  # noqa: S314 - package.py lets no document type through
            if element.tag == ROW:
                number = int(element.get("r", number + 1))
                if element.get("hidden") in TRUE:
                    self.hidden.add(number)
                yield number, list(self._cells(element, number))
                element.clear()
            elif element.tag == COLUMN and element.get("hidden") in TRUE:
                last = min(int(element.get("max", 0)), LAST_COLUMN)
                self.hidden_columns.update(range(int(element.get("min", 1)), last + 1))
            elif element.tag == MERGED:
                self.merged.append(element.get("ref", ""))

    def _cells(self, row: Element, number: int) -> Iterator[Stored]:
        column = 0
        for element in row:
            if element.tag == CELL:
                at = element.get("r")
                line, column = coordinate_to_tuple(at) if at else (number, column + 1)
                yield line, column, element


class _Sheet:
    """Reads one sheet."""

    def __init__(self, sheet: Any, file: str) -> None:
        self.sheet = sheet
        self.place = Place(file, sheet=_title(sheet))
        self.from_1904 = sheet.parent.epoch == CALENDAR_MAC_1904
        self.nature = lru_cache(maxsize=None)(self._nature)

    def table(self, most: int) -> Table:
        """Give the sheet's table. Raises Problems where it holds more than `most` cells."""
        rows = dict[int, dict[int, Cell]]()
        with self.sheet._get_source() as source:
            parts = _Parts()
            for number, cells in parts.rows(source):
                row = {column: cell for line, column, element in cells if (cell := self._cell(line, column, element))}
                most -= len(row)
                if most < 0:
                    raise Problems([too_many(self.place)])
                if row:
                    rows[number] = row
        covered = self._covered(parts.merged, rows)
        is_hidden = self.sheet.sheet_state != "visible"
        hidden = frozenset(parts.hidden), frozenset(parts.hidden_columns)
        return Table(self.place, self.place.sheet or "", rows, covered, is_hidden, *hidden)

    def _cell(self, row: int, column: int, element: Element) -> Cell | None:
        place = Place(self.place.file, row, column, self.place.sheet)
        stored, type_ = element.findtext(VALUE) or "", element.get("t", "n")
        if type_ in ("s", "str", "inlineStr"):
            text = self._text(element, stored, type_).strip()
            return Cell(text, Nature.TEXT, place) if text else None
        if not stored:
            return Cell("", Nature.UNWORKED, place) if element.find(FORMULA) is not None else None
        if type_ == "b":
            return Cell(TRUTHS.get(stored, stored), Nature.TRUTH, place)
        if type_ == "d":
            return _moment(stored, place)
        return (
            self._figure(stored, int(element.get("s", 0)), place) if type_ == "n" else Cell(stored, Nature.ERROR, place)
        )

    def _text(self, element: Element, stored: str, type_: str) -> str:
        if type_ == "s":
            return str(self.sheet._shared_strings[int(stored)]).replace("_x000D_", "")
        if type_ == "inlineStr":
            stored = "".join(letters.text or "" for letters in _letters(element))
        return ESCAPED.sub(_character, stored)

    def _figure(self, stored: str, style: int, place: Place) -> Cell:
        try:
            text = stored if PLAIN.fullmatch(stored) else plain(PRECISION.create_decimal(stored))
        except (InvalidOperation, ValueError):
            return Cell(stored, Nature.ERROR, place)
        nature = self.nature(style)
        return self._date(text, place) if nature is Nature.DATE else Cell(text, nature, place)

    def _date(self, text: str, place: Place) -> Cell:
        serial = Decimal(text)
        within = FIRST_SERIAL[self.from_1904] <= serial <= LAST_SERIAL
        if not within or serial != serial.to_integral_value():
            return Cell(text, Nature.MOMENT, place)
        day = from_excel(int(serial), self.sheet.parent.epoch)
        return Cell(day.date().isoformat(), Nature.DATE, place)

    def _nature(self, style: int) -> Nature:
        """Say what a number is shown as in a cell of this style."""
        code = str(ReadOnlyCell(self.sheet, 1, 1, None, "n", style).number_format)
        if is_timedelta_format(code):
            return Nature.MOMENT
        if is_date_format(code):
            return Nature.DATE
        return Nature.PERCENT if "%" in NOT_CODE.sub("", code) else Nature.NUMBER

    def _covered(self, merged: list[str], rows: Mapping[int, Mapping[int, Cell]]) -> dict[Position, Position]:
        last_row = max(rows, default=0)
        last_column = max((max(row) for row in rows.values()), default=0)
        covered = dict[Position, Position]()
        for ref in merged:
            left, top, right, bottom = (edge or 0 for edge in range_boundaries(ref))
            bottom, right = min(bottom, last_row), min(right, last_column)
            if bottom >= top and right >= left and len(covered) + (bottom - top + 1) * (right - left + 1) > MAX_CELLS:
                raise Problems([too_many(self.place)])
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    covered[row, column] = (top, left)
        return covered


def _moment(stored: str, place: Place) -> Cell:
    day, _, time = stored.partition("T")
    return Cell(day, Nature.MOMENT if time.strip("0:.Z") else Nature.DATE, place)


def _letters(cell: Element) -> Iterator[Element]:
    """Give the elements that hold the letters of a cell's own text; how they are pronounced is left out."""
    for inline in cell:
        for part in inline if inline.tag == INLINE else ():
            if part.tag == LETTERS:
                yield part
            elif part.tag == PIECE:
                yield from (letters for letters in part if letters.tag == LETTERS)


def _character(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)).replace("\r", "")
