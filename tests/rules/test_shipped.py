"""The shipped rules: they load, their tests hold, and reach all that there is in them to reach."""

from __future__ import annotations

from pathlib import Path

import pytest

import engine
from engine.decision.decide import Prepared, prepare
from engine.reports.coverage import coverage_report
from engine.reports.explain import trace_report
from engine.reports.rules import differences_text
from engine.rulebook.load import load
from engine.ruletest.coverage import coverage
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
    # Three more draw together what several of them need: the scope, of tariffs too, and a result beyond 5 %.
    more = {"rammeaftale/omfang", "takst/omfang", "takst/over-fem-procent"}
    assert set(shipped.rulebook.rules) - set(REGISTER) == more


def test_their_tests_hold(outcome: Outcome) -> None:
    assert outcome.cases > 0
    told = [differences_text(d, "en") + trace_report(d, "en") for d in outcome.differences]
    assert not told, "\n".join(told)


def test_every_rule_file_has_its_tests() -> None:
    files = {path for path in RULES.glob("*/*.yaml") if not path.name.endswith("_test.yaml")}
    assert {path for path in files if not path.with_name(f"{path.stem}_test.yaml").exists()} == set()


def test_every_requirement_says_what_puts_it_right(shipped: Prepared) -> None:
    assert [r.id for r in shipped.rulebook.rules.values() if not r.is_conclusion and r.remedy is None] == []


def test_their_tests_reach_everything(shipped: Prepared, outcome: Outcome) -> None:
    found = coverage(shipped, outcome)
    assert len(found.rules) == len(shipped.rulebook.rules)
    assert found.is_complete, coverage_report(found, "en")
