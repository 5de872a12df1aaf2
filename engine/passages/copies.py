"""A user's own copies of documents: text, Markdown, HTML and PDF files, named by the documents' ids."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from engine.passages.fingerprint import SHORTEST, Fingerprint, fingerprint_of
from engine.passages.readers import READERS, Unit
from engine.source.problem import Place, Problem, Problems
from engine.source.read import decoded
from engine.source.text import Text, same


@dataclass(frozen=True, slots=True)
class Copy:
    """The text of a copy, with the number of the line or page that each part of it stands on."""

    file: str
    unit: Unit
    text: str
    starts: tuple[int, ...]
    numbers: tuple[int, ...]

    def place(self, index: int) -> int:
        """Give the line or page of the character at `index` of the text."""
        return self.numbers[bisect_right(self.starts, index) - 1]


def copies_in(folder: Path, documents: Iterable[str]) -> dict[str, Copy]:
    """Give the copies in `folder` by document; those that are not there are left out.

    Raises Problems where the folder or a file cannot be read, or the folder holds none of the documents.
    """
    ids = list(documents)
    files = _files(folder, ids)
    copies: dict[str, Copy] = {}
    problems = [] if files else [_none_of(folder, ids)]
    for id_, paths in files.items():
        if len(paths) > 1:
            problems.append(_several(paths))
            continue
        try:
            copies[id_] = copy_of(paths[0])
        except Problems as error:
            problems += error.problems
    if problems:
        raise Problems(problems)
    return copies


def copy_of(path: Path) -> Copy:
    """Give the copy at `path`, read as its suffix says. Raises Problems where it cannot be read or has no text."""
    reader = READERS[path.suffix.lower()]
    parts = [(number, text) for number, text in reader.read(path) if text.strip()]
    if not parts:
        message = Text("filen har ingen tekst", "the file has no text")
        expected = Text("tekst, ikke billeder af den", "text, not pictures of it")
        raise Problems([Problem("no-text", Place(path.as_posix()), message, expected)])
    ends = list(accumulate(len(text) + 1 for _, text in parts))
    joined = "\n".join(text for _, text in parts)
    return Copy(path.as_posix(), reader.unit, joined, (0, *ends[:-1]), tuple(number for number, _ in parts))


def fingerprint_in(content: bytes, name: str) -> Fingerprint:
    """Give the fingerprint of the passage that a file called `name` holds. Raises Problems where it has none."""
    made = fingerprint_of(decoded(content, name))
    if made is None:
        message = Text("tekststedet er for kort", "the passage is too short")
        expected = Text(f"mindst {SHORTEST} bogstaver, tal og tegn", f"at least {SHORTEST} letters, figures and signs")
        raise Problems([Problem("short-passage", Place(name), message, expected)])
    return made


def _files(folder: Path, ids: Iterable[str]) -> dict[str, list[Path]]:
    """Give the files of each document that has any."""
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        absent = isinstance(error, FileNotFoundError)
        message = Text("mappen findes ikke", "there is no such folder") if absent else UNREADABLE
        raise Problems([Problem("no-folder", Place(folder.as_posix()), message, FOLDER)]) from None
    wanted = set(ids)
    files: dict[str, list[Path]] = {}
    for path in entries:
        if path.stem in wanted and path.suffix.lower() in READERS:
            files.setdefault(path.stem, []).append(path)
    return files


def _none_of(folder: Path, ids: list[str]) -> Problem:
    message = Text("mappen har ingen af dokumenterne", "the folder holds none of the documents")
    kinds = ", ".join(READERS)
    expected = same(", ".join(ids) + f" ({kinds})")
    return Problem("no-copies", Place(folder.as_posix()), message, expected)


def _several(paths: list[Path]) -> Problem:
    names = ", ".join(path.name for path in paths[1:])
    message = Text(f"dokumentet ligger her også som {names}", f"the document is here as {names} too")
    return Problem("several-copies", Place(paths[0].as_posix()), message, Text("én fil", "one file"))


UNREADABLE = Text("mappen kan ikke læses", "the folder cannot be read")
FOLDER = Text("en mappe med dine egne dokumenter", "a folder with your own documents")
