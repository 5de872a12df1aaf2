"""Problems are data: where, what was found, what was expected, and a suggestion."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import total_ordering

from engine.source.personal import hidden
from engine.source.text import Lang, Text

LONGEST_SHOWN = 60
LONGEST_NAME = 200


BARE = re.compile(r"[^\W\d]\w*")
"""A sheet's name that needs no quotes in a reference such as Takst!B3."""


@total_ordering
@dataclass(frozen=True, slots=True)
class Place:
    """A place in a source: a file, and in it a line and a column counted from 1 (0: not known).

    In a spreadsheet `sheet` is the sheet's name ('' in a CSV file: it has one), and line and column are a cell's.
    """

    file: str
    line: int = 0
    column: int = 0
    sheet: str | None = None

    @property
    def cell(self) -> str | None:
        """Give the cell as spreadsheets name it (B3), or None where the place is none."""
        return None if self.sheet is None or not self.line else f"{letters(self.column)}{self.line}"

    @property
    def order(self) -> tuple[str, str, int, int]:
        """Give what places are ordered by: file, sheet, line, column."""
        return self.file, self.sheet or "", self.line, self.column

    def __lt__(self, other: Place) -> bool:
        return self.order < other.order

    def __str__(self) -> str:
        """Give `file:line:column`, or `file:Sheet!B3`, as far as known."""
        if self.sheet is None:
            return ":".join([self.file, *(str(n) for n in (self.line, self.column) if n)])
        sheet = self.sheet if BARE.fullmatch(self.sheet) else self.sheet and "'" + self.sheet.replace("'", "''") + "'"
        return ":".join(part for part in (self.file, "!".join(filter(None, (sheet, self.cell)))) if part)


def letters(column: int) -> str:
    """Give the letters of a spreadsheet's column, counted from 1: A, B, ... Z, AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one place. `code` is stable, for programs; the rest is for people."""

    code: str
    place: Place
    message: Text
    expected: Text | None = None
    suggestion: str | None = None

    def to(self, lang: Lang) -> str:
        """Give the problem as one line for people in `lang`."""
        line = f"{self.place}: {self.message.to(lang)}"
        if self.expected:
            line += Text("; ventede ", "; expected ").to(lang) + self.expected.to(lang)
        if self.suggestion:
            line += Text("; mente du ", "; did you mean ").to(lang) + f"{self.suggestion}?"
        return line


class Problems(Exception):  # noqa: N818 - it carries all problems found, not one error
    """Raised when input cannot be used; carries every problem found, in the order of their places."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep `problems`, sorted by place, each once."""
        self.problems: tuple[Problem, ...] = tuple(
            sorted(dict.fromkeys(problems), key=lambda p: (p.place, p.code, p.message))
        )
        super().__init__("\n".join(problem.to("en") for problem in self.problems))

    def __reduce__(self) -> tuple[type[Problems], tuple[tuple[Problem, ...]]]:
        """Give what it is made anew of in another process."""
        return Problems, (self.problems,)


def closest(name: str, known: Iterable[str]) -> str | None:
    """Give the one of `known` most like `name`, or None where nothing is near."""
    from difflib import get_close_matches  # only when something is wrong

    if len(name) > LONGEST_NAME:
        return None
    options = sorted(known)
    matches = get_close_matches(name, options, n=1, cutoff=0.6)
    if matches:
        return matches[0]
    folded = get_close_matches(name.lower(), [o.lower() for o in options], n=1, cutoff=0.6)
    return next((o for o in options if folded and o.lower() == folded[0]), None)


def shown(text: str) -> str:
    """Give `text` in quotes, on one line, cut to what a message can hold, and without CPR numbers."""
    line = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in " ".join(hidden(text).split()))
    return f"'{line if len(line) <= LONGEST_SHOWN else line[:LONGEST_SHOWN] + '…'}'"
