"""Suggestions: made where there is one reading, and always readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.source.text import Text
from engine.values.exact import value
from engine.values.kinds import DATE, DAYS, MONEY, NUMBER, SHARE, TEXT, TRUTH, Kind, choice
from facts.entities.suggest import ID, likely, likely_id, likely_list

COLOURS = choice("groen", "blaa", "roed")
SHADES = choice("moerk", "lys", words={"moerk": Text("dyb, mørk tone", "deep shade"), "lys": Text("lys tone", "tint")})


@pytest.mark.parametrize(
    ("text", "kind", "meant"),
    [
        ("6.1", SHARE, "6.1 %"),
        ("6,1", SHARE, "6.1 %"),
        ("6,1 %", SHARE, "6.1 %"),
        ("98 procent", SHARE, "98 %"),
        ("0,5 %", SHARE, "0.5 %"),
        ("0.98", SHARE, None),
        ("1", SHARE, None),
        ("1,234 %", SHARE, None),
        ("1.234,50", MONEY, None),
        ("1,234.50", MONEY, None),
        ("1,234", MONEY, None),
        ("1234,50 kr.", MONEY, "1234.50 kr."),
        ("1234,-", MONEY, "1234"),
        ("1\N{NO-BREAK SPACE}234", MONEY, "1234"),
        ("\N{MINUS SIGN}5", NUMBER, "-5"),
        ("12", NUMBER, None),
        ("1/2", NUMBER, None),
        ("31.12.2017", DATE, "2017-12-31"),
        ("1/1/2017", DATE, "2017-01-01"),
        ("2/1/2017", DATE, None),
        ("20170131", DATE, "2017-01-31"),
        ("2017-02-30", DATE, None),
        ("2017-01-31 00:00:00", DATE, "2017-01-31"),
        ("2017-01-31 12:00:00", DATE, None),
        ("yes", TRUTH, None),
        ("grøn", COLOURS, "groen"),
        ("RØD", COLOURS, "roed"),
        ("lilla", COLOURS, None),
        ("Deep-shade", SHADES, "moerk"),
        ("DYB, MOERK TONE", SHADES, "moerk"),
        ("moerk", SHADES, "moerk"),
        ("tone", SHADES, None),
        ("x" * 1000, COLOURS, None),
        ("", COLOURS, None),
        ("x", TEXT, None),
    ],
)
def test_likely(text: str, kind: Kind, meant: str | None) -> None:
    assert likely(text, kind) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [("blaa", "[blaa]"), ("grøn; blå", "[groen, blaa]"), ("blaa, lilla", None), (",", None), ("", None)],
)
def test_likely_list(text: str, meant: str | None) -> None:
    assert likely_list(text, COLOURS) == meant


def test_a_list_in_words_is_suggested_by_names() -> None:
    assert likely_list("Tint, dyb, mørk tone", SHADES) == "[lys, moerk]"
    assert likely_list("lys tone og tint", SHADES) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [("Gården ved Åen", "gaarden-ved-aaen"), ("Ærø/2017", "aeroe-2017"), ("-a-", "a"), ("…", None), ("x" * 81, None)],
)
def test_likely_id(text: str, meant: str | None) -> None:
    assert likely_id(text) == meant


MARKS = st.text(st.sampled_from("0123456789.,-/ %kr:T+\N{NO-BREAK SPACE}\N{MINUS SIGN}"), max_size=20)


@given(MARKS | st.text(), st.sampled_from([DATE, DAYS, MONEY, NUMBER, SHARE, COLOURS]))
def test_what_is_suggested_can_be_read(text: str, kind: Kind) -> None:
    suggestion = likely(text, kind)
    if suggestion is not None:
        value(suggestion, kind)


@given(st.text())
def test_an_id_that_is_suggested_is_one(text: str) -> None:
    suggestion = likely_id(text)
    assert suggestion is None or ID.fullmatch(suggestion)
