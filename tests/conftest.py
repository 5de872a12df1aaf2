"""Hypothesis: the same examples in every CI run, new ones elsewhere. And the small rulebook that many tests share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from engine.decision.decide import Judgement, Prepared

settings.register_profile("dev", deadline=None)
settings.register_profile(
    "ci", derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci" if os.environ.get("CI") else "dev")

os.environ["KLAUSUL_CACHE"] = ""  # tests read rules, not what an earlier run kept
os.environ.pop("KLAUSUL_LOG", None)  # and record nothing in someone's log

SMALL = Path(__file__).parent / "small"


@pytest.fixture(scope="session")
def small_rules() -> Path:
    """A small rulebook whose decisions on `small_facts` show every outcome."""
    return SMALL / "rules"


@pytest.fixture(scope="session")
def small_facts() -> Path:
    """Facts that bring out every outcome of the small rulebook."""
    return SMALL / "facts.yaml"


@pytest.fixture(scope="session")
def small(small_rules: Path) -> Prepared:
    """The small rulebook, ready to decide."""
    from engine.decision.decide import prepare
    from engine.rulebook.load import load
    from facts.vocabulary import vocabulary

    return prepare(load(small_rules, vocabulary()))


@pytest.fixture(scope="session")
def judged(small: Prepared, small_facts: Path) -> Judgement:
    """The small facts, judged."""
    from engine.decision.decide import judge
    from facts.read import read_facts

    facts = read_facts([small_facts])
    assert facts.as_of
    return judge(small, facts, facts.as_of)
