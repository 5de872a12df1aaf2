"""Work shared among processes: each is forked with all that was made so far, does its part and sends what came of it.

Nothing is shared but what was there before: no queue, no lock, no thread. What came of the items is given in their
order, so that the same comes of any number of processes. Where a process cannot be forked safely, one does it all.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from engine.commands.edge import uninterrupted
from engine.source.problem import Place, Problem, Problems
from engine.source.text import Text

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

Item = TypeVar("Item")
Result = TypeVar("Result")
Answer = tuple[list[int], list[Any] | Exception]
"""The numbers of some items, and what came of them; or of the last of them, where it failed."""
MANY = 16
"""Portions that each process is sent its items in, so that the progress can be told."""


@dataclass(frozen=True, slots=True)
class Workers:
    """So many processes to share work among."""

    count: int = 1

    def share(
        self,
        work: Callable[[Item], Result],
        items: Sequence[Item],
        tell: Callable[[int], None] | None = None,
        least: int = 100,
    ) -> list[Result]:
        """Give what `work` gives of each item, in order. `tell`: told of how many it was done, as it goes on.

        Of fewer than `least` items for each process it does not pay to start one. Raises what `work` raises, of the
        first item that it raises anything of; Problems, where a process ended before its work did.
        """
        count = min(self.count, len(items) // least) if can_fork() else 1
        if count > 1:
            return _shared(work, items, count, tell)
        found = []
        for item in items:
            found.append(work(item))
            if tell:
                tell(1)
        return found


def can_fork() -> bool:
    """Say whether a process can be forked here: on macOS its own libraries do not bear it, on Windows there is none."""
    return hasattr(os, "fork") and sys.platform != "darwin"


_LOST = Problem(
    "worker-lost",
    Place("--jobs"),
    Text(
        "en proces blev standset, før den var færdig (der kan mangle hukommelse); intet er afgjort",
        "a process was stopped before it was done (memory may be short); nothing is decided",
    ),
    Text("færre processer, som --jobs 1", "fewer processes, such as --jobs 1"),
)


def _shared(
    work: Callable[[Item], Result], items: Sequence[Item], count: int, tell: Callable[[int], None] | None
) -> list[Result]:
    size = max(1, len(items) // (count * MANY))
    portions = [range(start, min(start + size, len(items))) for start in range(0, len(items), size)]
    found: dict[int, Result] = {}
    failed: dict[int, Exception] = {}
    parts = [portions[number::count] for number in range(count)]
    with _started(count, lambda number, sender: _work(work, items, parts[number], sender)) as readers:
        for numbers, came in _answers(readers):
            if isinstance(came, Exception):
                failed[numbers[-1]] = came
            else:
                found.update(zip(numbers, came, strict=True))
            if tell:
                tell(len(numbers))
    if failed:
        raise failed[min(failed)]
    if len(found) < len(items):
        raise Problems([_LOST])
    return [found[number] for number in range(len(items))]


def _answers(readers: list[Connection]) -> Iterator[Answer]:
    """Give what the processes send, as it comes, until all have closed their end."""
    from multiprocessing.connection import Connection, wait

    readers = list(readers)
    while readers:
        for ready in wait(readers):
            assert isinstance(ready, Connection)  # noqa: S101 - nothing else is waited for
            try:
                yield ready.recv()
            except (EOFError, OSError):
                readers.remove(ready)


@contextmanager
def _started(count: int, run: Callable[[int, Connection], None]) -> Iterator[list[Connection]]:
    """Start processes and give what they can be heard through; when that is over they are, too, however it went."""
    import multiprocessing  # only who shares work needs it

    context = multiprocessing.get_context("fork")
    readers: list[Connection] = []
    processes: list[ForkProcess] = []

    def begin(number: int, sender: Connection) -> None:
        for reader in readers:  # else a process would not see that no one listens any more
            reader.close()
        run(number, sender)

    try:
        with uninterrupted():  # the processes keep it so: who stops the program stops it here, and it stops them
            for number in range(count):
                reader, sender = context.Pipe(duplex=False)
                process = context.Process(target=begin, args=(number, sender), daemon=True)
                readers.append(reader)
                process.start()
                processes.append(process)
                sender.close()
        yield readers
    finally:
        with uninterrupted():
            for reader in readers:
                reader.close()
            for process in processes:
                process.kill()
                process.join()


def _work(work: Callable[[Any], Any], items: Sequence[Any], portions: list[range], sender: Connection) -> None:
    """Do a process's part and send it; leave quietly where no one listens any more."""
    with suppress(BrokenPipeError):
        for portion in portions:
            done: list[Any] = []
            for number in portion:
                try:
                    done.append(work(items[number]))
                except Exception as error:
                    sender.send(([number], _sendable(error)))
                    return
            sender.send((list(portion), done))


def _sendable(error: Exception) -> Exception:
    """Give an error that can be sent, with the words of one that cannot."""
    import pickle

    with suppress(Exception):
        pickle.loads(pickle.dumps(error))  # noqa: S301 - its own
        return error
    return RuntimeError(repr(error))
