"""Reports against the files in expected/: what people read, in both languages. KLAUSUL_ACCEPT=1 writes them anew."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from engine.decision.decide import Decision, Judgement
from engine.decision.files import Asked, judged_from
from engine.passages.copies import copies_in
from engine.reports.clauses import clauses_report
from engine.reports.reporter import DETAILS, FORMATS, Detail, View, reporter
from engine.reports.rules import rule_list, rule_text
from engine.reports.sentences import Sentences
from engine.reports.verify import verify_data, verify_report
from engine.reports.words import (
    APART,
    BARRED,
    BUT,
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
ENDINGS = {name: each.endings[0] for name, each in FORMATS.items()}
PEOPLE = sorted(FORMATS.keys() - {"json", "html", "pdf", "xlsx"})  # the dossier and the workbook have their own tests
"""Formats that are in one language."""


def compare(name: str, found: str | bytes) -> None:
    """Hold a text against the file that says how it should be."""
    assert isinstance(found, str)
    path = EXPECTED / name
    if os.environ.get("KLAUSUL_ACCEPT"):
        path.write_text(found, "utf-8", newline="\n")
    assert found == path.read_text("utf-8")


def the(judgement: Judgement, rule: str, subject: str) -> Decision:
    """Give one decision."""
    return next(d for d in judgement.decisions if (d.rule.id, d.subject.id) == (rule, subject))


@pytest.fixture
def steady(judged: Judgement) -> Judgement:
    """The judgement, where the inference is installed: its line is part of the reports."""
    if judged.prepared.inference is None:
        pytest.skip("durable_rules is not installed here")
    return judged


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("form", PEOPLE)
@pytest.mark.parametrize("detail", DETAILS)
def test_check(steady: Judgement, form: str, detail: Detail, lang: Lang) -> None:
    view = View(lang, detail, files={"facts.yaml": "tests/small/facts.yaml"})
    compare(f"check-{detail}.{lang}{ENDINGS[form]}", reporter(form).check(steady, view))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("form", ["text", "markdown", "sarif"])
def test_check_with_everything(steady: Judgement, form: str, lang: Lang) -> None:
    compare(f"check-all.{lang}{ENDINGS[form]}", reporter(form).check(steady, View(lang, everything=True)))


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
    report = reporter("text").explain(judged, the(judged, rule, subject), View(lang, "full"))
    compare(f"explain-{rule.replace('/', '-')}-{subject}.{lang}.txt", report)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("form", PEOPLE)
@pytest.mark.parametrize("detail", DETAILS)
def test_explain_in_every_format(judged: Judgement, form: str, detail: Detail, lang: Lang) -> None:
    report = reporter(form).explain(judged, the(judged, "takst/hele-kroner", "aa-2"), View(lang, detail))
    compare(f"decision-{detail}.{lang}{ENDINGS[form]}", report)


@pytest.mark.parametrize("detail", DETAILS)
def test_json(steady: Judgement, detail: Detail) -> None:
    json = reporter("json")
    compare(f"check-{detail}.json", json.check(steady, View(detail=detail)).decode())
    if detail != "summary":
        compare(
            f"decision-{detail}.json", json.explain(steady, the(steady, "takst/overhead", "aa-2"), View(detail=detail))
        )


def test_an_open_decision_in_json(steady: Judgement) -> None:
    found = reporter("json").explain(steady, the(steady, "takst/overhead", "skoven-1"), View(detail="full"))
    compare("decision-open.json", found)


@pytest.mark.parametrize("lang", LANGS)
def test_rules(judged: Judgement, lang: Lang) -> None:
    rulebook = judged.prepared.rulebook
    compare(f"rules.{lang}.txt", rule_list(rulebook, (), lang))
    compare(f"rule.{lang}.txt", rule_text(rulebook, rulebook.rules["takst/overhead"], lang))


@pytest.mark.parametrize("lang", LANGS)
def test_a_narrow_terminal_gets_a_list(steady: Judgement, lang: Lang, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("TERM", "xterm-256color")
    report = re.sub("\x1b\\[[0-9;]*m", "", str(reporter("text").check(steady, View(lang, terminal=True))))
    assert max(len(line) for line in report.splitlines()) <= 60
    compare(f"check-narrow.{lang}.txt", report)


def test_a_terminal_gets_colours_and_the_same_words(judged: Judgement, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "110")
    monkeypatch.setenv("TERM", "xterm-256color")
    text = reporter("text")
    assert "\x1b[" in str(text.check(judged, View("en", terminal=True)))
    assert "\x1b[" not in str(text.check(judged, View("en")))


def test_words_are_complete() -> None:
    tables = (BARRED, BUT, COMPARED, DATED, MODALITY, OUTCOMES, PARTS, REASONS, *APART.values(), *MORE.values())
    assert all(text.da and text.en for table in tables for text in table.values())
    assert set(SEVERITY) == set(OUTCOMES) == set(STYLES)


def test_short_reports_for_people_hold_no_identifiers(judged: Judgement) -> None:
    for form in ("text", "markdown"):
        for lang in LANGS:
            report = str(reporter(form).check(judged, View(lang, everything=True)))
            assert not [rule for rule in judged.prepared.rulebook.rules if rule in report]
            assert not {name for name in ("overhead_procent", "pladser_andre", "boern_unge") if name in report}


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
