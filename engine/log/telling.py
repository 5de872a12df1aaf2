"""What a verification, a replay or a comparison gave, told in lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text as Styled

from engine.log.causes import Cause
from engine.log.chain import Run
from engine.log.compare import Comparison, Flip
from engine.log.kept import Kept, Key
from engine.log.replay import Pair, Replay
from engine.log.verify import Verified
from engine.log.whatif import WhatIf
from engine.log.words import Names, when
from engine.reports.display import shown_date
from engine.reports.paper import printed
from engine.reports.words import OUTCOMES, STYLES
from engine.source.text import Lang, Text

MOST_SUBJECTS = 5
"""Subjects that a line names."""
FOR_ALL = Text("Årsag til dem alle", "What caused them all")
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
    number, same = replay.run.number, replay.same
    if not replay.pairs:
        told = Text(
            f"Kørsel {number}: alle {same} afgørelser er de samme, byte for byte.",
            f"Run {number}: all {same} decisions are the same, byte for byte.",
        )
        return printed(Styled(told.to(lang), style="green"), terminal=terminal)
    names = Names.of(kept, lang)
    differ = len(replay.pairs)
    told = Text(
        f"Kørsel {number}: {same} af {same + differ} afgørelser er de samme. Gemt af Klausul {replay.run.version}.",
        f"Run {number}: {same} of {same + differ} decisions are the same. Recorded by Klausul {replay.run.version}.",
    )
    lines: list[RenderableType] = [Styled(told.to(lang), style="bold red")]
    for pair in replay.pairs:
        if pair.flipped:
            lines += [_head(pair.key[0], names), _pair(pair, names, lang)]
    otherwise: dict[tuple[str, ...], list[Key]] = {}
    for pair in replay.pairs:
        if not pair.flipped:
            otherwise.setdefault(pair.parts, []).append(pair.key)
    for parts, keys in otherwise.items():
        listed = ", ".join(parts)
        differs = Text(f"samme afgørelse, men andet i {listed}", f"the same outcome, but other {listed}")
        lines.append(Padding(f"{differs.to(lang)}: {_keys(keys, names, lang)}", INDENT))
    return printed(Group(*lines), terminal=terminal)


def comparison_text(kept: Kept, comparison: Comparison, lang: Lang, *, terminal: bool) -> str:
    """Give what differs between two runs: what they rest on, and the decisions that flipped with their causes."""
    names = Names.of(kept, lang)
    lines: list[RenderableType] = [*_heads(comparison, lang), Styled()]
    lines += _flips(comparison.flips, names, lang)
    for keys, text in (
        (comparison.gone, Text("kun i den første", "in the first only")),
        (comparison.new, Text("kun i den anden", "in the second only")),
    ):
        if keys:
            lines.append(f"{text.to(lang)}: {_keys(keys, names, lang)}")
    flipped, same = len(comparison.flips), comparison.same
    told = Text(f"Faldt anderledes ud: {flipped} · som før: {same}", f"Flipped: {flipped} · as before: {same}")
    return printed(Group(*lines, Styled(told.to(lang), style="bold")), terminal=terminal)


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
        lines += _flips(found.flips, names, lang)
        if found.gone:
            gone = Text("træffes ikke mere", "no longer made").to(lang)
            lines.append(f"{gone}: {_keys(found.gone, names, lang)}")
    if not lines:
        return []
    return [Styled(run_line(found.run, lang), style="bold"), Padding(Group(*lines), INDENT)]


def run_line(run: Run, lang: Lang) -> str:
    """Give a run in one line."""
    at, day = when(run.at), shown_date(date.fromisoformat(run.as_of), lang)
    return Text(
        f"Kørsel {run.number}, {at} UTC, bedømt efter {day}", f"Run {run.number}, {at} UTC, judged by {day}"
    ).to(lang)


def _heads(comparison: Comparison, lang: Lang) -> list[Styled]:
    one, other, facts = comparison.one, comparison.other, comparison.facts
    same, others = Text("de samme", "the same"), Text("andre", "others")
    rows = [
        (Text("Fakta", "Facts"), Text(f"{facts} er ikke ens", f"{facts} differ") if facts else same),
        (Text("Regler", "Rules"), same if comparison.rules else others),
        (Text("Læsninger", "Readings"), same if one.readings == other.readings else others),
    ]
    lines = [Styled(run_line(one, lang)), Styled(run_line(other, lang))]
    lines += [Styled(f"{label.to(lang)}: {told.to(lang)}") for label, told in rows]
    if one.version != other.version:
        lines.append(Styled(f"Klausul {one.version} → {other.version}"))
    return lines


def _flips(flips: Sequence[Flip], names: Names, lang: Lang) -> list[RenderableType]:
    """Give flipped decisions by rule, those with the same causes together; what caused them all is told first."""
    alike: dict[tuple[str, tuple[str | None, str | None], tuple[Cause, ...]], list[Flip]] = {}
    for flip in sorted(flips, key=lambda flip: flip.pair.key[0]):
        alike.setdefault((flip.pair.key[0], flip.pair.outcomes, flip.causes), []).append(flip)
    caused = [set(causes) for _, _, causes in alike]
    common = set[Cause]().union(*caused).intersection(*caused) if len(caused) > 1 else set[Cause]()
    lines: list[RenderableType] = [f"{FOR_ALL.to(lang)}: {names.cause(cause)}" for cause in sorted(common, key=str)]
    for rule, of_rule in groupby(alike.items(), key=lambda item: item[0][0]):
        lines.append(_head(rule, names))
        for (_, _, causes), group in of_rule:
            lines.append(_pair(group[0].pair, names, lang, [flip.pair.key for flip in group]))
            lines += [Padding(f"← {names.cause(cause)}", DEEP) for cause in causes if cause not in common]
    return lines


def _head(rule: str, names: Names) -> Styled:
    return Styled(names.rule(rule)).append(f"  {rule}", style="dim")


def _pair(pair: Pair, names: Names, lang: Lang, keys: Sequence[Key] = ()) -> RenderableType:
    line = Styled(f"{_keys(keys or [pair.key], names, lang)}: ")
    before, now = pair.outcomes
    nothing = Text("ingen afgørelse", "no decision").to(lang)
    for outcome, arrow in ((before, " → "), (now, "")):
        line.append(OUTCOMES[outcome].to(lang) if outcome else nothing, style=STYLES[outcome] if outcome else "dim")
        line.append(arrow)
    return Padding(line, INDENT)


def _keys(keys: Sequence[Key], names: Names, lang: Lang) -> str:
    named = list(dict.fromkeys(names.subject(*key[1:]) for key in keys))
    shown, more = "; ".join(named[:MOST_SUBJECTS]), len(named) - MOST_SUBJECTS
    return shown + Text(f" og {more} til", f" and {more} more").to(lang) if more > 0 else shown
