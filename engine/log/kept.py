"""What was kept of a run, read back: its decisions, its facts, its rulebook."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from engine.decision.decide import Judgement
from engine.decision.files import Asked, judged
from engine.log.address import Address
from engine.log.chain import Run, words
from engine.log.contents import fetched, held
from engine.log.pack import Broken, lines_of, parts_of
from engine.log.rulefiles import Files, listed, loaded
from engine.log.told import facts_from
from engine.rulebook.choose import chosen_of
from engine.rulebook.kept import Kept as Unkept
from engine.rulebook.memo import Memo
from engine.rulebook.model import Rulebook
from engine.source.problem import Problem, Problems
from engine.source.text import Text
from facts.factset import FactSet

Data = dict[str, Any]
Key = tuple[str, str, str]
"""A decision by rule, entity and subject."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One run in the log, with what it names read when it is asked for. All raise Problems where it is damaged."""

    connection: Connection
    address: Address
    run: Run

    def lines(self) -> Iterator[bytes]:
        """Give the decisions in their order, each in canonical form."""
        try:
            yield from lines_of(parts_of(fetched(self.connection, self.run.decisions)))
        except (KeyError, Broken):
            raise self._damaged("dens afgørelser", "its decisions") from None

    def decisions(self) -> dict[Key, Data]:
        """Give the decisions as data."""
        return {key_of(data): data for data in self.lines_read()}

    def lines_read(self) -> list[Data]:
        """Give the decisions as data, in their order."""
        return [json.loads(line) for line in self.lines()]

    def beside(self) -> Data:
        """Give what is stored beside the facts."""
        found: Data = json.loads(self._held(self.run.beside, "dens fakta", "its facts"))
        return found

    def facts(self) -> FactSet:
        """Give the facts. Raises Problems also where this program does not know them any longer."""
        content = self._held(self.run.facts, "dens fakta", "its facts")
        more = self._held(self.run.beside, "dens fakta", "its facts")
        try:
            return facts_from(content, more)
        except Problems as error:
            raise self._outgrown(error) from None

    def fields(self) -> dict[Key, str]:
        """Give every fact as exact text, by entity, subject and field."""
        data = json.loads(self._held(self.run.facts, "dens fakta", "its facts"))
        return {
            (entity, id_, field): text
            for entity, subjects in data["subjects"].items()
            for id_, fields in subjects.items()
            for field, text in fields.items()
        }

    def digest(self) -> str:
        """Give the digest of the rulebook."""
        return listed(self._held(self.run.rulebook, "dens regler", "its rules"))[0]

    def files(self) -> Files:
        """Give the rule files."""
        _, hashes = listed(self._held(self.run.rulebook, "dens regler", "its rules"))
        return {name: self._held(hash_, name, name) for name, hash_ in hashes.items()}

    def rulebook(self) -> Rulebook:
        """Give the rulebook, read as it was chosen for the run.

        Raises Problems also where this program refuses what an older one took.
        """
        files = self.files()
        try:
            return chosen_of(loaded(files), self.run.chosen)
        except Problems as error:
            raise self._outgrown(error) from None

    def judged(self, rulebook: Rulebook) -> Judgement:
        """Give what comes out of the facts by `rulebook`, as of the run's date, of the areas and rules it asked for."""
        asked = Asked(areas=words(self.run.areas), rules=words(self.run.rules))
        return judged(Unkept(rulebook, Memo()), self.facts(), date.fromisoformat(self.run.as_of), asked)

    def _held(self, hash_: str, da: str, en: str) -> bytes:
        try:
            return held(self.connection, hash_)
        except (KeyError, Broken):
            raise self._damaged(da, en) from None

    def _damaged(self, da: str, en: str) -> Problems:
        number = self.run.number
        message = Text(
            f"kørsel {number}: {da} er ikke det, der blev gemt", f"run {number}: {en} is not what was recorded"
        )
        expected = Text("'klausul log verify', der siger hvad", "'klausul log verify', which tells what")
        return Problems([Problem("log-damaged", self.address.place, message, expected)])

    def _outgrown(self, error: Problems) -> Problems:
        number, version = self.run.number, self.run.version
        message = Text(
            f"kørsel {number} kan ikke læses af denne Klausul", f"run {number} cannot be read by this Klausul"
        )
        expected = Text(f"Klausul {version}, som gemte den", f"Klausul {version}, which recorded it")
        return Problems([Problem("run-outgrown", self.address.place, message, expected), *error.problems])


def key_of(data: Data) -> Key:
    """Give what a decision is known by."""
    return data["rule"], data["subject"]["type"], data["subject"]["id"]
