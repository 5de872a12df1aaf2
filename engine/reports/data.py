"""The report for programs: JSON with a head about the run, a summary, and every decision."""

from __future__ import annotations

import json
from typing import Any

import engine
from engine.decision.canonical import decision_data
from engine.decision.decide import Decision, Judgement
from engine.evaluation.ways import CONCLUSION, REQUIREMENT
from engine.source.problem import Problem

FORMAT = 1
"""The version of the report's form; it changes when a reader of the old form could misread the new."""


def json_report(judgement: Judgement, recorded: dict[str, Any] | None = None, *, with_trace: bool = False) -> str:
    """Give the report of a check. With traces it says where every fact stands, else nothing of places.

    `recorded`: the run in the log, where it was recorded.
    """
    report = {
        "run": run_data(judgement) | ({"recorded": recorded} if recorded else {}),
        "summary": _summary(judgement),
        "decisions": [decision_data(judgement, d, with_trace=with_trace) for d in judgement.decisions],
    }
    return _written(report)


def decision_report(judgement: Judgement, decision: Decision) -> str:
    """Give one decision with its trace."""
    return _written({"run": run_data(judgement), "decision": decision_data(judgement, decision, with_trace=True)})


def problem_report(problems: tuple[Problem, ...]) -> str:
    """Give problems as data, where input or rules are in error and nothing is decided."""
    return _written({"problems": [_problem(problem) for problem in problems]})


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


def _summary(judgement: Judgement) -> dict[str, Any]:
    counts = judgement.counts()
    concluded = [d.outcome for d in judgement.decisions if d.rule.is_conclusion]
    return {
        "requirements": {outcome: counts.get(outcome, 0) for outcome in REQUIREMENT},
        "conclusions": {outcome: concluded.count(outcome) for outcome in CONCLUSION},
        "breaches": sum(d.is_breach for d in judgement.decisions),
        "remarks": sum(d.outcome == "breached" and not d.is_breach for d in judgement.decisions),
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
