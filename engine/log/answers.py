"""What each command on the log does: opens it, asks, and gives the answer as text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.text import Text as Styled

from engine.log import data, listing, recorded, telling, trees
from engine.log.address import OPTION
from engine.log.heads import heads_of
from engine.log.kept import Kept
from engine.log.log import Log
from engine.log.replay import replay
from engine.log.rulefiles import files_of
from engine.log.runs import Span, all_runs
from engine.log.search import Wanted
from engine.log.whatif import OtherRules
from engine.reports.changes import change_lines
from engine.reports.paper import printed
from engine.reports.progress import RUNS, progress
from engine.rulebook.changes import changes
from engine.rulebook.load import load
from engine.source.problem import Place, Problem, Problems
from engine.source.text import Lang, Text
from facts.vocabulary import vocabulary

NEWEST = 20
"""Runs that a list shows, unless all are asked for."""


class Shape(NamedTuple):
    """How an answer is wanted: in which language, as JSON, for a terminal."""

    lang: Lang
    form: str = "text"
    terminal: bool = False


class Answer(NamedTuple):
    """What a command has to say, and whether all is as it should be."""

    text: str
    well: bool = True


def head(url: str | None, shape: Shape, *, everything: bool) -> Answer:
    """Give the newest run's number and hash, or those of all runs, to be kept elsewhere."""
    log = _open(url)
    last = log.head()
    runs = log.runs() if everything else [last] if last else []
    if shape.form == "json":
        return Answer(data.as_json({"heads": [run.head for run in runs]}))
    return Answer("".join(f"{run.head}\n" for run in runs))


def run_list(url: str | None, span: Span, shape: Shape, *, everything: bool) -> Answer:
    """Give the runs of a span, the newest last."""
    found, count = _open(url).listed(span, None if everything else NEWEST)
    if shape.form == "json":
        return Answer(data.as_json({"runs": found, "count": count}))
    return Answer(listing.run_list(found, count, shape.lang, terminal=shape.terminal))


def show(
    url: str | None, name: str, rule: str | None, subject: str | None, shape: Shape, *, everything: bool
) -> Answer:
    """Give one run; with a rule or a subject, its decisions on them in full."""
    with _open(url).kept(name) as kept:
        if rule is None and subject is None:
            if shape.form == "json":
                return Answer(data.as_json(data.run_data(kept)))
            return Answer(listing.run_text(kept, shape.lang, everything=everything, terminal=shape.terminal))
        chosen = recorded.chosen_of(kept, rule, subject)
        if shape.form == "json":
            return Answer(data.as_json({"run": kept.run, "decisions": chosen}))
        return Answer(trees.decisions_text(kept, chosen, shape.lang, terminal=shape.terminal))


def hits(url: str | None, wanted: Wanted, most: int, shape: Shape) -> Answer:
    """Give the recorded decisions that fit."""
    found = _open(url).search(wanted, most)
    if shape.form == "json":
        return Answer(data.as_json(found))
    return Answer(listing.hit_list(found, shape.lang, terminal=shape.terminal))


def verified(url: str | None, heads: Sequence[str], file: Path | None, shape: Shape) -> Answer:
    """Walk the chain, and hold it to heads that were kept elsewhere, given or in a file."""
    found = _open(url).verify(heads_of(heads, file))
    if shape.form == "json":
        return Answer(data.as_json(found), not found.findings)
    return Answer(telling.verified_text(found, shape.lang, terminal=shape.terminal), not found.findings)


def replayed(url: str | None, name: str, shape: Shape) -> Answer:
    """Decide a run again, and hold what comes out against what was recorded."""
    with _open(url).kept(name) as kept:
        found = replay(kept)
        if shape.form == "json":
            return Answer(data.as_json(found), not found.pairs)
        return Answer(telling.replay_text(kept, found, shape.lang, terminal=shape.terminal), not found.pairs)


def compared(url: str | None, one: str, other: str, shape: Shape) -> Answer:
    """Say which decisions flipped between two runs, and why."""
    log = _open(url)
    found = log.diff(one, other)
    if shape.form == "json":
        return Answer(data.as_json(found), not found.flips)
    with log.kept(found.other.head) as kept:
        return Answer(telling.comparison_text(kept, found, shape.lang, terminal=shape.terminal), not found.flips)


def exported(url: str | None, path: Path, shape: Shape) -> Answer:
    """Write the log to a bundle."""
    last = _open(url).export(path)
    if shape.form == "json":
        return Answer(data.as_json({"file": path.as_posix(), "head": last.head if last else None}))
    told = f"{path.as_posix()}: {last.head}" if last else Text("ingen kørsler", "no runs").to(shape.lang)
    return Answer(f"{told}\n")


def taken_in(url: str | None, path: Path, shape: Shape) -> Answer:
    """Add a bundle's runs to a log, which is made where there is none."""
    found = Log.open(_given(url), create=True).take_in(path)
    if shape.form == "json":
        return Answer(data.as_json(found))
    added, there = found.added, found.there
    told = Text(f"Lagt til: {added} · var der allerede: {there}", f"Added: {added} · there already: {there}")
    lines = [told.to(shape.lang), *([found.head.head] if found.head else [])]
    return Answer("\n".join(lines) + "\n")


def rules_changed(old: Path, new: Path, url: str | None, shape: Shape) -> Answer:
    """Say what differs between two folders of rules, and which recorded decisions would come out differently by it."""
    before, after = (load(folder, vocabulary()) for folder in (old, new))
    lang = shape.lang
    lines: list[RenderableType] = change_lines(changes(before, after), before, after, lang)
    well = True
    if url:
        store, others, touched = _open(url).store, OtherRules(after, files_of(new)), 0
        with store.reading() as connection:
            runs = all_runs(connection)
            with progress(lang, len(runs), RUNS) as tell:
                for run in runs:
                    kept = Kept(connection, store.address, run)
                    told = telling.what_if_text(kept, others.under(kept), lang)
                    lines += [Styled(), *told] if told else []
                    touched += bool(told)
                    tell(1)
        count = len(runs)
        summary = Text(
            f"Gemte kørsler, der ville falde anderledes ud: {touched} af {count}",
            f"Recorded runs that would come out differently: {touched} of {count}",
        )
        lines += [Styled(), Styled(summary.to(lang), style="bold")]
        well = not touched
    return Answer(printed(Group(*lines), terminal=shape.terminal), well)


def _open(url: str | None) -> Log:
    return Log.open(_given(url))


def _given(url: str | None) -> str:
    if url:
        return url
    message = Text("her mangler en log", "a log is missing")
    expected = Text("--log URL, eller KLAUSUL_LOG", "--log URL, or KLAUSUL_LOG")
    raise Problems([Problem("no-log", Place(OPTION), message, expected)])
