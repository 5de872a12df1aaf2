"""Broken spreadsheets, each made here: exactly the messages of expected/broken.txt, in both languages."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sheets.make import DATE, book, changed, messages, number, raw, row, saved, text, written

EXPECTED = Path(__file__).parent / "expected" / "broken.txt"
Make = Callable[[Path], list[Path]]
HEAD = row(1, text("A1", "id"), text("B1", "takst"), text("C1", "navn"))
CASES: dict[str, Make] = {}


def case(make: Make) -> Make:
    CASES[make.__name__] = make
    return make


def cells(*of: str) -> Callable[[Path], list[Path]]:
    return lambda folder: [written(folder, raw(HEAD + row(2, text("A2", "a"), *of)))]


def sheets(**of: list[list[object]]) -> Make:
    return lambda folder: [saved(book(**of), folder)]  # type: ignore[arg-type]


def csv(content: bytes, name: str = "takst.csv") -> Make:
    return lambda folder: [written(folder, content, name)]


CASES |= {
    "a formula without a saved value": cells('<c r="B2"><f>A1*2</f></c>', '<c r="C2"><f>A1</f><v/></c>'),
    "a formula that failed": cells('<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', '<c r="C2" t="e"><v>#N/A</v></c>'),
    "a formula in the id": lambda folder: [
        written(folder, raw(HEAD + row(2, '<c r="A2"><f>B1</f></c>', number("B2", "1"))))
    ],
    "a figure that is none": cells(number("B2", "abc"), number("C2", "INF")),
    "a day with a time": cells(number("B2", "42370.5", DATE)),
    "a figure of too many digits": cells(number("B2", "1E+90")),
    "text for a figure": sheets(Takst=[["id", "takst"], ["a", "cirka 1.200"]]),
    "a figure that can be read in two ways": sheets(Takst=[["id", "takst"], ["a", "1.234"]]),
    "a percentage that can be read in two ways": sheets(Takst=[["id", "belægningsprocent"], ["a", 0.98]]),
    "a date that can be read in two ways": sheets(Takst=[["id", "nedsat fra"], ["a", "01-02-2016"]]),
    "a figure below its limit": sheets(Takst=[["id", "takst"], ["a", -5]]),
    "a figure above another": sheets(Tilbud=[["id", "antal pladser", "pladser andre"], ["a", 5, "6,5"]]),
    "a choice that is none": sheets(Takst=[["id", "taksttype"], ["a", "standart"], ["b", "noget"]]),
    "a set with a slip": sheets(Tilbud=[["id", "lovhjemler"], ["a", "sel 107; sel 109x"]]),
    "a truth that is none": sheets(Takst=[["id", "opdelt"], ["a", "x"], ["b", 1]]),
    "a reference that leads nowhere": sheets(Tilbud=[["id"], ["gaarden"]], Takst=[["id", "tilbud"], ["a", "Gaarde"]]),
    "an id of other letters": sheets(Takst=[["id", "år"], ["!!!", 2017], [1.5, 2017]]),
    "an id that may be a sum": sheets(Takst=[["id", "år"], ["total", 2017]]),
    "rows without id": sheets(Takst=[["id", "år", "takst"], [None, 2017, 5], [None, 2017, None]]),
    "the same id twice": sheets(Takst=[["id", "år"], ["Gård", 2017], ["gaard", 2017]]),
    "two values in two sheets": sheets(Takst=[["id", "takst"], ["a", 5]], Takster=[["id", "takst"], ["a", "5,01"]]),
    "no column of ids": sheets(Takst=[["navn", "takst"], ["a", 5]]),
    "a header misspelt": sheets(Takst=[["id", "takts", "Takst 2016"], ["a", 5, 6]]),
    "a header of a collection": sheets(Tilbud=[["id", "takster"], ["a", "x"]]),
    "a header twice": sheets(Takst=[["id", "takst", "Takst (kr.)"], ["a", 5, 6]]),
    "a unit that does not fit": sheets(Takst=[["id", "takst (kr. pr. år)", "år (kr.)"], ["a", 5, 6]]),
    "a named sheet without headers": sheets(Takst=[["Takster"], ["kommer senere"]]),
    "a sheet that could be several things": sheets(Ark1=[["id", "navn", "år"], ["a", "b", 2017]]),
    "no sheet of facts": sheets(Ark1=[["Hej"]], Ark2=[["noget", "andet"]]),
    "no rows at all": sheets(Ark1=[]),
    "an unknown word about the facts": sheets(Om=[["Dato", "x"], ["Titel"], ["Titel", "y"], ["Forfatter", "z"]]),
    "csv without facts": csv(b"hello"),
    "csv of nothing": csv(b""),
    "csv with a quotation mark left open": csv(b'id;takst\na;"5\n'),
    "csv in letters of another code": csv("id;navn\na;Gården\n".encode("mac_roman")),
    "csv in letters that are half read": csv(b"id;navn\na;G\xc3\xa5rden \xe5\n"),
    "no workbook": csv(b"id;takst\n", "fakta.xlsx"),
    "a workbook of nothing": csv(b"", "fakta.xlsx"),
    "an old workbook": csv(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "fakta.xlsx"),
    "an open document": csv(b"PK", "fakta.ods"),
}  # fmt: skip


@case
def merged_over_columns(folder: Path) -> list[Path]:
    made = book([["id", "takst", "basistakst"], ["a", 5, None]])
    made["Takst"].merge_cells("B2:C2")
    return [saved(made, folder)]


@case
def two_values_in_two_files(folder: Path) -> list[Path]:
    (folder / "b.yaml").write_text("takst: [{id: a, takst: 1234.50, opdelt: nej}]\n")
    first = saved(book([["id", "takst", "opdelt"], ["a", 1234.5, "ja"]]), folder, "a.xlsx")
    return [first, folder / "b.yaml", written(folder, b"id;takst\na;1.234,51\nb;x\n", "takst.csv")]


@case
def two_dates_to_judge_by(folder: Path) -> list[Path]:
    (folder / "b.yaml").write_text("as_of: 2017-06-01\n")
    return [saved(book(Om=[["Kontroldato", "1. januar 2017"]]), folder, "a.xlsx"), folder / "b.yaml"]


@case
def a_part_is_no_xml(folder: Path) -> list[Path]:
    return [written(folder, changed(raw(HEAD), **{"xl/workbook.xml": b"<workbook"}))]


@case
def a_part_is_missing(folder: Path) -> list[Path]:
    content = raw(HEAD + row(2, text("A2", "a"), number("B2", "42370", DATE)))
    return [written(folder, changed(content, **{"xl/styles.xml": None}))]


@case
def a_string_is_missing(folder: Path) -> list[Path]:
    return [written(folder, raw(HEAD + row(2, '<c r="A2" t="s"><v>7</v></c>')))]


@case
def half_a_file(folder: Path) -> list[Path]:
    content = raw(HEAD)
    return [written(folder, content[: len(content) // 2])]


def table(folder: Path) -> str:
    told = []
    for name, make in CASES.items():
        (folder / name).mkdir()
        told.append(f"# {name.replace('_', ' ')}\n{messages(*make(folder / name))}")
    return "\n".join(told)


def test_messages(tmp_path: Path) -> None:
    found = table(tmp_path)
    if os.environ.get("KLAUSUL_ACCEPT"):
        EXPECTED.write_text(found, "utf-8")
    assert found == EXPECTED.read_text("utf-8")


def test_every_broken_file_is_told_of() -> None:
    told = EXPECTED.read_text("utf-8").split("# ")[1:]
    assert len(told) == len(CASES) >= 45
    assert not [block for block in told if "ingen fejl" in block]


@pytest.mark.parametrize("suffix", [".xlsm", ".xltm", ".xlam", ".XLSM"])
def test_files_named_for_macros_are_not_even_read(tmp_path: Path, suffix: str) -> None:
    assert messages(tmp_path / f"x{suffix}") == (
        f"x{suffix}: filer med makroer åbnes ikke; ventede en fil gemt som .xlsx\n"
        f"x{suffix}: files with macros are not opened; expected a file saved as .xlsx\n"
    )
