"""What a worker process has at hand: the rules as they were read, and the checks it worked out last."""

from __future__ import annotations

import gc
import os
import resource
import signal
from collections import OrderedDict
from collections.abc import Callable, MutableSequence
from dataclasses import dataclass, field
from multiprocessing import parent_process
from pathlib import Path
from threading import Thread
from typing import Any

from engine.decision.decide import Judgement, prepare
from engine.decision.files import Asked, loaded_from, own_rules, rulebook_from
from engine.log.rulefiles import Files, changed, files_of
from engine.rulebook.kept import Kept
from engine.rulebook.model import Rulebook
from engine.service.case import Case
from engine.source.problem import Problems

Progress = MutableSequence[int]
"""How many decisions a task has made, in memory that the service sees, too."""
REMEMBERED = 4
"""How many checks a process remembers: enough to open their decisions one after another."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules as they were read once: the rulebook, ready, and the files that it was read from.

    `folder`: where they were, None: Klausul's own. What is there now may be another.
    """

    kept: Kept
    files: Files
    folder: Path | None = None

    @property
    def digest(self) -> str:
        """Give the digest of the rulebook."""
        return self.kept.rulebook.digest

    @property
    def are_there(self) -> bool:
        """Say whether the folder holds them still."""
        return files_in(self.folder) == self.files


@dataclass
class Desk:
    """Where tasks are done, one at a time. `rules`: what is judged by.

    `log`: the URL of the log that checks are recorded in, None: in none.
    """

    rules: Rules
    log: str | None = None
    _progress: Progress | None = None
    _judgements: OrderedDict[str, Judgement] = field(default_factory=OrderedDict)

    def judgement(self, case: Case) -> Judgement:
        """Give the decisions on a case; those of the last few are remembered. Raises Problems."""
        if case.key in self._judgements:
            self._judgements.move_to_end(case.key)
        else:
            self._judgements[case.key] = case.judged(self.rules.folder, self.tell, self.rules.kept)
            while len(self._judgements) > REMEMBERED:
                self._judgements.popitem(last=False)
        return self._judgements[case.key]

    def recorded(self, judgement: Judgement, case: Case, actor: str) -> str | None:
        """Record a check where there is a log, and give the run's head. Raises Problems; then it is not recorded."""
        if self.log is None:
            return None
        from engine.log.log import Log

        asked, files = case.asked(self.rules.folder), self.rules.files
        return Log.open(self.log, create=True).record(judgement, asked, actor, files=files).head

    def judged(self, case: Case) -> Judgement:
        """Give the decisions on a case that no one will ask for again. Raises Problems."""
        return case.judged(self.rules.folder, None, self.rules.kept)

    def rulebook(self, areas: tuple[str, ...] = (), rules: tuple[str, ...] = ()) -> Rulebook:
        """Give the rulebook. Raises Problems, also for areas and rules that are not in it."""
        return rulebook_from(Asked(self.rules.folder, None, areas, rules), self.rules.kept)

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


def at_hand(folder: Path | None) -> Rules:
    """Give the rules of a folder, with all worked out that can be without facts.

    Raises Problems, also where the files do not lie still.
    """
    before = files_in(folder)
    kept = loaded_from(folder)
    files = files_of(folder or own_rules())
    if files != before:
        raise Problems([changed()])
    prepare(kept.rulebook, None, kept.memo)
    kept.keep()
    return Rules(kept, files, folder)


def files_in(folder: Path | None) -> Files | None:
    """Give the files of the rules in a folder (None: Klausul's own); None where they cannot be read."""
    try:
        return files_of(folder or own_rules())
    except Problems:
        return None


def seated(rules: Rules, log: str | None, memory: int, progress: Progress) -> None:
    """Begin a worker process: its memory is limited, and an interrupt of the terminal is its parent's affair."""
    global _desk  # noqa: PLW0603 - one desk in each process
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _desk = Desk(rules, log, progress)
    gc.freeze()  # what is there now stays, and need not be looked through for what can be let go


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


def warm(_: Desk) -> None:
    """Do nothing: a lane that has done it has begun."""
