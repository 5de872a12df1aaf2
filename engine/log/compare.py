"""Two runs held against each other: the decisions that came out otherwise, and why."""

from __future__ import annotations

from dataclasses import dataclass

from engine.log.causes import Cause, Side, causes
from engine.log.chain import Run
from engine.log.kept import Kept, Key
from engine.log.replay import Pair
from engine.log.rulefiles import Written


@dataclass(frozen=True, slots=True)
class Flip:
    """A decision that came out otherwise, and why."""

    pair: Pair
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two runs differ in: decisions that came out otherwise, those in one run only, and how many did not.

    `facts`: how many facts are not the same; `rules`: whether the rulebooks say the same.
    """

    one: Run
    other: Run
    flips: tuple[Flip, ...]
    gone: tuple[Key, ...]
    new: tuple[Key, ...]
    same: int
    facts: int
    rules: bool


def compare(one: Kept, other: Kept) -> Comparison:
    """Hold two runs against each other. Raises Problems where one is damaged."""
    before, now = side_of(one), side_of(other)
    common = [key for key in before.decisions if key in now.decisions]
    pairs = [Pair(key, before.decisions[key], now.decisions[key]) for key in common]
    flips = tuple(Flip(pair, causes(pair.key, before, now)) for pair in pairs if pair.flipped)
    fields = {*before.fields.items()} ^ {*now.fields.items()}
    return Comparison(
        one.run,
        other.run,
        flips,
        tuple(key for key in before.decisions if key not in now.decisions),
        tuple(key for key in now.decisions if key not in before.decisions),
        len(common) - len(flips),
        len({key for key, _ in fields}),
        one.digest() == other.digest(),
    )


def side_of(kept: Kept) -> Side:
    """Give a run as one side of a comparison."""
    files = Written(kept.files()).hashes()
    return Side(kept.decisions(), kept.fields(), kept.run.chosen, files, kept.run.as_of, kept.run.version)
