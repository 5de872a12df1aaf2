"""Read facts from YAML and JSON files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from engine.source.problem import Place, Problem, Problems
from engine.source.read import read
from engine.source.text import Text
from engine.source.tree import Node
from facts.draft import Draft
from facts.factset import FactSet

SUFFIXES = (".json", ".yaml", ".yml")


def read_facts(paths: Sequence[Path]) -> FactSet:
    """Give the facts of all files together. Places name files by their bare name, or as much as tells them apart.

    Raises Problems, holding every problem of every file.
    """
    draft = Draft()
    if not paths:
        raise Problems([Problem("no-files", Place("-"), Text("ingen filer", "no files"), _ONE_FILE)])
    for path, name in named_paths(paths).items():
        try:
            draft.add(_root(path, name))
        except Problems as found:
            draft.fail(found.problems)
    return draft.fact_set()


def read_node(node: Node) -> FactSet:
    """Give the facts that stand in `node`, a part of another document. Raises Problems."""
    draft = Draft()
    draft.add(node)
    return draft.fact_set()


_FILE_TYPES = Text(".yaml, .yml eller .json", ".yaml, .yml or .json")
_ONE_FILE = Text("mindst én fil med fakta", "at least one file of facts")


def _root(path: Path, name: str) -> Node:
    if path.suffix.lower() not in SUFFIXES and not path.is_dir():
        message = Text(
            f"filtypen {path.suffix or '(ingen)'} kendes ikke", f"the file type {path.suffix or '(none)'} is not known"
        )
        raise Problems([Problem("file-type", Place(name), message, _FILE_TYPES)])
    return read(path, name).root


def named_paths(paths: Sequence[Path]) -> dict[Path, str]:
    """Give each path once with the shortest end of it that no other path has."""
    once = sorted(set(paths))
    return {path: _tail(path, [other for other in once if other != path]) for path in once}


def _tail(path: Path, others: list[Path]) -> str:
    parts = path.parts
    for length in range(1, len(parts)):
        if all(other.parts[-length:] != parts[-length:] for other in others):
            return "/".join(parts[-length:])
    return path.as_posix()
