"""Deadlines: reckoned for each year of a range, from the rules' own parameters."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.decision.deadlines import due, span
from engine.decision.files import own_rules
from engine.rulebook.load import load
from engine.rulebook.model import Rulebook
from engine.source.problem import Problems
from facts.vocabulary import vocabulary


@pytest.fixture(scope="module")
def shipped() -> Rulebook:
    return load(own_rules(), vocabulary())


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2016, 1, 1), date(2016, 1, 1), ["overtagelse/frister/besked 2014"]),
        (date(2016, 1, 2), date(2016, 5, 30), []),
        (date(2016, 5, 31), date(2016, 5, 31), ["rammeaftale/indgaaelse/styregruppen 2017"]),
        (
            date(2020, 1, 1),
            date(2021, 1, 1),
            [
                "overtagelse/frister/besked 2018",
                "samarbejde/csi-status/status 2020",
                "takst/over-underskud/hensaettelse 2015",
                "overtagelse/frister/gennemfoerelse 2018",
            ],
        ),
        (
            date(2024, 1, 1),
            date(2025, 1, 1),
            [f"overtagelse/frister/{one} 2022" for one in ("besked", "gennemfoerelse")],
        ),
        (date(2011, 1, 1), date(2014, 6, 29), []),  # the takeover rules are from 2014
        (date.min, date(2013, 12, 31), []),
        (date(9996, 1, 1), date.max, ["overtagelse/frister/besked 9994", "overtagelse/frister/gennemfoerelse 9994"]),
    ],
)
def test_what_is_due(shipped: Rulebook, first: date, last: date, expected: list[str]) -> None:
    assert [f"{one.deadline.id} {one.year}" for one in due(shipped, first, last)] == expected


def test_titles_have_the_year_in_them(shipped: Rulebook) -> None:
    (one,) = due(shipped, date(2017, 1, 1), date(2017, 1, 1))[1:]
    assert one.title.da == "Over- eller underskud for 2015 ud over 5 % er regnet ind i taksten for 2017"
    assert all("{" not in text for each in due(shipped, date(2014, 1, 1), date(2030, 1, 1)) for text in each.title)


def test_every_year_of_the_half_yearly_follow_up(shipped: Rulebook) -> None:
    days = [one.day for one in due(shipped, date.min, date.max) if one.rule.id == "samarbejde/opfoelgning-halvaarlig"]
    assert days == [day for year in range(2014, 2018) for day in (date(year, 6, 30), date(year, 12, 31))]


DAYS = st.dates(date(2010, 1, 1), date(2040, 12, 31))


@settings(max_examples=30, deadline=None)
@given(DAYS, DAYS, DAYS)
def test_a_range_is_what_its_parts_are(shipped: Rulebook, one: date, other: date, third: date) -> None:
    first, middle, last = sorted((one, other, third))
    if first < middle < last:
        left = due(shipped, first, middle)
        right = [each for each in due(shipped, middle, last) if each.day > middle]
        assert [*left, *right] == list(due(shipped, first, last))


def test_the_range_asked_for() -> None:
    assert span(None, None, date(2026, 2, 28)) == (date(2026, 2, 28), date(2030, 2, 28))
    assert span(date(2024, 2, 29), None, date(2026, 1, 1)) == (date(2024, 2, 29), date(2028, 2, 29))
    assert span(None, date(2026, 1, 1), date(2026, 1, 1)) == (date(2026, 1, 1), date(2026, 1, 1))
    assert span(date(9999, 1, 1), None, date(2026, 1, 1)) == (date(9999, 1, 1), date.max)
    with pytest.raises(Problems, match="2026-01-02 or later"):
        span(date(2026, 1, 2), date(2026, 1, 1), date(2026, 1, 1))
