"""What a verification, a replay or a comparison gave, told in lines."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text as Styled

from engine.log.accounts import FOR_ALL, NO_LONGER, NOT_MADE, Alike, Flipped, Listed, flipped_told, run_line, subjects
from engine.log.accounts import compared as compared_told
from engine.log.accounts import replayed as replayed_told
from engine.log.compare import Comparison
from engine.log.kept import Kept
from engine.log.replay import Replay
from engine.log.verify import Verified
from engine.log.whatif import WhatIf
from engine.log.words import Names
from engine.reports.paper import printed
from engine.reports.words import OUTCOMES, STYLES
from engine.source.text import Lang, Text

MOST_SUBJECTS = 5
"""Subjects that a line names."""
INDENT = (0, 0, 0, 2)
DEEP = (0, 0, 0, 4)


def verified_text(verified: Verified, lang: Lang, *, terminal: bool) -> str:
    """Give what a verification found: that the chain holds, or the first thing that is wrong and all others."""
    lines = [Styled(finding.text.to(lang), style="bold red") for finding in verified.findings]
    lines += [Styled(finding.text.to(lang), style="yellow") for finding in verified.remarks]
    count, head = verified.runs, verified.head
    if not verified.findings:
        holds = Text(f"Kørsler: {count}. Alt er, som det blev gemt.", f"Runs: {count}. All is as it was recorded.")
        lines.append(Styled(holds.to(lang), style="green"))
        lines += [Styled(Text(f"Hoved: {head.head}", f"Head: {head.head}").to(lang), style="dim")] if head else []
    return printed(Group(*lines), terminal=terminal)


def replay_text(kept: Kept, replay: Replay, lang: Lang, *, terminal: bool) -> str:
    """Give whether a run comes out as recorded, and each decision that does not."""
    found = replayed_told(replay, Names.of(kept, lang))
    lines: list[RenderableType] = [Styled(found.told, style="green" if found.same else "bold red")]
    lines += _flips(found.flipped, lang)
    lines += [Padding(_listed(listed, lang), INDENT) for listed in found.otherwise]
    return printed(Group(*lines), terminal=terminal)


def comparison_text(kept: Kept, comparison: Comparison, lang: Lang, *, terminal: bool) -> str:
    """Give what differs between two runs: what they rest on, and the decisions that flipped with their causes."""
    found = compared_told(comparison, Names.of(kept, lang))
    lines: list[RenderableType] = [Styled(line) for line in found.runs]
    lines += [Styled(f"{label}: {told}") for label, told in found.basis]
    lines += [Styled(), *_flips(found.flipped, lang), *(_listed(listed, lang) for listed in found.only)]
    return printed(Group(*lines, Styled(found.told, style="bold")), terminal=terminal)


def what_if_text(kept: Kept, found: WhatIf, lang: Lang) -> list[RenderableType]:
    """Give what a run would give under other rules; nothing where it would give the same."""
    lines: list[RenderableType] = []
    if found.problems:
        lines += [Styled(problem.to(lang), style="red") for problem in found.problems.problems]
    for question in found.dropped:
        told = Text(f"læsningen af {question} findes ikke mere", f"the reading of {question} is no longer there")
        lines.append(Styled(told.to(lang), style="yellow"))
    if found.flips or found.gone:
        names = Names.of(kept, lang)
        lines += _flips(flipped_told(found.flips, names), lang)
        lines += [_listed(Listed(NO_LONGER.to(lang), subjects(found.gone, names)), lang)] if found.gone else []
    if not lines:
        return []
    return [Styled(run_line(found.run, lang), style="bold"), Padding(Group(*lines), INDENT)]


def _flips(flipped: Flipped, lang: Lang) -> list[RenderableType]:
    """Give flipped decisions by rule; what caused them all is told first."""
    lines: list[RenderableType] = [f"{FOR_ALL.to(lang)}: {cause}" for cause in flipped.common]
    for rule in flipped.rules:
        lines.append(Styled(rule.title).append(f"  {rule.id}", style="dim"))
        for alike in rule.groups:
            lines += [_alike(alike, lang), *(Padding(f"← {cause}", DEEP) for cause in alike.causes)]
    return lines


def _alike(alike: Alike, lang: Lang) -> RenderableType:
    line = Styled(f"{_subjects([on.name for on in alike.subjects], lang)}: ")
    for outcome, arrow in ((alike.before, " → "), (alike.now, "")):
        word = OUTCOMES[outcome] if outcome else NOT_MADE
        line.append(word.to(lang), style=STYLES[outcome] if outcome else "dim").append(arrow)
    return Padding(line, INDENT)


def _listed(listed: Listed, lang: Lang) -> str:
    return f"{listed.what}: {_subjects(listed.subjects, lang)}"


def _subjects(named: Sequence[str], lang: Lang) -> str:
    shown, more = "; ".join(named[:MOST_SUBJECTS]), len(named) - MOST_SUBJECTS
    return shown + Text(f" og {more} til", f" and {more} more").to(lang) if more > 0 else shown
