"""Drop-down lists and limits of the columns of a written sheet: the spreadsheet program itself tells of slips."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from engine.source.text import Lang, Text
from engine.values.kinds import DATE, SHARE, TRUTH, Choice, One
from facts.entities.fact import Fact
from facts.sheets.forms import TRUTHS, Column
from facts.sheets.guard import put
from facts.sheets.values import form

LISTS = Text("(Lister)", "(Lists)")
LONGEST_INLINE = 250
"""Characters that a list may have in the rule itself; longer ones stand in a sheet of lists."""
LONGEST_SAID = 225
"""Characters of a message that a spreadsheet program shows."""
WRONG = Text("Passer ikke her", "Does not fit here")
FAR = "10000"
"""The row that lists of ids go to."""
LARGEST = "999999999999999"
FIRST_DAY = "61"


class Lists:
    """The lists that are too long for a rule, each in a column of a sheet of its own."""

    def __init__(self) -> None:
        self.columns = dict[tuple[str, ...], int]()

    def range(self, members: tuple[str, ...], lang: Lang) -> str:
        """Give the reference to a list of `members`."""
        letter = get_column_letter(self.columns.setdefault(members, len(self.columns) + 1))
        return f"'{LISTS.to(lang)}'!${letter}$1:${letter}${len(members)}"

    def write(self, book: Any, lang: Lang) -> None:
        """Write the lists that were asked for into a sheet of `book`."""
        if self.columns:
            sheet = book.create_sheet(LISTS.to(lang))
            for members, column in self.columns.items():
                for row, member in enumerate(members, 1):
                    put(sheet.cell(row, column), member)
            sheet.sheet_state = "hidden"


def limit(column: Column, lang: Lang, lists: Lists, titles: Mapping[str, str]) -> DataValidation | None:
    """Give the rule for a column's cells: a list, or limits of a figure or date. `titles`: the sheets, by entity."""
    rule = _rule(column.fact, lang, lists, titles)
    if rule is not None:
        rule.errorTitle, rule.error = WRONG.to(lang), form(column.fact.kind).to(lang)[:LONGEST_SAID]
        rule.showErrorMessage, rule.showInputMessage = True, True
    return rule


def _rule(fact: Fact, lang: Lang, lists: Lists, titles: Mapping[str, str]) -> DataValidation | None:
    kind = fact.kind
    if fact.sensitive:
        return None
    if isinstance(kind, Choice):
        return _list(kind.members, lang, lists)
    if kind == TRUTH:
        return _list(tuple(word.to(lang) for word in TRUTHS.values()), lang, lists)
    if isinstance(kind, One):
        if kind.entity not in titles:
            return None
        source = f"'{titles[kind.entity]}'!$A$2:$A${FAR}"
        return DataValidation("list", source, allow_blank=True, errorStyle="warning")
    if kind == DATE:
        return DataValidation("date", FIRST_DAY, operator="greaterThanOrEqual", allow_blank=True)
    if not kind.is_figure:
        return None
    low, high = (_number(text, fact) for text in (fact.at_least, fact.at_most))
    return DataValidation(
        "whole" if fact.whole else "decimal",
        low or f"-{LARGEST}",
        high or LARGEST,
        operator="between",
        allow_blank=True,
    )


def _list(members: tuple[str, ...], lang: Lang, lists: Lists) -> DataValidation:
    inline = ",".join(members)
    source = f'"{inline}"' if len(inline) <= LONGEST_INLINE else lists.range(members, lang)
    return DataValidation("list", source, allow_blank=True)


def _number(text: str | None, fact: Fact) -> str | None:
    if text is None:
        return None
    figure = Decimal(text.removesuffix(" kr").removesuffix(" %"))
    return f"{figure / 100 if fact.kind == SHARE else figure:f}"
