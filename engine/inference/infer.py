"""The second opinion: every rule settled once more by durable_rules, and compared with the evaluator."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.evaluation.compile import parameters_at
from engine.evaluation.evaluate import Evaluation
from engine.evaluation.explain import Disagreement
from engine.evaluation.records import Record, records_of
from engine.evaluation.trace import Ref
from engine.inference.durable import Engine
from engine.inference.plan import Plan, Planned
from engine.language.nodes import Conclusion

LETTER = {True: "t", False: "f", None: "u"}
TRUTH = {"true": True, "false": False}
MOST_KEPT = 20_000
"""Patterns of conditions whose inference is kept. What is inferred depends on nothing but the pattern."""

Truths = tuple[bool | None, ...]
Pattern = tuple[tuple[Truths, ...], Truths]


@dataclass(frozen=True, slots=True)
class Agreement:
    """That evaluator and inference agreed on `decisions` decisions."""

    decisions: int


def second_opinion(plan: Plan, evaluation: Evaluation, progress: Callable[[int], None] | None = None) -> Agreement:
    """Draw all conclusions again by inference. `progress` is told how many decisions were compared.

    Raises Disagreement on the first decision that differs, InferenceFailed where there is no answer.
    """
    records = records_of(evaluation.facts, evaluation.program.shapes)
    count = 0
    for stage in plan.stages:
        for entity, planned in stage.items():
            in_force = [p for p in planned if p.rule.period.holds(evaluation.as_of)]
            if not in_force:
                continue
            for chain in _chains(in_force):
                run = _Run(plan.engines[entity], chain, evaluation)
                for index, record in enumerate(records.of[entity]):
                    run.settle(record, index)
            count += len(in_force) * len(records.of[entity])
            if progress:
                progress(len(in_force) * len(records.of[entity]))
    return Agreement(count)


def _chains(planned: list[Planned]) -> list[list[Planned]]:
    """Give the rules in groups such that what a rule concludes of its own subject is used in its group only."""
    group = {p.rule.id: [p] for p in planned}
    concluding = {p.rule.concludes: p.rule.id for p in planned if p.rule.concludes}
    for p in planned:
        for node in p.conclusions.values():
            one, other = group[p.rule.id], group.get(concluding.get(node.name, ""), [])
            if not node.owner.steps and other and one is not other:
                other += one
                group |= dict.fromkeys((each.rule.id for each in one), other)
    return list({id(each): each for each in group.values()}.values())


class _Run:
    """The rules of one chain, for subject after subject."""

    def __init__(self, engine: Engine, planned: list[Planned], evaluation: Evaluation) -> None:
        self.engine = engine
        self.planned = planned
        self.atoms = [p.maker(evaluation.as_of, **parameters_at(p.rule, evaluation.as_of)) for p in planned]
        self.ways = [evaluation.ways[p.rule.id] for p in planned]
        here = {p.rule.concludes for p in planned}
        self.given = {
            name: node
            for p in planned
            for name, node in p.conclusions.items()
            if node.owner.steps or node.name not in here
        }
        self.inferred: dict[Pattern, list[str]] = {}

    def settle(self, record: Record, index: int) -> None:
        """Infer the outcomes for one subject, keep its conclusions, compare with the evaluator."""
        truths = tuple(atoms(record) for atoms in self.atoms)
        given = tuple(_looked_up(record, node) for node in self.given.values())
        outcomes = self.inferred.get((truths, given))
        if outcomes is None:
            outcomes = self._outcomes(record, truths, given)
            if len(self.inferred) < MOST_KEPT:
                self.inferred[truths, given] = outcomes
        for p, ways, outcome in zip(self.planned, self.ways, outcomes, strict=True):
            if ways[index].outcome != outcome:
                raise Disagreement(p.rule.id, Ref(p.rule.subject, record.subject.id), ways[index].outcome, outcome)
            if p.rule.concludes:
                setattr(record, f"c_{p.rule.concludes}", TRUTH.get(outcome))

    def _outcomes(self, record: Record, truths: tuple[Truths, ...], given: Truths) -> list[str]:
        """Give what is inferred for each rule; more than one outcome would be joined, and so agree with none."""
        facts = {
            p.rule.id: {atom: LETTER[truth] for atom, truth in zip(p.atoms, of_rule, strict=True)}
            for p, of_rule in zip(self.planned, truths, strict=True)
        }
        known = {name: LETTER[truth] for name, truth in zip(self.given, given, strict=True) if truth is not None}
        settled = self.engine.infer(record.subject.id, facts, known)
        return [_outcome(p, settled) for p in self.planned]


def _outcome(p: Planned, settled: Mapping[str, frozenset[str]]) -> str:
    return " and ".join(sorted(settled[p.rule.id])) or ("unknown" if p.rule.is_conclusion else "undetermined")


def _looked_up(record: Record, node: Conclusion) -> bool | None:
    for step in node.owner.steps:
        record = getattr(record, f"r_{step}")
    truth: bool | None = getattr(record, f"c_{node.name}")
    return truth
