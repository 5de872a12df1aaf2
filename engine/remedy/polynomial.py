"""Polynomials in one whole number, exactly: where on a span of whole numbers does one change its sign?"""

from __future__ import annotations

from math import comb

Polynomial = tuple[int, ...]
"""Whole coefficients from the constant term up. The last one is not zero; no coefficients: zero."""


def plus(one: Polynomial, other: Polynomial) -> Polynomial:
    """Give the sum."""
    if len(one) < len(other):
        one, other = other, one
    found = [*(a + b for a, b in zip(one, other, strict=False)), *one[len(other) :]]
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def negated(one: Polynomial) -> Polynomial:
    """Give the opposite."""
    return tuple(-a for a in one)


def times(one: Polynomial, other: Polynomial) -> Polynomial:
    """Give the product."""
    if not one or not other:
        return ()
    if len(other) == 1:
        return tuple([a * other[0] for a in one])
    found = [0] * (len(one) + len(other) - 1)
    for i, a in enumerate(one):
        for j, b in enumerate(other):
            found[i + j] += a * b
    return tuple(found)


def at(one: Polynomial, x: int) -> int:
    """Give the value at `x`."""
    value = 0
    for coefficient in reversed(one):
        value = value * x + coefficient
    return value


def sign(one: Polynomial, x: int) -> int:
    """Give -1, 0 or 1: the sign at `x`."""
    value = at(one, x)
    return (value > 0) - (value < 0)


def turn(one: Polynomial, first: int, last: int) -> int | None:
    """Give the first whole number after `first`, up to `last`, where the sign is not that at `first`; None: nowhere.

    It is found along stretches on which the polynomial only rises or only falls. They are those on which its
    differences p(x + 1) - p(x) keep their sign; that is a polynomial of lower degree.
    """
    if len(one) < 2:
        return None
    if len(one) == 2:
        return _crossed(one, first, last)
    start, steps, here = sign(one, first), _differences(one), first
    while here < last:
        bend = turn(steps, here, last - 1)
        end = last if bend is None else bend
        if sign(one, end) != start:
            return _between(one, start, here, end)
        here = end
    return None


def _crossed(one: Polynomial, first: int, last: int) -> int | None:
    """Give the same of one that rises or falls throughout."""
    value, slope = at(one, first), one[1]
    if slope < 0:
        value, slope = -value, -slope
    after = first + max(1, -(value // slope))  # where zero is reached; the next number where it is there already
    return None if value > 0 or after > last else after


def _between(one: Polynomial, start: int, low: int, high: int) -> int:
    """Give the first number after `low` with another sign than `start`; `high` has one, and the way is monotone."""
    while high - low > 1:
        middle = (low + high) // 2
        if sign(one, middle) == start:
            low = middle
        else:
            high = middle
    return high


def _differences(one: Polynomial) -> Polynomial:
    return tuple(sum(comb(j, i) * one[j] for j in range(i + 1, len(one))) for i in range(len(one) - 1))
