"""Approved deviations in words."""

from __future__ import annotations

from engine.decision.deviations import Deviation
from engine.reports.display import shown_date
from engine.source.text import Lang, Text


def deviation_line(deviation: Deviation, lang: Lang) -> str:
    """Give who approved a deviation, when, until when and why; of one that does not hold, that the breach counts."""
    approved, until = shown_date(deviation.approved, lang), shown_date(deviation.until, lang)
    by, reason = deviation.approved_by, deviation.reason
    if deviation.holds:
        told = Text(
            f"Afvigelsen er godkendt af {by} {approved} og gælder til {until}: {reason}",
            f"The deviation is approved by {by} on {approved} and holds until {until}: {reason}",
        )
    else:
        told = Text(
            f"Afvigelsen, som {by} godkendte, gælder kun {approved} – {until}, og overtrædelsen tæller: {reason}",
            f"The deviation approved by {by} holds only {approved} – {until}, and the breach counts: {reason}",
        )
    return told.to(lang)
