"""Import: a bundle checked line by line, and its runs added to a log; all of them, or none where anything is wrong."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection

from engine.log.chain import TOLD, Run
from engine.log.contents import fetched, held
from engine.log.contents import store as store_contents
from engine.log.export import BUNDLE
from engine.log.pack import CHUNK, MOST_MEMORY, Broken, lines_of, packed, parts_of
from engine.log.record import Found, append
from engine.log.rulefiles import listed
from engine.log.runs import all_runs
from engine.log.store import Store
from engine.log.told import entry_of
from engine.source.problem import Place, Problem, Problems
from engine.source.text import Text

LONGEST = 8 * CHUNK
"""Bytes in a line. A part of a content, of at most one chunk, is never longer, however it is escaped."""
NOT_A_BUNDLE = Text("er ikke en pakke fra 'klausul log export'", "is not a bundle of 'klausul log export'")


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import gave: how many runs were added, how many were there already, and the newest."""

    added: int
    there: int
    head: Run | None


def imported(store: Store, path: Path) -> Imported:
    """Add the runs of the bundle at `path` that the log has not. Raises Problems; then nothing is added.

    The log must be empty, or hold the same runs as the bundle begins with.
    """
    with store.writing() as connection:
        adding = _Adding(connection, path.as_posix(), {run.number: run for run in all_runs(connection)})
        adding.read(path)
        return Imported(adding.added, adding.there, adding.last)


@dataclass
class _Adding:
    """Takes in the lines of a bundle. `known`: the log's runs by number; `named`: the contents seen so far."""

    connection: Connection
    file: str
    known: dict[int, Run]
    line: int = 0
    added: int = 0
    there: int = 0
    last: Run | None = None
    ended: bool = False
    named: set[str] = field(default_factory=set)
    part_of: str | None = None
    parts: list[bytes] = field(default_factory=list)

    def read(self, path: Path) -> None:
        """Take in all lines, and see that none is missing."""
        try:
            for line in lines_of(_inflated(path), LONGEST):
                self.line += 1
                self._take(json.loads(line))
        except OSError as error:
            self._fail(Text(f"kan ikke læses ({error.strerror})", f"cannot be read ({error.strerror})"))
        except (lzma.LZMAError, EOFError, Broken, LookupError, TypeError, AttributeError, ValueError, RecursionError):
            self._fail(NOT_A_BUNDLE)
        if not self.ended:
            self._fail(Text("pakken er ikke hel", "the bundle is not whole"))

    def _take(self, data: dict[str, Any]) -> None:
        if self.line == 1:
            if data["bundle"] > BUNDLE:
                self._fail(
                    Text("pakken er fra en nyere Klausul: opgrader", "the bundle is of a newer Klausul: upgrade")
                )
            return
        if "content" in data:
            if data["content"] != self.part_of:
                self._end_content()
            self.part_of = str(data["content"])
            self.parts.append(data["text"].encode())
            return
        self._end_content()
        if "run" in data:
            told = {**data["run"], "hash": data["hash"]}
            if told.keys() - RUN_FIELDS:
                raise KeyError
            self._run(RUN.validate_python(told))
        else:
            self.ended = data["head"] == (self.last.head if self.last else None)

    def _end_content(self) -> None:
        if self.part_of is None:
            return
        content = packed(self.parts)
        if content.hash != self.part_of:
            self._fail(Text("et indhold er ændret", "a content was changed"))
        store_contents(self.connection, [content])
        self.named.add(content.hash)
        self.part_of, self.parts = None, []

    def _run(self, run: Run) -> None:
        here = Text(f"kørsel {run.number}", f"run {run.number}")
        follows = (self.last.number + 1, self.last.hash) if self.last else (1, None)
        if (run.number, run.previous) != follows or run.format not in TOLD or run.sealed_hash != run.hash:
            self._fail(Text(f"{here.da} er ikke, som den blev gemt", f"{here.en} is not as it was recorded"))
        _, files = listed(held(self.connection, run.rulebook)) if run.rulebook in self.named else ("", {})
        if not self.named.issuperset([*run.contents, *files.values()]):
            self._fail(Text(f"{here.da} er ikke hel", f"{here.en} is not whole"))
        self.last = run
        there = self.known.get(run.number)
        if there is None:
            append(self.connection, run, self._found(run))
            self.added += 1
        elif there.hash == run.hash:
            self.there += 1
        else:
            expected = Text("en tom log, eller en med de samme kørsler", "an empty log, or one with the same runs")
            self._fail(Text(f"{here.da} i loggen er en anden", f"{here.en} of the log is another"), expected)

    def _found(self, run: Run) -> Found:
        lines = lines_of(parts_of(fetched(self.connection, run.decisions)))
        operators = json.loads(held(self.connection, run.beside))["operators"]
        return Found(tuple(entry_of(json.loads(line)) for line in lines), operators)

    def _fail(self, message: Text, expected: Text | None = None) -> None:
        raise Problems([Problem("bad-bundle", Place(self.file, self.line), message, expected)])


RUN = TypeAdapter(Run)
RUN_FIELDS = {each.name for each in fields(Run)}


def _inflated(path: Path) -> Iterator[bytes]:
    """Give what a bundle holds, part by part; its dictionary takes no more memory than its writer's did."""
    inflator = lzma.LZMADecompressor(memlimit=MOST_MEMORY)
    with path.open("rb") as file:
        while not inflator.eof:
            given = file.read(CHUNK) if inflator.needs_input else b""
            if inflator.needs_input and not given:
                raise EOFError
            yield inflator.decompress(given, CHUNK)
        if inflator.unused_data or file.read(1):
            raise lzma.LZMAError
