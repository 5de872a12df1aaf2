"""From folders and patterns to files: which files of facts are meant, each once, in a stable order.

A folder means every file of facts below it. Left out are hidden files, the lock files that Office leaves (`~$...`) and
files of other types; but what holds a spreadsheet in a form that is not read is taken, so that its reader refuses it.
A link is not followed out of the folder: that is refused. One that stays within is left out, as what it leads to is met
where it lies.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from pathlib import Path

from engine.source.problem import Place, Problem, Problems, closest, shown
from engine.source.text import Text
from facts.read import MACROS, SHEETS, SUFFIXES

TAKEN = (*SUFFIXES, *SHEETS, *MACROS, ".xls", ".xlsb", ".ods")
LOCK = "~$"
WILD = frozenset("*?[")
_FACTS = Text(
    "mindst én fil med fakta (.yaml, .yml, .json, .xlsx eller .csv)",
    "at least one file of facts (.yaml, .yml, .json, .xlsx or .csv)",
)


def files_in(given: Sequence[Path]) -> tuple[Path, ...]:
    """Give the files that paths, folders and patterns (`*`, `?`, `[...]`, `**`) mean, sorted, each once.

    A path that is there is itself, whatever signs it holds; one that is not and holds no sign of a pattern is given as
    it is, for its reader to tell. Raises Problems, of all that are wrong.
    """
    found: dict[str, Path] = {}
    problems: list[Problem] = []
    for path in given:
        try:
            files = sorted(_meant(path))
        except Problems as error:
            problems += error.problems
            continue
        for file in files:
            found.setdefault(os.path.realpath(file), file)
    if problems:
        raise Problems(problems)
    files = sorted(found.values())
    return tuple(file for file in files if not file.name.startswith(LOCK)) or tuple(files)


def _meant(path: Path) -> Iterable[Path]:
    if path.is_dir():
        return _some(path, _below(path))
    if WILD.isdisjoint(str(path)) or os.path.lexists(path):
        return [path]
    return _some(path, _matching(path))


def _some(path: Path, files: Iterable[Path]) -> list[Path]:
    found = list(files)
    if not found:
        raise Problems([_nothing(path)])
    return found


def _below(folder: Path) -> Iterator[Path]:
    """Give the files of facts below a folder. Raises Problems, of all that are wrong there."""
    problems: list[Problem] = []
    inside = Path(os.path.realpath(folder))
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            entries = sorted(here.iterdir())
        except OSError as error:
            problems.append(_unreadable(here, error))
            continue
        for entry in entries:
            if entry.name.startswith((".", LOCK)):
                continue
            if entry.is_symlink():
                problems += _link(entry, inside)
            elif entry.is_dir():
                waiting.append(entry)
            elif entry.suffix.lower() in TAKEN:
                if entry.is_file():
                    yield entry
                else:
                    problems.append(_no_file(entry))
    if problems:
        raise Problems(problems)


def _matching(pattern: Path) -> Iterator[Path]:
    """Give the files that a pattern fits, and those below the folders that it fits. Raises Problems."""
    base = _fixed(pattern)
    inside = Path(os.path.realpath(base))
    problems: list[Problem] = []
    for path in _fitting(base, pattern.relative_to(base)):
        if any(part.startswith((".", LOCK)) for part in path.relative_to(base).parts):
            continue
        if not Path(os.path.realpath(path)).is_relative_to(inside):
            problems.append(_outside(path))
        elif not path.is_dir():
            yield path
        elif "**" not in pattern.parts:
            yield from _below(path)
    if problems:
        raise Problems(problems)


def _fitting(base: Path, rest: Path) -> list[Path]:
    try:
        return sorted(base.glob(str(rest)))
    except ValueError:  # `**` beside other signs fits nothing
        return []


def _link(link: Path, inside: Path) -> list[Problem]:
    """Give what is wrong with a link in a folder, if it would be followed: it leads out, or nowhere."""
    if not (link.is_dir() or link.suffix.lower() in TAKEN):
        return []
    if not Path(os.path.realpath(link)).is_relative_to(inside):
        return [_outside(link)]
    if link.exists():
        return []
    return [Problem("no-file", _place(link), Text("linket fører ingen steder hen", "the link leads nowhere"))]


def _outside(path: Path) -> Problem:
    message = Text("linket fører ud af mappen og følges ikke", "the link leads out of the folder and is not followed")
    expected = Text(
        "filen selv i mappen, eller dens egen sti på kommandolinjen",
        "the file itself in the folder, or its own path on the command line",
    )
    return Problem("leads-out", _place(path), message, expected)


def _no_file(path: Path) -> Problem:
    return Problem("no-file", _place(path), Text("er ikke en fil", "is not a file"), Text("en fil", "a file"))


def _unreadable(folder: Path, error: OSError) -> Problem:
    message = Text(f"mappen kan ikke læses ({error.strerror})", f"the folder cannot be read ({error.strerror})")
    return Problem("unreadable", _place(folder), message)


def _nothing(path: Path) -> Problem:
    """Say that a folder holds no facts, or that nothing fits a pattern, with what is most like it."""
    if path.is_dir():
        return Problem("no-files", _place(path), Text("mappen har ingen fakta", "the folder has no facts"), _FACTS)
    fixed = _fixed(path)
    if not fixed.is_dir():
        near = closest(fixed.name, _names(fixed.parent))
        message = Text(f"mappen {shown(str(fixed))} findes ikke", f"there is no folder {shown(str(fixed))}")
        suggestion = str(fixed.parent / near) if near else None
        return Problem("no-files", _place(path), message, None if suggestion else _FACTS, suggestion)
    message = Text("mønsteret passer ikke på nogen fil", "no file fits the pattern")
    others = [name for name in _names(fixed) if Path(name).suffix.lower() in TAKEN or (fixed / name).is_dir()]
    near = closest(path.name, others) or next(iter(others), None)
    return Problem("no-files", _place(path), message, _FACTS, str(fixed / near) if near else None)


def _fixed(pattern: Path) -> Path:
    """Give the folder that a pattern begins with."""
    return Path(*takewhile(WILD.isdisjoint, pattern.parts))


def _names(folder: Path) -> list[str]:
    """Give the names in a folder that are not hidden; none where it cannot be read."""
    try:
        return sorted(entry.name for entry in folder.iterdir() if not entry.name.startswith((".", LOCK)))
    except OSError:
        return []


def _place(path: Path) -> Place:
    return Place(path.as_posix())
