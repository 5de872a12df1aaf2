"""The command `klausul deadlines`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.commands.edge import on_terminal, write
from engine.commands.exits import MET
from engine.commands.options import day, on_rules

if TYPE_CHECKING:
    from datetime import date

    from engine.source.text import Lang


@click.command()
@click.option("--from", "first", metavar="DATE", callback=day, help="The first day (default: today).")
@click.option("--to", "last", metavar="DATE", callback=day, help="The last day (default: four years later).")
@click.option("--format", "form", type=click.Choice(["text", "ics"]), default="text", show_default=True)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@on_rules
def deadlines(
    folder: Path | None, lang: Lang, first: date | None, last: date | None, form: str, output: Path | None
) -> int:
    """List what the agreements want done by which day, or write it as an iCalendar file."""
    from datetime import date

    from engine.decision.deadlines import due, span
    from engine.decision.files import Asked, rulebook_from
    from engine.reports.deadlines import calendar, deadline_list

    start, end = span(first, last, date.today())
    rulebook = rulebook_from(Asked(folder))
    found = due(rulebook, start, end)
    if form == "ics":
        write(calendar(rulebook, found, lang), output)
    else:
        terminal = output is None and on_terminal()
        write(deadline_list(rulebook, found, (start, end), lang, terminal=terminal), output)
    return MET
