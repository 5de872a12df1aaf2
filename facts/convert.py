"""Facts written in the form that a file's name asks for: YAML, JSON, XLSX or CSV."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePath

from engine.source.problem import Place, Problem, Problems
from engine.source.text import Lang, Text
from facts.factset import FactSet
from facts.written import as_json, as_yaml

Uses = Mapping[tuple[str, str], tuple[str, ...]]
"""The ids of the rules that use a field, by entity and field."""
FORMS = Text("et navn på .yaml, .yml, .json, .xlsx eller .csv", "a name in .yaml, .yml, .json, .xlsx or .csv")
A_WORKBOOK = Text("et navn på .xlsx", "a name in .xlsx")


def converted(facts: FactSet, file: str, lang: Lang) -> bytes:
    """Give the content of a file of this name that holds `facts`. Raises Problems where it cannot."""
    suffix = PurePath(file).suffix.lower()
    if suffix in (".yaml", ".yml", ".json"):
        return (as_json(facts) if suffix == ".json" else as_yaml(facts)).encode()
    if suffix not in (".xlsx", ".csv"):
        raise _form(file, FORMS)
    from facts.sheets.layout import layout_for  # only who asks for spreadsheets needs them

    layout = layout_for(facts)
    if suffix == ".csv":
        from facts.sheets.save import as_csv

        return as_csv(layout, facts, lang, file)
    from facts.sheets.template import filled

    return filled(layout, facts, lang)


def template_for(uses: Uses, file: str, lang: Lang) -> bytes:
    """Give an empty workbook for what rules use, to be saved under this name. Raises Problems."""
    if PurePath(file).suffix.lower() != ".xlsx":
        raise _form(file, A_WORKBOOK)
    from facts.sheets.layout import layout_of
    from facts.sheets.template import template

    return template(layout_of(uses), lang)


def new_file(path: Path) -> None:
    """Raise Problems where there is a file at `path` already."""
    if path.exists():
        message = Text("filen findes allerede og overskrives ikke", "there is a file already; it is not written over")
        raise Problems([Problem("file-exists", Place(path.name), message, Text("et nyt navn", "a new name"))])


def _form(file: str, expected: Text) -> Problems:
    suffix = PurePath(file).suffix
    message = Text(
        f"filtypen {suffix or '(ingen)'} kan ikke skrives", f"the file type {suffix or '(none)'} cannot be written"
    )
    return Problems([Problem("file-type", Place(file), message, expected)])
