"""What is not known: for each field that rules ask for, the subjects of which it is not given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.rulebook.uses import Uses
from engine.source.problem import Place
from facts.factset import FactSet, Subject


@dataclass(frozen=True, slots=True)
class Gap:
    """A field that is not given of some subjects. `of`: how many subjects of the entity there are."""

    entity: str
    field: str
    subjects: tuple[Subject, ...]
    of: int
    rules: tuple[str, ...]

    def place(self, subject: Subject) -> Place | None:
        """Give the empty cell or line that the value could stand in; None where there is none for it."""
        return subject.empty.get(self.field)


@dataclass(frozen=True, slots=True)
class Looked:
    """Facts without problems, the date they are to be judged by if there is one, and what is not known of them."""

    facts: FactSet
    as_of: date | None
    gaps: tuple[Gap, ...]

    @property
    def complete(self) -> bool:
        """Say whether nothing is missing."""
        return self.as_of is not None and not self.gaps


def gaps(facts: FactSet, uses: Uses) -> tuple[Gap, ...]:
    """Give the fields of `uses` that are not given of all subjects, by entity and field."""
    found = []
    for (entity, field), rules in sorted(uses.items()):
        subjects = facts.subjects.get(entity, {}).values()
        if lacking := tuple(subject for subject in subjects if field not in subject.values):
            found.append(Gap(entity, field, lacking, len(subjects), rules))
    return tuple(found)
