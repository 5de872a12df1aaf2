"""What a worker process has at hand: the rules' folder, and the checks it worked out last."""

from __future__ import annotations

import gc
import os
import resource
import signal
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing import parent_process
from multiprocessing.sharedctypes import SynchronizedArray
from functools import cached_property
from pathlib import Path
from threading import Thread
from typing import Any

from engine.decision.decide import Judgement
from engine.decision.files import Asked, loaded_from, rulebook_from
from engine.rulebook.kept import Kept
from engine.rulebook.model import Rulebook
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
            self._judgements[case.key] = case.judged(self.folder, self.tell, self.rules)
            while len(self._judgements) > REMEMBERED:
                self._judgements.popitem(last=False)
        return self._judgements[case.key]

    @cached_property
    def rules(self) -> Kept:
        """Give the rulebook as it was when this process first asked for it. Raises Problems."""
        return loaded_from(self.folder)

    def rulebook(self, areas: tuple[str, ...] = (), rules: tuple[str, ...] = ()) -> Rulebook:
        """Give the rulebook. Raises Problems, also for areas and rules that are not in it."""
        return rulebook_from(Asked(self.folder, None, areas, rules), self.rules)

    def tell(self, more: int) -> None:
        """Tell that more decisions are made, for those who wait."""
        if self._progress is not None:
            self._progress[0] += more

    def start(self) -> None:
        """Begin with nothing done, before and after a task."""
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
    Thread(target=_end_with_parent, daemon=True).start()
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _desk = Desk(folder, progress)


def _end_with_parent() -> None:
    """End this process when its parent has ended, however that came about."""
    parent = parent_process()
    assert parent is not None  # noqa: S101 - this is a worker
    parent.join()
    os._exit(1)


def at_desk(task: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Do a task at this process's desk. Raises what the task raises."""
    assert _desk is not None  # noqa: S101 - every process begins with `seated`
    _desk.start()
    try:
        return task(_desk, *args, **kwargs)
    except MemoryError:
        _desk.forget()
        raise
    finally:
        _desk.start()


def warm(desk: Desk) -> str:
    """Read the rulebook, and give its digest. Raises Problems."""
    digest = desk.rules.rulebook.digest
    gc.freeze()  # what is read now stays: it need not be looked through again and again
    return digest
