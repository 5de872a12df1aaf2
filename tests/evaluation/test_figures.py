"""Figures are exact: ratios compared by cross multiplication come out as they do with Fractions."""

from __future__ import annotations

import operator
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.evaluation.compile import compile_rules
from engine.evaluation.evaluate import evaluate
from engine.evaluation.figures import Code, common, compared, divided, multiplied
from engine.evaluation.runtime import quotient
from engine.values.kinds import MONEY, Exact
from tests.book import Book
from tests.evaluation.one import AS_OF, VOCABULARY, fact_set, outcome, subject

COMPARE: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
SIDES: dict[str, Callable[..., Fraction]] = {
    "a / b {} c / d": lambda a, b, c, d: a / b - c / d,
    "a / b {} c / b": lambda a, b, c, d: a / b - c / b,
    "a / b / (c / d) {} 33 %": lambda a, b, c, d: a / b / (c / d) - Fraction(33, 100),
    "a / (b * c) {} s": lambda a, b, c, d: a / (b * c) - Fraction(1, 3),
    "s {} -(a / b)": lambda a, b, c, d: Fraction(1, 3) + a / b,
    "abs(a / b) {} abs(c / d)": lambda a, b, c, d: abs(a / b) - abs(c / d),
    "a / b + c / d {} 5 %": lambda a, b, c, d: a / b + c / d - Fraction(1, 20),
    "a / b - c / d {} (if a > b then a / b else c / d)": lambda a, b, c, d: a / b - c / d - (a / b if a > b else c / d),
    "max(a / b, 1 %) {} min(c / d, s + s)": lambda a, b, c, d: (
        max(a / b, Fraction(1, 100)) - min(c / d, Fraction(2, 3))
    ),
    "(a / 3 - b) * 2 {} c * 5 % - d / 7": lambda a, b, c, d: (a / 3 - b) * 2 - c / 20 + d / 7,
}
BOOK = Book(VOCABULARY)
for _side in SIDES:
    for _op in COMPARE:
        BOOK.rule("sag", require=_side.format(_op))
PROGRAM = compile_rules(BOOK.rulebook())
THIRD = Fraction(10_000, 3)
figures = st.one_of(
    st.integers(-3, 3),
    st.integers(-(10**40), 10**40),
    st.fractions(max_denominator=9),
    st.sampled_from([10**6, -(10**6)]),
)


@given(figures, figures, figures, figures)
def test_ratios_compare_as_fractions_do(a: Exact, b: Exact, c: Exact, d: Exact) -> None:
    evaluation = evaluate(PROGRAM, fact_set(subject("sag", "x", a=a, b=b, c=c, d=d, s=THIRD)), AS_OF)
    for rule, (side, op) in zip(BOOK.rules, ((s, o) for s in SIDES for o in COMPARE), strict=True):
        try:
            difference = SIDES[side](*map(Fraction, (a, b, c, d)))
        except ZeroDivisionError:
            # Of an `if`, only the branch that is chosen counts.
            expected = "undetermined"
        else:
            expected = "met" if COMPARE[op](difference, Fraction(0)) else "breached"
        assert evaluation.ways[rule][0].outcome == expected, (side, op)


@pytest.mark.parametrize(("a", "b"), [(1, 3), (-1, -3), (10**39, 3 * 10**39), (Fraction(1, 7), Fraction(3, 7))])
def test_a_third_is_exactly_a_third(a: Exact, b: Exact) -> None:
    assert outcome("a / b = s", a=a, b=b, s=THIRD) == "met"
    assert outcome("a / b < s", a=a, b=b, s=THIRD) == "breached"
    assert outcome("a / b <= s", a=a, b=b, s=THIRD - Fraction(1, 10**60)) == "breached"
    assert outcome("a / b + a / b + a / b = 100 %", a=a, b=b) == "met"


@pytest.mark.parametrize(
    ("require", "facts", "expected"),
    [
        ("a / b <= 5 %", {"a": 1, "b": 20}, "met"),
        ("a / b > 5 %", {"a": 1, "b": 20}, "breached"),
        ("a / b > 5 %", {"a": 51, "b": 1_000}, "met"),
        ("a / b <= 5 %", {"a": 51, "b": 1_000}, "breached"),
        ("m / n <= 6.1 %", {"m": "61.00", "n": "1000.00"}, "met"),
        ("m / n <= 6.1 %", {"m": "61.000001", "n": "1000.00"}, "breached"),
        ("s <= 6.1 %", {"s": "6.1000001 %"}, "breached"),
        ("s <= 6.1000001 %", {"s": "6.1000001 %"}, "met"),
        ("m * 6.1 % = n", {"m": "1000", "n": "61"}, "met"),
        ("m / 3 * 3 = m", {"m": "0.01"}, "met"),
        ("a / b = 0 %", {"a": 0, "b": 0}, "undetermined"),
        ("a / 0 = 1", {"a": 1}, "undetermined"),
        ("a * 0 = 0", {"a": 10**40}, "met"),
        ("a * 0 = 0", {"a": None}, "undetermined"),
        ("a in {0.5, 1, b}", {"a": Fraction(1, 2), "b": 2}, "met"),
        ("a / b in {50 %, s}", {"a": 1, "b": 2, "s": 1}, "met"),
        ("a / b in {50 %, s}", {"a": 1, "b": 0, "s": 1}, "undetermined"),
        ("(if a > 0 then 1 / a * 100 % else 0 %) = 0 %", {"a": 0}, "met"),
    ],
)
def test_at_the_limit(require: str, facts: dict[str, Exact | str | None], expected: str) -> None:
    assert outcome(require, **facts) == expected


def test_usual_figures_never_become_fractions() -> None:
    expressions = [
        "m / n <= 6.1 %",
        "abs(m - a * n / b) <= 1 kr",
        "m = (if m > 0 kr then n - 5 % * n else n + 5 % * n)",
    ]
    book = Book(VOCABULARY)
    for require in expressions:
        book.rule("sag", require=require)
    assert "quotient" not in compile_rules(book.rulebook()).source


def test_codes_of_figures() -> None:
    a, b = Code("a", ("a is None",), None, Fraction(1, 100)), Code("b", ("b is None",), None, Fraction(1, 100))
    ratio = divided(a, b, "d")
    assert ratio == Code("a", ("a is None", "not b"), "b", Fraction(1))
    code = "(a * 10000 < 500 * b if b > 0 else a * 10000 > 500 * b)"
    assert compared("<", ratio, Code("500", scale=Fraction(1, 10_000))) == Code(code, ("a is None", "not b"))
    assert multiplied(a, Code("5")) == Code("a", ("a is None",), None, Fraction(1, 20))
    assert common([a, Code("c", scale=Fraction(1, 30))], MONEY) == Fraction(1, 300)
    assert [quotient(6, 3), quotient(-1, 3), quotient(Fraction(1, 2), Fraction(1, 4))] == [2, Fraction(-1, 3), 2]
    assert type(quotient(6, 3)) is int
