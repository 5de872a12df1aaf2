"""The report as PDF: the dossier of a check, or of one decision."""

from __future__ import annotations

from dataclasses import replace

from engine.decision.decide import Decision, Judgement
from engine.reports.pages.dossier import dossier_pdf
from engine.reports.reporter import View


def check(judgement: Judgement, view: View) -> bytes:
    """Give the report of a check."""
    return dossier_pdf(judgement, view)


def explain(judgement: Judgement, decision: Decision, view: View) -> bytes:
    """Give the report of one decision."""
    return dossier_pdf(replace(judgement, decisions=(decision,)), view)
