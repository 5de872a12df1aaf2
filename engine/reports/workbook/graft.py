"""The report's sheets put into someone's workbook, after its own: new sheets, and new styles after those there are."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element, fromstring
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZipFile

from openpyxl.utils.cell import absolute_coordinate
from openpyxl.xml.constants import SHEET_MAIN_NS

from engine.reports.workbook.package import Package
from engine.reports.workbook.splice import RELATED, Part, xml

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
SECTIONS = (
    *("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles"),
    *("dxfs", "tableStyles", "colors", "extLst"),
)
"""The sections of a workbook's styles, in order."""
AFTER_NAMES = (
    *("calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing"),
    *("fileRecoveryPr", "webPublishObjects", "extLst"),
)
"""What stands in a workbook after the names it defines."""
POINTS = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}
"""What a style points to by number, and the section that holds it."""
CELL = re.compile(rb'(<c r="[A-Z]+[0-9]+")(?: s="([0-9]+)")?')
"""How openpyxl begins a cell, with the number of its style where it has one."""
MAIN = f"{{{SHEET_MAIN_NS}}}"


def graft(package: Package, book: Any) -> None:
    """Put the sheets of openpyxl's `book` at the end of a workbook."""
    titles = {sheet.title: _names(sheet) for sheet in book.worksheets}
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = False  # the user's own sheet is shown first
    saved = BytesIO()
    book.save(saved)
    with ZipFile(saved) as parts:
        styles = fromstring(parts.read("xl/styles.xml"))  # noqa: S314 - our own
        sheets = [parts.read(f"xl/worksheets/sheet{number}.xml") for number in range(1, len(titles) + 1)]
    first = _styles(package, styles, parts_of=saved)
    targets = {title: _sheet(package, sheet, first) for title, sheet in zip(titles, sheets, strict=True)}
    _list(package, targets, titles)


def _names(sheet: Any) -> dict[str, str]:
    """Give the names that spreadsheets have for ranges of a sheet: the rows printed on every page, those filtered."""
    reference = sheet.auto_filter.ref
    filtered = absolute_coordinate(reference) if reference else None
    names = {"_xlnm._FilterDatabase": filtered, "_xlnm.Print_Titles": sheet.print_title_rows}
    return {name: ranged for name, ranged in names.items() if ranged}


def _sheet(package: Package, sheet: bytes, first: int) -> str:
    """Add a sheet whose styles begin at `first`; give the id of the relation to it."""
    content = CELL.sub(lambda cell: b'%s s="%d"' % (cell[1], int(cell[2] or 0) + first), sheet)
    part = package.add("xl/worksheets/klausul.xml", content, f"{KIND}.worksheet+xml")
    return package.relate(package.workbook, "worksheet", part)


def _styles(package: Package, ours: Element, parts_of: BytesIO) -> int:
    """Add our styles after the workbook's own; give the number of the first."""
    own = next(iter(package.related(package.workbook, "styles").values()), None)
    if own is None:
        with ZipFile(parts_of) as parts:
            part = package.add("xl/styles.xml", parts.read("xl/styles.xml"), f"{KIND}.styles+xml")
        package.relate(package.workbook, "styles", part)
        return 0
    theirs = Part(package.parts[own], {*POINTS.values(), "cellXfs"})
    held = {span.name: span for span in theirs.children()}
    counts = {name: len(theirs.children(held[name])) if name in held else 0 for name in (*POINTS.values(), "cellXfs")}
    for name in (*POINTS.values(), "cellXfs"):
        new = list(ours.find(f"{MAIN}{name}") or ())
        if name == "cellXfs":
            for style in new:
                _point(style, counts)
        content = "".join(xml(each, theirs.prefix) for each in new)
        if name in held:
            theirs.append(held[name], content)
            theirs.count(held[name], counts[name] + len(new))
        else:
            tag = theirs.prefix + name
            later = SECTIONS[SECTIONS.index(name) + 1 :]
            theirs.before(later, f'<{tag} count="{len(new)}">{content}</{tag}>')
    package.parts[own] = theirs.written()
    return counts["cellXfs"]


def _point(style: Element, counts: dict[str, int]) -> None:
    """Let a style point to our fonts, fills and borders where they are now."""
    for attribute, section in POINTS.items():
        style.set(attribute, str(int(style.get(attribute, "0")) + counts[section]))
        style.set(f"apply{attribute[0].upper()}{attribute[1:-2]}", "1")
    style.set("xfId", "0")


def _list(package: Package, targets: dict[str, str], names: dict[str, dict[str, str]]) -> None:
    """List sheets in the workbook, after its own, with the names of their ranges."""
    book = Part(package.parts[package.workbook])
    sheets = book.child("sheets")
    assert sheets  # noqa: S101 - facts were read from them
    own = book.children(sheets)
    number = max(int(each.attributes["sheetId"]) for each in own)
    told = []
    for at, (title, relation) in enumerate(targets.items()):
        tag = f'{book.prefix}sheet xmlns:r="{RELATED}"'
        book.append(sheets, f'<{tag} name={quoteattr(title)} sheetId="{number + at + 1}" r:id="{relation}"/>')
        told += [_defined(book.prefix, name, title, ranged, len(own) + at) for name, ranged in names[title].items()]
    defined = book.child("definedNames")
    if defined:
        book.append(defined, "".join(told))
    elif told:
        tag = f"{book.prefix}definedNames"
        book.before(AFTER_NAMES, f"<{tag}>{''.join(told)}</{tag}>")
    package.parts[package.workbook] = book.written()


def _defined(prefix: str, name: str, sheet: str, ranged: str, position: int) -> str:
    """Give the name of a range of the sheet at a position; that of filtered rows is not shown to people."""
    hidden = ' hidden="1"' if name.endswith("FilterDatabase") else ""
    text = escape("'" + sheet.replace("'", "''") + "'!" + ranged)
    return f'<{prefix}definedName name="{name}" localSheetId="{position}"{hidden}>{text}</{prefix}definedName>'
