"""The first fault in a chain of runs: which run was changed, removed, moved or put in, as far as the chain can tell.

A run's hash covers its number and the hash of the run before. So a run that stands where another was can be told from
one that was changed: there is a number by which its hash is right. Where someone has worked out all later hashes anew,
only heads that were kept elsewhere can tell.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from rfc8785 import CanonicalizationError

from engine.log.chain import Run
from engine.source.text import Text

FARTHEST = 1000
"""How many runs away from where it stands a run's place is looked for."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was recorded. `number`: the first run it concerns; None where it is of no run."""

    code: str
    number: int | None
    text: Text


@dataclass(frozen=True, slots=True)
class Head:
    """What was kept elsewhere of a run: its hash, and its number if that was kept too."""

    number: int | None
    hash: str


def first_fault(runs: Sequence[Run], unread: Collection[int] = ()) -> Finding | None:
    """Give the first fault in `runs`, ordered by number; those in `unread` are there but cannot be read."""
    walk = _Walk(runs)
    expected, previous, known = 1, None, True
    for index, run in enumerate(runs):
        while expected in unread:
            expected, known = expected + 1, False
        follows = not known or run.previous == previous
        if not (run.number == expected and walk.own(index) and follows):
            return walk.fault(index, expected)
        expected, previous, known = expected + 1, run.hash, True
    return None


def held_to(runs: Sequence[Run], heads: Collection[Head]) -> Finding | None:
    """Give the first run that is not the one of which a head was kept, in a chain that is whole by itself."""
    by_hash = {run.hash: run.number for run in runs}
    confirmed = 0
    for head in sorted(heads, key=lambda head: head.number or len(runs) + 1):
        number = by_hash.get(head.hash)
        if number is not None and head.number in (None, number):
            confirmed = max(confirmed, number)
        elif head.number is not None and head.number > len(runs):
            return _removed(len(runs) + 1, head.number)
        else:
            return _not_the_same(confirmed + 1, head.number or len(runs) or 1)
    return None


@dataclass(frozen=True, slots=True)
class _Walk:
    runs: Sequence[Run]

    def own(self, index: int) -> bool:
        """Say whether a run's hash is right."""
        return self._fits(index, self.runs[index].number)

    def fault(self, index: int, expected: int) -> Finding:
        """Say what is wrong with the run at `index`, where run `expected` should stand."""
        run, true = self.runs[index], self._true(index)
        elsewhere = any(self._true(other) == expected for other in range(len(self.runs)) if other != index)
        if true is None:
            return _put_in(expected) if elsewhere else _changed(run.number)
        if true == expected == run.number:
            return _put_in(expected) if elsewhere else _unlinked(expected)
        if true < expected:
            followed = any(other.previous == run.hash for other in self.runs)
            return _put_in(true) if followed else _one_put_in(true, expected)
        if elsewhere:
            return _moved(expected, true)
        return _removed(expected, true - 1)

    def _true(self, index: int) -> int | None:
        """Give the number by which a run's hash is right, or None."""
        at = self.runs[index].number
        return next((number for number in _around(at) if self._fits(index, number)), None)

    def _fits(self, index: int, number: int) -> bool:
        run = self.runs[index]
        try:
            return replace(run, number=number).sealed_hash == run.hash
        except (KeyError, CanonicalizationError):  # a form or a number that was never recorded
            return False


def _around(number: int) -> Iterator[int]:
    yield number
    for distance in range(1, FARTHEST + 1):
        if number > distance:
            yield number - distance
        yield number + distance


def _changed(number: int) -> Finding:
    return Finding("changed", number, Text(f"kørsel {number} er ændret", f"run {number} was changed"))


def _put_in(number: int) -> Finding:
    return Finding("put-in", number, Text(f"kørsel {number} er sat ind", f"run {number} was put in"))


def _one_put_in(number: int, other: int) -> Finding:
    text = Text(
        f"kørsel {number} eller {other} er sat ind: begge siger, at de er kørsel {number}",
        f"run {number} or {other} was put in: both say that they are run {number}",
    )
    return Finding("put-in", number, text)


def _moved(number: int, other: int) -> Finding:
    return Finding(
        "moved",
        number,
        Text(
            f"kørsel {number} er flyttet: på dens plads står kørsel {other}",
            f"run {number} was moved: run {other} stands in its place",
        ),
    )


def _removed(first: int, last: int) -> Finding:
    if first == last:
        return Finding("removed", first, Text(f"kørsel {first} er fjernet", f"run {first} was removed"))
    text = Text(f"kørsel {first} til {last} er fjernet", f"runs {first} to {last} were removed")
    return Finding("removed", first, text)


def _unlinked(number: int) -> Finding:
    """Say that a run follows another than the one before it: that one's record and hash were both written anew."""
    before = number - 1
    if not before:
        return Finding("put-in", number, Text(f"kørsel {number} er sat ind", f"run {number} was put in"))
    text = Text(
        f"kørsel {before} er ændret, eller kørsel {number} er sat ind: kørsel {number} følger efter en anden",
        f"run {before} was changed, or run {number} was put in: run {number} follows another one",
    )
    return Finding("changed", before, text)


def _not_the_same(first: int, last: int) -> Finding:
    where = Text(f"kørsel {first}", f"run {first}")
    if first != last:
        where = Text(f"en af kørslerne {first} til {last}", f"one of the runs {first} to {last}")
    text = Text(
        f"{where.da} er ikke den, der blev gemt: den er ændret, eller en er fjernet, flyttet eller sat ind",
        f"{where.en} is not the one that was recorded: it was changed, or one was removed, moved or put in",
    )
    return Finding("not-the-head", first, text)
