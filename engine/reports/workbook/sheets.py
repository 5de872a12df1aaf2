"""The sheets of a report, written into a workbook of openpyxl's."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink

from engine.decision.decide import Judgement
from engine.reports.reporter import View
from engine.reports.words import OUTCOME
from engine.reports.workbook.about import about, counted, heads
from engine.reports.workbook.content import WHERE, Line, Listing
from engine.reports.workbook.styles import BODY, HEAD, LINK, MOST_LEVELS, Look, Looks, height, printed
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
    looks = Looks()
    for listing, title in zip(listings, titles, strict=False):
        _Sheet(book.create_sheet(title), listing, view.lang, linked, looks).write()
    _about(book.create_sheet(titles[-1]), judgement, view, looks)
    return book


def free_titles(titles: Sequence[Text], taken: Collection[str], lang: Lang) -> list[str]:
    """Give names in parentheses, which facts are not read from, that no sheet has yet."""
    used = {name.lower() for name in taken}
    bare = [title.to(lang) for title in titles]
    ways = ([f"({title}{f' {number}' if number > 1 else ''})" for title in bare] for number in range(1, len(used) + 2))
    return next(names for names in ways if not used & {name.lower() for name in names})


class _Sheet:
    """Writes a listing: a header that stays, rows to filter and to fold."""

    def __init__(self, sheet: Any, listing: Listing, lang: Lang, linked: Linked, looks: Looks) -> None:
        self.sheet, self.listing, self.lang, self.linked, self.looks = sheet, listing, lang, linked, looks
        self.widths = [width for _, width in listing.heads]
        names = [name for name, _ in listing.heads]
        self.coloured = names.index(OUTCOME) + 1 if OUTCOME in names else 1
        self.where = names.index(WHERE) if WHERE in names else len(names)
        self.links = 0

    def write(self) -> None:
        """Write header and rows; of more than a sheet can hold, how many are left out."""
        sheet, lines = self.sheet, self.listing.lines
        for column, (name, _) in enumerate(self.listing.heads, 1):
            _write(sheet.cell(1, column), name.to(self.lang), Look(HEAD, is_head=True), self.looks)
        for column, width in enumerate(self.widths, 1):
            sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.freeze_panes = "A2"
        sheet.sheet_properties.outlinePr.summaryBelow = False
        printed(sheet)
        fitting = lines if len(lines) < MOST_ROWS else lines[: MOST_ROWS - 2]
        for row, line in enumerate(fitting, 2):
            self._line(row, line)
        if left := len(lines) - len(fitting):
            rows = Text("række", "row") if left == 1 else Text("rækker", "rows")
            more = Text(f"{left} {rows.da} til er der ikke plads til", f"there is no room for {left} more {rows.en}")
            self._line(MOST_ROWS, Line((f"… {more.to(self.lang)}",)))
        if len(self.widths) > 1:
            sheet.auto_filter.ref = f"A1:{get_column_letter(len(self.widths))}{max(len(fitting) + 1, 2)}"

    def _line(self, row: int, line: Line) -> None:
        places = sorted(line.places, key=lambda place: not self.linked(place))  # those that a link can lead to first
        cells = [*line.cells, *self._where(places)]
        plain = Look(ruled=len(self.widths) > 1, depth=line.depth)
        target = next(filter(self.linked, places[:1]), None)
        for column, content in enumerate(cells, 1):
            look = plain
            if line.outcome and column == self.coloured:
                look = replace(plain, font=HEAD, outcome=line.outcome)
            elif target and column == self.where + 1:
                look = replace(plain, font=LINK)
            _write(self.sheet.cell(row, column), content, look, self.looks)
        dimensions = self.sheet.row_dimensions[row]
        dimensions.height = height(list(zip(cells, (each - line.depth for each in self.widths), strict=False)))
        if line.depth:
            dimensions.outlineLevel = min(line.depth, MOST_LEVELS)
        self._link(row, target)

    def _where(self, places: Sequence[Place]) -> list[str]:
        """Name the first place, which a link leads to, and beside it the others: a link's text is on one line."""
        named = [self._named(place) for place in places[:MOST_PLACES]]
        more = [f"… +{len(places) - MOST_PLACES}"] if len(places) > MOST_PLACES else []
        return ["".join(named[:1]), ", ".join([*named[1:], *more])][: len(self.widths) - self.where]

    def _named(self, place: Place) -> str:
        """Name a place; in this workbook without its file."""
        return str(place).removeprefix(f"{place.file}:") if self.linked(place) else str(place)

    def _link(self, row: int, place: Place | None) -> None:
        """Have a cell lead to where a fact stands."""
        if place is None or not place.cell or self.links >= MOST_LINKS:
            return
        self.links += 1
        cell = self.sheet.cell(row, self.where + 1)
        sheet = (place.sheet or "").replace("'", "''")
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{sheet}'!{place.cell}")


def _about(sheet: Any, judgement: Judgement, view: View, looks: Looks) -> None:
    """Write the counts by area, and what the check rests on."""
    outcomes, rows = counted(judgement, view.lang)
    for column, name in enumerate(heads(outcomes, view.lang), 1):
        outcome = outcomes[column - 2] if column > 1 else None
        _write(sheet.cell(1, column), name, Look(HEAD, outcome, is_head=True, to_right=column > 1), looks)
    for number, row in enumerate(rows, 2):
        for column, content in enumerate(row, 1):
            look = Look(HEAD if number == len(rows) + 1 else BODY)
            _write(sheet.cell(number, column), content, look, looks)
    columns = max(len(outcomes) + 1, 2)
    width = max(VALUES, COUNTS * (columns - 1))
    for number, (name, text) in enumerate(about(judgement, view), len(rows) + 3):
        _write(sheet.cell(number, 1), name, Look(HEAD), looks)
        _write(sheet.cell(number, 2), text, Look(), looks)
        sheet.merge_cells(start_row=number, end_row=number, start_column=2, end_column=columns)
        sheet.row_dimensions[number].height = height([(name, NAMES), (text, width)])
    sheet.column_dimensions["A"].width = NAMES
    for column in range(2, columns + 1):
        sheet.column_dimensions[get_column_letter(column)].width = width / (columns - 1)
    printed(sheet)


def _write(cell: Any, content: str | int, look: Look, looks: Looks) -> None:
    looks.give(cell, look)
    if isinstance(content, int):
        cell.value = content
    elif content:
        put(cell, cleaned(content))


def cleaned(text: str) -> str:
    """Give a text as a cell can hold it."""
    held = NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", text)
    return held if len(held) <= LONGEST else held[: LONGEST - 1] + "…"
