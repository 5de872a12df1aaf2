"""A rulebook once read, and what was worked out of its rules, kept in the user's own cache for the next run.

What is kept is used only where every file of the folder, the code that read it and Python are the same as then; else
the folder is read anew. Only a rulebook without problems is kept. Where nothing can be kept, all works, only slower.
"""

from __future__ import annotations

import os
import pickle
import stat
import sys
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import engine
from engine.rulebook.memo import Memo
from engine.rulebook.model import Rulebook
from engine.values.vocabulary import Vocabulary

Thing = TypeVar("Thing")
CACHE = "KLAUSUL_CACHE"
"""The environment variable that names another folder to keep rulebooks in; empty: none are kept."""
CODE = ("engine", "facts")
"""What is kept depends on besides the files of the rulebook."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A rulebook, and a memo of what is worked out of its rules. `place`: where they are kept; None: nowhere."""

    rulebook: Rulebook
    memo: Memo
    place: Path | None = None
    stamp: bytes = b""

    def keep(self) -> None:
        """Keep what the memo has learnt since."""
        if self.memo.grown and self.place is not None:
            _keep(self.place.with_suffix(".memo"), self.stamp, self.memo.things)


def load_kept(folder: Path, vocabulary: Vocabulary) -> Kept:
    """Give what `load` gives, from what was kept where that is of the same files. Raises Problems as `load` does."""
    place = _place(folder)
    stamp = _stamp(folder) if place else None
    if place is None or stamp is None:
        return Kept(_loaded(folder, vocabulary), Memo())
    rulebook = _kept(place, stamp, Rulebook)
    if rulebook is None:
        rulebook = _loaded(folder, vocabulary)
        _keep(place, stamp, rulebook)
    return Kept(rulebook, Memo(_kept(place.with_suffix(".memo"), stamp, dict) or {}), place, stamp)


def _loaded(folder: Path, vocabulary: Vocabulary) -> Rulebook:
    from engine.rulebook.load import load  # the parser and the models of the format: not needed for what is kept

    return load(folder, vocabulary)


def _place(folder: Path) -> Path | None:
    """Give the file that a folder's rulebook is kept in; None where nothing is to be kept."""
    if not hasattr(os, "geteuid"):  # whose a file is cannot be told
        return None
    named = os.environ.get(CACHE)
    if named is None:
        home = os.environ.get("HOME", "")
        base = Path(os.environ.get("XDG_CACHE_HOME") or f"{home}/.cache") / "klausul"
    else:
        base = Path(named)
    if not base.is_absolute():
        return None
    return base / f"{sha256(os.fsencode(folder.absolute())).hexdigest()[:32]}.rulebook"


def _stamp(folder: Path) -> bytes | None:
    """Give what tells whether anything has changed; None where the folder holds what is not a plain file."""
    found = sha256(f"{engine.__version__} {sys.version}".encode())
    top = Path(engine.__file__).parent.parent
    for room in CODE:
        for file in sorted((top / room).rglob("*")):
            if file.suffix in (".py", ".lark"):
                known = file.stat()
                found.update(f"{file}\0{known.st_mtime_ns}\0{known.st_size}\0".encode(errors="surrogateescape"))
    try:
        for path in sorted(folder.rglob("*")):
            mode = path.lstat().st_mode
            if stat.S_ISREG(mode):
                content = path.read_bytes()
                found.update(os.fsencode(path.relative_to(folder)) + b"\0%d\0" % len(content) + content)
            elif not stat.S_ISDIR(mode):
                return None
    except OSError:
        return None
    return found.digest()


def _kept(place: Path, stamp: bytes, kind: type[Thing]) -> Thing | None:
    with suppress(Exception):  # whatever is wrong with what was kept, the folder can be read
        if not (_own(place.parent) and _own(place)):
            return None
        with place.open("rb") as file:
            if file.read(len(stamp)) == stamp:
                found = pickle.load(file)  # noqa: S301 - written by this user's own Klausul, and by no one else
                return found if isinstance(found, kind) else None
    return None


def _own(path: Path) -> bool:
    """Say whether a file or folder is this user's, and no one else can write to it."""
    known = path.lstat()
    return known.st_uid == os.geteuid() and not known.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _keep(place: Path, stamp: bytes, thing: object) -> None:
    aside = place.with_name(f"{place.name}.{os.getpid()}")
    with suppress(OSError):
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            aside.write_bytes(stamp + pickle.dumps(thing))
            aside.replace(place)
        finally:
            aside.unlink(missing_ok=True)
