"""How decisions would come out by another reading: one open question at a time is read otherwise, all else as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.evaluation.compile import Program
from engine.evaluation.evaluate import Evaluation
from engine.evaluation.ways import Outcome
from engine.rulebook.choose import read_by
from engine.rulebook.model import Option, Reading, Rule


@dataclass(frozen=True, slots=True)
class Alternative:
    """The outcome of a decision where `reading`, a question of its rule or of one it rests on, is read so."""

    reading: Reading
    option: Option
    outcome: Outcome


Alternatives = Mapping[tuple[str, str], tuple[Alternative, ...]]
"""By the ids of rule and subject: the readings that give another outcome."""


def alternatives(evaluation: Evaluation) -> Alternatives:
    """Give, for every decision that another reading would change, the outcome by each that would."""
    found: dict[tuple[str, str], list[Alternative]] = {}
    for reading, rules in evaluation.program.rulebook.readings.values():
        affected = _resting_on(evaluation.program, {rule.id for rule in rules})
        for option in reading.options:
            if option.name != reading.chosen:
                read = {rule.id: read_by(rule, {reading.id: option.name}) for rule in rules}
                for id_, subject, outcome in _differing(evaluation, read, affected):
                    found.setdefault((id_, subject), []).append(Alternative(reading, option, outcome))
    return {key: tuple(given) for key, given in found.items()}


def _resting_on(program: Program, ids: set[str]) -> list[str]:
    """Give `ids` and the rules that rest on them, in order; of those that the program settles."""
    affected = set(ids)
    for id_ in program.order:
        if not affected.isdisjoint(program.rulebook.rests_on[id_]):
            affected.add(id_)
    return [id_ for id_ in program.order if id_ in affected]


def _differing(evaluation: Evaluation, read: Mapping[str, Rule], affected: list[str]) -> list[tuple[str, str, Outcome]]:
    """Give the decisions that come out otherwise by the rules in `read`; the records are left as they were."""
    rulebook = evaluation.program.rulebook
    found: list[tuple[str, str, Outcome]] = []
    touched: list[Rule] = []
    changed: set[str] = set()
    try:
        for id_ in affected:
            if id_ not in read and changed.isdisjoint(rulebook.rests_on[id_]):
                continue
            rule = read.get(id_, rulebook.rules[id_])
            touched.append(rule)
            records = evaluation.records.of[rule.subject]
            ways = evaluation.program.bind(rule, evaluation.as_of)(records)
            for record, way, before in zip(records, ways, evaluation.ways[id_], strict=True):
                if way.outcome != before.outcome:
                    changed.add(id_)
                    found.append((id_, record.subject.id, way.outcome))
    finally:
        for rule in touched:
            _restore(evaluation, rule)
    return found


def _restore(evaluation: Evaluation, rule: Rule) -> None:
    """Set a rule's conclusions on the records as they were drawn."""
    if rule.concludes:
        for record, way in zip(evaluation.records.of[rule.subject], evaluation.ways[rule.id], strict=True):
            setattr(record, f"c_{rule.concludes}", way.truth)
