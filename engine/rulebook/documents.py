"""From documents.yaml to the documents, with their chapters and clauses."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping

from engine.language.slips import spelt
from engine.passages.fingerprint import Fingerprint, fingerprint
from engine.rulebook.format import ChapterFormat, ClauseFormat, DocumentFormat, DocumentsFormat, NoRuleFormat
from engine.rulebook.model import Chapter, Clause, Document, NoRule
from engine.rulebook.parts import Parts, Path, period_of, text_of
from engine.source.problem import Problem, shown
from engine.source.text import Text

CHAPTER_NAME = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
CLAUSE_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
UNREAD = Fingerprint(0, "", "", "")


def documents_of(parts: Parts, model: DocumentsFormat) -> dict[str, Document]:
    """Give the documents by id; what is wrong is kept in `parts`."""
    return {name: _document(parts, name, given, ("documents", name)) for name, given in model.documents.items()}


def check_encoded(parts: Parts, documents: Mapping[str, Document], cited: Container[tuple[str, str]]) -> None:
    """Keep a problem for each clause that rules neither cite nor are excused from encoding, and for each that is both.

    `cited` holds documents, each with a chapter and clause.
    """
    for document in documents.values():
        for chapter in document.chapters.values():
            for clause in chapter.clauses.values():
                path = ("documents", document.id, "chapters", chapter.name, "clauses", clause.name)
                name = f"{chapter.name}/{clause.name}"
                if (document.id, name) in cited and clause.no_rule is not None:
                    message = Text(
                        f"regler henviser til {name}, og dog siges det, hvorfor ingen gør det",
                        f"rules cite {name}, and yet it is said why none does",
                    )
                    expected = Text("'no_rule' kun hvor ingen regel henviser", "'no_rule' only where no rule cites it")
                    parts.problem("cited-and-excused", (*path, "no_rule"), message, expected)
                elif (document.id, name) not in cited and clause.no_rule is None:
                    message = Text(f"ingen regel henviser til {name}", f"no rule cites {name}")
                    expected = Text("en regel, eller 'no_rule' med grunden", "a rule, or 'no_rule' with the reason")
                    place = parts.key_place(path)
                    parts.problems.append(Problem("not-encoded", place, message, expected))


def _document(parts: Parts, name: str, given: DocumentFormat, path: Path) -> Document:
    if given.chapters and given.not_at_hand is not None:
        message = Text(
            "et dokument, der ikke er ved hånden, har ingen kapitler", "a document not at hand has no chapters"
        )
        expected = Text("'chapters' eller 'not_at_hand'", "'chapters' or 'not_at_hand'")
        place = parts.key_place((*path, "not_at_hand"))
        parts.problems.append(Problem("document-shape", place, message, expected))
    return Document(
        id=name,
        title=Text(given.title.da, given.title.en),
        short=text_of(given.short or given.title) or Text("", ""),
        kind=given.kind,
        parties=tuple(given.parties),
        period=period_of(parts, given.in_force, (*path, "in_force")),
        published=Text(given.published.da, given.published.en),
        chapters={
            chapter: _chapter(parts, chapter, one, (*path, "chapters", chapter))
            for chapter, one in given.chapters.items()
        },
        not_at_hand=text_of(given.not_at_hand),
    )


def _chapter(parts: Parts, name: str, given: ChapterFormat, path: Path) -> Chapter:
    _check_name(parts, name, CHAPTER_NAME, path)
    if bool(given.clauses) == (given.no_rule is not None):
        message = Text(
            "kapitlet har både klausuler og en grund til, at det ingen har",
            "the chapter has clauses, and a reason for having none",
        )
        if not given.clauses:
            message = Text("kapitlet har ingen klausuler", "the chapter has no clauses")
        expected = Text("'clauses' eller 'no_rule' med grunden", "'clauses' or 'no_rule' with the reason")
        parts.problems.append(Problem("chapter-shape", parts.key_place(path), message, expected))
    return Chapter(
        name=name,
        title=Text(given.title.da, given.title.en),
        clauses={
            clause: _clause(parts, clause, one, (*path, "clauses", clause)) for clause, one in given.clauses.items()
        },
        no_rule=_no_rule(given.no_rule),
    )


def _clause(parts: Parts, name: str, given: ClauseFormat, path: Path) -> Clause:
    _check_name(parts, name, CLAUSE_NAME, path)
    mark = fingerprint(given.passage)
    if mark is None:
        message = Text(
            f"{shown(given.passage)} er ikke et tekststeds fingeraftryk",
            f"{shown(given.passage)} is not a passage's fingerprint",
        )
        expected = Text("det, 'klausul rules fingerprint' giver", "what 'klausul rules fingerprint' gives")
        parts.problem("fingerprint", (*path, "passage"), message, expected)
    return Clause(name, Text(given.title.da, given.title.en), mark or UNREAD, _no_rule(given.no_rule))


def _no_rule(given: NoRuleFormat | None) -> NoRule | None:
    return NoRule(given.because, Text(given.text.da, given.text.en)) if given else None


def _check_name(parts: Parts, name: str, form: re.Pattern[str], path: Path) -> None:
    if form.fullmatch(name):
        return
    signs = "-" if form is CLAUSE_NAME else ".-"
    likely = re.sub(rf"[^a-z0-9{signs}]+", "-", spelt(name).lower()).strip(".-")
    message = Text(f"{shown(name)} kan ikke være et navn", f"{shown(name)} cannot be a name")
    expected = Text(f"små bogstaver a-z, tal og {' '.join(signs)}", f"small letters a-z, digits and {' '.join(signs)}")
    suggestion = likely if form.fullmatch(likely) else None
    parts.problems.append(Problem("name", parts.key_place(path), message, expected, suggestion))
