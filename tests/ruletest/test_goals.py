"""What tests must reach: the goals of a rule, and what it, its figures and its facts rule out."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.evaluation.compile import compile_rules
from engine.evaluation.evaluate import evaluate
from engine.evaluation.explain import Explainer
from engine.rulebook.model import Period
from engine.ruletest.goals import goals_of
from engine.ruletest.reached import reached
from engine.source.problem import Problems
from engine.values.kinds import NUMBER, SHARE
from facts.vocabulary import vocabulary
from tests.book import Book
from tests.evaluation.one import VOCABULARY
from tests.generate import some_facts, some_rulebook, some_vocabulary

OPEN = Period()
MIXED = ("true", "false", "mixed")
YEAR = Period(date(2017, 1, 1), date(2017, 12, 31))


def keys(*parts: str, **rule: str) -> set[str]:
    """Give the goals of a rule on a sag, of some parts."""
    made = Book(VOCABULARY).rule("sag", **rule)  # type: ignore[arg-type]
    return {goal.key for goal in goals_of(made, VOCABULARY).all if goal.part in parts}


@pytest.mark.parametrize(
    ("rule", "outcomes"),
    [
        ({"require": "ja"}, "met breached undetermined"),
        ({"require": "as_of > 2020-01-01"}, "met breached"),
        ({"require": "true"}, "met"),
        ({"require": "unclear"}, "undetermined"),
        ({"require": "ja or unclear"}, "met undetermined"),
        ({"require": "2 > 1"}, "met"),
        ({"require": "2 > 1 and 1 > 2"}, "breached"),
        ({"require": "ja", "when": "jo"}, "met breached not_applicable undetermined"),
        ({"require": "as_of > 2020-01-01", "when": "as_of > 2020-01-01"}, "met breached not_applicable"),
        ({"require": "as_of > 2020-01-01", "when": "true"}, "met breached"),
        ({"require": "ja", "unless": ("jo",)}, "met breached exempt undetermined"),
        ({"require": "as_of > 2020-01-01", "unless": ("true",)}, "exempt"),
        ({"require": "as_of > 2020-01-01", "when": "false", "unless": ("true",)}, "not_applicable"),
        ({"require": "as_of > 2020-01-01", "unless": ("false", "unclear")}, "undetermined"),
        ({"require": "if ja then true else unclear"}, "met undetermined"),
        ({"require": "count(del_af.sager) >= 0"}, "met undetermined"),
        ({"require": "as_of > 2020-01-01", "period": YEAR}, "met breached not_applicable"),
        ({"when": "ja", "concludes": "k"}, "true false unknown"),
        ({"when": "as_of > 2020-01-01", "concludes": "k"}, "true false"),
        ({"when": "as_of > 2020-01-01", "concludes": "k", "period": YEAR}, "true false unknown"),
        ({"when": "ja and unclear", "concludes": "k"}, "false unknown"),
        ({"when": "true", "unless": ("as_of > 2020-01-01",), "concludes": "k"}, "true false"),
        ({"when": "false", "unless": ("unclear",), "concludes": "k"}, "false"),
    ],
)
def test_the_outcomes_that_a_rule_can_have(rule, outcomes: str) -> None:
    made = Book(VOCABULARY).rule("sag", **rule)
    goals = goals_of(made, VOCABULARY).all
    assert {goal.want for goal in goals if goal.part == "outcome"} == set(outcomes.split())


@pytest.mark.parametrize(
    ("require", "found"),
    [
        ("ja", {"true ja", "false ja"}),
        ("not ja and (jo or unclear)", {"true ja", "false ja", "true jo", "false jo"}),
        ("ja = jo", {f"{value} {text}" for value in ("true", "false") for text in ("ja", "jo", "ja = jo")}),
        ("slags in {roed}", {"true slags in {roed}", "false slags in {roed}", "member roed of slags in {roed}"}),
        ("slags not in {roed}", {f"{want} slags not in {{roed}}" for want in ("true", "false", "member roed of")}),
        ("any(ja over del_af.sager)", {"true ja", "false ja", *(f"{w} any(ja over del_af.sager)" for w in MIXED)}),
        ("if ja then jo else true", {"true ja", "false ja", "true jo", "false jo", "true true"}),
        (
            "(if ja then 1 else 2) > a",
            {"true ja", "false ja", *(f"{v} (if ja then 1 else 2) > a" for v in ("true", "false"))},
        ),
        ("2 > 1", {"true 2 > 1"}),
        ("count(del_af.sager where jo) < 0", {"false count(del_af.sager where jo) < 0", "true jo", "false jo"}),
    ],
)
def test_conditions_are_to_be_seen_true_and_false(require: str, found: set[str]) -> None:
    assert keys("condition", require=require) == found


@pytest.mark.parametrize(
    ("require", "wants"),
    [
        ("a <= b", "below / exactly / just above"),
        ("a < b", "just below / exactly / above"),
        ("a >= b", "just below / exactly / above"),
        ("a > b", "below / exactly / just above"),
        ("a = b", "just below / exactly / just above"),
        ("dag != dato", "just below / exactly / just above"),
        ("abs(a) >= 0", "exactly / above"),
        ("abs(a) < 1", "just below / exactly / above"),
        ("count(del_af.sager) < 0", "exactly / above"),
        ("1 > 2", "below"),
        ("2 <= 2", "exactly"),
    ],
)
def test_a_limit_is_to_be_seen_from_both_sides(require: str, wants: str) -> None:
    assert keys("limit", require=require) == {f"{want} {require}" for want in wants.split(" / ")}


def test_what_has_no_size_has_no_limit() -> None:
    assert keys("limit", require='slags = roed and navn != "x" and ja = jo') == set()


def test_the_facts_have_limits_of_their_own() -> None:
    rule = Book(vocabulary()).rule("tilbud", require="afdelinger = 1 and pladser > 0 and afdelinger > 0")
    goals = goals_of(rule, vocabulary())
    assert {goal.key for goal in goals.impossible} == {
        "just below afdelinger = 1",
        "below pladser > 0",
        "below afdelinger > 0",
        "exactly afdelinger > 0",
        "false afdelinger > 0",
    }


def test_a_period_and_dated_values_are_limits() -> None:
    book = Book(VOCABULARY)
    book.parameter(
        "p", SHARE, (Period(date(2017, 1, 1), date(2017, 6, 30)), "6.1 %"), (Period(date(2017, 7, 1)), "6 %")
    )
    book.parameter("q", NUMBER, (OPEN, "1"))
    rule = book.rule("sag", require="pct <= p and a != q", period=YEAR)
    found = {goal.key for goal in goals_of(rule, VOCABULARY).all if goal.part == "limit"}
    assert {key for key in found if "<=" not in key and "!=" not in key} == {
        "day before in_force",
        "first day in_force",
        "last day in_force",
        "day after in_force",
        "used p: 6.1 % (2017-01-01)",
        "used p: 6 % (2017-07-01)",
        "used q: 1",
    }


@pytest.mark.parametrize(
    ("require", "found"),
    [
        ("as_of > 2020-01-01", set()),
        ("ja", {"missing sag.ja"}),
        ("ja or jo", {"missing sag.ja", "missing sag.jo", "settled a/r0"}),
        ("del_af.ja", {"missing sag.del_af", "missing mappe.ja"}),
        ("any(ja over del_af.sager)", {"missing sag.del_af", "missing sag.ja", "settled a/r0"}),
        ("unclear", {"unclear, not true unclear", "unclear, not false unclear"}),
        ("election_period(dag) > 2000", {"missing sag.dag", "undefined election_period(dag)"}),
        ("a / b > 1 %", {"missing sag.a", "missing sag.b", "undefined a / b"}),
        ("a / 2 > 1", {"missing sag.a"}),
    ],
)
def test_what_can_be_unknown(require: str, found: set[str]) -> None:
    assert keys("unknown", require=require) == found


@pytest.mark.parametrize(
    ("rule", "settled"),
    [
        ({"require": "ja and not ja"}, False),
        ({"require": "ja and jo"}, True),
        ({"require": "jo", "when": "ja"}, True),
        ({"require": "ja", "when": "ja"}, False),
        ({"require": "ja", "when": "ja or unclear"}, False),
        ({"require": "ja", "unless": ("jo",)}, True),
        ({"require": "ja and unclear", "unless": ("ja",)}, False),
        ({"require": "if ja then jo else true"}, True),
        ({"require": "if ja then jo else jo"}, False),
        ({"require": "(if ja then a else b) > 1"}, True),
        ({"when": "ja", "unless": ("jo",), "concludes": "k"}, True),
        ({"when": "ja", "unless": ("ja or true",), "concludes": "k"}, True),
        ({"when": "ja", "unless": ("ja or true",), "require": "jo"}, True),
        ({"when": "ja or unclear", "unless": ("ja or true",), "require": "jo"}, True),
        ({"require": "ja = (jo and unclear)"}, False),
        ({"require": "ja = (jo and del_af.ja)"}, True),
        ({"when": "ja", "concludes": "k"}, False),
    ],
)
def test_whether_a_rule_can_be_settled_with_a_fact_missing(rule, settled: bool) -> None:
    made = Book(VOCABULARY).rule("sag", **rule)
    assert any(goal.want == "settled" for goal in goals_of(made, VOCABULARY).all) is settled


@settings(max_examples=40)
@given(st.randoms(use_true_random=False))
def test_what_is_seen_is_among_what_can_be(random: Random) -> None:
    kinds = some_vocabulary(random)
    book, facts = some_rulebook(random, kinds), some_facts(random, kinds)
    try:
        program = compile_rules(book)
    except Problems:
        return
    as_of = date(2017, 6, 1)
    evaluation = evaluate(program, facts, as_of)
    explainer = Explainer(evaluation)
    for rule in book.rules.values():
        goals = goals_of(rule, kinds)
        outcomes = {goal.want for goal in goals.all if goal.part == "outcome"}
        for record in evaluation.records.of[rule.subject]:
            trace = explainer.trace(rule, record)
            assert trace.way.outcome in outcomes
            assert reached(goals, trace, as_of, named=True) <= set(goals.all)
            assert not reached(goals, trace, as_of, named=True) & set(goals.impossible)
