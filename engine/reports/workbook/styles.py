"""How the cells of a report's workbook look, and how a sheet is printed."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

BODY, HEAD, LINK = "body", "head", "link"
FONTS = {
    BODY: Font(name="Calibri", size=11),
    HEAD: Font(name="Calibri", size=11, bold=True),
    LINK: Font(name="Calibri", size=11, color="0563C1", underline="single"),
}
HEAD_FILL = PatternFill("solid", fgColor="DDE6F0")
_FAINT = Side(style="thin", color="D9D9D9")
RULED = Border(left=_FAINT, right=_FAINT, bottom=Side(style="thin", color="A6A6A6"))
FILLS = {
    outcome: PatternFill("solid", fgColor=colour)
    for colour, outcomes in {
        "F8CBAD": ("breached",),
        "FFE699": ("remark",),
        "E4D3F0": ("undetermined", "unknown"),
        "CFE8F3": ("deviation", "exempt"),
        "D5EBCB": ("met", "true"),
        "EDEDED": ("not_applicable", "false"),
    }.items()
    for outcome in outcomes
}
"""What colours the cell of an outcome, beside its word."""
LINE, HIGHEST = 15, 400
"""Points that a line of text takes, and a row at most."""
NARROW = 1.1
"""How many letters go where one digit, which widths are counted in, goes."""
DEEPEST, MOST_LEVELS = 15, 7
"""How far text is moved in, and how many levels of rows a spreadsheet folds."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks: its font, its outcome, whether a line is below and beside it, how deep its text lies.

    `is_head`: as what stands above a column; `to_right`: with its text where figures stand.
    """

    font: str = BODY
    outcome: str | None = None
    ruled: bool = False
    depth: int = 0
    is_head: bool = False
    to_right: bool = False

    def on(self, cell: Any) -> None:
        """Have a cell look so: its text at the top, on as many lines as it takes."""
        cell.font = FONTS[self.font]
        if self.outcome or self.is_head:
            cell.fill = FILLS[self.outcome] if self.outcome else HEAD_FILL
        if self.ruled:
            cell.border = RULED
        side = "right" if self.to_right else "left" if self.depth else None
        cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal=side, indent=min(self.depth, DEEPEST))


class Looks:
    """Gives the cells of a book their looks; one that was given before costs little."""

    def __init__(self) -> None:
        self.known = dict[Look, Any]()

    def give(self, cell: Any, look: Look) -> None:
        """Have an empty cell look so."""
        if look not in self.known:
            look.on(cell)
            self.known[look] = copy(cell._style)
        cell._style = copy(self.known[look])


def height(texts: list[tuple[str | int, float]]) -> int:
    """Give the points that a row takes, from its texts and the widths of their columns.

    No spreadsheet is sure to make room for wrapped text by itself.
    """
    return min(HIGHEST, LINE * max(_lines(str(text), width * NARROW) for text, width in texts) + 2)


def _lines(text: str, width: float) -> int:
    """Give the lines that a text takes, where none breaks but between words."""
    return sum(_of_paragraph(paragraph, width) for paragraph in text.split("\n"))


def _of_paragraph(text: str, width: float) -> int:
    lines, used = 1, 0
    for word in text.split(" "):
        if used and used + 1 + len(word) > width:
            lines, used = lines + 1, 0
        used += len(word) + bool(used)
        over = int((used - 1) // width) if used > width else 0  # a word that is wider than its column is broken
        lines, used = lines + over, used - int(over * width)
    return lines


def printed(sheet: Any) -> None:
    """Have a sheet printed across the page, as wide as the paper, with header and page number on every page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.6, 0.3, 0.3
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = "&A", "&P / &N"
    if sheet.freeze_panes:
        sheet.print_title_rows = "1:1"
