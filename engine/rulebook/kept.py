"""A rulebook once read and checked, kept in the user's own cache, so that the next run need not read it again.

What is kept is used only where every file of the folder, the code that read it and Python are the same as then; else
the folder is read anew. Only a rulebook without problems is kept. Where nothing can be kept, all works, only slower.
"""

from __future__ import annotations

import os
import pickle
import stat
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import engine
from engine.rulebook.model import Rulebook
from engine.values.vocabulary import Vocabulary

CACHE = "KLAUSUL_CACHE"
"""The environment variable that names another folder to keep rulebooks in; empty: none are kept."""
CODE = ("engine/source", "engine/values", "engine/passages", "engine/language", "engine/rulebook", "facts")
"""What a rulebook depends on besides its files."""


def load_kept(folder: Path, vocabulary: Vocabulary) -> Rulebook:
    """Give what `load` gives, from what was kept where that is of the same files. Raises Problems as `load` does."""
    place = _place(folder)
    stamp = _stamp(folder) if place else None
    if place is None or stamp is None:
        return _loaded(folder, vocabulary)
    kept = _kept(place, stamp)
    if kept is None:
        kept = _loaded(folder, vocabulary)
        _keep(place, stamp, kept)
    return kept


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


def _kept(place: Path, stamp: bytes) -> Rulebook | None:
    with suppress(Exception):  # whatever is wrong with what was kept, the folder can be read
        if not (_own(place.parent) and _own(place)):
            return None
        with place.open("rb") as file:
            if file.read(len(stamp)) == stamp:
                found = pickle.load(file)  # noqa: S301 - written by this user's own Klausul, and by no one else
                return found if isinstance(found, Rulebook) else None
    return None


def _own(path: Path) -> bool:
    """Say whether a file or folder is this user's, and no one else can write to it."""
    known = path.lstat()
    return known.st_uid == os.geteuid() and not known.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _keep(place: Path, stamp: bytes, rulebook: Rulebook) -> None:
    aside = place.with_name(f"{place.name}.{os.getpid()}")
    with suppress(OSError):
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            aside.write_bytes(stamp + pickle.dumps(rulebook))
            aside.replace(place)
        finally:
            aside.unlink(missing_ok=True)
