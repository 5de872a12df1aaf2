"""Facts written as CSV: one kind of subject, and nothing else; and the choice of a form by a file's name."""

from __future__ import annotations

import csv
from codecs import BOM_UTF8
from io import StringIO

from engine.source.problem import Place, Problem, Problems
from engine.source.text import Lang, Text
from facts.factset import FactSet
from facts.sheets.forms import csv_text
from facts.sheets.guard import guarded
from facts.sheets.layout import Layout

SEPARATOR = {"da": ";", "en": ","}


def as_csv(layout: Layout, facts: FactSet, lang: Lang, file: str) -> bytes:
    """Give the facts as CSV, named `file` in problems. Raises Problems where a table does not hold them all."""
    if len(layout.columns) != 1 or facts.as_of or facts.title or facts.note:
        message = Text(
            "CSV rummer kun ét slags emne, uden dato, titel og note",
            "CSV holds one kind of subject only, without date, title and note",
        )
        raise Problems(
            [Problem("not-for-csv", Place(file), message, Text("en fil med navnet .xlsx", "a file named .xlsx"))]
        )
    ((entity, columns),) = layout.columns.items()
    page = StringIO()
    writer = csv.writer(page, delimiter=SEPARATOR[lang], lineterminator="\r\n")
    writer.writerow([column.header(lang) for column in columns])
    for subject in facts.subjects[entity].values():
        values = subject.values
        row = [(values.get(column.name), column.fact.kind) for column in columns]
        writer.writerow(["" if kept is None else _cell(csv_text(kept, kind, lang), kept) for kept, kind in row])
    return BOM_UTF8 + page.getvalue().encode()


def _cell(text: str, kept: object) -> str:
    return guarded(text) if isinstance(kept, str) else text
