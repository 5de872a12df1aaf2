"""What is written into cells stays text: no name becomes a formula, in a workbook or in CSV."""

from __future__ import annotations

import re
from typing import Any

FORMULA = re.compile(r"[=+\-@\t\r]")
"""How what a spreadsheet takes for a formula can begin."""
ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""An underscore that a spreadsheet would take for the beginning of an escaped character."""
NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold."""
LONGEST = 32_767
"""Characters that a cell can hold."""


def holds(text: str) -> bool:
    """Say whether a cell can hold `text`."""
    return len(text) <= LONGEST and not NO_CHARACTER.search(text)


def put(cell: Any, text: str) -> None:
    """Write `text` into a cell of openpyxl's as text, whatever it looks like."""
    cell.value = ESCAPED.sub("_x005F_", text)
    cell.data_type = "s"
    if FORMULA.match(text):
        cell.quotePrefix = True  # it stays text when someone edits the cell


def guarded(text: str) -> str:
    """Give `text` for a CSV file, with an apostrophe before what would be taken for a formula."""
    return f"'{text}" if FORMULA.match(text) or (text[:1] == "'" and FORMULA.match(text[1:])) else text
