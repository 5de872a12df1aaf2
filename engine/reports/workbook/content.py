"""What a report's workbook tells, sheet by sheet: decisions, what to ask for, what a person must judge, conditions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.tree import Tree

from engine.decision.decide import Decision, Judgement
from engine.decision.deciding import deciding_places
from engine.reports.lines import ASK, JUDGE, Notes
from engine.reports.picked import asked_for, by_verdict, shown, verdict
from engine.reports.readings import BY_ANOTHER, otherwise_told
from engine.reports.reporter import View
from engine.reports.sentences import Sentences
from engine.reports.subjects import own_name, subject_kind, subject_name
from engine.reports.words import DO, OUTCOME, OUTCOMES, RULE, SUBJECT, WHY
from engine.source.problem import Place
from engine.source.text import Lang, Text

RESULT, OPEN, REVIEW = Text("Resultat", "Result"), Text("Uafklaret", "Open"), Text("Vurdering", "To judge")
TREES, ABOUT = Text("Betingelser", "Conditions"), Text("Om", "About")
WHERE, ALSO = Text("Hvor", "Where"), Text("Også", "Also")
Heads = tuple[tuple[Text, int], ...]
"""What columns are called, and how wide they are, in characters."""
DECIDED: Heads = ((SUBJECT, 26), (RULE, 30), (OUTCOME, 15))
RESULT_HEADS: Heads = (*DECIDED, (WHY, 48), (DO, 48), (WHERE, 24), (ALSO, 22))
REVIEW_HEADS: Heads = (*DECIDED, (JUDGE, 48), (BY_ANOTHER, 48), (WHERE, 24), (ALSO, 22))
OPEN_HEADS: Heads = ((SUBJECT, 44), (ASK, 48), (Text("Afgørelser, der venter", "Decisions that wait"), 24), (WHERE, 30))
TREES_HEADS: Heads = ((Text("Afgørelse og betingelser", "Decision and conditions"), 105),)


@dataclass(frozen=True, slots=True)
class Row:
    """One decision in words. `amends`: what puts a breach right; `places`: where the facts stand that decided it."""

    decision: Decision
    subject: str
    rule: str
    outcome: str
    why: str
    amends: tuple[str, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet. `places` lead to facts; `outcome` colours its cell; `depth`: how many others it is below."""

    cells: tuple[str | int, ...]
    places: tuple[Place, ...] = ()
    outcome: str | None = None
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """A sheet of rows below a header. WHERE is above the first place of each line, ALSO above the others."""

    title: Text
    heads: Heads
    lines: Sequence[Line]


def rows(judgement: Judgement, view: View) -> list[Row]:
    """Give the decisions to show, the gravest first."""
    sentences, notes = Sentences(judgement, view.lang), Notes.of(judgement, view.lang)
    return [_row(sentences, notes, decision) for decision in _gravest_first(judgement, view)]


def _gravest_first(judgement: Judgement, view: View) -> Iterator[Decision]:
    for alike in by_verdict(shown(judgement, everything=view.everything)).values():
        yield from alike


def _row(sentences: Sentences, notes: Notes, decision: Decision) -> Row:
    judgement, lang = sentences.judgement, sentences.lang
    return Row(
        decision=decision,
        subject=_subject(judgement, decision.subject.entity, decision.subject.id, lang),
        rule=decision.rule.title.to(lang),
        outcome=OUTCOMES[verdict(decision)].to(lang),
        why=sentences.why(decision),
        amends=tuple(notes.amends(decision)),
        places=_places(judgement, decision),
    )


def listings(judgement: Judgement, told: Sequence[Row], view: View) -> list[Listing]:
    """Give the sheets of a report that tells decisions: those in rows, and what goes with them where there is any."""
    listed = [Listing(RESULT, RESULT_HEADS, [_told(row) for row in told])]
    listed += [Listing(OPEN, OPEN_HEADS, wanted)] if (wanted := list(_wanted(judgement, view.lang))) else []
    listed += [Listing(REVIEW, REVIEW_HEADS, reviews)] if (reviews := _reviews(judgement, view)) else []
    if view.detail == "full":
        listed.append(Listing(TREES, TREES_HEADS, list(_conditions(judgement, told, view.lang))))
    return listed


def in_short(told: Sequence[Row]) -> Listing:
    """Give decisions with how they came out, and no more."""
    lines = [Line((row.subject, row.rule, row.outcome), (), verdict(row.decision)) for row in told]
    return Listing(RESULT, DECIDED, lines)


def _told(row: Row) -> Line:
    does = "\n".join(line.removeprefix("→ ") for line in row.amends)
    return Line((row.subject, row.rule, row.outcome, row.why, does), row.places, verdict(row.decision))


def _wanted(judgement: Judgement, lang: Lang) -> Iterator[Line]:
    """Give the missing facts that keep requirements open, by subject, and where they or the subject stand."""
    facts = judgement.facts
    waiting = Counter(fact for decision in judgement.requirements for fact in judgement.missing(decision))
    for (entity, id_), missing in asked_for(judgement):
        name, subject = _subject(judgement, entity, id_, lang), facts.subjects[entity].get(id_)
        for fact in missing:
            label = facts.vocabulary.field(entity, fact.field).label.to(lang)
            place = subject and (subject.empty.get(fact.field) or subject.places.get("id"))
            yield Line((name, label, waiting[fact]), (place,) if place else ())


def _reviews(judgement: Judgement, view: View) -> list[Line]:
    """Give the decisions that a person must judge, and those that another reading of the agreement would change."""
    lang = view.lang
    otherwise, _ = otherwise_told(judgement, lang, everything=view.everything)
    lines = []
    for alike in by_verdict(judgement.decisions).values():
        for decision in alike:
            question = decision.rule.question if decision.needs_judgement else None
            others = otherwise.get((decision.rule.id, decision.subject.id), [])
            if question or others:
                name = _subject(judgement, decision.subject.entity, decision.subject.id, lang)
                outcome = OUTCOMES[verdict(decision)].to(lang)
                asked = question.to(lang) if question else ""
                cells = (name, decision.rule.title.to(lang), outcome, asked, "\n".join(others))
                lines.append(Line(cells, _places(judgement, decision), verdict(decision)))
    return lines


def _conditions(judgement: Judgement, told: Sequence[Row], lang: Lang) -> Iterator[Line]:
    """Give every condition of the decisions, each below what it is a part of."""
    from engine.reports.explain import trees  # heavy, and of use in full reports only

    explained = trees(judgement, lang)
    for row in told:
        yield from _below(explained.of(row.decision), verdict(row.decision))


def _below(tree: Tree, outcome: str | None = None, depth: int = 0) -> Iterator[Line]:
    yield Line((str(tree.label),), (), outcome, depth)
    for child in tree.children:
        yield from _below(child, None, depth + 1)


def _places(judgement: Judgement, decision: Decision) -> tuple[Place, ...]:
    """Give where the facts stand that decided; of an open decision the empty cells, where there are some to fill in."""
    if not decision.way.settled:
        subjects = judgement.facts.subjects
        gaps = [(subjects[m.subject.entity].get(m.subject.id), m.field) for m in judgement.missing(decision)]
        empty = [place for subject, name in gaps if subject and (place := subject.empty.get(name))]
        if empty:
            return tuple(dict.fromkeys(empty))
    return deciding_places(judgement, decision)


def _subject(judgement: Judgement, entity: str, id_: str, lang: Lang) -> str:
    """Give a subject's name, with its kind where it has one of its own."""
    name, facts = subject_name(judgement.facts, entity, id_, lang), judgement.facts
    return f"{name} ({subject_kind(facts, entity, lang)})" if own_name(facts, entity, id_) else name
