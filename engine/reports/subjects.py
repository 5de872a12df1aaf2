"""What subjects are called: by name where they have one, else by their kind and id."""

from __future__ import annotations

from engine.reports.display import AND, joined
from engine.source.text import Lang, Text
from facts.factset import FactSet

MOST_LABELS = 4
"""Missing facts that a line names of one subject."""


def subject_name(facts: FactSet, entity: str, id_: str, lang: Lang) -> str:
    """Give a subject's name, or its kind and id where it has none."""
    return own_name(facts, entity, id_) or f"{subject_kind(facts, entity, lang)} {id_}"


def subject_kind(facts: FactSet, entity: str, lang: Lang) -> str:
    """Give the kind of a subject in a word: tariff, offering."""
    return facts.vocabulary.entities[entity].label.to(lang)


def own_name(facts: FactSet, entity: str, id_: str) -> str | None:
    """Give the name that the facts have for a subject, or None."""
    subject = facts.subjects.get(entity, {}).get(id_)
    name = subject.values.get("navn") if subject else None
    return name if isinstance(name, str) else None


def subject_told(facts: FactSet, entity: str, id_: str, lang: Lang) -> str:
    """Give a subject's kind and its name, or its id where it has none."""
    name = subject_name(facts, entity, id_, lang)
    label = subject_kind(facts, entity, lang)
    return name if name.casefold().startswith(f"{label} ") else f"{label} {name}"


def subject_full(facts: FactSet, entity: str, id_: str, lang: Lang) -> str:
    """Give a subject's name, with its kind and id where the name does not hold them."""
    name = own_name(facts, entity, id_)
    with_id = f"{subject_kind(facts, entity, lang)} {id_}"
    return f"{name} ({with_id})" if name else with_id


def listed(labels: list[str], lang: Lang, by: Text = AND) -> str:
    """Give labels in a row, the last after `by`, and of many how many more there are."""
    more = len(labels) - MOST_LABELS
    if more <= 0:
        return joined(labels, lang, by)
    return joined([*labels[:MOST_LABELS], Text(f"{more} til", f"{more} more").to(lang)], lang)
