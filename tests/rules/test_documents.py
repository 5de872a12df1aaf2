"""The clauses of the shipped documents, and every one of them held against the documents themselves.

KLAUSUL_DOCUMENTS names a folder with one's own copies of the five documents. Where it is not set, the same is held of
a small made-up agreement and its rulebook.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import engine
from engine.passages.copies import copies_in
from engine.rulebook.load import load
from engine.rulebook.model import Document
from engine.rulebook.verify import Citing, citing_of, verified
from facts.vocabulary import vocabulary
from tests import agreement

RULES = Path(engine.__file__).parent.parent / "rules"
FOLDER = os.environ.get("KLAUSUL_DOCUMENTS")
AT_HAND = {
    "rammeaftale-2017",
    "samarbejdsaftale-2014-2017",
    "samarbejdsaftale-2010-2013",
    "maal-2015-2017",
    "csi-2019-2020",
}


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    return dict(load(RULES, vocabulary()).documents)


def test_every_citation_verifies(tmp_path: Path) -> None:
    rules = RULES if FOLDER else agreement.rules_in(tmp_path)
    folder = Path(FOLDER) if FOLDER else agreement.copies_in(tmp_path)
    rulebook = load(rules, vocabulary())
    listed = [document.id for document in rulebook.documents.values() if document.chapters]
    assert set(listed) == (AT_HAND if FOLDER else {"legeaftale"})
    findings = verified(rulebook, copies_in(folder, listed))
    assert [f"{one.document.id} {one.chapter.name}/{one.clause.name}" for one in findings if one.state != "same"] == []
    assert len(findings) == sum(len(c.clauses) for d in rulebook.documents.values() for c in d.chapters.values())
    places = [one.passage.place for one in findings if one.passage]
    assert len(places) == len(findings) and min(places) > 1


def test_documents_list_their_clauses_or_say_why_not(documents: dict[str, Document]) -> None:
    assert {document.id for document in documents.values() if document.chapters} == AT_HAND
    assert all(document.chapters or document.not_at_hand for document in documents.values())


def test_every_clause_has_a_rule_or_a_reason(documents: dict[str, Document]) -> None:
    citing = citing_of(load(RULES, vocabulary()))
    for document in documents.values():
        for chapter in document.chapters.values():
            for clause in chapter.clauses.values():
                cited = citing.get((document.id, chapter.name, clause.name), Citing())
                assert bool(cited.rules or cited.parameters) != bool(clause.no_rule), (document.id, clause.name)


def test_numbered_chapters_are_in_their_order(documents: dict[str, Document]) -> None:
    for document in documents.values():
        numbered = [name for name in document.chapters if name[0].isdigit()]
        assert numbered == sorted(numbered, key=lambda name: [int(part) for part in name.split(".")])


def test_a_chapter_with_sections_comes_before_them(documents: dict[str, Document]) -> None:
    for document in documents.values():
        for name in document.chapters:
            assert "." not in name or name.rpartition(".")[0] in document.chapters
