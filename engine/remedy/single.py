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
from heapq import heapify, heappop, heappush
from itertools import islice
from typing import TYPE_CHECKING

from engine.decision.decide import Decision
from engine.evaluation.trace import Missing, Ref, RuleTrace
from engine.remedy.change import Change, Changes, size_of
from engine.remedy.goal import Course, Goal, Pick, Seeker, seeker
from engine.remedy.levers import levers
from engine.remedy.search import GaveUp
from engine.remedy.weighing import Weighing

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

    def changes(self) -> Changes:
        """Give what was found, the best first. Raises Disagreement."""
        groups = levers(self.remedies.demand(self.decision), self.remedies.judgement.facts)
        found = next((found for keys in groups if (found := self._best(keys))), [])
        return Changes(tuple(found), tuple(dict.fromkeys(self.unproven)))

    def _best(self, keys: list[Missing]) -> list[Change]:
        """Give the best changes of these facts: each is looked for only when it can be the next best."""
        clean: list[Change] = []
        costly: list[Weighing] = []
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
                    weighing = Weighing(self.remedies, self.decision, hope.seeker, hope.course, hope.pick)
                    if weighing.worsens:
                        costly.append(weighing)
                    else:
                        clean.append(weighing.change())
                elif pick := hope.seeker.seek(Goal((self._trace(hope.seeker.key),)), hope.course):
                    heappush(waiting, ((found := replace(hope, pick=pick)).rank, found))
            except GaveUp:
                self.unproven.append(hope.seeker.key)
        return [*clean, *islice(self._told(costly), self.remedies.most - len(clean))]

    def _told(self, costly: list[Weighing]) -> Iterator[Change]:
        """Give changes that make others worse; what they do besides is worked out only for those that are told."""
        for weighing in costly:
            try:
                yield weighing.change()
            except GaveUp:
                self.unproven.append(weighing.seeker.key)

    def _hopes(self, key: Missing, order: int) -> Iterator[Hope]:
        seeker_ = seeker(self.remedies.judgement.facts, key, self.remedies.web)
        seeker_.take_in([self._trace(key)])
        own = Ref(self.decision.subject.entity, self.decision.subject.id)
        for course in seeker_.courses():
            yield Hope(seeker_, course, key.subject != own, order)

    def _trace(self, key: Missing) -> RuleTrace:
        return self.remedies.trace(self.decision, key)
