"""The edge: reads the files asked for, and writes what came of it to a file or the terminal."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.commands.exits import BREACHED, IN_ERROR, MET, OPEN

if TYPE_CHECKING:
    from engine.decision.decide import Judgement
    from engine.decision.files import Asked
    from engine.log.answers import Answer, Shape
    from engine.reports.outputs import Pair
    from engine.reports.reporter import Report, Reporter, View
    from engine.source.text import Lang


def judged(paths: tuple[Path, ...], asked: Asked, lang: Lang) -> Judgement:
    """Decide on the facts in these files, and show how far it is where that takes long."""
    from engine.decision.files import judged_from
    from engine.reports.progress import progress

    with progress(lang) as tell:
        return judged_from(paths, asked, tell)


def record(url: str, judgement: Judgement, asked: Asked, actor: str | None) -> str:
    """Record what was judged in the log at `url`, which is made where there is none, and give the run's head."""
    from engine.log.log import Log

    return Log.open(url, create=True).record(judgement, asked, actor).head


def files_from_here(paths: tuple[Path, ...]) -> dict[str, str]:
    """Give where each file of facts lies from here, by the name that places have for it."""
    from facts.read import named_paths

    return {name: _from_here(path) for path, name in named_paths(paths).items()}


def _from_here(path: Path) -> str:
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # on another drive
        return path.name


def asked_for(forms: tuple[str, ...], outputs: tuple[Path, ...], facts: tuple[Path, ...]) -> list[Pair]:
    """Give each format with the file that it goes to. Raises Problems, also where that would destroy something."""
    from engine.reports.outputs import check_outputs, paired

    pairs = paired(forms, outputs)
    check_outputs(pairs, facts, terminal=on_terminal())
    return pairs


def original_of(pairs: list[Pair], facts: tuple[Path, ...]) -> bytes | None:
    """Give what the workbook holds that is to be answered in: the only one among the facts, for the format xlsx."""
    from engine.source.read import read_bytes
    from facts.read import named_paths

    books = [(path, name) for path, name in named_paths(facts).items() if path.suffix.lower() == ".xlsx"]
    wanted = len(books) == 1 and any(name == "xlsx" for name, _ in pairs)
    return read_bytes(*books[0]) if wanted else None


def report(pairs: list[Pair], view: View, made: Callable[[Reporter, View], Report]) -> None:
    """Make every report, then write them: where one fails, none is written."""
    from engine.reports.reporter import reporter

    write_all([(made(reporter(name), seen_by(view, output)), output) for name, output in pairs])


def seen_by(view: View, output: Path | None) -> View:
    """Give the view for a report that goes there."""
    return replace(view, terminal=output is None and on_terminal())


def status_of(judgement: Judgement) -> int:
    """Give the exit status that says what came of a check."""
    if any(decision.is_breach for decision in judgement.decisions):
        return BREACHED
    return OPEN if any(not decision.way.settled for decision in judgement.requirements) else MET


def shape(lang: Lang, form: str = "text") -> Shape:
    """Give how an answer is wanted that is printed."""
    from engine.log.answers import Shape

    return Shape(lang, form, on_terminal())


def answered(answer: Answer) -> int:
    """Print an answer, and give the exit status that says whether all is as it should be."""
    write(answer.text, None)
    return MET if answer.well else BREACHED


def on_terminal() -> bool:
    """Say whether someone sees what is printed."""
    return sys.stdout.isatty()


def write(content: Report, output: Path | None) -> None:
    """Write to a file, or print."""
    write_all([(content, output)])


def write_all(contents: Sequence[tuple[Report, Path | None]]) -> None:
    """Write to files, aside and renamed when all are there, so that none is half written; and print the rest.

    Where one cannot be written, or Ctrl-C comes before all are there, none is, and nothing is printed.
    """
    asides: list[tuple[Path, Path]] = []
    try:
        for content, output in contents:
            if output is not None:
                asides.append((_aside(output), output))
                asides[-1][0].write_bytes(content.encode() if isinstance(content, str) else content)
        with uninterrupted():
            for aside, output in asides:
                if aside != output:
                    aside.replace(output)
    except OSError as error:
        raise click.ClickException(f"{output}: {error.strerror}") from None
    finally:
        with uninterrupted():
            for aside, output in asides:
                if aside != output:
                    with suppress(OSError):
                        aside.unlink(missing_ok=True)
    for content, output in contents:
        if output is None:
            printed(content)


def _aside(output: Path) -> Path:
    """Give where a file is written first: beside it. What is no plain file, such as /dev/null, is written straight."""
    plain = output.is_file() or not output.exists()
    return output.with_name(f".{output.name}.{os.getpid()}") if plain else output


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let Ctrl-C wait, where it can."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def printed(content: Report) -> None:
    """Print; leave where no one reads any more."""
    try:
        click.echo(content, nl=False)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has gone: there is no one to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise click.exceptions.Exit(IN_ERROR) from None
