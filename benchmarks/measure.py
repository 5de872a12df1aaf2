"""Runs all contenders on the same subjects: first that they agree on every decision, then how long each takes."""

from __future__ import annotations

import gc
import importlib
import os
import platform
import random
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks import klausul
from benchmarks.peers import plain
from benchmarks.peers.contender import Contender
from benchmarks.peers.glue import RULES
from benchmarks.subjects import SEED, flat, subjects

PEERS = {"zen": "zen-engine", "rule_engine": "rule-engine", "cel": "common-expression-language"}
WEIGHED = 500
"""How many subjects the memory is measured on: measuring it slows everything down."""
OURS = frozenset({"Klausul", plain.NAME})
TRACES = frozenset({"conditions", "own trace"})
Tell = Callable[[str], None]


class Disagreed(Exception):  # noqa: N818 - the name says what happened
    """Raised where two engines do not give the same outcome: then there is nothing to compare."""


@dataclass
class Row:
    """One contender's results: microseconds per subject for each round, and bytes kept for each decision."""

    contender: Contender
    times: list[float] = field(default_factory=list)
    weight: float = 0.0

    @property
    def middle(self) -> float:
        """Give the median time."""
        return median(self.times)

    def times_as_fast_as(self, other: Row) -> list[float]:
        """Give, for each round, how many times as fast this row is as `other` in the same round."""
        return [theirs / mine for mine, theirs in zip(self.times, other.times, strict=True)]


@dataclass
class Results:
    """All rows, what could not be run and why, and what the ratios are against."""

    count: int
    rounds: int
    rows: list[Row]
    skipped: dict[str, str]

    def fastest(self, keeps: frozenset[str]) -> Row | None:
        """Give the fastest peer that keeps one of these."""
        peers = [r for r in self.rows if r.contender.keeps in keeps and r.contender.engine not in OURS]
        return min(peers, key=lambda row: row.middle, default=None)


def measure(count: int, rounds: int, tell: Tell, *, collect: bool = False) -> Results:
    """Give the results over `count` subjects. With `collect` the garbage collector stays on while the clock runs."""
    tell(f"making {count} subjects")
    found, skipped = contenders(count)
    _agree(found, tell)
    rows = [Row(contender) for contender in found]
    _weigh(rows, tell)
    order = random.Random(SEED)
    gc.freeze()  # what the contenders were given is no garbage to look through
    for number in range(rounds):
        for row in order.sample(rows, len(rows)):
            tell(f"round {number + 1} of {rounds}: {row.contender.label}")
            row.times.append(_timed(row.contender, collect) / count * 1e6)
    gc.unfreeze()
    return Results(count, rounds, rows, skipped)


def contenders(count: int) -> tuple[list[Contender], dict[str, str]]:
    """Give everything that can be run on `count` subjects, and why the rest cannot."""
    made = subjects(count)
    facts = [flat(subject) for subject in made]
    found = [*plain.contenders(facts), *klausul.contenders(made)]
    skipped = {}
    if not any(contender.keeps == "second opinion" for contender in found):
        skipped["second opinion"] = "durable_rules is not installed"
    for module, package in PEERS.items():
        try:
            peer = importlib.import_module(f"benchmarks.peers.{module}")
        except ImportError as error:
            skipped[package] = f"not installed ({error})"
        else:
            found += peer.contenders(facts)
    return found, skipped


def differences(contender: Contender, right: list[tuple[str, ...]]) -> list[str]:
    """Say where a contender's outcomes differ from `right`."""
    given = contender.outcomes(contender.run())
    return [
        f"{contender.label}: {rule} on subject {index}: {mine} where Klausul says {its}"
        for index, (ours, theirs) in enumerate(zip(given, right, strict=True))
        for rule, mine, its in zip(RULES, ours, theirs, strict=True)
        if mine != its
    ]


def _agree(found: list[Contender], tell: Tell) -> None:
    first = next(contender for contender in found if contender.engine == "Klausul")
    right = first.outcomes(first.run())
    for contender in found:
        tell(f"same outcomes: {contender.label}")
        different = differences(contender, right)
        if different:
            raise Disagreed(f"{len(different)} decisions differ, first of all: {different[0]}")


def _weigh(rows: list[Row], tell: Tell) -> None:
    """Set each row's weight: the bytes that its results hold on to, beyond the facts given."""
    few, _ = contenders(WEIGHED)
    for row, contender in zip(rows, few, strict=True):
        tell(f"memory: {row.contender.label}")
        gc.collect()
        tracemalloc.start()
        kept = contender.run()
        gc.collect()
        row.weight = tracemalloc.get_traced_memory()[0] / WEIGHED / len(RULES)
        tracemalloc.stop()
        del kept


def _timed(contender: Contender, collect: bool) -> float:
    gc.collect()
    if not collect:
        gc.disable()
    start = perf_counter()
    kept = contender.run()
    taken = perf_counter() - start
    gc.enable()
    del kept
    return taken


def machine() -> dict[str, Any]:
    """Say what this was run on."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text("utf-8").splitlines() if info.exists() else []
    model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "")
    return {
        "cpu": model or platform.processor() or "unknown",
        "cores": os.cpu_count(),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "system": f"{platform.system()} {platform.machine()}",
    }
