"""One decision of every outcome as people read it: in both languages, at every depth, as text and as Markdown.

A file in expected/outcomes/ holds all of one decision in one language. KLAUSUL_ACCEPT=1 writes them anew.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.decision.decide import Judgement, judge, prepare
from engine.reports.picked import verdict
from engine.reports.reporter import DETAILS, View, reporter
from engine.reports.words import SEVERITY
from engine.rulebook.load import load
from engine.source.text import Lang
from facts.read import read_facts
from facts.vocabulary import vocabulary
from tests.reports.test_reports import compare, the

FOLDER = Path(__file__).parent / "outcomes"
CASES = {
    "met": ("graense", "god", "met"),
    "breached": ("graense", "dyr", "breached"),
    "breached-narrowly": ("graense", "knap", "breached"),
    "remark-should": ("anbefaling", "dyr", "remark"),
    "remark-may": ("mulighed", "dyr", "remark"),
    "exempt": ("graense", "ny", "exempt"),
    "not-applicable": ("graense", "gammel", "not_applicable"),
    "not-in-force-yet": ("senere", "god", "not_applicable"),
    "not-in-force-any-more": ("tidligere", "god", "not_applicable"),
    "undetermined-missing": ("graense", "uvis", "undetermined"),
    "undetermined-left-open": ("aabent", "god", "undetermined"),
    "undetermined-not-worked-out": ("graense", "nul", "undetermined"),
    "deviating": ("graense", "aftalt", "deviation"),
    "deviation-ended": ("graense", "udloebet", "breached"),
    "met-to-be-judged": ("vurdering", "god", "met"),
    "breached-to-be-judged": ("vurdering", "dyr", "breached"),
    "undetermined-to-be-judged": ("vurdering", "nul", "undetermined"),
    "open-by-readings": ("graense-laest", "dyr", "breached"),
    "true": ("omfattet", "god", "true"),
    "false": ("omfattet", "gammel", "false"),
    "unknown": ("omfattet", "uvis", "unknown"),
}
"""What is shown: the rule and subject of a decision, and how it comes out."""
LANGS: tuple[Lang, ...] = ("da", "en")


@pytest.fixture(scope="module")
def outcomes() -> Judgement:
    """The decisions on the facts in outcomes/ by its rules."""
    facts = read_facts([FOLDER / "facts.yaml"])
    assert facts.as_of
    judgement = judge(prepare(load(FOLDER / "rules", vocabulary())), facts, facts.as_of)
    judgement.find_alternatives()
    return judgement


def test_every_outcome_is_shown() -> None:
    assert {outcome for _, _, outcome in CASES.values()} == set(SEVERITY)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", CASES)
def test_outcome(outcomes: Judgement, name: str, lang: Lang) -> None:
    rule, subject, outcome = CASES[name]
    decision = the(outcomes, f"takst/{rule}", subject)
    assert verdict(decision) == outcome
    told = [
        f"==== {form}, {detail}\n{reporter(form).explain(outcomes, decision, View(lang, detail))}"
        for form in ("text", "markdown")
        for detail in DETAILS
    ]
    compare(f"outcomes/{name}.{lang}.txt", "\n".join(told))
