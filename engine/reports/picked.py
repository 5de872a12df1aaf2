"""Which decisions a report shows, in what order, and how they are counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import groupby

from engine.decision.decide import Decision, Judgement
from engine.evaluation.trace import Missing
from engine.reports.words import SEVERITY

QUIET = frozenset({"met", "not_applicable", "exempt", "true", "false", "unknown"})
"""What a report leaves to the counts unless everything is asked for."""


def verdict(decision: Decision) -> str:
    """Give the outcome as a report names it: a breach of what should only be kept ('bør', 'kan') is a remark."""
    if decision.is_deviating:
        return "deviation"
    return "remark" if decision.outcome == "breached" and not decision.is_breach else decision.outcome


def shown(judgement: Judgement, *, everything: bool) -> list[Decision]:
    """Give the decisions to show; where only conclusions were asked for, all of them."""
    if everything or not judgement.requirements:
        return list(judgement.decisions)
    return [decision for decision in judgement.decisions if verdict(decision) not in QUIET]


def by_subject(decisions: Iterable[Decision]) -> list[list[Decision]]:
    """Give the decisions by subject, the subject with the gravest first, and each subject's gravest first."""
    ordered = sorted(decisions, key=lambda d: (d.subject.entity, d.subject.id, _gravity(d), d.rule.id))
    groups = [list(group) for _, group in groupby(ordered, key=lambda d: (d.subject.entity, d.subject.id))]
    return sorted(groups, key=lambda group: _gravity(group[0]))


def by_verdict(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    """Give the decisions by how they came out, the gravest first, each in order of rule and subject."""
    ordered = sorted(decisions, key=lambda d: (_gravity(d), d.rule.id, d.subject.entity, d.subject.id))
    return {outcome: list(group) for outcome, group in groupby(ordered, key=verdict)}


def by_area(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    """Give the decisions by the area of their rules."""
    ordered = sorted(decisions, key=lambda d: (d.rule.area, d.rule.id, d.subject.entity, d.subject.id))
    return {area: list(group) for area, group in groupby(ordered, key=lambda d: d.rule.area)}


def counts(decisions: Iterable[Decision]) -> Mapping[str, int]:
    """Give how many decisions came out each way that any did, the gravest first."""
    found = Counter(verdict(decision) for decision in decisions)
    return {outcome: found[outcome] for outcome in SEVERITY if found[outcome]}


def questions(judgement: Judgement) -> list[list[Decision]]:
    """Give the decisions that need a person's judgement, by rule: they share its question."""
    asked = sorted((d for d in judgement.decisions if d.needs_judgement), key=lambda d: (d.rule.id, _gravity(d)))
    return [list(group) for _, group in groupby(asked, key=lambda d: d.rule.id)]


def asked_for(judgement: Judgement) -> list[tuple[tuple[str, str], list[Missing]]]:
    """Give the missing facts by subject (entity and id), those that most decisions wait for first."""
    waiting = Counter(fact for d in judgement.requirements for fact in judgement.missing(d))
    by_owner: dict[tuple[str, str], list[Missing]] = {}
    for fact in sorted(waiting, key=lambda fact: (-waiting[fact], fact)):
        by_owner.setdefault((fact.subject.entity, fact.subject.id), []).append(fact)
    return sorted(by_owner.items(), key=lambda item: (-sum(waiting[fact] for fact in item[1]), item[0]))


def _gravity(decision: Decision) -> int:
    return SEVERITY.index(verdict(decision))
