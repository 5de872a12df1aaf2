"""What the API has worker processes do. Each gives what is sent, ready to be sent."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from engine.reports.reporter import Detail, View, reporter
from engine.service.case import Case
from engine.service.work.desk import Desk
from engine.source.text import Lang
from facts.read import File

if TYPE_CHECKING:
    from engine.decision.decide import Judgement


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a report is wanted."""

    form: str
    lang: Lang
    detail: Detail
    everything: bool = False

    def view(self, files: tuple[File, ...] = (), recorded: str | None = None) -> View:
        """Give it as reports take it; a workbook is answered in the only one among the files."""
        books = [file.content for file in files if file.name.lower().endswith(".xlsx")]
        original = books[0] if self.form == "xlsx" and len(books) == 1 else None
        return View(self.lang, self.detail, everything=self.everything, original=original, recorded=recorded)


@dataclass(frozen=True, slots=True)
class Made:
    """A report, and how many decisions it is on."""

    content: bytes
    decisions: int


def checked(desk: Desk, case: Case, wanted: Wanted, actor: str) -> Made:
    """Check, record it where there is a log, and give the report. Raises Problems; then nothing is recorded."""
    judgement = desk.judgement(case)
    recorded = desk.recorded(judgement, case, actor)
    return _made(judgement, reporter(wanted.form).check(judgement, wanted.view(case.files, recorded)))


def explained(desk: Desk, case: Case, subject: str, wanted: Wanted) -> Made:
    """Give the report of the decision of the case's only rule on a subject. Raises Problems."""
    judgement = desk.judgement(case)
    decision = judgement.decision(case.rules[0], subject)
    return _made(judgement, reporter(wanted.form).explain(judgement, decision, wanted.view()))


def rules(desk: Desk, areas: tuple[str, ...], documents: tuple[str, ...]) -> bytes:
    """Give the rules of some areas that cite some documents; all, where none are named. Raises Problems."""
    from engine.reports.rulesdata import rules_data
    from engine.source.problem import Problems
    from engine.source.select import unknown_documents

    rulebook = desk.rulebook(areas)
    if unknown := list(unknown_documents(documents, rulebook.documents)):
        raise Problems(unknown)
    return _written(rules_data(rulebook, areas, documents))


def rule(desk: Desk, id_: str) -> bytes:
    """Give one rule in full. Raises Problems."""
    from engine.reports.rulesdata import rule_data

    rulebook = desk.rulebook(rules=(id_,))
    return _written({"rule": rule_data(rulebook, rulebook.rules[id_])})


def parameters(desk: Desk, day: date, ids: tuple[str, ...]) -> bytes:
    """Give what the rules' parameters are on a day. Raises Problems."""
    from engine.reports.rulesdata import parameters_data

    return _written(parameters_data(desk.rulebook(rules=ids), day, ids))


def deadlines(desk: Desk, span: tuple[date, date], form: str, lang: Lang) -> bytes:
    """Give the deadlines that fall in a span of days, as JSON or as a calendar."""
    from engine.decision.deadlines import due
    from engine.reports.deadlines import calendar
    from engine.reports.rulesdata import deadlines_data

    rulebook = desk.rulebook()
    found = due(rulebook, *span)
    return calendar(rulebook, found, lang).encode() if form == "ics" else _written(deadlines_data(found, span))


def _made(judgement: Judgement, report: str | bytes) -> Made:
    return Made(report.encode() if isinstance(report, str) else report, len(judgement.decisions))


def _written(data: dict[str, Any]) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
