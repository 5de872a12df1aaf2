"""What someone asks to have checked: files that were sent, facts that were typed, and how to judge them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from engine.decision.decide import Judgement, Progress
from engine.decision.files import Asked, judged_of
from engine.rulebook.kept import Kept
from facts.read import File, read_files
from facts.typed import Typed


@dataclass(frozen=True)
class Case:
    """A check asked for. What was `typed` goes before what the files say; the rest is as in `Asked`."""

    files: tuple[File, ...] = ()
    typed: tuple[Typed, ...] = ()
    as_of: date | None = None
    areas: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    readings: tuple[tuple[str, str], ...] = ()

    @cached_property
    def key(self) -> str:
        """Give what tells this case from every other: the same files and the same questions have the same key."""
        told = sha256()
        for file in self.files:
            told.update(f"{file.name!r} {sha256(file.content).hexdigest()}\n".encode())
        told.update(repr((self.typed, self.as_of, self.areas, self.rules, self.readings)).encode())
        return told.hexdigest()

    def asked(self, folder: Path | None) -> Asked:
        """Give what is asked of the rules in a folder."""
        return Asked(folder, self.as_of, self.areas, self.rules, self.readings)

    def judged(self, folder: Path | None, progress: Progress | None = None, loaded: Kept | None = None) -> Judgement:
        """Give the decisions, by the rules `loaded` from the folder. Raises Problems, of rules and facts together."""
        return judged_of(lambda: read_files(self.files, self.typed), self.asked(folder), progress, loaded)
