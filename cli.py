"""The command `klausul`: parses, calls, prints, and sets the exit status.

Exit status: 0 all met; 1 a rule that binds is breached; 2 input or rules are in error, nothing is decided;
3 no breach, but something is undetermined; 130 interrupted.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn, TypeVar

import click

from engine import __version__

if TYPE_CHECKING:
    from datetime import date

    from engine.decision.decide import Judgement
    from engine.decision.files import Asked
    from engine.reports.reporter import Detail, Report, Reporter, View
    from engine.source.text import Lang

# No plugin of another package takes part in reading facts and rules; and looking for them takes time.
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"

MET, BREACHED, IN_ERROR, OPEN, INTERRUPTED = 0, 1, 2, 3, 130
Command = TypeVar("Command", bound=Callable[..., Any])
FORMATS = ("text", "json", "markdown", "junit", "html", "pdf", "sarif")

# What is heavy is imported where it is used: `klausul --help` shall be quick.


def _day(_: click.Context, __: click.Parameter, text: str | None) -> date | None:
    from engine.values.exact import NotExact, value
    from engine.values.kinds import DATE

    try:
        return None if text is None else value(text, DATE)  # type: ignore[return-value]
    except NotExact as error:
        raise click.BadParameter(f"'{text}' is not {error.expected.en}") from None


def _reading(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    pairs = [text.partition("=") for text in given]
    for rule, equals, option in pairs:
        if not (rule and equals and option):
            raise click.BadParameter(f"'{rule}{equals}{option}' is not RULE=NAME")
    return tuple((rule, option) for rule, _, option in pairs)


def _shared(command: Command) -> Command:
    """Add the options that every command on rules takes."""
    command = click.option(
        "--rules", "folder", type=click.Path(path_type=Path), help="Folder of rule files (default: those of Klausul)."
    )(command)
    return _in_language(command)


def _in_language(command: Command) -> Command:
    """Add the choice of a language."""
    return click.option(
        "--lang", type=click.Choice(["da", "en"]), default="da", show_default=True, help="Language of what is printed."
    )(command)


def _of_facts(command: Command) -> Command:
    """Add what commands that print something of facts take."""
    command = click.argument("facts", nargs=-1, required=True, type=click.Path(path_type=Path))(command)
    command = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)(
        command
    )
    return click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")(
        command
    )


def _on_facts(command: Command) -> Command:
    """Add what commands that hold facts against rules take."""
    return _judging(_of_facts(command))


def _judging(command: Command) -> Command:
    """Add the date that is judged by, and the rules."""
    command = click.option(
        "--as-of", metavar="DATE", callback=_day, help="Judge by what was in force then (default: as_of of the facts)."
    )(command)
    return _shared(command)


def _deciding(command: Command) -> Command:
    """Add what commands that decide take."""
    command = click.argument("facts", nargs=-1, required=True, type=click.Path(path_type=Path))(command)
    command = click.option(
        "--format", "forms", multiple=True, type=click.Choice(FORMATS), help="Repeat it for several (default: text)."
    )(command)
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
        callback=_reading,
        help="Read what the text leaves open otherwise; `rules show RULE` has the names (may be given several times).",
    )(_judging(command))


def _in_detail(default: Detail) -> Callable[[Command], Command]:
    """Give the option for how much a report tells."""
    return click.option(
        "--detail",
        type=click.Choice(["summary", "short", "full"]),
        default=default,
        show_default=True,
        help="The counts; a sentence for each decision; or each with all its conditions.",
    )


def _to_file(command: Command) -> Command:
    """Add what commands that write a file of facts take."""
    command = click.option(
        "-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False), help="Write to this file."
    )(command)
    return _in_language(command)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="klausul")
def cli() -> None:
    """Say whether tariffs, takeovers, bills and notices keep the agreements that bind them, and show why."""


@cli.command()
@click.option("--area", "areas", multiple=True, help="Only rules of this area (may be given several times).")
@click.option("--rule", "ids", multiple=True, metavar="ID", help="Only this rule (may be given several times).")
@click.option("--all", "everything", is_flag=True, help="Show what is met and not applicable, too.")
@_in_detail("short")
@_deciding
def check(
    facts: tuple[Path, ...],
    folder: Path | None,
    lang: Lang,
    as_of: date | None,
    readings: tuple[tuple[str, str], ...],
    forms: tuple[str, ...],
    outputs: tuple[Path, ...],
    areas: tuple[str, ...],
    ids: tuple[str, ...],
    everything: bool,
    detail: Detail,
) -> int:
    """Check FACTS (YAML, JSON, XLSX or CSV files) against the rules.

    Exit status: 0 all met, 1 a breach of what must be kept, 2 input or rules in error, 3 something undetermined.
    """
    from engine.decision.files import Asked
    from engine.reports.outputs import paired
    from engine.reports.reporter import View

    pairs = paired(forms, outputs)
    judgement = _judged(facts, Asked(folder, as_of, areas, ids, readings))
    view = View(lang, detail, everything=everything, files=_files(facts))
    _report(pairs, view, lambda reporter, seen: reporter.check(judgement, seen))
    return _status(judgement)


@cli.command()
@click.option("--rule", "id_", required=True, metavar="ID", help="The rule, as in takst/overhead-maksimum.")
@click.option("--subject", required=True, metavar="ID", help="The subject's id.")
@_in_detail("full")
@_deciding
def explain(
    facts: tuple[Path, ...],
    folder: Path | None,
    lang: Lang,
    as_of: date | None,
    readings: tuple[tuple[str, str], ...],
    forms: tuple[str, ...],
    outputs: tuple[Path, ...],
    id_: str,
    subject: str,
    detail: Detail,
) -> int:
    """Show why one rule came out as it did for one subject: every condition with its figures and sources."""
    from engine.decision.files import Asked
    from engine.reports.outputs import paired
    from engine.reports.reporter import View

    pairs = paired(forms, outputs)
    judgement = _judged(facts, Asked(folder, as_of, (), (id_,), readings))
    chosen = [decision for decision in judgement.decisions if decision.subject.id == subject]
    if not chosen:
        from engine.source.problem import Problems
        from engine.source.select import unknown_subject

        entity = judgement.prepared.rulebook.rules[id_].subject
        raise Problems([unknown_subject(subject, entity, [d.subject.id for d in judgement.decisions])])
    view = View(lang, detail, everything=True, files=_files(facts))
    _report(pairs, view, lambda reporter, seen: reporter.explain(judgement, chosen[0], seen))
    return MET


@cli.command("schema")
def report_schema() -> int:
    """Print the JSON Schema of the JSON reports."""
    from engine.reports.data import schema_text

    _write(schema_text(), None)
    return MET


@cli.command()
@click.option("--from", "first", metavar="DATE", callback=_day, help="The first day (default: today).")
@click.option("--to", "last", metavar="DATE", callback=_day, help="The last day (default: four years later).")
@click.option("--format", "form", type=click.Choice(["text", "ics"]), default="text", show_default=True)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@_shared
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
        _write(calendar(rulebook, found, lang), output)
    else:
        terminal = output is None and _on_terminal()
        _write(deadline_list(rulebook, found, (start, end), lang, terminal=terminal), output)
    return MET


@cli.group()
def rules() -> None:
    """Look at the rules, check them and run their tests."""


@rules.command("list")
@click.option("--area", "areas", multiple=True, help="Only rules of this area.")
@_shared
def list_(folder: Path | None, lang: Lang, areas: tuple[str, ...]) -> int:
    """List the rules."""
    from engine.decision.files import Asked, prepared_from
    from engine.reports.rules import rule_list

    _write(rule_list(prepared_from(Asked(folder, None, areas)).rulebook, areas, lang), None)
    return MET


@rules.command()
@click.argument("id_", metavar="ID")
@_shared
def show(folder: Path | None, lang: Lang, id_: str) -> int:
    """Show one rule: what it demands, its parameters with their dates, how the text is read."""
    from engine.decision.files import Asked, prepared_from
    from engine.reports.rules import rule_text

    rulebook = prepared_from(Asked(folder, None, (), (id_,))).rulebook
    _write(rule_text(rulebook, rulebook.rules[id_], lang), None)
    return MET


@rules.command()
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@_shared
def book(folder: Path | None, lang: Lang, output: Path | None) -> int:
    """Write the whole rulebook as one page (HTML) to read and print: in plain words, with its tests as examples."""
    from engine.decision.files import Asked, own_rules, prepared_from
    from engine.reports.pages.book import book_page

    _write(book_page(prepared_from(Asked(folder)), folder or own_rules(), lang), output)
    return MET


@rules.command("check")
@_shared
def check_rules(folder: Path | None, lang: Lang) -> int:
    """Check the rule files: every problem with its place, or that there is none."""
    from engine.decision.files import Asked, prepared_from
    from engine.reports.rules import rulebook_line

    _write(rulebook_line(prepared_from(Asked(folder)).rulebook, lang), None)
    return MET


@rules.command("test")
@click.argument("only", nargs=-1, metavar="[TEXT]...")
@_shared
def test_rules(folder: Path | None, lang: Lang, only: tuple[str, ...]) -> int:
    """Run the tests beside the rules; with TEXT, those whose file or name holds it. Exit status 1 where one fails."""
    from engine.decision.files import Asked, own_rules, prepared_from
    from engine.reports.explain import trace_report
    from engine.reports.rules import differences_text, summary_line
    from engine.ruletest.run import run_tests

    outcome = run_tests(prepared_from(Asked(folder)), folder or own_rules(), only)
    for difference in outcome.differences:
        _write(differences_text(difference, lang) + trace_report(difference, lang), None)
    _write(summary_line(outcome, lang), None)
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
@_shared
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
    _write(verify_data(findings) if form == "json" else verify_report(findings, lang, terminal=_on_terminal()), None)
    states = {finding.state for finding in findings}
    if states & {"changed", "gone"}:
        return BREACHED
    return OPEN if "no-copy" in states else MET


@rules.command()
@click.argument("only", nargs=-1, metavar="[TEXT]...")
@click.option("--documents", is_flag=True, help="Which rules encode each clause of the documents, or why none does.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@_shared
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
        _write(clauses_report(prepared.rulebook, lang, terminal=_on_terminal()), None)
        return MET
    found = covered(prepared, run_tests(prepared, folder or own_rules()), only)
    _write(coverage_data(found) if form == "json" else coverage_report(found, lang), None)
    return MET if found.is_complete else BREACHED


@rules.command()
@click.argument("passage", type=click.File("rb"), default="-", metavar="[FILE]")
def fingerprint(passage: BinaryIO) -> int:
    """Print the fingerprint of a passage, for rules/documents.yaml, read from FILE or from standard input."""
    from engine.passages.copies import fingerprint_in

    _write(f"{fingerprint_in(passage.read(), passage.name)}\n", None)
    return MET


@rules.command()
def schema() -> int:
    """Print the JSON Schema of rule files, for an editor to complete with."""
    import json

    from engine.rulebook.format import schema as rule_schema

    _write(json.dumps(rule_schema(), ensure_ascii=False, indent=2) + "\n", None)
    return MET


@cli.group("facts")
def on_facts() -> None:
    """Look at facts before any rule is run, write them in another form, or ask for them."""


@on_facts.command("check")
@click.option("--area", "areas", multiple=True, help="Missing for rules of this area (default: all).")
@_on_facts
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
    _write(looked_report(looked) if form == "json" else looked_text(looked, lang), output)
    return MET if looked.complete else OPEN


@on_facts.command("show")
@click.option("--subject", metavar="ID", help="Only the subject with this id.")
@_on_facts
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
    _write(facts_report(found, subject) if form == "json" else facts_text(found, lang, subject), output)
    return MET


@on_facts.command("convert")
@click.argument("facts", nargs=-1, required=True, type=click.Path(path_type=Path))
@_to_file
def convert_facts(facts: tuple[Path, ...], lang: Lang, output: Path) -> int:
    """Write FACTS anew in the form that the file's name asks for: .yaml, .json, .xlsx or .csv (one kind of subject)."""
    from facts.convert import converted
    from facts.read import read_facts

    _write(converted(read_facts(facts), output.name, lang), output)
    return MET


@on_facts.command("template")
@click.option("--area", "areas", multiple=True, help="What rules of this area use (default: all).")
@click.option("--rules", "folder", type=click.Path(path_type=Path), help="Folder of rule files.")
@_to_file
def template_facts(areas: tuple[str, ...], folder: Path | None, lang: Lang, output: Path) -> int:
    """Write a workbook to fill in: a sheet for each kind of subject, a column for each fact that the rules use."""
    from engine.decision.files import Asked, uses_of
    from facts.convert import new_file, template_for

    new_file(output)  # it may be a template that someone has filled in
    _write(template_for(uses_of(Asked(folder, None, areas)), output.name, lang), output)
    return MET


def _judged(paths: tuple[Path, ...], asked: Asked) -> Judgement:
    from engine.decision.files import judged_from
    from engine.reports.progress import progress

    with progress("klausul:") as tell:
        return judged_from(paths, asked, tell)


def _files(paths: tuple[Path, ...]) -> dict[str, str]:
    """Give where each file of facts lies from here, by the name that places have for it."""
    from facts.read import named_paths

    return {name: _from_here(path) for path, name in named_paths(paths).items()}


def _from_here(path: Path) -> str:
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # on another drive
        return path.name


def _report(pairs: list[tuple[str, Path | None]], view: View, made: Callable[[Reporter, View], Report]) -> None:
    """Make every report, then write them: where one fails, none is written."""
    from dataclasses import replace

    from engine.reports.reporter import reporter

    reports = [
        (made(reporter(name), replace(view, terminal=output is None and _on_terminal())), output)
        for name, output in pairs
    ]
    for content, output in reports:
        _write(content, output)


def _status(judgement: Judgement) -> int:
    if any(decision.is_breach for decision in judgement.decisions):
        return BREACHED
    return OPEN if any(not decision.way.settled for decision in judgement.requirements) else MET


def _on_terminal() -> bool:
    return sys.stdout.isatty()


def _write(content: Report, output: Path | None) -> None:
    if output is None:
        _print(content)
        return
    aside = output.with_name(f".{output.name}.{os.getpid()}")
    try:
        aside.write_bytes(content.encode() if isinstance(content, str) else content)
        aside.replace(output)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise click.ClickException(f"{output}: {error.strerror}") from None


def _print(content: Report) -> None:
    try:
        click.echo(content, nl=False)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has gone: there is no one to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise click.exceptions.Exit(IN_ERROR) from None


def _explained(error: Exception, arguments: list[str]) -> str:
    """Give what went wrong as text for people; as JSON, too, where that was asked for."""
    from engine.evaluation.explain import Disagreement
    from engine.source.problem import Problems
    from engine.source.text import Text

    lang: Lang = "en" if "en" in arguments or "--lang=en" in arguments else "da"
    if isinstance(error, Problems):
        if "json" in arguments or "--format=json" in arguments:
            from engine.reports.data import problem_report

            _print(problem_report(error.problems))
        return "".join(problem.to(lang) + "\n" for problem in error.problems)
    what = str(error) if isinstance(error, Disagreement) else repr(error)
    return Text(
        f"klausul: fejl i programmet, intet er afgjort: {what}\n",
        f"klausul: a fault of the program, nothing is decided: {what}\n",
    ).to(lang)


def main(arguments: list[str] | None = None) -> None:
    """Run the command; leave with its exit status. No traceback reaches the user."""
    given = sys.argv[1:] if arguments is None else arguments
    gc.disable()  # a run is short, and what it lets go of holds no rings
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        status = cli.main(given, prog_name="klausul", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        status = IN_ERROR
    except (click.Abort, KeyboardInterrupt):
        status = INTERRUPTED
    except Exception as error:
        click.echo(_explained(error, given), err=True, nl=False)
        status = IN_ERROR
    if arguments is None:
        _leave(status or MET)
    sys.exit(status or MET)


def _leave(status: int) -> NoReturn:
    """Leave at once: taking the program apart in good order would be a tenth of a short check."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
    os._exit(status)


if __name__ == "__main__":
    main()
