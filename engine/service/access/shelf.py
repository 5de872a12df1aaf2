"""Shelves: what is kept for those who bring its key along, for a while, in the memory of one server."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

Kept = TypeVar("Kept")
Clock = Callable[[], float]


@dataclass(slots=True)
class _Entry(Generic[Kept]):
    value: Kept
    made: float
    seen: float


class Shelf(Generic[Kept]):
    """Keeps values under keys that cannot be guessed, and only a hash of each key.

    `idle`: seconds after which a value goes when no one asks for it; `life`: after which it goes in any case. `most`:
    how many there can be; then the one that was not asked for the longest makes room.
    """

    def __init__(self, *, idle: float, life: float, most: int = 10_000, clock: Clock = time.monotonic) -> None:
        """Make an empty shelf."""
        self.life = life
        self._idle, self._most, self._clock = idle, most, clock
        self._entries: OrderedDict[bytes, _Entry[Kept]] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, value: Kept) -> str:
        """Keep a value, and give its key."""
        key, now = secrets.token_urlsafe(32), self._clock()
        with self._lock:
            self._entries[_hashed(key)] = _Entry(value, now, now)
            while self._entries and (len(self._entries) > self._most or self._is_gone(self._oldest(), now)):
                self._entries.popitem(last=False)
        return key

    def get(self, key: str) -> Kept | None:
        """Give what is kept under a key, None where nothing is."""
        hashed, now = _hashed(key), self._clock()
        with self._lock:
            entry = self._entries.get(hashed)
            if entry is None:
                return None
            if self._is_gone(entry, now):
                del self._entries[hashed]
                return None
            entry.seen = now
            self._entries.move_to_end(hashed)
            return entry.value

    def take(self, key: str) -> Kept | None:
        """Give what is kept under a key, and keep it no longer."""
        value = self.get(key)
        with self._lock:
            return value if self._entries.pop(_hashed(key), None) else None

    def __len__(self) -> int:
        return len(self._entries)

    def _oldest(self) -> _Entry[Kept]:
        return next(iter(self._entries.values()))

    def _is_gone(self, entry: _Entry[Kept], now: float) -> bool:
        return now - entry.seen >= self._idle or now - entry.made >= self.life


def _hashed(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()
