"""Values for people: exact decimals in full, no decimal ever rounded away in silence."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.reports.display import shown_figure, shown_near, shown_value
from engine.source.text import Lang
from engine.values.kinds import DATE, DAYS, MONEY, MONTHS, NUMBER, SHARE, TEXT, TRUTH, Kind, Value, choice, set_of


@pytest.mark.parametrize(
    ("value", "kind", "da", "en"),
    [
        (123456700, MONEY, "1.234.567,00 kr.", "1,234,567.00 kr."),
        (-123450, MONEY, "-1.234,50 kr.", "-1,234.50 kr."),
        (Fraction(1, 10), MONEY, "0,001 kr.", "0.001 kr."),
        (610, SHARE, "6,1 %", "6.1 %"),
        (Fraction(61000001, 100000), SHARE, "6,1000001 %", "6.1000001 %"),
        (Fraction(10000, 3), SHARE, "~33,333333 %", "~33.333333 %"),
        (1000, NUMBER, "1.000", "1,000"),
        (Fraction(25, 2), NUMBER, "12,5", "12.5"),
        (1, DAYS, "1 dag", "1 day"),
        (14, DAYS, "14 dage", "14 days"),
        (1, MONTHS, "1 måned", "1 month"),
        (date(2016, 1, 1), DATE, "1. januar 2016", "1 January 2016"),
        (True, TRUTH, "ja", "yes"),
        (False, TRUTH, "nej", "no"),
        ("boern_unge", choice("boern_unge"), "børn og unge", "children and youth"),
        ("a_word", choice("a_word"), "a word", "a word"),
        ("a_b", TEXT, "a_b", "a_b"),
        (frozenset({"b", "a"}), set_of(TEXT), "a, b", "a, b"),
    ],
)
def test_shown(value: Value, kind: Kind, da: str, en: str) -> None:
    assert shown_value(value, kind, "da") == da
    assert shown_value(value, kind, "en") == en


@given(st.decimals(allow_nan=False, allow_infinity=False, places=9, min_value=-(10**12), max_value=10**12))
def test_a_decimal_is_shown_in_full(number) -> None:
    lang: Lang = "en"
    shown = shown_figure(Fraction(number), NUMBER, lang)
    assert Fraction(shown.replace(",", "")) == Fraction(number)


def test_a_very_long_figure_is_shown() -> None:
    assert shown_figure(Fraction(10**40 + 1), NUMBER, "en").replace(",", "") == str(10**40 + 1)


@pytest.mark.parametrize(
    ("value", "limit", "kind", "shown"),
    [
        (Fraction(10000, 3), 300, SHARE, "ca. 33,33 %"),
        (Fraction(29999666, 100000), 300, SHARE, "2,9999666 %"),  # exact: never rounded
        (Fraction(899, 3), 300, SHARE, "ca. 2,997 %"),  # not 3,00 %, which would reach the limit
        (Fraction(89999999, 300000), 300, SHARE, "~3 %"),  # too near for any rounding that is shown
        (Fraction(5000001, 100003), 50, MONEY, "ca. 0,49999 kr."),
        (Fraction(1, 3), None, MONEY, "ca. 0,00 kr."),
        (45, 50, MONEY, "0,45 kr."),
        (date(2016, 1, 1), date(2016, 1, 1), DATE, "1. januar 2016"),
    ],
)
def test_near_a_limit(value: Value, limit: Value | None, kind: Kind, shown: str) -> None:
    assert shown_near(value, limit, kind, "da") == shown


@given(st.fractions(min_value=-1000, max_value=1000), st.fractions(min_value=-1000, max_value=1000, max_denominator=50))
def test_rounding_never_passes_the_limit(value, limit) -> None:
    shown = shown_near(value, limit, NUMBER, "en")
    if shown.startswith("about "):
        near = Fraction(shown.removeprefix("about ").replace(",", ""))
        assert (near > limit, near < limit) == (value > limit, value < limit)
        assert abs(near - value) <= Fraction(1, 200)
