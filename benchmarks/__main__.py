"""`python -m benchmarks`: everything, side by side, in one run."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from benchmarks import process
from benchmarks.measure import Disagreed, measure
from benchmarks.table import data, table


def main() -> int:
    """Measure and print. Exit status 1 where the engines do not agree."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Klausul beside other rule engines.")
    parser.add_argument("--subjects", type=int, default=10_000, help="how many subjects (default: 10000)")
    parser.add_argument("--rounds", type=int, default=5, help="how many rounds (default: 5)")
    parser.add_argument(
        "--runs", type=int, default=15, help="how often each process is started (default: 15; 0: never)"
    )
    parser.add_argument("--gc", action="store_true", help="leave the garbage collector on while the clock runs")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything measured to FILE")
    given = parser.parse_args()
    if given.subjects < 1 or given.rounds < 1 or given.runs < 0:
        parser.error("--subjects and --rounds are at least 1, --runs at least 0")

    def tell(text: str) -> None:
        print(f"\r\033[K{text}" if sys.stderr.isatty() else text, end="\n"[sys.stderr.isatty() :], file=sys.stderr)

    processes, skipped = process.measure(given.runs, tell)
    try:
        results = measure(given.subjects, given.rounds, tell, collect=given.gc)
    except Disagreed as error:
        print(error, file=sys.stderr)
        return 1
    tell("")
    print(table(results, processes, skipped))
    if given.json:
        given.json.write_text(json.dumps(data(results, processes, skipped), indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
