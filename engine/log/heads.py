"""Heads that were kept elsewhere, as they are given: NUMBER:HASH, or the hash alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from engine.log.links import Head
from engine.source.problem import Place, Problem, Problems, shown
from engine.source.read import read_text
from engine.source.text import Text

HEAD = re.compile(r"(?:([0-9]{1,18}):)?([0-9a-f]{64})")
FORM = Text("et hoved som 'klausul log head' skriver det", "a head as 'klausul log head' prints it")


def heads_of(given: Sequence[str], file: Path | None = None) -> list[Head]:
    """Give the heads given, and those in a file, one a line. Raises Problems, all there are."""
    places = [(Place("--head"), text) for text in given]
    if file is not None:
        lines = enumerate(read_text(file).splitlines(), start=1)
        places += [(Place(file.as_posix(), number), line) for number, line in lines if line.strip()]
    problems: list[Problem] = []
    heads = []
    for place, text in places:
        match = HEAD.fullmatch(text.strip())
        if match:
            heads.append(Head(int(match[1]) if match[1] else None, match[2]))
        else:
            message = Text(f"{shown(text)} er ikke et hoved", f"{shown(text)} is not a head")
            problems.append(Problem("bad-head", place, message, FORM))
    if problems:
        raise Problems(problems)
    return heads
