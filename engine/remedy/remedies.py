"""What would make each breached decision of a check met; what the searches share is made once."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from functools import cached_property
from weakref import WeakValueDictionary

from engine.decision.decide import Decision, Judgement
from engine.evaluation.trace import Missing, Ref, RuleTrace
from engine.remedy.bench import Bench, Pair, pair_of
from engine.remedy.change import Changes
from engine.remedy.levers import levers
from engine.remedy.scene import Scene
from engine.remedy.settle import Settling, Settlings
from engine.remedy.single import Search
from engine.remedy.web import Web

MOST_TOLD = 3
"""Changes of which a full answer tells."""
RECENT = 256
"""Demands that are kept though nobody holds them: searches for neighbouring decisions ask for the same ones."""


@dataclass
class Remedies:
    """Finds the changes for the breached decisions of a check, at most `most` each, and what settles the open ones."""

    judgement: Judgement
    most: int = MOST_TOLD
    made: dict[Pair, Changes] = field(default_factory=dict)
    demands: WeakValueDictionary[Pair, RuleTrace] = field(default_factory=WeakValueDictionary)
    recent: deque[RuleTrace] = field(default_factory=lambda: deque(maxlen=RECENT))
    places: dict[str, dict[str, int]] = field(default_factory=dict)

    @cached_property
    def bench(self) -> Bench:
        """Give where changes are tried."""
        return Bench(self.judgement.evaluation)

    @cached_property
    def web(self) -> Web:
        """Give what finds the steps that rest on a fact."""
        return Web(self.judgement.evaluation.program.rulebook)

    def changes(self, decision: Decision) -> Changes:
        """Give the changes that make a breached requirement met; none for any other decision.

        Raises Disagreement where deciding again with a change does not give what was found.
        """
        if decision.outcome != "breached":
            return Changes()
        pair = pair_of(decision)
        if pair not in self.made:
            try:
                self.made[pair] = Search(self, decision).changes()
            except RecursionError:  # rules may rest on each other deeper than Python goes
                sought = levers(self.demand(decision), self.judgement.facts)
                self.made[pair] = Changes((), tuple(key for keys in sought for key in keys))
        return self.made[pair]

    def settlings(self, decision: Decision) -> tuple[Settling, ...]:
        """Give the missing facts that would settle an open requirement, the fewest first; none for any other decision.

        Raises Disagreement where deciding again with a fact does not give what was found.
        """
        if decision.rule.is_conclusion or decision.way.settled:
            return ()
        scene = Scene(pair_of(decision), self.judgement.evaluation)
        try:
            return Settlings(scene, self.judgement.missing(decision)).found()
        except RecursionError:
            return ()

    def demand(self, decision: Decision) -> RuleTrace:
        """Give of the trace of a decision only the demand, which it was settled by: met or breached.

        It is the same one as long as anybody holds it.
        """
        found = self.demands.get(pair_of(decision))
        if found is None:
            subject = Ref(decision.subject.entity, decision.subject.id)
            found = RuleTrace(decision.rule, subject, decision.way, True, None, (), self.judgement.settling(decision))
            self.demands[pair_of(decision)] = found
            self.recent.append(found)
        return found

    def trace(self, decision: Decision, key: Missing) -> RuleTrace:
        """Give the trace of a decision; only the demand, where another value of the fact can change nothing besides."""
        rule, way = decision.rule, decision.way
        conditions = [test for test in rule.expressions if test is not rule.require]
        if way.part == "require" and way.settled and not self.web.read(key, conditions):
            return self.demand(decision)
        return self.judgement.trace(decision)

    def decision_of(self, pair: Pair) -> Decision:
        """Give a decision by rule and subject, also one that was not asked for."""
        evaluation = self.judgement.evaluation
        rule = evaluation.program.rulebook.rules[pair[0]]
        records = evaluation.records.of[rule.subject]
        if rule.subject not in self.places:
            self.places[rule.subject] = {record.subject.id: at for at, record in enumerate(records)}
        at = self.places[rule.subject][pair[1]]
        return Decision(rule, records[at], evaluation.ways[rule.id][at])
