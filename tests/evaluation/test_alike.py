"""Decisions with the same number were settled by the same values: what the trace of one says holds for all."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from engine.evaluation import alike
from engine.evaluation.alike import values_in
from engine.evaluation.compile import compile_rules
from engine.evaluation.evaluate import Evaluation, evaluate
from engine.evaluation.explain import Explainer
from engine.evaluation.trace import Step, below
from tests.book import Book
from tests.evaluation.one import AS_OF, VOCABULARY, fact_set, subject
from tests.evaluation.test_properties import some_case

Told = tuple[object, ...]


def numbered(evaluation: Evaluation) -> dict[int | None, list[tuple[str, str, Told | None]]]:
    """Give for each number the settled decisions that have it: the rule, the way, and what settled them."""
    explainer, found = Explainer(evaluation), dict[int | None, list[tuple[str, str, Told | None]]]()
    for id_ in evaluation.program.order:
        rule = evaluation.program.rulebook.rules[id_]
        for record, way in zip(evaluation.records.of[rule.subject], evaluation.ways[id_], strict=True):
            if way.settled:
                step = explainer.settling(rule, record, way)
                told = None if step is None else seen(step)
                found.setdefault(explainer.number(rule, record, way), []).append((id_, str(way), told))
    return found


def seen(step: Step) -> Told:
    """Give everything in a step that a line could tell of, but where it stands and whose facts they are."""
    return tuple((one.node.text, one.value, [e.subject for e in one.elements]) for one in below(step))


def check(evaluation: Evaluation) -> int:
    """See that all with one number are told the same; give how many share theirs."""
    shared = 0
    for number, decisions in numbered(evaluation).items():
        assert number is None or len({repr(each) for each in decisions}) == 1
        shared += len(decisions) - 1 if number is not None else 0
    return shared


def with_near_twins(random: Random) -> Evaluation:
    """Give a random case in which for every subject there are two more that differ from it in one fact at most."""
    program, facts, as_of = some_case(random)
    subjects = {entity: dict(of) for entity, of in facts.subjects.items()}
    for of in subjects.values():
        for one in list(of.values()):
            name = random.choice(["id", *one.values])
            others = [other.values[name] for other in of.values() if name in other.values]
            values = {**one.values, name: random.choice(others)} if name != "id" else dict(one.values)
            for id_ in (f"{one.id}_a", f"{one.id}_b"):
                of[id_] = replace(one, id=id_, values={**values, "id": id_})
    return evaluate(program, replace(facts, subjects=subjects), as_of)


def test_what_has_one_number_is_told_the_same() -> None:
    assert sum(check(with_near_twins(Random(seed))) for seed in range(60)) > 300


@pytest.mark.slow
def test_what_has_one_number_is_told_the_same_in_many_cases() -> None:
    assert sum(check(with_near_twins(Random(seed))) for seed in range(1_000, 1_400)) > 2_500


def numbers(require: str, *facts: dict[str, int]) -> list[int | None]:
    """Give the numbers of a demand on cases with these facts."""
    book = Book(VOCABULARY)
    rule = book.rule("sag", require=require)
    cases = [subject("sag", f"s{at}", **each) for at, each in enumerate(facts)]
    evaluation = evaluate(compile_rules(book.rulebook()), fact_set(*cases), AS_OF)
    explainer = Explainer(evaluation)
    return [
        explainer.number(rule, record, way)
        for record, way in zip(evaluation.records.of["sag"], evaluation.ways[rule.id], strict=True)
    ]


def test_only_what_the_part_rests_on_counts() -> None:
    one, other, third = numbers("a > 1", {"a": 2, "b": 1}, {"a": 2, "b": 5}, {"a": 3, "b": 1})
    assert one == other != third


def test_a_long_part_is_like_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    book = Book(VOCABULARY)
    rule = book.rule("mappe", require="count(sager) >= 0")
    case = [subject("mappe", "m"), *(subject("sag", f"s{at}", del_af="m") for at in range(5))]
    evaluation = evaluate(compile_rules(book.rulebook()), fact_set(*case), AS_OF)
    record, way = evaluation.records.of["mappe"][0], evaluation.ways[rule.id][0]
    step = Explainer(evaluation).settling(rule, record, way)
    assert step is not None
    values = values_in(step)
    assert isinstance(values, tuple)
    monkeypatch.setattr(alike, "LONGEST", len(values))
    assert Explainer(evaluation).number(rule, record, way) == 0
    monkeypatch.setattr(alike, "LONGEST", len(values) - 1)
    assert Explainer(evaluation).number(rule, record, way) is None
