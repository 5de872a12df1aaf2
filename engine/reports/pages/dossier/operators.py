"""All decisions by operator and subject: those that are told, and of the others how many there are by rule."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from engine.decision.decide import Decision
from engine.reports.counted import things_counted
from engine.reports.pages.dossier.extent import gravity
from engine.reports.pages.dossier.model import OfOperator, OfRule, OfSubject
from engine.reports.pages.dossier.told import Teller
from engine.reports.pages.html import anchor
from engine.reports.picked import verdict
from engine.reports.subjects import subject_full
from engine.source.text import Text


def operators(teller: Teller, outcomes: tuple[str, ...]) -> tuple[OfOperator, ...]:
    """Give every operator's decisions; those that are only counted, by rule in columns of `outcomes`."""
    ordered = sorted(teller.judgement.decisions, key=teller.by_operator)
    return tuple(
        _operator(teller, operator, list(decisions), outcomes)
        for operator, decisions in groupby(ordered, key=lambda d: teller.operator(d.subject.entity, d.subject.id))
    )


def _operator(teller: Teller, operator: str | None, decisions: list[Decision], outcomes: tuple[str, ...]) -> OfOperator:
    subjects = []
    for (entity, id_), group in groupby(decisions, key=lambda d: (d.subject.entity, d.subject.id)):
        of = sorted(group, key=gravity)
        told = tuple(teller.known(each) for each in of if teller.extent.tells(each))
        if told:
            name = subject_full(teller.judgement.facts, entity, id_, teller.lang)
            subjects.append(OfSubject(name, teller.counted(of), told))
    place, left = anchor("driftsherre", operator or ""), _left_out(teller, decisions)
    rules = _by_rule(teller, decisions, outcomes) if left else ()
    return OfOperator(place, teller.named(operator), teller.counted(decisions), tuple(subjects), left, rules)


def _left_out(teller: Teller, decisions: list[Decision]) -> str:
    more = sum(not teller.extent.tells(decision) for decision in decisions)
    of = things_counted("decision", len(decisions), teller.lang)
    told = Text(f"{more} af {of} er kun talt.", f"{more} of {of} {'is' if more == 1 else 'are'} only counted.")
    return told.to(teller.lang) if more else ""


def _by_rule(teller: Teller, decisions: list[Decision], outcomes: tuple[str, ...]) -> tuple[OfRule, ...]:
    """Give how an operator's requirements came out by rule."""
    found: dict[str, Counter[str]] = {}
    for decision in decisions:
        if not decision.rule.is_conclusion:
            found.setdefault(decision.rule.id, Counter())[verdict(decision)] += 1
    rules = teller.judgement.prepared.rulebook.rules
    return tuple(
        OfRule(rules[id_].title.to(teller.lang), id_, tuple(of[name] for name in outcomes))
        for id_, of in sorted(found.items())
    )
