"""What a replay and a comparison gave, as plain texts in one language: terminal and pages are made from this."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

from engine.log.causes import Cause
from engine.log.chain import Run
from engine.log.compare import Comparison, Flip
from engine.log.kept import Key
from engine.log.replay import Pair, Replay
from engine.log.words import Names, when
from engine.reports.display import shown_date
from engine.reports.words import SEVERITY
from engine.source.text import Lang, Text

FOR_ALL = Text("Årsag til dem alle", "What caused them all")
NOT_MADE = Text("ingen afgørelse", "no decision")
SAME, OTHERS = Text("de samme", "the same"), Text("andre", "others")
IN_FIRST = Text("kun i den første", "in the first only")
IN_SECOND = Text("kun i den anden", "in the second only")
NO_LONGER = Text("træffes ikke mere", "no longer made")


class On(NamedTuple):
    """A subject: its id and its name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Alike:
    """Decisions of one rule that came out otherwise in the same way, and for the same causes.

    `before`, `now`: names of outcomes, None where there is no decision. `causes`: without those of all that flipped.
    """

    subjects: tuple[On, ...]
    before: str | None
    now: str | None
    causes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfRule:
    """Decisions of one rule, those alike together, the gravest first."""

    id: str
    title: str
    groups: tuple[Alike, ...]


@dataclass(frozen=True, slots=True)
class Flipped:
    """Decisions that came out otherwise: what caused them all, and each rule, the one with the gravest first."""

    common: tuple[str, ...]
    rules: tuple[OfRule, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """Decisions of which one thing is said: what, and the subjects that they are on."""

    what: str
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a replay gave. `same`: whether everything is; `otherwise`: what is the same but for some parts."""

    same: bool
    told: str
    flipped: Flipped
    otherwise: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """What two runs differ in. `runs`: each in one line; `basis`: what they rest on; `only`: what is in one of them."""

    runs: tuple[str, str]
    basis: tuple[tuple[str, str], ...]
    flipped: Flipped
    only: tuple[Listed, ...]
    told: str


def replayed(replay: Replay, names: Names) -> Replayed:
    """Give what a replay gave, told."""
    number, same, differ = replay.run.number, replay.same, len(replay.pairs)
    told = Text(
        f"Kørsel {number}: alle {same} afgørelser er de samme, byte for byte.",
        f"Run {number}: all {same} decisions are the same, byte for byte.",
    )
    if differ:
        version = replay.run.version
        told = Text(
            f"Kørsel {number}: {same} af {same + differ} afgørelser er de samme. Gemt af Klausul {version}.",
            f"Run {number}: {same} of {same + differ} decisions are the same. Recorded by Klausul {version}.",
        )
    by_parts: dict[tuple[str, ...], list[Key]] = {}
    for pair in replay.pairs:
        if not pair.flipped:
            by_parts.setdefault(pair.parts, []).append(pair.key)
    flipped = flipped_told([Flip(pair, ()) for pair in replay.pairs if pair.flipped], names)
    otherwise = (Listed(_other(parts, names.lang), subjects(keys, names)) for parts, keys in by_parts.items())
    return Replayed(not differ, told.to(names.lang), flipped, tuple(otherwise))


def compared(comparison: Comparison, names: Names) -> Compared:
    """Give what a comparison gave, told."""
    one, other, lang = comparison.one, comparison.other, names.lang
    sides = ((comparison.gone, IN_FIRST), (comparison.new, IN_SECOND))
    flipped, same = len(comparison.flips), comparison.same
    told = Text(f"Faldt anderledes ud: {flipped} · som før: {same}", f"Flipped: {flipped} · as before: {same}")
    return Compared(
        (run_line(one, lang), run_line(other, lang)),
        tuple((label.to(lang), found.to(lang)) for label, found in _basis(comparison)),
        flipped_told(comparison.flips, names),
        tuple(Listed(what.to(lang), subjects(keys, names)) for keys, what in sides if keys),
        told.to(lang),
    )


def flipped_told(flips: Sequence[Flip], names: Names) -> Flipped:
    """Give decisions that came out otherwise by rule, those with the same causes together."""
    alike: dict[tuple[str, tuple[str | None, str | None], tuple[Cause, ...]], list[Key]] = {}
    for flip in sorted(flips, key=lambda flip: _gravity(flip.pair)):
        alike.setdefault((flip.pair.key[0], flip.pair.outcomes, flip.causes), []).append(flip.pair.key)
    caused = [set(causes) for _, _, causes in alike]
    common = set[Cause]().union(*caused).intersection(*caused) if len(caused) > 1 else set[Cause]()
    gravest = {rule: place for place, rule in enumerate(dict.fromkeys(rule for rule, _, _ in alike))}
    by_rule = groupby(sorted(alike.items(), key=lambda item: gravest[item[0][0]]), key=lambda item: item[0][0])
    rules = []
    for rule, group in by_rule:
        told = (
            Alike(
                tuple(On(id_, names.subject(entity, id_)) for _, entity, id_ in keys),
                *outcomes,
                tuple(names.cause(cause) for cause in causes if cause not in common),
            )
            for (_, outcomes, causes), keys in group
        )
        rules.append(OfRule(rule, names.rule(rule), tuple(told)))
    return Flipped(tuple(names.cause(cause) for cause in sorted(common, key=str)), tuple(rules))


def subjects(keys: Iterable[Key], names: Names) -> tuple[str, ...]:
    """Give the subjects of decisions, each once."""
    return tuple(dict.fromkeys(names.subject(*key[1:]) for key in keys))


def run_line(run: Run, lang: Lang) -> str:
    """Give a run in one line."""
    at, day = when(run.at), shown_date(date.fromisoformat(run.as_of), lang)
    return Text(
        f"Kørsel {run.number}, {at} UTC, bedømt efter {day}", f"Run {run.number}, {at} UTC, judged by {day}"
    ).to(lang)


def _basis(comparison: Comparison) -> list[tuple[Text, Text]]:
    one, other, facts = comparison.one, comparison.other, comparison.facts
    rows = [
        (Text("Fakta", "Facts"), _differing(facts) if facts else SAME),
        (Text("Regler", "Rules"), SAME if comparison.rules else OTHERS),
        (Text("Læsninger", "Readings"), SAME if one.readings == other.readings else OTHERS),
    ]
    changed = f"{one.version} → {other.version}"
    return rows if one.version == other.version else [*rows, (Text("Klausul", "Klausul"), Text(changed, changed))]


def _differing(facts: int) -> Text:
    if facts == 1:
        return Text("1 oplysning er ikke den samme", "1 fact is not the same")
    return Text(f"{facts} oplysninger er ikke de samme", f"{facts} facts are not the same")


def _gravity(pair: Pair) -> tuple[int, int, Key]:
    """Give what orders flips: how grave what comes out now is, then what came out before."""
    before, now = (len(SEVERITY) if name is None else SEVERITY.index(name) for name in pair.outcomes)
    return now, before, pair.key


def _other(parts: Iterable[str], lang: Lang) -> str:
    listed = ", ".join(parts)
    return Text(f"samme afgørelse, men andet i {listed}", f"the same outcome, but other {listed}").to(lang)
