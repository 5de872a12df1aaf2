"""Decisions with the same number were settled by the same values: what the trace of one says holds for all."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from engine.evaluation import alike
from engine.evaluation.compile import compile_rules
from engine.evaluation.evaluate import Evaluation, evaluate
from engine.evaluation.explain import Explainer, settling_node
from engine.evaluation.trace import Step, below
from engine.evaluation.ways import Way
from facts.factset import FactSet
from tests.book import Book
from tests.evaluation.one import AS_OF, VOCABULARY, fact_set, subject
from tests.evaluation.test_properties import some_case

Told = tuple[object, ...]


def numbered(evaluation: Evaluation) -> dict[int, list[tuple[str, str, Told | None]]]:
    """Give for each number the settled decisions that have it: the rule, the way, and what settled them."""
    explainer, found = Explainer(evaluation), dict[int, list[tuple[str, str, Told | None]]]()
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
    for decisions in numbered(evaluation).values():
        assert len({repr(each) for each in decisions}) == 1
        shared += len(decisions) - 1
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


def rests_on(evaluation: Evaluation) -> dict[tuple[str, str], tuple[Way, object, Told]]:
    """Give for each decision that a part settled: its way, the values that the part rests on, what it told."""
    explainer, found = Explainer(evaluation), dict[tuple[str, str], tuple[Way, object, Told]]()
    for id_ in evaluation.program.order:
        rule = evaluation.program.rulebook.rules[id_]
        for record, way in zip(evaluation.records.of[rule.subject], evaluation.ways[id_], strict=True):
            node = settling_node(rule, way) if way.settled else None
            step = explainer.settling(rule, record, way) if node else None
            if node and step:
                found[id_, record.subject.id] = way, explainer.reads.of(node)(record), seen(step)
    return found


def with_one_fact_less(random: Random, facts: FactSet) -> FactSet:
    """Give the facts without a random one."""
    known = [(entity, id_) for entity, of in facts.subjects.items() for id_ in of]
    if not known:
        return facts
    entity, id_ = random.choice(known)
    one = facts.subjects[entity][id_]
    gone = random.choice(list(one.values))
    left = {name: value for name, value in one.values.items() if name != gone or name == "id"}
    changed = {**facts.subjects[entity], one.id: replace(one, values=left)}
    return replace(facts, subjects={**facts.subjects, entity: changed})


def check_one_less(seed: int) -> int:
    """See that what is told changes only where a value changes that the part is said to rest on."""
    random, same = Random(seed), 0
    program, facts, as_of = some_case(random)
    before = rests_on(evaluate(program, facts, as_of))
    for _ in range(6):
        after = rests_on(evaluate(program, with_one_fact_less(random, facts), as_of))
        for key in before.keys() & after.keys():
            if before[key][:2] == after[key][:2]:
                assert before[key][2] == after[key][2], key
                same += 1
    return same


def test_what_is_told_rests_on_nothing_else() -> None:
    assert sum(check_one_less(seed) for seed in range(60)) > 1_000


@pytest.mark.slow
def test_what_is_told_rests_on_nothing_else_in_many_cases() -> None:
    assert sum(check_one_less(seed) for seed in range(1_000, 1_500)) > 8_000


def numbers(require: str, *facts: dict[str, int]) -> list[int]:
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


def test_what_goes_over_many_is_like_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    book = Book(VOCABULARY)
    rule = book.rule("mappe", require="count(sager) >= 0")
    case = [subject("mappe", "m"), *(subject("sag", f"s{at}", del_af="m") for at in range(5))]
    evaluation = evaluate(compile_rules(book.rulebook()), fact_set(*case), AS_OF)
    record, way = evaluation.records.of["mappe"][0], evaluation.ways[rule.id][0]

    def twice() -> list[int]:
        explainer = Explainer(evaluation)
        first = explainer.number(rule, record, way)
        explainer.numbered = None  # as though another had been asked for
        return [first, explainer.number(rule, record, way)]

    monkeypatch.setattr(alike, "MOST", 5)
    assert twice() == [0, 0]
    monkeypatch.setattr(alike, "MOST", 4)
    assert twice() == [0, 1]
