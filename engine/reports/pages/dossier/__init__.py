"""The dossier of a check, as one page to read, to print and to fold out, and the same as PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.decision.decide import Judgement
    from engine.reports.reporter import View


def dossier_html(judgement: Judgement, view: View) -> str:
    """Give the dossier as a page that needs no other file: no script, nothing from the network.

    Of a large check it tells what is not kept or is open; where everything is asked for, each decision; in full, also
    their trees.
    """
    from engine.reports.pages.dossier.build import dossier
    from engine.reports.pages.dossier.extent import extent_of
    from engine.reports.pages.html import page

    extent = extent_of(judgement, view.detail, everything=view.everything)
    return page("dossier.html", view.lang, dossier=dossier(judgement, view, extent))


def dossier_pdf(judgement: Judgement, view: View) -> bytes:
    """Give the dossier as PDF: the same without the trees of conditions, which are there to be folded out.

    Of a large check it has no line for what is met or does not apply, whatever is asked for.
    """
    from engine.reports.pages.dossier.build import dossier
    from engine.reports.pages.dossier.extent import extent_on_paper
    from engine.reports.pages.dossier.paper import paper

    return paper(dossier(judgement, view, extent_on_paper(judgement, view.detail)), view.lang)
