"""Decisions: every outcome, digests that depend on nothing but content, margins on both sides of a limit."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.decision.canonical import decision_data
from engine.decision.decide import Decision, Judgement, Prepared, judge
from engine.evaluation.ways import CONCLUSION, REQUIREMENT
from engine.reports.data import check
from engine.reports.reporter import View
from engine.source.read import parse
from engine.source.tree import Mapping, Sequence
from facts.read import read_facts, read_node

FACTS = """
as_of: 2017-06-01
driftsherre: [{id: midt, type: region}]
tilbud: [{id: aa, driftsherre: midt, institution: anden}]
takst: [{id: t, tilbud: aa, takst: 2000, administration: %s, direkte_omkostninger: %s}]
"""


def decided(prepared: Prepared, text: str, rule: str) -> tuple[Judgement, Decision]:
    """Judge facts and give the decision of `rule` on the only subject it has."""
    facts = read_node(parse(text, "f.yaml").root)
    assert facts.as_of
    judgement = judge(prepared, facts, facts.as_of, rules=(rule,))
    (decision,) = judgement.decisions
    return judgement, decision


def test_every_outcome_is_shown(judged: Judgement) -> None:
    outcomes = {(decision.rule.is_conclusion, decision.outcome) for decision in judged.decisions}
    assert outcomes == {(False, outcome) for outcome in REQUIREMENT} | {(True, outcome) for outcome in CONCLUSION}


def test_one_decision_for_each_rule_and_subject(judged: Judgement) -> None:
    rules = judged.prepared.rulebook.rules.values()
    expected = {(rule.id, id_) for rule in rules for id_ in judged.facts.subjects[rule.subject]}
    found = [(decision.rule.id, decision.subject.id) for decision in judged.decisions]
    assert len(found) == len(set(found))
    assert set(found) == expected


def test_the_inference_confirms_every_decision_in_force(judged: Judgement) -> None:
    if judged.prepared.inference is None:
        pytest.skip("durable_rules is not installed here")
    assert judged.agreed == sum(d.rule.period.holds(judged.as_of) for d in judged.decisions)


@pytest.mark.parametrize(
    ("administration", "direct", "outcome", "margin"),
    [
        ("61", "1000", "met", "0 %"),
        ("61.000001", "1000", "breached", "0.0000001 %"),
        ("60.999999", "1000", "met", "-0.0000001 %"),
        ("6.1000001", "100", "breached", "0.0000001 %"),
        ("1", "3", "breached", "817/30 %"),  # 100/3 - 6.1: a ratio where no decimal is exact
    ],
)
def test_margin_is_exact(small: Prepared, administration: str, direct: str, outcome: str, margin: str) -> None:
    judgement, decision = decided(small, FACTS % (administration, direct), "takst/overhead")
    assert decision.outcome == outcome
    assert decision_data(judgement, decision)["margin"] == margin


def test_missing_facts_are_those_that_matter(judged: Judgement) -> None:
    wanting = {
        (d.rule.id, d.subject.id): {(m.subject.id, m.field) for m in judged.missing(d)}
        for d in judged.requirements
        if d.outcome == "undetermined"
    }
    assert wanting == {
        ("takst/overhead", "aa-3"): set(),  # divided by zero: nothing is missing
        ("takst/overhead", "grenen-2"): set(),  # the agreement leaves it open
        ("takst/overhead", "skoven-1"): {("skoven", "pladser_andre"), ("skoven-1", "direkte_omkostninger")},
    }


def _reordered(node: object, shuffle: Callable[[list[object]], list[object]]) -> object:
    match node:
        case Mapping(entries=entries, keys=keys, place=place):
            names = shuffle(list(entries))
            return Mapping({n: _reordered(entries[n], shuffle) for n in names}, keys, place)  # type: ignore[misc, index]
        case Sequence(items=items, place=place):
            return Sequence(tuple(_reordered(i, shuffle) for i in shuffle(list(items))), place)  # type: ignore[arg-type]
    return node


@given(st.randoms(use_true_random=False))
def test_order_of_entries_and_keys_changes_no_byte(small: Prepared, small_facts: Path, random) -> None:
    root = parse(small_facts.read_text("utf-8"), "facts.yaml").root
    shuffled = _reordered(root, lambda items: random.sample(items, len(items)))
    reports = []
    for node in (root, shuffled):
        facts = read_node(node)  # type: ignore[arg-type]
        assert facts.as_of
        reports.append(check(judge(small, facts, facts.as_of), View()))
    assert reports[0] == reports[1]


def test_order_of_files_changes_no_byte(small: Prepared, tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text("driftsherre: [{id: midt, type: region}]\nas_of: 2017-06-01\n", "utf-8")
    (tmp_path / "a.yaml").write_text("tilbud: [{id: aa, driftsherre: midt}, {id: bb}]\n", "utf-8")
    reports = []
    for names in (["a.yaml", "b.yaml"], ["b.yaml", "a.yaml"]):
        facts = read_facts([tmp_path / name for name in names])
        assert facts.as_of
        reports.append(check(judge(small, facts, facts.as_of), View()))
    assert reports[0] == reports[1]


def test_digest_depends_on_facts_date_and_outcome(small: Prepared) -> None:
    first = decision_data(*decided(small, FACTS % ("61", "1000"), "takst/overhead"))["digest"]
    again = decision_data(*decided(small, "# note\n" + FACTS % ("61.00", "1000"), "takst/overhead"))["digest"]
    other = decision_data(*decided(small, FACTS % ("60", "1000"), "takst/overhead"))["digest"]
    later = FACTS.replace("06-01", "06-02") % ("61", "1000")
    assert first == again
    assert len({first, other, decision_data(*decided(small, later, "takst/overhead"))["digest"]}) == 3


def test_a_trace_names_the_place_of_every_fact(judged: Judgement) -> None:
    decision = next(d for d in judged.decisions if d.rule.id == "takst/overhead" and d.subject.id == "aa-2")
    trace = json.dumps(decision_data(judged, decision, with_trace=True)["trace"])
    assert '"source": {"file": "facts.yaml", "line": 15, "column": 57}' in trace
    scope = next(d for d in judged.decisions if d.rule.id == "rammeaftale/omfang" and d.subject.id == "aa")
    trace = json.dumps(decision_data(judged, scope, with_trace=True)["trace"])
    assert '"text": "pladser_andre", "kind": "tal", "value": null, "unknown_because": "missing"' in trace
