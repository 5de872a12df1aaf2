"""A run as it is stored: facts, what stands beside them, and decisions as lines, each decision in canonical form."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from engine.values.canonical import canonical
from engine.values.kinds import One
from facts.digest import canonical as canonical_facts
from facts.factset import FactSet
from facts.stored import beside, restored
from facts.vocabulary import vocabulary

OPERATOR = "driftsherre"
Operators = dict[str, dict[str, list[str]]]
"""By entity and id of a subject, the operators it concerns."""


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """What a decision is found by: its rule, its subject, and how it came out.

    'deviation': a breach for which a deviation is approved; 'remark': another breach of what does not bind.
    """

    rule: str
    entity: str
    subject: str
    outcome: str


def entry_of(data: dict[str, Any]) -> Entry:
    """Give what a decision, as data, is found by."""
    return Entry(data["rule"], data["subject"]["type"], data["subject"]["id"], outcome_of(data))


def outcome_of(data: dict[str, Any]) -> str:
    """Give how a decision, as data, came out, as reports name it."""
    outcome: str = data["outcome"]
    if outcome != "breached":
        return outcome
    if data["deviation"] and data["deviation"]["holds"]:
        return "deviation"
    return "breached" if data["modality"] == "skal" else "remark"


def facts_told(facts: FactSet) -> bytes:
    """Give the facts in the form that their digest is taken over."""
    return canonical(canonical_facts(facts))


def beside_told(facts: FactSet) -> bytes:
    """Give what is stored beside the facts: title, note, files, places, and the operators that subjects concern."""
    return canonical({**beside(facts), "operators": operators(facts)})


def facts_from(canonical_form: bytes, more: bytes) -> FactSet:
    """Give the facts that were stored. Raises Problems where this program no longer knows what they say."""
    return restored(json.loads(canonical_form), json.loads(more), vocabulary())


def operators(facts: FactSet) -> Operators:
    """Give the operators that each subject concerns: itself, or those that its relations lead to, however far."""
    found: Operators = {}
    for subject in facts:
        concerned = sorted(_led_to(facts, subject.entity, subject.id))
        if concerned:
            found.setdefault(subject.entity, {})[subject.id] = concerned
    return found


def concerned(operators_: Operators) -> Iterator[tuple[str, str, str]]:
    """Give entity, subject and operator, in order."""
    for entity, subjects in sorted(operators_.items()):
        for subject, named in sorted(subjects.items()):
            yield from ((entity, subject, operator) for operator in named)


def _led_to(facts: FactSet, entity: str, id_: str) -> set[str]:
    waiting, seen = [(entity, id_)], set[tuple[str, str]]()
    while waiting:
        here = waiting.pop()
        subject = facts.subjects.get(here[0], {}).get(here[1])
        if here in seen or subject is None:
            continue
        seen.add(here)
        for field in facts.vocabulary.entities[here[0]].of_kind(One):
            target = subject.values.get(field.name)
            if isinstance(field.kind, One) and isinstance(target, str):
                waiting.append((field.kind.entity, target))
    return {id_ for entity, id_ in seen if entity == OPERATOR}
