"""XLSX read with openpyxl, cell by cell as it is stored: figures stay text, no formula is worked out, no link followed.

openpyxl reads the package, its strings and its styles. Of the cells it would give binary floats, no stored text, and
nothing for a formula that was never worked out; so its parser of sheets is told to keep what stands there.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, iterparse

from openpyxl import load_workbook
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.styles.numbers import is_date_format, is_timedelta_format
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904, from_excel
from openpyxl.worksheet._reader import FORMULA_TAG, MERGE_TAG, ROW_TAG, VALUE_TAG, WorkSheetParser

from engine.source.problem import Place, Problem, Problems
from engine.source.text import Text
from facts.factset import Remark
from facts.sheets.figures import PRECISION, plain
from facts.sheets.package import damaged, has_links, opened
from facts.sheets.table import Cell, Nature, Opened, Position, Table

MAX_CELLS = 1_000_000
NOT_CODE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
"""What of a number format is shown as it stands."""
FIRST_SERIAL = {False: 61, True: 0}
"""The first day whose number spreadsheets agree on: 1 March 1900, or 1 January 1904 where days count from there."""
LAST_SERIAL = 2_958_465
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
"""A character as XLSX writes those that XML cannot hold; openpyxl has done so with shared strings."""
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


class _Parser(WorkSheetParser):
    """openpyxl's parser, told to keep the stored text of values, and to leave alone all but rows and merged cells."""

    def rows(self) -> Iterator[tuple[int, list[dict[str, Any]]]]:
        """Give each row with its cells."""
        element: Any
        for _, element in iterparse(self.source):  # noqa: S314 - package.py lets no document type through
            if element.tag == ROW_TAG:
                yield self.parse_row(element)
                element.clear()
            elif element.tag == MERGE_TAG:
                self.merged_cells = [merged.get("ref", "") for merged in element]

    def parse_cell(self, element: Element) -> dict[str, Any]:
        """Give a cell with its stored text, its type, and whether a formula gave it."""
        kept: dict[str, Any] = super().parse_cell(element)
        kept["type"] = element.get("t", "n")
        kept["stored"] = element.findtext(VALUE_TAG) or ""
        kept["formula"] = element.find(FORMULA_TAG) is not None
        return kept


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
            parser = _Parser(source, self.sheet._shared_strings, data_only=True)
            for number, cells in parser.rows():
                row = {each["column"]: cell for each in cells if (cell := self._cell(each))}
                most -= len(row)
                if most < 0:
                    raise Problems([_too_many(self.place)])
                if row:
                    rows[number] = row
        hidden = frozenset(
            int(number) for number, known in parser.row_dimensions.items() if known.get("hidden") in ("1", "true")
        )
        covered = self._covered(parser.merged_cells or [], rows)
        is_hidden = self.sheet.sheet_state != "visible"
        return Table(self.place, self.place.sheet or "", rows, covered, is_hidden, hidden & rows.keys())

    def _cell(self, found: Mapping[str, Any]) -> Cell | None:
        place = Place(self.place.file, found["row"], found["column"], self.place.sheet)
        stored, type_ = found["stored"], found["type"]
        if type_ in ("s", "str", "inlineStr"):
            text = str(found["value"] or "")
            text = text.replace("_x000D_", "") if type_ == "s" else ESCAPED.sub(_character, text)
            text = text.strip()
            return Cell(text, Nature.TEXT, place) if text else None
        if not stored:
            return Cell("", Nature.UNWORKED, place) if found["formula"] else None
        if type_ == "b":
            return Cell(TRUTHS.get(stored, stored), Nature.TRUTH, place)
        if type_ == "d":
            return _moment(stored, place)
        return self._figure(stored, found["style_id"], place) if type_ == "n" else Cell(stored, Nature.ERROR, place)

    def _figure(self, stored: str, style: int, place: Place) -> Cell:
        nature = self.nature(style)
        try:
            figure = Decimal(stored)
            # What was stored with few digits stays as it is: rounding would change nothing.
            exact = figure if len(stored) <= PRECISION.prec else PRECISION.plus(figure)
            text = plain(exact)
        except (InvalidOperation, ValueError):
            return Cell(stored, Nature.ERROR, place)
        if nature is Nature.DATE:
            return self._date(exact, text, place)
        return Cell(text, nature, place)

    def _date(self, serial: Decimal, text: str, place: Place) -> Cell:
        if not FIRST_SERIAL[self.from_1904] <= serial <= LAST_SERIAL:
            return Cell(text, Nature.NUMBER, place)
        if serial != serial.to_integral_value():
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
                raise Problems([_too_many(self.place)])
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    covered[row, column] = (top, left)
        return covered


def _moment(stored: str, place: Place) -> Cell:
    day, _, time = stored.partition("T")
    return Cell(day, Nature.MOMENT if time.strip("0:.Z") else Nature.DATE, place)


def _too_many(place: Place) -> Problem:
    message = Text("filen har for mange celler", "the file has too many cells")
    return Problem("too-many-cells", place, message, Text(f"højst {MAX_CELLS}", f"at most {MAX_CELLS}"))


def _character(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)).replace("\r", "")
