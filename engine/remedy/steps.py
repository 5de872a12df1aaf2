"""Dates that depend on an unknown x: what the language's functions of dates give over a span.

Each is a staircase that never goes down. Beyond its ends, outside the calendar, it has no value.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from engine.remedy.forms import Bounds, Form, Found, Open, Ratio, Span, added, bounds, compared, opposite
from engine.values import dates
from engine.values.kinds import DAYS, Kind

Stair = tuple[int, int]
"""A value of a staircase: (0, value), or (-1, 0) below where it begins and (1, 0) above where it ends."""
BELOW, ABOVE = (-1, 0), (1, 0)
FIRST, LAST = (Ratio((day.toordinal(),)) for day in (date.min, date.max))


def called(function: str, one: Form, span: Span) -> Found:
    """Give what a function of STAIRS gives."""
    return _climbed(STAIRS[function], one, span)


def moved(one: Form, by: Form, kind: Kind, span: Span, *, back: bool) -> Found:
    """Give a date (or days) plus or minus days, or a date plus or minus months; `kind` is that of `by`."""
    if kind == DAYS:
        found = added(one, by, span, minus=back)
        return found if found is None or isinstance(found, Open) else _in_calendar(found, span)
    if back:
        by = opposite(by)
    days, months = bounds(one, span), bounds(by, span)
    if isinstance(days, Open) or isinstance(months, Open):
        return days if isinstance(days, Open) else months
    if days.low == days.high:
        return _climbed(partial(_months_after, int(days.low)), by, span)
    if months.low == months.high:
        return _climbed(partial(_later, int(months.low)), one, span)
    return days.narrowed


def _in_calendar(found: Form, span: Span) -> Found:
    for op, edge in (("<", FIRST), (">", LAST)):
        outside = compared(op, found, edge, span)
        if outside is not False:
            return outside if isinstance(outside, Open) else None
    return found


def _climbed(stair: Callable[[int], Stair], one: Form, span: Span) -> Found:
    ends = bounds(one, span)
    if isinstance(ends, Open):
        return ends
    if not ends.is_whole and ends.low != ends.high:
        return ends.narrowed
    if int(ends.low) != ends.low:
        return None
    low, high = stair(int(ends.low)), stair(int(ends.high))
    if low[0] == high[0] == 0:
        return Bounds(low[1], high[1], ends.narrowed, is_whole=True)
    return None if low == high else ends.narrowed


def _day(value: date | None, missing: Stair) -> Stair:
    return missing if value is None else (0, value.toordinal())


def _end_of_month(day: int) -> Stair:
    return _day(dates.end_of_month(date.fromordinal(day)), ABOVE)


def _year(day: int) -> Stair:
    return (0, date.fromordinal(day).year)


def _start_of_year(year: int) -> Stair:
    return _day(dates.start_of_year(year), BELOW if year < 1 else ABOVE)


def _election_period(day: int) -> Stair:
    first = dates.election_period(date.fromordinal(day))
    return BELOW if first is None else (0, first)


def _working_day(day: int) -> Stair:
    given = date.fromordinal(day)
    return _day(dates.working_day(given), BELOW if given.year < dates.EASTER_FROM else ABOVE)


def _later(months: int, day: int) -> Stair:
    return _day(dates.add_months(date.fromordinal(day), months), BELOW if months < 0 else ABOVE)


def _months_after(day: int, months: int) -> Stair:
    return _later(months, day)


STAIRS: dict[str, Callable[[int], Stair]] = {
    "end_of_month": _end_of_month,
    "year": _year,
    "start_of_year": _start_of_year,
    "election_period": _election_period,
    "working_day": _working_day,
}
