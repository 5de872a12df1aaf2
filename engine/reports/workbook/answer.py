"""Answers where the question was: a copy of someone's workbook with the result beside the facts, and notes at cells."""

from __future__ import annotations

from collections.abc import Sequence
from xml.parsers.expat import ExpatError

from engine.decision.decide import Judgement
from engine.reports.picked import verdict
from engine.reports.reporter import View
from engine.reports.workbook.about import WORKBOOK
from engine.reports.workbook.content import ABOUT, Listing, Row
from engine.reports.workbook.graft import graft
from engine.reports.workbook.notes import annotate
from engine.reports.workbook.package import Package
from engine.reports.workbook.sheets import cleaned, free_titles, report_book
from engine.reports.workbook.splice import NotUtf8
from engine.source.problem import Place, Problem, Problems
from engine.source.text import Text
from facts.sheets.steady import steady

NOTED = ("breached", "remark", "deviation")
GONE = Text("Intet at bemærke her ved den seneste kontrol.", "Nothing to note here by the latest check.")
SIGNED = "_xmlsignatures/"


def on_its_own(judgement: Judgement, listings: Sequence[Listing], view: View) -> bytes:
    """Give the sheets in a workbook of their own: the same bytes for the same judgement and view."""
    titles = [title.to(view.lang) for title in (*(each.title for each in listings), ABOUT)]
    return steady(report_book(judgement, listings, titles, view))


def answered(
    judgement: Judgement, listings: Sequence[Listing], told: Sequence[Row], view: View, original: bytes
) -> bytes:
    """Give a copy of the one workbook among the facts, with the sheets, and notes at the cells of breaches in `told`.

    What stands in `original` stays as it is, byte for byte: values, formulas, formats, drawings, hidden sheets. A
    summary has no notes and leaves those of an earlier answer.
    The same judgement and workbook give the same bytes. Raises Problems where the workbook cannot be added to.
    """
    (name,) = (file for file in judgement.facts.files if file.lower().endswith(WORKBOOK))
    package = Package(original)
    if any(part.startswith(SIGNED) for part in package.parts):
        raise Problems([_signed(name)])
    try:
        sheets = package.sheets()
        titles = free_titles([*(each.title for each in listings), ABOUT], sheets, view.lang)
        book = report_book(judgement, listings, titles, view, lambda place: place.file == name and bool(place.cell))
        by_sheet = _notes(told, name)
        for sheet, part in sheets.items() if view.detail != "summary" else ():
            annotate(package, part, by_sheet.get(sheet, {}), GONE.to(view.lang))
        graft(package, book)
    except (NotUtf8, ExpatError, KeyError, ValueError):  # readable, but made otherwise than any spreadsheet does it
        raise Problems([_odd(name)]) from None
    return package.bytes()


def _notes(told: Sequence[Row], file: str) -> dict[str, dict[tuple[int, int], str]]:
    """Give what to note at each cell that decided a breach, by sheet and by row and column."""
    found: dict[str, dict[tuple[int, int], list[str]]] = {}
    for row in told:
        for place in row.places if verdict(row.decision) in NOTED else ():
            if place.file == file and place.cell and place.sheet:
                cell = found.setdefault(place.sheet, {}).setdefault((place.line, place.column), [])
                cell.append(_note(row))
    return {sheet: {at: "\n\n".join(texts) for at, texts in cells.items()} for sheet, cells in found.items()}


def _note(row: Row) -> str:
    head = f"{row.outcome[:1].upper()}{row.outcome[1:]}: {row.rule} – {row.subject}"
    return cleaned("\n".join([head, row.why, *row.amends]))


def _signed(name: str) -> Problem:
    message = Text(
        "filen er signeret digitalt, og et svar i den ville bryde signaturen",
        "the file is signed digitally, and an answer in it would break the signature",
    )
    expected = Text("en kopi uden signatur", "a copy without the signature")
    return Problem("signed", Place(name), message, expected)


def _odd(name: str) -> Problem:
    message = Text(
        "filen kan læses, men ikke besvares uden at ændre i den", "the file can be read, but not answered in unchanged"
    )
    expected = Text("en fil gemt som .xlsx i et regneark", "a file saved as .xlsx by a spreadsheet")
    return Problem("not-for-answers", Place(name), message, expected)
