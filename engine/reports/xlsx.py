"""The report as a workbook: in a copy of the one that the facts are from, or on its own; of one decision always so."""

from __future__ import annotations

from dataclasses import replace

from engine.decision.decide import Decision, Judgement
from engine.reports.reporter import View


def check(judgement: Judgement, view: View) -> bytes:
    """Give the report of a check. Raises Problems where the workbook asked about cannot be added to.

    It is on its own where that workbook holds personal data: no report does.
    """
    from engine.reports.workbook.answer import answered, on_its_own
    from engine.reports.workbook.content import listings, rows

    if judgement.facts.has_sensitive:
        view = replace(view, original=None)
    told = rows(judgement, view) if view.detail != "summary" else []
    listed = listings(judgement, told, view) if view.detail != "summary" else []
    if view.original is None:
        return on_its_own(judgement, listed, view)
    return answered(judgement, listed, told, view, view.original)


def explain(judgement: Judgement, decision: Decision, view: View) -> bytes:
    """Give the report of one decision."""
    from engine.reports.workbook.answer import on_its_own
    from engine.reports.workbook.content import in_short, listings, rows

    one, seen = replace(judgement, decisions=(decision,)), replace(view, everything=True, original=None)
    told = rows(one, seen)
    return on_its_own(one, [in_short(told)] if view.detail == "summary" else listings(one, told, seen), seen)
