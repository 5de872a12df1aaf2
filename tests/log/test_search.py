"""Searching: by rule, subject, outcome, operator and period, alone and together."""

from __future__ import annotations

from datetime import date

import pytest

from engine.log.runs import Span
from engine.log.search import Hits, Wanted, search
from engine.log.told import entry_of
from engine.source.problem import Problems
from tests.log.common import FACTS, Log, keep, kept_of, other, runs_of


def found(log: Log, wanted: Wanted, most: int = 1000) -> Hits:
    with log.opened().reading() as connection:
        return search(connection, wanted, most)


def test_what_is_found_is_what_was_recorded(filled: Log) -> None:
    store = filled.opened()
    entries = []
    with store.reading() as connection:
        for run in runs_of(store):
            kept = kept_of(store, connection, run.number)
            entries += [(run.number, entry_of(data)) for data in kept.lines_read()]
    everything = found(filled, Wanted())
    assert sorted((hit.run, hit.entry) for hit in everything.shown) == sorted(entries)
    assert everything.count == len(entries)
    for wanted, test in (
        (Wanted(rules=("takst/overhead",)), lambda e: e.rule == "takst/overhead"),
        (Wanted(subjects=("aa-2", "bakken")), lambda e: e.subject in ("aa-2", "bakken")),
        (Wanted(outcomes=("breached", "remark")), lambda e: e.outcome in ("breached", "remark")),
        (
            Wanted(rules=("takst/overhead",), outcomes=("met",), subjects=("aa-1",)),
            lambda e: (e.rule, e.outcome, e.subject) == ("takst/overhead", "met", "aa-1"),
        ),
    ):
        hits = [(hit.run, hit.entry) for hit in found(filled, wanted).shown]
        assert sorted(hits) == sorted(each for each in entries if test(each[1]))


def test_the_newest_come_first_and_no_more_than_wanted(filled: Log) -> None:
    hits = found(filled, Wanted(rules=("takst/overhead",)), most=10)
    assert len(hits.shown) == 10
    assert hits.count == 7 * 6
    assert [hit.run for hit in hits.shown] == [6] * 7 + [5] * 3
    assert hits.shown[0].actor == "anna"


def test_by_operator(log: Log) -> None:
    """A subject concerns the operators that it leads to: a takeover both of its own."""
    keep(log.opened(), FACTS + "overtagelse: [{id: o, tilbud: aa, kommune: nord}]\n")
    by = {
        operator: {(hit.entry.entity, hit.entry.subject) for hit in found(log, Wanted(operators=(operator,))).shown}
        for operator in ("midt", "nord")
    }
    assert ("takst", "aa-1") in by["midt"] - by["nord"]
    assert ("tilbud", "bakken") in by["nord"] - by["midt"]
    assert found(log, Wanted(operators=("midt", "nord"))).count == found(log, Wanted()).count


def test_operators_are_those_that_relations_lead_to() -> None:
    from engine.log.told import operators
    from tests.log.common import facts_of

    more = (
        "overtagelse: [{id: o, tilbud: aa, kommune: nord}]\n"
        "betalingsaftale: [{id: b, tilbud: aa, betalingskommune: nord}]\n"
        "afregning: [{id: regning, betalingsaftale: b}, {id: loes}]\n"
    )
    made = operators(facts_of(FACTS + more))
    assert made["overtagelse"] == {"o": ["midt", "nord"]}
    assert made["betalingsaftale"] == {"b": ["midt", "nord"]}
    assert made["afregning"] == {"regning": ["midt", "nord"]}
    assert made["driftsherre"] == {"midt": ["midt"], "nord": ["nord"]}


def test_by_period(filled: Log) -> None:
    assert found(filled, Wanted(span=Span(date(2026, 1, 31), date(2026, 1, 31)))).count == found(filled, Wanted()).count
    assert found(filled, Wanted(span=Span(date(2026, 2, 1)))).count == 0


def test_what_the_log_does_not_know(filled: Log) -> None:
    with pytest.raises(Problems) as error:
        found(filled, Wanted(rules=("takst/overhed",), subjects=("aa-9",), operators=("syd",)))
    told = [problem.to("en") for problem in error.value.problems]
    assert told[0] == "--operator: no operator in the log is named 'syd'"
    assert told[1] == "--rule: no rule in the log is named 'takst/overhed'; did you mean takst/overhead?"
    assert told[2].startswith("--subject: no subject in the log is named 'aa-9'; did you mean aa-")


def test_what_is_known_but_does_not_fit_together(filled: Log) -> None:
    assert found(filled, Wanted(rules=("takst/overhead",), subjects=("bakken",))) == Hits((), 0)


def test_names_are_names(filled: Log) -> None:
    with pytest.raises(Problems):
        found(filled, Wanted(operators=("%",)))
    with pytest.raises(Problems):
        found(filled, Wanted(rules=("' OR 1=1 --",)))
    assert other(1) != FACTS
