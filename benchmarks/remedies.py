"""`python -m benchmarks.remedies`: how long the smallest changes of all breaches take, CPU milliseconds a breach."""

from __future__ import annotations

import argparse
import gc
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

from benchmarks.portfolio import REALISTIC, portfolio
from benchmarks.process import ROOT, ten_offerings
from engine.decision.decide import Judgement, Prepared, judge
from engine.evaluation.compile import compile_rules
from engine.remedy.remedies import Remedies
from engine.rulebook.load import load
from facts.factset import FactSet
from facts.read import read_facts
from facts.vocabulary import vocabulary

ROUNDS = 5
COSTS = re.compile(r"(?<=\b)((?:administration|afskrivning|forrentning|takst): )(\d+)")


def costly_offerings() -> FactSet:
    """Give the facts of ten offerings with some costs and all tariffs trebled, so that much is breached."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ti-tilbud.yaml"
        path.write_text(COSTS.sub(lambda found: f"{found[1]}{int(found[2]) * 3}", ten_offerings()), "utf-8")
        return read_facts([path])


SETS: Mapping[str, Callable[[], FactSet]] = {
    "portfolio": portfolio,
    "portfolio with gaps": lambda: portfolio(gaps=REALISTIC),
    "ten offerings": costly_offerings,
}


def judged(facts: FactSet, prepared: Prepared) -> Judgement:
    """Give the decisions on facts that say by which date they are judged."""
    if facts.as_of is None:
        raise ValueError("no date")
    return judge(prepared, facts, facts.as_of)


def measured(judgement: Judgement, most: int) -> tuple[int, float]:
    """Give the breaches, and the CPU milliseconds that finding their changes took for each."""
    breached = [decision for decision in judgement.decisions if decision.outcome == "breached"]
    gc.collect()
    gc.disable()  # as `klausul` does
    start, remedies = process_time(), Remedies(judgement, most)
    for decision in breached:
        remedies.changes(decision)
    taken = process_time() - start
    gc.enable()
    return len(breached), taken * 1_000 / len(breached)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.remedies", description="The smallest changes.")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"how often each is measured (default: {ROUNDS})")
    parser.add_argument("--most", type=int, default=1, help="changes sought for each breach (default: 1, as in checks)")
    given = parser.parse_args()
    prepared = Prepared(compile_rules(load(ROOT / "rules", vocabulary())), None, None)
    facts = {name: make() for name, make in SETS.items()}
    rounds = [  # judged anew each time: what is found is kept with the decisions
        {name: measured(judged(of, prepared), given.most) for name, of in facts.items()} for _ in range(given.rounds)
    ]
    for name in facts:
        breaches, times = rounds[0][name][0], [found[name][1] for found in rounds]
        print(f"{name:<20} {breaches:>4} breaches  {median(times):5.2f} ({min(times):.2f}-{max(times):.2f}) ms each")
    return 0


if __name__ == "__main__":
    sys.exit(main())
