"""Klausul on the benchmark's rules: decisions kept, all traces expanded, and the second opinion by inference."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.peers.contender import Contender
from benchmarks.peers.glue import Outcomes
from benchmarks.subjects import AS_OF, fact_set
from benchmarks.vocabulary import VOCABULARY
from engine.evaluation.compile import compile_atoms, compile_rules, parameters_at
from engine.evaluation.evaluate import Evaluation, evaluate
from engine.evaluation.explain import Explainer
from engine.evaluation.trace import RuleTrace
from engine.inference.clauses import Clauses
from engine.rulebook.load import load
from facts.factset import Subject

RULES = Path(__file__).with_name("rules")


class Klausul:
    """The rulebook loaded and compiled once; the facts as a frozen FactSet."""

    def __init__(self, made: list[Subject]) -> None:
        self.rulebook = load(RULES, VOCABULARY)
        self.program = compile_rules(self.rulebook)
        self.facts = fact_set(made)
        self.rules = tuple(sorted(self.rulebook.rules))
        self.conditions_of = [self._conditions(id_) for id_ in self.rules]
        self.plan: Any = None

    def _conditions(self, id_: str) -> Callable[[Any], tuple[bool | None, ...]]:
        """Give the compiled function that settles every condition of a rule, as the inference uses it."""
        rule = self.rulebook.rules[id_]
        clauses = Clauses(rule)
        clauses.outcomes()
        return compile_atoms(tuple(clauses.atoms.values()), rule).made()(AS_OF, **parameters_at(rule, AS_OF))

    def decisions(self) -> Evaluation:
        """Facts to records to ways: every decision kept, its trace expandable."""
        return evaluate(self.program, self.facts, AS_OF)

    def conditions(self) -> tuple[Evaluation, list[list[tuple[bool | None, ...]]]]:
        """The same, and the truth of every condition, fired or not; its operands are the record's. As the peers do."""
        evaluation = self.decisions()
        records = evaluation.records.of["takst"]
        return evaluation, [[settle(record) for record in records] for settle in self.conditions_of]

    def traces(self) -> list[list[RuleTrace]]:
        """The same, and every trace expanded: each node of each expression with its value; a list for each rule."""
        evaluation = self.decisions()
        explainer = Explainer(evaluation)
        rules = [self.rulebook.rules[id_] for id_ in self.rules]
        return [[explainer.trace(rule, record) for record in evaluation.records.of["takst"]] for rule in rules]

    def agreed(self) -> Evaluation:
        """The decisions, and all of them inferred once more by durable_rules and compared."""
        from engine.inference.infer import second_opinion

        evaluation = self.decisions()
        second_opinion(self.plan, evaluation)
        return evaluation

    def outcomes(self, evaluation: Evaluation) -> list[Outcomes]:
        """Give each subject's outcomes, in order of rule id."""
        ways = [[way.outcome for way in evaluation.ways[id_]] for id_ in self.rules]
        return list(zip(*ways, strict=True))


def contenders(made: list[Subject]) -> list[Contender]:
    """Give Klausul's ways that can be run here."""
    klausul = Klausul(made)
    found = [
        Contender("Klausul", "decisions", klausul.decisions, klausul.outcomes),
        Contender("Klausul", "conditions", klausul.conditions, lambda kept: klausul.outcomes(kept[0])),
        Contender("Klausul", "full traces", klausul.traces, _of_traces),
    ]
    try:
        from engine.inference.plan import plan

        klausul.plan = plan(klausul.rulebook)
    except ImportError:  # durable_rules needs a compiler; the evaluator stands alone without it
        return found
    return [*found, Contender("Klausul", "second opinion", klausul.agreed, klausul.outcomes)]


def _of_traces(traces: list[list[RuleTrace]]) -> list[Outcomes]:
    return list(zip(*([trace.way.outcome for trace in of_rule] for of_rule in traces), strict=True))
