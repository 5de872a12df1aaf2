"""Every form of header, figure, date and other value that was tried, and what came of it: tables in expected/."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from engine.source.tree import Mapping, Node, plain
from facts.sheets.read import Sheets, read_sheets
from tests.sheets.make import book, saved

EXPECTED = Path(__file__).parent / "expected"
Case = tuple[str, Any, str, list[Any]]
"""A header, a cell, its number format ('' for none), and other cells of the column."""

FIGURES: list[Case] = [
    *(("Efterregulering af taksten", text, "", []) for text in (
        "1234", "1234,5", "1234.5", "1.234,50", "1,234.50", "1.234.567", "1,234,567", "1.234.567,89", "1,234,567.89",
        "1 234 567,50", "1\u00a0234,50", "1\u202f234,5", "12,5", "12.5", "0,125", "0.125", "1234,567", "1234.567",
        "1.2345", "1,2345", "1.234", "1,234", "12.345", "123,456", "-1.234,50", "\u22121.234,50", "1.234,50-", "- 5",
        "+5", "1.234,-", "100,-", "kr. 1.234,50", "kr 100", "1.234,50 kr.", "1,234.50 kr", "100 kroner", "DKK 100",
        "100 DKK", "1.234 kr.", "1.23.456", "1,23,456", "12 34", "1.234,567.89", "1,234.567,89", "1e6", "1.5E3", "12a",
        "tolv", "-", "--", "n/a", "?", "=1", "1/2", "(100)", "5 %", "0x10", "\u0661\u0662", "1" * 61, ",5", ".5",
        "5,", "5.", "1'234", "$ 5", "5 EUR",
    )),
    *(("Efterregulering af taksten", "1.234", "", others) for others in (
        ["12,5"], ["12.5"], ["1.234,50"], ["1,234.50"], ["1.234.567"], ["12,5", "12.5"], ["5.678"], [12.5], ["100"],
    )),
    ("Efterregulering af taksten", "1,234", "", ["12.5"]),
    ("Efterregulering af taksten", "1,234", "", ["12,5"]),
    *(("Efterregulering af taksten", value, form, []) for value, form in (
        (1234.5, ""), (1234, "#,##0.00"), (1.234, ""), (0.1 + 0.2, ""), (1 / 3, ""), (-5, ""), (0, ""), (1e20, ""),
        (100, '#,##0.00 "kr. pr. dag"'), (100, "[$kr.-406] #,##0"), (100, "[Red]#,##0;-#,##0"), (0.05, "0%"),
        (42370, "dd-mm-yyyy"), (True, ""), (0.5, "h:mm"),
    )),
    *(("Efterregulering af taksten (t.kr.)", value, "", []) for value in (1.5, "1,5", 0.0001)),
    *(("Belægningsprocent", value, form, others) for value, form, others in (
        (0.98, "0%", []), (0.98125, "0.0%", []), ("98 %", "", []), ("98,125%", "", []), ("98.125 pct.", "", []),
        ("98 procent", "", []), (98, "", []), ("98", "", []), (0.98, "", []), ("0,98", "", []), (0.98, "", [95]),
        (1, "", []), (1, "", [95]), (0, "", []), ("0,5 %", "", []), ("1.234 %", "", []), (98, "dd-mm-yyyy", []),
    )),
    *(("Belægning", value, "", []) for value in (98, "98", 0.98, 0, "98 %")),
    *(("Belægning (%)", value, "", []) for value in (98, "98", 0.98, "98,5")),
    *(("Resultat i antal", value, form, []) for value, form in (
        (12, ""), ("12", ""), ("12,5", ""), ("12 kr.", ""), ("12 %", ""), (0.12, "0%"), ("12 borgere", ""),
    )),
]  # fmt: skip
DATES: list[Case] = [
    *(("Nedsat fra", text, "", []) for text in (
        "2016-01-31", "2016/01/31", "2016.01.31", "2016-1-31", "31-01-2016", "31/01/2016", "31.01.2016", "31.1.2016",
        "1-1-2016", "01-02-2016", "1/2/2016", "01.02.2016", "01/31/2016", "1. januar 2016", "1 januar 2016",
        "1.januar 2016", "den 1. januar 2016", "1. jan. 2016", "1. jan 2016", "1-jan-2016", "1. maj 2016",
        "1. marts 2016", "31. oktober 2016", "1 January 2016", "January 1, 2016", "Jan 1, 2016", "1st January 2016",
        "JANUARY 1 2016", "1. Januar 2016", "2016-01-31 00:00:00", "2016-01-31T00:00:00", "31-01-2016 00:00",
        "2016-01-31 12:30", "31-01-16", "1. januar", "januar 2016", "2016", "2016-02-30", "29-02-2015", "29-02-2016",
        "32-01-2016", "31-13-2016", "1. quintil 2016", "20160131", "i dag", "-",
    )),
    *(("Nedsat fra", "01-02-2016", "", others) for others in (
        ["25-02-2016"], ["02/25/2016"], ["25-02-2016", "02/25/2016"], ["03-04-2016"], ["1. januar 2016"],
        [date(2016, 1, 1)],
    )),
    *((f"Nedsat fra ({unit})", "01-02-2016", "", []) for unit in ("dd-mm-åååå", "mm/dd/yyyy", "dato")),
    *(("Nedsat fra", value, form, []) for value, form in (
        (date(2016, 1, 31), "dd-mm-yyyy"), (datetime(2016, 1, 31), "mm/dd/yy"), (42400, "d. mmmm yyyy"), (42400, ""),
        (42400.5, "dd-mm-yyyy"), (datetime(2016, 1, 31, 12, 30), "dd-mm-yyyy"), (time(12, 30), "h:mm"),
        (60, "dd-mm-yyyy"), (-1, "dd-mm-yyyy"), (0.5, "[h]:mm"), (True, ""), (0.5, "0%"),
    )),
]  # fmt: skip
OTHERS: list[Case] = [
    *(("Opdelt", value, "", []) for value in (
        "ja", "Ja", "JA", "nej", "yes", "no", "true", "FALSE", "sand", "falsk", True, False, "j", "n", "x", 1,
        0, "måske",
    )),
    *(("Taksttype", value, "", []) for value in ("standard", "Standard", " standard ", "standart", "STANDARD.", 5)),
    *(("Afregnes efter", value, "", []) for value in ("døgnpladser", "doegnpladser", "Døgn-pladser")),
    *(("Grunde til ændring af taksten", value, "", []) for value in (
        "kapacitet", "kapacitet; fejl", "kapacitet, fejl", "Kapacitet\nFejl", "[kapacitet, fejl]", "[]", "ingen",
        "none", ";", "kapacitet og fejl", "kapacitet; kapacitet", "Bilag 2, kapitel 6", 5,
    )),
    *(("Navn", value, form, []) for value, form in (
        ("Gården", ""), (" Gården ", ""), (7, ""), (7.5, ""), ("=1+1", "@"), ("+45 12 34", "@"), (0.5, "0%"),
        (date(2016, 1, 1), "dd-mm-yyyy"), (True, ""), ("_x0041_", ""),
    )),
    *(("Tilbud", value, "", []) for value in ("gaarden", "Gården", "Gården Nord", 7, 7.5, "!!", True)),
]  # fmt: skip
HEADERS: list[tuple[str, str]] = [
    *(("takst", header) for header in (
        "Takst", "takst", "TAKST", " Takst ", "Takst:", "Takst*", "Tariff", "tariff", "takst_2015", "Takst 2015",
        "Takst-2015", "Ordinær takst 2015", "ordinaer takst 2015", "Ordinary tariff of 2015", "Takst 2015 (kr.)",
        "Takst 2015 (kr)", "Takst 2015 [kr.]", "Takst 2015, kr.", "Takst 2015 i kr.", "Takst 2015 kr.",
        "Takst 2015 (kroner)", "Takst 2015 (DKK)", "Takst 2015 (kr. pr. dag)", "Takst 2015 (kr./døgn)",
        "Takst 2015 (kr. pr. år)", "Takst (kr per day)", "Takst (i kr.)", "Takst 2015 (%)", "Takst 2015 (2015-priser)",
        "Takst 2016", "Direkte omkostninger", "Direkte omkostninger i taksten (1.000 kr.)", "Direkte_omkostninger",
        "Direkte omkostninger (t.kr.)", "Direkte omkostninger (mio. kr.)", "Direkte omkostninger (kr./år)",
        "Direkte omkostninger, 1.000 kr.", "Direkte omkostninger (kr. pr. dag)", "Direct costs in the tariff (DKK)",
        "Belægningsprocent", "Belægning", "Belaegning", "Belægning (%)", "Belægning i pct.", "Occupancy percentage (%)",
        "Belæning", "År", "aar", "Year", "Aar", "Antal", "Dage", "Dage (antal)", "Days", "Tilbud", "Tilbud-id",
        "Offering", "tilbud id", "Takst-id", "ID", "Id", "Nedsat fra (dd-mm-åååå)", "Nedsat fra (dato)",
        "Opdelt (ja/nej)", "Delt i basistakst og ydelsestakst", "Bemærkninger", "Noter", "Kommentar", "(Vores egen)",
        "Kontaktperson", "Takst (kr.) (2015)", "x" * 300, "(", "()", "=1",
    )),
    *(("tilbud", header) for header in ("Driftsherre", "Operator", "Målgruppe", "Maalgruppe", "Takster")),
    ("tilbud", "Antal pladser"),
]  # fmt: skip


def outcome(node: Node | None, found: Sheets, sheet: str) -> str:
    """Give what came of a cell: the text that YAML would hold, or what is wrong with it."""
    problems = [problem for problem in found.problems if problem.place.sheet == sheet and problem.place.line <= 2]
    if problems:
        return " / ".join(problem.to("en").split(": ", 1)[1] for problem in problems)
    return "nothing" if node is None or plain(node) is None else str(plain(node)).replace("\n", "\\n")


def values_of(cases: Sequence[Case], folder: Path) -> Iterator[str]:
    made = book()
    for index, (header, value, form, others) in enumerate(cases):
        entity = "Resultatmål" if header.startswith("Resultat ") else "Takst"
        sheet = made.create_sheet(f"{entity} {index}")
        for row in (["id", header], ["a", None], *([f"b{at}", other] for at, other in enumerate(others))):
            sheet.append(row)
        cell = sheet["B2"]
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
        if form or not isinstance(value, date | time):
            cell.number_format = form or "General"
    found = read_sheets(saved(made, folder).read_bytes(), "x.xlsx")
    items = {root.place.sheet: root for root in found.roots}
    for sheet, (header, value, form, others) in zip(made.worksheets, cases, strict=True):
        shown = repr(value) if len(repr(value)) < 40 else repr(value)[:30] + "…"
        column = "; ".join(map(repr, others))
        yield f"{header} | {shown} | {form} | {column} | {outcome(_node(items.get(sheet.title)), found, sheet.title)}"


def _node(root: Mapping | None) -> Node | None:
    if root is None:
        return None
    (items,) = root.entries.values()
    (of,) = [item for item in items.items if plain(item.entries["id"]) == "a"]  # type: ignore[union-attr]
    return next((node for name, node in of.entries.items() if name != "id"), None)  # type: ignore[union-attr]


def headers_of(folder: Path) -> Iterator[str]:
    made = book()
    for index, (entity, header) in enumerate(HEADERS):
        sheet = made.create_sheet(f"{entity} {index}")
        for row, content in enumerate((["id", None], ["a", "5"]), 1):
            for column, value in enumerate(content, 1):
                sheet.cell(row, column).value = value
        sheet["B1"].value = header
        sheet["B1"].data_type = "s"
    found = read_sheets(saved(made, folder).read_bytes(), "x.xlsx")
    items = {root.place.sheet: root for root in found.roots}
    for sheet, (entity, header) in zip(made.worksheets, HEADERS, strict=True):
        (group,) = items[sheet.title].entries.values()
        named = [name for name in group.items[0].entries if name != "id"]  # type: ignore[union-attr]
        wrong = [p.to("en").split(": ", 1)[1] for p in found.problems if p.place == found_at(sheet.title)]
        remarks = [remark.text.en for remark in found.remarks if remark.place == found_at(sheet.title)]
        yield f"{entity} | {header[:60]} | {' / '.join(named + wrong + remarks) or _value(found, sheet.title)}"


def found_at(sheet: str) -> Any:
    from engine.source.problem import Place

    return Place("x.xlsx", 1, 2, sheet)


def _value(found: Sheets, sheet: str) -> str:
    return " / ".join(p.to("en").split(": ", 1)[1] for p in found.problems if p.place.sheet == sheet)


def compared(name: str, lines: Iterator[str]) -> None:
    path, table = EXPECTED / name, "\n".join(lines) + "\n"
    if os.environ.get("KLAUSUL_ACCEPT"):
        path.write_text(table, "utf-8")
    assert table == path.read_text("utf-8")


@pytest.mark.parametrize(("name", "cases"), [("figures.txt", FIGURES), ("dates.txt", DATES), ("others.txt", OTHERS)])
def test_values(tmp_path: Path, name: str, cases: list[Case]) -> None:
    compared(name, values_of(cases, tmp_path))


def test_headers(tmp_path: Path) -> None:
    compared("headers.txt", headers_of(tmp_path))


def test_csv_is_of_one_hand(tmp_path: Path) -> None:
    def found(name: str, lines: str) -> str:
        read = read_sheets(lines.encode(), "takst.csv")
        return " / ".join(p.to("en") for p in read.problems) or str(plain(read.roots[0]))

    lines = "id;takst;pladser;nedsat fra;basistakst\na;1.234;{};01-02-2016;5\nb;5;1;{};5\n"
    compared(
        "csv.txt",
        iter([found(str(at), lines.format(*others)) for at, others in enumerate((
            ("1", ""), ("12,5", ""), ("12.5", ""), ("1", "25-02-2016"), ("12,5", "02-25-2016"),
        ))]),
    )  # fmt: skip
