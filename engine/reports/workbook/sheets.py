"""The sheets of a report: results to filter, what to ask for, and what the check rests on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink

from engine.decision.decide import Judgement
from engine.reports.words import CHANGE, OUTCOMES
from engine.reports.workbook.content import Row, about, rows, wanted
from engine.source.problem import Place
from engine.source.text import Lang, Text
from facts.sheets.guard import LONGEST, NO_CHARACTER, put
from facts.sheets.steady import steady

RESULT, OPEN, ABOUT = Text("Resultat", "Result"), Text("Uafklaret", "Open"), Text("Om", "About")
WHERE = Text("Hvor", "Where")
RESULT_HEADS = (
    (Text("Emne", "Subject"), 30),
    (Text("Regel", "Rule"), 34),
    (Text("Afgørelse", "Outcome"), 18),
    (Text("Hvorfor", "Why"), 60),
    (CHANGE, 44),
    (WHERE, 24),
    (Text("Regel-id", "Rule id"), 34),
)
OPEN_HEADS = (
    (Text("Emne", "Subject"), 36),
    (Text("Spørg om", "Ask for"), 44),
    (Text("Afgørelser, der venter", "Decisions that wait"), 16),
    (WHERE, 30),
)
FILLS = {
    outcome: PatternFill("solid", fgColor=colour)
    for outcome, colour in {
        "breached": "F8CBAD",
        "remark": "FFE699",
        "undetermined": "E4D3F0",
        "deviation": "CFE8F3",
        "exempt": "CFE8F3",
        "met": "D5EBCB",
        "not_applicable": "EDEDED",
    }.items()
}
HEAD, HEAD_FILL = Font(name="Calibri", size=11, bold=True), PatternFill("solid", fgColor="DDE6F0")
LINK = Font(name="Calibri", size=11, color="0563C1", underline="single")
WRAPPED = Alignment(wrap_text=True, vertical="top")
MOST_LINKS = 60_000
"""Links in one sheet: spreadsheets open no more than some 65,000. The gravest rows come first and have theirs."""
LINE, HIGHEST = 15, 400
"""Points that a line of text takes, and a row at most."""
MOST_PLACES = 6
"""Places that a row names."""
MOST_ROWS = 1_048_576 - 1

Linked = Callable[[Place], bool]
"""Whether a place is a cell of the workbook that the sheets are to stand in."""


def workbook_report(judgement: Judgement, lang: Lang) -> bytes:
    """Give the report of a check as a workbook that stands alone: the same bytes for the same judgement."""
    titles = [title.to(lang) for title in (RESULT, OPEN, ABOUT)]
    return steady(report_book(judgement, rows(judgement, lang), titles, lang))


def report_book(
    judgement: Judgement,
    result: Sequence[Row],
    titles: Sequence[str],
    lang: Lang,
    linked: Linked = lambda place: False,
) -> Workbook:
    """Give the sheets of the report in a workbook of openpyxl's, named `titles`; with links to what is `linked`."""
    book = Workbook()
    first = book.worksheets[0]
    first.title = titles[0]
    _Result(first, lang, linked).write(result)
    _Open(book.create_sheet(titles[1]), lang, linked).write(judgement)
    _about(book.create_sheet(titles[2]), judgement, lang)
    return book


def free_titles(taken: Collection[str], lang: Lang) -> list[str]:
    """Give names in parentheses, which facts are not read from, that no sheet has yet."""
    used = {name.lower() for name in taken}
    bare = [title.to(lang) for title in (RESULT, OPEN, ABOUT)]
    ways = ([f"({title}{f' {number}' if number > 1 else ''})" for title in bare] for number in range(1, len(used) + 2))
    return next(names for names in ways if not used & {name.lower() for name in names})


class _Listing:
    """Writes a sheet with a header to filter by."""

    heads: tuple[tuple[Text, int], ...]

    def __init__(self, sheet: Any, lang: Lang, linked: Linked) -> None:
        self.sheet, self.lang, self.linked = sheet, lang, linked
        self.links = 0
        for column, (head, width) in enumerate(self.heads, 1):
            cell = sheet.cell(1, column)
            put(cell, head.to(lang))
            cell.font, cell.fill, cell.alignment = HEAD, HEAD_FILL, WRAPPED
            sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.freeze_panes = "A2"
        _printed(sheet)

    def line(self, row: int, texts: Sequence[str | int]) -> None:
        """Write a row."""
        for column, text in enumerate(texts, 1):
            cell = self.sheet.cell(row, column)
            if isinstance(text, int):
                cell.value = text
            else:
                put(cell, cleaned(text))
            cell.alignment = WRAPPED
        self.sheet.row_dimensions[row].height = min(HIGHEST, LINE * max(map(self._lines, texts, self.heads)))

    @staticmethod
    def _lines(text: str | int, head: tuple[Text, int]) -> int:
        """Give the lines that a text takes in its column: no spreadsheet is sure to make room for them."""
        return sum(1 + len(line) // head[1] for line in str(text).split("\n"))

    def link(self, row: int, column: int, place: Place | None) -> None:
        """Have a cell lead to where a fact stands, if that is in the workbook."""
        if place is None or not place.cell or not self.linked(place) or self.links >= MOST_LINKS:
            return
        self.links += 1
        cell = self.sheet.cell(row, column)
        sheet = (place.sheet or "").replace("'", "''")
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{sheet}'!{place.cell}")
        cell.font = LINK

    def close(self, last: int) -> None:
        """Let the rows down to `last` be filtered."""
        self.sheet.auto_filter.ref = f"A1:{get_column_letter(len(self.heads))}{max(last, 2)}"


class _Result(_Listing):
    heads = RESULT_HEADS

    def write(self, result: Sequence[Row]) -> None:
        """Write a row for each decision, coloured by its outcome."""
        for number, row in enumerate(result[:MOST_ROWS], 2):
            outcome, where = OUTCOMES[row.outcome].to(self.lang), _where(row.places)
            self.line(number, (row.subject, row.rule, outcome, row.why, row.change, where, row.id))
            self.sheet.cell(number, 3).fill = FILLS[row.outcome]
            self.link(number, 6, next(filter(self.linked, row.places), None))
        self.close(len(result) + 1)


class _Open(_Listing):
    heads = OPEN_HEADS

    def write(self, judgement: Judgement) -> None:
        """Write a row for each missing fact."""
        found = wanted(judgement, self.lang)
        for number, fact in enumerate(found[:MOST_ROWS], 2):
            where = _where((fact.place,) if fact.place else ())
            self.line(number, (fact.subject, fact.fact, fact.waiting, where))
            self.link(number, 4, fact.place)
        self.close(len(found) + 1)


def _about(sheet: Any, judgement: Judgement, lang: Lang) -> None:
    for row, pair in enumerate(about(judgement, lang), 1):
        for column, text in enumerate(pair, 1):
            put(sheet.cell(row, column), cleaned(text))
            sheet.cell(row, column).alignment = WRAPPED
        sheet.cell(row, 1).font = HEAD
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 34, 90
    _printed(sheet)


def _printed(sheet: Any) -> None:
    """Have a sheet printed across the page, as wide as the paper, with its header on every page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    if sheet.freeze_panes:
        sheet.print_title_rows = "1:1"


def _where(places: Sequence[Place]) -> str:
    more = len(places) - MOST_PLACES
    return "\n".join([*map(str, places[:MOST_PLACES]), *([f"… +{more}"] if more > 0 else [])])


def cleaned(text: str) -> str:
    """Give a text as a cell can hold it."""
    held = NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", text)
    return held if len(held) <= LONGEST else held[: LONGEST - 1] + "…"
