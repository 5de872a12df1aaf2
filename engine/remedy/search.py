"""Exact searches over all values that a fact can take. A span is divided only where something changes in it."""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappop, heappush
from itertools import count
from typing import TypeVar

from engine.remedy.forms import Open, Span
from engine.remedy.revalue import Revaluation
from engine.remedy.web import Key

MOST_TRIES = 600
"""Spans or lists that one search tries at most."""

Answer = TypeVar("Answer")


class GaveUp(Exception):  # noqa: N818 - says what happened
    """Raised where a search has tried all it may: it cannot be said that there is a value, nor that there is none."""


def nearest(holds: Callable[[Revaluation], bool | Open], whole: Revaluation, *, upward: bool) -> int | None:
    """Give the first number of a span for which `holds` (upward: the least, else the greatest); None: it is nowhere so.

    Raises GaveUp.
    """
    waiting, tries = _unless_empty(whole), 0
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
            return one.span.first if upward else one.span.last
    return None


def cells(answers: Callable[[Revaluation], Answer | Open], whole: Revaluation) -> list[tuple[Span, Answer]]:
    """Give the answer for every number of a span, by spans on which nothing changes, in order. Raises GaveUp."""
    found: list[tuple[Span, Answer]] = []
    waiting, tries = _unless_empty(whole), 0
    while waiting:
        tries += 1
        if tries > MOST_TRIES:
            raise GaveUp
        one = waiting.pop()
        answer = answers(one)
        if isinstance(answer, Open):
            waiting += reversed(_divided(one, answer))
        else:
            found.append((one.span, answer))
    return found


def joined(found: list[tuple[Span, Answer]]) -> list[tuple[Span, Answer]]:
    """Give neighbours of one answer as one."""
    spans: list[tuple[Span, Answer]] = []
    for span, answer in found:
        first = spans.pop()[0].first if spans and spans[-1][1] == answer else span.first
        spans.append((Span(first, span.last), answer))
    return spans


def fewest(
    holds: Callable[[Revaluation], bool | Open], whole: Revaluation, key: Key, now: frozenset[str]
) -> frozenset[str] | None:
    """Give the list for which `holds` that differs from `now` in the fewest members; None where there is none.

    Raises GaveUp.
    """
    order = count()
    waiting = [(0, next(order), whole)]
    tries = 0
    while waiting:
        tries += 1
        if tries > MOST_TRIES:
            raise GaveUp
        changed, _, one = heappop(waiting)
        answer = holds(one)
        if isinstance(answer, Open):
            member = str(answer.at)
            having, lacking = one.settled(key, member)
            heappush(waiting, (changed + (member not in now), next(order), having))
            heappush(waiting, (changed + (member in now), next(order), lacking))
        elif answer:
            some = one.list_of(key)
            return some.low | (now & some.undecided)
    return None


def examples(
    answers: Callable[[Revaluation], Answer | Open], whole: Revaluation, key: Key
) -> dict[Answer, frozenset[str]]:
    """Give for each answer that a list can have the first list found that has it, those of few members first.

    Raises GaveUp.
    """
    order = count()
    waiting = [(0, next(order), whole)]
    found: dict[Answer, frozenset[str]] = {}
    tries = 0
    while waiting:
        tries += 1
        if tries > MOST_TRIES:
            raise GaveUp
        _, _, one = heappop(waiting)
        answer = answers(one)
        if isinstance(answer, Open):
            for part in one.settled(key, str(answer.at)):
                heappush(waiting, (len(part.list_of(key).low), next(order), part))
        else:
            found.setdefault(answer, one.list_of(key).low)
    return found


def _unless_empty(whole: Revaluation) -> list[Revaluation]:
    return [whole] if whole.span.first <= whole.span.last else []


def _divided(one: Revaluation, opening: Open) -> tuple[Revaluation, Revaluation]:
    assert isinstance(opening.at, int)  # noqa: S101 - numbers are divided by numbers
    return one.divided(opening.at)
