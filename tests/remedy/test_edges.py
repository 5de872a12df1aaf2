"""What lies at the edges: fields that cannot change, searches that give up, rules too deep, and code that is wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from engine.decision.decide import Decision, Judgement, Prepared, judge
from engine.evaluation.compile import compile_rules
from engine.evaluation.explain import Disagreement
from engine.evaluation.trace import Missing, Ref
from engine.language.algebra import FUNCTIONS
from engine.remedy import goal, scene, settle
from engine.remedy.remedies import Remedies
from engine.remedy.scene import Range
from engine.remedy.steps import STAIRS
from engine.reports.explain import trees
from engine.values.kinds import Value
from engine.values.vocabulary import Limits, Vocabulary
from facts.factset import Subject
from tests.book import Book
from tests.evaluation.one import AS_OF, VOCABULARY, fact_set, subject


def of(vocabulary: Vocabulary, **changed: object) -> Vocabulary:
    """Give a vocabulary with the fields of `sag` changed: their limits, or whether they are given."""
    sag = vocabulary.entities["sag"]
    fields = dict(sag.fields)
    for name, more in changed.items():
        fields[name] = replace(fields[name], **({"given": True} if more == "given" else {"limits": more}))  # type: ignore[arg-type]
    return Vocabulary({**vocabulary.entities, "sag": replace(sag, fields=fields)})


def judged(book: Book, *subjects: Subject) -> tuple[Judgement, Decision]:
    """Judge subjects, and give the decision of the last rule on the first of them."""
    facts = fact_set(*subjects)
    judgement = judge(
        Prepared(compile_rules(book.rulebook()), None, None), replace(facts, vocabulary=book.vocabulary), AS_OF
    )
    rule = list(book.rules.values())[-1]
    return judgement, next(d for d in judgement.decisions if (d.rule.id, d.subject.id) == (rule.id, subjects[0].id))


def changes(require: str, vocabulary: Vocabulary = VOCABULARY, **facts: Value | str | None) -> list[tuple[str, Value]]:
    """Give fact and value of each change for one rule on one subject."""
    book = Book(vocabulary)
    book.rule("sag", require=require)
    judgement, decision = judged(book, subject("sag", "x", **facts))
    assert decision.outcome == "breached"
    return [(change.key.field, change.after) for change in Remedies(judgement).changes(decision).found]


def test_fields_that_are_given_are_left_alone() -> None:
    assert changes("kr <= pris", kr="11", pris="10") == [("kr", 1000), ("pris", 1100)]
    assert changes("kr <= pris", of(VOCABULARY, kr="given"), kr="11", pris="10") == [("pris", 1100)]
    assert changes("kr <= pris", of(VOCABULARY, kr="given", pris="given"), kr="11", pris="10") == []
    assert changes('navn = "a"', navn="b") == []


@pytest.mark.parametrize(
    ("limits", "found"),
    [
        (Limits(), [("tal", 5), ("tal", 21)]),
        (Limits(least=5), [("tal", 5), ("tal", 21)]),
        (Limits(least=6), [("tal", 21)]),
        (Limits(most=21), [("tal", 5), ("tal", 21)]),
        (Limits(most=20), [("tal", 5)]),
        (Limits(least=6, most=20), []),
        (Limits(not_above="aar"), [("tal", 5)]),
        (Limits(not_before="aar"), [("tal", 21)]),
    ],
)
def test_no_value_is_proposed_that_a_fact_cannot_hold(limits: Limits, found: list[tuple[str, Value]]) -> None:
    vocabulary = of(VOCABULARY, tal=limits, aar="given")
    assert sorted(changes("tal <= 5 or tal > 20", vocabulary, tal="7", aar="12"), key=str) == sorted(found, key=str)


def test_the_limit_of_another_field_holds_both_ways() -> None:
    vocabulary = of(VOCABULARY, tal=Limits(not_above="aar"))
    assert changes("aar < 5", vocabulary, tal="4", aar="7") == [("aar", 4)]
    assert changes("aar < 4", vocabulary, tal="4", aar="7") == []


@pytest.mark.parametrize(
    ("require", "facts", "found"),
    [
        ("kr * tal <= 100 kr", {"kr": "12", "tal": "10"}, [("kr", 1000), ("tal", 8)]),
        ("tal * tal * tal <= 1000", {"tal": "12"}, [("tal", 10)]),
        ("tal * tal >= 1000", {"tal": "-5"}, [("tal", -32), ("tal", 32)]),
        ("(tal - 3) * (tal - 9) * (tal - 10) > 0", {"tal": "1"}, [("tal", 4)]),
        ("(tal - 3) / (tal - 9) > 100 %", {"tal": "1"}, [("tal", 10)]),
        ("kr / tal <= 10 kr", {"kr": "101", "tal": "10"}, [("kr", 10_000), ("tal", 11), ("tal", -1)]),
        ("tal / 3 = 2", {"tal": "7"}, [("tal", 6)]),
        ("tal in {2, 4, 9}", {"tal": "6"}, [("tal", 4), ("tal", 9)]),
        ("abs(kr - pris) < 1 kr", {"kr": "12", "pris": "10"}, [("kr", 1099), ("pris", 1101)]),
        ("max(kr, pris) <= 5 kr", {"kr": "6", "pris": "5"}, [("kr", 500)]),
        ("max(kr, pris) <= 5 kr", {"kr": "6", "pris": "6"}, []),
        ("if ja then kr <= 5 kr else kr >= 9 kr", {"ja": True, "kr": "7"}, [("kr", 500)]),
        ("if ja then kr <= 5 kr else kr >= 7 kr", {"ja": True, "kr": "7"}, [("ja", False), ("kr", 500)]),
        ("year(dag) = 2018", {"dag": "2017-03-01"}, [("dag", date(2018, 1, 1))]),
        (
            "end_of_month(dag) = dato",
            {"dag": "2017-03-01", "dato": "2016-02-29"},
            [("dag", date(2016, 2, 29)), ("dato", date(2017, 3, 31))],
        ),
        (
            "dag + 1 month >= dato",
            {"dag": "2017-01-27", "dato": "2017-02-28"},
            [("dag", date(2017, 1, 28)), ("dato", date(2017, 2, 27))],
        ),
        (
            "dag + varsel >= dato",
            {"dag": "2017-01-01", "dato": "2017-03-02", "varsel": "1"},
            [("dag", date(2017, 2, 2)), ("varsel", 3), ("dato", date(2017, 2, 1))],
        ),
        (
            "working_day(dag) = dato",
            {"dag": "2017-01-05", "dato": "2017-04-18"},
            [("dag", date(2017, 4, 13)), ("dato", date(2017, 1, 5))],
        ),
        (
            "working_day(dag) <= dato",
            {"dag": "2017-04-14", "dato": "2017-04-17"},
            [("dag", date(2017, 4, 12)), ("dato", date(2017, 4, 18))],
        ),
        ("slags in {roed, groen}", {"slags": "blaa"}, [("slags", "groen"), ("slags", "roed")]),
        (
            "{roed, groen} within slagser",
            {"slagser": frozenset({"blaa"})},
            [("slagser", frozenset({"roed", "groen", "blaa"}))],
        ),
        ("slagser within {roed}", {"slagser": frozenset({"blaa", "roed"})}, [("slagser", frozenset({"roed"}))]),
        ("slagser overlaps {roed}", {"slagser": frozenset()}, [("slagser", frozenset({"roed"}))]),
        (
            "slags in slagser",
            {"slags": "roed", "slagser": frozenset({"blaa"})},
            [("slags", "blaa"), ("slagser", frozenset({"roed", "blaa"}))],
        ),
        ("not ja", {"ja": True}, [("ja", False)]),
        ("ja and jo", {"ja": False, "jo": False}, []),
        ("pct <= 6.1 %", {"pct": "6.1001 %"}, [("pct", 610)]),
        ("pct = 6.123 %", {"pct": "6.1 %"}, []),
        ("pct = 6.123 %", {"pct": "6.001 %"}, [("pct", Fraction(6123, 10))]),
    ],
)
def test_the_nearest_value_on_each_side(require: str, facts: dict[str, Value], found: list[tuple[str, Value]]) -> None:
    assert changes(require, **facts) == found


def test_every_function_of_dates_has_its_staircase() -> None:
    assert set(FUNCTIONS) - {"abs", "min", "max"} == set(STAIRS)


def chain(book: Book, length: int) -> None:
    book.rule("sag", when="ja", concludes="c0")
    for index in range(1, length):
        book.rule("sag", when=f"c{index - 1}", concludes=f"c{index}")
    book.rule("sag", require=f"c{length - 1}")


def test_a_fact_far_below_is_changed() -> None:
    book = Book(VOCABULARY)
    chain(book, 40)
    judgement, decision = judged(book, subject("sag", "x", ja=False))
    changes = Remedies(judgement).changes(decision)
    assert [(change.key.field, change.after) for change in changes.found] == [("ja", True)]


def test_deeper_than_python_goes_nothing_is_claimed() -> None:
    book = Book(VOCABULARY)
    chain(book, 300)
    judgement, decision = judged(book, subject("sag", "x", ja=False))
    changes = Remedies(judgement).changes(decision)
    assert changes.found == ()
    assert [key.field for key in changes.unproven] == ["ja"]
    open_judgement, open_decision = judged(book, subject("sag", "x"))
    assert Remedies(open_judgement).settlings(open_decision) == ()


def test_what_was_not_searched_to_the_end_is_said_to_be_so() -> None:
    book = Book(VOCABULARY)
    book.rule("sag", require="dag > end_of_month(dag)")
    judgement, decision = judged(book, subject("sag", "x", dag="2017-03-01"))
    changes = Remedies(judgement).changes(decision)
    assert changes.found == ()
    assert [key.field for key in changes.unproven] == ["dag"]
    assert "Smallest change: none was found" in trees(judgement, "en").text(decision)


def test_that_there_is_none_is_said_where_it_is_sure() -> None:
    book = Book(VOCABULARY)
    book.rule("sag", require="ja and jo")
    judgement, decision = judged(book, subject("sag", "x", ja=False, jo=False))
    assert "Smallest change: no change of one fact will do" in trees(judgement, "en").text(decision)


@pytest.mark.parametrize("off", [-1, 1])
def test_a_value_that_is_not_the_nearest_is_never_told(off: int, monkeypatch: pytest.MonkeyPatch) -> None:
    right = goal.nearest
    monkeypatch.setattr(
        goal, "nearest", lambda *given, **more: None if (x := right(*given, **more)) is None else x + off
    )
    book = Book(VOCABULARY)
    book.rule("sag", require="kr <= 10 kr")
    judgement, decision = judged(book, subject("sag", "x", kr="12"))
    with pytest.raises(Disagreement):
        Remedies(judgement).changes(decision)


def test_an_outcome_that_is_not_so_is_never_told(monkeypatch: pytest.MonkeyPatch) -> None:
    right = scene.joined
    monkeypatch.setattr(scene, "joined", lambda found: [(span, "met") for span, _ in right(found)])
    book = Book(VOCABULARY)
    book.rule("sag", require="kr <= 10 kr")
    judgement, decision = judged(book, subject("sag", "x"))
    with pytest.raises(Disagreement):
        Remedies(judgement).settlings(decision)


def test_a_relation_is_tried_with_the_subjects_that_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    book = Book(VOCABULARY)
    book.rule("sag", require="del_af.ja")
    folders = [subject("mappe", "a", ja=True), subject("mappe", "b", ja=False), subject("mappe", "c")]
    judgement, decision = judged(book, subject("sag", "x"), *folders)
    (settling,) = Remedies(judgement).settlings(decision)
    assert settling.keys == (Missing(Ref("sag", "x"), "del_af"),)
    assert {case.outcome: case.values for case in settling.cases} == {
        "met": ("a",),
        "breached": ("b",),
        "undetermined": ("c",),
    }
    assert (settling.complete, settling.always) == (True, False)
    monkeypatch.setattr(settle, "MOST_SUBJECTS", 1)
    (settling,) = Remedies(judgement).settlings(decision)
    assert (settling.outcomes, settling.complete, settling.always) == (("met",), False, False)


def test_a_relation_and_a_fact_settle_together() -> None:
    book = Book(VOCABULARY)
    book.rule("sag", require="del_af.ja and kr <= 10 kr")
    judgement, decision = judged(book, subject("sag", "x"), subject("mappe", "a", ja=True))
    (settling,) = Remedies(judgement).settlings(decision)
    assert [key.field for key in settling.keys] == ["kr"]  # more than 10 kr settles it alone
    assert settling.outcomes == ("breached", "undetermined")
    book.rule("sag", require="del_af.ja = (kr <= 10 kr)")
    judgement, decision = judged(book, subject("sag", "x"), subject("mappe", "a", ja=True))
    (settling,) = Remedies(judgement).settlings(decision)
    assert [key.field for key in settling.keys] == ["del_af", "kr"]
    assert settling.outcomes == ("met", "breached")


def test_dates_are_tried_ten_years_around_the_date_judged_by() -> None:
    book = Book(VOCABULARY)
    book.rule("sag", require="dag <= 2020-01-01")
    judgement, decision = judged(book, subject("sag", "x"))
    (settling,) = Remedies(judgement).settlings(decision)
    first, last = (case.values for case in settling.cases)
    assert isinstance(first, Range)
    assert isinstance(last, Range)
    assert (first.high, last.low, first.is_least, last.is_most) == (date(2020, 1, 1), date(2020, 1, 2), True, True)
    assert settling.always


def test_what_is_settled_or_met_has_no_remedy() -> None:
    book = Book(VOCABULARY)
    book.rule("sag", require="kr <= 10 kr")
    judgement, decision = judged(book, subject("sag", "x", kr="10"))
    remedies = Remedies(judgement)
    assert remedies.changes(decision).best is None
    assert remedies.settlings(decision) == ()
