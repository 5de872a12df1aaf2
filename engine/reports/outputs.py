"""Which report goes where: formats and files as they were asked for, brought together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from engine.reports.reporter import FORMATS, format_of
from engine.source.problem import Place, Problem, Problems
from engine.source.text import Text

Pair = tuple[str, Path | None]
"""A format and the file that it goes to; None: standard output."""
DEFAULT = "text"
OPTION = Place("--output")
ANOTHER = Text("et andet navn efter --output", "another name after --output")


def paired(formats: Sequence[str], outputs: Sequence[Path]) -> list[Pair]:
    """Give each format with its file, in the order given; a lone format without a file goes to standard output.

    Where no format is given, the file's ending tells it. Raises Problems.
    """
    if len(set(outputs)) < len(outputs):
        raise _problem("output-twice", Text("to rapporter skal i samme fil", "two reports are to go to one file"))
    if not formats:
        return [(_told(output), output) for output in outputs] or [(DEFAULT, None)]
    if len(outputs) > len(formats):
        message = Text("der er flere filer end formater", "there are more files than formats")
        raise _problem("output-format", message, Text("et --format til hver fil", "a --format for each file"))
    if len(formats) - len(outputs) > 1:
        message = Text("flere formater har ingen fil", "several formats have no file")
        raise _problem(
            "output-missing", message, Text("en --output til hver, på nær ét", "an --output for each but one")
        )
    return _placed(formats, outputs)


def check_outputs(pairs: Sequence[Pair], facts: Iterable[Path], *, terminal: bool) -> None:
    """Raise Problems where a report would be written over a file of facts, or what is no text to the terminal."""
    read = [path for path in facts if path.exists()]
    problems = []
    for name, output in pairs:
        if output is None:
            if terminal and FORMATS[name].is_binary:
                problems.append(_to_terminal(name))
        elif output.exists() and any(output.samefile(path) for path in read):
            message = Text("rapporten ville overskrive fakta", "the report would overwrite the facts")
            problems.append(Problem("output-over-facts", Place(output.name), message, ANOTHER))
    if problems:
        raise Problems(problems)


def _to_terminal(name: str) -> Problem:
    message = Text(f"{name} kan ikke vises i terminalen", f"{name} cannot be shown in the terminal")
    ending = FORMATS[name].endings[0]
    expected = Text(f"en fil: --output svar{ending}", f"a file: --output answer{ending}")
    return Problem("output-terminal", OPTION, message, expected)


def _placed(formats: Sequence[str], outputs: Sequence[Path]) -> list[Pair]:
    """Pair in order. Of one more format than files, that is left over without which all endings fit; else the last."""
    if len(formats) == len(outputs):
        return list(zip(formats, outputs, strict=True))
    ways = [[*formats[:left], *formats[left + 1 :]] for left in reversed(range(len(formats)))]
    fits = (all(format_of(output) in (name, None) for name, output in zip(way, outputs, strict=True)) for way in ways)
    left = len(formats) - 1 - next((index for index, fit in enumerate(fits) if fit), 0)
    files = iter(outputs)
    return [(name, None if index == left else next(files)) for index, name in enumerate(formats)]


def _told(output: Path) -> str:
    """Give the format that a file's ending tells; a name without an ending is for text."""
    told = format_of(output) or (DEFAULT if not output.suffix else None)
    if told is None:
        message = Text(
            f"endelsen {output.suffix} siger ikke, hvilket format filen skal have",
            f"the ending {output.suffix} does not tell what format the file is to have",
        )
        known = ", ".join(ending for each in FORMATS.values() for ending in each.endings)
        raise _problem("output-ending", message, Text(f"--format, eller en af {known}", f"--format, or one of {known}"))
    return told


def _problem(code: str, message: Text, expected: Text | None = None) -> Problems:
    return Problems([Problem(code, OPTION, message, expected)])
