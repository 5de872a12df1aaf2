"""What is compiled: nothing but the engine's own code, never deeper than Python can, and the same on every run."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engine.evaluation.compile import compile_rules
from engine.evaluation.evaluate import evaluate
from engine.evaluation.explain import Disagreement, Explainer
from engine.source.problem import Problems
from tests.book import Book
from tests.evaluation.one import AS_OF, VOCABULARY, fact_set, of_book, subject


def test_no_name_or_text_of_a_rule_file_is_run() -> None:
    book = Book(VOCABULARY)
    rule = book.rule("sag", require="navn != \"\\ ' + __import__('os') #\"")
    text = "a\nraise SystemExit\n/r0"  # a folder may be called anything
    rulebook = replace(book.rulebook(), rules={text: replace(rule, id=text)}, order=(text,))
    program = compile_rules(rulebook)
    assert "\nraise" not in program.source
    assert evaluate(program, fact_set(subject("sag", "x", navn="a")), AS_OF).ways[text][0].outcome == "met"


def test_loops_deeper_than_python_can_are_a_problem_with_a_place() -> None:
    book = Book(VOCABULARY)
    inner = "kr > 0 kr"
    for _ in range(12):
        inner = f"any({inner} over del_af.sager)"
    book.rule("sag", require=inner)
    assert of_book(book, fact_set(subject("mappe", "m"), subject("sag", "x", del_af="m", kr=1)))[0].way.outcome == "met"
    for _ in range(12):
        inner = f"any({inner} over del_af.sager)"
    book.rule("sag", require=inner)
    with pytest.raises(Problems) as caught:
        compile_rules(book.rulebook())
    assert [(problem.code, problem.place.file) for problem in caught.value.problems] == [
        ("rule-too-deep", "rules.yaml")
    ]


def test_deep_conditions_are_fine() -> None:
    inner = "ja"
    for level in range(16):
        inner = f"({inner} {'or' if level % 2 else 'and'} (if jo then ja else not jo))"
    book = Book(VOCABULARY)
    book.rule("sag", require=inner)
    assert of_book(book, fact_set(subject("sag", "x", ja=True, jo=True)))[0].way.outcome == "met"


def test_a_fact_is_loaded_and_a_term_worked_out_once() -> None:
    book = Book(VOCABULARY)
    book.terms["mappe", "samlet"] = "sum(kr over sager)"
    book.rule("mappe", when="ja", require="samlet > 0 kr and samlet < 5 kr and (ja or samlet = 2 kr)")
    source = compile_rules(book.rulebook()).source
    assert source.count("members(") == 1
    assert source.count(".f_ja") == 1


def test_an_explainer_tells_when_the_code_was_wrong() -> None:
    book = Book(VOCABULARY)
    rule = book.rule("sag", require="ja")
    facts = fact_set(subject("sag", "x", ja=True), subject("sag", "y", ja=False))
    evaluation = evaluate(compile_rules(book.rulebook()), facts, AS_OF)
    turned = replace(evaluation, ways={rule.id: evaluation.ways[rule.id][::-1]})
    with pytest.raises(Disagreement) as caught:
        Explainer(turned).trace(rule, turned.records.find("sag", "x"))
    assert (caught.value.rule, caught.value.subject.id) == (rule.id, "x")
    with pytest.raises(KeyError):
        evaluation.records.find("sag", "z")
