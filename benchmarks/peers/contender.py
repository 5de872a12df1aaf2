"""What the benchmark runs: one engine in one way of use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from benchmarks.peers.glue import Outcomes, Truth
from benchmarks.subjects import Flat

Kept = tuple[Outcomes, tuple[Truth, ...] | list[Truth], Flat]
"""The cheapest trace: outcomes, the truth of every condition, and the facts that are its operands, by reference."""


@dataclass(frozen=True, slots=True)
class Contender:
    """An engine, what it keeps of each subject, how to run it over all, and how to read the outcomes off what it kept.

    `keeps`: outcomes (those only), conditions (as Kept), own trace (what the engine itself calls a trace), decisions
    (Klausul's record and way, its trace made on demand), full traces (each node of each expression with its value).
    """

    engine: str
    keeps: str
    run: Callable[[], Any]
    outcomes: Callable[[Any], list[Outcomes]]

    @property
    def label(self) -> str:
        """Give the row's name."""
        return f"{self.engine}, {self.keeps}"
