"""Decide every rule for every subject, in the order in which conclusions are needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from engine.evaluation.compile import Program
from engine.evaluation.records import Records, records_of
from engine.evaluation.ways import Way
from facts.factset import FactSet


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How every rule was decided: by rule id, a Way for each record of the rule's subject, in the records' order."""

    program: Program
    facts: FactSet
    as_of: date
    records: Records
    ways: Mapping[str, list[Way]]


def evaluate(
    program: Program, facts: FactSet, as_of: date, progress: Callable[[int], None] | None = None
) -> Evaluation:
    """Give how every rule of the program is decided for every subject of `facts` as of `as_of`.

    `progress` is told how many decisions each rule took.
    """
    records = records_of(facts, program.shapes)
    ways: dict[str, list[Way]] = {}
    for id_ in program.order:
        rule = program.rulebook.rules[id_]
        ways[id_] = program.bind(rule, as_of)(records.of[rule.subject])
        if progress:
            progress(len(ways[id_]))
    return Evaluation(program, facts, as_of, records, ways)
