"""`klausul rules` as a user runs it: what is shown, verified, tested and covered."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests import agreement
from tests.cli.running import Ran, process


def test_rules_commands(run) -> None:
    assert run("rules", "check", "--lang", "en").out == "5 rules, 1 document, no problems\n"
    assert "takst/overhead" in run("rules", "list").out
    assert "rammeaftale/omfang" not in run("rules", "list", "--area", "takst").out
    assert "overhead_procent <= overhead_maksimum" in run("rules", "show", "takst/overhead").out
    assert run("rules", "show", "takst/nothing").status == 2
    schema = json.loads(run("rules", "schema", own_rules=True).out)
    assert schema["properties"]["rules"]


def verify(run, folder: Path, *arguments: object) -> Ran:
    given = ["--documents", folder / "copies", "--rules", folder / "rules", "--lang", "en", *arguments]
    return run("rules", "verify", *given, own_rules=True)


def test_verify(run, tmp_path: Path) -> None:
    agreement.rules_in(tmp_path)
    agreement.copies_in(tmp_path)
    ran = verify(run, tmp_path)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.endswith("5 clauses: 5 as before, 0 changed, 0 gone, 0 not verified\n")
    assert "Changed or gone" not in ran.out


@pytest.mark.parametrize(("old", "new"), [("6,1 %", "6,2 %"), (agreement.PASSAGES["bilag"], "")])
def test_verify_tells_what_is_changed_or_gone_first(run, tmp_path: Path, old: str, new: str) -> None:
    agreement.rules_in(tmp_path)
    agreement.copies_in(tmp_path, agreement.AGREEMENT.replace(old, new))
    ran = verify(run, tmp_path)
    assert ran.status == 1
    assert ran.out.startswith("Changed or gone: look at the rules\n")


def test_verify_without_a_document(run, tmp_path: Path) -> None:
    documents = agreement.rules_in(tmp_path) / "documents.yaml"
    text = documents.read_text("utf-8")
    other = text[text.index("  legeaftale:") : text.index("  legelov:")].replace("legeaftale", "anden-aftale")
    documents.write_text(text + other, "utf-8")
    rules = tmp_path / "rules" / "takst" / "leg.yaml"
    again = rules.read_text("utf-8").replace("document: legeaftale", "document: anden-aftale")
    for name, other in (("  frist:", "  frist-2:"), ("  varsel:", "  varsel-2:"), ("s: varslet", "s: varslet_2")):
        again = again.replace(name, other)
    (rules.parent / "anden.yaml").write_text(again, "utf-8")
    agreement.copies_in(tmp_path)
    ran = verify(run, tmp_path)
    assert ran.status == 3
    assert "anden-aftale: not in the folder, not verified\n" in ran.out
    agreement.copies_in(tmp_path, agreement.AGREEMENT.replace("6,1 %", "6,2 %"))
    assert verify(run, tmp_path).status == 1


def test_verify_with_files_that_cannot_be_read(run, tmp_path: Path) -> None:
    agreement.rules_in(tmp_path)
    ran = verify(run, tmp_path)
    assert (ran.status, ran.out) == (2, "")
    assert "copies: there is no such folder; expected a folder with your own documents" in ran.err
    agreement.copies_in(tmp_path, "", "legeaftale.pdf")
    ran = verify(run, tmp_path, "--format", "json")
    assert ran.status == 2
    assert "the PDF file cannot be read" in json.loads(ran.out)["problems"][0]["message"]["en"]


def test_verify_as_json(run, tmp_path: Path) -> None:
    agreement.rules_in(tmp_path)
    copies = agreement.copies_in(tmp_path, "")
    (copies / "legeaftale.txt").unlink()
    (copies / "legeaftale.pdf").write_bytes(agreement.pdf_of(*agreement.AGREEMENT.split("\n3. ")))
    clauses = json.loads(verify(run, tmp_path, "--format", "json").out)["clauses"]
    assert [(clause["state"], clause["page"]) for clause in clauses] == [("same", 1)] * 3 + [("same", 2)] * 2


def test_coverage_by_clause(run, tmp_path: Path) -> None:
    rules = agreement.rules_in(tmp_path)
    ran = run("rules", "coverage", "--documents", "--rules", rules, "--lang", "en", own_rules=True)
    assert ran.status == 0
    assert "5 chapters, 5 clauses: 3 have rules, 2 have none" in ran.out


def test_fingerprint(run, tmp_path: Path) -> None:
    passage = tmp_path / "passage.txt"
    passage.write_text("Renten er\n6,1 % om å-\nret", "utf-8")
    ran = run("rules", "fingerprint", passage, own_rules=True)
    assert (ran.status, ran.out) == (0, "19-94225fc826a5b91b147ceda3fe505aa4-f7c3e83a-d94d1c10\n")
    passage.write_text("6,1 %", "utf-8")
    ran = run("rules", "fingerprint", passage, own_rules=True)
    assert (ran.status, ran.out) == (2, "")
    assert "tekststedet er for kort; ventede mindst 16 bogstaver, tal og tegn" in ran.err
    passage.write_bytes(b"\xe6" * 50)
    assert "filen er ikke UTF-8" in run("rules", "fingerprint", passage, own_rules=True).err
    assert run("rules", "fingerprint", tmp_path / "none", own_rules=True).status == 2


def test_fingerprint_of_standard_input() -> None:
    ran = process("rules", "fingerprint", input="Renten er 6,1 % om året".encode(), stdout=subprocess.PIPE)
    assert ran.stdout == b"19-94225fc826a5b91b147ceda3fe505aa4-f7c3e83a-d94d1c10\n"


def test_rules_test_without_tests_fails(run) -> None:
    ran = run("rules", "test", "--lang", "en")
    assert (ran.status, ran.out) == (1, "0 files, 0 cases, 0 assertions: 0 do not hold\n")


def test_rules_coverage(run) -> None:
    ran = run("rules", "coverage", "--lang", "en", "overhead")
    assert ran.status == 1
    assert "takst/overhead.yaml:18:3  met: no test expects the outcome met\n" in ran.out
    assert ran.out.endswith("1 rule, 26 goals: 26 not reached, 0 excused\n")
    told = json.loads(run("rules", "coverage", "--format", "json").out)
    assert (len(told["rules"]), told["complete"]) == (5, False)
    assert run("rules", "coverage", "no-such-rule").status == 1


def test_rules_coverage_of_the_shipped_rules_is_complete(run) -> None:
    ran = run("rules", "coverage", "takst/overhead-maksimum", "--lang", "en", own_rules=True)
    assert ran.status == 0
    assert "0 not reached" in ran.out
