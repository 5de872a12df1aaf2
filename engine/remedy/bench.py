"""Deciding again with some facts changed, by the same compiled rules, and only where something rests on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from engine.decision.decide import Decision
from engine.evaluation.compile import Decide
from engine.evaluation.evaluate import Evaluation
from engine.evaluation.records import Record
from engine.evaluation.trace import Missing
from engine.evaluation.ways import Way
from engine.remedy.reach import Backwards, Path, Slot, reads
from engine.rulebook.model import Rule
from engine.values.kinds import Value

Pair = tuple[str, str]
"""A decision: the id of the rule and that of the subject."""


def pair_of(decision: Decision) -> Pair:
    """Give what names a decision."""
    return decision.rule.id, decision.subject.id


@dataclass
class Bench:
    """Tries facts on the records of an evaluation; after each trial they are as before."""

    evaluation: Evaluation
    bound: dict[str, Decide] = field(default_factory=dict)

    @cached_property
    def readers(self) -> Mapping[Slot, list[tuple[str, Path]]]:
        """Give for each slot the rules that read it, each with the way from its subject."""
        found: dict[Slot, list[tuple[str, Path]]] = defaultdict(list)
        program = self.evaluation.program
        for id_ in program.order:
            rule = program.rulebook.rules[id_]
            for slot, path in program.memo.of("reads", rule, partial(reads, rule, program.rulebook.vocabulary)):
                found[slot].append((id_, path))
        return found

    @cached_property
    def backwards(self) -> Backwards:
        """Give the way back along relations."""
        return Backwards(self.evaluation.records)

    def affected(self, keys: Collection[Missing]) -> list[Pair]:
        """Give all decisions that rest on one of the facts, whatever its value, in the order they are settled."""
        return [(rule.id, record.subject.id) for rule, records in self._settling(keys) for record in records]

    def decide(self, changed: Mapping[Missing, Value]) -> dict[Pair, Way]:
        """Give how the decisions come out that rest on the changed facts."""
        found: dict[Pair, Way] = {}
        with self._changed(changed) as undo:
            for rule, records in self._settling(changed):
                if rule.concludes:
                    undo += [
                        (record, f"c_{rule.concludes}", getattr(record, f"c_{rule.concludes}")) for record in records
                    ]
                ways = self._decide(rule)(records)
                found |= {(rule.id, record.subject.id): way for record, way in zip(records, ways, strict=True)}
        return found

    def _settling(self, keys: Collection[Missing]) -> Iterator[tuple[Rule, list[Record]]]:
        """Give the rules that rest on the facts, with their records, each after those whose conclusions it rests on."""
        waiting: dict[str, dict[str, Record]] = defaultdict(dict)

        def spread(slot: Slot, record: Record) -> None:
            for id_, path in self.readers.get(slot, ()):
                for source in self.backwards.sources(record, path):
                    waiting[id_][source.subject.id] = source

        for key in keys:
            spread((key.subject.entity, f"f_{key.field}"), self._record(key))
        for id_ in self.evaluation.program.order:
            if id_ in waiting:
                rule, records = self.evaluation.program.rulebook.rules[id_], waiting[id_]
                yield rule, [records[each] for each in sorted(records)]
                for record in records.values() if rule.concludes else ():
                    spread((rule.subject, f"c_{rule.concludes}"), record)

    @contextmanager
    def _changed(self, changed: Mapping[Missing, Value]) -> Iterator[list[tuple[Record, str, Any]]]:
        undo: list[tuple[Record, str, Any]] = []
        try:
            for key, value in changed.items():
                record, slot = self._record(key), f"f_{key.field}"
                undo.append((record, slot, getattr(record, slot)))
                setattr(record, slot, value)
            yield undo
        finally:
            for record, slot, value in reversed(undo):
                setattr(record, slot, value)

    def _record(self, key: Missing) -> Record:
        return self.evaluation.records.find(key.subject.entity, key.subject.id)

    def _decide(self, rule: Rule) -> Decide:
        if rule.id not in self.bound:
            self.bound[rule.id] = self.evaluation.program.bind(rule, self.evaluation.as_of)
        return self.bound[rule.id]
