"""CSV as spreadsheets save it: with semicolons, commas or tabs; UTF-8, UTF-16 or the letters of Western Windows."""

from __future__ import annotations

import csv
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from io import StringIO
from itertools import islice
from pathlib import PurePath

from engine.source.problem import Place, Problem, Problems
from engine.source.text import Text
from facts.sheets.head import MOST_ABOVE, known_headers
from facts.sheets.table import MAX_CELLS, Cell, Nature, Opened, Table, too_many

SEPARATORS = (";", ",", "\t")
NAMED = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
"""How a file can tell its separator to the spreadsheet; the line is not shown as a row."""
GUARD = re.compile(r"'(?=[=+\-@\t\r])")
"""The apostrophe that keeps a text from being taken for a formula."""
WINDOWS = re.compile(r"[\t\n\r -~\u00a0-\u00ff\u20ac\u2013\u2014\u2018\u2019\u201c\u201d\u201e\u2022\u2026]*")
"""What Western Windows writes: not the signs that Danish letters of another code turn into."""
HALF_UTF8 = re.compile(rb"[\xc2\xc3][\x80-\xbf]")
"""A letter as UTF-8 has it: in a file that is not all UTF-8, its letters are of two codes."""
SAVED = Text("en fil gemt som 'CSV UTF-8' eller .xlsx", "a file saved as 'CSV UTF-8' or .xlsx")


def separated(content: bytes, name: str) -> Opened:
    """Give the one table of a CSV file. Raises Problems.

    The separator is the one by which most headers are known.
    """
    text = _decoded(content, name)
    told = NAMED.match(text)
    signs = (told[1],) if told else tuple(sign for sign in SEPARATORS if sign in text) or SEPARATORS[:1]
    body = text[told.end() :] if told else text
    best = signs[0] if len(signs) == 1 else max(signs, key=lambda sign: _known(body, sign, name))
    return Opened((_table(body, best, name),))


def _known(text: str, sign: str, name: str) -> int:
    try:
        return known_headers(_table(text, sign, name, MOST_ABOVE))
    except Problems:
        return -1


def _table(text: str, sign: str, name: str, most: int | None = None) -> Table:
    """Give the table that `sign` parts, of its first `most` rows. Raises Problems."""
    place = Place(name, sheet="")
    rows, count = dict[int, dict[int, Cell]](), 0
    reader = csv.reader(StringIO(text, newline=""), delimiter=sign, strict=True)
    try:
        for number, record in enumerate(islice(reader, most), 1):
            row = {
                column: Cell(bare, Nature.TEXT, Place(name, number, column, ""))
                for column, written in enumerate(record, 1)
                if (bare := GUARD.sub("", written.strip(), count=1))
            }
            count += len(row)
            if count > MAX_CELLS:
                raise Problems([too_many(place)])
            if row:
                rows[number] = row
    except csv.Error:
        message = Text("citationstegnene passer ikke", "the quotation marks do not match")
        raise Problems([Problem("csv", Place(name, len(rows) + 1, 1, ""), message, SAVED)]) from None
    return Table(place, PurePath(name).stem, rows)


def _decoded(content: bytes, name: str) -> str:
    """Give the text of the file. Raises Problems where the code of its letters is not sure."""
    try:
        if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
            return content.decode("utf-16")
        return content.removeprefix(BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
        marked = content.startswith((BOM_UTF8, BOM_UTF16_LE, BOM_UTF16_BE)) or HALF_UTF8.search(content)
        if not marked and WINDOWS.fullmatch(text):
            return text
    message = Text("filens bogstaver kan ikke læses", "the letters of the file cannot be read")
    raise Problems([Problem("unknown-letters", Place(name), message, SAVED)])
