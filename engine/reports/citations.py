"""How citations are named: document, chapter or section, and what their clauses are about."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from engine.reports.words import QUOTED
from engine.rulebook.model import Citation, Document, Rulebook
from engine.source.text import Lang, Text

STATUTES = ("lov", "bekendtgørelse")


def chapter_named(document: Document, chapter: str, lang: Lang) -> str:
    """Give a chapter's number with its word; the title of one that has no number."""
    known = document.chapters.get(chapter)
    if known is not None and not chapter[:1].isdigit():
        return known.title.to(lang)
    if document.kind in STATUTES:
        return f"{'§§' if '-' in chapter else '§'} {chapter}"
    return Text(f"kap. {chapter}", f"ch. {chapter}").to(lang)


def chapter_cited(document: Document, chapter: str, lang: Lang) -> str:
    """Give a chapter as a sentence names it: one that has a title alone in quotation marks."""
    named = chapter_named(document, chapter, lang)
    return named if chapter[:1].isdigit() or chapter not in document.chapters else QUOTED.to(lang).format(named)


def chapters_named(rulebook: Rulebook, citations: Iterable[Citation], lang: Lang) -> str:
    """Give the chapters of citations, each once, without their documents."""
    names = (chapter_cited(rulebook.documents[c.document], c.chapter, lang) for c in citations)
    return ", ".join(dict.fromkeys(names))


def cited_lines(rulebook: Rulebook, citations: Iterable[Citation], lang: Lang) -> list[str]:
    """Give citations in full: a line for each chapter, with what the clauses cited are about."""
    lines = []
    for (name, chapter), group in groupby(citations, key=lambda one: (one.document, one.chapter)):
        document = rulebook.documents[name]
        clauses = [document.clause(chapter, one.clause) for one in group if one.clause]
        about = "; ".join(clause.title.to(lang) for clause in clauses if clause)
        line = f"{document.title.to(lang)}, {chapter_cited(document, chapter, lang)}"
        lines.append(f"{line}: {about}" if about else line)
    return lines


def cited_shortly(rulebook: Rulebook, citations: Iterable[Citation], lang: Lang) -> str:
    """Give citations in one line: each document by its short name, with its chapters."""
    told = []
    for name, group in groupby(citations, key=lambda one: one.document):
        document = rulebook.documents[name]
        chapters = dict.fromkeys(chapter_cited(document, one.chapter, lang) for one in group)
        told.append(f"{document.short.to(lang)}, {', '.join(chapters)}")
    return "; ".join(told)


def cited_briefly(citations: Iterable[Citation]) -> str:
    """Give the documents and chapters of citations, each once, by their names in documents.yaml."""
    return ", ".join(dict.fromkeys(f"{c.document} {c.chapter}" for c in citations))
