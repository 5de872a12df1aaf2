"""What if the rules change: recorded decisions that would come out differently under another rulebook."""

from __future__ import annotations

from dataclasses import dataclass

import engine
from engine.decision.canonical import decision_data
from engine.log.causes import Side, causes
from engine.log.chain import Run
from engine.log.compare import Flip, side_of
from engine.log.kept import Kept, Key, key_of
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


def under(kept: Kept, rulebook: Rulebook, files: Files) -> WhatIf:
    """Give what the run would give by `rulebook`, made of `files`. Raises Problems where the run is damaged."""
    before = side_of(kept)
    known = {
        question: option
        for question, option in kept.run.chosen.items()
        if question in rulebook.readings and _has(rulebook, question, option)
    }
    dropped = tuple(sorted(kept.run.chosen.keys() - known.keys()))
    try:
        judgement = kept.judged(chosen_of(rulebook, known))
    except Problems as error:
        return WhatIf(kept.run, (), (), dropped, error)
    data = [decision_data(judgement, one, with_trace=True) for one in judgement.decisions]
    decisions = {key_of(one): one for one in data}
    hashes, as_of = Written(files).hashes(), kept.run.as_of
    now = Side(decisions, before.fields, known, hashes, as_of, engine.__version__)
    pairs = [Pair(key, one, decisions[key]) for key, one in before.decisions.items() if key in decisions]
    flips = tuple(Flip(pair, causes(pair.key, before, now)) for pair in pairs if pair.flipped)
    gone = tuple(key for key in before.decisions if key not in decisions)
    return WhatIf(kept.run, flips, gone, dropped)


def _has(rulebook: Rulebook, question: str, option: str) -> bool:
    reading, _ = rulebook.readings[question]
    return any(each.name == option for each in reading.options)
