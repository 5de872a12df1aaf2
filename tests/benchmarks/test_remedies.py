"""The benchmark of the smallest changes has something to measure."""

from __future__ import annotations

from benchmarks.process import ROOT
from benchmarks.remedies import costly_offerings, judged, measured
from engine.decision.decide import Prepared
from engine.evaluation.compile import compile_rules
from engine.rulebook.load import load
from facts.vocabulary import vocabulary


def test_ten_offerings_have_many_breaches() -> None:
    prepared = Prepared(compile_rules(load(ROOT / "rules", vocabulary())), None, None)
    breaches, milliseconds = measured(judged(costly_offerings(), prepared), 1)
    assert breaches > 30
    assert milliseconds > 0
