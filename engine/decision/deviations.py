"""Approved deviations: which decisions they are about, and whether they hold on the date of a check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from engine.rulebook.model import Rulebook
from engine.source.problem import Place, Problem, closest, shown
from engine.source.text import Text
from facts.factset import FactSet, Subject

ENTITY = "afvigelse"


@dataclass(frozen=True, slots=True)
class Deviation:
    """A deviation approved by an office or a committee, for a reason, from a day until another, both included.

    `holds`: whether the date of the check lies between.
    """

    id: str
    approved_by: str
    approved: date
    reason: str
    until: date
    holds: bool
    place: Place


Deviations = Mapping[tuple[str, str], Deviation]
"""By the ids of rule and subject."""


def deviations(facts: FactSet, as_of: date) -> Deviations:
    """Give the deviation for each decision that has one: of several the one that holds, else the latest."""
    found: dict[tuple[str, str], Deviation] = {}
    for subject in facts.subjects.get(ENTITY, {}).values():
        values = subject.values
        made = _deviation(subject, as_of)
        key = (str(values["regel"]), str(values["emne"]))
        found[key] = max(found.get(key, made), made, key=lambda one: (one.holds, one.until, one.id))
    return found


def _deviation(subject: Subject, as_of: date) -> Deviation:
    values = subject.values
    approved, until = values["godkendt"], values["til"]
    assert isinstance(approved, date) and isinstance(until, date)  # noqa: S101 - the entity has seen to it
    return Deviation(
        id=subject.id,
        approved_by=str(values["godkendt_af"]),
        approved=approved,
        reason=str(values["begrundelse"]),
        until=until,
        holds=approved <= as_of <= until,
        place=subject.places["id"],
    )


def deviation_problems(facts: FactSet, rulebook: Rulebook) -> Iterator[Problem]:
    """Give a problem for each deviation from a rule, or of a subject, that is not there."""
    for subject in facts.subjects.get(ENTITY, {}).values():
        id_, about = str(subject.values["regel"]), str(subject.values["emne"])
        rule = rulebook.rules.get(id_)
        if rule is None:
            message = Text(f"ingen regel hedder {shown(id_)}", f"no rule is named {shown(id_)}")
            expected = Text("en regel fra 'klausul rules list'", "a rule of 'klausul rules list'")
            suggestion = closest(id_, rulebook.rules)
            yield Problem("unknown-rule", subject.places["regel"], message, expected, suggestion)
        elif rule.is_conclusion:
            message = Text(f"{id_} er en konklusion, ikke et krav", f"{id_} is a conclusion, not a requirement")
            expected = Text("en regel, der kan overtrædes", "a rule that can be breached")
            yield Problem("deviation-from-conclusion", subject.places["regel"], message, expected)
        elif about not in facts.subjects.get(rule.subject, {}):
            message = Text(
                f"fakta har ingen {rule.subject} med id {shown(about)}",
                f"the facts hold no {rule.subject} with id {shown(about)}",
            )
            suggestion = closest(about, facts.subjects.get(rule.subject, {}))
            yield Problem("no-such-subject", subject.places["emne"], message, None, suggestion)
