"""The reports of several files as one HTML page: the overview, the files in error, then each file's dossier."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup

from engine.reports.pages.html import page
from engine.reports.reporter import View
from engine.reports.together.parts import IN_ERROR, Part, broken, overview, told

NAMED = re.compile(r'( (?:id|for|aria-labelledby|aria-describedby)="|href="#|url\(#)([^")]+)')
"""Where a dossier names a place on its page. What stands as text holds no such sign: it is escaped."""


def together(parts: Sequence[Part], view: View) -> str:
    """Give the report of all files."""
    return page(
        "together.html",
        view.lang,
        overview=overview(parts, view.lang),
        in_error=IN_ERROR.to(view.lang),
        broken=[(part.name, [told(problem, view) for problem in part.problems]) for part in broken(parts)],
        dossiers=[_dossier(part, number) for number, part in enumerate(parts, start=1) if not part.problems],
    )


def _dossier(part: Part, number: int) -> tuple[str, str, Markup]:
    """Give a file's dossier as a part of a page: its anchor, its name, and what it holds, with anchors of its own."""
    body = str(part.report).partition("<header>")[2].rpartition("<footer>")[0]
    body = body.replace('<main id="indhold">', "<div>", 1)[::-1].replace(">niam/<", ">vid/<", 1)[::-1]
    own = NAMED.sub(lambda match: match[1] + " ".join(f"f{number}-{name}" for name in match[2].split(" ")), body)
    return f"f{number}", part.name, Markup(f"<header>{own}")  # noqa: S704 - a page made by our own templates
