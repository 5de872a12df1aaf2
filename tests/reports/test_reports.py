"""Reports against the files in expected/: what people read, in both languages. KLAUSUL_ACCEPT=1 writes them anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from engine.decision.decide import Judgement
from engine.decision.files import Asked, judged_from
from engine.passages.copies import copies_in
from engine.reports.clauses import clauses_report
from engine.reports.data import decision_report, json_report
from engine.reports.explain import explain_report
from engine.reports.rules import rule_list, rule_text
from engine.reports.sentences import Sentences
from engine.reports.text import text_report
from engine.reports.verify import verify_data, verify_report
from engine.reports.words import (
    APART,
    ASKED,
    COMPARED,
    DATED,
    MODALITY,
    MORE,
    OUTCOMES,
    PARTS,
    REASONS,
    SEVERITY,
    STYLES,
)
from engine.rulebook.load import load
from engine.rulebook.verify import Finding, verified
from engine.source.text import Lang
from facts.vocabulary import vocabulary
from tests import agreement

EXPECTED = Path(__file__).parent / "expected"
LANGS: tuple[Lang, ...] = ("da", "en")


def compare(name: str, found: str) -> None:
    """Hold a text against the file that says how it should be."""
    path = EXPECTED / name
    if os.environ.get("KLAUSUL_ACCEPT"):
        path.write_text(found, "utf-8")
    assert found == path.read_text("utf-8")


@pytest.fixture
def steady(judged: Judgement) -> Judgement:
    """The judgement, where the inference is installed: its line is part of the reports."""
    if judged.prepared.inference is None:
        pytest.skip("durable_rules is not installed here")
    return judged


@pytest.mark.parametrize("lang", LANGS)
def test_check(steady: Judgement, lang: Lang) -> None:
    compare(f"check.{lang}.txt", text_report(steady, lang))


@pytest.mark.parametrize("lang", LANGS)
def test_check_with_everything(steady: Judgement, lang: Lang) -> None:
    compare(f"check-all.{lang}.txt", text_report(steady, lang, everything=True))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("rule", "subject"),
    [
        ("takst/overhead", "aa-1"),
        ("takst/overhead", "aa-2"),
        ("takst/overhead", "aa-3"),
        ("takst/overhead", "bakken-1"),
        ("takst/overhead", "grenen-1"),
        ("takst/overhead", "grenen-2"),
        ("takst/overhead", "skoven-1"),
        ("takst/hele-kroner", "aa-2"),
        ("takst/naeste-aar", "aa-1"),
        ("rammeaftale/omfang", "bakken"),
    ],
)
def test_explain(judged: Judgement, rule: str, subject: str, lang: Lang) -> None:
    decision = next(d for d in judged.decisions if (d.rule.id, d.subject.id) == (rule, subject))
    compare(f"explain-{rule.replace('/', '-')}-{subject}.{lang}.txt", explain_report(judged, decision, lang))


def test_json(steady: Judgement) -> None:
    compare("check.json", json_report(steady))
    decision = next(d for d in steady.decisions if (d.rule.id, d.subject.id) == ("takst/overhead", "aa-2"))
    compare("decision.json", decision_report(steady, decision))
    decision = next(d for d in steady.decisions if (d.rule.id, d.subject.id) == ("takst/overhead", "skoven-1"))
    compare("decision-open.json", decision_report(steady, decision))


@pytest.mark.parametrize("lang", LANGS)
def test_rules(judged: Judgement, lang: Lang) -> None:
    rulebook = judged.prepared.rulebook
    compare(f"rules.{lang}.txt", rule_list(rulebook, (), lang))
    compare(f"rule.{lang}.txt", rule_text(rulebook, rulebook.rules["takst/overhead"], lang))


def test_a_terminal_gets_colours_and_the_same_words(judged: Judgement, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "110")
    monkeypatch.setenv("TERM", "xterm-256color")
    coloured = text_report(judged, "en", terminal=True)
    assert "\x1b[" in coloured
    assert "\x1b[" not in text_report(judged, "en")


def test_words_are_complete() -> None:
    tables = (ASKED, COMPARED, DATED, MODALITY, OUTCOMES, PARTS, REASONS, *APART.values(), *MORE.values())
    assert all(text.da and text.en for table in tables for text in table.values())
    assert set(SEVERITY) == set(OUTCOMES) == set(STYLES)


def test_an_equality_that_is_met_tells_its_figure_once() -> None:
    example = Path(__file__).parents[2] / "facts" / "examples" / "forslag-2017.yaml"
    judgement = judged_from([example], Asked(rules=("takst/forrentning",)))
    met = next(decision for decision in judgement.decisions if decision.outcome == "met")
    told = Sentences(judgement, "en").why(met)
    assert told.startswith("The interest percentage of the tariff is 1 % (")
    assert told.count("1 %") == 1


NEW_EDITION = (
    agreement.AGREEMENT.replace("6,1 %", "6,2 %")
    .replace("Opsigelse sker skriftligt", "Opsagt bliver der mundtligt")
    .replace("måned plus én måned", "måned")
)


@pytest.fixture
def findings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Finding]:
    """What a new edition of the small agreement gives."""
    rulebook = load(agreement.rules_in(tmp_path), vocabulary())
    agreement.copies_in(tmp_path, NEW_EDITION)
    monkeypatch.chdir(tmp_path)
    return verified(rulebook, copies_in(Path("copies"), ["legeaftale"]))


@pytest.mark.parametrize("lang", LANGS)
def test_verify(findings: list[Finding], lang: Lang) -> None:
    compare(f"verify.{lang}.txt", verify_report(findings, lang))


def test_verify_as_json(findings: list[Finding]) -> None:
    compare("verify.json", verify_data(findings))


@pytest.mark.parametrize("lang", LANGS)
def test_coverage_by_clause(tmp_path: Path, lang: Lang) -> None:
    compare(f"clauses.{lang}.txt", clauses_report(load(agreement.rules_in(tmp_path), vocabulary()), lang))


@pytest.mark.parametrize("lang", LANGS)
def test_a_rule_names_the_clauses_it_cites(tmp_path: Path, lang: Lang) -> None:
    rulebook = load(agreement.rules_in(tmp_path), vocabulary())
    compare(f"rule-with-clauses.{lang}.txt", rule_text(rulebook, rulebook.rules["takst/frist"], lang))
