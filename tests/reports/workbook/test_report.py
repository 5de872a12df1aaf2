"""The report as a workbook that stands alone."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

import engine.reports.workbook.sheets as written
from engine.decision.decide import Decision, Judgement, Prepared, judge
from engine.decision.deviations import Deviation
from engine.reports.lines import Notes
from engine.reports.picked import asked_for, shown, verdict
from engine.reports.reporter import DETAILS, Detail, View, reporter
from engine.reports.sentences import Sentences
from engine.reports.workbook.content import ABOUT, OPEN, RESULT
from engine.reports.workbook.sheets import free_titles
from engine.reports.workbook.styles import HIGHEST, LINE, height
from engine.source.problem import Place
from engine.source.text import Lang
from facts.factset import FactSet

BREACH = [
    "takst aa-2", "Overhead højst 6,1 %", "overtrådt",
    "»Overhead i procent« er 6,45 %, men skal være højst 6,1 % (»højeste overhead«)",
    "Sæt administrationen ned.\nMindste ændring: administration i taksten: højst 61,00 kr., 3,50 kr. mindre",
    "facts.yaml:15:57", "facts.yaml:15:86",
]  # fmt: skip


def checked(judgement: Judgement, lang: Lang = "da", detail: Detail = "short", *, everything: bool = False) -> Workbook:
    report = reporter("xlsx").check(judgement, View(lang, detail, everything=everything))
    assert isinstance(report, bytes)
    return load_workbook(BytesIO(report))


def explained(judgement: Judgement, decision: Decision, detail: Detail, lang: Lang = "en") -> Workbook:
    report = reporter("xlsx").explain(judgement, decision, View(lang, detail))
    assert isinstance(report, bytes)
    return load_workbook(BytesIO(report))


def the(judgement: Judgement, rule: str, subject: str) -> Decision:
    return next(d for d in judgement.decisions if (d.rule.id, d.subject.id) == (rule, subject))


def test_what_is_breached_and_open_has_a_row_the_gravest_first(judged: Judgement) -> None:
    book = checked(judged)
    assert book.sheetnames == ["Resultat", "Uafklaret", "Vurdering", "Om"]
    rows = list(book["Resultat"].iter_rows(values_only=True))
    assert rows[0] == ("Emne", "Regel", "Afgørelse", "Hvorfor", "Gør", "Hvor", "Også")
    assert BREACH in [list(row) for row in rows]
    assert len(rows) == 1 + len(shown(judged, everything=False))
    assert list(dict.fromkeys(row[2] for row in rows[1:])) == ["overtrådt", "bemærkning", "uafklaret"]


@pytest.mark.parametrize("lang", ["da", "en"])
def test_everything_is_shown_where_it_is_asked_for(judged: Judgement, lang: Lang) -> None:
    rows = list(checked(judged, lang, everything=True).worksheets[0].iter_rows(2, values_only=True))
    assert len(rows) == len(judged.decisions)
    sentences, notes = Sentences(judged, lang), Notes.of(judged, lang)
    told = {(row[1], row[3], row[4]) for row in rows}
    for decision in judged.decisions:
        does = "\n".join(line.removeprefix("→ ") for line in notes.amends(decision)) or None
        assert (decision.rule.title.to(lang), sentences.why(decision), does) in told


def test_it_can_be_filtered_and_printed_and_is_coloured(judged: Judgement) -> None:
    sheet = checked(judged, "en", everything=True)["Result"]
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == f"A1:G{sheet.max_row}"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        "landscape", 1, 0,
    )  # fmt: skip
    assert sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"
    colours = {str(cell.value): cell.fill.fgColor.rgb for (cell,) in sheet.iter_rows(2, None, 3, 3)}
    assert len(colours) == len({verdict(d) for d in judged.decisions})
    assert len({colours[word] for word in ("breached", "remark", "undetermined", "exempt", "met")}) == 5
    assert all(cell.alignment.wrap_text for row in sheet.iter_rows() for cell in row)
    assert all((each.width or 0) >= 15 for each in sheet.column_dimensions.values())


def test_what_to_ask_for_and_what_a_person_must_judge(judged: Judgement) -> None:
    book = checked(judged, "en")
    asked = [list(row) for row in book["Open"].iter_rows(2, values_only=True)]
    facts, missing = judged.facts, dict(asked_for(judged))
    assert [row[1] for row in asked] == [
        facts.vocabulary.field(entity, fact.field).label.en for (entity, _), of in missing.items() for fact in of
    ]
    assert ["Skoven (offering)", "places used by other municipalities"] in [row[:2] for row in asked]
    assert sum(row[2] for row in asked) == sum(len(judged.missing(d)) for d in judged.requirements)
    assert all(row[3].startswith("facts.yaml:") for row in asked)  # where no cell waits for it: its subject
    questions = {row[3] for row in book["To judge"].iter_rows(2, values_only=True) if row[3]}
    assert questions == {d.rule.question.en for d in judged.decisions if d.needs_judgement and d.rule.question}


def test_what_another_reading_would_change(judged: Judgement) -> None:
    rows = list(checked(judged, "en", everything=True)["To judge"].iter_rows(2, values_only=True))
    others = {d.rule.title.en for d in judged.requirements if judged.otherwise(d)}
    assert {row[1] for row in rows if row[4]} == others


@pytest.mark.parametrize("detail", DETAILS)
def test_each_depth_has_the_counts_by_area_and_what_they_rest_on(judged: Judgement, detail: Detail) -> None:
    book = checked(judged, "en", detail)
    expected = {
        "summary": ["About"],
        "short": ["Result", "Open", "To judge", "About"],
        "full": ["Result", "Open", "To judge", "Conditions", "About"],
    }
    assert book.sheetnames == expected[detail]
    rows = [[cell for cell in row if cell is not None] for row in book["About"].iter_rows(values_only=True)]
    assert rows[0][:2] == ["Area", "breached"]
    total = next(row for row in rows if row[0] == "In all")
    assert sum(total[1:]) == len(judged.requirements)
    told = dict(row for row in rows if len(row) == 2 and row[0] not in ("Area", "In all"))
    assert told["Judged by what was in force on"] == "1 June 2017"
    assert told["Digest of the rulebook"] == judged.prepared.rulebook.digest
    assert told["The answer stands"] == "by itself"
    assert told["Readings"] == "as the rulebook reads the agreements"


def test_in_full_every_condition_stands_below_its_decision(judged: Judgement) -> None:
    sheet = checked(judged, "en", "full")["Conditions"]
    levels = [sheet.row_dimensions[row].outlineLevel for row in range(2, sheet.max_row + 1)]
    roots = [level for level in levels if level == 0]
    assert len(roots) == len(shown(judged, everything=False))
    assert max(levels) >= 3 and all(after <= before + 1 for before, after in pairwise(levels))
    assert not sheet.sheet_properties.outlinePr.summaryBelow
    text = [str(cell.value) for (cell,) in sheet.iter_rows(2)]
    assert any("takst/overhead" in line for line in text) and any(line.startswith("✗") for line in text)


def test_one_decision_at_each_depth(judged: Judgement) -> None:
    breach = the(judged, "takst/overhead", "aa-2")
    summary, short, full = (explained(judged, breach, detail) for detail in DETAILS)
    assert list(summary["Result"].iter_rows(values_only=True)) == [
        ("Subject", "Rule", "Outcome"),
        ("tariff aa-2", breach.rule.title.en, "breached"),
    ]
    row = list(short["Result"].iter_rows(2, values_only=True))
    assert len(row) == 1 and row[0][3] == Sentences(judged, "en").why(breach)
    assert "Conditions" not in short.sheetnames and full["Conditions"].max_row > 8


def test_what_is_approved_is_told(judged: Judgement) -> None:
    breach = the(judged, "takst/overhead", "aa-2")
    days = date(2017, 1, 1), date(2017, 12, 31)
    approved = Deviation("a", "DASSOS", days[0], "overgang", days[1], True, Place("facts.yaml"))
    decisions = tuple(replace(d, deviation=approved) if d is breach else d for d in judged.decisions)
    rows = list(checked(replace(judged, decisions=decisions), everything=True)["Resultat"].iter_rows(values_only=True))
    (row,) = (row for row in rows if row[0] == "takst aa-2" and row[1] == breach.rule.title.da)
    assert row[2] == "overtrådt (godkendt)"
    assert str(row[4]).splitlines()[0] == (
        "Afvigelsen er godkendt af DASSOS 1. januar 2017 og gælder til 31. december 2017: overgang"
    )


def test_a_conclusion_is_explained_too(judged: Judgement) -> None:
    conclusion = next(d for d in judged.decisions if d.rule.is_conclusion)
    book = explained(judged, conclusion, "full", "da")
    assert book["Resultat"]["B2"].value == conclusion.rule.title.da
    assert book["Om"]["A2"].value == "ingen krav"


def test_no_identifiers_but_in_full(judged: Judgement) -> None:
    book = checked(judged, "da", everything=True)
    text = "\n".join(str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None)
    assert not [rule for rule in judged.prepared.rulebook.rules if rule in text]


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("detail", DETAILS)
def test_the_same_judgement_gives_the_same_bytes(judged: Judgement, lang: Lang, detail: Detail) -> None:
    first, second = (reporter("xlsx").check(judged, View(lang, detail)) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("name", ["=1+1", "+45", "-1", "@SUM(A1)", "=HYPERLINK(1)\x01"])
def test_no_name_becomes_a_formula(small: Prepared, judged: Judgement, name: str) -> None:
    facts = judged.facts
    named = {id_: replace(s, values={**s.values, "navn": name}) for id_, s in facts.subjects["tilbud"].items()}
    changed: FactSet = replace(facts, subjects={**facts.subjects, "tilbud": named}, title=name, note=name)
    book = checked(judge(small, changed, judged.as_of), detail="full", everything=True)
    cells: list[Any] = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    held = name.replace("\x01", "\N{REPLACEMENT CHARACTER}")
    found = [cell for cell in cells if str(cell.value).startswith(held)]
    assert {cell.parent.title for cell in found} >= {"Resultat", "Om"}
    assert all(cell.quotePrefix for cell in found)


def test_what_a_sheet_cannot_hold_is_told(judged: Judgement, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = checked(judged, everything=True)["Resultat"]
    monkeypatch.setattr(written, "MOST_ROWS", 10)
    cut = checked(judged, everything=True)["Resultat"]
    assert cut.max_row == 10
    assert cut["A10"].value == f"… {whole.max_row - 9} rækker til er der ikke plads til"
    assert [c.value for c in cut[9]] == [c.value for c in whole[9]]
    monkeypatch.setattr(written, "MOST_ROWS", whole.max_row)
    assert re.fullmatch(r"[^…].*", str(checked(judged, everything=True)["Resultat"].cell(whole.max_row, 1).value))


def test_names_of_sheets_that_are_free() -> None:
    titles = (RESULT, OPEN, ABOUT)
    assert free_titles(titles, [], "da") == ["(Resultat)", "(Uafklaret)", "(Om)"]
    assert free_titles(titles, ["(open)", "(About 2)"], "en") == ["(Result 3)", "(Open 3)", "(About 3)"]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("a" * 11, 10, 1),
        ("a" * 12, 10, 2),
        ("a" * 22, 10, 2),
        ("a" * 23, 10, 3),
        ("aaaaaa aaaa", 10, 1),
        ("aaaaaa aaaaa", 10, 2),
        ("a\nb\nc", 10, 3),
        (17, 10, 1),
    ],
)
def test_a_row_is_as_high_as_its_text(text: str | int, width: int, lines: int) -> None:
    assert height([(text, width), ("", 5)]) == lines * LINE + 2
    assert height([("a\n" * 1000, width)]) == HIGHEST
