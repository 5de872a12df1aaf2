"""The report as SARIF 2.1.0, for code scanners: what is breached or open, at the line of the fact that decided it.

A breach of what binds is an error, of what should be kept a warning, of what is expected a note, as is what is
undetermined. What is met but needs a person's judgement, or would come out otherwise by another reading, is of the kind
'review'. A breach for which a deviation is approved is suppressed.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import engine
from engine.decision.canonical import digest
from engine.decision.decide import Decision, Judgement
from engine.decision.deciding import deciding_places
from engine.reports.citations import cited_lines
from engine.reports.deviations import deviation_line
from engine.reports.explain import trees
from engine.reports.lines import Notes
from engine.reports.picked import counts, verdict
from engine.reports.readings import rests_on_reading
from engine.reports.reporter import View
from engine.reports.sentences import Sentences
from engine.reports.subjects import subject_full
from engine.rulebook.model import Rule
from engine.source.problem import Place
from engine.source.text import Lang, Text

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"skal": "error", "bør": "warning", "kan": "note"}
"""How grave a breach is, by the rule's modality."""
KINDS = {
    "not_applicable": "notApplicable",
    "exempt": "notApplicable",
    "true": "informational",
    "false": "informational",
}
"""What a decision is that is neither breached nor open nor to be judged; else it has passed."""
ROOT = "%SRCROOT%"
Data = dict[str, Any]


def check(judgement: Judgement, view: View) -> str:
    """Give the report of a check."""
    return _written(judgement, judgement.decisions, view, everything=view.everything)


def explain(judgement: Judgement, decision: Decision, view: View) -> str:
    """Give one decision as the only result."""
    return _written(judgement, (decision,), view, everything=True)


def _written(judgement: Judgement, decisions: tuple[Decision, ...], view: View, *, everything: bool) -> str:
    told = [] if view.detail == "summary" else [d for d in decisions if everything or _is_told(judgement, d)]
    notes = Notes.of(judgement, view.lang)
    rules = sorted({decision.rule.id: decision.rule for decision in decisions}.values(), key=lambda rule: rule.id)
    positions = {rule.id: index for index, rule in enumerate(rules)}
    driver = {
        "name": "Klausul",
        "version": engine.__version__,
        "rules": [_rule(judgement, rule, view.lang) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "language": view.lang,
        "columnKind": "unicodeCodePoints",
        "results": view.share(lambda decision: _result(notes, decision, positions[decision.rule.id], view), told),
        "properties": {
            "as_of": judgement.as_of.isoformat(),
            "rulebook": judgement.prepared.rulebook.digest,
            "facts": judgement.facts_digest,
            "readings": dict(judgement.chosen),
            "counts": dict(counts(d for d in decisions if not d.rule.is_conclusion)),
            **({"recorded": view.recorded} if view.recorded else {}),
        },
    }
    report = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _is_told(judgement: Judgement, decision: Decision) -> bool:
    """Say whether a decision is a result where not everything is asked for."""
    told = decision.outcome in ("breached", "undetermined") or decision.needs_judgement
    return told or rests_on_reading(judgement, decision)


def _rule(judgement: Judgement, rule: Rule, lang: Lang) -> Data:
    cited = cited_lines(judgement.prepared.rulebook, rule.citations, lang)
    title = rule.title.to(lang)
    reading = rule.interpretation.to(lang) if rule.interpretation else title
    source = Text("Kilde", "Source").to(lang)
    return {
        "id": rule.id,
        "shortDescription": {"text": title},
        "fullDescription": {"text": f"{title} ({'; '.join(cited)})"},
        "help": {"text": f"{reading}\n\n{source}: {'; '.join(cited)}"},
        "defaultConfiguration": {"level": "none" if rule.is_conclusion else LEVELS[rule.modality]},
        "properties": {"tags": [rule.area], "citations": cited, "modality": rule.modality},
    }


def _result(notes: Notes, decision: Decision, position: int, view: View) -> Data:
    judgement, subject, lang = notes.judgement, decision.subject, view.lang
    kind, level = _kind(judgement, decision)
    places = [location(place, view) for place in deciding_places(judgement, decision)]
    data: Data = {
        "ruleId": decision.rule.id,
        "ruleIndex": position,
        "kind": kind,
        "level": level,
        "message": _message(notes, decision, view),
        "suppressions": _suppressions(decision, lang),
        "locations": places[:1],
        "relatedLocations": [{"id": index, **place} for index, place in enumerate(places[1:], start=1)],
        "partialFingerprints": {
            "decision/v1": digest(judgement, decision),
            "ruleAndSubject/v1": f"{decision.rule.id} {subject.entity} {subject.id}",
        },
        "properties": {
            "outcome": verdict(decision),
            "subject": subject_full(judgement.facts, subject.entity, subject.id, lang),
            "needs_judgement": decision.needs_judgement,
        },
    }
    return {key: value for key, value in data.items() if value != []}


def _kind(judgement: Judgement, decision: Decision) -> tuple[str, str]:
    """Give SARIF's kind and level of a result."""
    if decision.outcome == "breached":
        return "fail", LEVELS[decision.rule.modality]
    if decision.outcome == "undetermined":
        return "fail", "note"
    if decision.needs_judgement or rests_on_reading(judgement, decision):
        return "review", "none"
    return "open" if decision.outcome == "unknown" else KINDS.get(decision.outcome, "pass"), "none"


def _suppressions(decision: Decision, lang: Lang) -> list[Data]:
    """Give an approved deviation that holds, as SARIF has it: the breach stands, and is accepted."""
    if decision.deviation is None or not decision.is_deviating:
        return []
    return [{"kind": "external", "status": "accepted", "justification": deviation_line(decision.deviation, lang)}]


def _message(notes: Notes, decision: Decision, view: View) -> Data:
    judgement, subject = notes.judgement, decision.subject
    name = subject_full(judgement.facts, subject.entity, subject.id, view.lang)
    sentence = Sentences(judgement, view.lang).sentence(decision)
    text = literal("\n".join([f"{name}: {sentence}", *notes.all(decision)]))
    if view.detail != "full":
        return {"text": text}
    return {"text": text, "markdown": f"{text}\n\n```\n{literal(trees(judgement, view.lang).text(decision))}```"}


def literal(text: str) -> str:
    """Give text in which a message has neither placeholders nor links."""
    return text.replace("{", "{{").replace("}", "}}").replace("[", "\\[").replace("]", "\\]")


def location(place: Place, view: View) -> Data:
    """Give where a fact stands: its file from where the program was run, its line and column, or its cell."""
    physical: Data = {
        "artifactLocation": {"uri": quote(view.files.get(place.file, place.file)), "uriBaseId": ROOT},
    }
    if place.line and place.sheet is None:
        physical["region"] = {"startLine": place.line} | ({"startColumn": place.column} if place.column else {})
    location: Data = {"physicalLocation": physical}
    if place.sheet is not None:  # a cell is no line of a text
        location["logicalLocations"] = [{"name": str(replace(place, file="")), "kind": "element"}]
    return location
