"""The sheets of a report, written into a workbook of openpyxl's."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink

from engine.decision.decide import Judgement
from engine.reports.reporter import View
from engine.reports.words import OUTCOME
from engine.reports.workbook.about import about, counted, heads
from engine.reports.workbook.content import WHERE, Line, Listing
from engine.reports.workbook.styles import (
    BODY,
    FILLS,
    HEAD,
    HEAD_FILL,
    LINK,
    MOST_LEVELS,
    RULED,
    height,
    printed,
    wrapped,
)
from engine.source.problem import Place
from engine.source.text import Lang, Text
from facts.sheets.guard import LONGEST, NO_CHARACTER, put

MOST_LINKS = 60_000
"""Links in one sheet: spreadsheets open no more than some 65,000. The gravest rows come first and have theirs."""
MOST_PLACES = 6
"""Places that a row names."""
MOST_ROWS = 1_048_576
"""Rows that a sheet can hold, its header with them."""
NAMES, VALUES, COUNTS = 34, 60, 16
"""How wide the columns of the last sheet are."""

Linked = Callable[[Place], bool]
"""Whether a place is a cell of the workbook that the sheets are to stand in."""


def nowhere(_: Place) -> bool:
    """Say that no place is in the workbook."""
    return False


def report_book(
    judgement: Judgement, listings: Sequence[Listing], titles: Sequence[str], view: View, linked: Linked = nowhere
) -> Workbook:
    """Give the sheets of a report, and what it rests on, named by `titles`; with links to what is `linked`."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for listing, title in zip(listings, titles, strict=False):
        _Sheet(book.create_sheet(title), listing, view.lang, linked).write()
    _about(book.create_sheet(titles[-1]), judgement, view)
    return book


def free_titles(titles: Sequence[Text], taken: Collection[str], lang: Lang) -> list[str]:
    """Give names in parentheses, which facts are not read from, that no sheet has yet."""
    used = {name.lower() for name in taken}
    bare = [title.to(lang) for title in titles]
    ways = ([f"({title}{f' {number}' if number > 1 else ''})" for title in bare] for number in range(1, len(used) + 2))
    return next(names for names in ways if not used & {name.lower() for name in names})


class _Sheet:
    """Writes a listing: a header that stays, rows to filter and to fold."""

    def __init__(self, sheet: Any, listing: Listing, lang: Lang, linked: Linked) -> None:
        self.sheet, self.listing, self.lang, self.linked = sheet, listing, lang, linked
        self.widths = [width for _, width in listing.heads]
        names = [name for name, _ in listing.heads]
        self.coloured = names.index(OUTCOME) + 1 if OUTCOME in names else 1
        self.has_places = WHERE in names
        self.links = 0

    def write(self) -> None:
        """Write header and rows; of more than a sheet can hold, how many are left out."""
        sheet, lines = self.sheet, self.listing.lines
        _header(sheet, 1, [name.to(self.lang) for name, _ in self.listing.heads])
        for column, width in enumerate(self.widths, 1):
            sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.freeze_panes = "A2"
        sheet.sheet_properties.outlinePr.summaryBelow = False
        printed(sheet)
        fitting = lines if len(lines) < MOST_ROWS else lines[: MOST_ROWS - 2]
        for row, line in enumerate(fitting, 2):
            self._line(row, line)
        if left := len(lines) - len(fitting):
            more = Text(f"… {left} rækker til er der ikke plads til", f"… there is no room for {left} more rows")
            self._line(MOST_ROWS, Line((more.to(self.lang),)))
        if len(self.widths) > 1:
            sheet.auto_filter.ref = f"A1:{get_column_letter(len(self.widths))}{max(len(fitting) + 1, 2)}"

    def _line(self, row: int, line: Line) -> None:
        cells = [*line.cells, *([self._where(line.places)] if self.has_places else [])]
        at_top = wrapped(line.depth)
        for column, content in enumerate(cells, 1):
            cell = self.sheet.cell(row, column)
            _fill(cell, content)
            cell.alignment, cell.font = at_top, BODY
            if self.has_places:
                cell.border = RULED
        if line.outcome:
            self.sheet.cell(row, self.coloured).fill = FILLS[line.outcome]
            self.sheet.cell(row, self.coloured).font = HEAD
        dimensions = self.sheet.row_dimensions[row]
        dimensions.height = height(list(zip(cells, (each - line.depth for each in self.widths), strict=False)))
        if line.depth:
            dimensions.outlineLevel = min(line.depth, MOST_LEVELS)
        self._link(row, next(filter(self.linked, line.places), None))

    def _where(self, places: Sequence[Place]) -> str:
        more = len(places) - MOST_PLACES
        named = [self._named(place) for place in places[:MOST_PLACES]]
        return "\n".join([*named, *([f"… +{more}"] if more > 0 else [])])

    def _named(self, place: Place) -> str:
        """Name a place; in this workbook without its file."""
        return str(place).removeprefix(f"{place.file}:") if self.linked(place) else str(place)

    def _link(self, row: int, place: Place | None) -> None:
        """Have the last cell of a row lead to where a fact stands."""
        if place is None or not place.cell or self.links >= MOST_LINKS:
            return
        self.links += 1
        cell = self.sheet.cell(row, len(self.widths))
        sheet = (place.sheet or "").replace("'", "''")
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{sheet}'!{place.cell}")
        cell.font = LINK


def _about(sheet: Any, judgement: Judgement, view: View) -> None:
    """Write the counts by area, and what the check rests on."""
    outcomes, rows = counted(judgement, view.lang)
    _header(sheet, 1, heads(outcomes, view.lang))
    for column, outcome in enumerate(outcomes, 2):
        sheet.cell(1, column).fill = FILLS[outcome]
    for number, row in enumerate(rows, 2):
        for column, content in enumerate(row, 1):
            _fill(sheet.cell(number, column), content)
            sheet.cell(number, column).font = HEAD if number == len(rows) + 1 else BODY
    columns = max(len(outcomes) + 1, 2)
    width = max(VALUES, COUNTS * (columns - 1))
    for number, (name, text) in enumerate(about(judgement, view), len(rows) + 3):
        for column, content in enumerate((name, text), 1):
            _fill(sheet.cell(number, column), content)
            sheet.cell(number, column).alignment, sheet.cell(number, column).font = wrapped(), BODY
        sheet.cell(number, 1).font = HEAD
        sheet.merge_cells(start_row=number, end_row=number, start_column=2, end_column=columns)
        sheet.row_dimensions[number].height = height([(name, NAMES), (text, width)])
    sheet.column_dimensions["A"].width = NAMES
    for column in range(2, columns + 1):
        sheet.column_dimensions[get_column_letter(column)].width = width / (columns - 1)
    printed(sheet)


def _header(sheet: Any, row: int, names: Sequence[str]) -> None:
    for column, name in enumerate(names, 1):
        cell = sheet.cell(row, column)
        put(cell, name)
        cell.font, cell.fill, cell.alignment = HEAD, HEAD_FILL, wrapped()


def _fill(cell: Any, content: str | int) -> None:
    if isinstance(content, int):
        cell.value = content
    elif content:
        put(cell, cleaned(content))


def cleaned(text: str) -> str:
    """Give a text as a cell can hold it."""
    held = NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", text)
    return held if len(held) <= LONGEST else held[: LONGEST - 1] + "…"
