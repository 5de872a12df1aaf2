"""The commands on the decision log: `klausul log ...`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.commands.edge import answered, shape
from engine.commands.options import on_log, period

if TYPE_CHECKING:
    from datetime import date

    from engine.source.text import Lang

OUTCOMES = (
    *("breached", "deviation", "remark", "undetermined", "exempt", "met", "not_applicable"),
    *("true", "false", "unknown"),
)
"""How decisions come out, as `log search` asks for it."""


@click.group()
def log() -> None:
    """Read the decision log, verify it, and decide its runs again."""


@log.command("list")
@period
@click.option("--all", "everything", is_flag=True, help="All runs, not only the newest.")
@on_log
def list_log(url: str | None, since: date | None, until: date | None, everything: bool, lang: Lang, form: str) -> int:
    """List the runs."""
    from engine.log import answers
    from engine.log.runs import Span

    return answered(answers.run_list(url, Span(since, until), shape(lang, form), everything=everything))


@log.command("show")
@click.argument("run", metavar="RUN")
@click.option("--rule", metavar="ID", help="The recorded decisions of this rule, in full.")
@click.option("--subject", metavar="ID", help="The recorded decisions on this subject, in full.")
@click.option("--all", "everything", is_flag=True, help="Show what is met and not applicable, too.")
@on_log
def show_log(
    url: str | None, run: str, rule: str | None, subject: str | None, everything: bool, lang: Lang, form: str
) -> int:
    """Show RUN (its number, or the beginning of its hash) as it was recorded."""
    from engine.log import answers

    return answered(answers.show(url, run, rule, subject, shape(lang, form), everything=everything))


@log.command("search")
@click.option("--rule", "rules_", multiple=True, metavar="ID", help="Decisions of this rule.")
@click.option("--subject", "subjects", multiple=True, metavar="ID", help="Decisions on this subject.")
@click.option("--outcome", "outcomes", multiple=True, type=click.Choice(OUTCOMES), help="Decisions that came out so.")
@click.option("--operator", "operators", multiple=True, metavar="ID", help="Decisions that concern this operator.")
@click.option("--most", type=click.IntRange(1), default=100, show_default=True, help="Show no more than these.")
@period
@on_log
def search_log(
    url: str | None,
    rules_: tuple[str, ...],
    subjects: tuple[str, ...],
    outcomes: tuple[str, ...],
    operators: tuple[str, ...],
    most: int,
    since: date | None,
    until: date | None,
    lang: Lang,
    form: str,
) -> int:
    """Search recorded decisions by rule, subject, outcome, operator and period; options may be given several times."""
    from engine.log import answers
    from engine.log.runs import Span
    from engine.log.search import Wanted

    wanted = Wanted(rules_, subjects, outcomes, operators, Span(since, until))
    return answered(answers.hits(url, wanted, most, shape(lang, form)))


@log.command("verify")
@click.option("--head", "heads", multiple=True, metavar="HEAD", help="A head that was kept elsewhere.")
@click.option("--heads", "file", type=click.Path(path_type=Path), help="A file of heads, as `head --all` prints them.")
@on_log
def verify_log(url: str | None, heads: tuple[str, ...], file: Path | None, lang: Lang, form: str) -> int:
    """Walk the chain of runs, and name the first that was changed, removed, moved or put in. Exit status 1 then."""
    from engine.log import answers

    return answered(answers.verified(url, heads, file, shape(lang, form)))


@log.command("head")
@click.option("--all", "everything", is_flag=True, help="Of every run, so that a change can be told to the run.")
@on_log
def head_log(url: str | None, everything: bool, lang: Lang, form: str) -> int:
    """Print the head, to be kept elsewhere and held against the log later."""
    from engine.log import answers

    return answered(answers.head(url, shape(lang, form), everything=everything))


@log.command("replay")
@click.argument("run", metavar="RUN")
@on_log
def replay_log(url: str | None, run: str, lang: Lang, form: str) -> int:
    """Decide RUN again from what was stored, and compare byte for byte. Exit status 1 where something differs."""
    from engine.log import answers

    return answered(answers.replayed(url, run, shape(lang, form)))


@log.command("diff")
@click.argument("one", metavar="RUN")
@click.argument("other", metavar="RUN")
@on_log
def diff_log(url: str | None, one: str, other: str, lang: Lang, form: str) -> int:
    """Say which decisions flipped between two runs, and why. Exit status 1 where one did."""
    from engine.log import answers

    return answered(answers.compared(url, one, other, shape(lang, form)))


@log.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@on_log
def export_log(url: str | None, file: Path, lang: Lang, form: str) -> int:
    """Write all runs to FILE, with everything needed to verify and replay them elsewhere."""
    from engine.log import answers

    return answered(answers.exported(url, file, shape(lang, form)))


@log.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@on_log
def import_log(url: str | None, file: Path, lang: Lang, form: str) -> int:
    """Check the bundle in FILE, and add its runs to a log that is empty or holds the first of them."""
    from engine.log import answers

    return answered(answers.taken_in(url, file, shape(lang, form)))
