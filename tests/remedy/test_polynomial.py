"""Where a polynomial turns: held against looking at every whole number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.remedy.polynomial import Polynomial, plus, sign, times, turn

coefficients = st.lists(st.integers(-9, 9), max_size=5).map(lambda found: plus(tuple(found), ()))
ends = st.tuples(st.integers(-40, 40), st.integers(0, 60)).map(lambda pair: (pair[0], pair[0] + pair[1]))


def looked_at(one: Polynomial, first: int, last: int) -> int | None:
    return next((x for x in range(first + 1, last + 1) if sign(one, x) != sign(one, first)), None)


@given(coefficients, ends)
def test_a_turn_is_the_first_number_with_another_sign(one: Polynomial, span: tuple[int, int]) -> None:
    assert turn(one, *span) == looked_at(one, *span)


@given(st.lists(st.integers(-30, 30), min_size=1, max_size=5), ends)
def test_no_root_is_missed(roots: list[int], span: tuple[int, int]) -> None:
    one: Polynomial = (1,)
    for root in roots:
        one = times(one, (-root, 1))
    assert turn(one, *span) == looked_at(one, *span)


@pytest.mark.parametrize(
    ("one", "first", "last", "found"),
    [
        ((), 0, 10, None),
        ((7,), 0, 10, None),
        ((-61_000_00, 1), 0, 10**42, 61_000_00),
        ((-61_000_00, 1), 61_000_00, 10**42, 61_000_01),
        ((-(10**60), 0, 1), 0, 10**42, 10**30),
        ((-(10**60) + 1, 0, 1), 0, 10**42, 10**30),
        ((2, -3, 1), 0, 100, 1),  # (x - 1)(x - 2)
        ((2, -3, 1), 1, 100, 3),  # zero at 1 and at 2
        ((3, -8, 4), 0, 100, 1),  # (2x - 1)(2x - 3): below zero at 1 only
    ],
)
def test_far_apart(one: Polynomial, first: int, last: int, found: int | None) -> None:
    assert turn(one, first, last) == found
