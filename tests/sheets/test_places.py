"""Places in spreadsheets: how they are written, and how they are ordered with those of other files."""

from __future__ import annotations

from random import Random

import pytest

from engine.source.problem import Place, letters


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (Place("a.yaml", 3, 5), "a.yaml:3:5"),
        (Place("a.yaml", 3), "a.yaml:3"),
        (Place("a.yaml"), "a.yaml"),
        (Place("a.xlsx", 3, 2, "Takst"), "a.xlsx:Takst!B3"),
        (Place("a.xlsx", sheet="Takst"), "a.xlsx:Takst"),
        (Place("a.xlsx", 3, 28, "Takster 2017"), "a.xlsx:'Takster 2017'!AB3"),
        (Place("a.xlsx", 3, 1, "Jens' ark"), "a.xlsx:'Jens'' ark'!A3"),
        (Place("a.xlsx", 3, 1, "2017"), "a.xlsx:'2017'!A3"),
        (Place("a.xlsx", 3, 1, "Afgørelser"), "a.xlsx:Afgørelser!A3"),
        (Place("a.csv", 3, 2, ""), "a.csv:B3"),
        (Place("a.csv", sheet=""), "a.csv"),
    ],
)
def test_written(place: Place, told: str) -> None:
    assert str(place) == told


def test_ordered_by_file_sheet_row_and_column() -> None:
    ordered = [
        Place("a.xlsx"), Place("a.xlsx", 9, 1, "A"), Place("a.xlsx", 10, 1, "A"), Place("a.xlsx", 10, 2, "A"),
        Place("a.xlsx", 1, 1, "B"), Place("b.csv", 1, 1, ""), Place("b.yaml", 2, 1), Place("b.yaml", 10, 1),
    ]  # fmt: skip
    assert sorted(Random(1).sample(ordered, len(ordered))) == ordered
    assert ordered[0] < ordered[1] and ordered[1] > ordered[0] and ordered[0] <= ordered[0]


@pytest.mark.parametrize(
    ("column", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")]
)
def test_letters_of_columns(column: int, name: str) -> None:
    assert letters(column) == name


def test_a_place_in_text_has_no_cell() -> None:
    assert (Place("a.yaml", 3, 5).cell, Place("a.xlsx", sheet="A").cell) == (None, None)
