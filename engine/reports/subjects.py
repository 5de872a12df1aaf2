"""What subjects are called: by name where they have one, else by their kind and id."""

from __future__ import annotations

from collections.abc import Sequence

from engine.source.text import Lang, Text
from facts.factset import FactSet
from facts.words import subject_of

AND, OR = Text("og", "and"), Text("eller", "or")


def subject_name(facts: FactSet, entity: str, id_: str, lang: Lang) -> str:
    """Give a subject's name, or its kind and id where it has none."""
    return own_name(facts, entity, id_) or f"{subject_kind(facts, entity, lang)} {id_}"


def subject_kind(facts: FactSet, entity: str, lang: Lang) -> str:
    """Give the kind of a subject in a word: tariff, offering."""
    return facts.vocabulary.entities[entity].label.to(lang)


def subject_told(facts: FactSet, entity: str, id_: str, lang: Lang) -> str:
    """Give a subject as a sentence names it: the tariff Fjordglimt, the bill regning-3."""
    name = own_name(facts, entity, id_) or id_
    called = subject_of(entity)
    kind = called.to(lang) if called else subject_kind(facts, entity, lang)
    return name if name.lower().startswith(kind.lower()) else f"{kind} {name}"


def subject_full(facts: FactSet, entity: str, id_: str, lang: Lang) -> str:
    """Give a subject's name, with its kind and id where the name does not hold them."""
    name = own_name(facts, entity, id_)
    return f"{name} ({entity} {id_})" if name else subject_name(facts, entity, id_, lang)


def enumerated(items: Sequence[str], lang: Lang, word: Text = AND) -> str:
    """Give items as a list in a sentence: a, b and c."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word.to(lang)} {items[-1]}"


def own_name(facts: FactSet, entity: str, id_: str) -> str | None:
    """Give the name that the facts have for a subject, or None."""
    subject = facts.subjects.get(entity, {}).get(id_)
    name = subject.values.get("navn") if subject else None
    return name if isinstance(name, str) else None
