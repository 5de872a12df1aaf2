"""Answers where the question was: a copy of someone's workbook with the result beside the facts, and notes at cells."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.parsers.expat import ExpatError

from engine.decision.decide import Judgement
from engine.reports.words import CHANGE, OUTCOMES
from engine.reports.workbook.content import Row, rows
from engine.reports.workbook.graft import graft
from engine.reports.workbook.notes import annotate
from engine.reports.workbook.package import Package
from engine.reports.workbook.sheets import cleaned, free_titles, report_book, workbook_report
from engine.reports.workbook.splice import NotUtf8
from engine.source.problem import Place, Problem, Problems
from engine.source.read import read_bytes
from engine.source.text import Lang, Text

WORKBOOK = ".xlsx"
NOTED = ("breached", "remark", "deviation")
GONE = Text("Intet at bemærke her ved den seneste kontrol.", "Nothing to note here by the latest check.")
SIGNED = "_xmlsignatures/"


def asked_in(paths: Sequence[Path], output: Path) -> Path | None:
    """Give the one workbook among files of facts; None where there is none.

    Raises Problems where there are several, and where the answer would be written over a file of facts.
    """
    books = sorted({path for path in paths if path.suffix.lower() == WORKBOOK})
    problems = []
    if len(books) > 1:
        message = Text(
            f"{len(books)} regneark kan ikke besvares i én fil",
            f"{len(books)} workbooks cannot be answered in one file",
        )
        expected = Text(
            "ét regneark ad gangen, eller fakta som YAML ('klausul facts convert') for en rapport alene",
            "one workbook at a time, or the facts as YAML ('klausul facts convert') for a report on its own",
        )
        problems.append(Problem("several-workbooks", Place(books[0].name), message, expected))
    if any(path.exists() and output.exists() and path.samefile(output) for path in paths):
        message = Text("svaret ville overskrive fakta", "the answer would overwrite the facts")
        expected = Text("et andet navn efter -o", "another name after -o")
        problems.append(Problem("answer-over-facts", Place(output.name), message, expected))
    if problems:
        raise Problems(problems)
    return books[0] if books else None


def written_answer(judgement: Judgement, lang: Lang, book: Path | None) -> bytes:
    """Give the answer in a copy of the workbook at `book`; a report that stands alone where there is none.

    Raises Problems where the workbook cannot be read, or cannot be added to.
    """
    return workbook_report(judgement, lang) if book is None else answered(judgement, lang, read_bytes(book, book.name))


def answered(judgement: Judgement, lang: Lang, original: bytes) -> bytes:
    """Give a copy of the one workbook among the facts, with sheets of results and notes at the cells of breaches.

    What stands in `original` stays as it is, byte for byte: values, formulas, formats, drawings, hidden sheets.
    The same judgement and workbook give the same bytes. Raises Problems where the workbook cannot be added to.
    """
    (name,) = (file for file in judgement.facts.files if file.lower().endswith(WORKBOOK))
    package, result = Package(original), rows(judgement, lang)
    if any(part.startswith(SIGNED) for part in package.parts):
        raise Problems([_signed(name)])
    try:
        sheets = package.sheets()
        by_sheet = _notes(result, name, lang)
        book = report_book(judgement, result, free_titles(sheets, lang), lang, lambda place: place.file == name)
        for sheet, part in sheets.items():
            annotate(package, part, by_sheet.get(sheet, {}), GONE.to(lang))
        graft(package, book)
    except (NotUtf8, ExpatError, KeyError, ValueError):  # readable, but made otherwise than any spreadsheet does it
        raise Problems([_odd(name)]) from None
    return package.bytes()


def _notes(result: Sequence[Row], file: str, lang: Lang) -> dict[str, dict[tuple[int, int], str]]:
    """Give what to note at each cell that decided a breach, by sheet and by row and column."""
    found: dict[str, dict[tuple[int, int], list[str]]] = {}
    for row in result:
        for place in row.places if row.outcome in NOTED else ():
            if place.file == file and place.cell and place.sheet:
                cell = found.setdefault(place.sheet, {}).setdefault((place.line, place.column), [])
                cell.append(_note(row, lang))
    return {sheet: {at: "\n\n".join(texts) for at, texts in cells.items()} for sheet, cells in found.items()}


def _note(row: Row, lang: Lang) -> str:
    outcome = OUTCOMES[row.outcome].to(lang)
    lines = [f"{outcome[:1].upper()}{outcome[1:]}: {row.rule} ({row.subject})", row.why]
    if row.change:
        lines.append(f"{CHANGE.to(lang)}: {row.change}")
    return cleaned("\n".join([*lines, row.id]))


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
