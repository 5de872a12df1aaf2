"""How the writer of a column writes figures and dates: what its plain cases tell of those that can be read two ways."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property

from engine.values.kinds import DATE
from facts.sheets.days import days
from facts.sheets.figures import figures
from facts.sheets.head import Column
from facts.sheets.table import Cell, Nature, Table


class Habits:
    """What the columns of a sheet tell. A CSV file is written by one program, so there any column tells of all."""

    def __init__(self, table: Table, columns: Mapping[str, Column], rows: list[int]) -> None:
        self.table = table
        self.columns = {column.index: column for column in columns.values()}
        self.rows = rows
        self._decimals = dict[int, frozenset[str]]()
        self._orders = dict[int, frozenset[str]]()
        self._points = dict[int, bool]()

    def decimals(self, column: Column) -> frozenset[str]:
        """Give the signs that figures in text have before their decimals in this column."""
        if self.table.one_hand:
            return self._all_decimals
        if column.index not in self._decimals:
            self._decimals[column.index] = frozenset(self._decimals_of(column))
        return self._decimals[column.index]

    def orders(self, column: Column) -> frozenset[str]:
        """Give what comes first in dates of figures in this column: 'day', 'month'."""
        if column.unit and column.unit.order:
            return frozenset({column.unit.order})
        if self.table.one_hand:
            return self._all_orders
        if column.index not in self._orders:
            self._orders[column.index] = frozenset(self._orders_of(column))
        return self._orders[column.index]

    def in_points(self, column: Column) -> bool:
        """Say whether a figure of the column is above one, so that its percentages are written as 98, not as 0.98."""
        if column.index not in self._points:
            self._points[column.index] = any(self._above_one(cell) for cell in self._cells(column))
        return self._points[column.index]

    @cached_property
    def _all_decimals(self) -> frozenset[str]:
        return frozenset(sign for column in self.columns.values() for sign in self._decimals_of(column))

    @cached_property
    def _all_orders(self) -> frozenset[str]:
        return frozenset(order for column in self.columns.values() for order in self._orders_of(column))

    def _decimals_of(self, column: Column) -> Iterator[str]:
        if column.field.kind.is_figure:
            for cell in self._texts(column):
                found = figures(cell.text)
                if len(found) == 1 and found[0].decimal:
                    yield found[0].decimal

    def _orders_of(self, column: Column) -> Iterator[str]:
        if column.field.kind == DATE:
            for cell in self._texts(column):
                found = days(cell.text)
                if len(found) == 1:
                    yield from (order for order in found if order)

    def _above_one(self, cell: Cell) -> bool:
        if cell.nature is Nature.NUMBER:
            return abs(Decimal(cell.text)) > 1
        found = figures(cell.text) if cell.nature is Nature.TEXT else ()
        return bool(found) and all(abs(each.value) > 1 and not each.percent for each in found)

    def _texts(self, column: Column) -> Iterator[Cell]:
        return (cell for cell in self._cells(column) if cell.nature is Nature.TEXT)

    def _cells(self, column: Column) -> Iterator[Cell]:
        rows = self.table.rows
        return (rows[row][column.index] for row in self.rows if column.index in rows[row])
