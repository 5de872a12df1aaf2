"""What must hold for every rulebook and all facts: one outcome each, trace and code alike, and Kleene's order kept."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.evaluation.compile import Program, compile_rules
from engine.evaluation.evaluate import Evaluation, evaluate
from engine.evaluation.explain import Explainer
from engine.evaluation.trace import RuleTrace
from engine.evaluation.ways import CONCLUSION, REQUIREMENT
from engine.rulebook.model import Rulebook
from engine.rulebook.order import in_order, resting
from facts.factset import FactSet
from tests.evaluation.one import missing_facts, open_reasons
from tests.generate import AS_OF, filling, some_facts, some_rulebook, some_vocabulary, unknown

randoms = st.randoms(use_true_random=False)
OPEN = ("undetermined", "unknown")


def traced(evaluation: Evaluation) -> list[RuleTrace]:
    """Give every trace; making one raises Disagreement where it differs from the compiled rule."""
    explainer = Explainer(evaluation)
    rules = (evaluation.program.rulebook.rules[id_] for id_ in evaluation.program.rulebook.order)
    return [explainer.trace(rule, record) for rule in rules for record in evaluation.records.of[rule.subject]]


def outcomes(program: Program, facts: FactSet, as_of: date) -> dict[tuple[str, str], str]:
    evaluation = evaluate(program, facts, as_of)
    return {
        (id_, record.subject.id): way.outcome
        for id_, ways in evaluation.ways.items()
        for record, way in zip(evaluation.records.of[program.rulebook.rules[id_].subject], ways, strict=True)
    }


def some_case(random: Random) -> tuple[Program, FactSet, date]:
    vocabulary = some_vocabulary(random)
    program = compile_rules(some_rulebook(random, vocabulary))
    return program, some_facts(random, vocabulary), random.choice(AS_OF)


def agrees(seed: int, fact_sets: int) -> int:
    random = Random(seed)
    vocabulary = some_vocabulary(random)
    program = compile_rules(some_rulebook(random, vocabulary))
    count = 0
    for _ in range(fact_sets):
        for trace in traced(evaluate(program, some_facts(random, vocabulary), random.choice(AS_OF))):
            assert trace.way.outcome in (CONCLUSION if trace.rule.is_conclusion else REQUIREMENT)
            count += 1
    return count


def test_code_and_trace_agree_on_thousands_of_decisions() -> None:
    assert sum(agrees(seed, 8) for seed in range(200)) > 10_000


@pytest.mark.slow
def test_code_and_trace_agree_on_very_many_decisions() -> None:
    assert sum(agrees(seed, 20) for seed in range(1_000, 2_000)) > 100_000


@settings(max_examples=60)
@given(randoms)
def test_code_and_trace_agree(random: Random) -> None:
    traced(evaluate(*some_case(random)))


def monotone(random: Random) -> None:
    program, facts, as_of = some_case(random)
    before = outcomes(program, facts, as_of)
    for entity, id_, each in list(unknown(facts)):
        facts = filling(random, facts, entity, id_, each)
        after = outcomes(program, facts, as_of)
        for key, outcome in before.items():
            assert outcome in OPEN or after[key] == outcome, (key, entity, id_, each.name)
        before = after


@settings(max_examples=60)
@given(randoms)
def test_one_more_fact_never_changes_what_is_settled(random: Random) -> None:
    monotone(random)


@pytest.mark.parametrize("start", [0, pytest.param(1_000, marks=pytest.mark.slow)])
def test_one_more_fact_never_changes_what_is_settled_on_many(start: int) -> None:
    for seed in range(start, start + (120 if start == 0 else 700)):
        monotone(Random(seed))


def closes(random: Random) -> int:
    """Fill in all that each open decision says is missing, until nothing is: then it is settled, or says why not."""
    program, facts, as_of = some_case(random)
    evaluation = evaluate(program, facts, as_of)
    closed = 0
    for open_or_not in traced(evaluation):
        trace, rule, id_ = open_or_not, open_or_not.rule, open_or_not.subject.id
        while missing := missing_facts(trace):
            assert not trace.way.settled
            known = {(entity, of, each.name): each for entity, of, each in unknown(evaluation.facts)}
            more = evaluation.facts
            for each in missing:
                key = (each.subject.entity, each.subject.id, each.field)
                assert key in known, "a fact that is known is said to be missing"
                more = filling(random, more, key[0], key[1], known[key])
            if more is evaluation.facts:
                break  # a relation to a subject of an entity that has none
            evaluation = evaluate(program, more, as_of)
            trace = Explainer(evaluation).trace(rule, evaluation.records.find(rule.subject, id_))
            closed += 1
        else:
            reasons = 1 if trace.way.part == "period" else len(open_reasons(trace))
            assert trace.way.settled == (reasons == 0 or trace.way.outcome == "not_applicable"), trace.way
        evaluation = evaluate(program, facts, as_of)
    return closed


@settings(max_examples=60)
@given(randoms)
def test_the_missing_facts_settle_a_decision(random: Random) -> None:
    closes(random)


@pytest.mark.parametrize("start", [0, pytest.param(1_000, marks=pytest.mark.slow)])
def test_the_missing_facts_settle_decisions(start: int) -> None:
    assert sum(closes(Random(seed)) for seed in range(start, start + (150 if start == 0 else 700))) > 200


@settings(max_examples=60)
@given(randoms)
def test_order_means_nothing(random: Random) -> None:
    program, facts, as_of = some_case(random)
    shuffled = {
        entity: dict(random.sample(list(of.items()), len(of)))
        for entity, of in random.sample(list(facts.subjects.items()), len(facts.subjects))
    }
    rules = dict(random.sample(list(program.rulebook.rules.items()), len(program.rulebook.rules)))
    rulebook = Rulebook(program.rulebook.vocabulary, {}, rules, resting(rules), in_order(rules, resting(rules), []), "")
    other = evaluate(compile_rules(rulebook), FactSet(facts.vocabulary, shuffled), as_of)
    assert other.ways == evaluate(program, facts, as_of).ways
    assert [r.subject.id for of in other.records.of.values() for r in of] == [s.id for s in facts]
    assert compile_rules(rulebook).source == program.source
