"""What holds for all facts and all files: written in any form they read back the same; any file is read or refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from engine.source.problem import Problems
from engine.source.text import Lang
from engine.values.kinds import MONEY, NUMBER, SHARE
from facts.convert import converted, template_for
from facts.digest import canonical, digest
from facts.entities import MODELS
from facts.factset import FactSet
from facts.read import read_facts
from facts.sheets.days import days
from facts.sheets.figures import figures
from facts.sheets.forms import figure_text
from facts.sheets.names import headers
from facts.sheets.rows import TOTALS
from tests.facts.test_properties import Facts, all_facts, as_json, document_of, entries
from tests.sheets.make import raw, row, text

LANGUAGES = st.sampled_from(["da", "en"])


def facts_of(facts: Facts, about: dict[str, Any] | None = None) -> FactSet:
    with TemporaryDirectory() as folder:
        content, suffix = as_json(document_of(entries(facts)) | (about or {}))
        path = Path(folder, f"f{suffix}")
        path.write_text(content, "utf-8")
        return read_facts([path])


def again(content: bytes, name: str) -> FactSet:
    with TemporaryDirectory() as folder:
        Path(folder, name).write_bytes(content)
        return read_facts([Path(folder, name)])


def usable(facts: FactSet) -> bool:
    """Leave out what a spreadsheet takes for a sum."""
    return not any(subject.id in TOTALS for subject in facts)


ABOUT = st.fixed_dictionaries(
    {},
    optional={
        "as_of": st.dates().map(date.isoformat),
        "title": st.sampled_from(
            ["Takster", "=1+1", "null", "ja", "2017", "a: b", "én\nto", "'", "- x", "# y", "=", "<<", "!", "~"]
        ),
        "note": st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1).filter(str.strip),
    },
)


@settings(max_examples=20)
@given(all_facts(), ABOUT, LANGUAGES, st.sampled_from(sorted(MODELS)))
def test_every_form_reads_back_the_same(facts: Facts, about: dict[str, str], lang: Lang, entity: str) -> None:
    first = facts_of(facts, about)
    for name in ("x.yaml", "x.json", "x.xlsx") if usable(first) and list(first) else ("x.yaml", "x.json"):
        found = again(converted(first, name, lang), name)
        assert canonical(found) == canonical(first)
        assert (found.title, found.note) == (first.title, first.note)
    if usable(first) and first.subjects[entity]:
        csv_reads_back_the_same(first, lang, entity)


@pytest.mark.parametrize(
    "note", ["=", "<<", "!", "~", "null", "2017-01-01", "0x1", "1_000", "ja", "&", "*", "%", "@", "`"]
)
def test_a_text_that_yaml_has_other_use_for_reads_back(note: str) -> None:
    found = again(converted(facts_of({}, {"note": note}), "x.yaml", "da"), "x.yaml")
    assert found.note == note


def csv_reads_back_the_same(facts: FactSet, lang: Lang, entity: str) -> None:
    """One kind of subject as CSV, the others as JSON beside it."""
    one = replace(facts, subjects={entity: facts.subjects[entity]}, as_of=None, title=None, note=None)
    others = replace(facts, subjects={of: subjects for of, subjects in facts.subjects.items() if of != entity})
    with TemporaryDirectory() as folder:
        Path(folder, f"{entity}.csv").write_bytes(converted(one, "x.csv", lang))
        Path(folder, "others.json").write_bytes(converted(others, "x.json", lang))
        found = read_facts(sorted(Path(folder).iterdir()))
    assert canonical(found) == canonical(facts)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12), LANGUAGES)
def test_a_written_figure_is_read_in_one_way(figure: Decimal, lang: Lang) -> None:
    for kind in (MONEY, NUMBER, SHARE):
        (found,) = figures(figure_text(figure, kind, lang))
        assert found.value == figure


@given(st.integers(-(10**9), 10**9), st.integers(0, 4))
def test_a_figure_with_groups_in_danish_and_in_english(units: int, places: int) -> None:
    figure = Decimal(units).scaleb(-places)
    english = f"{figure:,f}"
    danish = english.translate(str.maketrans(",.", ".,"))
    for written in (english, danish):
        found = [way.value for way in figures(written)]
        assert figure in found
        # Two readings only where one sign stands once, with three digits after it.
        assert len(found) == 1 or (len(written.strip("-")) <= 7 and written[-4] in ",.")


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_date_in_every_form_has_its_day_among_the_readings(day: date) -> None:
    forms = ("%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d %B %Y", "%B %d, %Y", "%Y-%m-%dT00:00:00")
    for form in forms:
        assert day in days(day.strftime(form)).values()


@given(st.text(max_size=60))
def test_any_text_is_a_figure_or_a_date_or_neither(any_text: str) -> None:
    assert len(figures(any_text)) <= 2
    assert len(days(any_text)) <= 2


HEADERS = sorted({header for entity in MODELS for header in headers(entity)} | {"(x)", "noter", "takst (kr.)", "?"})
CELLS = (
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats(allow_nan=False, allow_infinity=False)
    | st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)) | st.just(time(12, 30))
    | st.sampled_from(["a", "b", "ja", "1.234", "12,5", "6,1 %", "01-02-2016", "1. maj 2016", "I alt", "Note:", "(x)"])
    | st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=12)
)  # fmt: skip
TITLES = st.sampled_from(["Takst", "Tilbud", "Om fakta", "Ark1", "(x)", "Regnskaber 2015", "Fakta", "a'b !", "Budget"])
ROWS = st.lists(st.lists(st.sampled_from(HEADERS) | CELLS, max_size=6), max_size=5)


@settings(max_examples=60)
@given(st.dictionaries(TITLES, st.tuples(st.lists(st.sampled_from(["id", *HEADERS]), max_size=6), ROWS), min_size=1))
def test_any_workbook_is_read_or_refused(sheets: dict[str, tuple[list[str], list[list[Any]]]]) -> None:
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, (head, rows) in sheets.items():
        sheet = made.create_sheet(title)
        for line in [head, *rows]:
            sheet.append(line)
    content = BytesIO()
    made.save(content)
    read_or_refused(content.getvalue(), "x.xlsx")


@given(
    st.binary(max_size=200) | st.text(max_size=200).map(str.encode), st.sampled_from(["x.csv", "takst.csv", "x.xlsx"])
)
def test_any_bytes_are_read_or_refused(content: bytes, name: str) -> None:
    read_or_refused(content, name)


GOOD = raw(row(1, text("A1", "id"), text("B1", "takst")) + row(2, text("A2", "a"), text("B2", "5")))
PARTS = ZipFile(BytesIO(GOOD)).namelist()


@settings(max_examples=150)
@given(
    st.sampled_from(PARTS),
    st.integers(0, 2000),
    st.binary(max_size=6) | st.sampled_from([b"<", b'"', b"9", b"-1", b""]),
)
def test_any_slip_in_a_part_is_read_or_refused(part: str, at: int, slip: bytes) -> None:
    content = BytesIO()
    with ZipFile(BytesIO(GOOD)) as good, ZipFile(content, "w") as bad:
        for name in PARTS:
            kept = good.read(name)
            if name == part:
                at %= len(kept)
                kept = kept[:at] + slip + kept[at + len(slip) :]
            bad.writestr(name, kept)
    read_or_refused(content.getvalue(), "x.xlsx")


@given(st.integers(0, len(GOOD)), st.binary(min_size=1, max_size=4))
def test_any_slip_in_a_file_is_read_or_refused(at: int, slip: bytes) -> None:
    read_or_refused(GOOD[:at] + slip + GOOD[at + len(slip) :], "x.xlsx")


def read_or_refused(content: bytes, name: str) -> None:
    try:
        found = again(content, name)
    except Problems as refused:
        assert refused.problems
        for problem in refused.problems:
            for line in (problem.to("da"), problem.to("en")):
                assert line.startswith(name)
                assert "".join(line.splitlines()) == line
    else:
        assert digest(found).startswith("sha256:")
        assert all(str(remark.place).startswith(name) for remark in found.remarks)


@pytest.mark.parametrize("name", ["x.pdf", "x", "x.xlsm"])
def test_other_forms_are_not_written(name: str) -> None:
    with pytest.raises(Problems) as raised:
        converted(facts_of({}), name, "da")
    assert [problem.code for problem in raised.value.problems] == ["file-type"]
    with pytest.raises(Problems):
        template_for({}, name, "da")


def test_csv_holds_one_kind_of_subject_only() -> None:
    for facts in ({"takst": {"a": {}}, "tilbud": {"b": {}}}, {}):
        with pytest.raises(Problems) as raised:
            converted(facts_of(facts), "x.csv", "da")
        assert [problem.to("en") for problem in raised.value.problems] == [
            "x.csv: CSV holds one kind of subject only, without date, title and note; expected a file named .xlsx"
        ]
