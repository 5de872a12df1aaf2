"""The report as Markdown, to paste in a case file or a pull request: tables, breaches first, with plain sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from engine.decision.decide import Decision, Judgement
from engine.reports.counted import SEVERAL
from engine.reports.explain import Trees, trees
from engine.reports.lines import (
    ASK,
    JUDGE,
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
from engine.reports.picked import by_area, by_verdict, counts, shown
from engine.reports.readings import DEPENDS, chosen_line, otherwise_lines
from engine.reports.reporter import View
from engine.reports.sentences import Sentences
from engine.reports.subjects import own_name, subject_kind, subject_name
from engine.reports.words import AREA, DO, OUTCOMES, RULE, SUBJECT, TOTAL, WHY, area_name
from engine.source.text import Lang

SPECIAL = re.compile(r"([\\`*_\[\]<>|~#])")
NUMBERED = re.compile(r"^(\d+)([.)])(?=\s|$)")
HEADS = (SUBJECT, RULE, WHY)


def check(judgement: Judgement, view: View) -> str:
    """Give the report of a check."""
    lang, facts = view.lang, judgement.facts
    blocks = [f"# {plain(facts.title)}"] if facts.title else []
    blocks += [f"> {plain(facts.note)}"] if facts.note else []
    blocks.append(plain(basis(judgement, lang)))
    if chosen := chosen_line(judgement, lang):
        blocks.append(plain(chosen))
    blocks.append(_counts(judgement, lang))
    if view.detail != "summary":
        notes, told = Notes.of(judgement, lang), trees(judgement, lang)
        for outcome, decisions in by_verdict(shown(judgement, everything=view.everything)).items():
            head = (OUTCOMES if len(decisions) == 1 else SEVERAL)[outcome].to(lang)
            blocks.append(f"## {head.capitalize()} ({len(decisions)})")
            blocks += _decisions(notes, told, decisions, view)
        blocks += _readings(judgement, view)
        blocks += _section(JUDGE.to(lang), to_judge(judgement, lang))
        blocks += _section(ASK.to(lang), to_ask(judgement, lang))
    blocks += [plain(line) for line in (second_opinion(judgement, lang), *remarks(judgement, lang))]
    blocks += [plain(line) for line in recorded(view.recorded, lang)]
    return "\n\n".join(blocks) + "\n"


def explain(judgement: Judgement, decision: Decision, view: View) -> str:
    """Give one decision."""
    blocks = [f"## {plain(head(judgement, decision, view.lang))}"]
    if view.detail != "summary":
        blocks.append(plain(Sentences(judgement, view.lang).sentence(decision)))
        blocks += [plain(line) for line in Notes.of(judgement, view.lang).all(decision)]
    if view.detail == "full":
        blocks.append(_fenced(trees(judgement, view.lang).text(decision)))
    return "\n\n".join(blocks) + "\n"


def _decisions(notes: Notes, told: Trees, decisions: list[Decision], view: View) -> Iterator[str]:
    """Give decisions that came out alike: a table; or each with its tree."""
    judgement, sentences = notes.judgement, Sentences(notes.judgement, view.lang)
    if view.detail == "short":
        heads = [name.to(view.lang) for name in HEADS]
        rows = view.share(lambda decision: _row(notes, decision, sentences), decisions)
        does = any(row[-1] for row in rows)
        yield table([*heads, DO.to(view.lang)], rows) if does else table(heads, [row[:3] for row in rows])
        return
    for decision in decisions:
        yield f"### {plain(head(judgement, decision, view.lang))}"
        yield plain(sentences.sentence(decision))
        yield _fenced(told.text(decision))


def _row(notes: Notes, decision: Decision, sentences: Sentences) -> list[str]:
    judgement, lang, subject = notes.judgement, notes.lang, decision.subject
    name = subject_name(judgement.facts, subject.entity, subject.id, lang)
    if own_name(judgement.facts, subject.entity, subject.id):
        name += f" ({subject_kind(judgement.facts, subject.entity, lang)})"
    cells = [name, decision.rule.title.to(lang), sentences.why(decision)]
    return [*map(plain, cells), "<br>".join(plain(line.removeprefix("→ ")) for line in notes.amends(decision))]


def _counts(judgement: Judgement, lang: Lang) -> str:
    """Give the counts of requirements by area and in all."""
    outcomes = list(counts(judgement.requirements))
    if not outcomes:
        return NO_REQUIREMENTS.to(lang)
    rows = []
    for area, decisions in by_area(judgement.requirements).items():
        found = counts(decisions)
        rows.append([area_name(area, lang), *(str(found.get(outcome, "")) for outcome in outcomes)])
    total = counts(judgement.requirements)
    rows.append([TOTAL.to(lang), *(f"**{total[outcome]}**" for outcome in outcomes)])
    return table([AREA.to(lang), *(SEVERAL[outcome].to(lang) for outcome in outcomes)], rows)


def _readings(judgement: Judgement, view: View) -> list[str]:
    """Give what another reading of the agreement would change."""
    lines = otherwise_lines(judgement, view.lang, everything=view.everything)
    listed = "\n".join(f"- {plain(line.plain)}" for line in lines)
    return [f"## {DEPENDS.to(view.lang)}", listed] if lines else []


def _section(title: str, items: list[tuple[str, str]]) -> list[str]:
    if not items:
        return []
    return [f"## {title}", "\n".join(f"- **{plain(name)}** {plain(what)}" for name, what in items)]


def table(heads: list[str], rows: Iterable[list[str]]) -> str:
    """Give a table, its cells as Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def plain(text: str) -> str:
    """Give text so that Markdown takes none of it for its own signs, on one line."""
    line = SPECIAL.sub(r"\\\1", " ".join(text.split())).replace("&", "&amp;")
    return NUMBERED.sub(r"\1\\\2", line)


def _fenced(text: str) -> str:
    """Give text as it stands, in a fence that nothing in it closes."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}{fence}"
