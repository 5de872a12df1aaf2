"""The summary: how many requirements came out each way, per operator and area."""

from __future__ import annotations

from collections import Counter

from engine.reports.counted import outcome_counted
from engine.reports.display import counted
from engine.reports.pages.dossier.model import Count, Summary
from engine.reports.pages.dossier.told import Teller, outcome_of
from engine.reports.picked import verdict
from engine.reports.words import AREAS, SEVERITY
from engine.source.text import Text, same

Key = tuple[bool, str, str]


def summary(teller: Teller) -> Summary:
    """Give the summary of a check's requirements; only the outcomes that there are have a column."""
    found: dict[Key, Counter[str]] = {}
    by_area: dict[str, Counter[str]] = {}
    for decision in teller.judgement.requirements:
        operator = teller.operator(decision.subject.entity, decision.subject.id)
        key = (operator is None, operator or "", decision.rule.area)
        found.setdefault(key, Counter())[verdict(decision)] += 1
        by_area.setdefault(decision.rule.area, Counter())[verdict(decision)] += 1
    total = sum(by_area.values(), Counter[str]())
    names = tuple(name for name in SEVERITY if total[name])

    def counts(of: Counter[str]) -> tuple[int, ...]:
        return tuple(of[name] for name in names)

    def area(id_: str) -> str:
        return AREAS.get(id_, same(id_)).to(teller.lang)

    rows = tuple(
        Count(teller.named(None if nobody else operator), area(id_), counts(of))
        for (nobody, operator, id_), of in sorted(found.items())
    )
    areas = tuple(Count("", area(id_), counts(of)) for id_, of in sorted(by_area.items()))
    return Summary(tuple(outcome_of(name, teller.lang, several=True) for name in names), rows, areas, counts(total))


def headline(teller: Teller) -> str:
    """Give the whole check in one sentence."""
    total = Counter(verdict(decision) for decision in teller.judgement.requirements)
    if not total:
        return Text("Ingen krav er bedømt.", "No requirements were judged.").to(teller.lang)
    told = ", ".join(outcome_counted(name, total[name], teller.lang) for name in SEVERITY if total[name])
    made = counted(sum(total.values()), Text("krav", "requirement"), Text("krav", "requirements"), teller.lang)
    return f"{made}: {told}."
