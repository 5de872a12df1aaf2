"""Options that several commands take."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from engine.reports.reporter import DETAILS, FORMATS

if TYPE_CHECKING:
    from datetime import date

    from engine.reports.reporter import Detail

Command = TypeVar("Command", bound=Callable[..., Any])


def day(_: click.Context, __: click.Parameter, text: str | None) -> date | None:
    """Give the date that an option holds."""
    from engine.values.exact import NotExact, value
    from engine.values.kinds import DATE

    try:
        return None if text is None else value(text, DATE)  # type: ignore[return-value]
    except NotExact as error:
        raise click.BadParameter(f"'{text}' is not {error.expected.en}") from None


def reading(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Give the rules and the readings chosen for them."""
    pairs = [text.partition("=") for text in given]
    for rule, equals, option in pairs:
        if not (rule and equals and option):
            raise click.BadParameter(f"'{rule}{equals}{option}' is not RULE=NAME")
    return tuple((rule, option) for rule, _, option in pairs)


def found(_: click.Context, __: click.Parameter, given: tuple[Path, ...]) -> tuple[Path, ...]:
    """Give the files that paths, folders and patterns mean."""
    from facts.folder import files_in

    return files_in(given)


def given_facts(command: Command) -> Command:
    """Add the files of facts: paths, folders and patterns."""
    return click.argument("facts", nargs=-1, required=True, type=click.Path(path_type=Path), callback=found)(command)


def processes(_: click.Context, __: click.Parameter, given: str) -> int:
    """Give how many processes are asked for; 0 and 'auto' are as many as there are processors for this one."""
    if given in ("0", "auto"):
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if not (given.isascii() and given.isdigit()):
        raise click.BadParameter(f"'{given}' is not a number of processes or 'auto'")
    return int(given)


def jobs(command: Command) -> Command:
    """Add the number of processes to share the work among."""
    return click.option(
        "--jobs",
        default="1",
        show_default=True,
        metavar="N",
        callback=processes,
        help="Share the work among so many processes where it pays; 0 or auto: as many as there are processors.",
    )(command)


def on_rules(command: Command) -> Command:
    """Add the options that every command on rules takes."""
    command = click.option(
        "--rules", "folder", type=click.Path(path_type=Path), help="Folder of rule files (default: those of Klausul)."
    )(command)
    return in_language(command)


def in_language(command: Command) -> Command:
    """Add the choice of a language."""
    return click.option(
        "--lang", type=click.Choice(["da", "en"]), default="da", show_default=True, help="Language of what is printed."
    )(command)


def of_facts(command: Command) -> Command:
    """Add what commands that print something of facts take."""
    command = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)(
        given_facts(command)
    )
    return click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")(
        command
    )


def on_facts(command: Command) -> Command:
    """Add what commands that hold facts against rules take."""
    return judging(of_facts(command))


def judging(command: Command) -> Command:
    """Add the date that is judged by, and the rules."""
    command = click.option(
        "--as-of", metavar="DATE", callback=day, help="Judge by what was in force then (default: as_of of the facts)."
    )(command)
    return on_rules(command)


def deciding(command: Command) -> Command:
    """Add what commands that decide take."""
    command = click.option(
        "--format",
        "forms",
        multiple=True,
        type=click.Choice(list(FORMATS)),
        help="Repeat it for several (default: text).",
    )(given_facts(command))
    command = click.option(
        "-o",
        "--output",
        "outputs",
        multiple=True,
        type=click.Path(path_type=Path, dir_okay=False),
        help="Write to this file; the first --output is for the first --format. Without --format its ending tells.",
    )(command)
    return click.option(
        "--reading",
        "readings",
        multiple=True,
        metavar="RULE=NAME",
        callback=reading,
        help="Read what the text leaves open otherwise; `rules show RULE` has the names (may be given several times).",
    )(judging(command))


def in_detail(default: Detail) -> Callable[[Command], Command]:
    """Give the option for how much a report tells."""
    return click.option(
        "--detail",
        type=click.Choice(DETAILS),
        default=default,
        show_default=True,
        help="The counts; a sentence for each decision; or each with all its conditions.",
    )


def log_url(words: str) -> Callable[[Command], Command]:
    """Give the option that names a log."""
    return click.option("--log", "url", envvar="KLAUSUL_LOG", metavar="URL", help=f"{words} (default: KLAUSUL_LOG).")


def on_log(command: Command) -> Command:
    """Add what commands on the log take."""
    command = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)(
        command
    )
    return in_language(log_url("The log")(command))


def period(command: Command) -> Command:
    """Add the period in which runs were recorded."""
    for name, to, words in (
        ("--to", "until", "On this day or before, in UTC."),
        ("--from", "since", "Recorded on this day or after, in UTC."),
    ):
        command = click.option(name, to, metavar="DATE", callback=day, help=words)(command)
    return command


def to_file(command: Command) -> Command:
    """Add what commands that write a file of facts take."""
    command = click.option(
        "-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False), help="Write to this file."
    )(command)
    return in_language(command)
