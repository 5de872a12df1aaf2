"""The commands on facts: `klausul facts ...`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.commands.edge import write
from engine.commands.exits import MET, OPEN
from engine.commands.options import given_facts, on_facts, to_file

if TYPE_CHECKING:
    from datetime import date

    from engine.source.text import Lang


@click.group("facts")
def facts() -> None:
    """Look at facts before any rule is run, write them in another form, or ask for them."""


@facts.command("check")
@click.option("--area", "areas", multiple=True, help="Missing for rules of this area (default: all).")
@on_facts
def check_facts(
    facts: tuple[Path, ...],
    folder: Path | None,
    lang: Lang,
    as_of: date | None,
    form: str,
    output: Path | None,
    areas: tuple[str, ...],
) -> int:
    """Tell everything that is wrong with FACTS or missing in them, by cell or line.

    Exit status: 0 nothing, 2 something is wrong, 3 nothing is wrong but something is missing.
    """
    from engine.decision.files import Asked, looked_from
    from engine.reports.data import looked_report
    from engine.reports.facts import looked_text

    looked = looked_from(facts, Asked(folder, as_of, areas))
    write(looked_report(looked) if form == "json" else looked_text(looked, lang), output)
    return MET if looked.complete else OPEN


@facts.command("show")
@click.option("--subject", metavar="ID", help="Only the subject with this id.")
@on_facts
def show_facts(
    facts: tuple[Path, ...],
    folder: Path | None,
    lang: Lang,
    as_of: date | None,
    form: str,
    output: Path | None,
    subject: str | None,
) -> int:
    """Show what was understood of FACTS: every value, and where it stands."""
    from engine.reports.data import facts_report
    from engine.reports.facts import facts_text
    from engine.source.problem import Problems
    from engine.source.select import unknown_subject
    from facts.read import read_facts

    found = read_facts(facts)
    if subject is not None and all(each.id != subject for each in found):
        raise Problems([unknown_subject(subject, None, [each.id for each in found])])
    write(facts_report(found, subject) if form == "json" else facts_text(found, lang, subject), output)
    return MET


@facts.command("convert")
@given_facts
@to_file
def convert_facts(facts: tuple[Path, ...], lang: Lang, output: Path) -> int:
    """Write FACTS anew in the form that the file's name asks for: .yaml, .json, .xlsx or .csv (one kind of subject)."""
    from facts.convert import converted
    from facts.read import read_facts

    write(converted(read_facts(facts), output.name, lang), output)
    return MET


@facts.command("template")
@click.option("--area", "areas", multiple=True, help="What rules of this area use (default: all).")
@click.option("--rules", "folder", type=click.Path(path_type=Path), help="Folder of rule files.")
@to_file
def template_facts(areas: tuple[str, ...], folder: Path | None, lang: Lang, output: Path) -> int:
    """Write a workbook to fill in: a sheet for each kind of subject, a column for each fact that the rules use."""
    from engine.decision.files import Asked, uses_of
    from facts.convert import new_file, template_for

    new_file(output)  # it may be a template that someone has filled in
    write(template_for(uses_of(Asked(folder, None, areas)), output.name, lang), output)
    return MET
