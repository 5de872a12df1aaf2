"""Coverage by clause: for each clause of each document the rules that encode it, or the reason why none does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text as Styled

from engine.reports.citations import chapter_named
from engine.reports.counted import things_counted
from engine.reports.paper import printed
from engine.reports.verify import WIDE, citing_lines
from engine.reports.words import BECAUSE
from engine.rulebook.model import Document, NoRule, Rulebook
from engine.rulebook.verify import Citing, Where, citing_of
from engine.source.text import Lang, Text

HEADS = (
    Text("Klausul", "Clause"),
    Text("Handler om", "Is about"),
    Text("Regler, eller hvorfor ingen", "Rules, or why none"),
)


def clauses_report(rulebook: Rulebook, lang: Lang, *, terminal: bool = False) -> str:
    """Give the coverage of every document, chapter by chapter and clause by clause, each with a line of counts."""
    citing = citing_of(rulebook)
    parts: list[RenderableType] = []
    for document in rulebook.documents.values():
        parts.append(Styled(f"{document.title.to(lang)} ({document.id})", style="bold"))
        if document.chapters:
            parts += [_listed(document, citing, lang), Styled(_counts(document, lang))]
        else:
            parts += _unlisted(document, citing, lang)
        parts.append("")
    return printed(Group(*parts), terminal=terminal, width=WIDE)


def _listed(document: Document, citing: Mapping[Where, Citing], lang: Lang) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True)
    for head, share in zip(HEADS, (3, 5, 6), strict=True):
        table.add_column(head.to(lang), overflow="fold", ratio=share)
    for chapter in document.chapters.values():
        name = Styled(chapter_named(document, chapter.name, lang), style="bold")
        title = Styled(chapter.title.to(lang) if chapter.name[0].isdigit() else "", style="bold")
        table.add_row(name, title, _reason(chapter.no_rule, lang))
        for clause in chapter.clauses.values():
            cited = citing.get((document.id, chapter.name, clause.name), Citing())
            rules = Styled(", ".join(cited.rules) or ", ".join(citing_lines(cited, lang)))
            answer = _reason(clause.no_rule, lang) if clause.no_rule else rules
            table.add_row(Styled(f"  {clause.name}"), Styled(clause.title.to(lang)), answer)
    return table


def _reason(no_rule: NoRule | None, lang: Lang) -> Styled:
    if no_rule is None:
        return Styled("")
    because = BECAUSE[no_rule.because].to(lang)
    return Styled(f"{because}: {no_rule.text.to(lang)}", style="dim")


def _unlisted(document: Document, citing: Mapping[Where, Citing], lang: Lang) -> list[RenderableType]:
    """Give the chapters cited of a document whose clauses are not listed."""
    why = document.not_at_hand or Text("dokumentets klausuler er ikke listet", "the document's clauses are not listed")
    lines: list[RenderableType] = [Styled(why.to(lang), style="dim")]
    for (name, chapter, _), cited in citing.items():
        if name == document.id:
            rules = ", ".join(cited.rules) or ", ".join(citing_lines(cited, lang))
            lines.append(Styled(f"  {chapter_named(document, chapter, lang)}: {rules}"))
    return lines


def _counts(document: Document, lang: Lang) -> str:
    """Count a document's chapters and clauses, those without a rule by reason."""
    clauses = [clause for chapter in document.chapters.values() for clause in chapter.clauses.values()]
    reasons: Counter[str] = Counter(clause.no_rule.because for clause in clauses if clause.no_rule)
    by_reason = ", ".join(f"{BECAUSE[kind].to(lang)} {reasons[kind]}" for kind in BECAUSE if reasons[kind])
    without, chapters = reasons.total(), things_counted("chapter", len(document.chapters), lang)
    encoded, count = len(clauses) - without, things_counted("clause", len(clauses), lang)
    have, have_none = ("has" if number == 1 else "have" for number in (encoded, without))
    told = Text(
        f"{chapters}, {count}: {encoded} har regler, {without} har ingen",
        f"{chapters}, {count}: {encoded} {have} rules, {without} {have_none} none",
    ).to(lang)
    return f"{told} ({by_reason})" if by_reason else told
