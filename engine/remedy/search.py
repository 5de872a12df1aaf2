"""Exact searches over all values that a fact can take. A span is divided only where something changes in it."""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush
from itertools import count
from typing import TypeVar

from engine.remedy.forms import Open, Span
from engine.remedy.lists import Between

MOST_TRIES = 600
"""Spans or lists that one search tries at most."""

Answer = TypeVar("Answer")


class GaveUp(Exception):  # noqa: N818 - says what happened
    """Raised where a search has tried all it may: it cannot be said that there is a value, nor that there is none."""


def nearest(holds: Callable[[Span], bool | Open], span: Span, *, upward: bool) -> int | None:
    """Give the first number of `span` for which `holds` (upward: the least, else the greatest); None: it is nowhere so.

    Raises GaveUp.
    """
    waiting, tries = [span] if span.first <= span.last else [], 0
    while waiting:
        tries += 1
        if tries > MOST_TRIES:
            raise GaveUp
        one = waiting.pop()
        answer = holds(one)
        if isinstance(answer, Open):
            parts = _divided(one, answer)
            waiting += reversed(parts) if upward else parts
        elif answer:
            return one.first if upward else one.last
    return None


def cells(answers: Callable[[Span], Answer | Open], span: Span) -> list[tuple[Span, Answer]]:
    """Give the answer for every number of `span`, by spans on which nothing changes, in order. Raises GaveUp."""
    found: list[tuple[Span, Answer]] = []
    waiting, tries = [span] if span.first <= span.last else [], 0
    while waiting:
        tries += 1
        if tries > MOST_TRIES:
            raise GaveUp
        one = waiting.pop()
        answer = answers(one)
        if isinstance(answer, Open):
            waiting += reversed(_divided(one, answer))
        else:
            found.append((one, answer))
    return found


def joined(found: list[tuple[Span, Answer]]) -> list[tuple[Span, Answer]]:
    """Give neighbours of one answer as one."""
    spans: list[tuple[Span, Answer]] = []
    for span, answer in found:
        first = spans.pop()[0].first if spans and spans[-1][1] == answer else span.first
        spans.append((Span(first, span.last), answer))
    return spans


def fewest(
    holds: Callable[[Between], bool | Open], now: frozenset[str], universe: frozenset[str]
) -> frozenset[str] | None:
    """Give the list for which `holds` that differs from `now` in the fewest members; None where there is none.

    Raises GaveUp.
    """
    order = count()
    waiting = [(0, next(order), Between(frozenset(), universe | now))]
    tries = 0
    while waiting:
        tries += 1
        if tries > MOST_TRIES:
            raise GaveUp
        changed, _, one = heappop(waiting)
        answer = holds(one)
        if isinstance(answer, Open):
            member = frozenset({str(answer.at)})
            for part in (Between(one.low | member, one.high), Between(one.low, one.high - member)):
                more = (member <= part.low) != (member <= now)
                heappush(waiting, (changed + more, next(order), part))
        elif answer:
            return one.low | (now & one.undecided)
    return None


def _divided(span: Span, opening: Open) -> list[Span]:
    assert isinstance(opening.at, int)  # noqa: S101 - numbers are divided by numbers
    return [Span(span.first, opening.at - 1), Span(opening.at, span.last)]


def examples(answers: Callable[[Between], Answer | Open], universe: frozenset[str]) -> dict[Answer, frozenset[str]]:
    """Give for each answer that a list can have the first list found that has it, those of few members first.

    Raises GaveUp.
    """
    order = count()
    waiting = [(0, next(order), Between(frozenset(), universe))]
    found: dict[Answer, frozenset[str]] = {}
    tries = 0
    while waiting:
        tries += 1
        if tries > MOST_TRIES:
            raise GaveUp
        _, _, one = heappop(waiting)
        answer = answers(one)
        if isinstance(answer, Open):
            member = frozenset({str(answer.at)})
            for part in (Between(one.low | member, one.high), Between(one.low, one.high - member)):
                heappush(waiting, (len(part.low), next(order), part))
        else:
            found.setdefault(answer, one.low)
    return found
