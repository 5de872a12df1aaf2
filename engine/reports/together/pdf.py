"""The reports of several files as one PDF: a page with the overview and the files in error, then dossiers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from io import BytesIO

from engine.reports.pages.html import TEMPLATES
from engine.reports.reporter import View
from engine.reports.together.parts import IN_ERROR, Part, broken, overview, told
from engine.source.text import Text

TITLE = Text("Kontrol fil for fil", "Check file by file")


def together(parts: Sequence[Part], view: View) -> bytes:
    """Give the report of all files; its bookmarks lead to each."""
    from pypdf import PdfWriter

    writer, made = PdfWriter(), BytesIO()
    writer.append(BytesIO(_front(parts, view)), outline_item=TITLE.to(view.lang), import_outline=False)
    for part in parts:
        if not part.problems:
            assert isinstance(part.report, bytes)  # noqa: S101 - it is a PDF
            writer.append(BytesIO(part.report), outline_item=part.name)
    writer.write(made)
    return made.getvalue()


def _front(parts: Sequence[Part], view: View) -> bytes:
    from typst import compile as typeset  # heavy

    data = {
        "lang": view.lang,
        "title": TITLE.to(view.lang),
        "overview": asdict(overview(parts, view.lang)),
        "in_error": IN_ERROR.to(view.lang),
        "broken": [{"name": p.name, "problems": [told(each, view) for each in p.problems]} for p in broken(parts)],
    }
    template = (TEMPLATES / "together.typ").read_bytes()
    made = typeset(template, sys_inputs={"front": json.dumps(data)}, ignore_system_fonts=True)
    assert isinstance(made, bytes)  # noqa: S101 - one document, not one image a page
    return made
