"""Answers in a copy of the workbook: nothing that stood there changes, and the answer stands beside it."""

from __future__ import annotations

import os
import re
import shutil
import warnings
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from time import process_time
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

import cli
from engine.decision.decide import Judgement, Prepared, judge
from engine.reports.reporter import Detail, View, reporter
from engine.reports.workbook.answer import answered
from engine.reports.workbook.content import Listing, listings, rows
from engine.source.problem import Problems
from engine.source.text import Lang
from facts.digest import digest
from facts.factset import FactSet
from facts.read import read_facts
from tests.reports.workbook.make_asked import asked, content, told
from tests.sheets.make import changed, number, raw, row, text
from tests.sheets.test_template import saved_again

OFFICE = shutil.which("soffice")
Answer = Callable[[bytes], bytes]
NOTE = """Klausul
Overtrådt: Overhead højst 6,1 % – takst aa-2
»Overhead i procent« er 6,45 %, men skal være højst 6,1 % (»højeste overhead«)
→ Sæt administrationen ned.
→ Mindste ændring: administration i taksten: højst 61,00 kr., 3,50 kr. mindre"""
SHEETS = ["(Resultat)", "(Uafklaret)", "(Vurdering)", "(Om)"]


def _judged(small: Prepared, path: Path) -> Judgement:
    facts = read_facts([path])
    assert facts.as_of
    return judge(small, facts, facts.as_of)


def _answered(judgement: Judgement, original: bytes, lang: Lang = "da", detail: Detail = "short") -> bytes:
    report = reporter("xlsx").check(judgement, View(lang, detail, original=original))
    assert isinstance(report, bytes)
    return report


@pytest.fixture
def answer(small: Prepared, tmp_path: Path) -> Answer:
    def give(original: bytes) -> bytes:
        path = tmp_path / "takster.xlsx"
        path.write_bytes(original)
        return _answered(_judged(small, path), original)

    return give


def facts_in(content_: bytes, tmp_path: Path, name: str = "takster.xlsx") -> FactSet:
    (tmp_path / name).write_bytes(content_)
    return read_facts([tmp_path / name])


def test_nothing_that_stood_there_changes(answer: Answer) -> None:
    before = content()
    after = answer(before)
    names = load_workbook(BytesIO(before)).sheetnames
    assert told(after, names) == told(before)
    assert load_workbook(BytesIO(after)).sheetnames == [*names, *SHEETS]


def test_parts_keep_their_bytes_but_those_that_must_lead_to_the_answer(answer: Answer) -> None:
    before = content()
    with ZipFile(BytesIO(before)) as old, ZipFile(BytesIO(answer(before))) as new:
        names = old.namelist()
        assert new.namelist()[: len(names)] == names
        changed_ = {name for name in names if old.read(name) != new.read(name)}
        note = next(name for name in names if "comment" in name.lower() and name.endswith(".xml"))
        drawing = next(name for name in names if name.endswith(".vml"))
    assert changed_ == {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", note, drawing,
    }  # fmt: skip


def test_notes_stand_at_the_cells_of_a_breach_and_above_those_that_were_there(answer: Answer) -> None:
    sheet = load_workbook(BytesIO(answer(content())))["Takst"]
    notes = {cell.coordinate: cell.comment.text for row_ in sheet.iter_rows() for cell in row_ if cell.comment}
    assert set(notes) == {"A3", "C4", "D4", "E4"}
    assert notes["E4"] == NOTE
    assert notes["D4"] == f"{NOTE}\n————\nSpørg Økonomi <først> & sidst"
    assert notes["A3"] == "Rør den ikke"
    assert "Bemærkning: Taksten bør være over 1.000 kr." in notes["C4"]


def test_the_result_leads_to_the_cells(answer: Answer) -> None:
    sheet = load_workbook(BytesIO(answer(content())))["(Resultat)"]
    cell = sheet["F2"]
    assert cell.hyperlink and cell.hyperlink.location == "'Takst'!D4"
    assert (cell.value, sheet["G2"].value) == ("Takst!D4", "Takst!E4")
    assert sheet["C2"].fill.fgColor.rgb == "00F8CBAD" and sheet["A1"].font.b and sheet["A1"].alignment.wrap_text
    assert sheet.print_title_rows == "$1:$1" and sheet.auto_filter.ref


def test_a_name_like_a_formula_stays_text(answer: Answer) -> None:
    book = load_workbook(BytesIO(answer(content())))
    cells = [c for row_ in book["(Uafklaret)"].iter_rows() for c in row_ if str(c.value).startswith("=Skoven")]
    assert cells and all(cell.data_type != "f" and cell.quotePrefix for cell in cells)


def test_the_answer_reads_as_the_same_facts(answer: Answer, tmp_path: Path) -> None:
    before = facts_in(content(), tmp_path)
    after = facts_in(answer(content()), tmp_path)
    assert digest(after) == digest(before)
    assert {s.id: s.places for s in after} == {s.id: s.places for s in before}
    more = {remark.place.sheet for remark in after.remarks} - {remark.place.sheet for remark in before.remarks}
    assert more == set(SHEETS)


def test_the_same_question_gets_the_same_bytes(answer: Answer) -> None:
    assert answer(content()) == answer(content())


def test_an_answer_can_be_asked_again(answer: Answer) -> None:
    first = answer(content())
    again = load_workbook(BytesIO(answer(first)))
    assert again.sheetnames[-4:] == ["(Resultat 2)", "(Uafklaret 2)", "(Vurdering 2)", "(Om 2)"]
    notes = again["Takst"]
    assert notes["E4"].comment.text == NOTE
    assert notes["D4"].comment.text == f"{NOTE}\n————\nSpørg Økonomi <først> & sidst"


def test_a_breach_that_is_mended_is_noted_no_more(answer: Answer) -> None:
    first = answer(content())
    with ZipFile(BytesIO(first)) as parts:
        name = next(n for n in parts.namelist() if b"64.5" in parts.read(n) and n.startswith("xl/worksheets/sheet"))
        mended = changed(first, **{name: parts.read(name).replace(b"64.5", b"60")})
    notes = load_workbook(BytesIO(answer(mended)))["Takst"]
    assert notes["E4"].comment.text == "Klausul\nIntet at bemærke her ved den seneste kontrol."
    assert notes["D4"].comment.text.endswith("kontrol.\n————\nSpørg Økonomi <først> & sidst")


def test_a_conversation_is_left_alone(answer: Answer) -> None:
    before = content()
    with ZipFile(BytesIO(before)) as parts:
        name = next(n for n in parts.namelist() if "comment" in n.lower() and n.endswith(".xml"))
        threaded = changed(before, **{name: parts.read(name).replace(b"Bogholderiet", b"tc={1}")})
    sheet = load_workbook(BytesIO(answer(threaded)))["Takst"]
    assert sheet["D4"].comment.text == "Spørg Økonomi <først> & sidst"
    assert sheet["E4"].comment.text == NOTE


PREFIXED = [("<", "<x:"), ("<x:/", "</x:"), ("<x:?", "<?"), (" xmlns=", " xmlns:x=")]
FEW = row(1, text("A1", "id"), text("B1", "Takst"), text("C1", "(intern)")) + row(
    2, text("A2", "a"), number("B2", "900")
)
STYLED = FEW + row(3, number("C3", "0.5", style=1))


def _few(small: Prepared, folder: Path, before: bytes) -> Workbook:
    """Answer a workbook with one tariff, which is too low; give the answer as openpyxl opens it."""
    (folder / "takster.xlsx").write_bytes(before)
    judgement = judge(small, read_facts([folder / "takster.xlsx"]), date(2017, 6, 1))
    with warnings.catch_warnings(action="ignore"):  # the workbook asked about names no default style
        after = load_workbook(BytesIO(_answered(judgement, before, "en")))
    assert after.sheetnames == ["Takst", "(Result)", "(Open)", "(To judge)", "(About)"]
    assert after["Takst"]["B2"].comment and after["Takst"]["B2"].value == 900
    assert after["(Result)"]["C2"].fill.fgColor.rgb == "00FFE699" and after["(Result)"]["A1"].font.b
    return after


def test_a_workbook_whose_names_have_prefixes(small: Prepared, tmp_path: Path) -> None:
    before = raw(STYLED, after='<pageMargins left="1"/><extLst/>')
    with ZipFile(BytesIO(before)) as parts:
        for name in ("xl/worksheets/sheet1.xml", "xl/styles.xml"):
            part = parts.read(name).decode()
            for old, new in PREFIXED:
                part = part.replace(old, new)
            before = changed(before, **{name: part})
    after = _few(small, tmp_path, before)
    assert after["Takst"]["C3"].number_format == "0.00%"


def test_a_workbook_without_styles(small: Prepared, tmp_path: Path) -> None:
    before = raw(FEW)
    with ZipFile(BytesIO(before)) as parts:
        types = parts.read("[Content_Types].xml").decode()
        relations = parts.read("xl/_rels/workbook.xml.rels").decode()
    types = "\n".join(line for line in types.splitlines() if "/styles.xml" not in line)
    relations = relations[: relations.index('<Relationship Id="r2"')] + "</Relationships>"
    parts_ = {"[Content_Types].xml": types, "xl/_rels/workbook.xml.rels": relations, "xl/styles.xml": None}
    _few(small, tmp_path, changed(before, **parts_))


def test_a_signed_workbook_is_not_answered(answer: Answer) -> None:
    with pytest.raises(Problems) as found:
        answer(changed(content(), **{"_xmlsignatures/origin.sigs": b""}))
    assert [p.to("da") for p in found.value.problems] == [
        "takster.xlsx: filen er signeret digitalt, og et svar i den ville bryde signaturen; "
        "ventede en kopi uden signatur"
    ]


@pytest.mark.parametrize("lang", ["da", "en"])
def test_a_summary_has_the_counts_and_leaves_notes_as_they_are(
    small: Prepared, answer: Answer, tmp_path: Path, lang: Lang
) -> None:
    first = answer(content())
    path = tmp_path / "takster.xlsx"
    path.write_bytes(first)
    again = load_workbook(BytesIO(_answered(_judged(small, path), first, lang, "summary")))
    assert again.sheetnames[-2:] == ["(Om)", {"da": "(Om 2)", "en": "(About)"}[lang]]
    assert again["Takst"]["E4"].comment.text == NOTE
    told_ = [row[1] for row in load_workbook(BytesIO(answer(content())))["(Om)"].iter_rows(values_only=True)]
    assert "i en kopi af takster.xlsx" in told_


def test_in_full_the_conditions_stand_there_too(small: Prepared, tmp_path: Path) -> None:
    before = content()
    path = tmp_path / "takster.xlsx"
    path.write_bytes(before)
    after = _answered(_judged(small, path), before, "da", "full")
    sheet = load_workbook(BytesIO(after))["(Betingelser)"]
    assert max(sheet.row_dimensions[row].outlineLevel for row in range(1, sheet.max_row + 1)) >= 3
    assert told(after, load_workbook(BytesIO(before)).sheetnames) == told(before)


def test_filtered_ranges_are_named_as_spreadsheets_name_them(answer: Answer) -> None:
    with ZipFile(BytesIO(answer(content()))) as parts:
        book = parts.read("xl/workbook.xml").decode()
    names = re.findall(r'<definedName name="([^"]+)" localSheetId="([0-9]+)"[^>]*>([^<]+)<', book)
    sheets = load_workbook(BytesIO(answer(content())))
    ours = [(name, sheets.sheetnames[int(at)], ranged) for name, at, ranged in names if "(" in ranged]
    assert ours == [
        each
        for title in SHEETS[:3]
        for each in (
            ("_xlnm._FilterDatabase", title, f"'{title}'!$A$1:${end(sheets[title])}${sheets[title].max_row}"),
            ("_xlnm.Print_Titles", title, f"'{title}'!$1:$1"),
        )
    ]


def end(sheet: Any) -> str:
    return str(get_column_letter(sheet.max_column))


def _run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    with pytest.raises(SystemExit) as left:
        cli.main([str(argument) for argument in arguments])
    printed = capsys.readouterr()
    assert not printed.out and "Traceback" not in printed.err
    return int(left.value.code or 0), printed.err


def test_the_command(capsys: pytest.CaptureFixture[str], tmp_path: Path, small_rules: Path, small_facts: Path) -> None:
    first, second, out = (tmp_path / name for name in ("a.xlsx", "b.xlsx", "svar.xlsx"))
    first.write_bytes(content())
    second.write_bytes(content())
    rules = ("--rules", small_rules)
    assert _run(capsys, "check", first, *rules, "--format", "xlsx", "-o", out) == (1, "")
    assert load_workbook(out).sheetnames[-4:] == SHEETS
    assert _run(capsys, "check", first, *rules, "-o", out) == (1, "")  # the file's ending tells the format
    assert load_workbook(out).sheetnames[-4:] == SHEETS
    assert _run(capsys, "check", small_facts, *rules, "-o", out, "--lang", "en") == (1, "")
    assert load_workbook(out).sheetnames == ["Result", "Open", "To judge", "About"]
    assert _run(capsys, "check", second, first, *rules, "-o", out, "-o", tmp_path / "a.md") == (1, "")
    alone = load_workbook(out)
    assert alone.sheetnames == ["Resultat", "Uafklaret", "Vurdering", "Om"]
    told_ = dict(row[:2] for row in alone["Om"].iter_rows(values_only=True))
    assert told_["Svaret står"] == "for sig selv: fakta er fra 2 regneark"
    decision = ("--rule", "takst/overhead", "--subject", "aa-2")
    assert _run(capsys, "explain", first, *rules, *decision, "-o", out, "--detail", "full") == (0, "")
    assert load_workbook(out).sheetnames == ["Resultat", "Betingelser", "Om"]
    assert first.read_bytes() == second.read_bytes() == content()


@pytest.mark.parametrize("name", ["a.xlsx", "link.xlsx", "folder/../a.xlsx"])
def test_an_answer_is_not_written_over_the_question(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, small_rules: Path, name: str
) -> None:
    asked_, out = tmp_path / "a.xlsx", tmp_path / name
    asked_.write_bytes(content())
    (tmp_path / "folder").mkdir()
    (tmp_path / "link.xlsx").symlink_to(asked_)
    assert _run(capsys, "check", asked_, "--rules", small_rules, "-o", out) == (
        2, f"{out.name}: rapporten ville overskrive fakta; ventede et andet navn efter --output\n",
    )  # fmt: skip
    assert asked_.read_bytes() == content()


@pytest.mark.slow
def test_an_answer_of_ten_thousand_rows_is_written_in_seconds(small: Prepared, tmp_path: Path) -> None:
    before, view = content(), View("da", everything=True, original=content())
    path = tmp_path / "takster.xlsx"
    path.write_bytes(before)
    judgement = _judged(small, path)
    result = rows(judgement, view)
    many = [
        Listing(each.title, each.heads, (list(each.lines) * 10_000)[:10_000])
        for each in listings(judgement, result, view)[:1]
    ]
    start = process_time()
    after = answered(judgement, many, result, view, before)
    assert process_time() - start < 15
    assert load_workbook(BytesIO(after), read_only=True)["(Resultat)"].max_row == 10_001


@pytest.mark.slow
@pytest.mark.skipif(not OFFICE and not os.environ.get("KLAUSUL_DEMAND"), reason="LibreOffice (soffice) is not here")
def test_libreoffice_opens_the_answer_and_saves_it_again(answer: Answer, tmp_path: Path) -> None:
    before = facts_in(answer(content()), tmp_path)
    again = saved_again(tmp_path / "takster.xlsx")
    after = read_facts([again])
    assert digest(after) == digest(before)
    assert {s.id: s.places for s in after} == {s.id: s.places for s in before}
    book = load_workbook(again)
    assert book.sheetnames[-4:] == SHEETS
    assert book["(Resultat)"]["C2"].fill.fgColor.rgb == "FFF8CBAD" and book["(Resultat)"]["F2"].hyperlink
    notes = {c.coordinate: c.comment.text for row_ in book["Takst"].iter_rows() for c in row_ if c.comment}
    assert notes["E4"] == NOTE and notes["D4"].endswith("Spørg Økonomi <først> & sidst") and len(notes) == 4
    first = load_workbook(tmp_path / "takster.xlsx")
    for title in SHEETS:  # what the answer says is what it said
        assert list(book[title].iter_rows(values_only=True)) == list(first[title].iter_rows(values_only=True))
        assert book[title].auto_filter.ref == first[title].auto_filter.ref
    third = load_workbook(BytesIO(answer(again.read_bytes())))["Takst"]  # and it can be asked again
    assert third["E4"].comment.text == NOTE
    assert third["D4"].comment.text == f"{NOTE}\n————\nSpørg Økonomi <først> & sidst"


def test_the_workbook_of_the_test_is_as_people_make_them() -> None:
    assert asked()["(Mit & eget)"]._charts and asked()["Takst"].data_validations.dataValidation
