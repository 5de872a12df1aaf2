"""A crew: worker processes side by side that judge by the same rules, each a lane with one piece of work at a time.

What belongs together goes down the same lane, so that a lane can remember what it worked out last. Every piece of work
has a time limit and a memory limit.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext
from typing import Any, Concatenate, Generic, Literal, ParamSpec, TypeVar
from zlib import crc32

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from engine.service.settings import Settings
from engine.service.work.desk import Desk, Progress, Rules, at_desk, seated, warm

Given = ParamSpec("Given")
Result = TypeVar("Result")
Task = Callable[Concatenate[Desk, Given], Result]
"""A function of a module, whose first argument is the desk of the lane it runs in; all else can be pickled."""
PRELOADED = ["engine.service.work.apart", "engine.service.api.tasks", "engine.reports.data"]
"""What the process loads that lanes are forked from, so that each begins at once."""
STARTING = 120.0
"""Seconds that a lane has to start."""


def forkserver() -> ForkServerContext:
    """Give what processes are started by: a process that has loaded what they need, and nothing of any request."""
    context = get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


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
    progress: Progress
    waiting: int = 0


@dataclass
class Work(Generic[Result]):
    """A piece of work that was handed in."""

    _lane: _Lane
    _future: ProcessFuture[Any]

    @property
    def state(self) -> Literal["queued", "running", "done"]:
        """Give how far it is; what failed or was cancelled is done, too."""
        return "done" if self._future.done() else "running" if self._future.running() else "queued"

    @property
    def decisions(self) -> int:
        """Give how many decisions are made so far, while it runs."""
        return self._lane.progress[0] if self._future.running() else 0

    async def result(self) -> Result:
        """Give what the task gives. Raises what it raises, and TooLong, TooMuch, Crashed.

        Who stops waiting stops the work.
        """
        try:
            found: Result = await asyncio.wrap_future(self._future)
        except TimeoutError:
            raise TooLong from None
        except ProcessExpired as error:
            raise Crashed(error.exitcode) from None
        except MemoryError:
            raise TooMuch from None
        return found


@dataclass(eq=False)
class Crew:
    """Worker processes that judge by the same rules, also one that begins anew; the files of the rules may change."""

    settings: Settings
    rules: Rules
    _lanes: list[_Lane] = field(default_factory=list)
    _long: list[_Lane] = field(default_factory=list)
    """The lane of what may take long: no one else waits behind it."""

    @classmethod
    def of(cls, settings: Settings, rules: Rules) -> Crew:
        """Start the processes."""
        crew, context = cls(settings, rules), forkserver()
        for number in range(settings.workers + 1):
            progress = context.RawArray("q", 1)
            start = (rules, settings.log, settings.limits.memory, progress)
            pool = ProcessPool(max_workers=1, context=context, initializer=seated, initargs=start)
            (crew._lanes if number else crew._long).append(_Lane(pool, progress))
        return crew

    async def ready(self) -> None:
        """Wait until every lane can work. Raises what keeps one from it."""
        for work in [self._begin(lane, STARTING, warm) for lane in self._all]:
            await work.result()

    def begin(
        self, key: str | None, task: Task[Given, Result], *args: Given.args, **kwargs: Given.kwargs
    ) -> Work[Result]:
        """Begin work in the lane that `key` belongs to; None: where least waits. Raises Busy, Crashed."""
        return self._begin(self._lane(key), self.settings.limits.seconds, task, *args, **kwargs)

    def begin_long(self, task: Task[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Work[Result]:
        """Begin work that may take long. Raises Busy, Crashed."""
        return self._begin(self._long[0], self.settings.limits.job_seconds, task, *args, **kwargs)

    @property
    def waiting(self) -> tuple[int, ...]:
        """Give how much each lane has to do, that of long work first."""
        return tuple(lane.waiting for lane in self._all)

    @property
    def is_open(self) -> bool:
        """Say whether every lane takes work."""
        return bool(self._all) and all(lane.pool.active for lane in self._all)

    def close(self) -> None:
        """Finish what runs, then end the processes."""
        for lane in self._all:
            lane.pool.close()  # type: ignore[no-untyped-call]
        for lane in self._all:
            lane.pool.join()

    @property
    def _all(self) -> list[_Lane]:
        return [*self._long, *self._lanes]

    def _lane(self, key: str | None) -> _Lane:
        if key is None:
            return min(self._lanes, key=lambda lane: lane.waiting)
        return self._lanes[crc32(key.encode()) % len(self._lanes)]

    def _begin(
        self, lane: _Lane, seconds: float, task: Task[Given, Result], *args: Given.args, **kwargs: Given.kwargs
    ) -> Work[Result]:
        if sum(self.waiting) >= self.settings.limits.waiting:
            raise Busy
        try:
            future = lane.pool.schedule(at_desk, (task, args, kwargs), timeout=seconds)
        except RuntimeError:  # the lane is closed, or could not begin anew
            raise Crashed from None
        lane.waiting += 1
        loop = asyncio.get_running_loop()
        future.add_done_callback(lambda _: _ended(lane, loop))
        return Work(lane, future)


def _ended(lane: _Lane, loop: asyncio.AbstractEventLoop) -> None:
    """Count one piece of work less; it is told in another thread."""

    def less() -> None:
        lane.waiting -= 1

    if not loop.is_closed():
        loop.call_soon_threadsafe(less)
