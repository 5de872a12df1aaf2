"""Export: a log as a bundle, one file with all that is needed to verify and replay it elsewhere.

A bundle is text, compressed by xz, with one JSON object on each line: what it is; each content, in parts where it is
long, before the run that is the first to name it; each run as it was recorded, with its hash; and at the end the head.
"""

from __future__ import annotations

import lzma
import os
from codecs import getincrementaldecoder
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

import engine
from engine.log.chain import Run
from engine.log.contents import fetched
from engine.log.links import first_fault
from engine.log.pack import Broken, parts_of, unpacked
from engine.log.rulefiles import listed
from engine.log.runs import all_runs
from engine.log.store import Store
from engine.source.problem import Place, Problem, Problems
from engine.source.text import Text
from engine.values.canonical import canonical

BUNDLE = 1
"""The version of the bundle's form."""


def export(store: Store, path: Path) -> Run | None:
    """Write all runs to a bundle at `path`, and give the newest. Raises Problems, also for a log that is not whole."""
    with store.reading() as connection:
        runs = all_runs(connection)
        if first_fault(runs):
            raise Problems([_not_whole(store)])
        aside = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            with lzma.open(aside, "wb") as bundle:
                for line in _lines(connection, runs):
                    bundle.write(canonical(line) + b"\n")
            aside.replace(path)
        except (KeyError, Broken):
            raise Problems([_not_whole(store)]) from None
        except OSError as error:
            message = Text(f"kan ikke skrives ({error.strerror})", f"cannot be written ({error.strerror})")
            raise Problems([Problem("unwritable", Place(path.as_posix()), message)]) from None
        finally:
            aside.unlink(missing_ok=True)
    return runs[-1] if runs else None


def _lines(connection: Connection, runs: list[Run]) -> Iterator[dict[str, Any]]:
    yield {"bundle": BUNDLE, "program": "klausul", "version": engine.__version__}
    written = set[str]()
    for run in runs:
        _, files = listed(unpacked(fetched(connection, run.rulebook)))
        for hash_ in (run.rulebook, *files.values(), run.facts, run.beside, run.decisions):
            if hash_ not in written:
                written.add(hash_)
                yield from _content(connection, hash_)
        said = asdict(run)
        hash_ = said.pop("hash")
        yield {"run": said, "hash": hash_}
    yield {"head": runs[-1].head if runs else None}


def _content(connection: Connection, hash_: str) -> Iterator[dict[str, Any]]:
    decoder = getincrementaldecoder("utf-8")()
    for part in parts_of(fetched(connection, hash_)):
        yield {"content": hash_, "text": decoder.decode(part)}


def _not_whole(store: Store) -> Problem:
    message = Text("loggen er ikke, som den blev gemt", "the log is not as it was recorded")
    expected = Text("'klausul log verify', der siger hvad", "'klausul log verify', which tells what")
    return Problem("log-damaged", store.address.place, message, expected)
