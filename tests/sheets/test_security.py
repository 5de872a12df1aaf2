"""What a spreadsheet must not do to whoever opens it, and what is written must not do to whoever reads it."""

from __future__ import annotations

import csv
import struct
import time
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from openpyxl import load_workbook

from engine.source.problem import Problems
from facts.convert import converted
from facts.factset import FactSet
from facts.read import read_facts
from facts.sheets.guard import guarded
from facts.sheets.package import MAX_UNPACKED, MIB
from tests.sheets.make import CONTENT_TYPES, MAIN, changed, number, package, raw, row, text, written

GOOD = raw(row(1, text("A1", "id"), text("B1", "takst")) + row(2, text("A2", "a"), number("B2", "5")))
SHEET = "xl/worksheets/sheet1.xml"


def refused(folder: Path, content: bytes, code: str) -> str:
    with pytest.raises(Problems) as raised:
        read_facts([written(folder, content)])
    assert [problem.code for problem in raised.value.problems] == [code]
    return raised.value.problems[0].to("en")


def test_the_good_one_is_read(tmp_path: Path) -> None:
    assert read_facts([written(tmp_path, GOOD)]).subjects["takst"]["a"].values["takst"] == 500


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = changed(GOOD, **{SHEET: b" " * 100 * MIB})
    assert len(bomb) < MIB
    started = time.monotonic()
    assert refused(tmp_path, bomb, "zip-bomb") == (
        "fakta.xlsx: the file is too large when it is unpacked; "
        "expected at most 256 MiB in all, and nothing packed more than 200 times"
    )
    assert time.monotonic() - started < 2


def test_a_bomb_of_many_parts(tmp_path: Path) -> None:
    noise = bytes(range(256)) * 4 * 1024  # about 1 MiB, and packs well
    parts = {f"xl/media/{n}.bin": noise for n in range(MAX_UNPACKED // len(noise) + 1)}
    content = changed(GOOD, **parts)
    assert len(content) < 16 * MIB
    refused(tmp_path, content, "zip-bomb")


def test_a_small_part_may_be_packed_tightly(tmp_path: Path) -> None:
    many = "".join(f"<row r='{n}'><c r='A{n}'/></row>" for n in range(3, 2000)).encode()
    sheet = ZipFile(BytesIO(GOOD)).read(SHEET).replace(b"</sheetData>", many + b"</sheetData>")
    assert read_facts([written(tmp_path, changed(GOOD, **{SHEET: sheet}))]).subjects["takst"].keys() == {"a"}


def test_a_size_that_lies_is_not_believed(tmp_path: Path) -> None:
    bomb = bytearray(changed(GOOD, **{SHEET: b" " * 8 * MIB}))
    said = struct.pack("<L", 8 * MIB)
    assert bomb.count(said) == 2  # the part's own head, and the package's list
    refused(tmp_path, bytes(bomb.replace(said, struct.pack("<L", 100))), "damaged")


def test_too_many_parts(tmp_path: Path) -> None:
    refused(tmp_path, changed(GOOD, **{f"xl/media/{n}": b"" for n in range(2001)}), "damaged")


def test_too_large_a_file_is_not_read(tmp_path: Path) -> None:
    refused(tmp_path, b"PK" + b"x" * 16 * MIB, "too-large")


def test_too_many_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("facts.sheets.workbook.MAX_CELLS", 3)
    told = refused(tmp_path, GOOD, "too-many-cells")
    assert told == "fakta.xlsx:Takst: the file has too many cells; expected at most 1000000"


def test_too_many_cells_of_csv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("facts.sheets.separated.MAX_CELLS", 3)
    with pytest.raises(Problems) as raised:
        read_facts([written(tmp_path, b"id;takst\na;5\n", "takst.csv")])
    assert [problem.code for problem in raised.value.problems] == ["too-many-cells"]


def test_merged_cells_without_end(tmp_path: Path) -> None:
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    rows = row(1, text("A1", "id")) + row(2, text("A2", "a")) + row(3000, text("XFD3000", "x"))
    started = time.monotonic()
    refused(tmp_path, raw(rows, after=merged), "too-many-cells")
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    "part", [SHEET, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml", "_rels/.rels", "x.xml"]
)
@pytest.mark.parametrize("code", ["utf-8", "utf-16"])
def test_entities_are_refused_in_every_part(tmp_path: Path, part: str, code: str) -> None:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 9}">' for n in range(1, 12))
    evil = f'<?xml version="1.0" encoding="{code}"?><!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]><x>&a11;</x>'.encode(code)
    assert "XML entities" in refused(tmp_path, changed(GOOD, **{part: evil}), "xml-entities")


def test_an_entity_that_names_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hemmeligt")
    evil = f'<!DOCTYPE x [<!ENTITY a SYSTEM "file://{tmp_path}/secret">]>'
    sheet = ZipFile(BytesIO(GOOD)).read(SHEET).decode().replace("<t>id</t>", "<t>&a;</t>")
    assert "hemmeligt" not in refused(tmp_path, changed(GOOD, **{SHEET: evil + sheet}), "xml-entities")


@pytest.mark.parametrize("part", ["xl/vbaProject.bin", "xl/VBAPROJECT.BIN", "xl/macros/vbaProject.bin"])
def test_macros_are_refused_under_any_name(tmp_path: Path, part: str) -> None:
    assert refused(tmp_path, changed(GOOD, **{part: b"x"}), "macros") == (
        "fakta.xlsx: the file holds macros and is not opened; expected a file saved as .xlsx"
    )


def test_a_workbook_that_says_it_has_macros_is_refused(tmp_path: Path) -> None:
    said = CONTENT_TYPES.replace(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main",
        "application/vnd.ms-excel.sheet.macroEnabled.main",
    )
    refused(tmp_path, changed(GOOD, **{"[Content_Types].xml": said}), "macros")


def test_a_password_is_told_of(tmp_path: Path) -> None:
    locked = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 1024 + "EncryptedPackage".encode("utf-16-le")
    assert refused(tmp_path, locked, "encrypted") == (
        "fakta.xlsx: the file is protected by a password; expected a file saved without a password"
    )


def test_a_part_behind_a_password_is_told_of(tmp_path: Path) -> None:
    content = bytearray(GOOD)
    at = content.rindex(b"PK\x01\x02")
    content[at + 8] |= 1
    refused(tmp_path, bytes(content), "encrypted")


@pytest.mark.parametrize(
    "name", ["../outside.xml", "/etc/passwd", "xl/../../x", "C:/x", "\\\\server\\x", "xl\\..\\..\\x"]
)
def test_parts_that_lead_out_are_refused(tmp_path: Path, name: str) -> None:
    file = BytesIO()
    with ZipFile(BytesIO(GOOD)) as good, ZipFile(file, "w", ZIP_DEFLATED) as evil:
        for part in good.namelist():
            evil.writestr(part, good.read(part))
        info = ZipInfo("x")
        info.filename = name
        evil.writestr(info, b"x")
    refused(tmp_path, file.getvalue(), "path-out")
    assert [path.name for path in tmp_path.iterdir()] == ["fakta.xlsx"]


def test_a_sheet_that_stands_outside_is_not_looked_for(tmp_path: Path) -> None:
    (tmp_path / "secret.xml").write_text(f'<worksheet xmlns="{MAIN}"/>')
    relations = ZipFile(BytesIO(GOOD)).read("xl/_rels/workbook.xml.rels")
    for target in (b"../../secret.xml", f"file://{tmp_path}/secret.xml".encode()):
        evil = changed(GOOD, **{"xl/_rels/workbook.xml.rels": relations.replace(b"worksheets/sheet1.xml", target)})
        with pytest.raises(Problems):
            read_facts([written(tmp_path, evil)])


def test_links_to_other_files_are_not_followed_but_told_of(tmp_path: Path) -> None:
    link = f'<externalLink xmlns="{MAIN}"><externalBook/></externalLink>'
    sheet = ZipFile(BytesIO(GOOD)).read(SHEET).replace(b"<v>5</v>", b"<f>[1]Ark1!A1</f><v>7</v>")
    found = read_facts([written(tmp_path, changed(GOOD, **{"xl/externalLinks/externalLink1.xml": link, SHEET: sheet}))])
    assert found.subjects["takst"]["a"].values["takst"] == 700
    assert [remark.text.en for remark in found.remarks] == [
        "the file refers to other files, which are not opened; values from them are as they were last saved here"
    ]


def test_two_parts_of_one_name_are_refused(tmp_path: Path) -> None:
    file = BytesIO(GOOD)
    with pytest.warns(UserWarning, match="Duplicate name"), ZipFile(file, "a") as evil:
        evil.writestr(SHEET, "<x/>")
    refused(tmp_path, file.getvalue(), "damaged")


def test_a_package_without_a_list_of_contents_is_refused(tmp_path: Path) -> None:
    refused(tmp_path, package({"x.txt": "hello"}), "damaged")


NAMES = [
    "=1+1",
    "+45 86 12 34 56",
    "-Gården",
    "@Gården",
    "=cmd|' /C calc'!A0",
    "'=1",
    "#N/A",
    "_x0041_",
    "a=1",
    "'Gården",
]


def facts_named(folder: Path) -> FactSet:
    items = "".join(f'  - id: t{at}\n    navn: "{name}"\n' for at, name in enumerate(NAMES))
    (folder / "f.yaml").write_text(f"tilbud:\n{items}")
    return read_facts([folder / "f.yaml"])


def test_no_name_becomes_a_formula_in_a_workbook(tmp_path: Path) -> None:
    content = converted(facts_named(tmp_path), "x.xlsx", "da")
    sheet = load_workbook(BytesIO(content))["Tilbud"]
    assert [sheet.cell(at, 2).data_type for at in range(2, 2 + len(NAMES))] == ["s"] * len(NAMES)
    assert b"<f>" not in ZipFile(BytesIO(content)).read("xl/worksheets/sheet3.xml")
    assert [sheet.cell(at, 2).quotePrefix for at in range(2, 6)] == [True] * 4
    found = read_facts([written(tmp_path, content, "x.xlsx")])
    assert [s.values["navn"] for s in found] == NAMES


def test_no_name_becomes_a_formula_in_csv(tmp_path: Path) -> None:
    content = converted(facts_named(tmp_path), "x.csv", "da")
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert not [cell for line in rows for cell in line if cell[:1] in tuple("=+-@\t\r")]
    found = read_facts([written(tmp_path, content, "tilbud.csv")])
    assert [s.values["navn"] for s in found] == NAMES


@pytest.mark.parametrize("name", ["=1", "+1", "-1", "@x", "\tx", "\rx", "'=1"])
def test_a_guarded_text_begins_with_an_apostrophe(name: str) -> None:
    assert guarded(name) == f"'{name}"


@pytest.mark.parametrize("name", ["", "Gården", "a=1", "1-2", "'Gården"])
def test_other_texts_stay_as_they_are(name: str) -> None:
    assert guarded(name) == name


def test_what_no_cell_can_hold_is_not_written(tmp_path: Path) -> None:
    (tmp_path / "f.yaml").write_text(f"tilbud:\n  - id: a\n    navn: {'x' * 40_000}\n  - id: total\n")
    with pytest.raises(Problems) as raised:
        converted(read_facts([tmp_path / "f.yaml"]), "x.xlsx", "da")
    assert [(str(p.place), p.code) for p in raised.value.problems] == [
        ("f.yaml:3:11", "not-for-cells"), ("f.yaml:4:5", "sum-or-subject"),
    ]  # fmt: skip
