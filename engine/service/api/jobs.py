"""Jobs: checks that someone comes back for. They are kept in memory, for a while, for the one who asked."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from engine.service.api.tasks import Made
from engine.service.problem import Told, noted
from engine.service.settings import MEGABYTE, Limits
from engine.service.work.crew import Busy, Work

MOST = 20
"""Jobs of one account."""
MOST_OF_ALL = 500
ROOM = 256 * MEGABYTE
"""Bytes of reports that are kept; the oldest make room."""
LIFE = 900.0
"""Seconds that a report waits to be fetched."""

State = Literal["queued", "running", "done", "failed"]


@dataclass
class Job:
    """A check that was begun for `account`. `form`, `name`: the format and the file name of its report."""

    account: str
    form: str
    name: str
    work: Work[Made]
    id: str = field(default_factory=lambda: secrets.token_urlsafe(18))
    begun: datetime = field(default_factory=lambda: datetime.now(UTC))
    ended: float | None = None
    outcome: Made | Told | None = None

    @property
    def state(self) -> State:
        """Give how far it is."""
        if self.outcome is None:
            return "queued" if self.work.state == "queued" else "running"
        return "done" if isinstance(self.outcome, Made) else "failed"

    @property
    def decisions(self) -> int:
        """Give how many decisions are made so far."""
        return self.outcome.decisions if isinstance(self.outcome, Made) else self.work.decisions

    @property
    def size(self) -> int:
        """Give how many bytes are kept of it."""
        return len(self.outcome.content) if isinstance(self.outcome, Made) else 0


@dataclass
class Jobs:
    """The jobs of a service. `clock`: gives seconds. `is_stopping`: no more are taken."""

    limits: Limits
    clock: Callable[[], float] = time.monotonic
    is_stopping: bool = False
    _jobs: dict[str, Job] = field(default_factory=dict)
    _watched: dict[str, asyncio.Task[None]] = field(default_factory=dict)

    def make_room(self, account: str) -> None:
        """Let go of what is over, and of the account's oldest where it has too many.

        Raises Busy where none is over, and where no more are taken.
        """
        if self.is_stopping:
            raise Busy
        now = self.clock()
        for job in [job for job in self._jobs.values() if job.ended is not None and now - job.ended >= LIFE]:
            del self._jobs[job.id]
        own = [job for job in self._jobs.values() if job.account == account]
        if len(own) >= MOST or len(self._jobs) >= MOST_OF_ALL:
            oldest = next((job for job in own if job.ended is not None), None)
            if oldest is None:
                raise Busy
            del self._jobs[oldest.id]

    def add(self, job: Job) -> None:
        """Take in a job that was begun; what comes of it is kept."""
        self._jobs[job.id] = job
        self._watched[job.id] = asyncio.ensure_future(self._watch(job))

    def get(self, id_: str, account: str) -> Job | None:
        """Give an account's job; None where it has none of this id, or has it no longer."""
        job = self._jobs.get(id_)
        over = job is not None and job.ended is not None and self.clock() - job.ended >= LIFE
        return None if job is None or over or job.account != account else job

    def remove(self, job: Job) -> None:
        """Stop a job, and forget it."""
        self._jobs.pop(job.id, None)
        if watching := self._watched.pop(job.id, None):
            watching.cancel()

    def stop(self) -> None:
        """Take no more, and drop those that still wait: so what is left ends within the time of one job."""
        self.is_stopping = True
        for job in [job for job in self._jobs.values() if job.state == "queued"]:
            self.remove(job)

    async def finish(self) -> None:
        """Wait for those that run."""
        self.stop()
        await asyncio.gather(*self._watched.values(), return_exceptions=True)

    async def _watch(self, job: Job) -> None:
        try:
            job.outcome = await job.work.result()
        except Exception as error:  # whatever it is, it is told to the one who asks for the job
            job.outcome = noted(error, self.limits)
        job.ended = self.clock()
        self._watched.pop(job.id, None)
        for old in [old for old in self._jobs.values() if old.ended is not None and old is not job]:
            if sum(each.size for each in self._jobs.values()) <= ROOM:
                break
            del self._jobs[old.id]
