"""Dates as people write them: 1. januar 2016, 01-01-2016, January 1, 2016. Each way to read a text is told of."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from facts.sheets.units import Order

YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
FIGURES = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})")
DAY_FIRST = re.compile(r"(?:den )?([0-9]{1,2})(?:\.|st|nd|rd|th)?[ -]?([^\W\d_]+)\.?[ -]([0-9]{4})", re.IGNORECASE)
MONTH_FIRST = re.compile(r"([^\W\d_]+)\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})", re.IGNORECASE)
MIDNIGHT = re.compile(r"[ T](?:kl\. ?)?0?0[:.]00(?:[:.]00(?:\.0+)?)?Z?$")
LOCALES = ("da_DK", "en_GB", "en_US")
LONGEST = 40


def days(text: str) -> dict[Order | None, date]:
    """Give every way to read `text` as a date, by what comes first in it; None where there is no doubt of that."""
    if len(text) > LONGEST:
        return {}
    bare = MIDNIGHT.sub("", " ".join(text.split()))
    if match := YEAR_FIRST.fullmatch(bare):
        return _sure(int(match[1]), int(match[3]), int(match[4]))
    if match := FIGURES.fullmatch(bare):
        return _either(match)
    if match := DAY_FIRST.fullmatch(bare):
        return _sure(int(match[3]), _months().get(match[2].lower()), int(match[1]))
    if match := MONTH_FIRST.fullmatch(bare):
        return _sure(int(match[3]), _months().get(match[1].lower()), int(match[2]))
    return {}


def _either(match: re.Match[str]) -> dict[Order | None, date]:
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if match[2] == ".":  # points are Danish
        return _sure(year, second, first)
    found: dict[Order | None, date | None] = {"day": _date(year, second, first), "month": _date(year, first, second)}
    if first == second:
        return _sure(year, first, second)
    return {order: day for order, day in found.items() if day}


def _sure(year: int, month: int | None, day: int) -> dict[Order | None, date]:
    found = _date(year, month, day) if month else None
    return {None: found} if found else {}


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    from babel.dates import get_month_names  # heavy, and only for dates with the month in letters

    return {
        str(name).lower().rstrip("."): number
        for locale in LOCALES
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, locale=locale).items()
    }
