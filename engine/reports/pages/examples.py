"""The tests beside the rules as examples: one of each outcome that a rule can have, judged anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from engine.decision.decide import Decision, Judgement, Prepared, judge
from engine.evaluation.trace import Missing, RuleTrace, Step
from engine.language.nodes import Conclusion, Fact
from engine.reports.words import SEVERITY
from engine.ruletest.format import Case, case_files, read_cases
from engine.source.problem import Place, Problem, Problems
from engine.source.text import Text
from engine.values.kinds import Kind, Value

Told = tuple[Case, str | None, str]
"""A case, the subject it asserts something of, and the outcome."""
MOST_FACTS = 12
"""Facts that an example shows."""


@dataclass(frozen=True, slots=True)
class Known:
    """A fact that the rule looked at, or what another rule concluded: of which subject, and its value (None: unknown).

    `rule`: the rule that concluded it. `source`: where the fact stands.
    """

    entity: str
    id: str
    field: str
    kind: Kind
    value: Value | None
    rule: str | None = None
    source: Place | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """One test case, judged. `day`: another date that its facts are judged by than their own."""

    name: Text
    day: date | None
    place: Place
    judgement: Judgement
    decision: Decision

    @property
    def known(self) -> tuple[Known, ...]:
        """Give what the rule looked at, in the order in which it did, each once."""
        return known_in(self.judgement.trace(self.decision))

    @property
    def missing(self) -> tuple[Missing, ...]:
        """Give the facts that keep the decision open."""
        return self.judgement.missing(self.decision)


@dataclass(frozen=True, slots=True)
class Examples:
    """The examples of one rule, and how many tests there are in all."""

    shown: tuple[Example, ...]
    tests: int


def cases_of(folder: Path) -> tuple[Case, ...]:
    """Give all tests beside the rules. Raises Problems where a test file cannot be read."""
    return tuple(case for path in case_files(folder) for case in read_cases(path, folder))


def examples_of(prepared: Prepared, cases: Iterable[Case], rules: Iterable[str]) -> Mapping[str, Examples]:
    """Give the examples of `rules`. Raises Problems where a test that is shown does not hold."""
    cases = tuple(cases)
    alone = replace(prepared, plan=None, inference=None)  # each outcome is held against the test's
    judged: dict[int, Judgement] = {}
    found: dict[str, Examples] = {}
    for rule in rules:
        told = [
            (case, asserted.subject, str(asserted.value))
            for case in cases
            for asserted in case.expected
            if (asserted.rule, asserted.what) == (rule, "outcome")
        ]
        shown = [_example(alone, judged, rule, *one) for one in _telling(rule, told)]
        found[rule] = Examples(tuple(shown), len({id(case) for case, _, _ in told}))
    return found


def _telling(rule: str, told: Iterable[Told]) -> list[Told]:
    """Give one case for each outcome, the gravest first; one that tells how far from a limit it is, if one does."""
    chosen: dict[str, Told] = {}
    measured = set[str]()
    for one in told:
        case, _, outcome = one
        tells = any((asserted.rule, asserted.what) == (rule, "margin") for asserted in case.expected)
        if outcome not in chosen or (tells and outcome not in measured):
            chosen[outcome] = one
        if tells:
            measured.add(outcome)
    return sorted(chosen.values(), key=lambda one: SEVERITY.index(one[2]))


def _example(
    prepared: Prepared, judged: dict[int, Judgement], rule: str, case: Case, subject: str | None, outcome: str
) -> Example:
    if id(case) not in judged:
        assert case.facts.as_of  # noqa: S101 - a case without a date is not read
        judged[id(case)] = judge(prepared, case.facts, case.facts.as_of)
    judgement = judged[id(case)]
    decisions = [d for d in judgement.decisions if d.rule.id == rule and subject in (None, d.subject.id)]
    if [decision.outcome for decision in decisions] != [outcome]:
        message = Text(
            f"prøven '{case.full_name.da}' holder ikke for {rule}",
            f"the test '{case.full_name.en}' does not hold for {rule}",
        )
        asked = Text("prøver, der holder: klausul rules test", "tests that hold: klausul rules test")
        raise Problems([Problem("test-fails", case.place, message, asked)])
    return Example(case.name, case.day, case.place, judgement, decisions[0])


def known_in(trace: RuleTrace) -> tuple[Known, ...]:
    """Give what a rule looked at, in the order in which it did, each once."""
    seen: dict[tuple[str, str, str], Known] = {}
    for step in trace.steps():
        if (known := _known(step)) is not None:
            seen.setdefault((known.entity, known.id, known.field), known)
    return tuple(seen.values())


def _known(step: Step) -> Known | None:
    node, subject = step.node, step.subject
    if subject is None or not isinstance(node, Fact | Conclusion) or node.name == "id":
        return None
    rule = step.concluded.rule.id if step.concluded else None
    return Known(subject.entity, subject.id, node.name, node.kind, step.value, rule, step.source)
