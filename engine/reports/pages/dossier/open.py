"""What is undetermined: the facts to ask for and whom to ask, what a person must judge, what depends on the reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from engine.decision.decide import Decision
from engine.evaluation.trace import Ref
from engine.reports.counted import things_counted
from engine.reports.display import joined
from engine.reports.links import plain
from engine.reports.pages.dossier.extent import MOST_ALIKE, MOST_OPEN
from engine.reports.pages.dossier.model import Alike, Open, Question
from engine.reports.pages.dossier.told import Teller
from engine.reports.phrases import sought
from engine.reports.readings import otherwise_lines
from engine.reports.subjects import listed, subject_full
from engine.rulebook.model import Rule
from engine.source.text import Lang, Text
from engine.values.vocabulary import Field

IS_MET = Text(
    "Er dette overholdt: »{}«? Hverken aftalen eller oplysningerne afgør det.",
    "Is this met: “{}”? Neither the agreement nor the facts settle it.",
)
"""What is asked of a rule that has no question of its own, and that no missing fact would settle."""
Items = list[tuple[str, str, str]]


def open_of(teller: Teller) -> Open:
    """Give what is undetermined in a check; of much, what lacks the same together."""
    left = teller.open_ones
    asks, judge, readings = _asks(teller), _judge(teller, left), _readings(teller)
    if len(left) <= MOST_OPEN:
        told = tuple(map(teller.of, left))
        return Open(len(left), asks, judge, readings, told)
    alike = _alike(teller, left)
    return Open(len(left), asks, judge, readings, (), alike[:MOST_ALIKE], _more(teller, alike[MOST_ALIKE:]))


def _asks(teller: Teller) -> tuple[Question, ...]:
    """Give the missing facts by operator and subject; of each subject those that most decisions wait for first."""
    judgement, lang = teller.judgement, teller.lang
    facts = judgement.facts
    waiting = [judgement.missing(d) for d in judgement.requirements]
    counts = Counter(fact for missing in waiting for fact in missing)
    of_subject = Counter(subject for missing in waiting for subject in {fact.subject for fact in missing})
    by_subject: dict[Ref, list[Field]] = {}
    for fact in sorted(counts, key=lambda fact: (-counts[fact], fact)):
        by_subject.setdefault(fact.subject, []).append(facts.vocabulary.field(fact.subject.entity, fact.field))
    by_operator: dict[tuple[bool, str], Items] = {}
    for subject, wanted in sorted(by_subject.items()):
        entity, id_ = subject
        operator = teller.operator(entity, id_) if id_ in facts.subjects.get(entity, {}) else None
        labels = plain(joined(sought(entity, wanted, lang), lang))
        item = (subject_full(facts, entity, id_, lang), labels, _decisions(of_subject[subject], lang))
        by_operator.setdefault((operator is None, operator or ""), []).append(item)
    return tuple(
        Question(teller.named(None if nobody else operator), tuple(items))
        for (nobody, operator), items in sorted(by_operator.items())
    )


def _decisions(count: int, lang: Lang) -> str:
    return things_counted("decision", count, lang)


def _judge(teller: Teller, left: Sequence[Decision]) -> tuple[tuple[str, str], ...]:
    """Give the questions of open decisions that no missing fact would settle: a person must judge them.

    Where they are many, each question stands once, with some of the subjects.
    """
    asked: dict[str, list[str]] = {}
    found = []
    for decision in left:
        if not teller.judgement.missing(decision):
            subject, rule = decision.subject, decision.rule
            name = subject_full(teller.judgement.facts, subject.entity, subject.id, teller.lang)
            found.append((name, _question(rule, teller.lang)))
            asked.setdefault(found[-1][1], []).append(name)
    if len(found) <= MOST_OPEN:
        return tuple(found)
    return tuple((listed(names, teller.lang), question) for question, names in asked.items())


def _question(rule: Rule, lang: Lang) -> str:
    """Give what a person must judge; of a rule without a question whether it is met."""
    return rule.question.to(lang) if rule.question else IS_MET.to(lang).format(rule.title.to(lang))


def _alike(teller: Teller, left: Sequence[Decision]) -> tuple[Alike, ...]:
    """Give open decisions that wait for the same in one line, those that most decisions wait in first."""
    groups: dict[tuple[str, str], list[Decision]] = {}
    for decision in left:
        operator = teller.named(teller.operator(decision.subject.entity, decision.subject.id))
        groups.setdefault((operator, teller.known(decision).why), []).append(decision)
    ordered = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    return tuple(Alike(why, operator, len(of), _rules(of, teller.lang)) for (operator, why), of in ordered)


def _rules(decisions: Sequence[Decision], lang: Lang) -> str:
    """Name the rules that most of the decisions are by, with how many each has, and count the other rules."""
    counts = Counter(decision.rule.title.to(lang) for decision in decisions)
    return listed([f"{title} ({count})" if count > 1 else title for title, count in counts.most_common()], lang)


def _more(teller: Teller, left: Sequence[Alike]) -> str:
    count = sum(alike.count for alike in left)
    one = Text(
        "1 uafklaret afgørelse til, som mangler andet, står i XLSX og JSON.",
        "1 more undetermined decision, which lacks other facts, stands in XLSX and JSON.",
    )
    several = Text(
        f"{count} uafklarede afgørelser til, som mangler andet, står i XLSX og JSON.",
        f"{count} more undetermined decisions, which lack other facts, stand in XLSX and JSON.",
    )
    return (one if count == 1 else several).to(teller.lang) if count else ""


def _readings(teller: Teller) -> tuple[str, ...]:
    """Give the decisions that another reading would change, those alike in one line."""
    return tuple(line.plain for line in otherwise_lines(teller.judgement, teller.lang, everything=True))
