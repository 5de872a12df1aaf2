"""Changes, and facts that would settle a decision, as plain data: what is written as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from engine.evaluation.trace import Missing
from engine.remedy.bench import Pair
from engine.remedy.change import Change
from engine.remedy.scene import Case, Range
from engine.remedy.settle import Settling
from engine.values.exact import text_of
from engine.values.kinds import DATE, DAYS, Kind, Value
from engine.values.vocabulary import Vocabulary

Data = dict[str, Any]


def change_data(change: Change | None) -> Data | None:
    """Give a change as data."""
    if change is None:
        return None

    def text(value: Value | None) -> str | None:
        return None if value is None else text_of(value, change.kind)

    difference = change.difference
    return {
        **fact_data(change.key),
        "from": text(change.before),
        "to": text(change.after),
        "until": text(change.until),
        "difference": None if difference is None else text_of(difference, _measure(change.kind)),
        "alone": text(change.alone),
        "worsens": _pairs(change.worsens),
        "mends": _pairs(change.mends),
        "leaves": _pairs(change.leaves),
        "together": text(change.together),
    }


def settling_data(settling: Settling, vocabulary: Vocabulary) -> Data:
    """Give facts that would settle a decision as data."""
    kinds = [vocabulary.field(key.subject.entity, key.field).kind for key in settling.keys]
    return {
        "facts": [fact_data(key) for key in settling.keys],
        "always": settling.always,
        "outcomes": list(settling.outcomes),
        "cases": [_case(case, kinds[0]) for case in settling.cases],
    }


def _case(case: Case, kind: Kind) -> Data:
    values = case.values
    if not isinstance(values, Range):
        return {"outcome": case.outcome, "values": [text_of(value, kind) for value in values]}
    low = None if values.is_least else text_of(values.low, kind)
    return {"outcome": case.outcome, "from": low, "to": None if values.is_most else text_of(values.high, kind)}


def fact_data(key: Missing) -> Data:
    """Give what names a fact as data."""
    return {"subject": {"type": key.subject.entity, "id": key.subject.id}, "field": key.field}


def _pairs(pairs: Iterable[Pair]) -> list[Data]:
    return [{"rule": rule, "subject": subject} for rule, subject in pairs]


def _measure(kind: Kind) -> Kind:
    return DAYS if kind == DATE else kind
