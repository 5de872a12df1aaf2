"""Figures as people write them: 1.234,50 and 1,234.50, kr. 100,-, 6,1 %. Each way to read a text is told of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
BEFORE = re.compile(r"(?:kr\b\.?|DKK) ?", re.IGNORECASE)
AFTER = re.compile(r" ?(?:kr\b\.?|kroner|DKK)", re.IGNORECASE)
SHARE = re.compile(r" ?(?:%|pct\.?|procent|percent)", re.IGNORECASE)
BODY = re.compile(r"(?P<sign>[+-]?) ?(?P<body>[0-9][0-9., ]*?)(?P<even>,-{1,2})?(?P<minus>-?)")
COMMA = re.compile(r"(?:[0-9]+|[1-9][0-9]{0,2}(?P<group>[. ])[0-9]{3}(?:(?P=group)[0-9]{3})*)(?:,[0-9]+)?")
POINT = re.compile(r"(?:[0-9]+|[1-9][0-9]{0,2}(?P<group>[, ])[0-9]{3}(?:(?P=group)[0-9]{3})*)(?:\.[0-9]+)?")
LONGEST = 60
PRECISION = Context(prec=15, rounding=ROUND_HALF_UP)
"""A spreadsheet shows 15 significant digits; what is stored beyond them is noise of its binary arithmetic."""
MOST_DIGITS = 400
"""Digits that a stored figure is at most written with: the largest that a spreadsheet can hold has 309."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One way to read a text as a figure.

    `decimal` is the sign before its decimals as its writer uses it, '' where it does not tell; `percent`: the text
    has the sign of percent.
    """

    value: Decimal
    decimal: str
    percent: bool
    money: bool


def figures(text: str) -> tuple[Figure, ...]:
    """Give every way to read `text` as a figure: none, one, or with comma and with point as the decimal sign."""
    bare = SPACES.sub(" ", text.strip().replace("\u2212", "-"))
    if len(bare) > LONGEST:
        return ()
    bare, percent = _without(SHARE, bare)
    bare, money = (bare, False) if percent else _without(AFTER, bare)
    if not money and not percent and (match := BEFORE.match(bare)):
        bare, money = bare[match.end() :], True
    match = BODY.fullmatch(bare)
    if not match or (match["sign"] and match["minus"]):
        return ()
    negative = "-" in match["sign"] + match["minus"]
    found = {sign: _value(match["body"], sign, negative) for sign in ",."}
    if match["even"]:  # 1.234,- is Danish
        found["."] = None
    if found[","] == found["."]:
        return () if found[","] is None else (Figure(found[","], "", percent, money),)
    return tuple(Figure(value, sign, percent, money) for sign, value in found.items() if value is not None)


def _without(form: re.Pattern[str], text: str) -> tuple[str, bool]:
    match = next((match for match in form.finditer(text) if match.end() == len(text)), None)
    return (text[: match.start()], True) if match else (text, False)


def _value(body: str, decimal: str, negative: bool) -> Decimal | None:
    if not (COMMA if decimal == "," else POINT).fullmatch(body):
        return None
    group = "." if decimal == "," else ","
    value = Decimal(body.replace(group, "").replace(" ", "").replace(decimal, "."))
    return -value if negative and value else value


def plain(figure: Decimal) -> str:
    """Give a figure in plain digits with a point, without zeros at the end. Raises ValueError for what is none."""
    if not figure.is_finite() or abs(figure.adjusted()) > MOST_DIGITS:
        raise ValueError(figure)
    text = f"{figure:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text
