"""What trees of traces share: the values in them, and how deep they go."""

from __future__ import annotations

from collections.abc import Sequence

from engine.evaluation.trace import Element, RuleTrace, Step
from engine.reports.display import TRACED, shown_value
from engine.source.text import Lang

Part = Step | Element | RuleTrace


def traced_value(step: Step, beside: Sequence[Step], lang: Lang) -> str:
    """Give a step's value in words, told apart from those of the steps `beside` it."""
    assert step.value is not None  # noqa: S101 - the callers have seen to it
    others = [each.value for each in beside if each.node.kind == step.node.kind and each.value is not None]
    return shown_value(step.value, step.node.kind, lang, beside=others, decimals=TRACED)


def levels_below(part: Part) -> int:
    """Give how many levels lie below a part of a trace, also through the rules it rests on.

    Rules rest on rules deeper than Python's stack: it does not call itself.
    """
    known: dict[int, int] = {}
    waiting = [part]
    while waiting:
        inner = _inside(waiting[-1])
        ahead = [each for each in inner if id(each) not in known]
        if ahead:
            waiting += ahead
        else:
            known[id(waiting.pop())] = 1 + max((known[id(each)] for each in inner), default=-1)
    return known[id(part)]


def _inside(part: Part) -> list[Part]:
    if isinstance(part, RuleTrace):
        return list(part.tops)
    if isinstance(part, Element):
        return [step for step in (part.where, part.body) if step is not None]
    return [*part.children, *part.elements, *([part.concluded] if part.concluded else [])]
