"""Replay: a run decided again from what was stored of it, and every decision held against the one recorded."""

from __future__ import annotations

import json
from dataclasses import dataclass

from engine.decision.canonical import decision_data
from engine.decision.decide import Judgement
from engine.log.chain import Run
from engine.log.kept import Data, Kept, Key, key_of
from engine.log.told import outcome_of
from engine.source.problem import Problem, Problems
from engine.source.text import Text
from engine.values.canonical import canonical


@dataclass(frozen=True, slots=True)
class Pair:
    """A decision as it was recorded and as it comes out now; None where it is not among them."""

    key: Key
    before: Data | None
    now: Data | None

    @property
    def outcomes(self) -> tuple[str | None, str | None]:
        """Give how the decision came out, and comes out."""
        return _outcome(self.before), _outcome(self.now)

    @property
    def flipped(self) -> bool:
        """Say whether it comes out otherwise."""
        before, now = self.outcomes
        return before != now

    @property
    def parts(self) -> tuple[str, ...]:
        """Give the parts of a decision, by their keys, that are not the same."""
        before, now = self.before or {}, self.now or {}
        return tuple(key for key in sorted({*before, *now}) if before.get(key) != now.get(key))


def _outcome(data: Data | None) -> str | None:
    return outcome_of(data) if data else None


@dataclass(frozen=True, slots=True)
class Replay:
    """What a replay gave: how many decisions are the same byte for byte, and the pairs that are not."""

    run: Run
    same: int
    pairs: tuple[Pair, ...]


def replay(kept: Kept) -> Replay:
    """Decide a run again. Raises Problems where it is damaged, or this program cannot read it any longer."""
    return _held(kept, kept.judged(kept.rulebook()))


def as_recorded(kept: Kept) -> Judgement:
    """Give a run decided again. Raises Problems as `replay` does, and where a decision is not as it was recorded."""
    judgement = kept.judged(kept.rulebook())
    if differ := len(_held(kept, judgement).pairs):
        number, version = kept.run.number, kept.run.version
        message = Text(
            f"kørsel {number}: {differ} afgørelser falder anderledes ud i denne Klausul",
            f"run {number}: {differ} decisions come out otherwise in this Klausul",
        )
        expected = Text(f"Klausul {version}, som gemte den", f"Klausul {version}, which recorded it")
        raise Problems([Problem("run-differs", kept.address.place, message, expected)])
    return judgement


def _held(kept: Kept, judgement: Judgement) -> Replay:
    now = {
        (one.rule.id, one.subject.entity, one.subject.id): canonical(decision_data(judgement, one, with_trace=True))
        for one in judgement.decisions
    }
    same, pairs, seen = 0, list[Pair](), set[Key]()
    for line in kept.lines():
        data = json.loads(line)
        key = key_of(data)
        seen.add(key)
        if now.get(key) == line:
            same += 1
        else:
            pairs.append(Pair(key, data, json.loads(now[key]) if key in now else None))
    pairs += [Pair(key, None, json.loads(line)) for key, line in now.items() if key not in seen]
    return Replay(kept.run, same, tuple(pairs))
