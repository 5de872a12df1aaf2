"""A workbook as people make them: formats, formulas, merged and hidden cells, validations, a chart, notes."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

TAKST = [
    ["Takster 2017", None, None, None, None],
    ["id", "Tilbud", "Takst", "Administration", "Direkte omkostninger", "(intern)"],
    ["aa-1", "aa", 2000, 61, 1000, "=C3*2"],
    ["aa-2", "aa", 1000, 64.5, 1000, "=C4*2"],
    ["skoven-1", "skoven", 2000, 61, None, None],
]
TILBUD = [["id", "Navn", "Driftsherre", "Pladser", "Institution"], ["aa", "Ågården", "midt", None, "anden"]]
TILBUD += [["skoven", "=Skoven", "nord", 1000, "anden"]]


def asked() -> Workbook:
    """Give the workbook."""
    book = Workbook()
    takst = book.worksheets[0]
    takst.title = "Takst"
    for sheet, content in (
        (takst, TAKST),
        (book.create_sheet("Tilbud"), TILBUD),
        (book.create_sheet("Driftsherre"), [["id", "Type"], ["midt", "region"], ["nord", "kommune"]]),
        (book.create_sheet("Om fakta"), [["Kontroldato", "1. juni 2017"]]),
        (book.create_sheet("(Mit & eget)"), [["a", 1], ["b", 2]]),
    ):
        for row in content:
            sheet.append(row)
    book["Tilbud"]["B3"].data_type = "s"
    takst.merge_cells("A1:E1")
    takst["A1"].font = Font(name="Arial", size=20, color="FF0000")
    takst["C4"].number_format, takst["D4"].fill = '#,##0.00 "kr."', PatternFill("solid", fgColor="00FF00")
    takst["D4"].comment = Comment("Spørg Økonomi <først> & sidst", "Bogholderiet")
    takst["A3"].comment = Comment("Rør den ikke", "Bogholderiet")
    takst.column_dimensions["B"].width, takst.column_dimensions["F"].hidden = 33.5, True
    takst.row_dimensions[5].height = 40
    takst.conditional_formatting.add(
        "C3:C5", CellIsRule(operator="greaterThan", formula=["1500"], font=Font(bold=True))
    )
    rule = DataValidation(type="decimal", operator="greaterThan", formula1="0")
    rule.add("C3:E99")
    takst.add_data_validation(rule)
    chart = BarChart()
    chart.add_data(Reference(book["(Mit & eget)"], min_col=2, min_row=1, max_row=2))
    book["(Mit & eget)"].add_chart(chart, "D2")
    book["(Mit & eget)"].sheet_state = "hidden"
    book["Driftsherre"].add_table(Table(displayName="ejere", ref="A1:B3"))
    return book


@cache
def content() -> bytes:
    """Give the workbook's bytes, with formulas worked out as a spreadsheet saves them."""
    saved, made = BytesIO(), BytesIO()
    asked().save(saved)
    with ZipFile(saved) as parts, ZipFile(made, "w") as package:
        for name in parts.namelist():
            part = parts.read(name)
            for formula, worked in (("C3*2", 4000), ("C4*2", 2000)):
                part = part.replace(f"<f>{formula}</f><v/>".encode(), f"<f>{formula}</f><v>{worked}</v>".encode())
                part = part.replace(f"<f>{formula}</f><v></v>".encode(), f"<f>{formula}</f><v>{worked}</v>".encode())
            package.writestr(name, part)
    return made.getvalue()


def told(content: bytes, sheets: list[str] | None = None) -> dict[str, Any]:
    """Give all of a workbook that is to stay: values, formulas, styles, sizes, ranges, hidden or not."""
    book, worked = load_workbook(BytesIO(content)), load_workbook(BytesIO(content), data_only=True)
    return {name: _sheet(book[name], worked[name]) for name in sheets or book.sheetnames}


def _sheet(sheet: Any, worked: Any) -> dict[str, Any]:
    return {
        "cells": {
            cell.coordinate: (
                cell.value,
                worked[cell.coordinate].value,
                cell.number_format,
                *(repr(part) for part in (cell.font, cell.fill, cell.border, cell.alignment, cell.protection)),
            )
            for row in sheet.iter_rows()
            for cell in row
        },
        "widths": {key: (each.width, each.hidden) for key, each in sheet.column_dimensions.items()},
        "heights": {key: (each.height, each.hidden) for key, each in sheet.row_dimensions.items()},
        "merged": sorted(map(str, sheet.merged_cells.ranges)),
        "validations": repr(sheet.data_validations),
        "conditions": {str(each.sqref): repr(each.rules) for each in sheet.conditional_formatting},
        "tables": dict(sheet.tables.items()),
        "charts": len(sheet._charts),
        "state": sheet.sheet_state,
        "panes": sheet.freeze_panes,
    }
