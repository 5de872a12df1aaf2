"""What a change that does for one breached decision does to the others that rest on the same fact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from engine.decision.decide import Decision
from engine.evaluation.explain import Disagreement
from engine.evaluation.trace import Ref, RuleTrace
from engine.evaluation.ways import Way
from engine.remedy.bench import Pair, pair_of
from engine.remedy.change import Change
from engine.remedy.goal import LOST, Barred, Course, Goal, Pick, Seeker, worse
from engine.values.kinds import Value

if TYPE_CHECKING:
    from engine.remedy.remedies import Remedies


@dataclass
class Weighing:
    """A value that does for a breached decision, and where it lies on its course; both are decided again.

    All may raise GaveUp and Disagreement.
    """

    remedies: Remedies
    decision: Decision
    seeker: Seeker
    course: Course
    alone: Pick

    @cached_property
    def worsens(self) -> tuple[Pair, ...]:
        """Give the decisions that are worse with the value chosen; there are none where that can be."""
        nearer, careful = self.chosen.nearer, self.careful is not None
        if nearer is not None:
            found = self.remedies.bench.decide({self.seeker.key: nearer})
            if found[self._own].outcome == "met" and not (careful and self._worse(found)):
                raise self._disagreement(self._own, "breached", "met")
        worsens = self._worse(self._with_it)
        if careful and worsens:
            raise self._disagreement(worsens[0], "met", self._with_it[worsens[0]].outcome)
        return worsens

    def change(self) -> Change:
        """Give the change to the value chosen, with what it does besides."""
        seeker, chosen, worsens = self.seeker, self.chosen, self.worsens
        barred = self._barred if self.careful else ()
        until = seeker.until(Goal((), ((self._trace, LOST), *barred)), self.course, chosen)
        mends = tuple(pair for pair in self._breached if self._with_it[pair].outcome == "met")
        left = {pair: trace for pair, trace in self._binding.items() if pair not in mends}
        return Change(
            seeker.key,
            seeker.kind,
            seeker.before,
            chosen.value,
            until,
            alone=None if chosen.value == self.alone.value else self.alone.value,
            worsens=worsens,
            mends=mends,
            leaves=tuple(left),
            together=self._together(left) if left and self.careful else None,
        )

    @cached_property
    def chosen(self) -> Pick:
        """Give the value to tell: where nothing else is worse, if there is one."""
        return self.careful or self.alone

    @cached_property
    def careful(self) -> Pick | None:
        """Give the value nearest to the present one that does, and with which nothing else is worse."""
        harmed, least = self._worse(self._with_alone), self.alone
        if harmed:  # where these cannot be spared, the others need not be looked at
            spared = self._seek(self._barring([each for each in self._others if pair_of(each) in harmed]), least)
            if spared is None:
                return None
            least = spared
        return self._seek(self._barred, least)

    @cached_property
    def _barred(self) -> Barred:
        return self._barring([other for other in self._others if other.outcome != "breached"])

    @cached_property
    def _binding(self) -> dict[Pair, RuleTrace]:
        """Give the traces of the other decisions that are breached, too, on the same fact."""
        breached = [other for other in self._others if other.outcome == "breached"]
        traces = self._taken_in(breached)
        return {
            pair_of(other): trace
            for other, trace in zip(breached, traces, strict=True)
            if trace.require is not None and id(trace.require) in self.seeker.touched
        }

    def _together(self, left: dict[Pair, RuleTrace]) -> Value | None:
        """Give the nearest value that meets these, too, besides those met already."""
        together = self._seek(self._barred, self.chosen, self._binding.values())
        if together is not None:
            self._decided(together.value, [self._own, *left])
        return None if together is None else together.value

    def _seek(self, barred: Barred, beyond: Pick, also: Iterable[RuleTrace] = ()) -> Pick | None:
        return self.seeker.seek(Goal((self._trace, *also), barred), self.course, beyond)

    def _barring(self, others: list[Decision]) -> Barred:
        traces = self._taken_in(others)
        return tuple((trace, worse(other.outcome)) for other, trace in zip(others, traces, strict=True))

    def _taken_in(self, others: list[Decision]) -> list[RuleTrace]:
        """Give the traces of some decisions, which the seeker takes in."""
        traces = [self.remedies.trace(other, self.seeker.key) for other in others]
        self.seeker.take_in(traces)
        return traces

    @cached_property
    def _trace(self) -> RuleTrace:
        return self.remedies.trace(self.decision, self.seeker.key)

    @cached_property
    def _others(self) -> list[Decision]:
        decisions = map(self.remedies.decision_of, self._with_alone)
        return [each for each in decisions if not each.rule.is_conclusion and pair_of(each) != self._own]

    @cached_property
    def _with_alone(self) -> dict[Pair, Way]:
        return self._decided(self.alone.value, [self._own])

    @cached_property
    def _with_it(self) -> dict[Pair, Way]:
        if self.chosen.value == self.alone.value:
            return self._with_alone
        return self._decided(self.chosen.value, [self._own])

    def _decided(self, value: Value, met: Iterable[Pair]) -> dict[Pair, Way]:
        found = self.remedies.bench.decide({self.seeker.key: value})
        for pair in met:
            if found[pair].outcome != "met":
                raise self._disagreement(pair, "met", found[pair].outcome)
        return found

    def _worse(self, found: dict[Pair, Way]) -> tuple[Pair, ...]:
        """Give the other decisions that came out worse."""
        return tuple(pair_of(each) for each in self._others if found[pair_of(each)].outcome in worse(each.outcome))

    @property
    def _own(self) -> Pair:
        return pair_of(self.decision)

    @property
    def _breached(self) -> list[Pair]:
        return [pair_of(other) for other in self._others if other.outcome == "breached"]

    def _disagreement(self, pair: Pair, found: str, again: str) -> Disagreement:
        subject = self.remedies.decision_of(pair).subject
        return Disagreement(pair[0], Ref(subject.entity, subject.id), found, again)
