"""Read facts from files: YAML and JSON, XLSX and CSV."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.source.problem import Place, Problem, Problems
from engine.source.read import decoded, parse, read_bytes
from engine.source.text import Text
from engine.source.tree import Node
from facts.draft import Draft
from facts.factset import FactSet
from facts.typed import Typed

SUFFIXES = (".json", ".yaml", ".yml")
SHEETS = (".xlsx", ".csv")
MACROS = (".xlsm", ".xltm", ".xlam")


@dataclass(frozen=True, slots=True)
class File:
    """A file of facts as it was sent: its name, and what it holds."""

    name: str
    content: bytes


def read_facts(paths: Sequence[Path]) -> FactSet:
    """Give the facts of all files together. Places name files by their bare name, or as much as tells them apart.

    Raises Problems, holding every problem of every file.
    """
    if not paths:
        raise Problems([Problem("no-files", Place("-"), Text("ingen filer", "no files"), _ONE_FILE)])
    return drafted(named_paths(paths)).fact_set()


def drafted(named: Mapping[Path, str]) -> Draft:
    """Give what stands in files, by the names that places are to have for them; what is wrong there is noted in it."""
    draft = Draft()
    for path, name in named.items():
        known = Path(name).suffix.lower() in (*SUFFIXES, *SHEETS)
        _take(draft, name, lambda: read_bytes(path, name) if known or path.is_dir() else b"")  # noqa: B023 - called here
    return draft


def read_files(files: Sequence[File], typed: Sequence[Typed] = ()) -> FactSet:
    """Give the facts of files that were sent; what was `typed` goes before what they say.

    Raises Problems, holding every problem of every file and of what was typed.
    """
    draft = Draft()
    if not files and not typed:
        raise Problems([Problem("no-files", Place("-"), Text("ingen filer", "no files"), _ONE_FILE)])
    for file in files:
        _take(draft, file.name, lambda: file.content)  # noqa: B023 - called here
    draft.change(typed)
    return draft.fact_set()


def read_node(node: Node) -> FactSet:
    """Give the facts that stand in `node`, a part of another document. Raises Problems."""
    draft = Draft()
    draft.add(node)
    return draft.fact_set()


_FILE_TYPES = Text(".yaml, .yml, .json, .xlsx eller .csv", ".yaml, .yml, .json, .xlsx or .csv")
_ONE_FILE = Text("mindst én fil med fakta", "at least one file of facts")


def _take(draft: Draft, name: str, content: Callable[[], bytes]) -> None:
    try:
        _add(draft, name, content())
    except Problems as found:
        draft.fail(found.problems)


def _add(draft: Draft, name: str, content: bytes) -> None:
    suffix = Path(name).suffix.lower()
    if suffix in SUFFIXES:
        draft.add(parse(decoded(content, name), name, as_json=suffix == ".json").root)
    elif suffix in SHEETS:
        from facts.sheets.read import read_sheets  # only who has spreadsheets needs it

        draft.take(read_sheets(content, name))
    else:
        raise Problems([_file_type(Path(name).suffix, name)])


def _file_type(suffix: str, name: str) -> Problem:
    if suffix.lower() in MACROS:
        message = Text("filer med makroer åbnes ikke", "files with macros are not opened")
        return Problem("macros", Place(name), message, Text("en fil gemt som .xlsx", "a file saved as .xlsx"))
    message = Text(f"filtypen {suffix or '(ingen)'} kendes ikke", f"the file type {suffix or '(none)'} is not known")
    return Problem("file-type", Place(name), message, _FILE_TYPES)


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
