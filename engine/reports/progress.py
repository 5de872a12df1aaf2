"""Progress on stderr, for work that takes longer than a second and only where a person watches."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.decision.decide import Progress

PATIENCE = 1.0
"""Seconds before anything is shown."""


@contextmanager
def progress(label: str) -> Iterator[Progress]:
    """Give a function to tell how many decisions more were made; what it shows is gone at the end."""
    started, done = time.monotonic(), 0
    shown = False

    def tell(more: int) -> None:
        nonlocal done, shown
        done += more
        if sys.stderr.isatty() and time.monotonic() - started > PATIENCE:
            shown = True
            sys.stderr.write(f"\r{label} {done}")
            sys.stderr.flush()

    yield tell
    if shown:
        sys.stderr.write("\r\033[K")
        sys.stderr.flush()
