"""Recording: what a run's record says, what is stored once, and that nothing is recorded where something is wrong."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import func, select

import engine
from engine.decision.canonical import decision_data
from engine.decision.files import Asked
from engine.log import record as recording
from engine.log.contents import held
from engine.log.record import Who, record
from engine.log.rulefiles import files_of, listed, loaded
from engine.log.runs import Span, all_runs, named, outcomes
from engine.log.tables import concern, content, decision
from engine.log.verify import verify
from engine.source.problem import Problems
from facts.digest import digest
from tests.log.common import (
    FACTS,
    RULES,
    START,
    Log,
    changed_rules,
    facts_of,
    judgement_of,
    keep,
    kept_of,
    other,
    prepared,
    runs_of,
)


def test_a_run_says_all_that_it_rests_on(log: Log) -> None:
    store = log.opened()
    first = keep(store)
    asked = Asked(RULES, areas=("takst",), rules=("takst/overhead", "takst/hele-kroner"))
    run = keep(store, FACTS, date(2018, 2, 1), asked, Who("konto", "Bo Auditør"))
    assert runs_of(store) == [first, run]
    assert (run.number, run.previous, run.hash) == (2, first.hash, run.sealed_hash)
    assert (run.actor, run.account, run.version, run.inference) == ("Bo Auditør", "konto", engine.__version__, None)
    assert (run.at, run.as_of) == ("2026-01-31T12:01:00.123456Z", "2018-02-01")
    assert (run.areas, run.rules, run.readings) == ("takst", "takst/overhead takst/hele-kroner", "")
    judgement = judgement_of(FACTS, date(2018, 2, 1), asked)
    with store.reading() as connection:
        kept = kept_of(store, connection, 2)
        assert kept.lines_read() == [decision_data(judgement, d, with_trace=True) for d in judgement.decisions]
        assert kept.digest() == prepared().rulebook.digest
        assert kept.files() == files_of(RULES)
        assert kept.facts() == judgement.facts
        assert f"sha256:{run.facts}" == digest(judgement.facts)


def test_readings_are_recorded(log: Log, tmp_path: Path) -> None:
    folder = changed_rules(tmp_path, ("\nrules:\n  overhead:", f"\n{QUESTION}\nrules:\n  overhead:"))
    store = log.opened()
    run = keep(store, asked=Asked(folder, readings=(("takst/overhead", "afrundet"),)))
    assert run.readings == "takst/overhead/sats=afrundet"
    assert run.chosen == {"takst/overhead/sats": "afrundet"}


QUESTION = """
readings:
  sats:
    question: {da: "Er det en sats?", en: "Is it a rate?"}
    used: praecis
    why: {da: "Sådan står det.", en: "So it says."}
    options:
      praecis: {title: {da: "satsen er præcis", en: "the rate is exact"}}
      afrundet:
        title: {da: "satsen er halv", en: "the rate is half"}
        terms: {overhead_procent: "administration / direkte_omkostninger / 2"}
"""


def test_what_is_the_same_is_stored_once(log: Log) -> None:
    store = log.opened()
    keep(store)
    with store.reading() as connection:
        before = set(connection.execute(select(content.c.hash)).scalars())
    keep(store)
    with store.reading() as connection:
        assert set(connection.execute(select(content.c.hash)).scalars()) == before
    keep(store, other(1234))
    with store.reading() as connection:
        more = set(connection.execute(select(content.c.hash)).scalars()) - before
    last = runs_of(store)[-1]
    assert more == {last.facts, last.beside, last.decisions}


def test_rows_say_what_the_decisions_do(log: Log) -> None:
    store = log.opened()
    keep(store)
    judgement = judgement_of()
    with store.reading() as connection:
        rows = connection.execute(select(decision).order_by(decision.c.position)).all()
        counted = outcomes(connection, [1])[1]
        concerned = {(row.entity, row.subject, row.operator) for row in connection.execute(select(concern))}
    assert [(r.rule, r.entity, r.subject) for r in rows] == [
        (d.rule.id, d.subject.entity, d.subject.id) for d in judgement.decisions
    ]
    remark = {d.rule.id for d in judgement.decisions if d.outcome == "breached" and not d.is_breach}
    assert remark == {"takst/hele-kroner"}
    assert counted == Counter(
        "remark" if d.rule.id in remark and d.outcome == "breached" else d.outcome for d in judgement.decisions
    )
    assert {"breached", "remark", "undetermined", "true"} < set(counted)
    assert ("driftsherre", "midt", "midt") in concerned
    assert ("tilbud", "aa", "midt") in concerned
    assert ("takst", "bakken-1", "nord") in concerned
    assert len(concerned) == len(list(judgement.facts))


def test_facts_come_back_with_their_places(log: Log) -> None:
    store = log.opened()
    keep(store)
    with store.reading() as connection:
        found = kept_of(store, connection, 1).facts()
    expected = facts_of()
    assert found == expected
    assert [dict(s.places) for s in found] == [dict(s.places) for s in expected]


def test_a_rulebook_is_read_from_what_is_stored(log: Log) -> None:
    store = log.opened()
    run = keep(store)
    with store.reading() as connection:
        digest_, hashes = listed(held(connection, run.rulebook))
        files = {name: held(connection, hash_) for name, hash_ in hashes.items()}
    assert set(files) == {"documents.yaml", "takst/overhead.yaml", "rammeaftale/omfang.yaml"}
    assert loaded(files).digest == digest_ == prepared().rulebook.digest


def test_rules_that_change_meanwhile_are_not_recorded(log: Log, tmp_path: Path) -> None:
    store = log.opened()
    folder = changed_rules(tmp_path)
    judgement = judgement_of(asked=Asked(folder))
    changed_rules(tmp_path, ("6.1 %", "6.2 %"))
    with pytest.raises(Problems) as error:
        record(store, judgement, Asked(folder), Who("a", "a"), START)
    assert str(error.value) == (
        "--rules: the rules were changed meanwhile, nothing is recorded; expected them to lie still"
    )
    (folder / "takst" / "overhead.yaml").unlink()
    with pytest.raises(Problems):
        record(store, judgement, Asked(folder), Who("a", "a"), START)
    (folder / "documents.yaml").unlink()
    with pytest.raises(Problems, match="changed meanwhile"):
        record(store, judgement, Asked(folder), Who("a", "a"), START)
    assert runs_of(store) == []


def test_a_rulebook_is_read_back_once_only(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    store = log.opened()
    keep(store)
    monkeypatch.setattr(recording, "loaded", None)
    keep(store, other(3))
    assert len(runs_of(store)) == 2


def test_times_are_in_utc(log: Log) -> None:
    store = log.opened()
    run = keep(store, now=datetime(2026, 7, 1, 0, 30, tzinfo=timezone(timedelta(hours=2))))
    assert run.at == "2026-06-30T22:30:00.000000Z"


def test_a_clock_set_back_breaks_nothing(log: Log) -> None:
    store = log.opened()
    for minutes in (10, 20, 5, 30):
        keep(store, other(minutes), now=START + timedelta(minutes=minutes))
    found = verify(store)
    assert (found.runs, found.findings) == (4, ())
    (remark,) = found.remarks
    assert remark.number == 3
    assert remark.text.en == "run 3 bears an earlier time than run 2: the clock had been set back"


def test_spans(log: Log) -> None:
    store = log.opened()
    days = [
        datetime(2026, 1, 31, 23, 59, 59, tzinfo=UTC),
        datetime(2026, 2, 1, tzinfo=UTC),
        datetime(2026, 2, 2, tzinfo=UTC),
    ]
    for day in days:
        keep(store, now=day)
    spans = {
        Span(): [1, 2, 3],
        Span(date(2026, 2, 1)): [2, 3],
        Span(None, date(2026, 1, 31)): [1],
        Span(date(2026, 2, 1), date(2026, 2, 1)): [2],
        Span(date(2026, 2, 3), None): [],
        Span(None, date.max): [1, 2, 3],
    }
    with store.reading() as connection:
        for span, numbers in spans.items():
            assert [run.number for run in all_runs(connection, span)] == numbers


def test_runs_by_name(log: Log) -> None:
    store = log.with_runs(3)
    runs = runs_of(store)
    with store.reading() as connection:
        assert named(connection, "2") == runs[1]
        assert named(connection, runs[2].hash) == named(connection, runs[2].hash[:12]) == runs[2]
        assert named(connection, runs[0].head) == runs[0]
        for name in ("0", "4", "x", "", "%", "abc", "f" * 64, "-1", "9" * 30, "__________"):
            with pytest.raises(Problems) as error:
                named(connection, name)
            assert str(error.value).endswith("; expected a number from 1 to 3, or a hash")


def test_no_runs_by_name(log: Log) -> None:
    with log.opened().reading() as connection, pytest.raises(Problems) as error:
        named(connection, "1")
    assert str(error.value) == "RUN: no run is named '1'; expected a log with runs"


def test_a_run_without_decisions(log: Log) -> None:
    store = log.opened()
    keep(store, "as_of: 2017-06-01\n")
    assert verify(store).findings == ()
    with store.reading() as connection:
        assert kept_of(store, connection, 1).lines_read() == []
        assert connection.execute(select(func.count()).select_from(decision)).scalar() == 0
        assert json.loads(held(connection, runs_of(store)[0].facts))["subjects"] == {}
