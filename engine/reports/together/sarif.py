"""The reports of several files as SARIF: a run for each. One of a file in error tells its problems as notifications."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import engine
from engine.reports.reporter import View
from engine.reports.sarif import SCHEMA, literal, location
from engine.reports.together.parts import Part
from engine.source.problem import Problem

IN_ERROR = 2
"""The exit status of a run on a file in error."""


def together(parts: Sequence[Part], view: View) -> str:
    """Give the report of all files."""
    runs = [_run(part, view) for part in parts]
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": runs}, ensure_ascii=False, indent=2) + "\n"


def _run(part: Part, view: View) -> dict[str, Any]:
    known = {"automationDetails": {"id": f"klausul/{quote(part.name)}/"}}
    if not part.problems:
        run: dict[str, Any] = json.loads(part.report)["runs"][0]
        return run | known
    told = [_notification(problem, view) for problem in part.problems]
    return {
        "tool": {"driver": {"name": "Klausul", "version": engine.__version__}},
        "language": view.lang,
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": False, "exitCode": IN_ERROR, "toolExecutionNotifications": told}],
        "results": [],
    } | known


def _notification(problem: Problem, view: View) -> dict[str, Any]:
    return {
        "descriptor": {"id": problem.code},
        "level": "error",
        "message": {"text": literal(problem.to(view.lang))},
        "locations": [location(problem.place, view)],
    }
