"""Reports of files decided each on its own, put together: an overview, what is wrong with some, then file by file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.reports.reporter import Report, View
    from engine.reports.together.parts import Part


FORMS = ("text", "json", "markdown", "junit", "html", "pdf", "sarif")
"""The formats that several files can be told in."""


def together(form: str, parts: Sequence[Part], view: View) -> Report:
    """Give the report of all files in a format. The same parts and view give the same report, byte for byte."""
    from importlib import import_module

    report: Report = import_module(f"engine.reports.together.{form}").together(parts, view)
    return report
