"""For random rulebooks and facts: a change leads to `met`, does besides what it says, and nothing nearer does."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.decision.decide import Decision, Judgement
from engine.evaluation.evaluate import evaluate
from engine.evaluation.trace import Missing, Ref
from engine.remedy.bench import Pair
from engine.remedy.change import Change
from engine.remedy.goal import Course, Goal, Pick, Seeker, seeker
from engine.remedy.levers import levers
from engine.remedy.remedies import Remedies
from engine.remedy.search import GaveUp
from engine.values.kinds import One, Value
from tests.generate import possible, some_value
from tests.remedy.again import again, pair, some_judgements

randoms = st.randoms(use_true_random=False)


def breached(judgement: Judgement) -> Iterator[Decision]:
    return (decision for decision in judgement.decisions if decision.outcome == "breached")


def does_what_it_says(judgement: Judgement, decision: Decision, change: Change) -> None:
    before, after = again(judgement, {}), again(judgement, {change.key: change.after})
    requirements = {pair(each) for each in judgement.requirements}

    def worse(found: dict[Pair, str]) -> set[Pair]:
        lost = {each for each in requirements if before[each] == "met" and found[each] in ("breached", "undetermined")}
        return lost | {each for each in requirements if before[each] != "breached" and found[each] == "breached"}

    assert after[pair(decision)] == "met"
    mended = {each for each in requirements if before[each] == "breached" and after[each] == "met"}
    assert worse(after) == set(change.worsens)
    assert mended - {pair(decision)} == set(change.mends)
    if change.alone is not None:
        alone = again(judgement, {change.key: change.alone})
        assert alone[pair(decision)] == "met"
        assert worse(alone)
    if change.until is not None:
        assert again(judgement, {change.key: change.until})[pair(decision)] not in ("breached", "undetermined")
    if change.together is not None:
        found = again(judgement, {change.key: change.together})
        assert {found[each] for each in (pair(decision), *change.leaves)} == {"met"}


def found_for(judgement: Judgement, decision: Decision) -> Iterator[tuple[Seeker, Course, Pick | None]]:
    """Give for each fact and way to look what was found for this decision alone."""
    remedies = Remedies(judgement)
    for key in (key for keys in levers(remedies.demand(decision), judgement.facts) for key in keys):
        trace = remedies.trace(decision, key)
        one = seeker(judgement.facts, key, remedies.web)
        one.take_in([trace])
        for course in one.courses():
            try:
                yield one, course, one.seek(Goal((trace,)), course)
            except GaveUp:
                continue


def nearer(one: Seeker, course: Course, value: Value, limit: Value | None) -> bool:
    """Say whether a value lies on a course before the limit that was found there (None: anywhere on it)."""
    before = one.before
    if course == "list":
        assert isinstance(value, frozenset)
        assert isinstance(before, frozenset)
        return limit is None or len(value ^ before) < len(limit ^ before)  # type: ignore[operator]
    if isinstance(course, tuple):
        return limit is None and value == course[0]
    if course == "up":
        return before < value and (limit is None or value < limit)  # type: ignore[operator]
    return value < before and (limit is None or limit < value)  # type: ignore[operator]


def nothing_nearer_does(random: Random, judgement: Judgement, decision: Decision) -> int:
    tried = 0
    for one, course, pick in found_for(judgement, decision):
        values = [some_value(random, one.kind) for _ in range(4)]
        if pick is not None:
            values += [value for value in (pick.nearer,) if value is not None]
        for value in values:
            on_grid = one.grid is None or one.grid.place(value).denominator == 1
            limit = None if pick is None else pick.value
            if on_grid and nearer(one, course, value, limit):
                assert again(judgement, {one.key: value})[pair(decision)] != "met", (one.key, course, value, limit)
                tried += 1
    return tried


def changes_hold(random: Random) -> int:
    found = 0
    for judgement in some_judgements(random):
        remedies = Remedies(judgement)
        for decision in breached(judgement):
            for change in remedies.changes(decision).found:
                does_what_it_says(judgement, decision, change)
                found += 1
    return found


@settings(max_examples=25)
@given(randoms)
def test_a_change_does_what_it_says(random: Random) -> None:
    changes_hold(random)


@pytest.mark.parametrize("start", [0, pytest.param(10_000, marks=pytest.mark.slow)])
def test_changes_do_what_they_say(start: int) -> None:
    assert sum(changes_hold(Random(seed)) for seed in range(start, start + (120 if start == 0 else 1_500))) > 30


def nearest_hold(random: Random) -> int:
    return sum(
        nothing_nearer_does(random, judgement, decision)
        for judgement in some_judgements(random)
        for decision in breached(judgement)
    )


@settings(max_examples=25)
@given(randoms)
def test_nothing_nearer_does(random: Random) -> None:
    nearest_hold(random)


@pytest.mark.parametrize("start", [0, pytest.param(20_000, marks=pytest.mark.slow)])
def test_nothing_nearer_does_on_many(start: int) -> None:
    assert sum(nearest_hold(Random(seed)) for seed in range(start, start + (40 if start == 0 else 1_000))) > 300


def bench_agrees(random: Random) -> int:
    return sum(tried_on_the_bench(random, judgement) for judgement in some_judgements(random))


def tried_on_the_bench(random: Random, judgement: Judgement) -> int:
    """Hold what the bench decides against deciding everything; afterwards it is as it was."""
    bench, before, tried = Remedies(judgement).bench, again(judgement, {}), 0
    for subject in judgement.facts:
        record = judgement.evaluation.records.find(subject.entity, subject.id)
        for field in judgement.facts.vocabulary.entities[subject.entity].fields.values():
            used = field.name != "id" and hasattr(record, f"f_{field.name}")
            value = possible(random, field.kind, {}) if used and not isinstance(field.kind, One) else None
            if value is not None and random.random() < 0.2:
                key = Missing(Ref(subject.entity, subject.id), field.name)
                found = {each: way.outcome for each, way in bench.decide({key: value}).items()}
                assert set(found) == set(bench.affected([key]))
                assert before | found == again(judgement, {key: value})
                tried += 1
    fresh = evaluate(judgement.prepared.program, judgement.facts, judgement.as_of).records
    for entity, records in fresh.of.items():
        for one, other in zip(records, judgement.evaluation.records.of[entity], strict=True):
            slots = [slot for slot in type(one).__slots__ if slot[0] in "fc"]
            assert [getattr(one, slot) for slot in slots] == [getattr(other, slot) for slot in slots]
    return tried


@settings(max_examples=25)
@given(randoms)
def test_the_bench_decides_as_deciding_everything_does(random: Random) -> None:
    bench_agrees(random)


@pytest.mark.parametrize("start", [0, pytest.param(1_000, marks=pytest.mark.slow)])
def test_the_bench_decides_so_on_many(start: int) -> None:
    assert sum(bench_agrees(Random(seed)) for seed in range(start, start + (25 if start == 0 else 300))) > 300
