"""The dossier of a check, as one page to read, to print and to fold out, and the same as PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.reports.reporter import Share, alone

if TYPE_CHECKING:
    from engine.decision.decide import Judgement
    from engine.source.text import Lang


def dossier_html(judgement: Judgement, lang: Lang, share: Share = alone, recorded: str | None = None) -> str:
    """Give the dossier as a page that needs no other file: no script, nothing from the network.

    `recorded`: the run of the log that the check is.
    """
    from engine.reports.pages.dossier.build import dossier
    from engine.reports.pages.html import page

    return page("dossier.html", lang, dossier=dossier(judgement, lang, share, recorded))


def dossier_pdf(judgement: Judgement, lang: Lang, share: Share = alone, recorded: str | None = None) -> bytes:
    """Give the dossier as PDF: the same without the trees of conditions, which are there to be folded out."""
    from engine.reports.pages.dossier.build import dossier
    from engine.reports.pages.dossier.paper import paper

    return paper(dossier(judgement, lang, share, recorded), lang)
