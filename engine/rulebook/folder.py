"""The files of a rulebook's folder: documents.yaml, one folder an area, in it the rule files and their tests."""

from __future__ import annotations

import re
from pathlib import Path
from stat import S_IFDIR, S_IFMT, S_IFREG

from engine.source.problem import Place, Problem, shown
from engine.source.text import Text, same

DOCUMENTS = "documents.yaml"
TESTS = "_test.yaml"
SUFFIX = ".yaml"
NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
LETTERS = Text("små bogstaver a-z, tal, - og _", "small letters a-z, digits, - and _")


def found_in(folder: Path, problems: list[Problem]) -> list[Path]:
    """Give the rule files below `folder`; what looks like one and would not be read is a problem."""
    files: list[Path] = []
    for path in _entries(folder, folder, problems):
        if mode(path) == S_IFDIR and path.suffix.lower() not in (SUFFIX, ".yml"):
            files += _in_area(path, folder, problems)
        elif _is_yaml(path) and path.name != DOCUMENTS:
            message = Text("regelfilen ligger ikke i et område", "the rule file is not in an area")
            expected = Text(
                f"en mappe om den, som takst/{_safe(path.name)}",
                f"a folder around it, such as takst/{_safe(path.name)}",
            )
            problems.append(Problem("file-place", _place(path, folder), message, expected))
    return files


def _in_area(area: Path, folder: Path, problems: list[Problem]) -> list[Path]:
    files = []
    for path in _entries(area, folder, problems):
        if path.name.endswith(TESTS):
            continue
        if _is_yaml(path):
            files += [path] if _is_readable(path, folder, problems) else []
        elif mode(path) == S_IFDIR and any(_is_yaml(inner) for inner in _entries(path, folder, problems)):
            message = Text("mappen ligger for dybt", "the folder lies too deep")
            expected = Text("regelfiler lige under områdets mappe", "rule files directly below the area's folder")
            problems.append(Problem("file-place", _place(path, folder), message, expected))
    if files and not NAME.fullmatch(area.name):
        message = Text(
            f"{shown(area.name)} kan ikke være et områdes navn", f"{shown(area.name)} cannot be an area's name"
        )
        problems.append(Problem("file-name", _place(area, folder), message, LETTERS))
        return []
    return files


def _is_readable(path: Path, folder: Path, problems: list[Problem]) -> bool:
    """Say whether a rule file has a name it can be known by, and is no device or pipe."""
    place = _place(path, folder)
    if path.suffix != SUFFIX:
        message = Text(f"filen ender på {shown(path.suffix)}", f"the file ends in {shown(path.suffix)}")
        problems.append(Problem("file-name", place, message, same(SUFFIX)))
    elif not NAME.fullmatch(path.stem):
        message = Text(
            f"{shown(path.stem)} kan ikke være en regelfils navn", f"{shown(path.stem)} cannot be a rule file's name"
        )
        problems.append(Problem("file-name", place, message, LETTERS))
    elif mode(path) not in (0, S_IFREG, S_IFDIR):
        message = Text("er ikke en almindelig fil", "is not an ordinary file")
        problems.append(Problem("no-ordinary-file", place, message))
    else:
        return True
    return False


def mode(path: Path) -> int:
    """Give the type of what is at `path`, as `stat` tells it; 0 where nothing is, or it cannot be told."""
    try:
        return S_IFMT(path.stat().st_mode)
    except (OSError, ValueError):
        return 0


def _entries(folder: Path, root: Path, problems: list[Problem]) -> list[Path]:
    """Give what is in a folder, by name, without what is hidden."""
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        message = Text("mappen kan ikke læses", "the folder cannot be read")
        problems.append(Problem("unreadable", _place(folder, root), message))
        return []


def _is_yaml(path: Path) -> bool:
    return path.suffix.lower() in (SUFFIX, ".yml") and not path.name.endswith(TESTS)


def _place(path: Path, folder: Path) -> Place:
    return Place(_safe(path.relative_to(folder).as_posix()) if path != folder else _safe(folder.as_posix()))


def _safe(name: str) -> str:
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)
