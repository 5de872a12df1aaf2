"""Recorded runs, for those who look into the log: listed, searched, opened, compared, decided again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from engine.log.chain import Run, words
from engine.log.kept import Kept
from engine.log.log import Listed, Log
from engine.log.runs import Span
from engine.log.search import Wanted
from engine.log.told import Entry, entry_of
from engine.log.words import Names, kind, when, who
from engine.reports.display import shown_date
from engine.reports.pages.dossier.model import Outcome
from engine.reports.pages.dossier.told import outcome_of
from engine.reports.reporter import Detail, View, reporter
from engine.reports.words import OUTCOMES, SEVERITY
from engine.service.pages.fields import Option, told
from engine.service.pages.frame import Frame, shown
from engine.service.work.desk import Desk
from engine.source.problem import Place, Problem, Problems
from engine.source.text import Lang, Text

ON_A_PAGE, MOST_HITS, MOST_SHOWN = 30, 100, 400
"""Runs on a page of the list, decisions that a search shows, and decisions of a run that its page shows."""
QUIET = frozenset({"met", "not_applicable", "exempt", "true", "false", "unknown"})
"""Outcomes that a run is shown without, unless all are asked for."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What is searched for, as it was typed, and as it is asked of the log; `faults`: what is wrong with it."""

    texts: dict[str, str]
    wanted: Wanted
    faults: tuple[str, ...] = ()

    @property
    def is_for_decisions(self) -> bool:
        """Say whether decisions are searched for; else runs are listed."""
        return bool(self.wanted.rules or self.wanted.subjects or self.wanted.outcomes or self.wanted.operators)


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run as the list has it."""

    number: int
    at: str
    who: str
    as_of: str
    facts: str
    counts: tuple[tuple[Outcome, int], ...]
    total: int


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A recorded decision in a list: the run it is of, and what it is about."""

    run: int
    at: str
    entry: Entry
    outcome: Outcome
    title: str
    subject: str


def listing(desk: Desk, frame: Frame, sought: Sought, page: int) -> str:
    """Give the runs, the newest first; where decisions are searched for, those that were found. Raises Problems."""
    log, lang, faults = log_of(desk), frame.lang, list(sought.faults)
    rows: list[RunRow] = []
    hits: list[DecisionRow] = []
    count = pages = 0
    if sought.is_for_decisions:
        try:
            found = log.search(sought.wanted, MOST_HITS)
            hits, count = [_hit(desk, hit.run, hit.at, hit.entry, lang) for hit in found.shown], found.count
        except Problems as error:
            faults += [told(problem, lang) for problem in error.problems]
    else:
        runs, count = log.listed(sought.wanted.span, page * ON_A_PAGE)
        pages = max(1, -(-count // ON_A_PAGE))
        rows = [_row(each, lang) for each in reversed(runs[: max(0, len(runs) - (page - 1) * ON_A_PAGE)][-ON_A_PAGE:])]
    return shown(
        "runs.html",
        frame,
        rows=rows,
        hits=hits,
        count=count,
        page=min(page, pages or 1),
        pages=pages,
        sought=sought,
        faults=faults,
        rules=_rules(desk, sought, lang),
        outcomes=[Option(name, OUTCOMES[name].to(lang)) for name in SEVERITY],
    )


def run(desk: Desk, frame: Frame, name: str, *, everything: bool) -> str:
    """Give one run as it was recorded: what it rests on, and its decisions. Raises Problems."""
    lang = frame.lang
    with log_of(desk).kept(name) as kept:
        names = Names.of(kept, lang)
        entries = sorted((entry_of(data) for data in kept.decisions().values()), key=_gravity)
        chosen = [entry for entry in entries if everything or entry.outcome not in QUIET]
        rows = [
            DecisionRow(
                kept.run.number,
                when(kept.run.at),
                entry,
                outcome_of(entry.outcome, lang),
                names.rule(entry.rule),
                names.subject(entry.entity, entry.subject),
            )
            for entry in chosen[:MOST_SHOWN]
        ]
        return shown(
            "run.html",
            frame,
            run=kept.run,
            head=list(_head(kept, lang)),
            rows=rows,
            more=len(chosen) - len(rows),
            quiet=0 if everything else len(entries) - len(chosen),
            total=len(entries),
        )


def report(desk: Desk, name: str, form: str, detail: Detail, lang: Lang) -> bytes:
    """Give a report of a run in a format, of what was recorded. Raises Problems."""
    log = log_of(desk)
    made = reporter(form).check(log.judgement(name), View(lang, detail, everything=True))
    return made.encode() if isinstance(made, str) else made


def log_of(desk: Desk) -> Log:
    """Give the log. Raises Problems, also where nothing is recorded."""
    if desk.log is None:
        raise Problems([Problem("no-log", Place("-"), Text("her gemmes ingen kørsler", "no runs are recorded here"))])
    return Log.open(desk.log)


def _rules(desk: Desk, sought: Sought, lang: Lang) -> list[Option]:
    """Give the rules to choose among, by title; what is sought is one of them, also where it is a rule no longer."""
    titles = {rule.id: rule.title.to(lang) for rule in desk.rulebook().rules.values()}
    titles |= {id_: id_ for id_ in sought.wanted.rules if id_ not in titles}
    return [Option(id_, title) for id_, title in sorted(titles.items(), key=lambda item: item[1].casefold())]


def _row(listed: Listed, lang: Lang) -> RunRow:
    run_ = listed.run
    counts = [(name, listed.outcomes.get(name, 0)) for name in SEVERITY if name not in QUIET]
    return RunRow(
        run_.number,
        when(run_.at),
        who(run_.actor, run_.account),
        _day(run_, lang),
        listed.title or ", ".join(listed.files),
        tuple((outcome_of(name, lang, several=count != 1), count) for name, count in counts if count),
        sum(listed.outcomes.values()),
    )


def _hit(desk: Desk, number: int, at: str, entry: Entry, lang: Lang) -> DecisionRow:
    rule = desk.rulebook().rules.get(entry.rule)
    title = rule.title.to(lang) if rule else entry.rule
    return DecisionRow(
        number, when(at), entry, outcome_of(entry.outcome, lang), title, f"{kind(entry.entity, lang)} {entry.subject}"
    )


def _head(kept: Kept, lang: Lang) -> Iterator[tuple[str, str]]:
    run_, beside = kept.run, kept.beside()
    files = ", ".join(beside["files"])
    yield Text("Tid (UTC)", "Time (UTC)").to(lang), when(run_.at)
    yield Text("Hvem", "Who").to(lang), who(run_.actor, run_.account)
    yield Text("Bedømt efter", "Judged by").to(lang), _day(run_, lang)
    yield Text("Oplysninger", "Facts").to(lang), f"{beside['title']} ({files})" if beside["title"] else files
    for word in (*words(run_.areas), *words(run_.rules)):
        yield Text("Kun", "Only").to(lang), word
    for question, option in run_.chosen.items():
        yield Text("Læsning", "Reading").to(lang), f"{question}: {option}"
    yield (
        Text("Program", "Program").to(lang),
        f"Klausul {run_.version}" + (f", {run_.inference}" if run_.inference else ""),
    )
    yield Text("Regler", "Rules").to(lang), kept.digest()
    yield Text("Hash", "Hash").to(lang), run_.head


def _day(run_: Run, lang: Lang) -> str:
    return shown_date(date.fromisoformat(run_.as_of), lang)


def _gravity(entry: Entry) -> tuple[int, str, str, str]:
    return SEVERITY.index(entry.outcome), entry.entity, entry.subject, entry.rule


def sought_in(texts: dict[str, str], span: Span, faults: tuple[str, ...]) -> Sought:
    """Give what is searched for by the texts of a form."""

    def named(name: str) -> tuple[str, ...]:
        return tuple(texts.get(name, "").replace(",", " ").split())

    wanted = Wanted(named("rule"), named("subject"), named("outcome"), named("operator"), span)
    return Sought(texts, wanted, faults)
