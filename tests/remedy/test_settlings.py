"""For random rulebooks and facts: missing facts said to settle a decision do, and no other single fact does."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.decision.decide import Decision, Judgement
from engine.evaluation.trace import Missing
from engine.remedy.remedies import Remedies
from engine.remedy.scene import NEAR, Range, Scene
from engine.remedy.settle import Settling
from engine.values.kinds import One, Value
from tests.generate import possible
from tests.remedy.again import again, pair, some_judgements

randoms = st.randoms(use_true_random=False)


def values_of(case_values: Range | tuple[Value, ...]) -> list[Value]:
    if isinstance(case_values, tuple):
        return list(case_values)
    return [case_values.low, case_values.high]


def settled(random: Random) -> int:
    return sum(settled_in(random, judgement) for judgement in some_judgements(random))


def settled_in(random: Random, judgement: Judgement) -> int:
    remedies, found = Remedies(judgement), 0
    for decision in judgement.requirements:
        settlings = remedies.settlings(decision)
        assert not (settlings and decision.way.settled)
        for settling in settlings:
            found += 1
            assert set(settling.outcomes) - {"undetermined"}
            for case in settling.cases:
                for value in values_of(case.values):
                    assert again(judgement, {settling.keys[0]: value})[pair(decision)] == case.outcome
        nothing_else_settles(random, judgement, decision, {each.keys: each for each in settlings})
    return found


def nothing_else_settles(
    random: Random, judgement: Judgement, decision: Decision, settlings: dict[tuple[Missing, ...], Settling]
) -> None:
    ids = {entity: list(of) for entity, of in judgement.facts.subjects.items()}
    fields = judgement.facts.vocabulary
    for key in judgement.missing(decision):
        kind = fields.field(key.subject.entity, key.field).kind
        value = possible(random, kind, ids)
        far = isinstance(value, date) and abs((value - judgement.as_of).days) > NEAR
        fine = not isinstance(value, bool | str | frozenset | date | int)  # finer than the unit of what is not known
        if value is None or far or fine:
            continue
        outcome = again(judgement, {key: value})[pair(decision)]
        single = settlings.get((key,))
        if single is None:
            gave_up = not isinstance(kind, One) and not Scene(pair(decision), judgement.evaluation).tried(key).complete
            assert outcome == "undetermined" or gave_up, (key, value)
        elif single.complete:
            assert outcome in single.outcomes


@settings(max_examples=15)
@given(randoms)
def test_facts_that_settle_a_decision_do(random: Random) -> None:
    settled(random)


@pytest.mark.parametrize("start", [0, pytest.param(30_000, marks=pytest.mark.slow)])
def test_facts_that_settle_decisions_do(start: int) -> None:
    assert sum(settled(Random(seed)) for seed in range(start, start + (25 if start == 0 else 200))) > 25
