"""The report for people: a table by subject, breaches first, with a sentence each; what to judge and to ask; counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Styled

from engine.decision.decide import Decision, Judgement
from engine.reports.counted import SEVERAL, outcome_counted
from engine.reports.display import shown_count
from engine.reports.lines import (
    ASK,
    JUDGE,
    NEEDING,
    NO_REQUIREMENTS,
    Notes,
    basis,
    head,
    recorded,
    remarks,
    second_opinion,
    to_ask,
    to_judge,
)
from engine.reports.paper import printed, width_of
from engine.reports.picked import by_area, by_subject, counts, shown, verdict
from engine.reports.readings import DEPENDS, chosen_line, otherwise_lines
from engine.reports.reporter import View
from engine.reports.sentences import Sentences
from engine.reports.subjects import own_name, subject_kind, subject_name
from engine.reports.words import AREA, OUTCOME, OUTCOMES, RULE, STYLES, SUBJECT, WHY, area_name
from engine.source.text import Lang, Text

NARROW = 100
"""Columns below which the table gives way to a list."""
HEADS = (SUBJECT, RULE, OUTCOME, WHY)
RATIOS = (19, 27, None, 44)
"""How the columns share the width; the outcome takes what it needs."""


def check(judgement: Judgement, view: View) -> str:
    """Give the report of a check."""
    lang, facts = view.lang, judgement.facts
    parts: list[RenderableType] = [Styled(facts.title, style="bold")] if facts.title else []
    parts += [Styled(facts.note, style="dim")] if facts.note else []
    parts.append(basis(judgement, lang))
    if chosen := chosen_line(judgement, lang):
        parts.append(chosen)
    if view.detail == "summary":
        parts += [_areas(judgement, lang)] if judgement.decisions else []
    else:
        parts += _decisions(judgement, view)
        parts += _readings(judgement, view)
        parts += _section(JUDGE, to_judge(judgement, lang), lang)
        parts += _section(ASK, to_ask(judgement, lang), lang)
    parts.append(_counts(judgement, lang))
    parts += [Styled(line, style="dim") for line in (second_opinion(judgement, lang), *remarks(judgement, lang))]
    parts += [Styled(line, style="dim", overflow="fold") for line in recorded(view.recorded, lang)]
    return printed(Group(*parts), terminal=view.terminal)


def explain(judgement: Judgement, decision: Decision, view: View) -> str:
    """Give one decision: how it came out, the sentence that says why, or its tree."""
    if view.detail == "full":
        from engine.reports.explain import trees  # heavy, and not needed for sentences

        return printed(trees(judgement, view.lang).of(decision), terminal=view.terminal)
    lines = [Styled(head(judgement, decision, view.lang), style="bold")]
    if view.detail == "short":
        lines.append(Styled(Sentences(judgement, view.lang).sentence(decision)))
        lines += [Styled(line) for line in Notes.of(judgement, view.lang).all(decision)]
    return printed(Group(*lines), terminal=view.terminal)


def _decisions(judgement: Judgement, view: View) -> Iterator[RenderableType]:
    groups = by_subject(shown(judgement, everything=view.everything))
    if view.detail == "full":
        from engine.reports.explain import trees

        told = trees(judgement, view.lang)
        for decision in (decision for group in groups for decision in group):
            yield Padding(told.of(decision), (1, 0, 0, 0))
        yield ""
    elif groups and width_of(terminal=view.terminal) < NARROW:
        yield from _list(judgement, groups, view)
    elif groups:
        yield _table(judgement, groups, view)


def _table(judgement: Judgement, groups: list[list[Decision]], view: View) -> Table:
    lang = view.lang
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True)
    for name, ratio in zip(HEADS, RATIOS, strict=True):
        table.add_column(name.to(lang), ratio=ratio, no_wrap=ratio is None, overflow="fold")
    for group, rows in zip(groups, _rows_of(judgement, groups, view), strict=True):
        subject = _subject(judgement, group[0], lang)
        for row in rows:
            table.add_row(subject, "\n".join(_bulleted(row.titles)), row.outcome, "\n".join(row.lines))
            subject = Styled()
        table.add_section()
    return table


def _list(judgement: Judgement, groups: list[list[Decision]], view: View) -> Iterator[RenderableType]:
    """Give what the table holds, one below the other."""
    for group, rows in zip(groups, _rows_of(judgement, groups, view), strict=True):
        yield Styled()
        yield _subject(judgement, group[0], view.lang, between="  ")
        for row in rows:
            yield Padding(
                Styled.assemble(row.outcome, ": ", "; ".join(row.titles)),
                (0, 0, 0, 2),
            )
            yield Padding("\n".join(row.lines), (0, 0, 0, 4))
    yield Styled()


@dataclass(frozen=True, slots=True)
class _Row:
    """Decisions on one subject that are told together."""

    titles: list[str]
    outcome: Styled
    lines: list[str]


def _rows_of(judgement: Judgement, groups: list[list[Decision]], view: View) -> list[list[_Row]]:
    """Give the rows of each subject."""
    notes = Notes.of(judgement, view.lang)
    return view.share(lambda group: list(_rows(notes, group)), groups)


def _rows(notes: Notes, of_subject: list[Decision]) -> Iterator[_Row]:
    """Give one subject's decisions by row: those not settled share one, each other has its own."""
    sentences, lang = Sentences(notes.judgement, notes.lang), notes.lang
    open_ones = [d for d in of_subject if not d.way.settled]
    for decision in of_subject:
        if decision.way.settled:
            lines = [sentences.why(decision), *notes.amends(decision)]
            yield _Row(_titles([decision], lang), _outcome(decision, lang), lines)
        elif decision is open_ones[0]:
            yield _Row(_titles(open_ones, lang), _outcome(decision, lang), [sentences.open(open_ones)])


def _titles(decisions: list[Decision], lang: Lang) -> list[str]:
    return [decision.rule.title.to(lang) for decision in decisions]


def _bulleted(titles: list[str]) -> list[str]:
    """Give several titles so that it can be seen where each begins."""
    return titles if len(titles) == 1 else [f"• {title}" for title in titles]


def _outcome(decision: Decision, lang: Lang) -> Styled:
    outcome = verdict(decision)
    return Styled(OUTCOMES[outcome].to(lang), style=STYLES[outcome])


def _subject(judgement: Judgement, decision: Decision, lang: Lang, between: str = "\n") -> Styled:
    """Give a subject's name, with its kind where it has one of its own."""
    subject = decision.subject
    name = Styled(subject_name(judgement.facts, subject.entity, subject.id, lang))
    if own_name(judgement.facts, subject.entity, subject.id):
        name.append(f"{between}{subject_kind(judgement.facts, subject.entity, lang)}", style="dim")
    return name


def _readings(judgement: Judgement, view: View) -> Iterator[RenderableType]:
    """Give what another reading of the agreement would change."""
    lines = otherwise_lines(judgement, view.lang, everything=view.everything)
    if lines:
        yield Styled(DEPENDS.to(view.lang), style="bold")
        yield from (Padding(line, (0, 0, 0, 2)) for line in lines)
        yield Styled()


def _section(title: Text, items: list[tuple[str, str]], lang: Lang) -> Iterator[RenderableType]:
    """Give a titled list of what is to do with what."""
    if items:
        yield Styled(title.to(lang), style="bold")
        for name, what in items:
            yield Padding(name, (0, 0, 0, 2))
            yield Padding(what, (0, 0, 0, 4))
        yield Styled()


def _areas(judgement: Judgement, lang: Lang) -> Table:
    """Give the counts of requirements by area."""
    by_area_ = by_area(judgement.requirements)
    outcomes = list(counts(judgement.requirements))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(AREA.to(lang))
    for outcome in outcomes:
        table.add_column(SEVERAL[outcome].to(lang), justify="right", style=STYLES[outcome])
    for area, decisions in by_area_.items():
        found = counts(decisions)
        table.add_row(area_name(area, lang), *(str(found.get(outcome, "")) for outcome in outcomes))
    return table


def _counts(judgement: Judgement, lang: Lang) -> Styled:
    line = Styled()
    for outcome, count in counts(judgement.requirements).items():
        line.append(f"{' · ' if line else ''}{outcome_counted(outcome, count, lang)}", style=STYLES[outcome])
    if not line:
        line.append(NO_REQUIREMENTS.to(lang))
    needing = sum(decision.needs_judgement for decision in judgement.decisions)
    return line.append(f" · {NEEDING.to(lang).format(shown_count(needing, lang))}") if needing else line
