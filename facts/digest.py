"""A fact set as plain data without its places, and the digest of that: same facts, same bytes."""

from __future__ import annotations

from engine.values.canonical import canonical as written
from engine.values.canonical import hash_of
from engine.values.exact import text_of
from facts.factset import FactSet, Subject

Canonical = dict[str, str | dict[str, dict[str, dict[str, str]]] | None]


def canonical(facts: FactSet) -> Canonical:
    """Give what is known, by entity, id and field, as exact text. Title, note, files and places are left out."""
    subjects = {
        entity: {id_: _fields(facts, subject) for id_, subject in sorted(of_entity.items())}
        for entity, of_entity in sorted(facts.subjects.items())
        if of_entity
    }
    return {"as_of": facts.as_of.isoformat() if facts.as_of else None, "subjects": subjects}


def digest(facts: FactSet) -> str:
    """Give 'sha256:' and the digest of the canonical form as RFC 8785 writes it."""
    return f"sha256:{hash_of(written(canonical(facts)))}"


def _fields(facts: FactSet, subject: Subject) -> dict[str, str]:
    fields = facts.vocabulary.entities[subject.entity].fields
    return {name: text_of(kept, fields[name].kind) for name, kept in sorted(subject.values.items()) if name != "id"}
