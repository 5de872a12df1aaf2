"""Progress on stderr, for work that takes longer than a second and only where a person watches."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from engine.source.text import Lang, Text

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 1.0
"""Seconds before anything is shown."""
FILES, DECISIONS = Text("filer", "files"), Text("afgørelser", "decisions")
RUNS = Text("kørsler", "runs")


@contextmanager
def progress(lang: Lang, total: int | None = None, of: Text = FILES) -> Iterator[Callable[[int], None]]:
    """Give a function to tell how many more are done: `of` so many, or decisions, of which no one knows how many.

    What is shown is gone at the end.
    """
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    started, done = time.monotonic(), 0
    shown: Progress | None = None
    task = None

    def tell(more: int) -> None:
        nonlocal done, shown, task
        done += more
        if shown is None and time.monotonic() - started > PATIENCE:
            shown = _bar((DECISIONS if total is None else of).to(lang))
            task = shown.add_task("klausul", total=total)
            shown.start()
        if shown is not None and task is not None:
            shown.update(task, completed=done)
            shown.refresh()

    try:
        yield tell
    finally:
        if shown is not None:
            shown.stop()


def _bar(of: str) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}:"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(of),
        TimeElapsedColumn(),
    )
    # No thread of its own: processes are forked from this one.
    return Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
