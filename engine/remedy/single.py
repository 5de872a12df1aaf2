"""The search for the smallest change of one fact that makes a breached requirement met.

Only `met` counts: a rule that no longer applies is not thereby kept. Every change is told with what it does besides;
those that would make other decisions worse come last. Else the subject's own facts come before those of others, then
what the demand names first, and of one field in several subjects the smallest change for its size: of a figure by how
much of it, of a date by how much of a year; a choice, a yes or no, and each member of a list count as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from engine.decision.decide import Decision
from engine.evaluation.explain import Disagreement
from engine.evaluation.trace import Missing, Ref, RuleTrace
from engine.evaluation.ways import Way
from engine.remedy.bench import Pair
from engine.remedy.change import Change, Changes, size_of
from engine.remedy.goal import LOST, Course, Goal, Pick, Seeker, seeker, worse
from engine.remedy.levers import levers
from engine.remedy.search import GaveUp
from engine.values.kinds import Value

if TYPE_CHECKING:
    from engine.remedy.remedies import Remedies

Rank = tuple[bool, int, Fraction, Missing, str]


@dataclass(frozen=True, slots=True)
class Hope:
    """A fact and where to look for another value of it; `pick`: the value that does for the decision, once found.

    `elsewhere`: it is a fact of another subject. `order`: how early the demand names its field.
    """

    seeker: Seeker
    course: Course
    elsewhere: bool
    order: int
    pick: Pick | None = None

    @property
    def rank(self) -> Rank:
        """Give its place among others; before the value is found, the best place that it can come to have."""
        least = Fraction(0 if self.seeker.grid else 1)
        size = least if self.pick is None else size_of(self.seeker.before, self.pick.value)
        return self.elsewhere, self.order, size, self.seeker.key, str(self.course)


@dataclass
class Search:
    """The search for one breached decision."""

    remedies: Remedies
    decision: Decision
    unproven: list[Missing] = field(default_factory=list)

    @cached_property
    def trace(self) -> RuleTrace:
        """Give the trace of the decision."""
        return self.remedies.trace(self.decision)

    def changes(self) -> Changes:
        """Give what was found, the best first. Raises Disagreement."""
        groups = levers(self.trace, self.remedies.judgement.facts)
        found = next((found for keys in groups if (found := self._best(keys))), [])
        return Changes(tuple(found), tuple(dict.fromkeys(self.unproven)))

    def _best(self, keys: list[Missing]) -> list[Change]:
        """Give the best changes of these facts: each is looked for only when it can be the next best."""
        clean: list[Change] = []
        costly: list[Change] = []
        fields = list(dict.fromkeys((key.subject.entity, key.field) for key in keys))
        orders = [fields.index((key.subject.entity, key.field)) for key in keys]
        waiting = [
            (hope.rank, hope) for key, order in zip(keys, orders, strict=True) for hope in self._hopes(key, order)
        ]
        heapify(waiting)
        while waiting and len(clean) < self.remedies.most:
            _, hope = heappop(waiting)
            try:
                if hope.pick is not None:
                    change = self._change(hope, hope.pick)
                    (costly if change.worsens else clean).append(change)
                elif pick := hope.seeker.seek(Goal((self.trace,)), hope.course):
                    heappush(waiting, ((found := replace(hope, pick=pick)).rank, found))
            except GaveUp:
                self.unproven.append(hope.seeker.key)
        return [*clean, *costly][: self.remedies.most]

    def _hopes(self, key: Missing, order: int) -> Iterator[Hope]:
        self.remedies.web.add(self.trace)
        seeker_ = seeker(self.remedies.judgement.facts, key, self.remedies.web.rests_on([key]))
        for course in seeker_.courses():
            yield Hope(seeker_, course, key.subject != self.trace.subject, order)

    def _change(self, hope: Hope, alone: Pick) -> Change:
        """Work a change out: such that nothing else is worse, where that can be, and with what it does besides."""
        key, trace = hope.seeker.key, self.remedies.trace
        others = self._others(key)
        for other in others:
            self.remedies.web.add(trace(other))
        seeker_ = hope.seeker
        seeker_.touched.update(self.remedies.web.rests_on([key]))
        binding = [other for other in others if self._binds(other, seeker_)]
        barred = tuple((trace(other), worse(other.outcome)) for other in others if other not in binding)
        careful = seeker_.seek(Goal((self.trace,), barred), hope.course, alone)
        chosen = careful or alone
        worsens, mends = self._effects(key, chosen, careful is not None)
        allowed = Goal((), ((self.trace, LOST), *(barred if careful else ())))
        until = seeker_.until(allowed, hope.course, chosen)
        change = Change(key, seeker_.kind, seeker_.before, chosen.value, until, worsens=worsens, mends=mends)
        if change.after != alone.value:
            self._decided(key, alone.value, [pair_of(self.decision)])
            change = replace(change, alone=alone.value)
        left = tuple(pair_of(other) for other in binding if pair_of(other) not in change.mends)
        if not left:
            return change
        every = Goal((self.trace, *(trace(other) for other in binding)), barred)
        together = seeker_.seek(every, hope.course, chosen)
        if together is not None:
            self._decided(key, together.value, [pair_of(self.decision), *left])
        return replace(change, leaves=left, together=None if together is None else together.value)

    def _others(self, key: Missing) -> list[Decision]:
        pairs = self.remedies.bench.affected([key])
        decisions = [self.remedies.decision_of(pair) for pair in pairs if pair != pair_of(self.decision)]
        return [decision for decision in decisions if not decision.rule.is_conclusion]

    def _binds(self, other: Decision, seeker_: Seeker) -> bool:
        """Say whether another decision is breached, too, on the same fact."""
        demand = self.remedies.trace(other).require
        return other.outcome == "breached" and demand is not None and id(demand) in seeker_.touched

    def _effects(self, key: Missing, chosen: Pick, careful: bool) -> tuple[tuple[Pair, ...], tuple[Pair, ...]]:
        """Decide again: see that the change does it and nothing nearer does; give what it worsens and what it mends."""
        own = pair_of(self.decision)
        if chosen.nearer is not None:
            nearer = self.remedies.bench.decide({key: chosen.nearer})
            harms = any(self._worse(pair, way) for pair, way in nearer.items() if pair != own)
            if nearer[own].outcome == "met" and not (careful and harms):
                raise self._disagreement(own, "breached", "met")
        found = self._decided(key, chosen.value, [own])
        worsens = tuple(pair for pair, way in found.items() if pair != own and self._worse(pair, way))
        if careful and worsens:
            raise self._disagreement(worsens[0], "met", found[worsens[0]].outcome)
        mends = (pair for pair, way in found.items() if pair != own and way.outcome == "met")
        return worsens, tuple(pair for pair in mends if self.remedies.decision_of(pair).outcome == "breached")

    def _decided(self, key: Missing, value: Value, met: list[Pair]) -> dict[Pair, Way]:
        found = self.remedies.bench.decide({key: value})
        for pair in met:
            if found[pair].outcome != "met":
                raise self._disagreement(pair, "met", found[pair].outcome)
        return found

    def _worse(self, pair: Pair, way: Way) -> bool:
        decision = self.remedies.decision_of(pair)
        return not decision.rule.is_conclusion and way.outcome in worse(decision.outcome)

    def _disagreement(self, pair: Pair, found: str, again: str) -> Disagreement:
        subject = self.remedies.decision_of(pair).subject
        return Disagreement(pair[0], Ref(subject.entity, subject.id), found, again)


def pair_of(decision: Decision) -> Pair:
    """Give what names a decision."""
    return decision.rule.id, decision.subject.id
