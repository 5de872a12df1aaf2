"""What is compared in the benchmarks must be the same: every engine, every way of use, every decision."""

from collections import Counter
from importlib import import_module
from types import SimpleNamespace

import pytest

from benchmarks import klausul, measure, process
from benchmarks.peers import glue, plain
from benchmarks.subjects import MISSING, flat, subjects
from benchmarks.vocabulary import KINDS

COUNT = 300


@pytest.fixture(scope="module")
def given():
    made = subjects(COUNT)
    ways = {contender.keeps: contender for contender in klausul.contenders(made)}
    right = ways["decisions"].outcomes(ways["decisions"].run())
    return SimpleNamespace(facts=[flat(subject) for subject in made], ways=ways, right=right, made=made)


def test_the_rules_are_the_twenty(given):
    assert klausul.Klausul(given.made[:1]).rules == glue.RULES
    assert len(glue.RULES) == 20


def test_every_rule_has_every_outcome_it_can_have_somewhere():
    made = subjects(3_000)
    decisions = klausul.contenders(made)[0]
    of_rule = dict(zip(glue.RULES, zip(*decisions.outcomes(decisions.run()), strict=True), strict=True))
    for rule, outcomes in of_rule.items():
        assert {"undetermined", "unknown"} & set(outcomes), rule
        assert {"met", "true"} & set(outcomes), rule
        assert {"breached", "false"} & set(outcomes), rule
    assert sum("exempt" in outcomes for outcomes in of_rule.values()) == 6


def test_a_twentieth_of_the_facts_is_missing():
    made = subjects(3_000)
    known = sum(len(subject.values) for subject in made)
    assert 1 - known / len(made) / len(KINDS) == pytest.approx(MISSING, abs=0.005)


def test_the_same_seed_gives_the_same_subjects(given):
    assert subjects(COUNT) == given.made
    assert subjects(COUNT, seed=1) != given.made


def test_the_traces_hold_the_same_outcomes(given):
    assert measure.differences(given.ways["full traces"], given.right) == []


def test_plain_python_decides_the_same(given):
    for contender in plain.contenders(given.facts):
        assert measure.differences(contender, given.right) == []


def test_the_inference_decides_the_same(given):
    pytest.importorskip("durable", reason="durable_rules is not installed: the evaluator stands alone")
    assert measure.differences(given.ways["second opinion"], given.right) == []


@pytest.mark.parametrize(("module", "needs"), [("zen", "zen"), ("rule_engine", "rule_engine"), ("cel", "cel")])
def test_a_peer_decides_the_same(given, module, needs):
    pytest.importorskip(needs, reason=f"{needs} is installed for the benchmarks only (requirements/bench.txt)")
    peer = import_module(f"benchmarks.peers.{module}")
    for contender in peer.contenders(given.facts):
        assert measure.differences(contender, given.right) == []


def test_a_difference_is_found_and_named(given):
    wrong = [("met", *outcomes[1:]) for outcomes in given.right]
    found = measure.differences(measure.Contender("wrong", "outcomes", lambda: wrong, list), given.right)
    assert len(found) == COUNT - Counter(outcomes[0] for outcomes in given.right)["met"]
    assert found[0].startswith("wrong, outcomes: overtagelse/meddelelsesfrist on subject ")


def test_ten_offerings_can_be_read(tmp_path):
    from facts.read import read_facts

    path = tmp_path / "ti.yaml"
    path.write_text(process.ten_offerings(), "utf-8")
    facts = read_facts([path])
    assert {entity: len(of) for entity, of in facts.subjects.items() if of} == {
        "driftsherre": 7,
        "tilbud": 10,
        "takst": 19,
        "regnskab": 7,
        "overtagelse": 1,
        "betalingsaftale": 3,
        "afregning": 2,
        "opsigelse": 3,
    }
