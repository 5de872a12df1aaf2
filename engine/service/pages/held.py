"""What people's checks hold between their requests: in memory only, for a while, and for nobody else."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from engine.service.case import Case

IDLE, MOST, OF_ONE, BYTES = 7_200.0, 500, 20, 512 * 1_048_576
"""Seconds that a check is held unasked for; how many are held in all, and of one person; and how many bytes of files.
Where there are more, those that were not asked for the longest are let go."""
LARGE = 500_000
"""Bytes of files beyond which work may take long; it then waits for no one but its like."""
PATIENCE = 2.0
"""Seconds that a page waits for its work before it says that it is under way."""


@dataclass(slots=True)
class Check:
    """One check of a person. `before`: the cases that what was typed since has replaced, the oldest first.

    `runs`: the runs in the log, by the keys of the cases that are recorded and the digests of the rules. `rules`: the
    digest of those that its result was last shown by. `made`: gives how many decisions are made.
    """

    id: str
    owner: str
    case: Case
    seen: float
    before: tuple[Case, ...] = ()
    made: Callable[[], int] = int
    runs: dict[tuple[str, str], str] = field(default_factory=dict)
    rules: str | None = None
    work: tuple[object, asyncio.Task[Any]] | None = field(default=None, repr=False)

    @property
    def is_large(self) -> bool:
        """Say whether its work may take long."""
        return self.size > LARGE

    @property
    def size(self) -> int:
        """Give the bytes of its files."""
        return sum(len(file.content) for file in self.case.files)

    def change(self, case: Case) -> None:
        """Put another case in the place of the one held; it can be taken back."""
        self.before, self.case = (*self.before, self.case), case

    def back(self) -> None:
        """Take the last change back; nothing where there is none."""
        if self.before:
            *before, self.case = self.before
            self.before = tuple(before)

    async def done(self, label: object, work: Callable[[], Coroutine[Any, Any, Any]]) -> Any | None:
        """Give what comes of work once it is done, None while it is under way. `label` tells one piece from another.

        Work goes on while nobody asks. Raises what the work raises.
        """
        if self.work is None or self.work[0] != label:
            self.work = label, asyncio.create_task(work())
        task = self.work[1]
        await asyncio.wait([task], timeout=PATIENCE)
        if not task.done():
            return None
        self.work = None
        return task.result()

    def stop(self) -> None:
        """Stop the work that is under way."""
        if self.work is not None:
            self.work[1].cancel()
            self.work = None


@dataclass
class Held:
    """The checks of all who use the service. An id cannot be guessed, and is good for its owner only."""

    clock: Callable[[], float] = time.monotonic
    _checks: OrderedDict[str, Check] = field(default_factory=OrderedDict)

    def put(self, owner: str, case: Case) -> Check:
        """Hold a check."""
        check = Check(secrets.token_urlsafe(16), owner, case, self.clock())
        self._checks[check.id] = check
        self._make_room(owner)
        return check

    def get(self, owner: str, id_: str) -> Check | None:
        """Give a check of an owner; None where it is held no longer, or is another's."""
        self._let_go()
        check = self._checks.get(id_)
        if check is None or not secrets.compare_digest(check.owner.encode(), owner.encode()):
            return None
        check.seen = self.clock()
        self._checks.move_to_end(id_)
        return check

    def of(self, owner: str) -> list[Check]:
        """Give the checks of an owner, the latest first."""
        self._let_go()
        return [check for check in reversed(self._checks.values()) if check.owner == owner]

    def forget(self, check: Check) -> None:
        """Let go of a check at once."""
        check.stop()
        self._checks.pop(check.id, None)

    def _let_go(self) -> None:
        now = self.clock()
        for check in [check for check in self._checks.values() if now - check.seen >= IDLE]:
            self.forget(check)

    def _make_room(self, owner: str) -> None:
        self._let_go()
        for check in self.of(owner)[OF_ONE:]:
            self.forget(check)
        while len(self._checks) > MOST or (
            len(self._checks) > 1 and sum(check.size for check in self._checks.values()) > BYTES
        ):
            self.forget(next(iter(self._checks.values())))
