"""How deep a trace goes. Rules rest on rules deeper than Python's stack: nothing here calls itself."""

from __future__ import annotations

from engine.evaluation.trace import Element, RuleTrace, Step

Part = Step | Element | RuleTrace


def levels_below(part: Part) -> int:
    """Give how many levels lie below a part of a trace, also through the rules it rests on."""
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
