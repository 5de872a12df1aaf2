"""Decisions and traces as plain data: what is written as JSON, and what a digest is taken over (RFC 8785)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from engine.decision.decide import Decision, Judgement
from engine.decision.deviations import Deviation
from engine.decision.margin import margin_of
from engine.evaluation.trace import Element, Missing, Opening, Ref, RuleTrace, Step, lacking
from engine.rulebook.model import Citation, Period, Rule
from engine.source.problem import Place
from engine.values.canonical import canonical, hash_of
from engine.values.exact import text_of

Data = dict[str, Any]


@dataclass
class Canonical:
    """Gives the decisions of one check as data; what is the same for all decisions of a rule is made once."""

    judgement: Judgement
    rules: dict[str, Data] = field(default_factory=dict)
    margins: dict[int, str | None] = field(default_factory=dict)

    def decision(self, decision: Decision, *, with_trace: bool = False) -> Data:
        """Give a decision as data. With its trace it also says where every fact stands."""
        judgement, rule, way = self.judgement, decision.rule, decision.way
        of_rule = self._of_rule(rule)
        missing = [_missing(missing) for missing in judgement.missing(decision)]
        data: Data = {
            "rule": rule.id,
            "kind": "conclusion" if rule.is_conclusion else "requirement",
            "subject": {"type": decision.subject.entity, "id": decision.subject.id},
            "outcome": way.outcome,
            "settled_by": {"part": way.part, "index": way.index} if way.settled else None,
            "modality": rule.modality,
            "citations": of_rule["citations"],
            "exception_citations": _exempting(decision),
            "parameters": of_rule["parameters"],
            "missing": missing,
            "open": [_opening(opening) for opening in judgement.reasons(decision)],
            "readings": [
                {"question": a.reading.id, "chosen": a.reading.chosen, "otherwise": a.option.name, "outcome": a.outcome}
                for a in judgement.otherwise(decision)
            ],
            "deviation": _deviation(decision.deviation),
            "margin": self._margin(decision),
            "needs_judgement": decision.needs_judgement,
            "question": rule.question._asdict() if rule.question else None,
            "digest": _digest(judgement, decision, missing),
        }
        if with_trace:
            data["trace"] = trace_data(judgement.trace(decision))
        return data

    def _margin(self, decision: Decision) -> str | None:
        alike = self.judgement.alike(decision)
        if alike is None:
            return _margin(self.judgement, decision)
        if alike not in self.margins:
            self.margins[alike] = _margin(self.judgement, decision)
        return self.margins[alike]

    def _of_rule(self, rule: Rule) -> Data:
        if rule.id not in self.rules:
            self.rules[rule.id] = {
                "citations": [citation_data(citation) for citation in rule.citations],
                "parameters": _parameters(rule, self.judgement),
            }
        return self.rules[rule.id]


def decision_data(judgement: Judgement, decision: Decision, *, with_trace: bool = False) -> Data:
    """Give one decision as data. With its trace it also says where every fact stands."""
    return Canonical(judgement).decision(decision, with_trace=with_trace)


def digest(judgement: Judgement, decision: Decision) -> str:
    """Give the digest of a decision: over rulebook, readings, facts, date, rule, subject and outcome; over no place."""
    return _digest(judgement, decision, [_missing(missing) for missing in judgement.missing(decision)])


def _digest(judgement: Judgement, decision: Decision, missing: list[Data]) -> str:
    content: Data = {
        "rulebook": judgement.prepared.rulebook.digest,
        "facts": judgement.facts_digest,
        "as_of": judgement.as_of.isoformat(),
        "readings": dict(judgement.chosen),
        "rule": decision.rule.id,
        "subject": {"type": decision.subject.entity, "id": decision.subject.id},
        "outcome": decision.outcome,
        "settled_by": {"part": decision.way.part, "index": decision.way.index},
        "missing": missing,
    }
    return f"sha256:{hash_of(canonical(content))}"


def trace_data(trace: RuleTrace) -> Data:
    """Give a trace as data; the rules it rests on are named, with their outcome."""
    return {
        "in_force": trace.in_force,
        "period": period_data(trace.rule.period),
        "when": trace.when and _step(trace.when),
        "unless": [_step(step) for step in trace.unless],
        "require": trace.require and _step(trace.require),
    }


def place_data(place: Place) -> Data:
    """Give a place as data; in a spreadsheet also its sheet and cell."""
    data: Data = {"file": place.file, "line": place.line, "column": place.column}
    return data if place.sheet is None else data | {"sheet": place.sheet or None, "cell": place.cell}


def _step(step: Step) -> Data:
    node = step.node
    data: Data = {
        "text": node.text,
        "kind": node.kind.name,
        "value": None if step.value is None else text_of(step.value, node.kind),
    }
    if step.reason:
        data["unknown_because"] = step.reason
    if step.subject:
        data["subject"] = _ref(step.subject)
    if step.source:
        data["source"] = place_data(step.source)
    if step.missing:
        data["missing"] = _missing(step.missing)
    if step.dated:
        data["in_force"] = period_data(step.dated.period)
    if step.concluded:
        data["concluded_by"] = {"rule": step.concluded.rule.id, "outcome": step.concluded.way.outcome}
    if members := lacking(step):
        data["lacking"] = sorted(members)
    if step.children:
        data["operands"] = [_step(child) for child in step.children]
    if step.elements:
        data["elements"] = [_element(element) for element in step.elements]
    return data


def _element(element: Element) -> Data:
    return {
        "subject": _ref(element.subject),
        "belongs": element.belongs,
        "missing": element.missing and _missing(element.missing),
        "where": element.where and _step(element.where),
        "value": element.body and _step(element.body),
    }


def _parameters(rule: Rule, judgement: Judgement) -> list[Data]:
    """Give the parameters that the rule's expressions use, with the value in force and the date it is from."""
    found = []
    for parameter in rule.used_parameters:
        dated = parameter.at(judgement.as_of)
        data: Data = {
            "name": parameter.name,
            "value": None,
            "citations": [citation_data(c) for c in parameter.citations],
        }
        if dated:
            data |= {"value": text_of(dated.value, parameter.kind), **period_data(dated.period)}
        found.append(data)
    return found


def period_data(period: Period) -> Data:
    """Give a period as data; an end that is open is None."""
    return {"from": _day(period.start), "to": _day(period.end)}


def _margin(judgement: Judgement, decision: Decision) -> str | None:
    margin = margin_of(judgement, decision)
    return text_of(margin.units, margin.kind) if margin else None


def _exempting(decision: Decision) -> list[Data]:
    if decision.way.part != "unless" or not decision.way.settled:
        return []
    return [citation_data(citation) for citation in decision.rule.unless[decision.way.index].citations]


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


def citation_data(citation: Citation) -> Data:
    """Give a citation as data."""
    return {
        "document": citation.document,
        "chapter": citation.chapter,
        "clause": citation.clause,
        "fingerprint": str(citation.fingerprint) if citation.fingerprint else None,
    }


def _deviation(deviation: Deviation | None) -> Data | None:
    if deviation is None:
        return None
    return {
        "id": deviation.id,
        "approved_by": deviation.approved_by,
        "approved": deviation.approved.isoformat(),
        "until": deviation.until.isoformat(),
        "reason": deviation.reason,
        "holds": deviation.holds,
    }


def _ref(ref: Ref) -> Data:
    return {"type": ref.entity, "id": ref.id}


def _opening(opening: Opening) -> Data:
    return {"reason": opening.reason, "text": opening.text, "rule": opening.rule, "subject": _ref(opening.subject)}


def _missing(missing: Missing) -> Data:
    return {"subject": _ref(missing.subject), "field": missing.field}
