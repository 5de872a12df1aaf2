"""Date arithmetic as the agreements use it, and the municipal election periods. All pure."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta
from functools import cache

FIRST_PERIOD = 1982
"""Since the election of November 1981 a period is four calendar years from 1 January (kommunal valglov § 6)."""
PERIOD_YEARS = 4
FEBRUARY = 2
SATURDAY = 5
EASTER_FROM, EASTER_TO = 1583, 4099
LAST_PRAYER_DAY = 2023
LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def month_length(year: int, month: int) -> int:
    """Give the number of days in a month."""
    return 29 if month == FEBRUARY and isleap(year) else LENGTHS[month - 1]


def add_days(day: date, days: int) -> date | None:
    """Give the date `days` later, or None outside the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def add_months(day: date, months: int) -> date | None:
    """Give the same day `months` later, or the month's last day where it is shorter; None outside the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return None
    return date(year, month + 1, min(day.day, month_length(year, month + 1)))


def end_of_month(day: date) -> date:
    """Give the last day of the month of `day`."""
    return day.replace(day=month_length(day.year, day.month))


def start_of_year(year: int) -> date | None:
    """Give 1 January of `year`, or None outside the calendar."""
    return date(year, 1, 1) if date.min.year <= year <= date.max.year else None


def election_period(day: date) -> int | None:
    """Give the first year of the municipal election period of `day` (2014 for 2014-17), None before 1982."""
    if day.year < FIRST_PERIOD:
        return None
    return day.year - (day.year - FIRST_PERIOD) % PERIOD_YEARS


def working_day(day: date) -> date | None:
    """Give `day`, or the next that is no Saturday, Sunday or Danish public holiday.

    None before 1583 and after 4099, where Easter is not reckoned.
    """
    while EASTER_FROM <= day.year <= EASTER_TO:
        if day.weekday() < SATURDAY and day not in _holidays(day.year):
            return day
        day += timedelta(days=1)
    return None


@cache
def _holidays(year: int) -> frozenset[date]:
    """Give Denmark's public holidays of a year. The fourth Friday after Easter was one until 2023."""
    from dateutil.easter import easter

    moving = (-3, -2, 0, 1, *((26,) if year <= LAST_PRAYER_DAY else ()), 39, 49, 50)
    fixed = {date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)}
    return frozenset(fixed | {easter(year) + timedelta(days=days) for days in moving})
