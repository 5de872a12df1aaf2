"""What is worked out of the rules alone and costs time: remembered within a run, and by `kept` from run to run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from engine.rulebook.model import Rule

Key = tuple[str, ...]
Made = TypeVar("Made")


def key_of(rule: Rule) -> Key:
    """Give what tells a rule from others, and from itself read otherwise."""
    return (rule.id, *(reading.chosen for reading in rule.readings))


@dataclass(slots=True)
class Memo:
    """Things by key, all of which can be pickled. `grown`: whether something was added since it was read."""

    things: dict[Key, Any] = field(default_factory=dict)
    grown: bool = False

    def of(self, what: str, rule: Rule, make: Callable[[], Made]) -> Made:
        """Give what is remembered under `what` of a rule as it is read, else what `make` gives, which is remembered."""
        key = (what, *key_of(rule))
        if key not in self.things:
            self.things[key] = make()
            self.grown = True
        made: Made = self.things[key]
        return made
