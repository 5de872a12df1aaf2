"""The report for people: a table by subject, breaches first, each with a line of why; what to ask for; the counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import groupby

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text as Styled

from engine.decision.decide import Decision, Judgement
from engine.reports.display import shown_date
from engine.reports.paper import printed
from engine.reports.sentences import Sentences
from engine.reports.subjects import subject_full, subject_name
from engine.reports.words import OUTCOMES, SEVERITY, STYLES
from engine.source.text import Lang, Text

NARROWEST, WIDEST_ID = 28, 39
"""Columns for rules: enough for a title, and what their ids may ask for."""
QUIET = frozenset({"met", "not_applicable", "exempt", "true", "false", "unknown"})
"""What the table leaves to the counts unless everything is asked for."""


def text_report(judgement: Judgement, lang: Lang, *, everything: bool = False, terminal: bool = False) -> str:
    """Give the report of a check. `terminal`: with colours, and as wide as the terminal is."""
    parts: list[RenderableType] = []
    facts = judgement.facts
    if facts.title:
        parts.append(Styled(facts.title, style="bold"))
    if facts.note:
        parts.append(Styled(facts.note, style="dim"))
    parts.append(_basis(judgement, lang))
    shown = [d for d in judgement.decisions if everything or verdict(d) not in QUIET]
    if not shown and not judgement.requirements:
        shown = list(judgement.decisions)  # only conclusions were asked for
    if shown:
        parts.append(_table(judgement, shown, lang))
    parts += _asked(judgement, lang)
    parts.append(_counts(judgement, lang))
    parts.append(Styled(_second_opinion(judgement, lang), style="dim"))
    return printed(Group(*parts), terminal=terminal)


def verdict(decision: Decision) -> str:
    """Give the outcome as a report names it: a breach of what should only be kept ('bør', 'kan') is a remark."""
    return "remark" if decision.outcome == "breached" and not decision.is_breach else decision.outcome


def _basis(judgement: Judgement, lang: Lang) -> str:
    day = shown_date(judgement.as_of, lang)
    rules = len({d.rule.id for d in judgement.decisions})
    subjects = len({(d.subject.entity, d.subject.id) for d in judgement.decisions})
    made = len(judgement.decisions)
    return Text(
        f"Bedømt efter det der gjaldt {day}: {rules} regler, {subjects} emner, {made} afgørelser.",
        f"Judged by what was in force on {day}: {rules} rules, {subjects} subjects, {made} decisions.",
    ).to(lang)


def _table(judgement: Judgement, decisions: list[Decision], lang: Lang) -> Table:
    sentences = Sentences(judgement, lang)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True)
    longest = max(len(decision.rule.id) for decision in decisions)
    table.add_column(Text("Emne", "Subject").to(lang), ratio=20, overflow="fold")
    table.add_column(Text("Regel", "Rule").to(lang), width=max(NARROWEST, min(longest, WIDEST_ID)), overflow="fold")
    table.add_column(Text("Afgørelse", "Outcome").to(lang), no_wrap=True)
    table.add_column(Text("Hvorfor", "Why").to(lang), ratio=40, overflow="fold")
    for of_subject in _by_subject(decisions):
        first = of_subject[0].subject
        name = Styled(subject_name(judgement.facts, first.entity, first.id, lang))
        if "navn" in first.values:
            name.append(f"\n{first.entity} {first.id}", style="dim")
        for alike in _rows(of_subject):
            outcome = verdict(alike[0])
            told = Styled(OUTCOMES[outcome].to(lang), style=STYLES[outcome])
            table.add_row(name, _rules(alike, lang), told, Styled(_why(sentences, alike, lang)))
            name = Styled()
        table.add_section()
    return table


def _rows(of_subject: list[Decision]) -> list[list[Decision]]:
    """Give one subject's decisions by row: what is open shares one, each other decision has its own."""
    open_ones = [d for d in of_subject if not d.way.settled]
    return (
        [
            open_ones if decision is open_ones[0] else [decision]
            for decision in of_subject
            if decision.way.settled or decision is open_ones[0]
        ]
        if open_ones
        else [[decision] for decision in of_subject]
    )


def _rules(alike: list[Decision], lang: Lang) -> Styled:
    ids = "\n".join(decision.rule.id for decision in alike)
    if len(alike) > 1:
        return Styled(ids)
    return Styled(alike[0].rule.title.to(lang)).append(f"\n{ids}", style="dim")


def _why(sentences: Sentences, alike: list[Decision], lang: Lang) -> str:
    if len(alike) > 1:
        return sentences.open(alike)
    remedy = alike[0].rule.remedy
    why = sentences.why(alike[0])
    return f"{why}\n→ {remedy.to(lang)}" if alike[0].outcome == "breached" and remedy else why


def _by_subject(decisions: Iterable[Decision]) -> list[list[Decision]]:
    """Give the decisions by subject, the subject with the gravest first, and each subject's gravest first."""
    ordered = sorted(decisions, key=lambda d: (d.subject.entity, d.subject.id, SEVERITY.index(verdict(d)), d.rule.id))
    groups = [list(group) for _, group in groupby(ordered, key=lambda d: (d.subject.entity, d.subject.id))]
    return sorted(groups, key=lambda group: SEVERITY.index(verdict(group[0])))


def _asked(judgement: Judgement, lang: Lang) -> list[Styled]:
    """Give the missing facts by subject, those that most decisions wait for first."""
    waiting = Counter(fact for d in judgement.requirements for fact in judgement.missing(d))
    by_subject: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for fact, count in waiting.items():
        label = judgement.facts.vocabulary.field(fact.subject.entity, fact.field).label.to(lang)
        by_subject.setdefault((fact.subject.entity, fact.subject.id), []).append((-count, label))
    lines = [Styled(Text("Spørg om", "Ask for").to(lang), style="bold")] if waiting else []
    for (entity, id_), wanted in sorted(by_subject.items(), key=lambda item: (sum(n for n, _ in item[1]), item[0])):
        labels = ", ".join(label for _, label in sorted(wanted))
        name = subject_full(judgement.facts, entity, id_, lang)
        lines.append(Styled(f"  {name}: {labels}"))
    return [*lines, Styled()] if lines else []


def _counts(judgement: Judgement, lang: Lang) -> Styled:
    counts = Counter(verdict(decision) for decision in judgement.requirements)
    line = Styled()
    for outcome in SEVERITY:
        if counts[outcome]:
            line.append(f"{' · ' if line else ''}{counts[outcome]} {OUTCOMES[outcome].to(lang)}", style=STYLES[outcome])
    return line or Styled(Text("ingen krav", "no requirements").to(lang))


def _second_opinion(judgement: Judgement, lang: Lang) -> str:
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
