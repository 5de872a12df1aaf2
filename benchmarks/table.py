"""The results as a plain table for people and as JSON for programs."""

from __future__ import annotations

from statistics import median
from typing import Any

from benchmarks.measure import TRACES, Results, Row, machine
from benchmarks.process import Timed

OWN = frozenset({"own trace"})


def spread(values: list[float], places: int = 1) -> str:
    """Give median (least-greatest)."""
    return f"{median(values):.{places}f} ({min(values):.{places}f}-{max(values):.{places}f})"


def table(results: Results, processes: list[Timed], skipped: dict[str, str]) -> str:
    """Give the table."""
    any_trace, own = results.fastest(TRACES), results.fastest(OWN)
    yardsticks = [row for row in (any_trace, own) if row is not None]
    heads = ["engine", "keeps", "us per subject", "bytes/decision", *(f"x {mark}" for mark in "AB"[: len(yardsticks)])]
    lines = [heads, *(_line(row, yardsticks) for row in sorted(results.rows, key=lambda row: row.middle))]
    here = machine()
    text = [
        f"{here['cpu']}, {here['cores']} cores, {here['system']}, {here['python']}",
        f"{results.count} subjects, 20 rules, 5 % of the facts missing; {results.rounds} rounds, interleaved;"
        " median (least-greatest)",
        "all rows gave the same outcomes on every decision",
        "",
        *_columns(lines),
        "",
        *(
            f"x {mark}: times as fast as {row.contender.label}, paired by round ({what})"
            for mark, row, what in zip("AB", yardsticks, _WHAT, strict=False)
        ),
    ]
    if processes:
        text += ["", *_columns([["process", "ms", "limit"], *([p.name, _ms(p), p.demand] for p in processes)])]
    text += [f"left out: {name}: {why}" for name, why in (results.skipped | skipped).items()]
    return "\n".join(text)


def data(results: Results, processes: list[Timed], skipped: dict[str, str]) -> dict[str, Any]:
    """Give everything measured, for JSON."""
    yardsticks = {"fastest_with_a_trace": results.fastest(TRACES), "fastest_own_trace": results.fastest(OWN)}
    return {
        "machine": machine(),
        "subjects": results.count,
        "rounds": results.rounds,
        "yardsticks": {name: row.contender.label for name, row in yardsticks.items() if row},
        "rows": [
            {
                "engine": row.contender.engine,
                "keeps": row.contender.keeps,
                "microseconds_per_subject": row.times,
                "bytes_per_decision": row.weight,
                "times_as_fast": {name: row.times_as_fast_as(other) for name, other in yardsticks.items() if other},
            }
            for row in results.rows
        ],
        "processes": [{"name": p.name, "milliseconds": p.times, "limit": p.limit} for p in processes],
        "left_out": results.skipped | skipped,
    }


_WHAT = ("the fastest that keeps a trace of any sort", "the fastest that makes a trace of its own")


def _ms(timed: Timed) -> str:
    return spread(timed.times, 0)


def _line(row: Row, yardsticks: list[Row]) -> list[str]:
    ratios = [spread(row.times_as_fast_as(other), 2) for other in yardsticks]
    return [row.contender.engine, row.contender.keeps, spread(row.times), f"{row.weight:.0f}", *ratios]


def _columns(lines: list[list[str]]) -> list[str]:
    widths = [max(len(line[index]) for line in lines) for index in range(len(lines[0]))]
    return [
        "  ".join(
            cell.ljust(width) if index < 2 else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
