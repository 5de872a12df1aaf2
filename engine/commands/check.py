"""The commands that decide: `klausul check` and `klausul explain`; and the schema of what they write."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.commands.edge import (
    asked_for,
    files_from_here,
    judged,
    original_of,
    record,
    report,
    status_of,
    write,
)
from engine.commands.exits import MET
from engine.commands.options import deciding, in_detail, jobs, log_url

if TYPE_CHECKING:
    from datetime import date

    from engine.reports.reporter import Detail
    from engine.source.text import Lang


@click.command()
@click.option("--area", "areas", multiple=True, help="Only rules of this area (may be given several times).")
@click.option("--rule", "ids", multiple=True, metavar="ID", help="Only this rule (may be given several times).")
@click.option("--all", "everything", is_flag=True, help="Show what is met and not applicable, too.")
@click.option("--each", is_flag=True, help="Decide each file on its own: it must hold all facts of its subjects.")
@jobs
@log_url("Record the run in this log")
@click.option("--actor", metavar="NAME", help="Who runs it, for the log (default: the account's name).")
@in_detail("short")
@deciding
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
    each: bool,
    jobs: int,
    url: str | None,
    actor: str | None,
    detail: Detail,
) -> int:
    """Check FACTS (YAML, JSON, XLSX or CSV files, folders, patterns) against the rules.

    All files together are one set of facts: where one is in error, nothing is decided. With --each every file is a set
    of its own: one in error is told, and the others are decided.

    Exit status: 0 all met, 1 a breach of what must be kept, 2 input or rules in error, 3 something undetermined.
    """
    from engine.commands.workers import Workers
    from engine.decision.files import Asked
    from engine.reports.reporter import View

    pairs, workers = asked_for(forms, outputs, facts), Workers(jobs)
    asked = Asked(folder, as_of, areas, ids, readings)
    view = View(lang, detail, everything=everything, files=files_from_here(facts))
    recorded = (lambda judgement: record(url, judgement, asked, actor)) if url else None
    if each:
        from engine.commands.each import check_each

        return check_each(facts, asked, pairs, view, workers, recorded)
    judgement = judged(facts, asked, lang)
    view = replace(view, share=workers.share, original=original_of(pairs, facts))
    if recorded:
        view = replace(view, recorded=recorded(judgement))
    report(pairs, view, lambda reporter, seen: reporter.check(judgement, seen))
    return status_of(judgement)


@click.command()
@click.option("--rule", "id_", required=True, metavar="ID", help="The rule, as in takst/overhead-maksimum.")
@click.option("--subject", required=True, metavar="ID", help="The subject's id.")
@in_detail("full")
@deciding
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
    from engine.reports.reporter import View

    pairs = asked_for(forms, outputs, facts)
    judgement = judged(facts, Asked(folder, as_of, (), (id_,), readings), lang)
    chosen = [decision for decision in judgement.decisions if decision.subject.id == subject]
    if not chosen:
        from engine.source.problem import Problems
        from engine.source.select import unknown_subject

        kind = judgement.facts.vocabulary.entities[judgement.prepared.rulebook.rules[id_].subject].label
        raise Problems([unknown_subject(subject, kind, [d.subject.id for d in judgement.decisions])])
    view = View(lang, detail, everything=True, files=files_from_here(facts))
    report(pairs, view, lambda reporter, seen: reporter.explain(judgement, chosen[0], seen))
    return MET


@click.command("schema")
def report_schema() -> int:
    """Print the JSON Schema of the JSON reports."""
    from engine.reports.data import schema_text

    write(schema_text(), None)
    return MET
