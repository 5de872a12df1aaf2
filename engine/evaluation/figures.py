"""Code for exact figures: code for an int or Fraction in some unit, such that value = code / den * scale.

Units and whole factors are folded when the code is made, and a ratio is compared by cross multiplication, so that usual
figures never become Fractions when it runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

from engine.values.kinds import Kind

PYTHON = {"=": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">=", "in": "in", "within": "<="}
MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


@dataclass(frozen=True, slots=True)
class Code:
    """Code for a value, and when it is unknown: only where no condition of `unknown_if` holds may it run."""

    code: str
    unknown_if: tuple[str, ...] = ()
    den: str | None = None
    scale: Fraction = Fraction(1)

    @property
    def guarded(self) -> str:
        """Give the code such that it is None where the value is unknown; without den and scale."""
        if self.unknown_if in ((), (f"{self.code} is None",)):
            return self.code
        return f"None if {' or '.join(self.unknown_if)} else {self.code}"


def unit(kind: Kind) -> Fraction:
    """Give the smallest unit of a kind."""
    return Fraction(1, kind.scale or 1)


def variable(name: str, scale: Fraction = Fraction(1)) -> Code:
    """Give the code of a variable that is None where the value is unknown."""
    return Code(name, (f"{name} is None",), None, scale)


def merged(codes: Iterable[Code]) -> tuple[str, ...]:
    """Give when any of the values is unknown, each condition once."""
    return tuple(dict.fromkeys(condition for code in codes for condition in code.unknown_if))


def compared(op: str, left: Code, right: Code) -> Code:
    """Give the code of a comparison. A denominator below zero turns the order around."""
    one, other, dens = _aligned(left, right)
    unknown = merged((left, right))
    plain = f"{one} {PYTHON[op]} {other}"
    if not dens or op not in MIRRORED:
        return Code(plain, unknown)
    positive = f"{dens[0]} > 0" if len(dens) == 1 else f"({dens[0]} > 0) is ({dens[1]} > 0)"
    return Code(f"({plain} if {positive} else {one} {MIRRORED[op]} {other})", unknown)


def _aligned(left: Code, right: Code) -> tuple[str, str, list[str]]:
    """Give the codes of two figures times the same, and the denominators in that."""
    ratio = left.scale / right.scale
    one, other = _times(left.code, ratio.numerator), _times(right.code, ratio.denominator)
    if left.den == right.den:
        return one, other, [left.den] if left.den else []
    return _times(one, right.den), _times(other, left.den), [den for den in (left.den, right.den) if den]


def added(op: str, left: Code, right: Code) -> Code:
    """Give the code of left + right or left - right."""
    one, other, dens = _aligned(left, right)
    scale = left.scale / (left.scale / right.scale).numerator
    return Code(f"({one} {op} {other})", merged((left, right)), _product(dens), scale)


def multiplied(left: Code, right: Code) -> Code:
    """Give the code of left * right."""
    for one, other in ((left, right), (right, left)):
        if factor := _factor(other):
            return Code(one.code, one.unknown_if, one.den, one.scale * factor)
    dens = [den for den in (left.den, right.den) if den]
    return Code(f"({left.code} * {right.code})", merged((left, right)), _product(dens), left.scale * right.scale)


def divided(left: Code, right: Code, name: str) -> Code:
    """Give the code of left / right: unknown where right is zero. `name`: a fresh variable."""
    if factor := _factor(right):
        return Code(left.code, left.unknown_if, left.den, left.scale / factor)
    unknown = merged((left, right))
    by = right.code if right.code.isidentifier() else name
    if f"{by} is None" in unknown:
        unknown = tuple(f"not {by}" if condition == f"{by} is None" else condition for condition in unknown)
    else:
        unknown = (*unknown, f"not ({by} := {right.code})" if by == name else f"not {by}")
    dens = [by, left.den] if left.den else [by]
    return Code(_times(left.code, right.den, inside=True), unknown, _product(dens), left.scale / right.scale)


def negated(item: Code) -> Code:
    """Give the code of minus an item."""
    return Code(f"(-{item.code})", item.unknown_if, item.den, item.scale)


def absolute(item: Code) -> Code:
    """Give the code of an item's size without its sign."""
    return Code(f"abs({item.code})", item.unknown_if, item.den and f"abs({item.den})", item.scale)


def settled(item: Code, kind: Kind) -> str:
    """Give code for a figure in smallest units of `kind`; other values as they are."""
    return in_units(item, unit(kind)) if kind.is_figure else item.code


def in_units(item: Code, scale: Fraction) -> str:
    """Give code for a figure in units of `scale`."""
    ratio = item.scale / scale
    top = _times(item.code, ratio.numerator)
    if item.den is None and ratio.denominator == 1:
        return top
    return f"quotient({top}, {_times(item.den, ratio.denominator) if item.den else ratio.denominator})"


def common(items: Sequence[Code], kind: Kind) -> Fraction:
    """Give the largest unit of which all items are whole multiples; that of `kind` is one."""
    scales = [unit(kind), *(item.scale for item in items)]
    return Fraction(gcd(*(scale.numerator for scale in scales)), lcm(*(scale.denominator for scale in scales)))


def _factor(item: Code) -> Fraction | None:
    """Give the value of a whole number above zero written in the rule."""
    return int(item.code) * item.scale if item.code.isdecimal() and not item.den and int(item.code) else None


def _times(code: str, factor: int | str | None, *, inside: bool = False) -> str:
    if factor in (1, None):
        return code
    return f"({code} * {factor})" if inside else f"{code} * {factor}"


def _product(dens: Sequence[str]) -> str | None:
    return f"({' * '.join(dens)})" if len(dens) > 1 else next(iter(dens), None)
