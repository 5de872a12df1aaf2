"""What reports of several files hold: one report of each, or its problems; and the overview that is before them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from engine.reports.counted import SEVERAL, things_counted
from engine.reports.reporter import Report, View
from engine.reports.words import SEVERITY
from engine.source.problem import Problem
from engine.source.text import Lang, Text

FILE = Text("Fil", "File")
TOTAL = Text("I alt", "In all")
IN_ERROR = Text("Ikke afgjort: der er fejl i filen", "Not decided: the file is in error")


@dataclass(frozen=True, slots=True)
class Part:
    """One file: its report and how its requirements came out; or what is wrong with it, and nothing decided."""

    name: str
    report: Report = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Overview:
    """How all files came out: what is said of them, and a table, its last row the sums, where there are files in it."""

    line: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def overview(parts: Sequence[Part], lang: Lang) -> Overview:
    """Give the overview of files."""
    decided = [part for part in parts if not part.problems]
    outcomes = [outcome for outcome in SEVERITY if any(part.counts.get(outcome) for part in decided)]
    rows = [(part.name, *(str(part.counts.get(outcome, 0)) for outcome in outcomes)) for part in decided]
    sums = (str(sum(part.counts.get(outcome, 0) for part in decided)) for outcome in outcomes)
    broken = len(parts) - len(decided)
    files = things_counted("file", len(parts), lang)
    line = Text(
        f"{files}, hver for sig: {len(decided)} afgjort, {broken} med fejl.",
        f"{files}, each on its own: {len(decided)} decided, {broken} in error.",
    ).to(lang)
    heads = (FILE.to(lang), *(SEVERAL[outcome].to(lang) for outcome in outcomes))
    return Overview(line, heads, (*rows, (TOTAL.to(lang), *sums)))


def broken(parts: Sequence[Part]) -> list[Part]:
    """Give the files that are in error."""
    return [part for part in parts if part.problems]


def told(problem: Problem, view: View) -> str:
    """Give a problem in a line, with the way to its file from here."""
    place = replace(problem.place, file=view.files.get(problem.place.file, problem.place.file))
    return replace(problem, place=place).to(view.lang)
