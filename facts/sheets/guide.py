"""The first sheet of a template: how to fill it in, what each column holds, and which rules use it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from engine.source.text import Lang, Text
from facts.sheets.guard import put
from facts.sheets.layout import Layout

HEAD = Font(bold=True)
WRAPPED = Alignment(wrap_text=True, vertical="top")
INTRODUCTION = Text(
    "Udfyld et ark for hver slags emne, én række for hvert emne. Kun id skal udfyldes; en tom celle betyder ukendt, "
    "ikke nej og ikke 0.\n"
    "Id er et kort navn, der står én gang i hvert ark (gaarden-1). Andre ark henviser til det.\n"
    "Rækken med (eksempel) læses ikke. Overskriv den, eller lad den stå. Hvad der står i parentes, læses aldrig: "
    "en række med id i parentes, en kolonne med overskriften i parentes, et ark som dette.\n"
    "Flere ark og flere filer kan handle om det samme emne, når id er det samme.\n"
    "Kontrollér med: klausul facts check FIL",
    "Fill in a sheet for each kind of subject, a row for each subject. Only the id must be there; an empty cell means "
    "unknown, not no and not 0.\n"
    "The id is a short name that stands once in each sheet (gaarden-1). Other sheets refer to it.\n"
    "The row with (example) is not read. Write over it, or leave it. What is in parentheses is never read: "
    "a row whose id is, a column whose header is, a sheet such as this one.\n"
    "Several sheets and several files can tell of one subject, if the id is the same.\n"
    "Check with: klausul facts check FILE",
)
HEADS = (
    Text("Ark", "Sheet"),
    Text("Kolonne", "Column"),
    Text("Felt", "Field"),
    Text("Hvad", "What"),
    Text("Bruges af reglerne", "Used by the rules"),
)
WIDTHS = (20, 34, 26, 70, 46)


def write_guide(sheet: Any, layout: Layout, titles: Mapping[str, str], lang: Lang) -> None:
    """Write the guide into an empty sheet. `titles`: the sheets, by entity."""
    row = 0
    for row, line in enumerate(INTRODUCTION.to(lang).splitlines(), 1):
        put(sheet.cell(row, 1), line)
    row += 2
    for number, (head, width) in enumerate(zip(HEADS, WIDTHS, strict=True), 1):
        put(sheet.cell(row, number), head.to(lang))
        sheet.cell(row, number).font = HEAD
        sheet.column_dimensions[get_column_letter(number)].width = width
    for entity, columns in layout.columns.items():
        for column in columns:
            row += 1
            rules = "\n".join(layout.uses.get((entity, column.name), ()))
            told = "\n".join(column.explained(lang))
            for number, text in enumerate((titles[entity], column.header(lang), column.name, told, rules), 1):
                put(sheet.cell(row, number), text)
                sheet.cell(row, number).alignment = WRAPPED
