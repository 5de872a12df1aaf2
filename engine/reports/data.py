"""The report for programs: JSON with a head about the run, a summary, and every decision. Its form is in a schema."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import engine
from engine.decision.canonical import decision_data
from engine.decision.decide import Decision, Judgement
from engine.evaluation.ways import CONCLUSION, REQUIREMENT
from engine.reports.reporter import View
from engine.reports.sentences import Sentences
from engine.source.problem import Problem

FORMAT = 1
"""The version of the report's form; it changes when a reader of the old form could misread the new."""
SCHEMA = "report.schema.json"


def check(judgement: Judgement, view: View) -> str:
    """Give the report of a check: as a summary without decisions, in full with their traces and places."""
    report: dict[str, Any] = {"run": run_data(judgement), "summary": _summary(judgement)}
    if view.detail != "summary":
        sentences = Sentences(judgement, "da"), Sentences(judgement, "en")
        report["decisions"] = [_decision(judgement, d, view, sentences) for d in judgement.decisions]
    return _written(report)


def explain(judgement: Judgement, decision: Decision, view: View) -> str:
    """Give one decision, in full with its trace and places."""
    sentences = Sentences(judgement, "da"), Sentences(judgement, "en")
    return _written({"run": run_data(judgement), "decision": _decision(judgement, decision, view, sentences)})


def problem_report(problems: tuple[Problem, ...]) -> str:
    """Give problems as data, where input or rules are in error and nothing is decided."""
    return _written({"problems": [_problem(problem) for problem in problems]})


def schema_text() -> str:
    """Give the JSON Schema (2020-12) of all these reports."""
    return files(__package__).joinpath(SCHEMA).read_text("utf-8")


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
        "inference": inference,
    }


def _decision(
    judgement: Judgement, decision: Decision, view: View, sentences: tuple[Sentences, Sentences]
) -> dict[str, Any]:
    data = decision_data(judgement, decision, with_trace=view.detail == "full")
    danish, english = (each.sentence(decision) for each in sentences)
    return {**data, "sentence": {"da": danish, "en": english}}


def _summary(judgement: Judgement) -> dict[str, Any]:
    counts = judgement.counts()
    concluded = [d.outcome for d in judgement.decisions if d.rule.is_conclusion]
    return {
        "requirements": {outcome: counts.get(outcome, 0) for outcome in REQUIREMENT},
        "conclusions": {outcome: concluded.count(outcome) for outcome in CONCLUSION},
        "breaches": sum(d.is_breach for d in judgement.decisions),
        "remarks": sum(d.outcome == "breached" and not d.is_breach for d in judgement.decisions),
        "needs_judgement": sum(d.needs_judgement for d in judgement.decisions),
    }


def _problem(problem: Problem) -> dict[str, Any]:
    place = problem.place
    return {
        "code": problem.code,
        "file": place.file,
        "line": place.line or None,
        "column": place.column or None,
        "message": problem.message._asdict(),
        "expected": problem.expected._asdict() if problem.expected else None,
        "suggestion": problem.suggestion,
    }


def _written(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
