"""The report for programs: JSON with a head about the run, a summary, and every decision."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import engine
from engine.decision.canonical import Canonical, place_data
from engine.decision.decide import Decision, Judgement
from engine.decision.gaps import Gap, Looked
from engine.evaluation.ways import CONCLUSION, REQUIREMENT
from engine.remedy.data import change_data, fact_data, settling_data
from engine.remedy.remedies import Remedies
from engine.reports.reporter import View
from engine.reports.sentences import Sentences
from engine.reports.written import item, listed, written
from engine.source.problem import Problem
from engine.source.text import Lang
from engine.values.exact import text_of
from facts.digest import digest
from facts.factset import FactSet, Subject

LANGS: tuple[Lang, ...] = ("da", "en")
FORMAT = 1
"""The version of the report's form; it changes when a reader of the old form could misread the new."""


SCHEMA = "report.schema.json"


def check(judgement: Judgement, view: View) -> bytes:
    """Give the report of a check: as a summary without decisions, in full with their traces and places."""
    report: dict[str, Any] = {"run": run_data(judgement) | _recorded(view), "summary": _summary(judgement)}
    if view.detail == "summary":
        return written(report).encode()
    told = _Told(judgement, view, Remedies(judgement, most=1))
    return listed(report, "decisions", view.share(lambda each: item(told.decision(each)), judgement.decisions))


def explain(judgement: Judgement, decision: Decision, view: View) -> str:
    """Give one decision with all changes found and the missing facts that would settle it, in full with its trace."""
    remedies, vocabulary = Remedies(judgement), judgement.facts.vocabulary
    changes = remedies.changes(decision)
    data = _Told(judgement, view, remedies).decision(decision) | {
        "alternatives": [change_data(change) for change in changes.found[1:]],
        "unproven": [fact_data(key) for key in changes.unproven],
        "settled_by_facts": [settling_data(each, vocabulary) for each in remedies.settlings(decision)],
    }
    return written({"run": run_data(judgement), "decision": data})


def problem_report(problems: tuple[Problem, ...]) -> str:
    """Give problems as data, where input or rules are in error and nothing is decided."""
    return written({"problems": [problem_data(problem) for problem in problems]})


def facts_report(facts: FactSet, subject: str | None = None) -> str:
    """Give what was understood of facts: every value with its place; of one subject, where its id is given."""
    subjects = [_subject(facts, each) for each in facts if subject in (None, each.id)]
    return written({"facts": _about(facts), "subjects": subjects})


def looked_report(looked: Looked) -> str:
    """Give what a look at facts found: counts, what is missing, what was not read."""
    counts = {entity: len(of) for entity, of in looked.facts.subjects.items() if of}
    as_of = looked.as_of.isoformat() if looked.as_of else None
    return written(
        {
            "facts": _about(looked.facts) | {"as_of": as_of},
            "subjects": counts,
            "missing": [_gap(gap) for gap in looked.gaps],
        }
    )


def _about(facts: FactSet) -> dict[str, Any]:
    return {
        "digest": digest(facts),
        "files": list(facts.files),
        "title": facts.title,
        "note": facts.note,
        "as_of": facts.as_of.isoformat() if facts.as_of else None,
        "remarks": [{"place": place_data(each.place), "text": each.text._asdict()} for each in facts.remarks],
    }


def _subject(facts: FactSet, subject: Subject) -> dict[str, Any]:
    fields = facts.vocabulary.entities[subject.entity].fields
    values = {
        name: {"value": text_of(kept, fields[name].kind), "source": place_data(subject.places[name])}
        for name, kept in subject.values.items()
        if name != "id"
    }
    return {"type": subject.entity, "id": subject.id, "source": place_data(subject.places["id"]), "values": values}


def _gap(gap: Gap) -> dict[str, Any]:
    lacking = []
    for subject in gap.subjects:
        place = gap.place(subject)
        lacking.append({"id": subject.id, "place": place and place_data(place)})
    return {"type": gap.entity, "field": gap.field, "rules": list(gap.rules), "subjects": lacking}


def schema_text() -> str:
    """Give the JSON Schema (2020-12) of all these reports."""
    return files(__package__).joinpath(SCHEMA).read_text("utf-8")


class _Told:
    """The decisions of a check as data; what they have in common is made once."""

    def __init__(self, judgement: Judgement, view: View, remedies: Remedies) -> None:
        self._canonical, self._remedies = Canonical(judgement), remedies
        self._with_trace = view.detail == "full"
        self._sentences = {lang: Sentences(judgement, lang) for lang in LANGS}

    def decision(self, decision: Decision) -> dict[str, Any]:
        return self._canonical.decision(decision, with_trace=self._with_trace) | {
            "sentence": {lang: sentences.sentence(decision) for lang, sentences in self._sentences.items()},
            "change": change_data(self._remedies.changes(decision).best),
        }


def run_data(judgement: Judgement) -> dict[str, Any]:
    """Give what a run rests on: versions, date, rulebook, facts, and whether the inference agreed."""
    rulebook = judgement.prepared.rulebook
    inference = None
    if judgement.agreed is not None:
        inference = {"engine": "durable_rules", "version": judgement.prepared.inference, "agreed": judgement.agreed}
    return {
        "program": "klausul",
        "version": engine.__version__,
        "format": FORMAT,
        "as_of": judgement.as_of.isoformat(),
        "rulebook": {"digest": rulebook.digest, "rules": len(rulebook.rules)},
        "facts": {
            "digest": judgement.facts_digest,
            "files": list(judgement.facts.files),
            "title": judgement.facts.title,
            "note": judgement.facts.note,
        },
        "readings": dict(judgement.chosen),
        "inference": inference,
    }


def _recorded(view: View) -> dict[str, Any]:
    """Give the run of the log that a check is, where it was recorded."""
    number, _, hash_ = (view.recorded or "").partition(":")
    return {"recorded": {"run": int(number), "hash": hash_}} if view.recorded else {}


def _summary(judgement: Judgement) -> dict[str, Any]:
    counts = judgement.counts()
    concluded = [d.outcome for d in judgement.decisions if d.rule.is_conclusion]
    return {
        "requirements": {outcome: counts.get(outcome, 0) for outcome in REQUIREMENT},
        "conclusions": {outcome: concluded.count(outcome) for outcome in CONCLUSION},
        "breaches": sum(d.is_breach for d in judgement.decisions),
        "remarks": sum(d.outcome == "breached" and d.rule.modality != "skal" for d in judgement.decisions),
        "needs_judgement": sum(d.needs_judgement for d in judgement.decisions),
        "deviations": sum(d.is_deviating for d in judgement.decisions),
    }


def problem_data(problem: Problem) -> dict[str, Any]:
    """Give a problem as data."""
    place = problem.place
    return {
        "code": problem.code,
        "file": place.file,
        "line": place.line or None,
        "column": place.column or None,
        "sheet": place.sheet or None,
        "cell": place.cell,
        "message": problem.message._asdict(),
        "expected": problem.expected._asdict() if problem.expected else None,
        "suggestion": problem.suggestion,
    }
