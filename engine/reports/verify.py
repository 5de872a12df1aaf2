"""What verifying citations gave, for people and for programs: what is changed or gone first, then what still stands."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text as Styled

from engine.reports.citations import chapter_named
from engine.reports.counted import things_counted
from engine.reports.paper import printed
from engine.reports.words import BECAUSE
from engine.rulebook.verify import Citing, Finding, State
from engine.source.text import Lang, Text

STATES: dict[State, Text] = {
    "gone": Text("væk", "gone"),
    "changed": Text("ændret", "changed"),
    "no-copy": Text("ikke i mappen", "not in the folder"),
    "same": Text("som før", "as before"),
}
STYLES: dict[State, str] = {"gone": "bold red", "changed": "red", "no-copy": "magenta", "same": "green"}
UNITS = {"line": Text("linje", "line"), "page": Text("side", "page")}
WIDE = 140
"""Columns where the report does not go to a terminal."""
HEADS = (Text("Klausul", "Clause"), Text("Står i dokumentet", "Stands in the document"), Text("Regler", "Rules"))


def verify_report(findings: Sequence[Finding], lang: Lang, *, terminal: bool = False) -> str:
    """Give each clause beside the rules that cite it, those that are changed or gone before all others."""
    parts: list[RenderableType] = []
    breaches = [finding for finding in findings if finding.state in ("gone", "changed")]
    if breaches:
        title = Text("Ændret eller væk: se reglerne efter", "Changed or gone: look at the rules").to(lang)
        parts += [Styled(title, style="bold red"), *_tables(breaches, lang)]
    parts += _tables([finding for finding in findings if finding.state == "same"], lang)
    parts += _absent(findings, lang)
    parts.append(_counts(findings, lang))
    return printed(Group(*parts), terminal=terminal, width=WIDE)


def verify_data(findings: Iterable[Finding]) -> str:
    """Give the findings as JSON."""
    return json.dumps({"clauses": [_data(finding) for finding in findings]}, ensure_ascii=False, indent=2) + "\n"


def _tables(findings: Iterable[Finding], lang: Lang) -> list[RenderableType]:
    parts: list[RenderableType] = []
    for document, group in groupby(findings, key=lambda finding: finding.document):
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_lines=False, expand=True)
        for head, share in zip(HEADS, (4, 6, 5), strict=True):
            table.add_column(head.to(lang), overflow="fold", ratio=share)
        for finding in group:
            file = finding.copy.file if finding.copy else document.id
            passage = Styled(f"»{finding.passage.text}«" if finding.passage else "-")
            table.add_row(_clause(finding, lang), passage, _rules(finding, lang))
            table.add_row()
        parts += [Styled(f"{document.title.to(lang)} ({file})", style="bold"), table]
    return parts


def _clause(finding: Finding, lang: Lang) -> Styled:
    """Name a clause, and say how and where it was found."""
    chapter = chapter_named(finding.document, finding.chapter.name, lang)
    cell = Styled(f"{chapter}: {finding.clause.title.to(lang)}\n").append(_name(finding) + "\n", style="dim")
    cell.append(STATES[finding.state].to(lang), style=STYLES[finding.state])
    if finding.copy and finding.passage:
        cell.append(f", {UNITS[finding.copy.unit].to(lang)} {finding.passage.place}")
    return cell


def _rules(finding: Finding, lang: Lang) -> Styled:
    if finding.clause.no_rule:
        because = BECAUSE[finding.clause.no_rule.because].to(lang)
        return Styled(Text(f"ingen regel: {because}", f"no rule: {because}").to(lang), style="dim")
    return Styled("\n").join(Styled(line) for line in citing_lines(finding.citing, lang))


def citing_lines(citing: Citing, lang: Lang) -> list[str]:
    """Give the rules that cite a clause, and the parameters with their files, a line each."""
    inside = Text("i", "in").to(lang)
    return [*citing.rules, *(f"{name} {inside} {file}" for file, name in citing.parameters)]


def _absent(findings: Iterable[Finding], lang: Lang) -> list[RenderableType]:
    """Name the documents that the folder does not hold."""
    documents = dict.fromkeys(finding.document.id for finding in findings if finding.state == "no-copy")
    words = Text("ikke i mappen, ikke efterset", "not in the folder, not verified").to(lang)
    return [Styled(f"{id_}: {words}", style="magenta") for id_ in documents]


def _counts(findings: Iterable[Finding], lang: Lang) -> str:
    counts = Counter(finding.state for finding in findings)
    total = things_counted("clause", counts.total(), lang)
    return Text(
        f"{total}: {counts['same']} som før, {counts['changed']} ændret, {counts['gone']} væk, "
        f"{counts['no-copy']} ikke efterset",
        f"{total}: {counts['same']} as before, {counts['changed']} changed, {counts['gone']} gone, "
        f"{counts['no-copy']} not verified",
    ).to(lang)


def _name(finding: Finding) -> str:
    return f"{finding.chapter.name}/{finding.clause.name}"


def _data(finding: Finding) -> dict[str, Any]:
    data: dict[str, Any] = {
        "document": finding.document.id,
        "chapter": finding.chapter.name,
        "clause": finding.clause.name,
        "fingerprint": str(finding.clause.fingerprint),
        "state": finding.state,
        "file": finding.copy.file if finding.copy else None,
        "passage": finding.passage.text if finding.passage else None,
        "rules": list(finding.citing.rules),
        "parameters": [{"file": file, "name": name} for file, name in finding.citing.parameters],
        "no_rule": finding.clause.no_rule.because if finding.clause.no_rule else None,
    }
    if finding.copy and finding.passage:
        data[finding.copy.unit] = finding.passage.place
    return data
