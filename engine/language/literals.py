"""Values written in a rule: 6.1 %, 1000 kr, 2017-01-31, 14 days, 12, "text", true."""

from __future__ import annotations

import re

from lark import Token

from engine.language.slips import GROUPED, grouped
from engine.source.problem import Problem, Problems, shown
from engine.source.text import Text
from engine.source.tree import Scalar
from engine.values.exact import NotExact, value
from engine.values.kinds import DATE, DAYS, MONEY, MONTHS, NUMBER, SHARE, TEXT, TRUTH, Kind, Value

KINDS = {"SHARE": SHARE, "MONEY": MONEY, "DATE": DATE, "NUMBER": NUMBER, "TRUTH": TRUTH, "TEXT": TEXT}
SPANS = {"d": (DAYS, 1), "m": (MONTHS, 1), "y": (MONTHS, 12)}


def literal(token: Token, source: Scalar) -> tuple[Kind, Value]:
    """Give a literal's kind and value. Raises Problems."""
    text, place = str(token), source.at(token.start_pos or 0)
    try:
        if token.type == "SPAN":
            return _span(text)
        kind = KINDS[token.type]
        if whole := grouped(text, kind):
            message = Text(f"{shown(text)} kan læses på to måder", f"{shown(text)} can be read in two ways")
            raise Problems([Problem("thousands", place, message, GROUPED, whole)])
        return kind, text[1:-1] if kind == TEXT else value(text, kind)
    except NotExact as error:
        message = Text(f"{shown(text)} kan ikke bruges", f"{shown(text)} cannot be used")
        raise Problems([Problem("literal", place, message, error.expected)]) from None


def _span(text: str) -> tuple[Kind, Value]:
    figure, unit = re.split(r"\s*(?=[dmy])", text, maxsplit=1)
    kind, times = SPANS[unit[0]]
    number = value(figure, DAYS)
    assert isinstance(number, int)  # noqa: S101 - a whole number of days
    return kind, number * times
