"""The operator that a subject belongs to: who answers for it, and whom to ask."""

from __future__ import annotations

from engine.values.kinds import Many, One
from facts.factset import FactSet, Subject

OPERATOR = "driftsherre"


def operator_of(facts: FactSet, subject: Subject) -> str | None:
    """Give the id of the operator that a subject belongs to; None where it belongs to none, or that is not known."""
    return _operator(facts, subject, frozenset())


def _operator(facts: FactSet, subject: Subject, seen: frozenset[tuple[str, str]]) -> str | None:
    """Follow the relation that operators collect by; else those to other subjects, in the vocabulary's order."""
    if subject.entity == OPERATOR:
        return subject.id
    if (subject.entity, subject.id) in seen:
        return None
    own = _collected(facts).get(subject.entity)
    if own is not None:
        operator = subject.values.get(own)
        return str(operator) if operator is not None else None
    for name, field in facts.vocabulary.entities[subject.entity].fields.items():
        if isinstance(field.kind, One) and field.kind.entity != OPERATOR and name in subject.values:
            next_ = facts.subjects.get(field.kind.entity, {}).get(str(subject.values[name]))
            if next_ and (found := _operator(facts, next_, seen | {(subject.entity, subject.id)})):
                return found
    return None


def _collected(facts: FactSet) -> dict[str, str]:
    """Give the relation by which operators collect subjects of each kind."""
    fields = facts.vocabulary.entities[OPERATOR].fields.values()
    return {field.kind.entity: field.kind.through for field in fields if isinstance(field.kind, Many)}
