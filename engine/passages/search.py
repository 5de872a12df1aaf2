"""Passages looked for in a copy of a document by their fingerprints: the same, changed, or gone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field

from engine.passages.copies import Copy
from engine.passages.fingerprint import Fingerprint, edge_hash, whole_hash
from engine.passages.fold import folded_from

FIGURE_ENDS = re.compile(r".?\d\d|\d[.,]\d", re.DOTALL)
FIGURE_GOES_ON = re.compile(r"\d[.,]?\d")
MOST_GROWN = 3
"""A changed passage is at most this many times as long as it was, ..."""
GROWN_BY = 300
"""... and this many folded characters more."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What stands in a copy, on which line or page; `same`: it is the passage looked for, to the letter."""

    text: str
    place: int
    same: bool


def look_up(copy: Copy, wanted: Sequence[Fingerprint]) -> list[Passage | None]:
    """Give for each of `wanted`, in the order of the document, what stands there; None where it is gone.

    What is in the document several times is found where its neighbours in `wanted` say.
    """
    return _Search(copy, wanted).passages()


@dataclass(slots=True)
class _Search:
    copy: Copy
    wanted: Sequence[Fingerprint]
    text: str = ""
    origins: Sequence[int] = ()
    heads: dict[str, list[int]] = field(default_factory=dict)
    """Hash of a head -> where in the folded text it starts."""
    tails: dict[str, list[int]] = field(default_factory=dict)
    """Hash of a tail -> where in the folded text it ends."""

    def passages(self) -> list[Passage | None]:
        self.text, self.origins = folded_from(self.copy.text)
        self._hash_windows()
        exact = {one: self._exact(one) for one in dict.fromkeys(self.wanted)}
        spans = self._spans(exact)
        starts = self._shared_out(exact, spans)
        found: list[Passage | None] = []
        for one, span, start in zip(self.wanted, spans, starts, strict=True):
            if start is not None:
                found.append(self._passage(start, start + one.length, same=True))
            else:
                changed = self._changed(one, set(exact[one]), span)
                found.append(self._passage(*changed, same=False) if changed else None)
        return found

    def _hash_windows(self) -> None:
        """Find every head and tail that is looked for."""
        for edge in {one.edge for one in self.wanted}:
            heads = {one.head for one in self.wanted if one.edge == edge}
            tails = {one.tail for one in self.wanted if one.edge == edge}
            for start in range(len(self.text) - edge + 1):
                found = edge_hash(self.text[start : start + edge])
                if found in heads:
                    self.heads.setdefault(found, []).append(start)
                if found in tails:
                    self.tails.setdefault(found, []).append(start + edge)

    def _exact(self, one: Fingerprint) -> list[int]:
        starts = self.heads.get(one.head, ())
        return [start for start in starts if self._is(one, start)]

    def _is(self, one: Fingerprint, start: int) -> bool:
        end = start + one.length
        return whole_hash(self.text[start:end]) == one.whole and not self._splits_figure(start, end)

    def _splits_figure(self, start: int, end: int) -> bool:
        """Say whether either end stands within a figure: 6,1 is not found in 6,15."""
        first, last = self.origins[start], self.origins[end - 1]
        before, after = self.copy.text[max(first - 2, 0) : first + 1], self.copy.text[last : last + 3]
        return bool(FIGURE_ENDS.fullmatch(before) or FIGURE_GOES_ON.match(after))

    def _spans(self, exact: Mapping[Fingerprint, Sequence[int]]) -> list[range]:
        """Give for each of `wanted` where it should start: between the nearest that stand in one place only."""
        count = Counter(self.wanted)
        single = [exact[one][0] if len(exact[one]) == count[one] == 1 else None for one in self.wanted]
        spans = []
        for index in range(len(single)):
            low = next((start for start in reversed(single[:index]) if start is not None), 0)
            high = next((start for start in single[index:] if start is not None), len(self.text))
            spans.append(range(low, max(high, low) + 1))
        return spans

    def _shared_out(self, exact: Mapping[Fingerprint, Sequence[int]], spans: Sequence[range]) -> list[int | None]:
        """Give each of `wanted` one of the places where it stands, no place to two with one fingerprint."""
        chosen: list[int | None] = [None] * len(self.wanted)
        left = {one: list(starts) for one, starts in exact.items()}
        for anywhere in (False, True):
            for index, (one, span) in enumerate(zip(self.wanted, spans, strict=True)):
                near = [start for start in left[one] if anywhere or start in span]
                if chosen[index] is None and near:
                    chosen[index] = near[0]
                    left[one].remove(near[0])
        return chosen

    def _changed(self, one: Fingerprint, taken: Container[int], span: range) -> tuple[int, int] | None:
        """Give where a passage stands whose head or tail is still there; `taken`: where it stands unchanged."""
        starts = [start for start in self.heads.get(one.head, ()) if start not in taken]
        ends = [end for end in self.tails.get(one.tail, ()) if end - one.length not in taken]
        most = MOST_GROWN * one.length + GROWN_BY
        both = [(start, end) for start in starts for end in ends if one.edge < end - start <= most]
        heads = [(start, min(start + one.length, len(self.text))) for start in starts]
        tails = [(max(end - one.length, 0), end) for end in ends]
        return min(
            both or heads or tails,
            key=lambda found: (found[0] not in span, abs(found[1] - found[0] - one.length)),
            default=None,
        )

    def _passage(self, start: int, end: int, *, same: bool) -> Passage:
        """Give what stands from `start` to `end`; of what has changed the first and last word are shown whole."""
        text = self.copy.text
        first, last = self.origins[start], self.origins[end - 1] + 1
        if not same:
            while first and not text[first - 1].isspace():
                first -= 1
            while last < len(text) and not text[last].isspace():
                last += 1
        return Passage(" ".join(text[first:last].split()), self.copy.place(first), same)
