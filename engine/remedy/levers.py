"""The facts in which a change is sought: those that the demand of a rule rests on, and that can be changed at all.

They are known facts of the subject, and of others that relations and aggregates lead to. Not facts that are given
(Field.given), nor relations and names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.evaluation.trace import Missing, RuleTrace, Step
from engine.language.nodes import Aggregate
from engine.remedy.web import below, key_of
from engine.values.kinds import TEXT, One
from facts.factset import FactSet


def levers(trace: RuleTrace, facts: FactSet) -> Iterator[list[Missing]]:
    """Give first the facts whose values the demand itself uses, each group in the order in which the demand names them.

    Then, to be used where no change of those will do: those that settle which subjects count in the demand, and those
    that conclusions in it rest on.
    """
    if trace.require is None:
        return
    used = _changeable(_used(trace.require), facts)
    yield used
    yield [key for key in _changeable(below(trace.require), facts) if key not in used]


def _changeable(steps: Iterable[Step], facts: FactSet) -> list[Missing]:
    keys = (key for step in steps if step.value is not None and (key := key_of(step)) is not None)
    return [key for key in dict.fromkeys(keys) if _can_change(key, facts)]


def _can_change(key: Missing, facts: FactSet) -> bool:
    field = facts.vocabulary.field(key.subject.entity, key.field)
    return not (field.given or field.kind == TEXT or isinstance(field.kind, One))


def _used(demand: Step) -> Iterator[Step]:
    """Give the steps whose values a demand itself uses: not the conditions of who counts, but those of a count."""
    waiting = [demand]
    while waiting:
        one = waiting.pop()
        yield one
        counts = isinstance(one.node, Aggregate) and one.node.function == "count"
        inner = [element.where if counts else element.body for element in one.elements]
        waiting += reversed([*one.children, *(part for part in inner if part is not None)])
