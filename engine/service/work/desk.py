"""What a worker process has at hand: the rules' folder, and the checks it worked out last."""

from __future__ import annotations

import gc
import resource
import signal
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.sharedctypes import SynchronizedArray
from pathlib import Path
from typing import Any

from engine.decision.decide import Judgement
from engine.decision.files import Asked, prepared_from
from engine.service.case import Case

REMEMBERED = 4
"""How many checks a process remembers: enough to open their decisions one after another."""


@dataclass
class Desk:
    """Where tasks are done, one at a time. `folder`: of the rules, None for Klausul's own."""

    folder: Path | None
    _progress: SynchronizedArray[int] | None = None
    _judgements: OrderedDict[str, Judgement] = field(default_factory=OrderedDict)

    def judgement(self, case: Case) -> Judgement:
        """Give the decisions on a case; those of the last few are remembered. Raises Problems."""
        if case.key in self._judgements:
            self._judgements.move_to_end(case.key)
        else:
            self._judgements[case.key] = case.judged(self.folder, self.tell)
            while len(self._judgements) > REMEMBERED:
                self._judgements.popitem(last=False)
        return self._judgements[case.key]

    def tell(self, more: int) -> None:
        """Tell that more decisions are made, for those who wait."""
        if self._progress is not None:
            self._progress[0] += more

    def begin(self) -> None:
        """Begin a task: nothing of it is done."""
        if self._progress is not None:
            self._progress[0] = 0

    def forget(self) -> None:
        """Let go of what is remembered."""
        self._judgements.clear()
        gc.collect()


_desk: Desk | None = None


def seated(folder: Path | None, memory: int, progress: SynchronizedArray[int]) -> None:
    """Begin a worker process: its memory is limited, and an interrupt of the terminal is its parent's affair."""
    global _desk  # noqa: PLW0603 - one desk in each process
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _desk = Desk(folder, progress)


def at_desk(task: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Do a task at this process's desk. Raises what the task raises."""
    assert _desk is not None  # noqa: S101 - every process begins with `seated`
    _desk.begin()
    try:
        return task(_desk, *args, **kwargs)
    except MemoryError:
        _desk.forget()
        raise


def warm(desk: Desk) -> str:
    """Read the rulebook, and give its digest. Raises Problems."""
    return prepared_from(Asked(desk.folder)).rulebook.digest
