"""Citations held against a user's own copies: what still stands as it did, and which rules rest on what does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from engine.passages.copies import Copy
from engine.passages.search import Passage, look_up
from engine.rulebook.model import Chapter, Citation, Clause, Document, Rulebook

State = Literal["same", "changed", "gone", "no-copy"]
Where = tuple[str, str, str | None]
"""A document, a chapter and a clause; None: the chapter as a whole."""


@dataclass(frozen=True, slots=True)
class Citing:
    """What cites a clause: rules by id, themselves or by an exception or a parameter; parameters by file and name."""

    rules: tuple[str, ...] = ()
    parameters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A clause, what cites it, and what stands in the copy; no passage: it is gone, or (no copy) not looked for."""

    document: Document
    chapter: Chapter
    clause: Clause
    citing: Citing
    copy: Copy | None
    passage: Passage | None

    @property
    def state(self) -> State:
        """Say how the clause was found."""
        if self.copy is None:
            return "no-copy"
        if self.passage is None:
            return "gone"
        return "same" if self.passage.same else "changed"


def verified(rulebook: Rulebook, copies: Mapping[str, Copy]) -> list[Finding]:
    """Give a finding for each clause of each document that lists its clauses, in their order."""
    citing = citing_of(rulebook)
    return [finding for document in rulebook.documents.values() for finding in _of(document, copies, citing)]


def citing_of(rulebook: Rulebook) -> dict[Where, Citing]:
    """Give what cites each clause, or chapter of a document that lists none."""
    rules: dict[Where, dict[str, None]] = {}
    parameters: dict[Where, dict[tuple[str, str], None]] = {}
    for rule in rulebook.rules.values():
        for citation in (*rule.citations, *(one for exemption in rule.unless for one in exemption.citations)):
            rules.setdefault(_where(citation), {})[rule.id] = None
        for parameter in rule.parameters.values():
            for citation in parameter.citations:
                parameters.setdefault(_where(citation), {})[parameter.place.file, parameter.name] = None
    for rule in rulebook.rules.values():
        for citation in (one for parameter in rule.used_parameters for one in parameter.citations):
            rules.setdefault(_where(citation), {})[rule.id] = None
    cited = dict.fromkeys((*rules, *parameters))
    return {where: Citing(tuple(rules.get(where, ())), tuple(parameters.get(where, ()))) for where in cited}


def _where(citation: Citation) -> Where:
    return citation.document, citation.chapter, citation.clause


def _of(document: Document, copies: Mapping[str, Copy], citing: Mapping[Where, Citing]) -> list[Finding]:
    clauses = [(chapter, clause) for chapter in document.chapters.values() for clause in chapter.clauses.values()]
    copy = copies.get(document.id)
    wanted = [clause.fingerprint for _, clause in clauses]
    passages = look_up(copy, wanted) if copy else [None] * len(clauses)
    return [
        Finding(
            document,
            chapter,
            clause,
            citing.get((document.id, chapter.name, clause.name), Citing()),
            copy,
            passage,
        )
        for (chapter, clause), passage in zip(clauses, passages, strict=True)
    ]
