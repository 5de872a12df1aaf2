"""The rulebook for programs: rules, parameters and deadlines as plain data."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from engine.decision.canonical import citation_data, period_data, place_data
from engine.decision.deadlines import Due
from engine.rulebook.model import Citation, Parameter, Reading, Rule, Rulebook
from engine.source.text import Text
from engine.values.exact import text_of

Data = dict[str, Any]


def rules_data(rulebook: Rulebook, areas: Collection[str] = (), documents: Collection[str] = ()) -> Data:
    """Give the rules of these areas that cite these documents, in short; all of them, where none are named."""
    chosen = [
        rule
        for rule in rulebook.rules.values()
        if (not areas or rule.area in areas) and (not documents or _documents(rule) & set(documents))
    ]
    return {"rulebook": rulebook.digest, "rules": [_short(rule) for rule in chosen]}


def rule_data(rulebook: Rulebook, rule: Rule) -> Data:
    """Give one rule in full: what it says formally, its parameters with their dates, its reading and remedy."""
    return _short(rule) | {
        "concludes": rule.concludes,
        "when": rule.when and rule.when.text,
        "unless": [
            {"test": each.test.text, "rule": each.rule, "citations": _citations(each.citations)} for each in rule.unless
        ],
        "require": rule.require and rule.require.text,
        "rests_on": sorted(rulebook.rests_on.get(rule.id, ())),
        "parameters": [_parameter(parameter) for parameter in rule.parameters.values()],
        "interpretation": _text(rule.interpretation),
        "question": _text(rule.question),
        "remedy": _text(rule.remedy),
        "readings": [_reading(reading) for reading in rule.readings],
        "place": place_data(rule.place),
    }


def parameters_data(rulebook: Rulebook, day: date, rules: Collection[str] = ()) -> Data:
    """Give the parameters that these rules use (all rules, where none are named) with their value on `day`."""
    used: dict[tuple[str, str], tuple[Parameter, list[str]]] = {}
    for rule in rulebook.rules.values():
        if not rules or rule.id in rules:
            for parameter in rule.used_parameters:
                used.setdefault((parameter.place.file, parameter.name), (parameter, []))[1].append(rule.id)
    found = []
    for parameter, ids in used.values():
        dated = parameter.at(day)
        in_force = {"value": text_of(dated.value, parameter.kind), **period_data(dated.period)} if dated else None
        found.append(_parameter(parameter) | {"in_force": in_force, "rules": ids})
    return {"rulebook": rulebook.digest, "as_of": day.isoformat(), "parameters": found}


def deadlines_data(found: Sequence[Due], span: tuple[date, date]) -> Data:
    """Give deadlines that fall in a span of days."""
    start, end = (day.isoformat() for day in span)
    return {"from": start, "to": end, "deadlines": [_deadline(one) for one in found]}


def _short(rule: Rule) -> Data:
    return {
        "id": rule.id,
        "area": rule.area,
        "kind": "conclusion" if rule.is_conclusion else "requirement",
        "modality": rule.modality,
        "subject": rule.subject,
        "title": rule.title._asdict(),
        "period": period_data(rule.period),
        "citations": _citations(rule.citations),
    }


def _documents(rule: Rule) -> set[str]:
    return {citation.document for citation in rule.citations}


def _parameter(parameter: Parameter) -> Data:
    return {
        "name": parameter.name,
        "title": _text(parameter.title),
        "kind": parameter.kind.name,
        "values": [
            {"value": text_of(dated.value, parameter.kind), **period_data(dated.period)} for dated in parameter.values
        ],
        "citations": _citations(parameter.citations),
        "review_by": parameter.review_by.isoformat(),
        "place": place_data(parameter.place),
    }


def _reading(reading: Reading) -> Data:
    return {
        "id": reading.id,
        "question": reading.question._asdict(),
        "used": reading.used,
        "why": reading.why._asdict(),
        "options": [{"name": option.name, "title": option.title._asdict()} for option in reading.options],
    }


def _deadline(one: Due) -> Data:
    return {
        "id": one.deadline.id,
        "year": one.year,
        "day": one.day.isoformat(),
        "title": one.title._asdict(),
        "rule": one.rule.id,
        "area": one.rule.area,
        "modality": one.rule.modality,
        "citations": _citations(one.rule.citations),
    }


def _citations(citations: Sequence[Citation]) -> list[Data]:
    return [citation_data(citation) for citation in citations]


def _text(text: Text | None) -> Data | None:
    return text._asdict() if text else None
