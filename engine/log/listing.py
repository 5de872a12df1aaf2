"""The log as people read it: its runs, what a search found, one run, and one decision as it was recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text as Styled

from engine.log.chain import words
from engine.log.kept import Kept
from engine.log.log import Listed
from engine.log.search import Hits
from engine.log.told import Entry, entry_of
from engine.log.words import Names, kind, when, who
from engine.reports.counted import outcome_counted
from engine.reports.display import shown_date
from engine.reports.paper import printed
from engine.reports.words import OUTCOMES, SEVERITY, STYLES
from engine.source.text import Lang, Text

QUIET = ("met", "not_applicable", "exempt", "true", "false", "unknown")
"""Outcomes that a run is shown without, unless all are asked for."""


def run_list(runs: Sequence[Listed], count: int, lang: Lang, *, terminal: bool) -> str:
    """Give a line for each of these runs, of `count` there are."""
    table = _table(
        Text("Kørsel", "Run"),
        Text("Tid (UTC)", "Time (UTC)"),
        Text("Hvem", "Who"),
        Text("Bedømt", "Judged"),
        Text("Fakta", "Facts"),
        Text("Afgørelser", "Decisions"),
        lang=lang,
    )
    for listed in runs:
        run, facts = listed.run, listed.title or ", ".join(listed.files)
        counted = _counted(listed.outcomes, lang)
        table.add_row(str(run.number), when(run.at), who(run.actor, run.account), run.as_of, facts, counted)
    more = count - len(runs)
    told = Text(f"Tidligere kørsler: {more} (--all viser dem)", f"Earlier runs: {more} (--all shows them)")
    parts: list[RenderableType] = [table] if runs else [Text("ingen kørsler", "no runs").to(lang)]
    return printed(Group(*parts, *([Styled(told.to(lang), style="dim")] if more else [])), terminal=terminal)


def hit_list(hits: Hits, lang: Lang, *, terminal: bool) -> str:
    """Give a line for each decision that a search found."""
    table = _table(
        Text("Kørsel", "Run"),
        Text("Tid (UTC)", "Time (UTC)"),
        Text("Hvem", "Who"),
        Text("Bedømt", "Judged"),
        Text("Regel og emne", "Rule and subject"),
        Text("Afgørelse", "Outcome"),
        lang=lang,
    )
    for hit in hits.shown:
        entry = hit.entry
        what = Styled(entry.rule).append(f"\n{kind(entry.entity, lang)} {entry.subject}", style="dim")
        table.add_row(str(hit.run), when(hit.at), hit.actor, hit.as_of, what, _outcome(entry, lang))
    shown, count = len(hits.shown), hits.count
    told = Text(f"Afgørelser: {count}", f"Decisions: {count}")
    if count > shown:
        told = Text(
            f"Afgørelser: {count}; de nyeste {shown} er vist (--most viser flere)",
            f"Decisions: {count}; the newest {shown} are shown (--most shows more)",
        )
    return printed(Group(*([table] if shown else []), Styled(told.to(lang), style="dim")), terminal=terminal)


def run_text(kept: Kept, lang: Lang, *, everything: bool, terminal: bool) -> str:
    """Give a run as it was recorded: what it rests on, and its decisions. Raises Problems where it is damaged."""
    names = Names.of(kept, lang)
    entries = [entry_of(data) for data in kept.decisions().values()]
    shown = [entry for entry in entries if everything or entry.outcome not in QUIET]
    shown.sort(key=lambda entry: (SEVERITY.index(entry.outcome), entry.entity, entry.subject, entry.rule))
    table = _table(Text("Afgørelse", "Outcome"), Text("Emne", "Subject"), Text("Regel", "Rule"), lang=lang)
    for entry in shown:
        rule = Styled(names.rule(entry.rule)).append(f"\n{entry.rule}", style="dim")
        table.add_row(_outcome(entry, lang), names.subject(entry.entity, entry.subject), rule)
    counted = _counted(Counter(entry.outcome for entry in entries), lang)
    parts: list[RenderableType] = [_head(kept, lang), Styled(), *([table] if shown else []), counted]
    return printed(Group(*parts), terminal=terminal)


def _head(kept: Kept, lang: Lang) -> Table:
    run, beside = kept.run, kept.beside()
    files = ", ".join(beside["files"])
    rows: list[tuple[Text, str]] = [
        (Text("Kørsel", "Run"), f"{run.number} · {when(run.at)} UTC"),
        (Text("Hvem", "Who"), who(run.actor, run.account)),
        (Text("Program", "Program"), f"Klausul {run.version}" + (f", {run.inference}" if run.inference else "")),
        (Text("Bedømt efter", "Judged by"), shown_date(date.fromisoformat(run.as_of), lang)),
        (Text("Fakta", "Facts"), f"{beside['title']} ({files})" if beside["title"] else files),
        (Text("", ""), f"sha256:{run.facts}"),
        (Text("Regler", "Rules"), kept.digest()),
    ]
    rows += [(Text("Kun", "Only"), word) for word in (*words(run.areas), *words(run.rules))]
    rows += [(Text("Læsning", "Reading"), f"{question}: {option}") for question, option in run.chosen.items()]
    rows += [(Text("Hash", "Hash"), run.head)]
    table = Table.grid(padding=(0, 2))
    for label, told in rows:
        table.add_row(Styled(label.to(lang), style="bold"), told)
    return table


def _table(*heads: Text, lang: Lang) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in heads:
        table.add_column(head.to(lang), overflow="fold")
    return table


def _outcome(entry: Entry, lang: Lang) -> Styled:
    return Styled(OUTCOMES[entry.outcome].to(lang), style=STYLES[entry.outcome])


def _counted(outcomes: dict[str, int], lang: Lang) -> Styled:
    """Give how many decisions came out each way, the gravest first; of the quiet ones only how many there are."""
    line = Styled()
    for outcome in SEVERITY:
        if outcomes.get(outcome) and outcome not in QUIET:
            told = outcome_counted(outcome, outcomes[outcome], lang)
            line.append(told, style=STYLES[outcome]).append(" · ")
    total = sum(outcomes.values())
    return line.append(Text(f"{total} i alt", f"{total} in all").to(lang))
