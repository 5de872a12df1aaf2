"""Figures from text and back are exact, however large; dates stay in the calendar."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.values.dates import add_days, add_months, election_period, end_of_month, start_of_year
from engine.values.exact import NotExact, decimal_of, figure_text, text_of, value
from engine.values.kinds import DATE, DAYS, MONEY, NUMBER, SHARE, TEXT, TRUTH, Kind, choice, pack, set_of, unpack

KINDS = [NUMBER, MONEY, SHARE]


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=6), st.sampled_from(KINDS))
def test_text_to_value_and_back(figure: Decimal, kind: Kind) -> None:
    written = f"{figure:f}" + (" %" if kind == SHARE else "")
    kept = value(written, kind)
    assert isinstance(kept, int | Fraction)
    assert unpack(kept, kind) == Fraction(figure) / (100 if kind == SHARE else 1)
    assert value(text_of(kept, kind), kind) == kept


@given(st.fractions(), st.sampled_from(KINDS))
def test_a_whole_number_of_units_is_kept_as_one(figure: Fraction, kind: Kind) -> None:
    kept = pack(figure, kind)
    assert unpack(kept, kind) == figure
    assert isinstance(kept, int) == ((figure * kind.scale).denominator == 1)


@pytest.mark.parametrize(
    ("figure", "kind", "text"),
    [
        (Fraction(-1, 200), MONEY, "-0.005 kr"),
        (Fraction(1, 3), NUMBER, "1/3"),
        (Fraction(61_000_001, 10**9), SHARE, "6.1000001 %"),
        (Fraction(-1, 3), SHARE, "-100/3 %"),
        (Fraction(0), MONEY, "0 kr"),
        (Fraction(14), DAYS, "14 days"),
        (Fraction(10**6_000), NUMBER, "1" + "0" * 6_000),
        (Fraction(1, 10**6_000), NUMBER, "0." + "0" * 5_999 + "1"),
        (Fraction(10**5_000, 3), NUMBER, "1" + "0" * 5_000 + "/3"),
    ],
)
def test_figures_as_text(figure: Fraction, kind: Kind, text: str) -> None:
    assert figure_text(figure, kind) == text


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_a_finite_figure_has_its_decimal(figure: Decimal) -> None:
    assert decimal_of(Fraction(figure)) == figure


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1e5", NUMBER),
        ("6.1", SHARE),
        ("1,5", NUMBER),
        ("1.5", DAYS),
        ("٣", NUMBER),
        ("2017-02-29", DATE),
        ("1" * 41, NUMBER),
        ("20170131", DATE),
        ("maybe", TRUTH),
        (" ", TEXT),
        ("c", choice("a", "b")),
        ("a", set_of(TEXT)),
        ("nan", NUMBER),
        ("", NUMBER),
        ("1 kr\n", NUMBER),
        ("--1", NUMBER),
        (".5", NUMBER),
        (" " * 100 + "1 %", SHARE),
    ],
)
def test_what_is_no_value(text: str, kind: Kind) -> None:
    with pytest.raises(NotExact):
        value(text, kind)


@given(st.dates(), st.integers(-(10**6), 10**6))
def test_months_keep_the_day_or_end_the_month(day: date, months: int) -> None:
    moved = add_months(day, months)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if moved is None:
        assert not 1 <= year <= 9999
    else:
        assert (moved.year, moved.month) == (year, month + 1)
        assert moved.day == day.day or (moved == end_of_month(moved) and moved.day < day.day)


@given(st.dates(), st.integers())
def test_days_stay_in_the_calendar(day: date, days: int) -> None:
    moved = add_days(day, days)
    assert (moved is not None) == (1 <= day.toordinal() + days <= date.max.toordinal())
    assert moved is None or (moved - day).days == days


@given(st.dates())
def test_periods_and_months(day: date) -> None:
    last, period = end_of_month(day), election_period(day)
    assert (last.year, last.month) == (day.year, day.month)
    assert last == date.max or (last + timedelta(1)).day == 1
    assert (period is None) == (day < date(1982, 1, 1))
    assert period is None or (period % 4 == 2 and period <= day.year < period + 4)
    assert start_of_year(day.year) == day.replace(month=1, day=1)
    assert start_of_year(0) is None
    assert start_of_year(10_000) is None
