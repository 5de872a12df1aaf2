"""Dates at the ends of months, periods and the calendar; unknown and undefined; what may belong to a collection."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from engine.evaluation.trace import Missing, Opening, Ref
from engine.rulebook.model import Period
from engine.values.kinds import Value
from tests.book import Book
from tests.evaluation.one import (
    VOCABULARY,
    decided,
    fact_set,
    missing_facts,
    of_book,
    open_reasons,
    outcome,
    subject,
)


@pytest.mark.parametrize(
    ("expression", "dag", "expected"),
    [
        ("dag + 1 month", "2016-01-31", "2016-02-29"),
        ("dag + 1 month", "2017-01-31", "2017-02-28"),
        ("dag - 1 month", "2016-03-31", "2016-02-29"),
        ("dag + 1 year", "2016-02-29", "2017-02-28"),
        ("dag + 4 years", "2016-02-29", "2020-02-29"),
        ("dag + 12 months", "1999-12-31", "2000-12-31"),
        ("end_of_month(dag)", "2016-02-01", "2016-02-29"),
        ("end_of_month(dag + 1 month)", "2017-01-31", "2017-02-28"),
        ("dag + 1 day", "2016-02-28", "2016-02-29"),
        ("dag - 14 days", "2017-01-01", "2016-12-18"),
        ("start_of_year(year(dag) + 0.5 + 0.5)", "2016-02-29", "2017-01-01"),
        ("max(dag, 2017-01-01)", "2016-02-29", "2017-01-01"),
    ],
)
def test_dates(expression: str, dag: str, expected: str) -> None:
    assert outcome(f"{expression} = {expected}", dag=dag) == "met"
    assert outcome(f"{expression} != {expected}", dag=dag) == "breached"


@pytest.mark.parametrize(
    ("dag", "period"),
    [
        ("1982-01-01", 1982),
        ("1985-12-31", 1982),
        ("2013-12-31", 2010),
        ("2014-01-01", 2014),
        ("2017-12-31", 2014),
        ("2018-01-01", 2018),
        ("9999-12-31", 9998),
    ],
)
def test_election_periods(dag: str, period: int) -> None:
    assert outcome(f"election_period(dag) = {period}", dag=dag) == "met"


@pytest.mark.parametrize(
    ("require", "facts"),
    [
        ("election_period(dag) >= 1982", {"dag": "1981-12-31"}),
        ("dag + 1 month > dag", {"dag": "9999-12-31"}),
        ("dag + 1 day > dag", {"dag": "9999-12-31"}),
        ("dag - 1 day < dag", {"dag": "0001-01-01"}),
        ("dag - varsel < dag", {"dag": "2017-01-01", "varsel": 10**40}),
        ("dag + frist > dag", {"dag": "2017-01-01", "frist": -(10**40)}),
        ("end_of_month(dag + 1 month) > dag", {"dag": "9999-12-31"}),
        ("start_of_year(a) > 2017-01-01", {"a": 10_000}),
        ("start_of_year(a) > 2017-01-01", {"a": 0}),
        ("start_of_year(a) > 2017-01-01", {"a": Fraction(1, 3)}),
        ("start_of_year(a) > 2017-01-01", {"a": -(10**40)}),
        ("a / b > 1 %", {"a": 1, "b": 0}),
        ("a / (b - b) > 1 %", {"a": 1, "b": Fraction(1, 3)}),
    ],
)
def test_what_has_no_value_is_undefined_and_never_a_crash(require: str, facts: dict[str, Value | str]) -> None:
    trace = decided(require, **facts)
    assert trace.way.outcome == "undetermined"
    assert missing_facts(trace) == ()
    assert [opening.reason for opening in open_reasons(trace)] == ["undefined"]


def test_end_of_the_calendar_as_the_date_of_the_check() -> None:
    assert outcome("as_of + 1 month > as_of", as_of=date.max) == "undetermined"
    assert outcome("as_of = 9999-12-31", as_of=date.max) == "met"


@pytest.mark.parametrize(
    ("require", "expected"),
    [
        ("(a > 1) = ja", "undetermined"),
        ("(a > 1) = true", "undetermined"),
        ("(if jo then a > 1 else ja) != ja", "undetermined"),
        ("ja or not jo", "met"),
        ("ja and jo", "undetermined"),
        ("not (a > 1)", "undetermined"),
        ("unclear or ja", "met"),
        ("unclear and not ja", "breached"),
        ("unclear", "undetermined"),
        ("incomplete", "undetermined"),
        ("pending", "undetermined"),
        ("if ja then true else jo", "met"),
        ("if jo then true else true", "undetermined"),
    ],
)
def test_unknown_is_neither_true_nor_false(require: str, expected: str) -> None:
    assert outcome(require, ja=True) == expected


def names(trace: object) -> list[str]:
    return [missing.field for missing in missing_facts(trace)]  # type: ignore[arg-type]


def test_only_what_matters_is_missing() -> None:
    assert names(decided("if ja then a > 1 else b > 1", ja=True)) == ["a"]
    assert names(decided("if ja then a > 1 else b > 1", ja=False)) == ["b"]
    assert names(decided("if ja then a > 1 else b > 1")) == ["a", "b", "ja"]
    assert names(decided("ja or a > 1 and b > 1", ja=False, b=1)) == []
    book = Book(VOCABULARY)
    book.rule("sag", when="ja", unless=("jo",), require="a > 1")
    facts = fact_set(subject("sag", "x", jo=True))
    assert names(of_book(book, facts)[0]) == ["ja"]


def test_what_may_belong_to_a_collection_leaves_it_open() -> None:
    known = [subject("mappe", "m"), subject("mappe", "n"), subject("sag", "a", del_af="m", kr=100, ja=True)]
    lost = subject("sag", "b", kr=5, ja=False)
    book = Book(VOCABULARY)
    for require, expected in {
        "sum(kr over sager) = 1 kr": "undetermined",
        "count(sager) = 1": "undetermined",
        "count(sager where kr > 1 kr) = 1": "breached",
        "count(sager where kr > 0.99 kr) = 1": "met",
        "any(ja over sager)": "met",
        "all(ja over sager)": "undetermined",
        "all(not ja over sager)": "breached",
        "max(kr over sager) = 1 kr": "undetermined",
    }.items():
        book.rule("mappe", require=require)
        trace = of_book(book, fact_set(*known, lost))[0]
        assert trace.way.outcome == expected, require
        if expected == "undetermined":
            assert missing_facts(trace) == (Missing(Ref("sag", "b"), "del_af"),)
        assert of_book(book, fact_set(*known))[0].way.settled


def test_a_term_speaks_of_the_subject_inside_an_aggregate_too() -> None:
    book = Book(VOCABULARY)
    book.terms["mappe", "samlet"] = "sum(kr over sager where kr > 1 kr)"
    book.rule("mappe", require="all(kr <= this.samlet and kr >= 0 kr and this.samlet = 5 kr over sager)")
    facts = fact_set(subject("mappe", "m"), *(subject("sag", f"s{kr}", del_af="m", kr=kr * 100) for kr in (2, 3, 1)))
    assert of_book(book, facts)[0].way.outcome == "met"


def test_a_chain_of_conclusions_may_be_long() -> None:
    book = Book(VOCABULARY)
    book.rule("sag", when="ja", concludes="c0")
    for index in range(1, 400):
        book.rule("sag", when=f"not (c{index - 1} and c{index - 1})", concludes=f"c{index}")
    facts = fact_set(subject("sag", "x"), subject("sag", "y", ja=True))
    traces = of_book(book, facts)
    assert [trace.way.outcome for trace in traces] == ["unknown", "false"]
    assert missing_facts(traces[0]) == (Missing(Ref("sag", "x"), "ja"),)
    assert open_reasons(traces[0]) == ()


def test_a_rule_or_parameter_out_of_force() -> None:
    book = Book(VOCABULARY)
    book.parameter("grense", VOCABULARY.field("sag", "kr").kind, (Period(date(2018, 1, 1)), "5 kr"))
    book.rule("sag", when="ja", concludes="gammel", period=Period(date(2014, 1, 1), date(2017, 5, 31)))
    book.rule("sag", require="gammel")
    facts = fact_set(subject("sag", "x", ja=True, kr=600))
    assert open_reasons(of_book(book, facts)[0]) == (Opening("not_in_force", "gammel", "a/r1", Ref("sag", "x")),)
    assert of_book(book, facts, date(2017, 5, 31))[0].way.outcome == "met"
    book.rule("sag", require="kr <= grense")
    assert open_reasons(of_book(book, facts)[0]) == (Opening("not_in_force", "grense", "a/r2", Ref("sag", "x")),)
    assert of_book(book, facts, date(2018, 1, 1))[0].way.outcome == "breached"
