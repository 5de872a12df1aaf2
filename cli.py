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
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from engine import __version__

if TYPE_CHECKING:
    from datetime import date

    from engine.decision.decide import Judgement
    from engine.decision.files import Asked
    from engine.log.front import Answer, Recorded, Shape
    from engine.source.text import Lang

# No plugin of another package takes part in reading facts and rules; and looking for them takes time.
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"

MET, BREACHED, IN_ERROR, OPEN, INTERRUPTED = 0, 1, 2, 3, 130
OUTCOMES = ("breached", "remark", "undetermined", "exempt", "met", "not_applicable", "true", "false", "unknown")
Command = TypeVar("Command", bound=Callable[..., Any])

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


_lang = click.option(
    "--lang", type=click.Choice(["da", "en"]), default="da", show_default=True, help="Language of what is printed."
)
_form = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
_url = click.option("--log", "url", envvar="KLAUSUL_LOG", metavar="URL", help="The log (default: KLAUSUL_LOG).")


def _shared(command: Command) -> Command:
    """Add the options that every command on facts or rules takes."""
    command = click.option(
        "--rules", "folder", type=click.Path(path_type=Path), help="Folder of rule files (default: those of Klausul)."
    )(command)
    return _lang(command)


def _on_log(command: Command) -> Command:
    """Add what commands on the log take."""
    return _lang(_form(_url(command)))


def _period(command: Command) -> Command:
    """Add the period in which runs were recorded."""
    for name, to, words in (
        ("--to", "until", "On this day or before, in UTC."),
        ("--from", "since", "Recorded on this day or after, in UTC."),
    ):
        command = click.option(name, to, metavar="DATE", callback=_day, help=words)(command)
    return command


def _on_facts(command: Command) -> Command:
    """Add what commands on facts take."""
    command = click.argument("facts", nargs=-1, required=True, type=click.Path(path_type=Path))(command)
    command = click.option(
        "--as-of", metavar="DATE", callback=_day, help="Judge by what was in force then (default: as_of of the facts)."
    )(command)
    command = click.option(
        "--reading",
        "readings",
        multiple=True,
        metavar="RULE=NAME",
        callback=_reading,
        help="Read what the text leaves open otherwise; `rules show RULE` has the names (may be given several times).",
    )(command)
    command = _form(command)
    command = click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")(
        command
    )
    return _shared(command)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="klausul")
def cli() -> None:
    """Say whether tariffs, takeovers, bills and notices keep the agreements that bind them, and show why."""


@cli.command()
@click.option("--area", "areas", multiple=True, help="Only rules of this area (may be given several times).")
@click.option("--rule", "ids", multiple=True, metavar="ID", help="Only this rule (may be given several times).")
@click.option("--all", "everything", is_flag=True, help="Show what is met and not applicable, too.")
@click.option("--trace", "with_trace", is_flag=True, help="JSON: with every decision's full trace and sources.")
@click.option("--log", "url", envvar="KLAUSUL_LOG", metavar="URL", help="Record the run here (default: KLAUSUL_LOG).")
@click.option("--actor", metavar="NAME", help="Who runs it, for the log (default: the account's name).")
@_on_facts
def check(
    facts: tuple[Path, ...],
    folder: Path | None,
    lang: Lang,
    as_of: date | None,
    readings: tuple[tuple[str, str], ...],
    form: str,
    output: Path | None,
    areas: tuple[str, ...],
    ids: tuple[str, ...],
    everything: bool,
    with_trace: bool,
    url: str | None,
    actor: str | None,
) -> int:
    """Check FACTS (YAML or JSON files) against the rules.

    Exit status: 0 all met, 1 a breach of what must be kept, 2 input or rules in error, 3 something undetermined.
    """
    from engine.decision.files import Asked

    asked = Asked(folder, as_of, areas, ids, readings)
    judgement = _judged(facts, asked)
    recorded = _recorded(url, judgement, asked, actor) if url else None
    if form == "json":
        from engine.reports.data import json_report

        _write(json_report(judgement, recorded and recorded.data, with_trace=with_trace), output)
    else:
        from engine.reports.text import text_report

        terminal = output is None and sys.stdout.isatty()
        text = text_report(judgement, lang, everything=everything, terminal=terminal)
        _write(text + (recorded.text.to(lang) if recorded else ""), output)
    return _status(judgement)


@cli.command()
@click.option("--rule", "id_", required=True, metavar="ID", help="The rule, as in takst/overhead-maksimum.")
@click.option("--subject", required=True, metavar="ID", help="The subject's id.")
@_on_facts
def explain(
    facts: tuple[Path, ...],
    folder: Path | None,
    lang: Lang,
    as_of: date | None,
    readings: tuple[tuple[str, str], ...],
    form: str,
    output: Path | None,
    id_: str,
    subject: str,
) -> int:
    """Show why one rule came out as it did for one subject: every condition with its figures and sources."""
    from engine.decision.files import Asked

    judgement = _judged(facts, Asked(folder, as_of, (), (id_,), readings))
    chosen = [decision for decision in judgement.decisions if decision.subject.id == subject]
    if not chosen:
        from engine.source.problem import Problems
        from engine.source.select import unknown_subject

        entity = judgement.prepared.rulebook.rules[id_].subject
        raise Problems([unknown_subject(subject, entity, [d.subject.id for d in judgement.decisions])])
    if form == "json":
        from engine.reports.data import decision_report

        _write(decision_report(judgement, chosen[0]), output)
    else:
        from engine.reports.explain import explain_report

        _write(explain_report(judgement, chosen[0], lang, terminal=output is None and sys.stdout.isatty()), output)
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
def schema() -> int:
    """Print the JSON Schema of rule files, for an editor to complete with."""
    import json

    from engine.rulebook.format import schema as rule_schema

    _write(json.dumps(rule_schema(), ensure_ascii=False, indent=2) + "\n", None)
    return MET


@rules.command("diff")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@_url
@_lang
def diff_rules(old: Path, new: Path, url: str | None, lang: Lang) -> int:
    """Say in plain words what differs between the rules in folders OLD and NEW.

    With a log, also which recorded decisions would come out differently by NEW. Exit status 1 where one would.
    """
    from engine.log import front

    return _answer(front.rules_changed(old, new, url, _shape(lang)))


@cli.group()
def log() -> None:
    """Read the decision log, verify it, and decide its runs again."""


@log.command("list")
@_period
@click.option("--all", "everything", is_flag=True, help="All runs, not only the newest.")
@_on_log
def list_log(url: str | None, since: date | None, until: date | None, everything: bool, lang: Lang, form: str) -> int:
    """List the runs."""
    from engine.log import front
    from engine.log.runs import Span

    return _answer(front.run_list(url, Span(since, until), _shape(lang, form), everything=everything))


@log.command("show")
@click.argument("run", metavar="RUN")
@click.option("--rule", metavar="ID", help="The recorded decisions of this rule, in full.")
@click.option("--subject", metavar="ID", help="The recorded decisions on this subject, in full.")
@click.option("--all", "everything", is_flag=True, help="Show what is met and not applicable, too.")
@_on_log
def show_log(
    url: str | None, run: str, rule: str | None, subject: str | None, everything: bool, lang: Lang, form: str
) -> int:
    """Show RUN (its number, or the beginning of its hash) as it was recorded."""
    from engine.log import front

    return _answer(front.show(url, run, rule, subject, _shape(lang, form), everything=everything))


@log.command("search")
@click.option("--rule", "rules_", multiple=True, metavar="ID", help="Decisions of this rule.")
@click.option("--subject", "subjects", multiple=True, metavar="ID", help="Decisions on this subject.")
@click.option("--outcome", "outcomes", multiple=True, type=click.Choice(OUTCOMES), help="Decisions that came out so.")
@click.option("--operator", "operators", multiple=True, metavar="ID", help="Decisions that concern this operator.")
@click.option("--most", type=click.IntRange(1), default=100, show_default=True, help="Show no more than these.")
@_period
@_on_log
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
    from engine.log import front
    from engine.log.runs import Span
    from engine.log.search import Wanted

    wanted = Wanted(rules_, subjects, outcomes, operators, Span(since, until))
    return _answer(front.hits(url, wanted, most, _shape(lang, form)))


@log.command("verify")
@click.option("--head", "heads", multiple=True, metavar="HEAD", help="A head that was kept elsewhere.")
@click.option("--heads", "file", type=click.Path(path_type=Path), help="A file of heads, as `head --all` prints them.")
@_on_log
def verify_log(url: str | None, heads: tuple[str, ...], file: Path | None, lang: Lang, form: str) -> int:
    """Walk the chain of runs, and name the first that was changed, removed, moved or put in. Exit status 1 then."""
    from engine.log import front

    return _answer(front.verified(url, heads, file, _shape(lang, form)))


@log.command("head")
@click.option("--all", "everything", is_flag=True, help="Of every run, so that a change can be told to the run.")
@_on_log
def head_log(url: str | None, everything: bool, lang: Lang, form: str) -> int:
    """Print the head, to be kept elsewhere and held against the log later."""
    from engine.log import front

    return _answer(front.head(url, _shape(lang, form), everything=everything))


@log.command("replay")
@click.argument("run", metavar="RUN")
@_on_log
def replay_log(url: str | None, run: str, lang: Lang, form: str) -> int:
    """Decide RUN again from what was stored, and compare byte for byte. Exit status 1 where something differs."""
    from engine.log import front

    return _answer(front.replayed(url, run, _shape(lang, form)))


@log.command("diff")
@click.argument("one", metavar="RUN")
@click.argument("other", metavar="RUN")
@_on_log
def diff_log(url: str | None, one: str, other: str, lang: Lang, form: str) -> int:
    """Say which decisions flipped between two runs, and why. Exit status 1 where one did."""
    from engine.log import front

    return _answer(front.compared(url, one, other, _shape(lang, form)))


@log.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_on_log
def export_log(url: str | None, file: Path, lang: Lang, form: str) -> int:
    """Write all runs to FILE, with everything needed to verify and replay them elsewhere."""
    from engine.log import front

    return _answer(front.exported(url, file, _shape(lang, form)))


@log.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_on_log
def import_log(url: str | None, file: Path, lang: Lang, form: str) -> int:
    """Check the bundle in FILE, and add its runs to a log that is empty or holds the first of them."""
    from engine.log import front

    return _answer(front.taken_in(url, file, _shape(lang, form)))


def _answer(answer: Answer) -> int:
    _write(answer.text, None)
    return MET if answer.well else BREACHED


def _shape(lang: Lang, form: str = "text") -> Shape:
    from engine.log.front import Shape

    return Shape(lang, form, sys.stdout.isatty())


def _recorded(url: str, judgement: Judgement, asked: Asked, actor: str | None) -> Recorded:
    from datetime import UTC, datetime

    from engine.log.front import keep

    return keep(url, judgement, asked, actor, datetime.now(UTC))


def _judged(paths: tuple[Path, ...], asked: Asked) -> Judgement:
    from engine.decision.files import judged_from
    from engine.reports.progress import progress

    with progress("klausul:") as tell:
        return judged_from(paths, asked, tell)


def _status(judgement: Judgement) -> int:
    if any(decision.is_breach for decision in judgement.decisions):
        return BREACHED
    return OPEN if any(not decision.way.settled for decision in judgement.requirements) else MET


def _write(text: str, output: Path | None) -> None:
    if output is None:
        _print(text)
        return
    aside = output.with_name(f".{output.name}.{os.getpid()}")
    try:
        aside.write_text(text, "utf-8")
        aside.replace(output)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise click.ClickException(f"{output}: {error.strerror}") from None


def _print(text: str) -> None:
    try:
        click.echo(text, nl=False)
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
