"""A portfolio: files that are each decided on their own, and what stands between them.

Each file must be whole: it holds all that is to be known of the subjects in it. That is the user's word; but where two
files to be judged by the same date speak of the same subject, it is not so, and neither of them is decided.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from engine.decision.decide import Judgement, Prepared, judge, prepare
from engine.decision.deviations import deviation_problems
from engine.decision.files import Asked, kept_for
from engine.rulebook.kept import Kept
from engine.source.problem import Place, Problem, Problems, shown
from engine.source.select import no_date
from engine.source.text import Text
from facts.read import drafted

Held = Mapping[tuple[str, str], Place]
"""Where each subject of a file stands, by entity and id."""


@dataclass(frozen=True, slots=True)
class Filed:
    """One file of a portfolio: the date it is judged by, where its subjects stand, and how it was decided.

    `judgement` is None where there are `problems`; they are those of this file alone.
    """

    name: str
    as_of: date | None
    held: Held
    judgement: Judgement | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Bench:
    """The rules asked for, ready to decide file after file. What is made ready for kinds of subjects is made once."""

    asked: Asked
    kept: Kept
    ready: dict[frozenset[str], Prepared] = field(default_factory=dict)

    @classmethod
    def of(cls, asked: Asked) -> Bench:
        """Give the bench. Raises Problems of the rules, or where what was asked for is not in them."""
        return cls(asked, kept_for(asked))

    def filed(self, path: Path, name: str) -> Filed:
        """Decide the facts in one file, which places call by `name`. What is wrong with it is in what is given."""
        draft = drafted({path: name})
        held = {(e.entity, e.id): e.node.entries["id"].place for e in reversed(draft.entries) if e.id is not None}
        day = self.asked.as_of or min((day for _, day in draft.dates), default=None)
        try:
            facts = draft.fact_set()
            problems = [*deviation_problems(facts, self.kept.rulebook), *([] if day else [no_date(facts.files)])]
            if problems or day is None:
                raise Problems(problems)
        except Problems as error:
            return Filed(name, day, held, None, error.problems)
        held = {(subject.entity, subject.id): subject.places["id"] for subject in facts}
        prepared = self._prepared(frozenset(entity for entity, subjects in facts.subjects.items() if subjects))
        judgement = judge(prepared, facts, day, self.asked.areas, self.asked.rules)
        judgement.find_alternatives()
        return Filed(name, day, held, judgement)

    def _prepared(self, entities: frozenset[str]) -> Prepared:
        if entities not in self.ready:
            self.ready[entities] = prepare(self.kept.rulebook, entities, self.kept.memo)
        return self.ready[entities]


def shared_subjects(filed: Sequence[tuple[str, date | None, Held]]) -> dict[str, tuple[Problem, ...]]:
    """Give, by the file's name, a problem for each subject that another file speaks of, too, for the same date.

    A file whose date is not known may be for any.
    """
    where: dict[tuple[str, str], list[tuple[date | None, Place]]] = {}
    for _, day, held in filed:
        for subject, place in held.items():
            where.setdefault(subject, []).append((day, place))
    found: dict[str, list[Problem]] = {}
    for subject, places in where.items():
        for day, place in places if len(places) > 1 else ():
            others = [other for other_day, other in places if other != place and _may_be(day, other_day)]
            if others:
                found.setdefault(place.file, []).append(_twice(subject, place, others[0]))
    return {name: tuple(sorted(problems, key=lambda problem: problem.place)) for name, problems in found.items()}


def _may_be(day: date | None, other: date | None) -> bool:
    return day is None or other is None or day == other


def _twice(subject: tuple[str, str], place: Place, other: Place) -> Problem:
    entity, id_ = subject
    message = Text(
        f"{entity} {shown(id_)} står også i {other}, så filerne kan ikke afgøres hver for sig",
        f"{entity} {shown(id_)} stands in {other}, too, so the files cannot be decided each on its own",
    )
    expected = Text("filer uden fælles emner, eller ingen --each", "files without subjects in common, or no --each")
    return Problem("in-two-files", place, message, expected)
