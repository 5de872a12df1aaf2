"""The lines of one generated function: indentation, fresh names, and what is known where."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Lines:
    """Collects lines of code. What one works out may be kept, and is found again where that line has surely run."""

    indent: int = 1
    lines: list[str] = field(default_factory=list)
    names: int = 0
    scopes: list[dict[Hashable, Any]] = field(default_factory=lambda: [{}])

    def emit(self, line: str) -> int:
        """Add a line at the present indentation; give its number."""
        self.lines.append("    " * self.indent + line)
        return len(self.lines) - 1

    def new(self, prefix: str) -> str:
        """Give a fresh variable name."""
        self.names += 1
        return f"{prefix}{self.names}"

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        """Put what follows below `head`; what is kept inside is not known after it."""
        size = self.emit(head)
        self.indent += 1
        self.scopes.append({})
        yield
        if len(self.lines) == size + 1:
            self.emit("pass")
        self.scopes.pop()
        self.indent -= 1

    def keep(self, key: Hashable, found: Any) -> None:
        """Keep what stands for `key` here and in the blocks inside."""
        self.scopes[-1][key] = found

    def kept(self, key: Hashable) -> Any:
        """Give what stands for `key`, or None where nothing does."""
        return next((scope[key] for scope in reversed(self.scopes) if key in scope), None)
