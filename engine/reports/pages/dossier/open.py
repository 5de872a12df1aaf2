"""What is undetermined: the facts to ask for and whom to ask, what a person must judge, what depends on the reading."""

from __future__ import annotations

from collections import Counter
from io import StringIO

from rich.console import Console

from engine.reports.pages.dossier.model import Open, Question
from engine.reports.pages.dossier.told import Teller
from engine.reports.readings import otherwise_lines
from engine.reports.subjects import subject_full
from engine.source.text import Text

Items = list[tuple[str, str, str]]


def open_of(teller: Teller) -> Open:
    """Give what is undetermined in a check."""
    return Open(_asks(teller), _judge(teller), _readings(teller), teller.open())


def _asks(teller: Teller) -> tuple[Question, ...]:
    """Give the missing facts by operator and subject; of each subject those that most decisions wait for first."""
    judgement, lang = teller.judgement, teller.lang
    facts = judgement.facts
    waiting = {id(d): judgement.missing(d) for d in judgement.requirements}
    counts = Counter(fact for missing in waiting.values() for fact in missing)
    by_subject: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for fact, count in counts.items():
        label = facts.vocabulary.field(fact.subject.entity, fact.field).label.to(lang)
        by_subject.setdefault((fact.subject.entity, fact.subject.id), []).append((-count, label))
    by_operator: dict[tuple[bool, str], Items] = {}
    for (entity, id_), wanted in sorted(by_subject.items()):
        operator = teller.operator(entity, id_) if id_ in facts.subjects.get(entity, {}) else None
        labels = ", ".join(label for _, label in sorted(wanted))
        of = sum(any((m.subject.entity, m.subject.id) == (entity, id_) for m in each) for each in waiting.values())
        waits = Text(
            f"{of} {'afgørelse' if of == 1 else 'afgørelser'}", f"{of} {'decision' if of == 1 else 'decisions'}"
        ).to(lang)
        item = (subject_full(facts, entity, id_, lang), labels, waits)
        by_operator.setdefault((operator is None, operator or ""), []).append(item)
    return tuple(
        Question(teller.named(None if nobody else operator), tuple(items))
        for (nobody, operator), items in sorted(by_operator.items())
    )


def _judge(teller: Teller) -> tuple[tuple[str, str], ...]:
    """Give the questions of open decisions that no missing fact would settle: a person must judge them."""
    found = []
    for decision in teller.judgement.requirements:
        if decision.outcome == "undetermined" and not teller.judgement.missing(decision):
            subject, rule = decision.subject, decision.rule
            asks = rule.question or rule.title
            found.append((subject_full(teller.judgement.facts, subject.entity, subject.id, teller.lang), asks))
    return tuple((name, asks.to(teller.lang)) for name, asks in found)


def _readings(teller: Teller) -> tuple[str, ...]:
    """Give the decisions that another reading would change, those alike in one line."""
    lines = []
    for shown in otherwise_lines(teller.judgement, teller.lang, everything=True)[1:]:
        console = Console(file=StringIO(), width=10_000, color_system=None)
        console.print(shown, end="")
        assert isinstance(console.file, StringIO)  # noqa: S101 - as made above
        lines.append(console.file.getvalue().strip())
    return tuple(line for line in lines if line)
