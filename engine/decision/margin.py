"""How far a figure or a date is from its limit, exactly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.decision.decide import Decision, Judgement
from engine.evaluation.trace import Step
from engine.language.nodes import Compare, Term
from engine.values.kinds import DAYS, Exact, Kind, pack, unpack


@dataclass(frozen=True, slots=True)
class Margin:
    """Left minus right of the demand's comparison, in units of `kind`. `step` is the comparison."""

    units: Exact
    kind: Kind
    step: Step


def margin_of(judgement: Judgement, decision: Decision) -> Margin | None:
    """Give the margin of a demand, met or not, that is one comparison of figures or dates; else None."""
    step = judgement.settling(decision) if decision.outcome in ("met", "breached") else None
    while step is not None and isinstance(step.node, Term):
        step = step.children[0]
    if step is None or not isinstance(step.node, Compare):
        return None
    left, right = step.children
    if isinstance(left.value, date) and isinstance(right.value, date):
        return Margin((left.value - right.value).days, DAYS, step)
    kind = left.node.kind
    if not kind.is_figure or step.node.op in ("in", "within", "overlaps"):
        return None
    difference = unpack(left.value, kind) - unpack(right.value, kind)  # type: ignore[arg-type]
    return Margin(pack(difference, kind), kind, step)
