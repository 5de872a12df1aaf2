"""Open readings in words: what the text leaves open, how it is read here, and what would come out otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text as Styled

from engine.decision.decide import Decision, Judgement
from engine.reports.subjects import subject_name
from engine.reports.words import OUTCOMES, STYLES
from engine.rulebook.model import Reading, Rulebook
from engine.source.text import Lang, Text

DEPENDS = Text("Afhænger af, hvordan aftalen læses", "Depends on how the agreement is read")
"""The head of what another reading would change."""
BY_ANOTHER = Text("Efter en anden læsning", "By another reading")
MOST_SUBJECTS = 3
"""Subjects that a line names."""

Alike = tuple[str, str, str, tuple[tuple[str, str], ...]]
"""A rule, a question, the outcome, and the options by which it is another, with that outcome."""


def otherwise_lines(judgement: Judgement, lang: Lang, *, everything: bool = False) -> list[Styled]:
    """Give the requirements that another reading would change, those alike in one line; nothing where there is none.

    What is kept or does not apply, and would only be open by another reading, is counted unless `everything` is asked.
    """
    shown, more = _dependent(judgement, everything=everything)
    lines = [_line(judgement, alike, decisions, lang) for alike, decisions in shown.items()]
    return [*lines, *(Styled(line, style="dim") for line in _more_lines(more, lang))]


def otherwise_told(
    judgement: Judgement, lang: Lang, *, everything: bool = False
) -> tuple[dict[tuple[str, str], list[str]], list[str]]:
    """Give the same by decision (rule, subject's id): a line for each question; and the lines that count the rest."""
    told: dict[tuple[str, str], list[str]] = {}
    shown, more = _dependent(judgement, everything=everything)
    for (rule, question, _, options), decisions in shown.items():
        reading, _ = judgement.prepared.rulebook.readings[question]
        for decision in decisions:
            told.setdefault((rule, decision.subject.id), []).append(_options(reading, options, lang))
    return told, _more_lines(more, lang)


def _dependent(judgement: Judgement, *, everything: bool) -> tuple[dict[Alike, list[Decision]], int]:
    """Give the requirements that another reading would change, those alike together, and how many more there are."""
    groups: dict[Alike, list[Decision]] = {}
    for decision in judgement.requirements:
        for reading, options in _by_question(judgement, decision):
            groups.setdefault((decision.rule.id, reading.id, decision.outcome, options), []).append(decision)
    shown = {alike: decisions for alike, decisions in groups.items() if everything or _matters(alike)}
    return shown, len({id(d) for alike, decisions in groups.items() if alike not in shown for d in decisions})


def _more_lines(more: int, lang: Lang) -> list[str]:
    one = Text(
        "1 afgørelse til ville være uafklaret efter en anden læsning (--all viser den).",
        "1 more decision would be undetermined by another reading (--all shows it).",
    )
    several = Text(
        f"{more} afgørelser til ville være uafklarede efter en anden læsning (--all viser dem).",
        f"{more} more decisions would be undetermined by another reading (--all shows them).",
    )
    return [(one if more == 1 else several).to(lang)] if more else []


def _matters(alike: Alike) -> bool:
    _, _, outcome, options = alike
    return outcome in ("breached", "undetermined") or any(other != "undetermined" for _, other in options)


def rests_on_reading(judgement: Judgement, decision: Decision) -> bool:
    """Say whether a requirement would come out otherwise, and not merely be open, by another reading."""
    others = judgement.otherwise(decision)
    return not decision.rule.is_conclusion and any(other.outcome != "undetermined" for other in others)


def _line(judgement: Judgement, alike: Alike, decisions: list[Decision], lang: Lang) -> Styled:
    _, question, outcome, options = alike
    line = Styled(f"{decisions[0].rule.title.to(lang)} ({_subjects(judgement, decisions, lang)}): ")
    line.append(OUTCOMES[outcome].to(lang), style=STYLES[outcome])
    reading, _ = judgement.prepared.rulebook.readings[question]
    for option, other in options:
        line.append("; ").append(OUTCOMES[other].to(lang), style=STYLES[other])
        line.append(_if(reading, option, lang))
    return line


def reading_lines(judgement: Judgement, decision: Decision, lang: Lang) -> list[str]:
    """Give the open questions of a decision's rule as they are read, and what would come out by other readings."""
    return [question_line(reading, lang) for reading in decision.rule.readings] + by_another(judgement, decision, lang)


def by_another(judgement: Judgement, decision: Decision, lang: Lang) -> list[str]:
    """Give what would come out by other readings of each open question, in a line; nothing where it is the same."""
    lines = []
    for reading, options in _by_question(judgement, decision):
        lines.append(f"{BY_ANOTHER.to(lang)}: {_options(reading, options, lang)}")
    return lines


def question_line(reading: Reading, lang: Lang) -> str:
    """Give an open question, the option that is used, and why."""
    told = (
        f"{reading.question.to(lang)} {Text('Her', 'Here').to(lang)}: {reading.option(reading.chosen).title.to(lang)}"
    )
    if reading.chosen == reading.used:
        return f"{told}. {reading.why.to(lang)}"
    return told + Text(" (valgt for denne kontrol).", " (chosen for this check).").to(lang)


def options_lines(reading: Reading, lang: Lang) -> list[str]:
    """Give an open question with all its options: the name to choose each by, and what it says."""
    marks = Text("bruges", "used").to(lang)
    lines = [reading.question.to(lang)]
    for option in reading.options:
        used = f" [{marks}: {reading.why.to(lang)}]" if option.name == reading.used else ""
        lines.append(f"  {option.name}: {option.title.to(lang)}{used}")
    return lines


def chosen_line(judgement: Judgement, lang: Lang) -> str | None:
    """Give the readings chosen for a run in place of those that the rulebook uses; None where there are none."""
    if not judgement.chosen:
        return None
    told = "; ".join(_chosen(judgement.prepared.rulebook, id_, lang) for id_ in judgement.chosen)
    return Text(f"Valgt læsning: {told}.", f"Reading chosen: {told}.").to(lang)


def _chosen(rulebook: Rulebook, id_: str, lang: Lang) -> str:
    reading, rules = rulebook.readings[id_]
    return f"{reading.option(reading.chosen).title.to(lang)} ({', '.join(rule.id for rule in rules)})"


def _by_question(judgement: Judgement, decision: Decision) -> Iterator[tuple[Reading, tuple[tuple[str, str], ...]]]:
    found: dict[str, tuple[Reading, list[tuple[str, str]]]] = {}
    for other in judgement.otherwise(decision):
        found.setdefault(other.reading.id, (other.reading, []))[1].append((other.option.name, other.outcome))
    for reading, options in found.values():
        yield reading, tuple(options)


def _options(reading: Reading, options: tuple[tuple[str, str], ...], lang: Lang) -> str:
    return "; ".join(f"{OUTCOMES[other].to(lang)}{_if(reading, option, lang)}" for option, other in options)


def _if(reading: Reading, option: str, lang: Lang) -> str:
    return Text(", hvis ", " if ").to(lang) + reading.option(option).title.to(lang)


def _subjects(judgement: Judgement, decisions: list[Decision], lang: Lang) -> str:
    named = [subject_name(judgement.facts, d.subject.entity, d.subject.id, lang) for d in decisions[:MOST_SUBJECTS]]
    more = len(decisions) - MOST_SUBJECTS
    if more > 0:
        named.append(Text(f"{more} til", f"{more} more").to(lang))
    return "; ".join(named)
