"""The shipped rules: they load, their tests hold, and each rule's tests reach every outcome that it can have."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

import engine
from engine.decision.decide import Prepared, prepare
from engine.evaluation.ways import CONCLUSION, REQUIREMENT
from engine.reports.explain import trace_report
from engine.reports.rules import differences_text
from engine.rulebook.load import load
from engine.rulebook.model import Rule
from engine.ruletest.run import Outcome, run_tests
from facts.vocabulary import vocabulary

RULES = Path(engine.__file__).parent.parent / "rules"
REGISTER = Path(__file__).with_name("register.txt").read_text("utf-8").split()
"""The ids of all operative clauses of the five documents."""


@pytest.fixture(scope="module")
def shipped() -> Prepared:
    return prepare(load(RULES, vocabulary()))


@pytest.fixture(scope="module")
def outcome(shipped: Prepared) -> Outcome:
    return run_tests(shipped, RULES)


def test_every_clause_of_the_register_has_its_rule(shipped: Prepared) -> None:
    assert set(REGISTER) - set(shipped.rulebook.rules) == set()
    # Two more draw together what several of them need: the scope, and whether a result is beyond 5 %.
    assert set(shipped.rulebook.rules) - set(REGISTER) == {"rammeaftale/omfang", "takst/over-fem-procent"}


def test_their_tests_hold(outcome: Outcome) -> None:
    assert outcome.cases > 0
    told = [differences_text(d, "en") + trace_report(d, "en") for d in outcome.differences]
    assert not told, "\n".join(told)


def test_every_rule_file_has_its_tests() -> None:
    files = {path for path in RULES.glob("*/*.yaml") if not path.name.endswith("_test.yaml")}
    assert {path for path in files if not path.with_name(f"{path.stem}_test.yaml").exists()} == set()


def test_every_requirement_says_what_puts_it_right(shipped: Prepared) -> None:
    assert [r.id for r in shipped.rulebook.rules.values() if not r.is_conclusion and r.remedy is None] == []


def possible(rule: Rule) -> set[str]:
    """Give the outcomes that a rule's shape allows."""
    if rule.is_conclusion:
        return set(CONCLUSION)
    left_out = set() if rule.unless else {"exempt"}
    if rule.when is None and rule.period.start is None and rule.period.end is None:
        left_out.add("not_applicable")
    return set(REQUIREMENT) - left_out


def test_every_outcome_of_every_rule_is_asserted(shipped: Prepared, outcome: Outcome) -> None:
    asserted: dict[str, set[str]] = defaultdict(set)
    for case, _ in outcome.judged:
        for expected in case.expected:
            if expected.what == "outcome":
                asserted[expected.rule].add(str(expected.value))
    rules = shipped.rulebook.rules.values()
    assert {rule.id: left for rule in rules if (left := possible(rule) - asserted[rule.id])} == {}
