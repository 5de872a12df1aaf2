"""What tests reach: which conditions an outcome hangs on, and what is told of a rulebook with planted gaps."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.decision.decide import Prepared, prepare
from engine.evaluation.trace import RuleTrace
from engine.reports.coverage import coverage_data, coverage_report
from engine.rulebook.load import load
from engine.rulebook.model import Period
from engine.ruletest.coverage import Coverage, asserted, coverage
from engine.ruletest.goals import goals_of
from engine.ruletest.reached import reached
from engine.ruletest.run import Outcome, run_tests
from engine.source.text import Lang
from engine.values.kinds import Value
from facts.vocabulary import vocabulary
from tests.book import Book
from tests.evaluation.one import AS_OF, VOCABULARY, decided, fact_set, of_book, subject

HERE = Path(__file__).parent
PLANTED = HERE / "planted"
LEAVES = ("ja", "jo", "slags = roed", 'navn != "x"', "dag < dato", "a = b")
FACTS: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "ja": ({"ja": "ja"}, {"ja": "nej"}),
    "jo": ({"jo": "ja"}, {"jo": "nej"}),
    "slags = roed": ({"slags": "roed"}, {"slags": "groen"}),
    'navn != "x"': ({"navn": "y"}, {"navn": "x"}),
    "dag < dato": ({"dag": "2017-01-01", "dato": "2017-01-02"}, {"dag": "2017-01-02", "dato": "2017-01-02"}),
    "a = b": ({"a": "1", "b": "1"}, {"a": "1", "b": "2"}),
}
"""For each condition the facts with which it is true, and false."""


def shown(trace: RuleTrace, *parts: str, as_of: date = AS_OF, named: bool = True) -> set[str]:
    """Give the goals of some parts that a decision reaches."""
    found = reached(goals_of(trace.rule, VOCABULARY), trace, as_of, named=named)
    return {goal.key for goal in found if goal.part in parts}


def of_rule(facts: dict[str, Value | str | None], **rule: object) -> RuleTrace:
    book = Book(VOCABULARY)
    book.rule("sag", **rule)  # type: ignore[arg-type]
    return of_book(book, fact_set(subject("sag", "x", **facts)))[0]


@pytest.mark.parametrize(
    ("require", "facts", "found"),
    [
        ("ja and jo", "ja+ jo+", "true ja, true jo"),
        ("ja and jo", "ja- jo+", "false ja"),
        ("ja and jo", "ja- jo-", ""),
        ("ja and jo", "ja+", "true ja"),
        ("ja and jo", "ja-", "false ja"),
        ("ja or jo", "ja- jo-", "false ja, false jo"),
        ("ja or jo", "ja+ jo-", "true ja"),
        ("ja or jo", "ja+ jo+", ""),
        ("not (ja or jo)", "ja- jo+", "true jo"),
        ("ja = jo", "ja+ jo-", "true ja, false jo, false ja = jo"),
        ("if ja then jo else not jo", "ja+ jo-", "true ja, false jo"),
        ("if ja then jo else jo", "ja+ jo+", "true jo"),
        ("if ja then jo else true", "ja- jo-", "false ja, true true"),
        ("(if ja then 1 else 2) > 1", "ja-", "false ja, true (if ja then 1 else 2) > 1"),
    ],
)
def test_a_condition_counts_where_the_outcome_hangs_on_it(require: str, facts: str, found: str) -> None:
    given = {fact[:-1]: "ja" if fact[-1] == "+" else "nej" for fact in facts.split()}
    assert shown(decided(require, **given), "condition") == set(filter(None, found.split(", ")))


@pytest.mark.parametrize(
    ("rule", "facts", "found"),
    [
        ({"when": "ja", "require": "jo"}, {"ja": "ja", "jo": "nej"}, {"true ja", "false jo"}),
        ({"when": "ja", "require": "jo"}, {"ja": "nej", "jo": "nej"}, {"false ja"}),
        ({"when": "ja", "require": "jo"}, {"jo": "nej"}, set()),
        ({"unless": ("ja",), "require": "jo"}, {"ja": "nej", "jo": "nej"}, {"false ja", "false jo"}),
        ({"unless": ("ja",), "require": "jo"}, {"ja": "ja", "jo": "nej"}, {"true ja"}),
        ({"unless": ("ja",), "require": "jo"}, {"jo": "nej"}, set()),
        ({"unless": ("ja", "jo"), "require": "a > 1"}, {"ja": "ja", "jo": "ja", "a": "2"}, set()),
        ({"unless": ("ja", "jo"), "require": "a > 1"}, {"ja": "ja", "jo": "nej", "a": "2"}, {"true ja"}),
        ({"when": "a > 1", "unless": ("ja",), "require": "jo"}, {"a": "1", "ja": "ja", "jo": "ja"}, {"false a > 1"}),
        ({"when": "ja", "unless": ("jo",), "concludes": "k"}, {"ja": "ja", "jo": "ja"}, {"true jo"}),
        ({"when": "ja", "unless": ("jo",), "concludes": "k"}, {"ja": "ja", "jo": "nej"}, {"true ja", "false jo"}),
        ({"when": "ja", "unless": ("jo",), "concludes": "k"}, {"jo": "nej"}, {"false jo"}),
    ],
)
def test_each_part_of_a_rule_counts_where_it_is_asked_for(rule, facts, found: set[str]) -> None:
    assert shown(of_rule(facts, **rule), "condition", "exception") == found


@pytest.mark.parametrize(
    ("require", "sager", "found"),
    [
        ("any(ja over sager)", ["ja+", "ja-"], {"true ja"}),
        ("any(ja over sager)", ["ja+", "ja+"], set()),
        ("any(ja over sager)", ["ja-", "ja-"], {"false ja"}),
        ("any(ja over sager where jo)", ["ja+ jo-"], {"false jo"}),
        ("any(ja over sager where jo)", ["ja- jo-"], set()),
        ("any(ja over sager where jo)", ["ja+ jo+"], {"true ja", "true jo"}),
        ("all(ja over sager)", ["ja+", "ja-"], {"false ja"}),
        ("all(ja over sager)", ["ja+", "ja+"], {"true ja"}),
        ("all(ja over sager where jo)", ["ja- jo-"], {"false jo"}),
        ("all(ja over sager where jo)", ["ja+ jo-"], set()),
        ("count(sager where ja) > 1", ["ja+", "ja-"], {"false ja"}),
        ("count(sager where ja) > 1", ["ja+", "ja+"], {"true ja"}),
        ("count(sager where ja) > 1", ["ja-", "ja-"], set()),
        (
            "sum((if ja then 1 else 2) over sager where jo) > 1",
            ["ja+ jo+", "ja- jo-"],
            {"true ja", "false jo"},
        ),
    ],
)
def test_inside_an_aggregate_only_those_count_that_can_matter(require: str, sager: list[str], found: set[str]) -> None:
    book = Book(VOCABULARY)
    book.rule("mappe", require=require)
    given = [{fact[:-1]: "ja" if fact[-1] == "+" else "nej" for fact in facts.split()} for facts in sager]
    members = [subject("sag", f"s{index}", del_af="m", **facts) for index, facts in enumerate(given)]
    trace = of_book(book, fact_set(subject("mappe", "m"), *members))[0]
    assert {key for key in shown(trace, "condition") if "over" not in key and "count" not in key} == found


@pytest.mark.parametrize(
    ("require", "facts", "found"),
    [
        ("slags in {roed, blaa}", {"slags": "roed"}, "roed"),
        ("slags in {roed, blaa}", {"slags": "groen"}, ""),
        ("slagser within {roed, blaa}", {"slagser": ["roed", "blaa"]}, "roed blaa"),
        ("slagser within {roed, blaa}", {"slagser": ["roed", "groen"]}, ""),
        ("slagser overlaps {roed, blaa}", {"slagser": ["roed"]}, "roed"),
        ("slagser overlaps {roed, blaa}", {"slagser": ["roed", "blaa"]}, ""),
        ("{roed, blaa} within slagser", {"slagser": ["blaa"]}, "roed"),
        ("{roed, blaa} within slagser", {"slagser": ["groen"]}, ""),
        ("slags in {roed, blaa} or ja", {"slags": "roed", "ja": "ja"}, ""),
        ("ja and slags not in {roed, blaa}", {"slags": "blaa", "ja": "ja"}, "blaa"),
    ],
)
def test_a_member_of_a_set_counts_where_it_settles_the_outcome_alone(require: str, facts, found: str) -> None:
    given = {name: frozenset(kept) if isinstance(kept, list) else kept for name, kept in facts.items()}
    members = {key.split()[1] for key in shown(decided(require, **given), "condition") if key.startswith("member")}
    assert members == set(found.split())


@pytest.mark.parametrize(
    ("require", "sager", "mixed"),
    [
        ("any(ja over sager)", ["ja+", "ja-"], True),
        ("any(ja over sager)", ["ja+"], False),
        ("any(ja over sager where jo)", ["ja+ jo+", "ja- jo-"], False),
        ("all(ja over sager)", ["ja+", "ja-"], True),
        ("all(ja over sager)", ["ja-"], False),
    ],
)
def test_an_aggregate_is_to_be_seen_over_some_of_each_kind(require: str, sager: list[str], mixed: bool) -> None:
    book = Book(VOCABULARY)
    book.rule("mappe", require=require)
    given = [{fact[:-1]: "ja" if fact[-1] == "+" else "nej" for fact in facts.split()} for facts in sager]
    members = [subject("sag", f"s{index}", del_af="m", **facts) for index, facts in enumerate(given)]
    trace = of_book(book, fact_set(subject("mappe", "m"), *members))[0]
    assert (f"mixed {require}" in shown(trace, "condition")) is mixed


@pytest.mark.parametrize(
    ("require", "facts", "side"),
    [
        ("m <= n", {"m": "1.00 kr", "n": "1 kr"}, "exactly"),
        ("m <= n", {"m": "1.01 kr", "n": "1 kr"}, "just above"),
        ("m <= n", {"m": "1.02 kr", "n": "1 kr"}, None),
        ("m <= n", {"m": "-5 kr", "n": "1 kr"}, "below"),
        ("m < n", {"m": "0.99 kr", "n": "1 kr"}, "just below"),
        ("m < n", {"m": "0.98 kr", "n": "1 kr"}, None),
        ("m < n", {"m": "9 kr", "n": "1 kr"}, "above"),
        ("m = n", {"m": "0.99 kr", "n": "1 kr"}, "just below"),
        ("dag >= dato", {"dag": "2017-02-28", "dato": "2017-03-01"}, "just below"),
        ("dag >= dato", {"dag": "2017-02-27", "dato": "2017-03-01"}, None),
        ("m / n <= s", {"m": "1 kr", "n": "3 kr", "s": "33.33 %"}, "just above"),
        ("m / n <= s", {"m": "1 kr", "n": "3 kr", "s": "33.32 %"}, None),
        ("election_period(dag) = election_period(dato)", {"dag": "2017-12-31", "dato": "2018-01-01"}, "just below"),
        ("election_period(dag) = election_period(dato)", {"dag": "2013-12-31", "dato": "2018-01-01"}, None),
        ("m <= n", {"m": "1 kr"}, None),
    ],
)
def test_a_side_where_the_answer_turns_counts_one_step_away(
    require: str, facts: dict[str, str], side: str | None
) -> None:
    assert shown(decided(require, **facts), "limit") == ({f"{side} {require}"} if side else set())


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2016, 12, 30), set()),
        (date(2016, 12, 31), {"day before in_force"}),
        (date(2017, 1, 1), {"first day in_force"}),
        (date(2017, 1, 2), set()),
        (date(2017, 12, 31), {"last day in_force"}),
        (date(2018, 1, 1), {"day after in_force"}),
        (date(2018, 1, 2), set()),
    ],
)
def test_the_ends_of_a_period(day: date, found: set[str]) -> None:
    book = Book(VOCABULARY)
    book.rule("sag", when="jo", require="ja", period=Period(date(2017, 1, 1), date(2017, 12, 31)))
    applies, not_ = (fact_set(subject("sag", "x", ja="ja", jo=jo)) for jo in ("ja", "nej"))
    assert shown(of_book(book, applies, day)[0], "limit", as_of=day) == found
    if date(2017, 1, 1) <= day <= date(2017, 12, 31):  # it would have come out so out of force, too
        assert shown(of_book(book, not_, day)[0], "limit", as_of=day) == set()


@pytest.mark.parametrize(
    ("require", "facts", "found"),
    [
        ("ja and jo", {"ja": "ja"}, {"missing sag.jo"}),
        ("ja and jo", {}, {"missing sag.ja", "missing sag.jo"}),
        ("ja and jo", {"ja": "nej"}, {"settled a/r0"}),
        ("ja or unclear", {"ja": "nej"}, {"unclear, not true ja or unclear", "unclear, not false ja or unclear"}),
        ("not (ja or unclear) and jo", {"ja": "nej"}, {"unclear, not true ja or unclear", "missing sag.jo"}),
        (
            "(ja or unclear) and (jo or unclear)",
            {"ja": "nej", "jo": "ja"},
            {"unclear, not true ja or unclear", "unclear, not false ja or unclear"},
        ),
        ("unclear", {}, {"unclear, not true unclear", "unclear, not false unclear"}),
        ("election_period(dag) > 2000", {"dag": "1970-01-01"}, {"undefined election_period(dag)"}),
        ("ja and unclear", {"ja": "nej"}, set()),
        ("m / n > 1 %", {"m": "1 kr", "n": "0 kr"}, {"undefined m / n"}),
        ("m / n > 1 %", {"n": "1 kr"}, {"missing sag.m"}),
        ("del_af.ja", {}, {"missing sag.del_af"}),
    ],
)
def test_what_keeps_a_rule_open(require: str, facts: dict[str, str], found: set[str]) -> None:
    trace = decided(require, **facts)
    assert shown(trace, "unknown") == found
    assert shown(trace, "unknown", named=False) == {key for key in found if not key.startswith("missing")}


@pytest.mark.parametrize(("jo", "found"), [("ja", {"unknown k"}), ("nej", {"settled a/r1"})])
def test_a_conclusion_that_is_unknown(jo: str, found: set[str]) -> None:
    book = Book(VOCABULARY)
    book.rule("sag", when="ja", concludes="k")
    book.rule("sag", when="jo and (k or ja)", require="k")
    trace = of_book(book, fact_set(subject("sag", "x", jo=jo)))[0]
    assert {key for key in shown(trace, "unknown") if "ja" not in key} == found


JOINED = {"and": "({} and {})", "or": "({} or {})", "not": "not {}", "if": "(if {} then {} else {})"}
SIZES = {"and": 2, "or": 2, "not": 1, "if": 3}
TREE = st.recursive(
    st.just("{}"),
    lambda inner: st.sampled_from(sorted(JOINED)).flatmap(
        lambda how: st.tuples(*[inner] * SIZES[how]).map(lambda parts: JOINED[how].format(*parts))
    ),
    max_leaves=3,
)
"""Conditions put together of others, for which there are places to fill in."""


@given(st.tuples(TREE, TREE, TREE), st.permutations(LEAVES), st.lists(st.sampled_from((True, False, None)), min_size=6))
def test_a_condition_counts_exactly_where_its_opposite_gives_another_outcome(
    trees: tuple[str, str, str], names: list[str], values: list[bool | None]
) -> None:
    counts = [tree.count("{}") for tree in trees]
    if sum(counts) > len(names):
        return
    when, unless, require = (
        tree.format(*names[sum(counts[:at]) : sum(counts[: at + 1])]) for at, tree in enumerate(trees)
    )
    known = dict(zip(names[: sum(counts)], values, strict=False))

    def trace_of(given: dict[str, bool | None]) -> RuleTrace:
        facts = [FACTS[leaf][0 if value else 1] for leaf, value in given.items() if value is not None]
        merged = {name: kept for each in facts for name, kept in each.items()}
        return of_rule(merged, when=when, unless=(unless,), require=require)

    trace = trace_of(known)
    hang = {
        f"{'true' if known[leaf] else 'false'} {leaf}"
        for leaf in known
        if known[leaf] is not None and trace_of(known | {leaf: not known[leaf]}).way.outcome != trace.way.outcome
    }
    assert shown(trace, "condition") | {k for k in shown(trace, "exception") if k.split(" ", 1)[1] in LEAVES} == hang


@pytest.fixture(scope="module")
def planted() -> Prepared:
    return prepare(load(PLANTED, vocabulary())).alone()


@pytest.fixture(scope="module")
def outcome(planted: Prepared) -> Outcome:
    return run_tests(planted, PLANTED)


def compare(name: str, found: str) -> None:
    """Hold a text against the file that says how it should be."""
    path = HERE / "expected" / name
    if os.environ.get("KLAUSUL_ACCEPT"):
        path.write_text(found, "utf-8")
    assert found == path.read_text("utf-8")


@pytest.mark.parametrize("lang", ["da", "en"])
def test_what_is_told_of_planted_gaps(planted: Prepared, outcome: Outcome, lang: Lang) -> None:
    compare(f"coverage.{lang}.txt", coverage_report(coverage(planted, outcome), lang))


def test_the_same_as_data(planted: Prepared, outcome: Outcome) -> None:
    compare("coverage.json", coverage_data(coverage(planted, outcome)))


def test_only_the_rules_asked_for(planted: Prepared, outcome: Outcome) -> None:
    found = coverage(planted, outcome, ["ram", "alt"])
    assert [rule.rule.id for rule in found.rules] == ["takst/altid", "takst/ramme"]
    assert found.idle == ()  # those are excuses of another rule
    assert not coverage(planted, outcome, ["no such rule"]).is_complete


def test_an_assertion_that_does_not_hold_shows_nothing(outcome: Outcome) -> None:
    case, judgement = next(pair for pair in outcome.judged if pair[0].name.en.startswith("this assertion"))
    assert list(asserted(case, judgement)) == []


def test_complete_is_what_has_no_gap_no_idle_excuse_and_no_failure(planted: Prepared, outcome: Outcome) -> None:
    whole = coverage(planted, outcome)
    good = replace(
        whole, rules=tuple(replace(r, counts=dict.fromkeys(r.counts, 1)) for r in whole.rules), idle=(), failed=0
    )
    assert good.is_complete
    assert not replace(good, idle=whole.idle).is_complete
    assert not replace(good, failed=1).is_complete
    assert not replace(good, rules=(*good.rules[1:], whole.rules[0])).is_complete


def counts(planted: Prepared, outcome: Outcome, chosen: Sequence[bool]) -> dict[tuple[str, str], int]:
    judged = tuple(pair for pair, taken in zip(outcome.judged, chosen, strict=True) if taken)
    found: Coverage = coverage(planted, replace(outcome, judged=judged))
    return {(rule.rule.id, goal.key): count for rule in found.rules for goal, count in rule.counts.items()}


CHOICES = st.lists(st.booleans(), min_size=7, max_size=7)


@given(CHOICES, CHOICES)
def test_one_more_case_only_reaches_more(planted: Prepared, outcome: Outcome, one: list[bool], two: list[bool]) -> None:
    assert len(outcome.judged) == len(one)
    few, more = counts(planted, outcome, one), counts(planted, outcome, [a or b for a, b in zip(one, two, strict=True)])
    assert all(more[key] >= count for key, count in few.items())
    rest = counts(planted, outcome, [b and not a for a, b in zip(one, two, strict=True)])
    assert more == {key: count + rest[key] for key, count in few.items()}
