"""Figures and dates that are not one value but depend on an unknown x, which runs over a span of whole numbers.

A figure counts in kroner, ones, or 1 = 100 %; a date is its ordinal. What cannot be said for the whole span at once is
`Open`: it names where the span should be divided. A span of one number leaves nothing open.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import gcd

from engine.remedy import polynomial
from engine.remedy.polynomial import Polynomial
from engine.values.kinds import DATE, Exact, Kind, Value, pack

ONE: Polynomial = (1,)
TRUTHS = {
    "=": (False, True, False),
    "!=": (True, False, True),
    "<": (True, False, False),
    "<=": (True, True, False),
    ">": (False, False, True),
    ">=": (False, True, True),
}
"""The truth of a comparison where left minus right is below, at and above zero."""


@dataclass(frozen=True, slots=True)
class Span:
    """The whole numbers from `first` to `last`, both included."""

    first: int
    last: int

    @property
    def middle(self) -> int:
        """Give where to divide the span when nothing better is known."""
        return (self.first + self.last) // 2 + 1


@dataclass(frozen=True, slots=True)
class Open:
    """Not the same over the span: divide it before the number `at`; of a list, settle whether the member is in it."""

    at: int | str


@dataclass(frozen=True, slots=True)
class Ratio:
    """One polynomial in x divided by another, which is above zero on the whole span."""

    top: Polynomial
    bottom: Polynomial = ONE

    @property
    def is_whole(self) -> bool:
        """Say whether it surely gives whole numbers only."""
        return self.bottom == ONE


@dataclass(frozen=True, slots=True)
class Bounds:
    """Something from `low` to `high`, both included. `narrowed`: how to narrow it; `is_whole`: whole numbers only."""

    low: Fraction | int
    high: Fraction | int
    narrowed: Open
    is_whole: bool = False


NOTHING = Ratio(())
Form = Ratio | Bounds
Found = Form | Open | None
"""What an operation gives: a form, that the span must be divided, or nothing (it cannot be worked out)."""


def form_of(value: Value | Form, kind: Kind) -> Form:
    """Give a known value as a form, one that is so already as it is."""
    if isinstance(value, Ratio | Bounds):
        return value
    if isinstance(value, date):
        return Ratio((value.toordinal(),))
    assert isinstance(value, int | Fraction)  # noqa: S101 - figures and dates only
    if not value:
        return NOTHING
    top, bottom = value.numerator, value.denominator * kind.scale
    common = gcd(top, bottom)
    return Ratio((top // common,), (bottom // common,))


def settled(found: Found, kind: Kind) -> Value | Form | Open | None:
    """Give a form that is one and the same value on the whole span as that value, as it is kept."""
    if isinstance(found, Ratio) and len(found.top) < 2 and len(found.bottom) == 1:
        return kept(Fraction(found.top[0] if found.top else 0, found.bottom[0]), kind)
    if isinstance(found, Bounds) and found.low == found.high:
        return kept(Fraction(found.low), kind)
    return found


def kept(figure: Fraction, kind: Kind) -> date | Exact:
    """Give a figure or an ordinal as values of the kind are kept."""
    return date.fromordinal(int(figure)) if kind == DATE else pack(figure, kind)


def added(one: Form, other: Form, span: Span, *, minus: bool = False) -> Found:
    """Give the sum, or the difference."""
    if minus:
        other = opposite(other)
    if isinstance(one, Ratio) and isinstance(other, Ratio):
        if one.bottom == other.bottom:
            return Ratio(polynomial.plus(one.top, other.top), one.bottom)
        left, right = polynomial.times(one.top, other.bottom), polynomial.times(other.top, one.bottom)
        return Ratio(polynomial.plus(left, right), polynomial.times(one.bottom, other.bottom))
    ends = _both(one, other, span)
    if isinstance(ends, Open):
        return ends
    first, second = ends
    whole = first.is_whole and second.is_whole
    return Bounds(first.low + second.low, first.high + second.high, _narrowed(first, second), whole)


def opposite(one: Form) -> Form:
    """Give minus a form."""
    if isinstance(one, Ratio):
        return Ratio(polynomial.negated(one.top), one.bottom)
    return Bounds(-one.high, -one.low, one.narrowed, one.is_whole)


def multiplied(one: Form, other: Form, span: Span) -> Found:
    """Give the product."""
    if isinstance(one, Ratio) and isinstance(other, Ratio):
        return Ratio(polynomial.times(one.top, other.top), polynomial.times(one.bottom, other.bottom))
    ends = _both(one, other, span)
    if isinstance(ends, Open):
        return ends
    first, second = ends
    corners = [a * b for a in (first.low, first.high) for b in (second.low, second.high)]
    return Bounds(min(corners), max(corners), _narrowed(first, second), first.is_whole and second.is_whole)


def divided(one: Form, by: Form, span: Span) -> Found:
    """Give the quotient; None where it is divided by zero."""
    if isinstance(by, Ratio):
        bend = polynomial.turn(by.top, span.first, span.last)
        if bend is not None:
            return Open(bend)
        side = polynomial.sign(by.top, span.first)
        if side == 0:
            return None
        turned = Ratio(by.bottom, by.top) if side > 0 else Ratio(*map(polynomial.negated, (by.bottom, by.top)))
        return multiplied(one, turned, span)
    if by.low <= 0 <= by.high:
        return None if by.low == by.high else by.narrowed
    return multiplied(one, Bounds(1 / Fraction(by.high), 1 / Fraction(by.low), by.narrowed), span)


def absolute(one: Form, span: Span) -> Found:
    """Give the size without its sign."""
    below = compared("<", one, NOTHING, span)
    if not isinstance(below, Open):
        return opposite(one) if below else one
    if isinstance(one, Ratio):
        return below
    return Bounds(0, max(-one.low, one.high), one.narrowed, one.is_whole)


def chosen(function: str, forms: list[Form], span: Span) -> Form | Open:
    """Give the smallest ('min') or the largest ('max') of some."""
    best = forms[0]
    for each in forms[1:]:
        better = compared("<" if function == "min" else ">", each, best, span)
        if isinstance(better, Open):
            return better
        best = each if better else best
    return best


def compared(op: str, one: Form, other: Form, span: Span) -> bool | Open:
    """Give the truth of a comparison, where it is the same on the whole span."""
    if isinstance(one, Ratio) and isinstance(other, Ratio):
        difference = _difference(one, other)
        bend = polynomial.turn(difference, span.first, span.last)
        if bend is not None:
            return Open(bend)
        return TRUTHS[op][polynomial.sign(difference, span.first) + 1]
    ends = _both(one, other, span)
    if isinstance(ends, Open):
        return ends
    first, second = ends
    overlap = first.low <= second.high and second.low <= first.high
    possible = (first.low < second.high, overlap, first.high > second.low)
    truths = {truth for truth, may in zip(TRUTHS[op], possible, strict=True) if may}
    return truths.pop() if len(truths) == 1 else _narrowed(first, second)


def _difference(one: Ratio, other: Ratio) -> Polynomial:
    """Give a polynomial with the sign of one minus the other."""
    if one.bottom == other.bottom:
        return polynomial.plus(one.top, polynomial.negated(other.top))
    left, right = polynomial.times(one.top, other.bottom), polynomial.times(other.top, one.bottom)
    return polynomial.plus(left, polynomial.negated(right))


def bounds(one: Form, span: Span) -> Bounds | Open:
    """Give what a form lies between on the span."""
    if isinstance(one, Bounds):
        return one
    halved = Open(span.middle)
    if len(one.top) > 2 or len(one.bottom) > 2:  # it may bend
        return halved
    first, last = _at(one, span.first), _at(one, span.last)
    return Bounds(first, last, halved, one.is_whole) if first <= last else Bounds(last, first, halved, one.is_whole)


def _at(one: Ratio, x: int) -> Exact:
    top = polynomial.at(one.top, x)
    return top if one.bottom == ONE else Fraction(top, polynomial.at(one.bottom, x))


def _both(one: Form, other: Form, span: Span) -> tuple[Bounds, Bounds] | Open:
    first, second = bounds(one, span), bounds(other, span)
    if isinstance(first, Open):
        return first
    return second if isinstance(second, Open) else (first, second)


def _narrowed(first: Bounds, second: Bounds) -> Open:
    return second.narrowed if first.low == first.high else first.narrowed
