"""Explanations of what rests on much: told as deep as can be read, once each, with where the rest is told."""

from __future__ import annotations

from datetime import date

import pytest

from engine.decision.decide import Judgement, Prepared, judge
from engine.evaluation.compile import compile_rules
from engine.reports.explain import MOST_LEVELS
from engine.reports.reporter import View, reporter
from engine.reports.traces import levels_below
from engine.source.read import parse
from engine.source.text import Lang
from facts.read import read_node
from facts.vocabulary import vocabulary
from tests.book import Book


def judged(rules: int, *, each: str = "c{}") -> Judgement:
    """Judge a demand that rests on a conclusion that rests on a conclusion, `rules` of them; `each`: its condition."""
    book = Book(vocabulary())
    for index in range(rules):
        book.rule("tilbud", when=each.format(index - 1, index - 1) if index else "akuttilbud", concludes=f"c{index}")
    book.rule("tilbud", require=f"c{rules - 1}")
    facts = read_node(parse("tilbud: [{id: t, akuttilbud: nej}]", "f.yaml").root)
    return judge(Prepared(compile_rules(book.rulebook()), None, None), facts, date(2017, 6, 1))


def explained(judgement: Judgement, lang: Lang = "en") -> list[str]:
    demand = next(d for d in judgement.decisions if not d.rule.is_conclusion)
    return str(reporter("text").explain(judgement, demand, View(lang, "full"))).splitlines()


def unfolded(lines: list[str]) -> str:
    """Give the text of a tree on one line."""
    return " ".join(" ".join(lines).replace("├──", " ").replace("│", " ").replace("└──", " ").split())


@pytest.mark.parametrize("rules", [200, 1500])
def test_a_deep_chain_is_told_to_a_depth_that_can_be_read(rules: int) -> None:
    judgement = judged(rules)
    lines = explained(judgement)
    last = rules - 1 - MOST_LEVELS // 2
    told = unfolded(lines)
    assert [index for index in range(last, rules) if f"c{index} = no" not in told] == []
    assert f"… {2 * (last + 1):,} levels deeper: klausul explain --rule a/c{last} --subject t" in told
    assert f"c{last - 1} " not in told
    assert "niveauer dybere: klausul explain" in unfolded(explained(judgement, "da"))


def test_what_is_just_not_too_deep_is_told_in_full() -> None:
    assert "deeper" not in unfolded(explained(judged(MOST_LEVELS // 2)))
    assert "deeper" in unfolded(explained(judged(MOST_LEVELS // 2 + 1)))


def test_a_conclusion_that_is_rested_on_twice_is_told_once() -> None:
    lines = explained(judged(60, each="c{} or (c{} and nyetableret)"))
    assert len(lines) < 200
    told = unfolded(lines)
    assert "as above" in told


def test_the_levels_of_a_trace() -> None:
    judgement = judged(2)
    demand = next(d for d in judgement.decisions if not d.rule.is_conclusion)
    assert levels_below(judgement.trace(demand)) == 5  # c1, its rule, c0, its rule, the fact
