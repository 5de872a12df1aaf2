"""The report as a workbook that stands alone."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from openpyxl import load_workbook

from engine.decision.decide import Judgement, Prepared, judge
from engine.reports.text import verdict
from engine.reports.workbook.sheets import free_titles, workbook_report
from engine.source.text import Lang
from facts.factset import FactSet

EXPECTED = [
    "takst aa-2", "Overhead højst 6,1 %", "overtrådt",
    "»Overhead i procent« er 6,45 %; skal være højst 6,1 % (»højeste overhead«)",
    "administration i taksten: højst 61,00 kr., 3,50 kr. mindre",
    "facts.yaml:15:57\nfacts.yaml:15:86", "takst/overhead",
]  # fmt: skip


def test_each_requirement_has_a_row_the_gravest_first(judged: Judgement) -> None:
    book = load_workbook(BytesIO(workbook_report(judged, "da")))
    assert book.sheetnames == ["Resultat", "Uafklaret", "Om"]
    sheet = book["Resultat"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("Emne", "Regel", "Afgørelse", "Hvorfor", "Mindste ændring", "Hvor", "Regel-id")
    assert list(rows[1]) == EXPECTED
    assert len(rows) == 1 + len(judged.requirements)
    assert {str(row[2]) for row in rows[1:]} == {
        "overtrådt", "bemærkning", "uafklaret", "undtaget", "overholdt", "ikke relevant",
    }  # fmt: skip


def test_it_can_be_filtered_and_printed_and_is_coloured(judged: Judgement) -> None:
    sheet = load_workbook(BytesIO(workbook_report(judged, "en")))["Result"]
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == f"A1:G{sheet.max_row}"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        "landscape", 1, 0,
    )  # fmt: skip
    assert sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"
    colours = {str(cell.value): cell.fill.fgColor.rgb for (cell,) in sheet.iter_rows(2, None, 3, 3)}
    assert len(set(colours.values())) == len(colours) == len({verdict(d) for d in judged.requirements})
    assert (sheet.column_dimensions["D"].width or 0) > 50


def test_what_to_ask_for_and_what_it_rests_on(judged: Judgement) -> None:
    book = load_workbook(BytesIO(workbook_report(judged, "en")))
    assert list(book["Open"].iter_rows(2, values_only=True)) == [
        ("tariff skoven-1", "direct costs in the tariff", 1, None),
        ("Skoven (tilbud skoven)", "places used by other municipalities", 1, None),
    ]
    about = dict(book["About"].iter_rows(values_only=True))  # type: ignore[arg-type]
    assert about["Judged by what was in force on"] == "1 June 2017"
    assert about["Digest of the rulebook"] == judged.prepared.rulebook.digest
    assert about["breached"] == "1" and about["Readings"] == "as the rulebook reads the agreements"


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_same_judgement_gives_the_same_bytes(judged: Judgement, lang: Lang) -> None:
    assert workbook_report(judged, lang) == workbook_report(judged, lang)


@pytest.mark.parametrize("name", ["=1+1", "+45", "-1", "@SUM(A1)", "=HYPERLINK(1)\x01"])
def test_no_name_becomes_a_formula(small: Prepared, judged: Judgement, name: str) -> None:
    facts = judged.facts
    named = {id_: replace(s, values={**s.values, "navn": name}) for id_, s in facts.subjects["tilbud"].items()}
    changed: FactSet = replace(facts, subjects={**facts.subjects, "tilbud": named}, title=name)
    book = load_workbook(BytesIO(workbook_report(judge(small, changed, judged.as_of), "da")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert [cell for cell in cells if str(cell.value).startswith(name.replace("\x01", "\N{REPLACEMENT CHARACTER}"))]


def test_names_of_sheets_that_are_free() -> None:
    assert free_titles([], "da") == ["(Resultat)", "(Uafklaret)", "(Om)"]
    assert free_titles(["(open)", "(About 2)"], "en") == ["(Result 3)", "(Open 3)", "(About 3)"]
