"""Kleene's truths where some are open: not the same on the whole span, so that dividing it can settle them."""

from __future__ import annotations

from collections.abc import Iterable

from engine.remedy.forms import Open

Truth = bool | Open | None


def opposite(truth: Truth) -> Truth:
    """Give Kleene's not."""
    return truth if truth is None or isinstance(truth, Open) else not truth


def both(truths: Iterable[Truth]) -> Truth:
    """Give Kleene's and."""
    return _kleene(truths, False)


def either(truths: Iterable[Truth]) -> Truth:
    """Give Kleene's or."""
    return _kleene(truths, True)


def every(truths: Iterable[bool | Open]) -> bool | Open:
    """Say whether all of some are so."""
    return known(both(truths))


def surely(truth: Truth, wanted: bool) -> bool | Open:
    """Say whether a truth is the one wanted; what is unknown is not."""
    return truth if isinstance(truth, Open) else truth is wanted


def known(truth: Truth) -> bool | Open:
    """Give a truth that is not unknown, for none of what it is made of is."""
    assert truth is not None  # noqa: S101 - as told
    return truth


def _kleene(truths: Iterable[Truth], decisive: bool) -> Truth:
    opening, unknown = None, False
    for truth in truths:
        if truth is decisive:
            return decisive
        if isinstance(truth, Open):
            opening = opening or truth
        elif truth is None:
            unknown = True
    return opening or (None if unknown else not decisive)
