"""Lanes: worker processes side by side, each with one piece of work at a time, a time limit and a memory limit.

What belongs together goes down the same lane, so that a lane can remember what it worked out last.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.sharedctypes import SynchronizedArray
from typing import Concatenate, ParamSpec, TypeVar
from zlib import crc32

from pebble import ProcessExpired, ProcessPool

from engine.service.settings import Settings
from engine.service.work.desk import Desk, at_desk, seated, warm

Given = ParamSpec("Given")
Result = TypeVar("Result")
Task = Callable[Concatenate[Desk, Given], Result]
"""A function of a module, whose first argument is the desk of the lane it runs in; all else can be pickled."""
STARTING = 120.0
"""Seconds that a lane has to read the rulebook when it starts."""


class TooLong(Exception):  # noqa: N818 - says what happened
    """Raised for work that took longer than it may."""


class TooMuch(Exception):  # noqa: N818
    """Raised for work that needed more memory than it may."""


class Crashed(Exception):  # noqa: N818
    """Raised for work whose process ended before it was done."""


class Busy(Exception):  # noqa: N818
    """Raised where more work waits than may."""


@dataclass
class _Lane:
    pool: ProcessPool
    progress: SynchronizedArray[int]
    waiting: int = 0


@dataclass
class Lanes:
    """The worker processes of a service."""

    settings: Settings
    _lanes: list[_Lane] = field(default_factory=list)

    def open(self) -> None:
        """Start the processes."""
        context = get_context("forkserver")
        context.set_forkserver_preload(["engine.service.work.desk"])
        for _ in range(self.settings.workers):
            progress = context.Array("q", 1)
            start = (self.settings.rules, self.settings.limits.memory, progress)
            pool = ProcessPool(max_workers=1, context=context, initializer=seated, initargs=start)
            self._lanes.append(_Lane(pool, progress))

    async def ready(self) -> None:
        """Wait until every lane can work. Raises what keeps one from it, such as Problems of the rules."""
        async with asyncio.TaskGroup() as group:
            for number in range(len(self._lanes)):
                group.create_task(self._on(number, STARTING, warm))

    async def run(self, key: str, task: Task[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
        """Give what a task gives, done in the lane that `key` belongs to.

        Raises what the task raises, and TooLong, TooMuch, Crashed, Busy. Who stops waiting stops the work.
        """
        return await self._on(self._number(key), self.settings.limits.seconds, task, *args, **kwargs)

    async def run_long(self, key: str, task: Task[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
        """Give the same for work that is waited for as a job, which may take longer."""
        return await self._on(self._number(key), self.settings.limits.job_seconds, task, *args, **kwargs)

    def progress(self, key: str) -> tuple[int, int]:
        """Give how many decisions are made, and how much waits, in the lane that `key` belongs to."""
        lane = self._lanes[self._number(key)]
        return lane.progress[0], lane.waiting

    def close(self) -> None:
        """Finish what runs, then end the processes."""
        for lane in self._lanes:
            lane.pool.close()  # type: ignore[no-untyped-call]
        for lane in self._lanes:
            lane.pool.join()

    def _number(self, key: str) -> int:
        return crc32(key.encode()) % len(self._lanes)

    async def _on(
        self, number: int, seconds: float, task: Task[Given, Result], *args: Given.args, **kwargs: Given.kwargs
    ) -> Result:
        lane = self._lanes[number]
        if sum(each.waiting for each in self._lanes) >= self.settings.limits.waiting:
            raise Busy
        lane.waiting += 1
        future = lane.pool.schedule(at_desk, (task, args, kwargs), timeout=seconds)
        try:
            return await asyncio.wrap_future(future)
        except TimeoutError:
            raise TooLong from None
        except ProcessExpired as error:
            raise Crashed(error.exitcode) from None
        except MemoryError:
            raise TooMuch from None
        finally:
            lane.waiting -= 1
