"""The commands on rules: `klausul rules ...`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from engine.commands.edge import answered, on_terminal, shape, write
from engine.commands.exits import BREACHED, MET, OPEN
from engine.commands.options import in_language, log_url, on_rules

if TYPE_CHECKING:
    from engine.source.text import Lang


@click.group()
def rules() -> None:
    """Look at the rules, check them and run their tests."""


@rules.command("list")
@click.option("--area", "areas", multiple=True, help="Only rules of this area.")
@on_rules
def list_(folder: Path | None, lang: Lang, areas: tuple[str, ...]) -> int:
    """List the rules."""
    from engine.decision.files import Asked, prepared_from
    from engine.reports.rules import rule_list

    write(rule_list(prepared_from(Asked(folder, None, areas)).rulebook, areas, lang), None)
    return MET


@rules.command()
@click.argument("id_", metavar="ID")
@on_rules
def show(folder: Path | None, lang: Lang, id_: str) -> int:
    """Show one rule: what it demands, its parameters with their dates, how the text is read."""
    from engine.decision.files import Asked, prepared_from
    from engine.reports.rules import rule_text

    rulebook = prepared_from(Asked(folder, None, (), (id_,))).rulebook
    write(rule_text(rulebook, rulebook.rules[id_], lang), None)
    return MET


@rules.command()
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@on_rules
def book(folder: Path | None, lang: Lang, output: Path | None) -> int:
    """Write the whole rulebook as one page (HTML) to read and print: in plain words, with its tests as examples."""
    from engine.decision.files import Asked, own_rules, prepared_from
    from engine.reports.pages.book import book_page

    write(book_page(prepared_from(Asked(folder)), folder or own_rules(), lang), output)
    return MET


@rules.command("check")
@on_rules
def check_rules(folder: Path | None, lang: Lang) -> int:
    """Check the rule files: every problem with its place, or that there is none."""
    from engine.decision.files import Asked, prepared_from
    from engine.reports.rules import rulebook_line

    write(rulebook_line(prepared_from(Asked(folder)).rulebook, lang), None)
    return MET


@rules.command("test")
@click.argument("only", nargs=-1, metavar="[TEXT]...")
@on_rules
def test_rules(folder: Path | None, lang: Lang, only: tuple[str, ...]) -> int:
    """Run the tests beside the rules; with TEXT, those whose file or name holds it. Exit status 1 where one fails."""
    from engine.decision.files import Asked, own_rules, prepared_from
    from engine.reports.explain import trace_report
    from engine.reports.rules import differences_text, summary_line
    from engine.ruletest.run import run_tests

    outcome = run_tests(prepared_from(Asked(folder)), folder or own_rules(), only)
    for difference in outcome.differences:
        write(differences_text(difference, lang) + trace_report(difference, lang), None)
    write(summary_line(outcome, lang), None)
    return BREACHED if outcome.differences or not outcome.assertions else MET


@rules.command()
@click.option(
    "--documents",
    "copies",
    required=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder of your own copies: ID.txt, .md, .html or .pdf for each document.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@on_rules
def verify(folder: Path | None, lang: Lang, copies: Path, form: str) -> int:
    """Find every passage cited in your own copies of the documents, and show it beside the rules.

    Exit status: 0 all stand as before, 1 some are changed or gone, 2 a file cannot be read, 3 a document is not there.
    """
    from engine.decision.files import Asked, prepared_from
    from engine.passages.copies import copies_in
    from engine.reports.verify import verify_data, verify_report
    from engine.rulebook.verify import verified

    rulebook = prepared_from(Asked(folder)).rulebook
    listed = [document.id for document in rulebook.documents.values() if document.chapters]
    findings = verified(rulebook, copies_in(copies, listed))
    write(verify_data(findings) if form == "json" else verify_report(findings, lang, terminal=on_terminal()), None)
    states = {finding.state for finding in findings}
    if states & {"changed", "gone"}:
        return BREACHED
    return OPEN if "no-copy" in states else MET


@rules.command()
@click.argument("only", nargs=-1, metavar="[TEXT]...")
@click.option("--documents", is_flag=True, help="Which rules encode each clause of the documents, or why none does.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@on_rules
def coverage(folder: Path | None, lang: Lang, form: str, documents: bool, only: tuple[str, ...]) -> int:
    """Show what the tests beside the rules reach and what not; with TEXT, of the rules whose id holds it.

    Exit status 1 where something is not reached.
    """
    from engine.decision.files import Asked, own_rules, prepared_from
    from engine.reports.clauses import clauses_report
    from engine.reports.coverage import coverage_data, coverage_report
    from engine.ruletest.coverage import coverage as covered
    from engine.ruletest.run import run_tests

    prepared = prepared_from(Asked(folder)).alone()
    if documents:
        write(clauses_report(prepared.rulebook, lang, terminal=on_terminal()), None)
        return MET
    found = covered(prepared, run_tests(prepared, folder or own_rules()), only)
    write(coverage_data(found) if form == "json" else coverage_report(found, lang), None)
    return MET if found.is_complete else BREACHED


@rules.command("diff")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@log_url("Hold the runs of this log against NEW, too")
@in_language
def diff_rules(old: Path, new: Path, url: str | None, lang: Lang) -> int:
    """Say in plain words what differs between the rules in folders OLD and NEW.

    With a log, also which recorded decisions would come out differently by NEW. Exit status 1 where one would.
    """
    from engine.log import answers

    return answered(answers.rules_changed(old, new, url, shape(lang)))


@rules.command()
@click.argument("passage", type=click.File("rb"), default="-", metavar="[FILE]")
def fingerprint(passage: BinaryIO) -> int:
    """Print the fingerprint of a passage, for rules/documents.yaml, read from FILE or from standard input."""
    from engine.passages.copies import fingerprint_in

    write(f"{fingerprint_in(passage.read(), passage.name)}\n", None)
    return MET


@rules.command()
def schema() -> int:
    """Print the JSON Schema of rule files, for an editor to complete with."""
    import json

    from engine.rulebook.format import schema as rule_schema

    write(json.dumps(rule_schema(), ensure_ascii=False, indent=2) + "\n", None)
    return MET
