"""The dossier of a check, as one page to read, to print and to fold out, and the same as PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.decision.decide import Judgement
    from engine.reports.reporter import Detail
    from engine.source.text import Lang


def dossier_html(judgement: Judgement, lang: Lang, detail: Detail = "short", *, everything: bool = False) -> str:
    """Give the dossier as a page that needs no other file: no script, nothing from the network.

    Of a large check it tells what is not kept or open, with `everything` each decision, in full also their trees.
    """
    from engine.reports.pages.dossier.build import dossier
    from engine.reports.pages.dossier.extent import extent_of
    from engine.reports.pages.html import page

    extent = extent_of(judgement, detail, everything=everything)
    return page("dossier.html", lang, dossier=dossier(judgement, lang, extent))


def dossier_pdf(judgement: Judgement, lang: Lang, detail: Detail = "short") -> bytes:
    """Give the dossier as PDF: the same without the trees of conditions, which are there to be folded out.

    Of a large check it has no line for what is met or does not apply.
    """
    from engine.reports.pages.dossier.build import dossier
    from engine.reports.pages.dossier.extent import extent_on_paper
    from engine.reports.pages.dossier.paper import paper

    return paper(dossier(judgement, lang, extent_on_paper(judgement, detail)), lang)
