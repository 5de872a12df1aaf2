"""How a rule was decided: the outcome, and which part of the rule settled it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["met", "breached", "exempt", "not_applicable", "undetermined", "true", "false", "unknown"]
Part = Literal["when", "unless", "require", "period", "all"]

REQUIREMENT: tuple[Outcome, ...] = ("met", "breached", "exempt", "not_applicable", "undetermined")
CONCLUSION: tuple[Outcome, ...] = ("true", "false", "unknown")


@dataclass(frozen=True, slots=True)
class Way:
    """An outcome and what settled it: the `index`-th condition of `when`, the `index`-th exception, the demand."""

    outcome: Outcome
    part: Part
    index: int = 0

    @property
    def truth(self) -> bool | None:
        """Give a conclusion's truth value."""
        return {"true": True, "false": False}.get(self.outcome)

    @property
    def settled(self) -> bool:
        """Say whether no missing fact can change the outcome."""
        return self.outcome not in ("undetermined", "unknown")
