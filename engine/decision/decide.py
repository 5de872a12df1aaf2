"""Decide: rulebook, facts and date in; decisions out, each of them explained when someone asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from engine.decision.deviations import Deviation, deviations
from engine.evaluation.alternatives import Alternative, Alternatives, alternatives
from engine.evaluation.compile import Program, compile_rules
from engine.evaluation.evaluate import Evaluation, evaluate
from engine.evaluation.explain import Explainer
from engine.evaluation.openings import Openings
from engine.evaluation.records import Record
from engine.evaluation.trace import Missing, Opening, RuleTrace, Step
from engine.evaluation.ways import Way
from engine.inference.durable import available
from engine.inference.infer import second_opinion
from engine.inference.plan import plan
from engine.rulebook.memo import Memo
from engine.rulebook.model import Rule, Rulebook
from engine.source.problem import Problems
from engine.source.select import unknown_subject
from facts.digest import digest
from facts.factset import FactSet, Subject

if TYPE_CHECKING:
    from engine.inference.plan import Plan

Progress = Callable[[int], None]
APPLIES = frozenset({"met", "breached", "undetermined", "true", "unknown"})
"""The outcomes of rules that apply, or may."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What one rule says of one subject."""

    rule: Rule
    record: Record
    way: Way
    deviation: Deviation | None = None

    @property
    def subject(self) -> Subject:
        """Give the subject's facts."""
        subject: Subject = self.record.subject
        return subject

    @property
    def outcome(self) -> str:
        """Give the outcome: of a requirement met, breached, ...; of a conclusion true, false, unknown."""
        return self.way.outcome

    @property
    def is_breach(self) -> bool:
        """Say whether a rule that binds ('skal') is breached, and no approved deviation holds."""
        return self.outcome == "breached" and self.rule.modality == "skal" and not self.is_deviating

    @property
    def is_deviating(self) -> bool:
        """Say whether the rule is breached by an approved deviation that holds on the date of the check."""
        return self.outcome == "breached" and self.deviation is not None and self.deviation.holds

    @property
    def needs_judgement(self) -> bool:
        """Say whether a person has the last word: the rule applies, or may, and asks a question."""
        applies = self.way.part != "period" and self.outcome in APPLIES
        return applies and self.rule.question is not None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A rulebook ready to decide: compiled, and planned for inference where durable_rules is at hand."""

    program: Program
    plan: Plan | None
    inference: str | None

    @property
    def rulebook(self) -> Rulebook:
        """Give the rulebook."""
        return self.program.rulebook

    def alone(self) -> Prepared:
        """Give the same without the inference: the evaluator decides alone, and sooner."""
        return Prepared(self.program, None, None)


def prepare(rulebook: Rulebook, subjects: Collection[str] | None = None, memo: Memo | None = None) -> Prepared:
    """Compile `rulebook` and plan its inference; of the rules on these kinds of `subjects` only, where they are named.

    What `memo` remembers of the rules is not worked out again.
    Raises Problems where the rules break a limit of durable_rules.
    """
    version = available()
    memo = Memo() if memo is None else memo
    program = compile_rules(rulebook, subjects, memo)
    return Prepared(program, plan(rulebook, subjects, memo) if version else None, version)


@dataclass(frozen=True)
class Judgement:
    """All decisions of one check, by subject and rule. `agreed`: decisions that the inference confirmed, or None."""

    prepared: Prepared
    evaluation: Evaluation
    decisions: tuple[Decision, ...]
    agreed: int | None
    _explainer: Explainer = field(repr=False)
    _openings: Openings = field(default_factory=Openings, repr=False)

    @property
    def as_of(self) -> date:
        """Give the date that the check judges by."""
        return self.evaluation.as_of

    @property
    def facts(self) -> FactSet:
        """Give the facts that were judged."""
        return self.evaluation.facts

    @cached_property
    def facts_digest(self) -> str:
        """Give the digest over the facts."""
        return digest(self.facts)

    @property
    def requirements(self) -> tuple[Decision, ...]:
        """Give the decisions of rules that can be breached."""
        return tuple(d for d in self.decisions if not d.rule.is_conclusion)

    def decision(self, rule: str, subject: str) -> Decision:
        """Give the decision of a rule, which there is, on the subject of this id. Raises Problems where none has it."""
        of_rule = [decision for decision in self.decisions if decision.rule.id == rule]
        for decision in of_rule:
            if decision.subject.id == subject:
                return decision
        known = [decision.subject.id for decision in of_rule]
        kind = self.facts.vocabulary.entities[self.prepared.rulebook.rules[rule].subject].label
        raise Problems([unknown_subject(subject, kind, known)])

    def counts(self) -> Mapping[str, int]:
        """Give how many requirements came out each way."""
        return Counter(decision.outcome for decision in self.requirements)

    def trace(self, decision: Decision) -> RuleTrace:
        """Give the full trace of a decision. Raises Disagreement."""
        return self._explainer.trace(decision.rule, decision.record)

    def settling(self, decision: Decision) -> Step | None:
        """Give the step of the trace that settled a decision: a condition, an exception, the demand; None for none.

        None is given for a decision that is open, too. Raises Disagreement.
        """
        return self._explainer.settling(decision.rule, decision.record, decision.way) if decision.way.settled else None

    def alike(self, decision: Decision) -> int | None:
        """Give the same number for all decisions that one rule settled in one way from the same values.

        What is said of one of them can be said of all. None for a decision that is open.
        """
        return self._explainer.number(decision.rule, decision.record, decision.way) if decision.way.settled else None

    def missing(self, decision: Decision) -> tuple[Missing, ...]:
        """Give the missing facts that keep a decision open; none for one that is settled."""
        return tuple(sorted(part for part in self._open(decision) if isinstance(part, Missing)))

    @cached_property
    def _alternatives(self) -> Alternatives:
        return alternatives(self.evaluation)

    def find_alternatives(self) -> None:
        """Work out now what `otherwise` gives."""
        _ = self._alternatives

    def otherwise(self, decision: Decision) -> tuple[Alternative, ...]:
        """Give the readings of the agreement by which a decision would come out otherwise, with what would come out."""
        return self._alternatives.get((decision.rule.id, decision.subject.id), ())

    @cached_property
    def chosen(self) -> Mapping[str, str]:
        """Give the options chosen for this run that are not those the rulebook uses, by the id of the question."""
        readings = (reading for reading, _ in self.prepared.rulebook.readings.values())
        return {reading.id: reading.chosen for reading in readings if reading.chosen != reading.used}

    def reasons(self, decision: Decision) -> tuple[Opening, ...]:
        """Give what keeps a decision open besides missing facts."""
        return tuple(part for part in self._open(decision) if isinstance(part, Opening))

    def _open(self, decision: Decision) -> tuple[Missing | Opening, ...]:
        if decision.way.settled:
            return ()
        known = self._openings.known.get((decision.rule.id, decision.subject.id))
        return self._openings.of(self.trace(decision)) if known is None else known


def judge(
    prepared: Prepared,
    facts: FactSet,
    as_of: date,
    areas: Collection[str] = (),
    rules: Collection[str] = (),
    progress: Progress | None = None,
) -> Judgement:
    """Decide all rules on `facts` as of `as_of`; keep the decisions of `areas` and `rules` (all, where none are named).

    Raises Disagreement where evaluator and inference differ, InferenceFailed where the inference could not be trusted.
    """
    evaluation = evaluate(prepared.program, facts, as_of, progress)
    agreed = second_opinion(prepared.plan, evaluation, progress).decisions if prepared.plan else None
    approved = deviations(facts, as_of)
    decisions = [
        Decision(rule, record, way, approved.get((rule.id, record.subject.id)))
        for rule in (prepared.rulebook.rules[id_] for id_ in prepared.program.order)
        if (not areas or rule.area in areas) and (not rules or rule.id in rules)
        for record, way in zip(evaluation.records.of[rule.subject], evaluation.ways[rule.id], strict=True)
    ]
    decisions.sort(key=lambda d: (d.subject.entity, d.subject.id, d.rule.id))
    return Judgement(prepared, evaluation, tuple(decisions), agreed, Explainer(evaluation))
