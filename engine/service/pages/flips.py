"""Which decisions flip when something is changed: before and after, the gravest after first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.decision.decide import Decision, Judgement
from engine.reports.pages.dossier.model import Outcome
from engine.reports.pages.dossier.told import outcome_of
from engine.reports.picked import counts, verdict
from engine.reports.sentences import Sentences
from engine.reports.subjects import subject_told
from engine.reports.words import SEVERITY
from engine.source.text import Lang

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Flip:
    """A decision that came out otherwise; None on the side where it is not made."""

    rule: str
    title: str
    entity: str
    id: str
    subject: str
    before: Outcome | None
    after: Outcome | None
    why: str


@dataclass(frozen=True, slots=True)
class Trial:
    """What a change would do: the flips, and how many requirements come out each way before and after."""

    flips: tuple[Flip, ...]
    counts: tuple[tuple[Outcome, int, int], ...]


def trial(before: Judgement, after: Judgement, lang: Lang) -> Trial:
    """Hold two checks against each other."""
    old, new = _by_key(before.decisions), _by_key(after.decisions)
    changed = [key for key in old | new if _outcome(old.get(key)) != _outcome(new.get(key))]
    changed.sort(key=lambda key: (SEVERITY.index(verdict(new.get(key) or old[key])), key))
    sums = [counts(judgement.requirements) for judgement in (before, after)]
    names = [name for name in SEVERITY if name in sums[0] or name in sums[1]]
    return Trial(
        tuple(_flip(key, old, new, before, after, lang) for key in changed),
        tuple((outcome_of(name, lang, several=True), sums[0].get(name, 0), sums[1].get(name, 0)) for name in names),
    )


def _by_key(decisions: Iterable[Decision]) -> dict[Key, Decision]:
    return {(d.rule.id, d.subject.entity, d.subject.id): d for d in decisions}


def _outcome(decision: Decision | None) -> str | None:
    return verdict(decision) if decision else None


def _flip(
    key: Key,
    old: Mapping[Key, Decision],
    new: Mapping[Key, Decision],
    before: Judgement,
    after: Judgement,
    lang: Lang,
) -> Flip:
    judgement, decision = (after, new[key]) if key in new else (before, old[key])
    rule, entity, id_ = key
    return Flip(
        rule,
        decision.rule.title.to(lang),
        entity,
        id_,
        subject_told(judgement.facts, entity, id_, lang),
        _told(old.get(key), lang),
        _told(new.get(key), lang),
        Sentences(judgement, lang).why(decision),
    )


def _told(decision: Decision | None, lang: Lang) -> Outcome | None:
    return outcome_of(verdict(decision), lang) if decision else None
