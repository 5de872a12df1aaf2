"""A replay decides again from what was stored, whatever rules and facts are about now; any difference is told."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from engine.decision.files import Asked
from engine.log import replay as replaying
from engine.log.chain import Run
from engine.log.kept import Kept
from engine.log.replay import Replay, replay
from engine.log.store import Store
from engine.log.telling import replay_text
from engine.source.problem import Problems
from facts.entities import MODELS
from facts.vocabulary import vocabulary
from tests.log.common import FACTS, RULES, Log, changed_rules, keep, kept_of, other, runs_of
from tests.log.test_record import QUESTION


def replayed(store: Store, run: Run) -> Replay:
    with store.reading() as connection:
        return replay(Kept(connection, store.address, run))


def test_every_run_comes_out_as_recorded(log: Log, tmp_path: Path) -> None:
    """Of older rules, on other dates, by other readings, narrowed down: each as it was."""
    older = changed_rules(tmp_path, ("6.1 %", "5.0 %"), name="older")
    read = changed_rules(tmp_path, ("\nrules:\n  overhead:", f"\n{QUESTION}\nrules:\n  overhead:"), name="read")
    store = log.opened()
    keep(store)
    keep(store, other(55), asked=Asked(older))
    keep(store, as_of=date(2019, 1, 1))
    keep(store, asked=Asked(read, readings=(("takst/overhead", "afrundet"),)))
    keep(store, asked=Asked(RULES, areas=("rammeaftale",)))
    keep(store, asked=Asked(RULES, rules=("takst/overhead",)))
    for folder in (older, read):
        for path in folder.rglob("*.yaml"):
            path.unlink()
    for run in runs_of(store):
        found = replayed(store, run)
        assert (found.pairs, found.same > 0) == ((), True)


def test_a_replay_is_told(log: Log) -> None:
    store = log.with_runs(1)
    with store.reading() as connection:
        kept = kept_of(store, connection, 1)
        found = replay(kept)
        assert replay_text(kept, found, "en", terminal=False) == (
            f"Run 1: all {found.same} decisions are the same, byte for byte.\n"
        )
        assert replay_text(kept, found, "da", terminal=False) == (
            f"Kørsel 1: alle {found.same} afgørelser er de samme, byte for byte.\n"
        )


def test_a_program_that_decides_otherwise(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    store = log.with_runs(1)
    true_data = replaying.decision_data

    def newer(judgement, decision, *, with_trace):  # type: ignore[no-untyped-def]
        data = true_data(judgement, decision, with_trace=with_trace)
        if (decision.rule.id, decision.subject.id) == ("takst/overhead", "aa-2"):
            data["outcome"] = "met"
        elif decision.rule.id == "takst/overhead":
            data["margin"] = None
        return data

    monkeypatch.setattr(replaying, "decision_data", newer)
    with store.reading() as connection:
        kept = kept_of(store, connection, 1)
        found = replay(kept)
        text = replay_text(kept, found, "en", terminal=False)
    flipped = [pair for pair in found.pairs if pair.flipped]
    assert [(pair.key, pair.outcomes) for pair in flipped] == [
        (("takst/overhead", "takst", "aa-2"), ("breached", "met"))
    ]
    assert {pair.parts for pair in found.pairs} == {("outcome",), ("margin",)}
    assert (
        text
        == (
            f"Run 1: {found.same} decisions are the same, {len(found.pairs)} are not. Recorded by Klausul 0.1.0.\n"
            "Overhead at most 6.1 %  takst/overhead\n"
            "  takst aa-2: breached → met\n"
            "  the same outcome, but other margin: takst aa-1; takst skoven-1\n"
        )
        or "the same outcome, but other margin" in text
    )


def test_decisions_that_are_new_or_gone(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    store = log.with_runs(1)
    true_judged = Kept.judged

    def newer(self, rulebook):  # type: ignore[no-untyped-def]
        judgement = true_judged(self, rulebook)
        object.__setattr__(judgement, "decisions", judgement.decisions[1:])
        return judgement

    monkeypatch.setattr(Kept, "judged", newer)
    (pair,) = replayed(store, runs_of(store)[0]).pairs
    assert pair.now is None
    assert pair.outcomes[1] is None
    monkeypatch.undo()
    true_lines = Kept.lines
    monkeypatch.setattr(Kept, "lines", lambda self: list(true_lines(self))[1:])
    (pair,) = replayed(store, runs_of(store)[0]).pairs
    assert pair.before is None
    with store.reading() as connection:
        kept = kept_of(store, connection, 1)
        assert "no decision → " in replay_text(kept, replay(kept), "en", terminal=False)


def test_facts_that_are_no_longer_known(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    store = log.with_runs(1)
    known = vocabulary()
    entity = known.entities["takst"]
    fields = {name: field for name, field in entity.fields.items() if name != "administration"}
    fewer = known.__class__({**known.entities, "takst": entity.__class__("takst", entity.label, fields)})
    monkeypatch.setattr("engine.log.told.vocabulary", lambda: fewer)
    with pytest.raises(Problems) as error:
        replayed(store, runs_of(store)[0])
    told = [problem.to("en") for problem in error.value.problems]
    assert "facts: takst.administration is no longer known" in told
    assert any("run 1 cannot be read by this Klausul; expected Klausul 0.1.0, which recorded it" in t for t in told)
    without = {name: of for name, of in known.entities.items() if name != "takst"}
    monkeypatch.setattr("engine.log.told.vocabulary", lambda: known.__class__(without))
    with pytest.raises(Problems, match="takst is no longer known"):
        replayed(store, runs_of(store)[0])
    assert "takst" in MODELS


def test_values_that_no_longer_fit(log: Log) -> None:
    store = log.opened()
    run = keep(store)
    with store.reading() as connection:
        kept = kept_of(store, connection, 1)
        data = json.loads(kept._held(run.facts, "", ""))
    data["subjects"]["takst"]["aa-1"]["administration"] = "61 dollars"
    with pytest.raises(Problems, match="'61 dollars' can no longer be used; expected an amount such as"):
        replaying_facts(json.dumps(data).encode(), store)


def replaying_facts(content: bytes, store: Store) -> None:
    from engine.log.told import facts_from

    with store.reading() as connection:
        facts_from(content, json.dumps(kept_of(store, connection, 1).beside()).encode())


def test_rules_that_this_program_refuses(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    store = log.opened()
    keep(store)
    true_files = Kept.files

    def newer(self):  # type: ignore[no-untyped-def]
        files = dict(true_files(self))
        name = "takst/overhead.yaml"
        return files | {name: files[name].replace(b"modality: skal", b"modality: maaske")}

    monkeypatch.setattr(Kept, "files", newer)
    with pytest.raises(Problems) as error:
        replayed(store, runs_of(store)[0])
    told = "\n".join(problem.to("en") for problem in error.value.problems)
    assert "run 1 cannot be read by this Klausul; expected Klausul 0.1.0, which recorded it" in told
    assert "takst/overhead.yaml:" in told


def test_a_damaged_run_is_not_replayed(log: Log) -> None:
    store = log.with_runs(1)
    run = runs_of(store)[0]
    for name, words in (("facts", "its facts"), ("decisions", "its decisions"), ("rulebook", "its rules")):
        log.plain(f"UPDATE content SET size = size + 1 WHERE hash = '{getattr(run, name)}'")
        with pytest.raises(Problems) as error:
            replayed(store, run)
        assert str(error.value) == (
            f"{log.address.shown}: run 1: {words} is not what was recorded; "
            "expected 'klausul log verify', which tells what"
        )
        log.plain(f"UPDATE content SET size = size - 1 WHERE hash = '{getattr(run, name)}'")
    assert replayed(store, run).pairs == ()


def test_places_make_no_difference_to_the_facts_but_are_kept(log: Log) -> None:
    store = log.opened()
    one, two = keep(store), keep(store, "# a line more\n" + FACTS)
    assert one.facts == two.facts
    assert one.beside != two.beside
    for run in (one, two):
        assert replayed(store, run).pairs == ()
