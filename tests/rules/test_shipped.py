"""The shipped rules: they load, their tests hold, and reach all that there is in them to reach."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

import engine
from engine.decision.decide import Prepared, prepare
from engine.reports.coverage import coverage_report
from engine.reports.explain import trace_report
from engine.reports.rules import differences_text
from engine.rulebook.load import load
from engine.ruletest.coverage import coverage
from engine.ruletest.format import case_files, read_cases
from engine.ruletest.run import Outcome, run_tests
from engine.source.text import Lang
from facts.vocabulary import vocabulary

RULES = Path(engine.__file__).parent.parent / "rules"
REGISTER = Path(__file__).with_name("register.txt").read_text("utf-8").split()
"""The ids of all operative clauses of the five documents."""
WORD = re.compile(r"\b[a-zæøå]{2}")
"""What names of places and figures do not have."""
ENGLISH = re.compile(r"\b(and|is|known|not|of|offering|tariff|the|whether)\b")
DANISH = re.compile(r"\b(af|er|det|ikke|kendes|og|takst|tilbud|ved)\b")
FIELD = re.compile(r"_|aa|ae|oe(?!ns?\b|rne\b)")
"""Letters as the fields of the facts are spelt; `datoen` and `datoerne` are not."""
FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
DANISH_POINTS = str.maketrans(".,", ",.")


def figures(text: str) -> list[str]:
    """Give the figures in an English text, in order of their digits."""
    return sorted(FIGURE.findall(text))


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


@pytest.mark.parametrize("path", case_files(RULES), ids=lambda path: path.relative_to(RULES).as_posix())
def test_their_texts_are_in_both_languages(path: Path) -> None:
    """None is left in the other language, in the spelling of the facts' fields, or with another figure."""
    cases = read_cases(path, RULES)
    texts = [case.name for case in cases] + [excuse.why for case in cases for excuse in case.excuses]
    assert [text for text in texts if text.da == text.en and WORD.search(text.da)] == []
    assert [text for text in texts if ENGLISH.search(text.da) or DANISH.search(text.en)] == []
    assert [text for text in texts if FIELD.search(text.da) or "_" in text.en] == []
    assert [text for text in texts if figures(text.da.translate(DANISH_POINTS)) != figures(text.en)] == []


@pytest.mark.parametrize("lang", get_args(Lang))
@pytest.mark.parametrize("path", case_files(RULES), ids=lambda path: path.relative_to(RULES).as_posix())
def test_no_two_tests_of_a_file_have_the_same_name(path: Path, lang: Lang) -> None:
    told = Counter(case.full_name.to(lang) for case in read_cases(path, RULES))
    assert [name for name, count in told.items() if count > 1] == []


def test_every_requirement_says_what_puts_it_right(shipped: Prepared) -> None:
    assert [r.id for r in shipped.rulebook.rules.values() if not r.is_conclusion and r.remedy is None] == []


def test_their_tests_reach_everything(shipped: Prepared, outcome: Outcome) -> None:
    found = coverage(shipped, outcome)
    assert len(found.rules) == len(shipped.rulebook.rules)
    assert found.is_complete, coverage_report(found, "en")
