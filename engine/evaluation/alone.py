"""The value of an expression outside any check: for a subject that stands alone, without conclusions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from engine.evaluation.records import Record
from engine.evaluation.trace import RuleTrace
from engine.evaluation.walker import Shared, Walker
from engine.language.nodes import Node
from engine.rulebook.model import Rule
from engine.values.kinds import Value
from facts.factset import Subject


@dataclass(frozen=True, slots=True)
class _Base:
    subject: Subject


@dataclass
class _NoTraces:
    depth: int = 0
    concluding: dict[tuple[str, str], Rule] = field(default_factory=dict)
    shared: Shared = field(default_factory=Shared)

    def within(self, rule: Rule, record: Record) -> RuleTrace:
        raise NotImplementedError  # the expression names no conclusion

    def has(self, rule: Rule, record: Record) -> bool:
        raise NotImplementedError


def value_of(node: Node, rule: Rule, as_of: date, subject: Subject) -> Value | None:
    """Give the value of `node`, which names no conclusion and no relation; None where it is unknown.

    Parameters are those of `rule`, as in force on `as_of`.
    """
    return Walker(_NoTraces(), rule, as_of, [_Base(subject)]).step(node).value
