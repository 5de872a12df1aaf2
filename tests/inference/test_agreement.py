"""Evaluator and inference draw the same conclusions, on random rulebooks and facts."""

from __future__ import annotations

import multiprocessing
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from engine.evaluation.compile import compile_rules
from engine.evaluation.evaluate import evaluate
from engine.evaluation.explain import Disagreement
from engine.inference.infer import second_opinion
from engine.inference.plan import plan
from engine.source.problem import Problems
from tests.book import Book
from tests.evaluation.one import VOCABULARY, fact_set, subject
from tests.generate import AS_OF, some_facts, some_rulebook, some_vocabulary

pytest.importorskip("durable_rules_engine", exc_type=ImportError)


def agreed(seeds: range, fact_sets: int) -> int:
    """Give how many decisions both agreed on; Disagreement is raised on the first they do not. Rulesets stay."""
    count = 0
    for seed in seeds:
        random = Random(seed)
        vocabulary = some_vocabulary(random)
        rulebook = some_rulebook(random, vocabulary)
        try:
            planned = plan(rulebook)
        except Problems:
            continue
        program = compile_rules(rulebook)
        for _ in range(fact_sets):
            evaluation = evaluate(program, some_facts(random, vocabulary), random.choice(AS_OF))
            count += second_opinion(planned, evaluation).decisions
    return count


def test_they_agree_on_thousands_of_decisions() -> None:
    assert agreed(range(150), 20) > 15_000


@pytest.mark.slow
def test_they_agree_on_very_many_decisions() -> None:
    # One ruleset takes 0.4 MB that is never given back, so processes are not kept. (A ProcessPoolExecutor with
    # max_tasks_per_child hangs on Python 3.11; a Pool does not.)
    parts = [(range(start, start + 50), 20) for start in range(10_000, 11_000, 50)]
    with multiprocessing.get_context("spawn").Pool(2, maxtasksperchild=4) as pool:
        assert sum(pool.starmap(agreed, parts, chunksize=1)) > 100_000


def test_a_difference_is_told() -> None:
    random = Random(3)
    vocabulary = some_vocabulary(random)
    book = Book(vocabulary)
    book.rule("e0", require='id != "e0-0"')
    facts = some_facts(random, vocabulary)
    while len(facts.subjects["e0"]) < 2:
        facts = some_facts(random, vocabulary)
    evaluation = evaluate(compile_rules(book.rulebook()), facts, date(2017, 6, 1))
    planned = plan(book.rulebook())
    assert second_opinion(planned, evaluation).decisions == len(facts.subjects["e0"])
    turned = replace(evaluation, ways={id_: ways[::-1] for id_, ways in evaluation.ways.items()})
    with pytest.raises(Disagreement, match="a/r0 on e0 e0-0: met against breached"):
        second_opinion(planned, turned)


def test_conditions_are_told_apart_by_what_they_mean() -> None:
    book = Book(VOCABULARY)
    book.rule("sag", "ja", concludes="a0")  # once the name of a condition
    book.rule("sag", require='not jo and a0 and navn = "a b" and not navn = "a  b"')
    book.terms["sag", "t"] = "a0"
    book.rule("sag", "t", concludes="a1")
    book.rule("sag", "t", require="t = true and a1")
    facts = fact_set(subject("sag", "x", ja=True, jo=False, navn="a b"))
    evaluation = evaluate(compile_rules(book.rulebook()), facts, AS_OF[0])
    assert {way.outcome for ways in evaluation.ways.values() for way in ways} == {"true", "met"}
    second_opinion(plan(book.rulebook()), evaluation)
