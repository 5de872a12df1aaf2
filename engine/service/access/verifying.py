"""Who a token belongs to: looked up for each request, but hashed (which is slow on purpose) only now and then."""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol

from anyio import CapacityLimiter
from anyio.to_thread import run_sync

from engine.service.access.logs import FAULTS
from engine.service.access.rates import Rates
from engine.service.access.refused import NotKnown, Refused
from engine.service.access.roles import Who
from engine.service.access.shelf import Clock
from engine.service.access.tokens import Token, fits, parted
from engine.source.problem import Problems
from engine.source.text import Text

FRESH = 2.0
"""Seconds that what the database said of a token is believed without asking again: so soon a revoked one is refused."""
MOST = 1_000
AT_ONCE = 2
"""Hashes that are made at the same time: each takes 64 MB, and a moment of a whole processor."""

BAD = Text("Tokenet er ukendt, udløbet eller trukket tilbage.", "The token is unknown, expired or revoked.")
NO_STORE = Text("Tokens kan ikke slås op lige nu.", "Tokens cannot be looked up just now.")


class Kept(Protocol):
    """Where tokens are kept. Each raises Problems where that cannot be reached."""

    def find(self, id_: str) -> Token | None:
        """Give a token by its id."""

    def use(self, id_: str, day: date) -> None:
        """Note the day that a token was last used."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A token whose secret fitted `token.hash`, and when the database was asked last."""

    token: Token
    asked: float


class Tokens:
    """Says who a token belongs to."""

    def __init__(
        self, kept: Kept, clock: Clock = time.monotonic, today: Callable[[], date] = lambda: datetime.now(UTC).date()
    ) -> None:
        """Remember none yet."""
        self._kept, self._clock, self._today = kept, clock, today
        self._seen: OrderedDict[bytes, _Seen] = OrderedDict()
        self._lock = threading.Lock()
        self._hashing: CapacityLimiter | None = None

    async def who(self, given: str, address: str, rates: Rates) -> Who:
        """Give who sends a token from an address. Raises NotKnown, TooMany (after many wrong ones) or Refused (503)."""
        digest, parts = hashlib.sha256(given.encode()).digest(), parted(given)
        seen = self._seen.get(digest)
        if seen is None or self._clock() - seen.asked >= FRESH:
            if seen is None:
                rates.may_try(address)
            if self._hashing is None:
                self._hashing = CapacityLimiter(AT_ONCE)
            seen = await run_sync(self._looked_up, digest, *parts, limiter=self._hashing) if parts else None
        if seen is None or not seen.token.holds(self._today()):
            rates.login(address)
            raise NotKnown(BAD)
        return Who(seen.token.name, seen.token.role, "system", seen.token.id)

    def _looked_up(self, digest: bytes, id_: str, secret: str) -> _Seen | None:
        """Ask the database; give the token where the secret fits, and remember it."""
        try:
            token = self._kept.find(id_)
        except Problems:
            raise Refused(503, NO_STORE, {"Retry-After": "10"}) from None
        before = self._seen.get(digest)
        fitted = before is not None and token is not None and before.token.hash == token.hash
        if not fitted and not fits(secret, token.hash if token else None):
            with self._lock:
                self._seen.pop(digest, None)
            return None
        assert token is not None  # noqa: S101 - what fits is there
        seen = _Seen(token, self._clock())
        with self._lock:
            self._seen[digest] = seen
            while len(self._seen) > MOST:
                self._seen.popitem(last=False)
        self._note_use(token)
        return seen

    def _note_use(self, token: Token) -> None:
        today = self._today()
        if token.used == today or not token.holds(today):
            return
        try:
            self._kept.use(token.id, today)
        except Problems:  # whoever is let in need not wait for this
            logging.getLogger(FAULTS).warning("the day that a token was used cannot be written")
