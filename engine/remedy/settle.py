"""Which missing facts would settle an open requirement, the fewest first, and what it would become.

Each missing fact is tried alone with every value that it can have (a date: within ten years of the one judged by).
Where none settles the decision so, two are tried together: one with the values beside which something changes and a
few common ones, the other again with every value. So a pair that is told does settle the decision for values that were
found; it may settle it for others, too. What is told was decided again by the compiled rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from engine.evaluation.trace import Missing
from engine.evaluation.ways import REQUIREMENT, Outcome
from engine.remedy.domain import field_of
from engine.remedy.scene import Case, Known, Scene, Tried
from engine.remedy.search import GaveUp
from engine.values.kinds import One, Value

MOST_PAIRED = 8
"""Missing facts beyond which no pairs are tried."""
MOST_SUBJECTS, MOST_OF_TWO = 40, 6
"""Subjects that a missing relation is tried with; and each of two missing relations."""
OPEN: Outcome = "undetermined"


@dataclass(frozen=True, slots=True)
class Settling:
    """Missing facts that would settle a decision, at least for some of their values, and all that it may become.

    `cases`: of one fact, for which values it becomes what. `complete`: every value was tried.
    """

    keys: tuple[Missing, ...]
    outcomes: tuple[Outcome, ...]
    cases: tuple[Case, ...] = ()
    complete: bool = True

    @property
    def always(self) -> bool:
        """Say whether the decision is settled whatever the facts turn out to be."""
        return self.complete and OPEN not in self.outcomes


@dataclass
class Settlings:
    """The search for one open decision."""

    scene: Scene
    missing: tuple[Missing, ...]

    def found(self) -> tuple[Settling, ...]:
        """Give single facts that can settle the decision, those first that always do; else pairs.

        Raises Disagreement where deciding again does not give what was found.
        """
        tried = {key: self._tried(key) for key in self.missing}
        singles = [
            settling for key, one in tried.items() if (settling := _settling((key,), one.cases, complete=one.complete))
        ]
        if singles:
            return tuple(sorted(singles, key=lambda each: (not each.always, each.keys)))
        if len(self.missing) > MOST_PAIRED:
            return ()
        pairs = (self._pair(one, other, tried) for one, other in combinations(self.missing, 2))
        return tuple(pair for pair in pairs if pair is not None)

    def _tried(self, key: Missing) -> Tried:
        relation = self._relation(key)
        if relation is None:
            return _every(self.scene, key)
        cases: dict[Outcome, list[Value]] = {}
        for id_, scene in self.scene.related(key, relation.entity, MOST_SUBJECTS):
            cases.setdefault(scene.outcome, []).append(id_)
        of = self.scene.evaluation.facts.subjects[relation.entity]
        complete = sum(map(len, cases.values())) == len(of)
        return Tried(tuple(Case(outcome, tuple(ids)) for outcome, ids in cases.items()), tuple(of), complete)

    def _pair(self, one: Missing, other: Missing, tried: dict[Missing, Tried]) -> Settling | None:
        if self._relation(one) is None and self._relation(other) is not None:
            one, other = other, one
        cases = [*self._both(one, other, tried)]
        if self._relation(one) is None:
            cases += self._both(other, one, tried)
        found = _settling(tuple(sorted((one, other))), cases, complete=False)
        return None if found is None else Settling(found.keys, found.outcomes, complete=False)

    def _both(self, one: Missing, other: Missing, tried: dict[Missing, Tried]) -> Iterator[Case]:
        """Give what the decision becomes for values of one that are worth trying, and every value of the other."""
        relation, second = self._relation(one), self._relation(other)
        if relation is None:
            for value in tried[one].worth:
                yield from _every(self.scene, other, {one: value}).cases
            return
        for _, scene in self.scene.related(one, relation.entity, MOST_SUBJECTS if second is None else MOST_OF_TWO):
            if second is None:
                yield from _every(scene, other).cases
                continue
            for id_, third in scene.related(other, second.entity, MOST_OF_TWO):
                yield Case(third.outcome, (id_,))

    def _relation(self, key: Missing) -> One | None:
        kind = field_of(self.scene.evaluation.facts, key).kind
        return kind if isinstance(kind, One) else None


def _every(scene: Scene, key: Missing, known: Known | None = None) -> Tried:
    """Give what a fact's values make of the decision; nothing where there is too much to try."""
    try:
        return scene.tried(key, known)
    except GaveUp:
        return Tried((), (), complete=False)


def _settling(keys: tuple[Missing, ...], cases: Iterable[Case], *, complete: bool) -> Settling | None:
    """Give what was found where at least one case is settled."""
    cases = tuple(cases)
    outcomes = tuple(outcome for outcome in REQUIREMENT if any(case.outcome == outcome for case in cases))
    return Settling(keys, outcomes, cases, complete) if set(outcomes) - {OPEN} else None
