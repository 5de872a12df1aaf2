"""One example for each shape of demand: what would comply, and what would settle it, in both languages."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from engine.decision.decide import Judgement, Prepared, judge
from engine.evaluation.compile import compile_rules
from engine.remedy.remedies import Remedies
from engine.reports.remedies import RemedyTexts
from engine.reports.words import OUTCOMES
from engine.rulebook.load import load
from engine.source.text import Lang
from facts.read import read_facts
from facts.vocabulary import vocabulary

SHAPES = Path(__file__).parent / "shapes"
DOCUMENTS = Path(__file__).parents[1] / "small" / "rules" / "documents.yaml"


def judged(shape: Path, folder: Path) -> Judgement:
    (folder / "takst").mkdir()
    shutil.copy(DOCUMENTS, folder)
    shutil.copy(shape / "rules.yaml", folder / "takst" / "rules.yaml")
    facts = read_facts([shape / "facts.yaml"])
    assert facts.as_of
    return judge(Prepared(compile_rules(load(folder, vocabulary())), None, None), facts, facts.as_of)


def told(judgement: Judgement, lang: Lang) -> str:
    remedies, lines = Remedies(judgement), []
    for decision in judgement.decisions:
        texts = RemedyTexts(judgement, decision, lang)
        if decision.outcome in ("breached", "undetermined"):
            title = decision.rule.title.to(lang)
            lines.append(f"{decision.subject.id}: {title}: {OUTCOMES[decision.outcome].to(lang)}")
        lines += [f"  {texts.change(change)}" for change in remedies.changes(decision).found]
        assert not remedies.changes(decision).unproven
        for settling in remedies.settlings(decision):
            lines.append(f"  {'' if settling.always else '? '}{texts.settling(settling)}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("shape", sorted(SHAPES.iterdir()), ids=lambda shape: shape.name)
def test_shape(shape: Path, lang: Lang, tmp_path: Path) -> None:
    found, expected = told(judged(shape, tmp_path), lang), shape / f"expected.{lang}.txt"
    if os.environ.get("KLAUSUL_ACCEPT"):
        expected.write_text(found, "utf-8")
    assert found == expected.read_text("utf-8")
