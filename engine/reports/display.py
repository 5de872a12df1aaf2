"""Values as people read them: 1.234.567,00 kr., 6,1 %, 1. januar 2016. Rounded only where no decimal is exact."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

from engine.source.text import Lang, Text
from engine.values.exact import decimal_of
from engine.values.kinds import DAYS, MONEY, MONTHS, SHARE, TEXT, Choice, Kind, SetOf, Value, unpack
from facts.words import member_of

LOCALES = {"da": "da_DK", "en": "en_GB"}
ROUNDED = 6
"""Decimals shown of a figure that has no exact decimal; it is marked as rounded."""
MOST_DECIMALS = 30
ABOUT = Text("ca. ", "about ")


def shown_value(value: Value, kind: Kind, lang: Lang) -> str:
    """Give a kept value as text for people."""
    if isinstance(value, bool):
        return (Text("ja", "yes") if value else Text("nej", "no")).to(lang)
    if isinstance(value, int | Fraction):
        return shown_figure(unpack(value, kind), kind, lang)
    if isinstance(value, date):
        return shown_date(value, lang)
    if isinstance(value, frozenset):
        of = kind.of if isinstance(kind, SetOf) else None
        return ", ".join(shown_member(item, lang) if of != TEXT else item for item in sorted(value)) or "-"
    return shown_member(value, lang) if isinstance(kind, Choice) else value


def shown_member(member: str, lang: Lang, entity: str = "", field: str = "") -> str:
    """Give a member of an enumeration in words, those that its field has for it where it has its own."""
    words = member_of(member, entity, field)
    return words.to(lang) if words else member.replace("_", " ")


def shown_near(value: Value, limit: Value | None, kind: Kind, lang: Lang) -> str:
    """Give a value for a sentence: one without an exact decimal is rounded, but not so that it passes `limit`."""
    if isinstance(value, Fraction) and decimal_of(unpack(value, kind)) is None:
        bound = unpack(limit, kind) if isinstance(limit, int | Fraction) else None
        return _about(unpack(value, kind), bound, kind, lang)
    return shown_value(value, kind, lang)


def shown_date(day: date, lang: Lang) -> str:
    """Give a date in full: 1. januar 2016, 1 January 2016."""
    from babel.dates import format_date  # heavy, and not needed for JSON

    return str(format_date(day, "long", locale=LOCALES[lang]))


def shown_figure(figure: Fraction, kind: Kind, lang: Lang) -> str:
    """Give a figure with its unit."""
    from babel.numbers import format_decimal  # heavy, and not needed for JSON

    scaled = figure * 100 if kind == SHARE else figure
    exact = decimal_of(scaled)
    rounded = exact is None or -int(exact.as_tuple().exponent) > MOST_DECIMALS
    number = _rounded(scaled) if exact is None or rounded else exact
    least = 2 if kind == MONEY else 0
    decimals = max(least, -int(number.as_tuple().exponent))
    pattern = "#,##0" + ("." + "0" * least + "#" * (decimals - least) if decimals else "")
    with localcontext() as context:
        context.prec = len(number.as_tuple().digits) + MOST_DECIMALS
        text = str(format_decimal(number, format=pattern, locale=LOCALES[lang]))
    unit = _unit(kind, figure).to(lang)
    return ("~" if rounded else "") + text + (f" {unit}" if unit else "")


def _about(figure: Fraction, bound: Fraction | None, kind: Kind, lang: Lang) -> str:
    """Give a figure rounded to two decimals, or to more where fewer would put it on another side of `bound`."""
    scale = 100 if kind == SHARE else 1
    rounded = [Fraction(_rounded(figure * scale, places)) / scale for places in range(2, ROUNDED + 1)]
    sides = (one for one in rounded if bound is None or (one > bound, one < bound) == (figure > bound, figure < bound))
    near = next(sides, None)
    return shown_figure(figure, kind, lang) if near is None else ABOUT.to(lang) + shown_figure(near, kind, lang)


def _rounded(figure: Fraction, places: int = ROUNDED) -> Decimal:
    with localcontext() as context:
        context.prec = len(str(abs(figure.numerator))) + ROUNDED + 2
        quotient = Decimal(figure.numerator) / Decimal(figure.denominator)
        return quotient.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN)


def _unit(kind: Kind, figure: Fraction) -> Text:
    units = {
        MONEY: Text("kr.", "kr."),
        SHARE: Text("%", "%"),
        DAYS: Text("dag", "day") if abs(figure) == 1 else Text("dage", "days"),
        MONTHS: Text("måned", "month") if abs(figure) == 1 else Text("måneder", "months"),
    }
    return units.get(kind, Text("", ""))
