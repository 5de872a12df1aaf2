"""Values as people read them: 1.234.567,00 kr., 6,1 %, 1. januar 2016. Rounded only where no decimal is exact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction
from functools import cache

from engine.source.text import Lang, Text
from engine.values.exact import decimal_of
from engine.values.kinds import DATE, DAYS, MONEY, MONTHS, NUMBER, SHARE, Choice, Exact, Kind, SetOf, Value, unpack

LOCALES = {"da": "da_DK", "en": "en_GB"}
ROUNDED = 2
"""Decimals of a figure that has no exact decimal, which is marked as rounded; more where these say too little."""
TRACED = 6
"""The same in a trace, which is there to be followed."""
ABOUT = Text("ca.", "about")
MOST_DECIMALS = 30
UNGROUPED = 10_000
"""Numbers without a unit below this have no separator: among them are the years."""
NONE = Text("ingen", "none")
"""An empty set."""
UNITS = {
    MONEY.name: (Text("kr.", "kr."), Text("kr.", "kr.")),
    SHARE.name: (Text("%", "%"), Text("%", "%")),
    DAYS.name: (Text("dag", "day"), Text("dage", "days")),
    MONTHS.name: (Text("måned", "month"), Text("måneder", "months")),
}
"""What stands after a figure, by the name of its kind: after one, and after any other."""
NO_UNIT = (Text("", ""), Text("", ""))
AND, OR = Text("og", "and"), Text("eller", "or")
AS_WELL = Text("samt", "as well as")
"""What stands before the last of a list whose items hold an 'and' of their own."""


def shown_value(value: Value, kind: Kind, lang: Lang, *, beside: Iterable[Value] = (), decimals: int = ROUNDED) -> str:
    """Give a kept value as text for people. `beside`: values of the same kind that it must not be taken for."""
    if isinstance(value, bool):
        return (Text("ja", "yes") if value else Text("nej", "no")).to(lang)
    if isinstance(value, int | Fraction):
        others = [unpack(other, kind) for other in beside if isinstance(other, int | Fraction)]
        return shown_figure(unpack(value, kind), kind, lang, beside=others, decimals=decimals)
    if isinstance(value, date):
        return shown_date(value, lang)
    if isinstance(value, frozenset):
        return joined(shown_members(value, kind, lang), lang) or NONE.to(lang)
    return kind.word(value).to(lang) if isinstance(kind, Choice) else value


def shown_members(value: frozenset[str], kind: Kind, lang: Lang) -> list[str]:
    """Give the members of a set of `kind` as words, in the order that its choice has them in; texts in their own."""
    of = kind.of if isinstance(kind, SetOf) else kind
    if isinstance(of, Choice):
        return [of.word(member).to(lang) for member in of.members if member in value]
    return sorted(value)


def joined(items: Sequence[str], lang: Lang, by: Text = AND) -> str:
    """Give items as a sentence lists them: a, b and c."""
    if len(items) < 2:
        return "".join(items)
    has_own = any(f" {AND.to(lang)} " in item for item in items)
    last = AS_WELL if by == AND and has_own else by
    return f"{', '.join(items[:-1])} {last.to(lang)} {items[-1]}"


@cache
def shown_date(day: date, lang: Lang) -> str:
    """Give a date in full: 1. januar 2016, 1 January 2016."""
    from babel.dates import format_date  # heavy, and not needed for JSON

    return str(format_date(day, "long", locale=LOCALES[lang]))


def shown_difference(difference: Exact, kind: Kind, lang: Lang) -> str:
    """Give how far apart two values of a kind are, without a sign: dates in days, percentages in percentage points."""
    apart = abs(unpack(difference, DAYS if kind == DATE else kind))
    if kind != SHARE:
        return shown_figure(apart, DAYS if kind == DATE else kind, lang)
    points = Text("procentpoint", "percentage point" if apart * 100 == 1 else "percentage points")
    return f"{shown_figure(apart * 100, NUMBER, lang)} {points.to(lang)}"


def counted(number: int, one: Text, several: Text, lang: Lang) -> str:
    """Give how many there are of what is called `one`, in the plural `several`."""
    return f"{shown_figure(Fraction(number), NUMBER, lang)} {(one if number == 1 else several).to(lang)}"


def shown_figure(
    figure: Fraction, kind: Kind, lang: Lang, *, beside: Iterable[Fraction] = (), decimals: int = ROUNDED
) -> str:
    """Give a figure with its unit; rounded to `decimals`, or as many as tell it from zero and from those `beside`."""
    scaled = figure * 100 if kind == SHARE else figure
    exact = decimal_of(scaled)
    rounded = exact is None or -int(exact.as_tuple().exponent) > MOST_DECIMALS
    others = [Fraction(0), *(other * 100 if kind == SHARE else other for other in beside)]
    number = _rounded(scaled, others, decimals) if exact is None or rounded else exact
    least = 2 if kind == MONEY else 0
    grouped = kind != NUMBER or number.copy_abs() >= UNGROUPED
    text = _written(number, least, _symbols(lang), grouped=grouped)
    unit = _unit(kind, figure).to(lang)
    return (f"{ABOUT.to(lang)} " if rounded else "") + text + (f" {unit}" if unit else "")


@cache
def _symbols(lang: Lang) -> tuple[str, str, str]:
    """Give what a language writes between whole and decimals, between thousands, and before what is below zero."""
    from babel import numbers  # heavy, and not needed for JSON

    locale = LOCALES[lang]
    return (
        numbers.get_decimal_symbol(locale),
        numbers.get_group_symbol(locale),
        numbers.get_minus_sign_symbol(locale),
    )


def _written(number: Decimal, least: int, symbols: tuple[str, str, str], *, grouped: bool) -> str:
    """Write a number with all its decimals, at least so many. A report holds figures by the hundred thousand."""
    point, group, minus = symbols
    whole, _, part = f"{number.copy_abs():f}".partition(".")
    decimals = part.rstrip("0").ljust(least, "0")
    shown = f"{int(whole):,}".replace(",", group) if grouped else whole
    return (minus if number.is_signed() else "") + shown + (point + decimals if decimals else "")


def _rounded(figure: Fraction, others: Sequence[Fraction], decimals: int) -> Decimal:
    """Round a figure, with more decimals as long as it is told the same as another that it is not."""
    number = _to(figure, decimals)
    while any(other != figure and _to(other, decimals) == number for other in others):
        decimals += 1
        number = _to(figure, decimals)
    return number


def _to(figure: Fraction, decimals: int) -> Decimal:
    with localcontext() as context:
        context.prec = len(str(abs(figure.numerator))) + decimals + 2
        quotient = Decimal(figure.numerator) / Decimal(figure.denominator)
        return quotient.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_EVEN)


def _unit(kind: Kind, figure: Fraction) -> Text:
    one, several = UNITS.get(kind.name, NO_UNIT)
    return one if figure in (1, -1) else several
