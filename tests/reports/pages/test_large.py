"""The dossier of a check of thousands of decisions: what is grave is told, the rest counted, and the page says so."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from benchmarks.portfolio import Gaps, Size, portfolio
from engine.decision.decide import Decision, Judgement, Prepared, judge
from engine.reports.pages.dossier import dossier_html, dossier_pdf
from engine.reports.pages.dossier.build import dossier
from engine.reports.pages.dossier.extent import (
    MOST_ALIKE,
    MOST_ELEMENTS,
    MOST_GISTS,
    MOST_OPEN,
    MOST_TREES,
    MOST_WHOLE,
    extent_of,
    extent_on_paper,
)
from engine.reports.pages.dossier.model import Dossier, Told
from engine.reports.picked import QUIET, verdict
from engine.reports.reporter import Detail, View
from engine.source.text import Lang
from tests.reports.pages.conftest import LANGS
from tests.reports.pages.parsed import parse, text_of
from tests.reports.pages.test_dossier import squeezed, written


@pytest.fixture(scope="module")
def large(shipped: Prepared) -> Judgement:
    """A portfolio with more decisions than are told one by one."""
    facts = portfolio(Size(2, 24, 95), Gaps(used_by_others=30, costs=20, places=5))
    assert facts.as_of
    judgement = judge(shipped.alone(), facts, facts.as_of)
    assert len(judgement.decisions) > MOST_WHOLE
    return judgement


def told(judgement: Judgement, detail: Detail = "short", lang: Lang = "en", **settings: Any) -> Dossier:
    """Give the dossier for the screen."""
    return dossier(judgement, View(lang, detail, **settings), extent_of(judgement, detail, **settings))


def printed(judgement: Judgement, detail: Detail = "short") -> Dossier:
    """Give the dossier for paper."""
    return dossier(judgement, View("en", detail), extent_on_paper(judgement, detail))


def anchors(made: Dossier) -> list[str]:
    return [each.anchor for operator in made.operators for of in operator.subjects for each in of.decisions]


def trees(made: Dossier) -> list[Told]:
    decisions = (each for operator in made.operators for of in operator.subjects for each in of.decisions)
    return [each for each in decisions if isinstance(each, Told) and each.trace]


def grave(judgement: Judgement) -> list[Decision]:
    return [decision for decision in judgement.decisions if verdict(decision) not in QUIET]


def first(judgement: Judgement, count: int) -> Judgement:
    return replace(judgement, decisions=judgement.decisions[:count])


def test_up_to_the_bound_every_decision_has_its_tree(large: Judgement) -> None:
    made = told(first(large, MOST_WHOLE))
    assert len(anchors(made)) == len(trees(made)) == MOST_WHOLE
    assert made.left_out == ()
    assert all(operator.rules == () for operator in made.operators)


def test_above_it_what_is_grave_is_told_and_the_rest_counted(large: Judgement) -> None:
    over = first(large, MOST_WHOLE + 1)
    assert len(anchors(told(over))) == len(grave(over)) < MOST_WHOLE
    made = told(large)
    assert len(anchors(made)) == len(grave(large))
    assert len(trees(made)) == min(MOST_TREES, len(grave(large)))
    quiet = len(large.decisions) - len(grave(large))
    assert made.left_out[0].startswith(f"{quiet} of {len(large.decisions)} decisions are only counted")
    left = sum(int(operator.left_out.split()[0]) for operator in made.operators)
    assert left == quiet
    assert "--all" in made.left_out[0]


def test_trees_go_to_the_gravest_and_name_so_many_related(large: Judgement) -> None:
    made = trees(told(large))
    breaches = sum(verdict(decision) == "breached" for decision in large.decisions)
    assert 0 < breaches < MOST_TREES
    assert sum(each.outcome.name == "breached" for each in made) == breaches
    more = [line.text for each in made for line in each.trace if "klausul explain" in line.text]
    assert more
    whole = sum(len(each.trace) for each in trees(told(large, "full")) if each.anchor in {each.anchor for each in made})
    assert sum(len(each.trace) for each in made) < whole
    assert MOST_ELEMENTS > 1


def test_counts_by_rule_are_all_requirements(large: Judgement) -> None:
    made = told(large)
    for outcome, index in ((each.name, number) for number, each in enumerate(made.summary.outcomes)):
        counted = sum(rule.counts[index] for operator in made.operators for rule in operator.rules)
        assert counted == sum(verdict(decision) == outcome for decision in large.requirements)


def test_everything_has_a_sentence_where_it_is_asked_for(large: Judgement) -> None:
    made = told(large, everything=True)
    assert len(anchors(made)) == len(large.decisions)
    assert len(trees(made)) == MOST_TREES
    assert len(made.left_out) == 1
    assert made.left_out[0].startswith(f"{len(large.decisions) - MOST_TREES} decisions have a sentence")


def test_in_full_everything_has_its_tree(large: Judgement) -> None:
    made = told(large, "full")
    assert len(trees(made)) == len(anchors(made)) == len(large.decisions)
    assert made.left_out == ()


@pytest.mark.parametrize("lang", LANGS)
def test_a_summary_is_counts(large: Judgement, lang: Lang) -> None:
    page = parse(dossier_html(large, View(lang, "summary")))
    assert page.all("details", "article", "figure") == []
    assert "opsummering" in page.ids
    assert "afgoerelser" not in page.ids
    assert {element.attrib["href"][1:] for element in page.all("a")} <= set(page.ids)
    assert any("--detail short" in text_of(element) for element in page.all("p"))
    assert "--detail short" in printed(large, "summary").left_out[0]


def test_open_decisions_that_lack_the_same_stand_together(large: Judgement) -> None:
    open_ones = [decision for decision in large.requirements if verdict(decision) == "undetermined"]
    assert len(open_ones) > MOST_OPEN
    found = told(large).open
    assert found.count == len(open_ones)
    assert found.decisions == ()
    assert sum(each.count for each in found.alike) == len(open_ones)
    assert max(each.count for each in found.alike) > 1
    assert len({(each.why, each.operator) for each in found.alike}) == len(found.alike) <= MOST_ALIKE
    few = replace(large, decisions=tuple(open_ones[:MOST_OPEN]))
    assert len(told(few).open.decisions) == MOST_OPEN
    assert told(few).open.alike == ()


def test_more_than_so_many_lines_and_gists_are_counted(large: Judgement, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.reports.pages.dossier.open.MOST_ALIKE", 2)
    monkeypatch.setattr("engine.reports.pages.dossier.told.MOST_GISTS", 1)
    made = told(large)
    shown = sum(each.count for each in made.open.alike)
    assert made.open.left_out.startswith(f"{made.open.count - shown} more undetermined decisions")
    breaches = made.groups[0]
    assert len(breaches.decisions) == 1
    assert breaches.left_out.startswith(f"{breaches.count - 1} more")
    assert MOST_GISTS > 1


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_conforms(large: Judgement, lang: Lang) -> None:
    page = parse(dossier_html(large, View(lang)))
    assert [id_ for id_, count in Counter(page.ids).items() if count > 1] == []
    assert {element.attrib["href"][1:] for element in page.all("a")} <= set(page.ids)


@pytest.mark.parametrize("detail", ["short", "full"])
def test_paper_tells_breaches_and_counts_the_rest(large: Judgement, detail: Detail) -> None:
    made = printed(large, detail)
    assert anchors(made) == []
    assert len(made.groups[0].decisions) == sum(verdict(decision) == "breached" for decision in large.decisions)
    assert "HTML" in made.left_out[0]


def test_paper_says_what_it_leaves_out(large: Judgement) -> None:
    text = written(dossier_pdf(large, View("en")))
    assert squeezed(f"The {len(large.decisions)} decisions stand here only as counts") in text
    for gist in printed(large).groups[0].decisions:
        assert squeezed(gist.why) in text
