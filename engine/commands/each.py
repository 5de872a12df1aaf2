"""A check of a portfolio: every file decided on its own, the broken ones told, all reports put together."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.commands.edge import seen_by, status_of, write_all
from engine.commands.exits import BREACHED, IN_ERROR, MET, OPEN
from engine.decision.portfolio import Bench, Filed, Held, shared_subjects
from engine.reports.picked import counts
from engine.reports.progress import progress
from engine.reports.reporter import reporter
from engine.reports.together import FORMS, together
from engine.reports.together.parts import Part
from engine.source.problem import Place, Problem, Problems
from engine.source.text import Text, same
from facts.read import named_paths

if TYPE_CHECKING:
    from engine.commands.workers import Workers
    from engine.decision.decide import Judgement
    from engine.decision.files import Asked
    from engine.reports.outputs import Pair
    from engine.reports.reporter import View

Record = Callable[["Judgement"], str]
"""Records a check in the log, and gives its head there."""
WORTH = 20_000
"""Bytes of facts for each process, below which it does not pay to start one."""


_ONE_FILE = Problem(
    "format-each",
    Place("--format"),
    Text("en arbejdsbog svarer på én fil og kan ikke fås med --each", "a workbook answers one file: not with --each"),
    same(", ".join(FORMS)),
)


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a file: its reports, one for each that is wanted, and what is needed to hold it against others."""

    as_of: date | None
    held: Held
    status: int
    parts: tuple[Part, ...]


def check_each(
    paths: Sequence[Path], asked: Asked, pairs: list[Pair], view: View, workers: Workers, record: Record | None
) -> int:
    """Decide every file on its own, record each where that is wanted, and write the reports. Gives the exit status.

    Raises Problems of the rules; and of the files, where all of them are in error.
    """
    if any(form not in FORMS for form, _ in pairs):
        raise Problems([_ONE_FILE])
    if any(form == "pdf" for form, _ in pairs) and "typst" in sys.modules:
        workers = replace(workers, count=1)  # typst has threads, which a fork leaves behind: it would wait for them
    bench, named = Bench.of(asked), named_paths(paths)
    with progress(view.lang, len(named)) as tell:
        if record is None:
            least = worth(paths, len(named))
            made = workers.share(lambda path: _made(bench.filed(path, named[path]), pairs, view), [*named], tell, least)
        else:
            made = _recorded(
                replace(workers, count=1).share(lambda path: bench.filed(path, named[path]), [*named], tell),
                pairs,
                view,
                record,
            )
    bench.kept.keep()
    made = _apart(made, pairs)
    problems = [problem for each in made for problem in each.parts[0].problems]
    if all(each.parts[0].problems for each in made):
        raise Problems(problems)
    click.echo("".join(problem.to(view.lang) + "\n" for problem in problems), err=True, nl=False)
    sys.stderr.flush()
    write_all(
        [
            (together(form, [each.parts[index] for each in made], seen_by(view, output)), output)
            for index, (form, output) in enumerate(pairs)
        ]
    )
    return next(status for status in (IN_ERROR, BREACHED, OPEN, MET) if any(each.status == status for each in made))


def worth(paths: Sequence[Path], files: int) -> int:
    """Give how many of so many files a process must have for it to pay."""
    size = sum(path.stat().st_size for path in paths if path.is_file())
    return max(1, -(-files * WORTH // max(size, 1)))


def _made(filed: Filed, pairs: list[Pair], view: View) -> Made:
    judgement = filed.judgement
    if judgement is None:
        return Made(filed.as_of, filed.held, IN_ERROR, (Part(filed.name, problems=filed.problems),) * len(pairs))
    found = counts(judgement.requirements)
    parts = (Part(filed.name, reporter(form).check(judgement, seen_by(view, output)), found) for form, output in pairs)
    return Made(filed.as_of, filed.held, status_of(judgement), tuple(parts))


def _recorded(filed: Sequence[Filed], pairs: list[Pair], view: View, record: Record) -> list[Made]:
    """Record each file that is decided as a run of its own, and make its reports, which name the run."""
    told, made = shared_subjects([(each.name, each.as_of, each.held) for each in filed]), []
    for each in filed:
        decided = each.judgement if each.name not in told else None
        made.append(_made(each, pairs, replace(view, recorded=record(decided)) if decided else view))
    return made


def _apart(made: Sequence[Made], pairs: list[Pair]) -> list[Made]:
    """Give what came of the files, but of those that share a subject only that they do."""
    told = shared_subjects([(each.parts[0].name, each.as_of, each.held) for each in made])
    return [_refused(each, told[name], pairs) if (name := each.parts[0].name) in told else each for each in made]


def _refused(made: Made, told: Sequence[Problem], pairs: list[Pair]) -> Made:
    part = made.parts[0]
    problems = Problems([*part.problems, *told]).problems
    return Made(made.as_of, made.held, IN_ERROR, (Part(part.name, problems=problems),) * len(pairs))
