"""Lines that the reports for people share: what was judged, what a person must judge, what to ask for, who agrees."""

from __future__ import annotations

from engine.decision.decide import Decision, Judgement
from engine.reports.display import shown_date
from engine.reports.picked import asked_for, questions, verdict
from engine.reports.sentences import Sentences
from engine.reports.subjects import enumerated, subject_name
from engine.reports.words import OUTCOMES
from engine.source.text import Lang, Text

JUDGE = Text("Skal vurderes af en person", "For a person to judge")
ASK = Text("Spørg om", "Ask about")
NEEDING = Text("{} skal vurderes af en person", "{} for a person to judge")
NO_REQUIREMENTS = Text("ingen krav", "no requirements")
MOST_SUBJECTS = 6
"""Subjects that a question names."""
MORE = Text("{} til", "{} more")


def basis(judgement: Judgement, lang: Lang) -> str:
    """Say by what date was judged, and how much."""
    day = shown_date(judgement.as_of, lang)
    rules = len({d.rule.id for d in judgement.decisions})
    subjects = len({(d.subject.entity, d.subject.id) for d in judgement.decisions})
    made = len(judgement.decisions)
    return Text(
        f"Bedømt efter det, der gjaldt {day}: {rules} regler, {subjects} emner, {made} afgørelser.",
        f"Judged by what was in force on {day}: {rules} rules, {subjects} subjects, {made} decisions.",
    ).to(lang)


def head(judgement: Judgement, decision: Decision, lang: Lang) -> str:
    """Give what was decided, of whom, and how it came out, in one line."""
    name = subject_name(judgement.facts, decision.subject.entity, decision.subject.id, lang)
    return f"{decision.rule.title.to(lang)} – {name}: {OUTCOMES[verdict(decision)].to(lang)}"


def remedy(decision: Decision, lang: Lang) -> list[str]:
    """Give what puts a breach right, where there is one."""
    return [decision.rule.remedy.to(lang)] if decision.outcome == "breached" and decision.rule.remedy else []


def question(decision: Decision, lang: Lang) -> list[str]:
    """Give what a person must judge, where there is something."""
    asked = decision.rule.question if decision.needs_judgement else None
    return [f"{JUDGE.to(lang)}: {asked.to(lang)}"] if asked else []


def to_judge(judgement: Judgement, lang: Lang) -> list[tuple[str, str]]:
    """Give what a person must judge: each question, and of whom to ask it."""
    return [(_question(group[0], lang), _asked_of(judgement, group, lang)) for group in questions(judgement)]


def to_ask(judgement: Judgement, lang: Lang) -> list[tuple[str, str]]:
    """Give what to ask for: each subject, and the facts that are missing of it."""
    sentences = Sentences(judgement, lang)
    return [
        (subject_name(judgement.facts, entity, id_, lang), enumerated([sentences.fact(fact) for fact in facts], lang))
        for (entity, id_), facts in asked_for(judgement)
    ]


def second_opinion(judgement: Judgement, lang: Lang) -> str:
    """Say whether the inference has drawn the same conclusions."""
    if judgement.agreed is None:
        return Text(
            "durable_rules er ikke installeret: evaluatoren har afgjort alene.",
            "durable_rules is not installed: the evaluator has decided alone.",
        ).to(lang)
    version = judgement.prepared.inference
    return Text(
        f"Inferensen (durable_rules {version}) er enig i alle {judgement.agreed} afgørelser af regler i kraft.",
        f"The inference (durable_rules {version}) agrees on all {judgement.agreed} decisions of rules in force.",
    ).to(lang)


def _question(decision: Decision, lang: Lang) -> str:
    assert decision.rule.question is not None  # noqa: S101 - else there would be nothing to judge
    return decision.rule.question.to(lang)


def _asked_of(judgement: Judgement, decisions: list[Decision], lang: Lang) -> str:
    """Name the subjects of decisions on one question, with how each came out where that is not the rule met."""
    named = [_subject(judgement, decision, lang) for decision in decisions]
    if len(named) > MOST_SUBJECTS:
        named[MOST_SUBJECTS:] = [MORE.to(lang).format(len(named) - MOST_SUBJECTS)]
    return enumerated(named, lang)


def _subject(judgement: Judgement, decision: Decision, lang: Lang) -> str:
    name = subject_name(judgement.facts, decision.subject.entity, decision.subject.id, lang)
    return name if decision.outcome in ("met", "true") else f"{name} ({OUTCOMES[verdict(decision)].to(lang)})"
