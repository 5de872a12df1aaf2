"""Problems are data: where, what was found, what was expected, and a suggestion."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.source.personal import hidden
from engine.source.text import Lang, Text

LONGEST_SHOWN = 60
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a source: a file, and in it a line and a column counted from 1 (0: not known)."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Give `file:line:column`, as far as known."""
        parts = [self.file, *(str(n) for n in (self.line, self.column) if n)]
        return ":".join(parts)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one place. `code` is stable, for programs; the rest is for people."""

    code: str
    place: Place
    message: Text
    expected: Text | None = None
    suggestion: str | None = None

    def to(self, lang: Lang) -> str:
        """Give the problem as one line for people in `lang`."""
        line = f"{self.place}: {self.message.to(lang)}"
        if self.expected:
            line += Text("; ventede ", "; expected ").to(lang) + self.expected.to(lang)
        if self.suggestion:
            line += Text("; mente du ", "; did you mean ").to(lang) + f"{self.suggestion}?"
        return line


class Problems(Exception):  # noqa: N818 - it carries all problems found, not one error
    """Raised when input cannot be used; carries every problem found, in the order of their places."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep `problems`, sorted by place, each once."""
        self.problems: tuple[Problem, ...] = tuple(
            sorted(dict.fromkeys(problems), key=lambda p: (p.place, p.code, p.message))
        )
        super().__init__("\n".join(problem.to("en") for problem in self.problems))


def closest(name: str, known: Iterable[str]) -> str | None:
    """Give the one of `known` most like `name`, or None where nothing is near."""
    from difflib import get_close_matches  # only when something is wrong

    if len(name) > LONGEST_NAME:
        return None
    options = sorted(known)
    matches = get_close_matches(name, options, n=1, cutoff=0.6)
    if matches:
        return matches[0]
    folded = get_close_matches(name.lower(), [o.lower() for o in options], n=1, cutoff=0.6)
    return next((o for o in options if folded and o.lower() == folded[0]), None)


def shown(text: str) -> str:
    """Give `text` in quotes, on one line, cut to what a message can hold, and without CPR numbers."""
    line = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in " ".join(hidden(text).split()))
    return f"'{line if len(line) <= LONGEST_SHOWN else line[:LONGEST_SHOWN] + '…'}'"
