"""What the tests of the rules reach, rule by rule: counted over the decisions whose outcome a test asserts.

A decision that no test asserts shows nothing, and neither does one whose assertion does not hold. So one more case can
only reach more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.decision.decide import Decision, Judgement, Prepared
from engine.rulebook.model import Rule
from engine.ruletest.format import Case, Excuse
from engine.ruletest.goals import Goal, Part, goals_of, reading_goal
from engine.ruletest.reached import reached
from engine.ruletest.run import Outcome, named_by


@dataclass(frozen=True, slots=True)
class RuleCoverage:
    """What the tests of one rule reach. `counts`: the asserted decisions that reach each goal.

    `excused`: why none does. `impossible`: what the rule itself, and the limits of the facts, rule out.
    """

    rule: Rule
    counts: Mapping[Goal, int]
    excused: Mapping[Goal, Excuse]
    impossible: tuple[Goal, ...]

    @property
    def gaps(self) -> tuple[Goal, ...]:
        """Give the goals that no test reaches and none excuses, in the order of the parts and the rule's text."""
        return tuple(goal for goal, count in self.counts.items() if not count and goal not in self.excused)

    def tally(self, part: Part) -> tuple[int, int]:
        """Give how many goals of a part are reached, and how many there are that can be."""
        counts = [count for goal, count in self.counts.items() if goal.part == part and goal not in self.excused]
        return sum(count > 0 for count in counts), len(counts)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the tests reach of each rule. `idle`: excuses for what is reached, or for what is no goal of the rule.

    `failed`: assertions that do not hold.
    """

    rules: tuple[RuleCoverage, ...]
    idle: tuple[Excuse, ...]
    failed: int

    @property
    def is_complete(self) -> bool:
        """Say whether the tests hold, reach everything, and excuse nothing without need."""
        return bool(self.rules) and not (self.failed or self.idle or any(rule.gaps for rule in self.rules))


def coverage(prepared: Prepared, outcome: Outcome, only: Sequence[str] = ()) -> Coverage:
    """Give what the tests that were run reach, of the rules whose id holds one of the texts `only` (of all: none)."""
    rules = [r for r in prepared.rulebook.rules.values() if not only or any(text in r.id for text in only)]
    goals = {rule.id: goals_of(rule, prepared.rulebook.vocabulary) for rule in rules}
    counts = {rule.id: Counter[Goal]() for rule in rules}
    for case, judgement in outcome.judged:
        for decision, named in asserted(case, judgement):
            if decision.rule.id in goals:
                found = reached(goals[decision.rule.id], judgement.trace(decision), judgement.as_of, named=named)
                counts[decision.rule.id].update(found)
        for id_, goal in _readings(case, judgement):
            if id_ in counts:
                counts[id_][goal] += 1
    excuses = [excuse for case, _ in outcome.judged for excuse in case.excuses if not only or excuse.rule in goals]
    covered = []
    for rule in rules:
        of_rule = {goal: counts[rule.id][goal] for goal in goals[rule.id].all}
        excused = dict(_excused(of_rule, excuses, rule.id))
        covered.append(RuleCoverage(rule, of_rule, excused, goals[rule.id].impossible))
    used = {id(excuse) for one in covered for excuse in one.excused.values()}
    idle = tuple(excuse for excuse in excuses if id(excuse) not in used)
    return Coverage(tuple(covered), idle, len(outcome.differences))


def asserted(case: Case, judgement: Judgement) -> Iterator[tuple[Decision, bool]]:
    """Give the decisions whose outcome a case asserts as it is, each with whether what is missing is named too."""
    named = {(e.rule, e.subject) for e in case.expected if e.what == "missing"}
    for expected in case.expected:
        if expected.what == "outcome":
            matched = named_by(expected, judgement)
            if len(matched) == 1 and matched[0].outcome == expected.value:
                yield matched[0], (expected.rule, expected.subject) in named


def _readings(case: Case, judgement: Judgement) -> Iterator[tuple[str, Goal]]:
    """Give the readings that a case asserts to lead to another outcome than the one used, each with its rule."""
    for expected in case.expected:
        matched = named_by(expected, judgement) if expected.what == "reading" else []
        if len(matched) == 1 and expected.value != matched[0].outcome:
            for other in judgement.otherwise(matched[0]):
                if (other.option.name, other.outcome) == (expected.option, expected.value):
                    yield expected.rule, reading_goal(other.reading, other.option.name)


def _excused(counts: Mapping[Goal, int], excuses: Iterable[Excuse], rule: str) -> Iterator[tuple[Goal, Excuse]]:
    by_key = {excuse.goal: excuse for excuse in excuses if excuse.rule == rule}
    for goal, count in counts.items():
        if not count and goal.key in by_key:
            yield goal, by_key[goal.key]
