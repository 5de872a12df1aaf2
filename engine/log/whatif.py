"""What if the rules change: recorded decisions that would come out differently under another rulebook."""

from __future__ import annotations

from dataclasses import dataclass, field

import engine
from engine.decision.canonical import decision_data
from engine.log.causes import Side, causes
from engine.log.chain import Run
from engine.log.compare import Flip, side_of
from engine.log.kept import Data, Kept, Key, key_of
from engine.log.replay import Pair
from engine.log.rulefiles import Files, Written
from engine.rulebook.choose import chosen_of
from engine.rulebook.model import Rulebook
from engine.source.problem import Problems


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What a run would give under other rules: the decisions that differ, and those that are no longer made.

    `dropped`: questions whose chosen option the other rules do not have. `problems`: why the run cannot be decided.
    """

    run: Run
    flips: tuple[Flip, ...]
    gone: tuple[Key, ...]
    dropped: tuple[str, ...]
    problems: Problems | None = None


@dataclass
class OtherRules:
    """Other rules, made of `files`, and what has come out by them: runs on the same facts are decided once."""

    rulebook: Rulebook
    files: Files
    decided: dict[tuple[str, ...], dict[Key, Data]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.hashes = Written(self.files).hashes()

    def under(self, kept: Kept) -> WhatIf:
        """Give what a run would give by these rules. Raises Problems where the run is damaged."""
        run, before = kept.run, side_of(kept)
        known = {question: option for question, option in run.chosen.items() if self._has(question, option)}
        dropped = tuple(sorted(run.chosen.keys() - known.keys()))
        try:
            decisions = self._decisions(kept, known)
        except Problems as error:
            return WhatIf(run, (), (), dropped, error)
        now = Side(decisions, before.fields, known, self.hashes, run.as_of, engine.__version__)
        pairs = [Pair(key, one, decisions[key]) for key, one in before.decisions.items() if key in decisions]
        flips = tuple(Flip(pair, causes(pair.key, before, now)) for pair in pairs if pair.flipped)
        gone = tuple(key for key in before.decisions if key not in decisions)
        return WhatIf(run, flips, gone, dropped)

    def _decisions(self, kept: Kept, chosen: dict[str, str]) -> dict[Key, Data]:
        run = kept.run
        key = (run.facts, run.beside, run.as_of, run.areas, run.rules, *(f"{q}={o}" for q, o in chosen.items()))
        if key not in self.decided:
            judgement = kept.judged(chosen_of(self.rulebook, chosen))
            data = [decision_data(judgement, one, with_trace=True) for one in judgement.decisions]
            self.decided[key] = {key_of(one): one for one in data}
        return self.decided[key]

    def _has(self, question: str, option: str) -> bool:
        reading = self.rulebook.readings.get(question)
        return reading is not None and any(each.name == option for each in reading[0].options)
