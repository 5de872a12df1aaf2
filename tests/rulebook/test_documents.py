"""Documents with their clauses, what cites them, and what verifying them against copies finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.passages.copies import copies_in
from engine.passages.fingerprint import fingerprint_of
from engine.rulebook.load import load
from engine.rulebook.model import Citation, NoRule, Rulebook
from engine.rulebook.verify import Citing, Finding, citing_of, verified
from engine.source.problem import Problems
from engine.source.text import Text
from facts.vocabulary import vocabulary
from tests import agreement

FRIST = fingerprint_of(agreement.PASSAGES["frist"])


@pytest.fixture
def rulebook(tmp_path: Path) -> Rulebook:
    return load(agreement.rules_in(tmp_path), vocabulary())


def problems_with(folder: Path, file: str, old: str, new: str) -> list[str]:
    path = agreement.rules_in(folder) / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(Problems) as raised:
        load(folder / "rules", vocabulary())
    return [problem.code for problem in raised.value.problems]


def test_documents_hold_their_clauses(rulebook: Rulebook) -> None:
    document = rulebook.documents["legeaftale"]
    assert list(document.chapters) == ["1", "2", "2.1", "redskaber", "4"]
    assert document.chapters["1"].no_rule == NoRule("beskrivelse", Text("Kun et formål.", "A purpose only."))
    assert list(document.chapters["2"].clauses) == ["frist", "rente"]
    clause = document.clause("2", "frist")
    assert clause is not None
    assert (clause.title.en, clause.fingerprint, clause.no_rule) == ("the payment term", FRIST, None)
    assert document.clause("2", "varsel") is document.clause("9", "frist") is None
    assert rulebook.documents["legelov"].not_at_hand == Text("loven er ikke ved hånden", "the act is not at hand")
    assert not rulebook.documents["legelov"].chapters


def test_citations_hold_the_fingerprint(rulebook: Rulebook) -> None:
    frist = rulebook.rules["takst/frist"]
    assert frist.citations == (Citation("legeaftale", "2", "frist", FRIST), Citation("legelov", "7-8"))
    (exemption,) = frist.unless
    assert exemption.citations[0].clause == "varsel"
    assert frist.parameters["rente"].citations[0].chapter == "2"


def test_what_cites_a_clause(rulebook: Rulebook) -> None:
    assert citing_of(rulebook) == {
        ("legeaftale", "2", "frist"): Citing(("takst/frist",)),
        ("legelov", "7-8", None): Citing(("takst/frist",)),
        ("legeaftale", "2.1", "varsel"): Citing(("takst/frist", "takst/varsel")),
        ("legeaftale", "2", "rente"): Citing(("takst/frist",), (("takst/leg.yaml", "rente"),)),
    }


@pytest.mark.parametrize(
    ("file", "old", "new", "codes"),
    [
        ("takst/leg.yaml", "2/rente", "2/frist", ["not-encoded"]),
        ("takst/leg.yaml", "2/rente", "2/rrente", ["unknown-clause"]),
        ("takst/leg.yaml", "document: legelov", "document: lgelov", ["unknown-document"]),
        ("takst/leg.yaml", '"2.1/varsel"', '"4/frist"', ["not-encoded", "cited-and-excused"]),
        ("takst/leg.yaml", "modality: kan", "modalityy: kan", ["unknown-key"]),
        ("documents.yaml", "not_at_hand:", "at_hand:", ["unknown-key"]),
    ],
)
def test_what_follows_from_another_problem_is_not_told(
    tmp_path: Path, file: str, old: str, new: str, codes: list[str]
) -> None:
    assert problems_with(tmp_path, file, old, new) == codes


def test_a_file_that_cannot_be_read_may_cite_what_no_other_does(tmp_path: Path) -> None:
    assert problems_with(tmp_path, "takst/leg.yaml", "rules:", "rules: [") == ["yaml-syntax"]


def states(findings: list[Finding]) -> dict[str, str]:
    return {f"{one.chapter.name}/{one.clause.name}": one.state for one in findings}


def test_verified(rulebook: Rulebook, tmp_path: Path) -> None:
    text = agreement.AGREEMENT.replace("6,1 %", "6,2 %").replace(
        agreement.AGREEMENT.split("\n2.1")[1].split("\n3.")[0], ""
    )
    findings = verified(rulebook, copies_in(agreement.copies_in(tmp_path, text), ["legeaftale"]))
    assert states(findings) == {
        "2/frist": "same",
        "2/rente": "changed",
        "2.1/varsel": "gone",
        "redskaber/bilag": "same",
        "4/frist": "same",
    }
    assert findings[1].citing.parameters == (("takst/leg.yaml", "rente"),)
    assert findings[0].passage and findings[0].passage.place == 7


def test_without_a_copy_nothing_is_said(rulebook: Rulebook) -> None:
    assert set(states(verified(rulebook, {})).values()) == {"no-copy"}
