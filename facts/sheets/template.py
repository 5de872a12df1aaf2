"""Workbooks to fill in, or with facts in them: a sheet for each entity, with notes, lists, limits, an example."""

from __future__ import annotations

from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from engine.source.problem import Place, Problem, Problems, shown
from engine.source.text import Lang, Text
from engine.values.kinds import DATE
from facts.factset import FactSet, Subject
from facts.sheets.about import NAMES
from facts.sheets.forms import AS_TEXT, FORMATS, Column, Written, written
from facts.sheets.guard import holds, put
from facts.sheets.guide import HEAD, WRAPPED, write_guide
from facts.sheets.layout import Layout
from facts.sheets.limits import Lists, limit
from facts.sheets.names import folded
from facts.sheets.rows import TOTALS
from facts.sheets.steady import steady
from facts.vocabulary import vocabulary

ABOUT = Text("Om fakta", "About the facts")
GUIDE = Text("(Vejledning)", "(Guide)")
EXAMPLE = Font(italic=True, color="808080")
FILL = PatternFill("solid", fgColor="DDE6F0")
NOTE_SIZE = (320, 220)
MOST_RULES = 12
"""How many rules a note names; the guide names them all."""
SPARE = 1_000
"""How many rows below the last one have lists and limits."""
USED = Text("Bruges af: ", "Used by: ")


def template(layout: Layout, lang: Lang) -> bytes:
    """Give an empty workbook, with an example row in each sheet."""
    return _Book(layout, lang).filled(None)


def filled(layout: Layout, facts: FactSet, lang: Lang) -> bytes:
    """Give a workbook with `facts`. Raises Problems for what no cell can hold."""
    return _Book(layout, lang).filled(facts)


class _Book:
    """Writes one workbook."""

    def __init__(self, layout: Layout, lang: Lang) -> None:
        self.layout, self.lang = layout, lang
        self.book = Workbook()
        self.lists = Lists()
        self.problems = list[Problem]()
        self.titles = {e: _title(e, lang) for e in layout.columns}

    def filled(self, facts: FactSet | None) -> bytes:
        """Give the workbook's bytes, the same for the same facts. Raises Problems."""
        guide = self.book.worksheets[0]
        guide.title = GUIDE.to(self.lang)
        write_guide(guide, self.layout, self.titles, self.lang)
        self._about(self.book.create_sheet(ABOUT.to(self.lang)), facts)
        for entity, columns in self.layout.columns.items():
            subjects = list(facts.subjects[entity].values()) if facts else []
            self._entity(self.book.create_sheet(self.titles[entity]), entity, columns, subjects)
        self.lists.write(self.book, self.lang)
        if self.problems:
            raise Problems(self.problems)
        self.book.active = 1
        return steady(self.book)

    def _about(self, sheet: Any, facts: FactSet | None) -> None:
        given: dict[str, Written | None] = {
            "as_of": facts.as_of if facts else None,
            "title": facts.title if facts else None,
            "note": facts.note if facts else None,
        }
        for row, (key, (label, kind)) in enumerate(NAMES.items(), 1):
            name = label.to(self.lang)
            put(sheet.cell(row, 1), name[:1].upper() + name[1:])
            sheet.cell(row, 1).font = HEAD
            form = FORMATS[DATE].to(self.lang) if kind == DATE else AS_TEXT
            value = given[key]
            if isinstance(value, date):
                value = written(value, DATE, self.lang)
            self._write(sheet.cell(row, 2), value, form)
            sheet.cell(row, 2).alignment = WRAPPED
        sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 22, 80

    def _entity(self, sheet: Any, entity: str, columns: tuple[Column, ...], subjects: list[Subject]) -> None:
        for number, column in enumerate(columns, 1):
            self._head(sheet, number, column)
        last = max(len(subjects), 1) + 1
        if subjects:
            for row, subject in enumerate(subjects, 2):
                self._subject(sheet, row, columns, subject)
        else:
            self._example(sheet, columns)
        for number, column in enumerate(columns, 1):
            letter = get_column_letter(number)
            if rule := limit(column, self.lang, self.lists, self.titles):
                rule.add(f"{letter}2:{letter}{last + SPARE}")
                sheet.add_data_validation(rule)
            for row in range(last + 1, last + 21):
                sheet.cell(row, number).number_format = column.format(self.lang)
        sheet.freeze_panes = "B2"

    def _head(self, sheet: Any, number: int, column: Column) -> None:
        cell, header = sheet.cell(1, number), column.header(self.lang)
        put(cell, header)
        cell.font, cell.fill, cell.alignment = HEAD, FILL, WRAPPED
        told = column.explained(self.lang)
        if rules := self.layout.uses.get((column.entity, column.name)):
            more = "" if len(rules) <= MOST_RULES else " …"
            told.append(USED.to(self.lang) + ", ".join(rules[:MOST_RULES]) + more)
        cell.comment = Comment("\n".join(told), "Klausul", NOTE_SIZE[1], NOTE_SIZE[0])
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width = max(12, min(30, len(header) + 2))
        dimension.number_format = column.format(self.lang)

    def _example(self, sheet: Any, columns: tuple[Column, ...]) -> None:
        for number, column in enumerate(columns, 1):
            cell = sheet.cell(2, number)
            self._write(cell, column.example(self.lang), column.format(self.lang))
            cell.font = EXAMPLE

    def _subject(self, sheet: Any, row: int, columns: tuple[Column, ...], subject: Subject) -> None:
        if folded(subject.id) in TOTALS:
            message = Text(
                f"id'et {shown(subject.id)} ligner en sum i et regneark",
                f"the id {shown(subject.id)} looks like a sum in a spreadsheet",
            )
            self.problems.append(Problem("sum-or-subject", subject.places["id"], message))
        for number, column in enumerate(columns, 1):
            if column.name in subject.values:
                value = written(subject.values[column.name], column.fact.kind, self.lang)
                place = subject.places[column.name]
                self._write(sheet.cell(row, number), value, column.format(self.lang), place)

    def _write(self, cell: Any, value: Written | None, form: str, place: Place | None = None) -> None:
        cell.number_format = form
        if isinstance(value, str):
            if not holds(value):
                self.problems.append(_unwritable(value, place or Place("-")))
                return
            put(cell, value)
        elif value is not None:
            cell.value = value
            cell.number_format = form


def _title(entity: str, lang: Lang) -> str:
    label = vocabulary().entities[entity].label.to(lang)
    return label[:1].upper() + label[1:]


def _unwritable(text: str, place: Place) -> Problem:
    message = Text(f"{shown(text)} kan ikke stå i en celle", f"{shown(text)} cannot stand in a cell")
    return Problem("not-for-cells", place, message, Text("kortere tekst uden særlige tegn", "shorter, plain text"))
