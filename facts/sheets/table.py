"""A sheet as a table of cells: what stands in each, exactly, and what kind of thing the sheet says it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from engine.source.problem import Place, Problem
from engine.source.text import Text
from facts.factset import Remark

MAX_CELLS = 1_000_000
"""How many cells a file may have that are not empty."""
Position = tuple[int, int]
"""Row and column, counted from 1."""


class Nature(Enum):
    """What a cell holds."""

    TEXT = auto()
    NUMBER = auto()
    PERCENT = auto()
    """A number shown as a percentage: 0.061 is 6.1 %."""
    DATE = auto()
    MOMENT = auto()
    """A time of day, a date with one, or a day that spreadsheets do not agree on."""
    TRUTH = auto()
    ERROR = auto()
    UNWORKED = auto()
    """A formula whose value was not saved."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell. `text` is exact: a figure with a point, a date as 2017-01-31, a truth as ja or nej."""

    text: str
    nature: Nature
    place: Place


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet. `rows` holds what is not empty, by row and column, in order.

    `covered` leads from each cell that a merged one hides to the one that shows.
    """

    place: Place
    title: str
    rows: Mapping[int, Mapping[int, Cell]]
    covered: Mapping[Position, Position] = field(default_factory=dict)
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    @property
    def one_hand(self) -> bool:
        """Say whether all text was written by one program, so that what holds in a column holds in all (CSV)."""
        return self.place.sheet == ""

    def cell(self, row: int, column: int) -> Cell | None:
        """Give the cell that shows there, also where it is merged; None where it is empty."""
        row, column = self.covered.get((row, column), (row, column))
        return self.rows.get(row, {}).get(column)

    def at(self, row: int, column: int) -> Place:
        """Give the place of a cell, empty or not."""
        return Place(self.place.file, row, column, self.place.sheet)

    def cells(self) -> Iterator[Cell]:
        """Give every cell that is not empty."""
        for row in self.rows.values():
            yield from row.values()


@dataclass(frozen=True, slots=True)
class Opened:
    """What a file holds: its tables, what was wrong with sheets, and what is worth knowing of it."""

    tables: tuple[Table, ...]
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Remark, ...] = ()


def too_many(place: Place) -> Problem:
    """Give the problem with a file that has more cells than MAX_CELLS."""
    message = Text("filen har for mange celler", "the file has too many cells")
    return Problem("too-many-cells", place, message, Text(f"højst {MAX_CELLS}", f"at most {MAX_CELLS}"))
