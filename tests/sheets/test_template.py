"""Templates: what stands in them, that they read as no facts, and that what is filled in reads back."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import date
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from engine.decision.files import Asked, uses_of
from engine.source.text import Lang
from facts.convert import converted, template_for
from facts.digest import canonical, digest
from facts.entities import MODELS
from facts.factset import FactSet
from facts.read import read_facts
from facts.sheets.forms import Column
from facts.sheets.head import matched
from facts.sheets.names import headers
from tests.sheets.make import book, messages, saved, values, written
from tests.sheets.portfolio import portfolio

EXAMPLE = Path(__file__).parents[2] / "facts" / "examples" / "forslag-2017.yaml"
AREAS = ("overtagelse", "rammeaftale", "samarbejde", "takst")
OFFICE = shutil.which("soffice")
SMALL = {"driftsherre": 3, "tilbud": 5, "takst": 9}


def template(area: str = "takst", lang: Lang = "da") -> bytes:
    return template_for(uses_of(Asked(areas=(area,))), "x.xlsx", lang)


def opened(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("area", AREAS)
def test_an_empty_template_reads_as_no_facts_without_a_problem(tmp_path: Path, area: str, lang: Lang) -> None:
    found = read_facts([written(tmp_path, template(area, lang))])
    assert (list(found), found.as_of, found.title) == ([], None, None)
    aside = [remark for remark in found.remarks if remark.place.line == 2]
    assert len(aside) == len(opened(template(area, lang)).sheetnames) - 2 - (
        "(List" in str(opened(template(area, lang)).sheetnames)
    )
    assert all("parent" in remark.text.to(lang) for remark in found.remarks)


def test_the_sheets_and_columns_are_what_the_rules_use() -> None:
    book = opened(template())
    assert book.sheetnames == [
        "(Vejledning)", "Om fakta", "Driftsherre", "Tilbud", "Overtagelse", "Regnskab", "Takst", "(Lister)",
    ]  # fmt: skip
    heads = [cell.value for cell in book["Regnskab"][1]]
    assert heads == [
        "Id", "Tilbud", "Regnskabsår", "Takstindtægter (kr.)", "Nettodriftsomkostninger (kr.)",
        "Resultat indregnet i taksten (kr.)", "År for indregning", "Overskud hensat (kr.)", "Hensættelsen er brugt",
        "Hensættelsens formål", "Hensættelsen er inden for rammeaftalen",
    ]  # fmt: skip
    english = opened(template(lang="en"))
    assert english.sheetnames[:3] == ["(Guide)", "About the facts", "Operator"]
    assert [cell.value for cell in english["Accounts"][1]][:3] == ["Id", "Offering", "Accounting year"]


def test_each_header_has_a_note_and_the_guide_a_line() -> None:
    book, uses = opened(template()), uses_of(Asked(areas=("takst",)))
    (head,) = [cell for cell in book["Takst"][1] if cell.value == "Belægningsprocent (%)"]
    note = head.comment
    assert note
    assert note.text.splitlines()[:2] == ["Skriv en procent som 6,1 %.", "Mindst 0 %, højst 200 %."]
    assert note.text.splitlines()[2].startswith("Bruges af: takst/")
    lines = [[cell.value for cell in row] for row in book["(Vejledning)"].iter_rows()]
    told = {(line[0], line[2]): line[4] for line in lines if line[2]}
    for (entity, field), rules in uses.items():
        title = MODELS[entity].LABEL.da.capitalize()
        assert told[title, field] == "\n".join(rules)


def test_lists_limits_and_formats() -> None:
    sheet = opened(template())["Takst"]
    rules = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}
    columns = {cell.value: cell.column_letter for cell in sheet[1]}
    assert rules[f"{columns['Taksttype']}2"].formula1 == '"standard,differentieret,individuel"'
    assert rules[f"{columns['Delt i basistakst og ydelsestakst']}2"].formula1 == '"ja,nej"'
    assert rules[f"{columns['Tilbud']}2"].formula1 == "'Tilbud'!$A$2:$A$10000"
    share = rules[f"{columns['Belægningsprocent (%)']}2"]
    assert (share.type, share.formula1, share.formula2) == ("decimal", "0", "2")
    year = rules[f"{columns['År']}2"]
    assert (year.type, year.formula1, year.formula2) == ("whole", "1970", "2100")
    formats = {name: sheet[f"{letter}3"].number_format for name, letter in columns.items()}
    assert (formats["Id"], formats["Takst (kr.)"], formats["Belægningsprocent (%)"]) == ("@", "#,##0.00", "0.00%")
    long = opened(template())["Tilbud"].data_validations.dataValidation
    assert any("(Lister)" in str(rule.formula1) for rule in long)
    assert opened(template())["(Lister)"].sheet_state == "hidden"


def test_the_example_row_is_read_once_its_id_is_written_over(tmp_path: Path) -> None:
    book = opened(template())
    book["Regnskab"]["A2"].value = "regnskab-1"
    book["Regnskab"]["B2"].value = None
    book.save(tmp_path / "x.xlsx")
    found = read_facts([tmp_path / "x.xlsx"])
    assert [subject.id for subject in found] == ["regnskab-1"]
    assert len(found.subjects["regnskab"]["regnskab-1"].values) == 10


@pytest.mark.parametrize("entity", MODELS)
def test_every_example_is_a_value(tmp_path: Path, entity: str) -> None:
    fields = {(entity, name): ("x/y",) for name in MODELS[entity].facts()}
    book = opened(template_for(fields, "x.xlsx", "da"))
    sheet = book[MODELS[entity].LABEL.da.capitalize()]
    sheet["A2"].value = "a"
    for cell in sheet[1]:
        name = matched(entity, cell.value)
        assert name
        if hasattr(MODELS[entity].facts()[name[0]].kind, "entity"):
            sheet.cell(2, cell.column).value = None
    book.save(tmp_path / "x.xlsx")
    assert len(list(read_facts([tmp_path / "x.xlsx"]))) == 1


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("entity", MODELS)
def test_every_header_is_known_again(entity: str, lang: Lang) -> None:
    written_as = {name: Column(entity, name).header(lang) for name in MODELS[entity].facts()}
    assert {name: (found := matched(entity, header)) and found[0] for name, header in written_as.items()} == {
        name: name for name in written_as
    }


@pytest.mark.parametrize("entity", MODELS)
def test_no_header_means_two_fields(entity: str) -> None:
    labels: dict[str, set[str]] = {}
    from facts.sheets.names import _headers, folded

    for name, header in _headers(entity):
        labels.setdefault(folded(header), set()).add(name)
    assert {header: names for header, names in labels.items() if len(names) > 1} == {}
    assert set(headers(entity)) == set(labels)


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_example_reads_back_equal(tmp_path: Path, lang: Lang) -> None:
    facts = read_facts([EXAMPLE])
    found = read_facts([written(tmp_path, converted(facts, "x.xlsx", lang))])
    assert canonical(found) == canonical(facts)
    assert (found.title, found.note) == (facts.title, facts.note)


def test_same_facts_same_bytes() -> None:
    assert converted(portfolio(SMALL), "x.xlsx", "da") == converted(portfolio(SMALL), "x.xlsx", "da")
    assert template() == template()


@pytest.mark.slow
def test_a_template_filled_with_three_thousand_tariffs_reads_back_equal(tmp_path: Path) -> None:
    facts = portfolio()
    path = fill(template_for(uses_of(Asked()), "x.xlsx", "da"), facts, tmp_path / "portfolio.xlsx")
    found = read_facts([path])
    assert {entity: len(of) for entity, of in found.subjects.items() if of} == {
        "driftsherre": 20, "tilbud": 800, "takst": 3000,
    }  # fmt: skip
    for subject in found:
        known = facts.subjects[subject.entity][subject.id].values
        assert subject.values == {name: kept for name, kept in known.items() if name in subject.values}
        # No rule uses the first three, and the last two only by another reading than the one used.
        assert {name for name in known if name not in subject.values} <= {
            *("doedsfald", "region", "beliggenhedskommune"),
            *("borgere", "borgere_andre"),
        }
    assert digest(found)


def fill(content: bytes, facts: FactSet, path: Path) -> Path:
    """Fill in a template as a person does: values under the headers, over the example."""
    from facts.sheets.forms import written as as_cell

    book = opened(content)
    for sheet in book.worksheets:
        entity = next((e for e, model in MODELS.items() if model.LABEL.da.capitalize() == sheet.title), None)
        if entity is None:
            continue
        names = {cell.column: matched(entity, cell.value) for cell in sheet[1]}
        for row, subject in enumerate(facts.subjects[entity].values(), 2):
            for column, name in names.items():
                assert name
                kept = subject.values.get(name[0])
                kind = MODELS[entity].facts()[name[0]].kind
                cell = sheet.cell(row, column)
                cell.value = None if kept is None else as_cell(kept, kind, "da")  # type: ignore[assignment]
                cell.number_format = Column(entity, name[0]).format("da")
                if isinstance(kept, str):
                    cell.data_type = "s"
    book.save(path)
    return path


def saved_again(path: Path, form: str = "xlsx") -> Path:
    """Have LibreOffice open a file and save it anew."""
    assert OFFICE, "KLAUSUL_DEMAND asks for LibreOffice, which is not here"
    again = path.parent / "again"
    command = [OFFICE, "--headless", f"-env:UserInstallation=file://{path.parent}/profile", "--convert-to", form]
    subprocess.run([*command, "--outdir", again, path], check=True, capture_output=True, timeout=300)
    return again / path.with_suffix(f".{form}").name


@pytest.mark.slow
@pytest.mark.skipif(not OFFICE and not os.environ.get("KLAUSUL_DEMAND"), reason="LibreOffice (soffice) is not here")
@pytest.mark.parametrize("kind", ["empty", "filled"])
def test_libreoffice_saves_it_again_and_it_reads_the_same(tmp_path: Path, kind: str) -> None:
    facts = read_facts([EXAMPLE])
    content = template() if kind == "empty" else converted(facts, "x.xlsx", "da")
    before = written(tmp_path, content)
    after = saved_again(before)
    found, first = read_facts([after]), read_facts([before])
    assert canonical(found) == canonical(first)
    assert (found.title, found.note, found.remarks) == (first.title, first.note, first.remarks)
    assert {s.id: s.places for s in found} == {s.id: s.places for s in first}
    kept = opened(after.read_bytes())["Takst"]
    assert kept["A1"].comment and len(kept.data_validations.dataValidation) >= 20


@pytest.mark.slow
@pytest.mark.skipif(not OFFICE and not os.environ.get("KLAUSUL_DEMAND"), reason="LibreOffice (soffice) is not here")
def test_libreoffice_works_out_formulas_and_their_values_count(tmp_path: Path) -> None:
    rows = [["id", "Efterregulering af taksten", "Pensionsprocent", "Nedsat fra", "Opdelt", "Navn"]]
    rows += [
        ["a", "=0.1+0.2", "=6.1%", "=DATE(2016,1,31)", "=1=1", '="G"&"ården"'],
        ["b", "=1/3", None, None, None, None],
    ]
    made = book(rows)
    made["Takst"]["C2"].number_format, made["Takst"]["D2"].number_format = "0.00%", "dd-mm-yyyy"
    path = saved(made, tmp_path)
    assert "formlen er ikke regnet ud" in messages(path)
    found = read_facts([saved_again(path)])
    assert values(found, "takst", "a") == {
        "efterregulering": 30, "pensionsprocent": 610, "nedsat_fra": date(2016, 1, 31), "opdelt": True,
        "navn": "Gården",
    }  # fmt: skip
    assert values(found, "takst", "b") == {"efterregulering": Fraction(333333333333333, 10**13)}
    found = read_facts([saved_again(path, "csv")])
    assert values(found, "takst", "a")["navn"] == "Gården"


@pytest.mark.slow
@pytest.mark.skipif(not OFFICE and not os.environ.get("KLAUSUL_DEMAND"), reason="LibreOffice (soffice) is not here")
def test_libreoffice_finds_a_formula_that_fails(tmp_path: Path) -> None:
    path = saved(book([["id", "Takst"], ["a", "=1/0"]]), tmp_path)
    assert "fakta.xlsx:Takst!B2: takst: cellen viser '#DIV/0!'" in messages(saved_again(path))
