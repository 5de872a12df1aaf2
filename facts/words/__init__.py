"""How facts are spoken of in a sentence: fields and subjects by name, truths as clauses, members in words.

A label heads a column; a name stands in a sentence. `{of}` in a name is whose field it is. What has no words here, as
in a vocabulary made by a test, goes by its label.
"""

from __future__ import annotations

from engine.source.text import Text
from facts.words.members import MEMBERS, OF_FIELD
from facts.words.names import HOLDERS, NAMES
from facts.words.subjects import SUBJECTS
from facts.words.truths import TRUTHS

__all__ = ["HOLDERS", "member_of", "name_of", "said_of", "subject_of"]


def name_of(entity: str, field: str) -> Text | None:
    """Give the name of a field that is no truth, as it stands in a sentence."""
    return NAMES.get(entity, {}).get(field)


def said_of(entity: str, field: str) -> Text | None:
    """Give the clause for a truth of a subject, with what is said where it does not hold in brackets."""
    return TRUTHS.get(entity, {}).get(field)


def subject_of(entity: str) -> Text | None:
    """Give what a subject of an entity is called: the tariff, the offering."""
    return SUBJECTS.get(entity)


def member_of(member: str, entity: str = "", field: str = "") -> Text | None:
    """Give a member of an enumeration in words; those of some fields have their own."""
    return OF_FIELD.get((entity, field), {}).get(member) or MEMBERS.get(member)
