"""Several checks of which all are made, so that the problems of all are told at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from engine.source.problem import Problem, Problems

Item = TypeVar("Item")
First = TypeVar("First")
Second = TypeVar("Second")


def each(check: Callable[[Item], First], items: Iterable[Item]) -> list[First]:
    """Give what `check` gives for each of `items`. Raises the Problems of all."""
    found, problems, failed = list[First](), list[Problem](), False
    for item in items:
        try:
            found.append(check(item))
        except Problems as error:
            failed = True
            problems += error.problems
    if failed:
        raise Problems(problems)
    return found


def both(first: Callable[[], First], second: Callable[[], Second]) -> tuple[First, Second]:
    """Give what two checks give. Raises the Problems of both."""
    try:
        one = first()
    except Problems as error:
        try:
            second()
        except Problems as other:
            raise Problems([*error.problems, *other.problems]) from None
        raise
    return one, second()
