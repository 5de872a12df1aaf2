"""What rules cite: clauses that documents.yaml lists, or chapters of documents whose clauses it does not list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.rulebook.format import Cite, Cited, RuleFileFormat
from engine.rulebook.model import Citation, Document
from engine.rulebook.parts import Parts, Path
from engine.source.problem import closest, shown
from engine.source.text import Text
from engine.source.validate import listed

MOST_LISTED = 12
EXAMPLE = Text('kapitel og klausul, som "11.3/overhead"', 'chapter and clause, such as "11.3/overhead"')


def citations_of(
    parts: Parts, cite: Cite, own: str, documents: Mapping[str, Document] | None, path: Path
) -> tuple[Citation, ...]:
    """Give the citations; without a document they are of the document `own`. Documents are None where not read."""
    citations = []
    for index, (name, cited) in enumerate(_pairs(cite, own)):
        where = (*path, index) if isinstance(cite, list) else path
        one = cite[index] if isinstance(cite, list) else cite
        if isinstance(one, Cited):
            known_document(parts, name, documents, (*where, "document"))
            where = (*where, "chapter")
        citations.append(_citation(parts, (documents or {}).get(name), name, cited, where))
    if not citations:
        message = Text("kildehenvisningen er tom", "the citation is empty")
        parts.problem("no-citation", path, message, EXAMPLE)
    return tuple(citations)


def known_document(parts: Parts, name: str, documents: Mapping[str, Document] | None, path: Path) -> None:
    """Keep a problem where documents.yaml (None: it could not be read) has no such document."""
    if documents is not None and name not in documents:
        suggestion = closest(name, documents)
        message = Text(
            f"documents.yaml har intet dokument {shown(name)}", f"documents.yaml has no document {shown(name)}"
        )
        expected = None if suggestion else listed(sorted(documents))
        parts.problem("unknown-document", path, message, expected, suggestion)


def cited_in(model: RuleFileFormat) -> Iterator[tuple[str, str]]:
    """Give what the rules, exceptions and parameters of a file cite: documents, and chapters with their clauses."""
    for parameter in model.parameters.values():
        yield from _pairs(parameter.cite, model.document)
    for rule in model.rules.values():
        yield from _pairs(rule.cite, model.document)
        for unless in rule.unless:
            yield from _pairs(unless.cite, model.document)


def _pairs(cite: Cite, own: str) -> Iterator[tuple[str, str]]:
    for one in cite if isinstance(cite, list) else [cite]:
        yield (one.document, one.chapter) if isinstance(one, Cited) else (own, one)


def _citation(parts: Parts, document: Document | None, name: str, cited: str, path: Path) -> Citation:
    """Give one citation; in a document whose clauses are listed it must name one of them."""
    if document is None or not document.chapters:
        return Citation(name, cited)
    chapter, _, clause = cited.rpartition("/")
    found = document.clause(chapter, clause)
    if found is not None:
        return Citation(name, chapter, clause, found.fingerprint)
    known = [f"{c.name}/{clause}" for c in document.chapters.values() for clause in c.clauses]
    within = [one for one in known if one.startswith(f"{chapter or cited}/")]
    message = Text(f"{name} har ingen klausul {shown(cited)}", f"{name} has no clause {shown(cited)}")
    expected = listed(within) if 0 < len(within) <= MOST_LISTED else EXAMPLE
    suggestion = _meant(chapter, clause, known, within)
    parts.problem("unknown-clause", path, message, None if suggestion else expected, suggestion)
    return Citation(name, cited)


def _meant(chapter: str, clause: str, known: list[str], within: list[str]) -> str | None:
    """Give the clause that was most likely meant: one of the chapter named, else one of any chapter."""
    if within:
        likely = closest(clause, [one.rpartition("/")[2] for one in within])
        return f"{chapter}/{likely}" if chapter and likely else None
    if chapter:
        return closest(f"{chapter}/{clause}", known)
    named = [one for one in known if one.endswith(f"/{clause}")]
    return named[0] if len(named) == 1 else None
