"""Spreadsheets made by the tests: with openpyxl where it can, part by part where a file is to be odd."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

from engine.source.problem import Problems
from facts.factset import FactSet
from facts.read import read_facts

Rows = Sequence[Sequence[Any]]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
CONTENT_TYPES = f"""<Types xmlns="{PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/>
<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/>
</Types>"""
STYLES = f"""<styleSheet xmlns="{MAIN}">
<fonts count="1"><font/></fonts><fills count="1"><fill><patternFill/></fill></fills>
<borders count="1"><border/></borders>
<cellStyleXfs count="1"><xf/></cellStyleXfs>
<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="14"/></cellXfs>
</styleSheet>"""
PERCENT, DATE = 1, 2
"""The styles of a book made part by part that show a number so."""


def book(rows: Rows | None = None, name: str = "Takst", **more: Rows) -> Workbook:
    """Give a workbook with these rows in its sheets."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, content in (({} if rows is None else {name: rows}) | more).items():
        sheet = made.create_sheet(title)
        for row in content:
            sheet.append(list(row))
    return made


def saved(made: Workbook, folder: Path, name: str = "fakta.xlsx") -> Path:
    """Save a workbook."""
    made.save(folder / name)
    return folder / name


def raw(rows: str, sheet: str = "Takst", before: str = "", after: str = "", dates: str = "") -> bytes:
    """Give a workbook whose one sheet has these rows as XML."""
    parts = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": _relations({"r1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{dates}<sheets>'
        f'<sheet name="{sheet}" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(
            {"r1": ("worksheet", "worksheets/sheet1.xml"), "r2": ("styles", "styles.xml")}
        ),
        "xl/styles.xml": STYLES,
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}'
        "</worksheet>",
    }
    return package(parts)


def _relations(of: Mapping[str, tuple[str, str]]) -> str:
    each = "".join(f'<Relationship Id="{i}" Type="{OFFICE}/{kind}" Target="{to}"/>' for i, (kind, to) in of.items())
    return f'<Relationships xmlns="{PACKAGE}/relationships">{each}</Relationships>'


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """Give a zip file of these parts."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


def changed(content: bytes, **parts: str | bytes | None) -> bytes:
    """Give a zip file with some parts changed, added or (None) left out."""
    with ZipFile(BytesIO(content)) as made:
        held: dict[str, str | bytes] = {name: made.read(name) for name in made.namelist()}
    for name, new in parts.items():
        held.pop(name, None)
        if new is not None:
            held[name] = new
    return package(held)


def row(number: int, *cells: str, more: str = "") -> str:
    """Give a row of XML."""
    return f'<row r="{number}" {more}>{"".join(cells)}</row>'


def text(at: str, content: str) -> str:
    """Give a cell of text."""
    return f'<c r="{at}" t="inlineStr"><is><t>{content}</t></is></c>'


def number(at: str, stored: str, style: int = 0, formula: str = "") -> str:
    """Give a cell with a stored figure, and the formula it came from."""
    worked = f"<f>{formula}</f>" if formula else ""
    return f'<c r="{at}" s="{style}">{worked}<v>{stored}</v></c>'


def written(folder: Path, content: bytes, name: str = "fakta.xlsx") -> Path:
    """Write a file."""
    (folder / name).write_bytes(content)
    return folder / name


def values(facts: FactSet, entity: str, id_: str) -> dict[str, Any]:
    """Give what is known of a subject, besides its id."""
    return {name: kept for name, kept in facts.subjects[entity][id_].values.items() if name != "id"}


def messages(*paths: Path) -> str:
    """Give the problems of files in both languages; the facts, where they have none."""
    try:
        read_facts(paths)
    except Problems as found:
        return "\n".join([*(p.to("da") for p in found.problems), *(p.to("en") for p in found.problems), ""])
    return "ingen fejl\n"
