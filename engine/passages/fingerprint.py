"""Fingerprints of passages: enough to know a passage again, and to tell a changed one from one that is gone."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import NamedTuple

from engine.passages.fold import folded

EDGES = (30, 15, 8)
"""Folded characters at either end of a passage that are hashed for themselves: the most that fit in a half."""
SHORTEST = 16
"""Folded characters that a passage must have to be told from others."""
WHOLE, PART = 32, 8
"""Hexadecimal digits kept of the hash of a whole passage, and of an edge."""
FORM = re.compile(rf"([1-9][0-9]{{1,6}})-([0-9a-f]{{{WHOLE}}})-([0-9a-f]{{{PART}}})-([0-9a-f]{{{PART}}})")


class Fingerprint(NamedTuple):
    """A passage's length in folded characters, and the hashes of the whole, of its head and of its tail."""

    length: int
    whole: str
    head: str
    tail: str

    def __str__(self) -> str:
        """Give the form that documents.yaml holds: length-whole-head-tail."""
        return f"{self.length}-{self.whole}-{self.head}-{self.tail}"

    @property
    def edge(self) -> int:
        """Give the length of head and tail."""
        return edge_of(self.length)


def fingerprint_of(passage: str) -> Fingerprint | None:
    """Give the fingerprint of a passage, or None where it is too short to have one."""
    text = folded(passage)
    if len(text) < SHORTEST:
        return None
    edge = edge_of(len(text))
    return Fingerprint(len(text), whole_hash(text), edge_hash(text[:edge]), edge_hash(text[-edge:]))


def fingerprint(text: str) -> Fingerprint | None:
    """Give the fingerprint that `text` writes, or None where it writes none."""
    match = FORM.fullmatch(text)
    if match is None or int(match[1]) < SHORTEST:
        return None
    return Fingerprint(int(match[1]), match[2], match[3], match[4])


def edge_of(length: int) -> int:
    """Give the length of head and tail of a passage with `length` folded characters, `SHORTEST` or more."""
    return next(edge for edge in EDGES if edge <= length // 2)


def whole_hash(text: str) -> str:
    """Give the hash of a whole folded passage."""
    return _hash(text)[:WHOLE]


def edge_hash(text: str) -> str:
    """Give the hash of a folded head or tail."""
    return _hash(text)[:PART]


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
