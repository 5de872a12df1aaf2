"""From text to exact values, and back to text for programs. Nothing here rounds; no binary float is made."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

from engine.source.text import Text
from engine.values.kinds import (
    DATE,
    DAYS,
    MONEY,
    MONTHS,
    NUMBER,
    SHARE,
    TEXT,
    TRUTH,
    Choice,
    Exact,
    Kind,
    SetOf,
    Value,
    pack,
    unpack,
)

LONGEST_FIGURE = 40
LONGEST_UNIT = 10
FIGURE = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
PLACES = {MONEY: 2, SHARE: 2}
"""How many decimals a figure of the kind can have and still be whole in its smallest unit."""
TRUTHS = {"true": True, "false": False, "ja": True, "nej": False}
SUFFIX = {
    MONEY: re.compile(r"\s*(?:kr\.?|kroner|DKK)$"),
    SHARE: re.compile(r"\s*%$"),
    DAYS: re.compile(r"\s*(?:days?|dage?)$"),
    MONTHS: re.compile(r"\s*(?:months?|måned(?:er)?|maaned(?:er)?)$"),
}
FORM = {
    TRUTH: Text("ja eller nej", "true or false"),
    NUMBER: Text("et tal som 12 eller 12.5", "a number such as 12 or 12.5"),
    MONEY: Text("et beløb som 1234.50", "an amount such as 1234.50"),
    SHARE: Text("en procent som 6.1 %", "a percentage such as 6.1 %"),
    DATE: Text("en dato som 2017-01-31", "a date such as 2017-01-31"),
    DAYS: Text("et antal dage som 14", "a number of days such as 14"),
    MONTHS: Text("et antal måneder som 1", "a number of months such as 1"),
    TEXT: Text("tekst", "text"),
}


class NotExact(ValueError):  # noqa: N818 - says what the text is not
    """Raised for text that is no value of the kind; `expected` says what would be."""

    def __init__(self, expected: Text) -> None:
        """Keep what was expected."""
        self.expected = expected
        super().__init__(expected.en)


def form(kind: Kind) -> Text:
    """Say how a value of `kind` is written."""
    if isinstance(kind, SetOf) and kind.of is not None:
        inner = form(kind.of)
        return Text(f"en liste: {inner.da}", f"a list: {inner.en}")
    return FORM.get(kind, kind.label)


def value(text: str, kind: Kind) -> Value:
    """Give the value of `kind` that `text` writes. Raises NotExact."""
    if isinstance(kind, Choice):
        return _member(text, kind)
    if kind.is_figure:
        return _units(text, kind)
    if kind == TRUTH and text.lower() in TRUTHS:
        return TRUTHS[text.lower()]
    if kind == DATE:
        return _date(text)
    if kind == TEXT and text.strip():
        return text.strip()
    raise NotExact(form(kind))


def _member(text: str, kind: Choice) -> str:
    if text not in kind.members:
        raise NotExact(form(kind))
    return text


def _units(text: str, kind: Kind) -> Exact:
    if len(text) > LONGEST_FIGURE + LONGEST_UNIT:  # the search for a suffix is slow in long white space
        raise NotExact(form(kind))
    bare = SUFFIX[kind].sub("", text) if kind in SUFFIX else text
    if kind == SHARE and bare == text:
        raise NotExact(form(kind))  # 6.1 could be 6.1 % or 610 %: never guessed
    if len(bare) > LONGEST_FIGURE or not FIGURE.fullmatch(bare):
        raise NotExact(form(kind))
    whole, _, decimals = bare.partition(".")
    if len(decimals) <= (places := PLACES.get(kind, 0)):
        return int(whole + decimals.ljust(places, "0"))  # nearly every figure; a fraction takes ten times as long
    figure = Fraction(bare)
    if kind in (DAYS, MONTHS) and figure.denominator != 1:
        raise NotExact(form(kind))
    return pack(figure / 100 if kind == SHARE else figure, kind)


def _date(text: str) -> date:
    if not ISO_DATE.fullmatch(text):
        raise NotExact(form(DATE))
    try:
        return date.fromisoformat(text)
    except ValueError:
        expected = Text("en dato der findes", "a date that exists")
        raise NotExact(expected) from None


UNITS = {MONEY.name: " kr", SHARE.name: " %", DAYS.name: " days", MONTHS.name: " months"}
"""What stands after an exact figure, by the name of its kind."""


def text_of(kept: Value, kind: Kind) -> str:
    """Give a kept value as exact text for programs: '1234.5 kr', '6.1 %', '1/3', '2017-01-31', 'true', '{a, b}'."""
    if isinstance(kept, bool):
        return "true" if kept else "false"
    if isinstance(kept, int | Fraction):
        return figure_text(unpack(kept, kind), kind)
    if isinstance(kept, frozenset):
        return "{" + ", ".join(sorted(kept)) + "}"
    return kept.isoformat() if isinstance(kept, date) else kept


def figure_text(figure: Fraction, kind: Kind) -> str:
    """Give an exact figure with its unit: a decimal where it has one, else a ratio such as '1/3'."""
    unit = UNITS.get(kind.name, "")
    if kind == SHARE:
        figure *= 100
    finite = decimal_of(figure)
    if finite is not None:
        return f"{finite:f}{unit}"
    return f"{Decimal(figure.numerator):f}/{Decimal(figure.denominator):f}{unit}"  # str(int) refuses 4,300 digits


def decimal_of(figure: Fraction) -> Decimal | None:
    """Give `figure` as a Decimal when it has a finite expansion, else None."""
    if figure.denominator == 1:
        return Decimal(figure.numerator)
    twos, fives, rest = 0, 0, figure.denominator
    while rest % 2 == 0:
        twos, rest = twos + 1, rest // 2
    while rest % 5 == 0:
        fives, rest = fives + 1, rest // 5
    if rest != 1:
        return None
    places = max(twos, fives)
    sign, digits, _ = Decimal(figure.numerator * 10**places // figure.denominator).as_tuple()
    return Decimal((sign, digits, -places))
