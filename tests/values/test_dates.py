"""Working days: held against a library of public holidays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from holidays.countries.denmark import Denmark

from engine.values.dates import working_day


def test_against_the_library() -> None:
    holidays = Denmark(years=range(1970, 2101))
    day = date(1970, 1, 1)
    while day < date(2100, 12, 1):
        expected = day
        while expected.weekday() >= 5 or expected in holidays:
            expected += timedelta(days=1)
        assert working_day(day) == expected
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2016, 1, 1), date(2016, 1, 4)),  # a Friday: the Monday after
        (date(2020, 1, 1), date(2020, 1, 2)),
        (date(2024, 1, 1), date(2024, 1, 2)),
        (date(2016, 10, 15), date(2016, 10, 17)),
        (date(2015, 12, 31), date(2015, 12, 31)),
        (date(2023, 5, 5), date(2023, 5, 8)),
        (date(2024, 4, 26), date(2024, 4, 26)),  # the prayer day was a holiday until 2023
        (date(1582, 12, 31), None),
        (date(4099, 12, 31), date(4099, 12, 31)),
        (date(4100, 1, 1), None),
    ],
)
def test_days(day: date, expected: date | None) -> None:
    assert working_day(day) == expected
