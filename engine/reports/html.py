"""The report as one HTML page: the dossier of a check, or of one decision; trees of conditions stand folded."""

from __future__ import annotations

from dataclasses import replace

from engine.decision.decide import Decision, Judgement
from engine.reports.pages.dossier import dossier_html
from engine.reports.reporter import View


def check(judgement: Judgement, view: View) -> str:
    """Give the report of a check."""
    return dossier_html(judgement, view)


def explain(judgement: Judgement, decision: Decision, view: View) -> str:
    """Give the report of one decision."""
    return dossier_html(replace(judgement, decisions=(decision,)), view)
