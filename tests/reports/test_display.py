"""Values for people: exact decimals in full, no decimal ever rounded away in silence."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.reports.display import OR, joined, shown_difference, shown_figure, shown_value
from engine.source.text import Lang, Text
from engine.values.kinds import (
    DATE,
    DAYS,
    MONEY,
    MONTHS,
    NUMBER,
    SHARE,
    TEXT,
    TRUTH,
    Exact,
    Kind,
    Value,
    choice,
    set_of,
)

YOUNG = Text("børn og unge", "children and youth")


@pytest.mark.parametrize(
    ("value", "kind", "da", "en"),
    [
        (123456700, MONEY, "1.234.567,00 kr.", "1,234,567.00 kr."),
        (-123450, MONEY, "-1.234,50 kr.", "-1,234.50 kr."),
        (Fraction(1, 10), MONEY, "0,001 kr.", "0.001 kr."),
        (610, SHARE, "6,1 %", "6.1 %"),
        (Fraction(61000001, 100000), SHARE, "6,1000001 %", "6.1000001 %"),
        (Fraction(10000, 3), SHARE, "ca. 33,33 %", "about 33.33 %"),
        (2017, NUMBER, "2017", "2017"),
        (9999, NUMBER, "9999", "9999"),
        (10000, NUMBER, "10.000", "10,000"),
        (-9999, NUMBER, "-9999", "-9999"),
        (-10000, NUMBER, "-10.000", "-10,000"),
        (Fraction(25, 2), NUMBER, "12,5", "12.5"),
        (1, DAYS, "1 dag", "1 day"),
        (14, DAYS, "14 dage", "14 days"),
        (1, MONTHS, "1 måned", "1 month"),
        (date(2016, 1, 1), DATE, "1. januar 2016", "1 January 2016"),
        (True, TRUTH, "ja", "yes"),
        (False, TRUTH, "nej", "no"),
        ("boern_unge", choice("boern_unge", words={"boern_unge": YOUNG}), "børn og unge", "children and youth"),
        ("a_b", choice("a_b"), "a_b", "a_b"),
        ("a_b", TEXT, "a_b", "a_b"),
        (frozenset({"b", "a"}), set_of(TEXT), "a og b", "a and b"),
        (frozenset({"a", "c", "b"}), set_of(choice("c", "b", "a")), "c, b og a", "c, b and a"),
        (frozenset({"a"}), set_of(choice("c", "b", "a")), "a", "a"),
        (frozenset(), set_of(TEXT), "ingen", "none"),
    ],
)
def test_shown(value: Value, kind: Kind, da: str, en: str) -> None:
    assert shown_value(value, kind, "da") == da
    assert shown_value(value, kind, "en") == en


@pytest.mark.parametrize(
    ("items", "da", "en"),
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "b"], "a og b", "a and b"),
        (["a", "b", "c"], "a, b og c", "a, b and c"),
        (["a og b", "c"], "a og b samt c", "a og b and c"),
        (["a", "b and c"], "a og b and c", "a as well as b and c"),
    ],
)
def test_joined(items: list[str], da: str, en: str) -> None:
    assert joined(items, "da") == da
    assert joined(items, "en") == en


def test_joined_by_another_word() -> None:
    assert joined(["a og b", "c", "d"], "da", OR) == "a og b, c eller d"


@pytest.mark.parametrize(
    ("difference", "kind", "da", "en"),
    [
        (-400000, MONEY, "4.000,00 kr.", "4,000.00 kr."),
        (30, SHARE, "0,3 procentpoint", "0.3 percentage points"),
        (-100, SHARE, "1 procentpoint", "1 percentage point"),
        (-12, DATE, "12 dage", "12 days"),
        (1, DATE, "1 dag", "1 day"),
        (Fraction(3, 5), NUMBER, "0,6", "0.6"),
    ],
)
def test_a_difference_has_no_sign(difference: Exact, kind: Kind, da: str, en: str) -> None:
    assert shown_difference(difference, kind, "da") == da
    assert shown_difference(difference, kind, "en") == en


@given(st.decimals(allow_nan=False, allow_infinity=False, places=9, min_value=-(10**12), max_value=10**12))
def test_a_decimal_is_shown_in_full(number) -> None:
    lang: Lang = "en"
    shown = shown_figure(Fraction(number), NUMBER, lang)
    assert Fraction(shown.replace(",", "")) == Fraction(number)


@pytest.mark.parametrize(
    ("figure", "beside", "da"),
    [
        (Fraction(1, 3), (), "ca. 33,33 %"),
        (Fraction(61, 1000) + Fraction(1, 3 * 10**9), Fraction(61, 1000), "ca. 6,10000003 %"),
        (Fraction(61, 1000) - Fraction(1, 3 * 10**9), Fraction(61, 1000), "ca. 6,09999997 %"),
        (Fraction(61, 1000) + Fraction(1, 300), Fraction(61, 1000), "ca. 6,43 %"),
        (Fraction(61000001, 10**9), Fraction(61, 1000), "6,1000001 %"),
        (Fraction(1, 3 * 10**6), (), "ca. 0,00003 %"),
        (Fraction(-1, 3 * 10**6), (), "ca. -0,00003 %"),
    ],
)
def test_a_figure_is_rounded_no_further_than_it_is_told_apart(figure: Fraction, beside: Fraction, da: str) -> None:
    assert shown_figure(figure, SHARE, "da", beside=[beside] if beside else []) == da


@given(
    st.fractions(max_denominator=10**7), st.fractions(max_denominator=10**7), st.sampled_from([NUMBER, SHARE, MONEY])
)
def test_rounding_hides_no_side(figure: Fraction, limit: Fraction, kind: Kind) -> None:
    def read(shown: str) -> Fraction:
        return Fraction(shown.removeprefix("about ").split(" ")[0].replace(",", ""))

    near = limit + figure / 10**9
    shown = [read(shown_figure(one, kind, "en", beside=[other])) for one, other in ((near, limit), (limit, near))]
    assert (shown[0] > shown[1]) == (near > limit)
    assert (shown[0] < shown[1]) == (near < limit)


def test_a_very_long_figure_is_shown() -> None:
    assert shown_figure(Fraction(10**40 + 1), NUMBER, "en").replace(",", "") == str(10**40 + 1)
