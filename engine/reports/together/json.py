"""The reports of several files as JSON: a list of them, each with the file's name, and the problems of the others."""

from __future__ import annotations

import json
from collections.abc import Sequence

from engine.reports.data import problem_data
from engine.reports.reporter import View
from engine.reports.together.parts import Part, broken


def together(parts: Sequence[Part], _: View) -> str:
    """Give the report of all files. Each file's is put in as it is written, only further in."""
    decided = [part for part in parts if not part.problems]
    problems = [problem_data(problem) for part in broken(parts) for problem in part.problems]
    head = {"files": len(parts), "decided": len(decided), "in_error": [part.name for part in broken(parts)]}
    blocks = [
        f'"portfolio": {_further(_written(head), 1)}',
        f'"problems": {_further(_written(problems), 1)}',
        f'"files": [{",".join(_file(part) for part in decided)}\n  ]',
    ]
    return "{\n  " + ",\n  ".join(blocks) + "\n}\n"


def _file(part: Part) -> str:
    """Give a file's report with its name before all else in it."""
    assert isinstance(part.report, bytes)  # noqa: S101 - so JSON is made
    inner = part.report.decode().removeprefix("{\n").rstrip("\n")
    return f'\n    {{\n      "file": {_written(part.name)},\n    {_further(inner, 2)}'


def _further(text: str, levels: int) -> str:
    """Give JSON so many levels further in: no text in it holds a line break."""
    return text.replace("\n", "\n" + "  " * levels)


def _written(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)
