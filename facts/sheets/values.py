"""From a cell to the text that YAML would hold: exact, in one form, or a fault where the cell can be read two ways."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from engine.source.problem import shown
from engine.source.text import Text, same
from engine.values.kinds import DATE, MONEY, SHARE, TEXT, TRUTH, Choice, Kind, One, SetOf
from facts.entities.fact import TWO_READINGS
from facts.entities.fault import Fault, about
from facts.entities.members import member_of, members_of
from facts.entities.suggest import ID, likely_id
from facts.sheets.days import days
from facts.sheets.figures import PRECISION, Figure, figures, plain
from facts.sheets.habits import Habits
from facts.sheets.head import Column
from facts.sheets.names import ID as ID_FIELD
from facts.sheets.table import Cell, Nature

YES = frozenset({"ja", "yes", "true", "sand", "sandt", "j", "y"})
NO = frozenset({"nej", "no", "false", "falsk", "n"})
NONE = frozenset({"[]", "ingen", "none"})
"""How an empty set is written: nothing in the cell is unknown."""
FORMS = {
    TRUTH: Text("ja eller nej", "yes or no"),
    MONEY: Text("et beløb som 1234,50", "an amount such as 1234.50"),
    SHARE: Text("en procent som 6,1 %", "a percentage such as 6.1 %"),
    DATE: Text("en dato som 31-01-2017", "a date such as 2017-01-31"),
    TEXT: Text("tekst", "text"),
}
A_FIGURE = Text("et tal som 12 eller 12,5", "a number such as 12 or 12.5")
WORKED_OUT = Text(
    "en gemt værdi: åbn filen i et regneark, og gem den igen",
    "a saved value: open the file in a spreadsheet program and save it again",
)
NATURES = {
    Nature.DATE: Text("en dato", "a date"),
    Nature.MOMENT: Text("et tidspunkt", "a point in time"),
    Nature.NUMBER: Text("et tal", "a number"),
    Nature.PERCENT: Text("en procent", "a percentage"),
    Nature.TRUTH: Text("sand eller falsk", "true or false"),
}
Settled = str | list[str]


class Unsettled(ValueError):  # noqa: N818 - carries a fault, as Faulty does
    """Raised for a cell that is no value of its column, or more than one."""

    def __init__(self, fault: Fault) -> None:
        """Keep the fault."""
        self.fault = fault
        super().__init__(fault.message.en)


def settled(cell: Cell, column: Column, habits: Habits) -> Settled:
    """Give the value in `cell` as YAML writes it; a list for a set. Raises Unsettled."""
    if cell.nature in (Nature.ERROR, Nature.UNWORKED):
        raise Unsettled(_broken(cell, column.field.label))
    kind = column.field.kind
    if column.field.sensitive:  # the fact itself refuses what is not well-formed, and shows nothing of it
        return _yes_or_no(cell) or cell.text
    if column.field.name == ID_FIELD or isinstance(kind, One):
        return _id(cell, column)
    if isinstance(kind, SetOf):
        return _members(cell, column, kind)
    if isinstance(kind, Choice):
        return _choice(cell.text, kind) if cell.nature is Nature.TEXT else _refused(cell, column)
    if kind.is_figure:
        return _share(cell, column, habits) if kind == SHARE else _figure(cell, column, habits)
    return READERS[kind](cell, column, habits)


def form(kind: Kind) -> Text:
    """Say how a value of `kind` is written in a spreadsheet."""
    if isinstance(kind, One):
        return Text(f"id for {kind.entity}", f"the id of a {kind.entity}")
    if isinstance(kind, SetOf) and kind.of:
        return Text(
            f"et eller flere med semikolon imellem: {_listed(kind.of)}",
            f"one or more with semicolons between: {_listed(kind.of)}",
        )
    if isinstance(kind, Choice):
        return Text(f"en af {_listed(kind)}", f"one of {_listed(kind)}")
    return FORMS.get(kind, A_FIGURE)


def _listed(kind: Kind) -> str:
    return ", ".join(kind.members) if isinstance(kind, Choice) else ""


def _broken(cell: Cell, label: Text) -> Fault:
    if cell.nature is Nature.UNWORKED:
        message = about(label, "formlen er ikke regnet ud", "the formula has not been worked out")
        return Fault("no-cached-value", message, WORKED_OUT)
    found = shown(cell.text)
    return Fault("error-cell", about(label, f"cellen viser {found}", f"the cell shows {found}"))


def _refused(cell: Cell, column: Column) -> str:
    """Refuse a cell of another nature than the column asks for."""
    found, nature = _found(cell), NATURES.get(cell.nature)
    message = Text("kan ikke bruges", "cannot be used")
    if nature:
        message = Text(f"er {nature.da} og kan ikke bruges", f"is {nature.en} and cannot be used")
    message = about(column.field.label, f"{found.da} {message.da}", f"{found.en} {message.en}")
    raise Unsettled(Fault("bad-value", message, form(column.field.kind)))


def _two_ways(cell: Cell, column: Column, ways: list[Text]) -> str:
    found, (one, other) = _found(cell), ways
    message = about(column.field.label, f"{found.da} kan læses på to måder", f"{found.en} can be read in two ways")
    expected = Text(f"{one.da} eller {other.da}, skrevet så der kun er én", f"{one.en} or {other.en}, not both")
    raise Unsettled(Fault("two-readings", message, expected))


def _found(cell: Cell) -> Text:
    """Give what a cell shows, in quotes."""
    if cell.nature is Nature.PERCENT:
        told = _told(Decimal(cell.text) * 100, " %")
    elif cell.nature in (Nature.NUMBER, Nature.MOMENT):
        told = Text(cell.text.replace(".", ","), cell.text)
    else:
        told = same(cell.text)
    return Text(shown(told.da), shown(told.en))


def _id(cell: Cell, column: Column) -> str:
    """Give an id; of a name such as 'Gården Nord' the id that it gives: gaarden-nord."""
    if cell.nature not in (Nature.TEXT, Nature.NUMBER):
        return _refused(cell, column)
    if cell.nature is Nature.NUMBER and not (cell.text.isdigit() and len(cell.text) <= PRECISION.prec):
        return _refused(cell, column)
    return cell.text if ID.fullmatch(cell.text) else likely_id(cell.text) or cell.text


def _choice(text: str, kind: Kind) -> str:
    """Give the member that `text` names, or the text as it is, for which the fact has a suggestion."""
    return (member_of(text, kind) if isinstance(kind, Choice) else None) or text


def _members(cell: Cell, column: Column, kind: SetOf) -> list[str]:
    if cell.nature is not Nature.TEXT:
        _refused(cell, column)
    of = kind.of or TEXT
    text = cell.text.strip("[]")
    items = members_of(text, of) if isinstance(of, Choice) else [each.strip() for each in re.split("[;,\n]", text)]
    items = [item for item in items if item]
    if cell.text.lower() in NONE:
        return []
    return items or [_refused(cell, column)]


def _figure(cell: Cell, column: Column, habits: Habits) -> str:
    text = _number(cell, column, habits)
    if column.unit and column.unit.times != 1:
        text = plain(Decimal(text) * column.unit.times)
    # A figure such as 1.234 is exact here, but YAML takes it for one that may be 1234.
    text = text + "0" if TWO_READINGS.fullmatch(text) else text
    return f"{text} kr" if column.field.kind == MONEY else text


def _number(cell: Cell, column: Column, habits: Habits) -> str:
    if cell.nature is Nature.NUMBER:
        return cell.text
    return plain(_one(cell, column, habits).value) if cell.nature is Nature.TEXT else _refused(cell, column)


def _one(cell: Cell, column: Column, habits: Habits) -> Figure:
    """Give the one way to read a text as a figure, by how the others of the column are written where need be."""
    kind = column.field.kind
    found = [
        each for each in figures(cell.text) if (kind == SHARE or not each.percent) and (kind == MONEY or not each.money)
    ]
    if len(found) > 1 and len(written := habits.decimals(column)) == 1:
        found = [each for each in found if each.decimal in written]
    if not found:
        _refused(cell, column)
    if len(found) > 1:
        mark = " %" if found[0].percent else ""
        _two_ways(cell, column, [_told(each.value, mark) for each in found])
    return found[0]


def _told(value: Decimal, mark: str) -> Text:
    text = plain(value)
    return Text(text.replace(".", ",") + mark, text + mark)


def _share(cell: Cell, column: Column, habits: Habits) -> str:
    if cell.nature is Nature.PERCENT:
        return f"{plain(Decimal(cell.text) * 100)} %"
    if cell.nature is Nature.TEXT:
        figure = _one(cell, column, habits)
        value, marked = figure.value, figure.percent
    else:
        value, marked = Decimal(_number(cell, column, habits)), False
    points = column.in_percent and (abs(value) > 1 or habits.in_points(column))
    if marked or points or not value:
        return f"{plain(value)} %"
    # 0.98 may be 98 %, and 98 without a sign 9800 %: only who wrote it knows.
    return _two_ways(cell, column, [_told(value, " %"), _told(value * 100, " %")])


def _truth(cell: Cell, column: Column, _: Habits) -> str:
    return _yes_or_no(cell) or _refused(cell, column)


def _yes_or_no(cell: Cell) -> str | None:
    word = cell.text.lower()
    if cell.nature not in (Nature.TRUTH, Nature.TEXT) or word not in YES | NO:
        return None
    return "ja" if word in YES else "nej"


def _day(cell: Cell, column: Column, habits: Habits) -> str:
    if cell.nature is Nature.DATE:
        return cell.text
    found = days(cell.text) if cell.nature is Nature.TEXT else {}
    if len(found) > 1 and len(written := habits.orders(column)) == 1:
        found = {order: day for order, day in found.items() if order in written}
    if not found:
        return _refused(cell, column)
    if len(found) > 1:
        return _two_ways(cell, column, [same(day.isoformat()) for day in found.values()])
    return next(iter(found.values())).isoformat()


def _text(cell: Cell, column: Column, _: Habits) -> str:
    return cell.text if cell.nature in (Nature.TEXT, Nature.NUMBER) else _refused(cell, column)


READERS: dict[Kind, Callable[[Cell, Column, Habits], str]] = {TRUTH: _truth, DATE: _day, TEXT: _text}
