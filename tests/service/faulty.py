"""`klausul serve` whose checks go wrong as the facts say in their title; worker processes load this, too."""

from __future__ import annotations

import os
import time
from typing import Any

from engine.service.case import Case

judged = Case.judged


def faulty(self: Case, *args: Any, **kwargs: Any) -> Any:
    """Judge, or do what the facts' title says."""
    content = b"".join(file.content for file in self.files)
    if b"CRASH" in content:
        os._exit(9)
    if b"RUNAWAY" in content:
        while True:
            pass
    if b"MEMORY" in content:
        held = []
        while True:
            held.append(bytearray(10_000_000))
    if b"FAULT" in content:
        raise ValueError(content.decode())
    if b"SLOW" in content:
        time.sleep(2)
    if b"LATE" in content:
        time.sleep(15)
    if b"LONG" in content:
        time.sleep(30)
    return judged(self, *args, **kwargs)


Case.judged = faulty  # type: ignore[method-assign]

if __name__ == "__main__":
    from cli import main

    main()
