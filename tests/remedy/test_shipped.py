"""The breaches in the shipped rule tests and examples: each change holds, and those without one are listed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import engine
from engine.decision.decide import Judgement, Prepared, judge
from engine.evaluation.compile import compile_rules
from engine.remedy.remedies import Remedies
from engine.rulebook.load import load
from engine.ruletest.run import run_tests
from facts.read import read_facts
from facts.vocabulary import vocabulary
from tests.remedy.again import again, pair

ROOT = Path(engine.__file__).parent.parent
EXAMPLES = sorted((ROOT / "facts" / "examples").glob("*.yaml"))
WITHOUT = Path(__file__).with_name("without-a-change.txt")
"""What was reviewed by hand: where no change of one fact will do."""


@pytest.fixture(scope="module")
def prepared() -> Prepared:
    return Prepared(compile_rules(load(ROOT / "rules", vocabulary())), None, None)


def found_in(judgement: Judgement) -> Iterator[tuple[str, str, bool]]:
    """Give rule and subject of each breach, and whether a change was found, which is tried on all decisions."""
    remedies = Remedies(judgement)
    for decision in judgement.decisions:
        if decision.outcome != "breached":
            continue
        changes = remedies.changes(decision)
        assert not changes.unproven
        for change in changes.found:
            field = judgement.facts.vocabulary.field(change.key.subject.entity, change.key.field)
            assert not field.given
            assert again(judgement, {change.key: change.after})[pair(decision)] == "met"
        yield *pair(decision), bool(changes.found)


def held_against(name: str, found: list[tuple[str, bool]]) -> None:
    """Hold the breaches without a change against the list of them."""
    without = [line for line, has_one in found if not has_one]
    text = f"{len(without)} of {len(found)}\n" + "".join(f"{line}\n" for line in without)
    path = WITHOUT.with_stem(f"{WITHOUT.stem}-{name}")
    if os.environ.get("KLAUSUL_ACCEPT"):
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


def test_the_examples(prepared: Prepared) -> None:
    found = []
    for path in EXAMPLES:
        facts = read_facts([path])
        assert facts.as_of
        judgement = judge(prepared, facts, facts.as_of)
        found += [(f"{path.stem}: {rule} {subject}", has_one) for rule, subject, has_one in found_in(judgement)]
    held_against("examples", found)


@pytest.mark.slow
def test_the_rule_tests(prepared: Prepared) -> None:
    found = []
    for case, judgement in run_tests(prepared, ROOT / "rules").judged:
        found += [(f"{rule} {subject}: {case.full_name.en}", has_one) for rule, subject, has_one in found_in(judgement)]
    held_against("rule-tests", found)
