"""Open readings: what is told of another reading is what comes out when it is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from engine.decision.decide import Judgement, judge, prepare
from engine.decision.files import own_rules
from engine.evaluation.alternatives import alternatives
from engine.evaluation.compile import compile_rules
from engine.evaluation.evaluate import Evaluation, evaluate
from engine.rulebook.choose import choose
from engine.rulebook.load import load
from engine.rulebook.model import Rulebook
from engine.ruletest.format import case_files, read_cases
from engine.source.problem import Problems
from facts.factset import FactSet
from facts.read import read_facts
from facts.vocabulary import vocabulary

EXAMPLES = sorted((Path(__file__).parents[2] / "facts" / "examples").glob("*.yaml"))


@pytest.fixture(scope="module")
def shipped() -> Rulebook:
    return load(own_rules(), vocabulary())


def outcomes(evaluation: Evaluation) -> dict[tuple[str, str], str]:
    rules, records = evaluation.program.rulebook.rules, evaluation.records.of
    return {
        (id_, record.subject.id): way.outcome
        for id_, ways in evaluation.ways.items()
        for record, way in zip(records[rules[id_].subject], ways, strict=True)
    }


def told(evaluation: Evaluation) -> dict[tuple[str, str], dict[tuple[str, str], str]]:
    """Give what is told to differ, by reading and option."""
    found: dict[tuple[str, str], dict[tuple[str, str], str]] = {}
    for decision, others in alternatives(evaluation).items():
        for other in others:
            found.setdefault((other.reading.id, other.option.name), {})[decision] = other.outcome
    return found


def chosen(rulebook: Rulebook) -> Mapping[tuple[str, str], Rulebook]:
    return {
        (reading.id, option.name): choose(rulebook, [(rules[0].id, option.name)])
        for reading, rules in rulebook.readings.values()
        for option in reading.options
    }


def agree(rulebook: Rulebook, factsets: list[FactSet]) -> int:
    """Hold what is told against a run with the reading chosen; give how many decisions differ."""
    program = compile_rules(rulebook)
    others = {key: compile_rules(read) for key, read in chosen(rulebook).items()}
    differing = 0
    for facts in factsets:
        assert facts.as_of
        evaluation = evaluate(program, facts, facts.as_of)
        before, differences = outcomes(evaluation), told(evaluation)
        for key, other in others.items():
            after = outcomes(evaluate(other, facts, facts.as_of))
            expected = {decision: outcome for decision, outcome in after.items() if outcome != before[decision]}
            assert differences.get(key, {}) == expected, key
            differing += len(expected)
        assert outcomes(evaluation) == before
    return differing


def test_examples(shipped: Rulebook) -> None:
    assert agree(shipped, [read_facts([path]) for path in EXAMPLES]) > 10


@pytest.mark.slow
def test_every_third_case_of_the_rule_tests(shipped: Rulebook) -> None:
    folder = own_rules()
    cases = [case.facts for path in case_files(folder) for case in read_cases(path, folder)]
    assert agree(shipped, cases[::3]) > 100


def test_records_are_left_as_they_were(shipped: Rulebook) -> None:
    facts = read_facts([EXAMPLES[0]])
    assert facts.as_of
    judgement = judge(prepare(shipped), facts, facts.as_of)
    for decision in judgement.decisions:
        judgement.otherwise(decision)
    for decision in judgement.decisions:
        judgement.trace(decision)  # raises Disagreement where a conclusion on a record is not the one drawn


def test_every_reading_can_be_inferred(shipped: Rulebook) -> None:
    facts = read_facts([EXAMPLES[0]])
    assert facts.as_of
    for key, read in chosen(shipped).items():
        judgement: Judgement = judge(prepare(read), facts, facts.as_of)
        assert judgement.agreed, key
        used = shipped.readings[key[0]][0].used
        assert judgement.chosen == ({} if key[1] == used else {key[0]: key[1]})


def test_choosing_back_and_forth_changes_nothing(shipped: Rulebook) -> None:
    for reading, rules in shipped.readings.values():
        back = shipped
        for option in (*reading.options, reading.option(reading.used)):
            back = choose(back, [(rules[0].id, option.name)])
        assert back == shipped


def test_a_question_is_read_alike_by_all_its_rules(shipped: Rulebook) -> None:
    read = choose(shipped, [("takst/underskud-ikke-indregnet", "omkostninger")])
    assert read.readings["takst/over-underskud/grundlag"][0].chosen == "omkostninger"
    assert {r.chosen for rule in read.rules.values() for r in rule.readings if r.id.endswith("skud/grundlag")} == {
        "omkostninger"
    }


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (
            [("takst/overhead", "direkte")],
            "--reading: no rule is named 'takst/overhead'; expected a rule of 'klausul rules list'; "
            "did you mean takst/overhead-maksimum?",
        ),
        (
            [("takst/overhead-maksimum", "direkt")],
            "--reading: takst/overhead-maksimum has no reading 'direkt'; did you mean direkte?",
        ),
        (
            [("takst/taksttype", "x")],
            "--reading: takst/taksttype has no open readings",
        ),
        (
            [("takst/overhead-maksimum", "direkte"), ("takst/overhead-maksimum", "samlede")],
            "--reading: takst/overhead-maksimum: both direkte and samlede; expected one reading of each question",
        ),
    ],
)
def test_what_cannot_be_chosen(shipped: Rulebook, wanted: list[tuple[str, str]], message: str) -> None:
    with pytest.raises(Problems) as raised:
        choose(shipped, wanted)
    assert [problem.to("en") for problem in raised.value.problems] == [message]
