"""What a report's workbook tells: a row for each requirement decided, what to ask for, and what the check rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import engine
from engine.decision.decide import Decision, Judgement
from engine.evaluation.trace import Missing
from engine.remedy.remedies import Remedies
from engine.reports.deviations import deviation_line
from engine.reports.display import shown_date
from engine.reports.readings import chosen_line
from engine.reports.remedies import RemedyTexts
from engine.reports.sentences import Sentences, subject_full
from engine.reports.text import verdict
from engine.reports.words import OUTCOMES, SEVERITY
from engine.reports.workbook.deciding import deciding
from engine.source.problem import Place
from engine.source.text import Lang, Text

REREAD = Text("som regelsættet læser aftalerne", "as the rulebook reads the agreements")


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement decided for one subject, in words. `places`: where the facts stand that decided it."""

    subject: str
    rule: str
    id: str
    outcome: str
    why: str
    change: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A fact to ask for. `place`: the empty cell or line for it; `waiting`: how many decisions wait for it."""

    subject: str
    fact: str
    waiting: int
    place: Place | None


def rows(judgement: Judgement, lang: Lang) -> list[Row]:
    """Give the requirements decided, the gravest first, then by subject and rule."""
    sentences, remedies = Sentences(judgement, lang), Remedies(judgement, most=1)
    ordered = sorted(
        judgement.requirements,
        key=lambda d: (SEVERITY.index(verdict(d)), d.subject.entity, d.subject.id, d.rule.id),
    )
    return [_row(judgement, decision, sentences, remedies) for decision in ordered]


def _row(judgement: Judgement, decision: Decision, sentences: Sentences, remedies: Remedies) -> Row:
    lang, subject = sentences.lang, decision.subject
    why = [sentences.why(decision)]
    if decision.outcome == "breached" and decision.deviation:
        why.append(deviation_line(decision.deviation, lang))
    best = remedies.changes(decision).best
    return Row(
        subject=subject_full(judgement.facts, subject.entity, subject.id, lang),
        rule=decision.rule.title.to(lang),
        id=decision.rule.id,
        outcome=verdict(decision),
        why=" ".join(why),
        change=RemedyTexts(judgement, decision, lang).change(best) if best else "",
        places=deciding(judgement, decision),
    )


def wanted(judgement: Judgement, lang: Lang) -> list[Wanted]:
    """Give the missing facts that keep requirements open: by subject, those that most wait for first."""
    waiting = Counter(fact for d in judgement.requirements for fact in judgement.missing(d))
    ordered = sorted(waiting, key=lambda fact: (fact.subject, -waiting[fact], fact.field))
    return [_wanted(judgement, fact, waiting[fact], lang) for fact in ordered]


def _wanted(judgement: Judgement, fact: Missing, waiting: int, lang: Lang) -> Wanted:
    facts, ref = judgement.facts, fact.subject
    subject = facts.subjects[ref.entity].get(ref.id)
    return Wanted(
        subject=subject_full(facts, ref.entity, ref.id, lang),
        fact=facts.vocabulary.field(ref.entity, fact.field).label.to(lang),
        waiting=waiting,
        place=subject.empty.get(fact.field) if subject else None,
    )


def about(judgement: Judgement, lang: Lang) -> Iterator[tuple[str, str]]:
    """Give what the check rests on and how it came out, as names with values."""
    facts, rulebook = judgement.facts, judgement.prepared.rulebook
    counts = Counter(map(verdict, judgement.requirements))
    readings = chosen_line(judgement, lang)
    told = [
        (Text("Titel", "Title"), facts.title),
        (Text("Note", "Note"), facts.note),
        (Text("Bedømt efter det der gjaldt", "Judged by what was in force on"), shown_date(judgement.as_of, lang)),
        (Text("Filer", "Files"), ", ".join(facts.files)),
        (Text("Faktas fingeraftryk", "Digest of the facts"), judgement.facts_digest),
        (Text("Regler", "Rules"), str(len(rulebook.rules))),
        (Text("Regelsættets fingeraftryk", "Digest of the rulebook"), rulebook.digest),
        (Text("Læsninger", "Readings"), readings or REREAD.to(lang)),
        (Text("Afgjorte krav", "Requirements decided"), str(len(judgement.requirements))),
        *((OUTCOMES[each], str(counts[each])) for each in SEVERITY if counts[each]),
        (Text("Program", "Program"), f"Klausul {engine.__version__}"),
    ]
    yield from ((name.to(lang), value) for name, value in told if value)
