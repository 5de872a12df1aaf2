"""The reports of the command: their formats, files and depths."""

from __future__ import annotations

import json
from pathlib import Path

import pytest


def test_decisions_hold_what_programs_need(run, small_facts: Path) -> None:
    report = json.loads(run("check", small_facts, "--format", "json").out)
    assert set(report) == {"run", "summary", "decisions"}
    for decision in report["decisions"]:
        assert {"rule", "subject", "outcome", "modality", "citations", "missing", "digest"} <= set(decision)
        assert set(decision["subject"]) == {"type", "id"}
        assert decision["digest"].startswith("sha256:")
        assert "trace" not in decision
    traced = json.loads(run("check", small_facts, "--format", "json", "--detail", "full").out)
    assert all("trace" in decision for decision in traced["decisions"])


def test_output_goes_to_a_file_whole(run, small_facts: Path, tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    target.write_text("old", "utf-8")
    ran = run("check", small_facts, "--format", "json", "--output", target)
    assert (ran.status, ran.out) == (1, "")
    assert json.loads(target.read_text("utf-8"))["summary"]["breaches"] == 1
    assert [p.name for p in tmp_path.iterdir()] == ["report.json"]


def test_several_reports_of_one_check(run, small_facts: Path, tmp_path: Path) -> None:
    json_, sarif, xml, markdown = (tmp_path / name for name in ("a.json", "b.sarif", "c.xml", "d.md"))
    ran = run("check", small_facts, "--format", "json", "--output", json_, "--format", "sarif", "--output", sarif)
    assert (ran.status, ran.out) == (1, "")
    assert json.loads(json_.read_text("utf-8"))["summary"]["breaches"] == 1
    assert json.loads(sarif.read_text("utf-8"))["version"] == "2.1.0"
    ran = run("check", small_facts, "--output", xml, "--output", markdown)
    assert (ran.status, ran.out) == (1, "")
    assert xml.read_text("utf-8").startswith("<?xml")
    assert markdown.read_text("utf-8").startswith("# Et lille eksempel")
    ran = run("check", small_facts, "--format", "text", "--format", "markdown", "--output", markdown)
    assert "overtrådt" in ran.out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "b.sarif", "c.xml", "d.md"]


def test_where_one_report_cannot_be_made_none_is_written(
    run, small_facts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("out of order")

    monkeypatch.setattr("engine.reports.sarif.check", broken)
    ran = run("check", small_facts, "--output", tmp_path / "a.json", "--output", tmp_path / "b.sarif")
    assert ran.status == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--format", "text", "--format", "sarif"], "--output: several formats have no file"),
        (["--output", "a.doc"], "--output: the ending .doc does not tell what format the file is to have"),
        (["--output", "a.md", "--output", "a.md"], "--output: two reports are to go to one file"),
        (["--detail", "long"], "'long' is not one of 'summary', 'short', 'full'"),
    ],
)
def test_what_cannot_be_reported(run, small_facts: Path, arguments: list[str], message: str) -> None:
    ran = run("check", small_facts, *arguments, "--lang", "en")
    assert (ran.status, ran.out) == (2, "")
    assert message in ran.err


def test_three_depths(run, small_facts: Path) -> None:
    summary, short, full = (run("check", small_facts, "--detail", each).out for each in ("summary", "short", "full"))
    sentence = "»Overhead i procent« er 6,45 %, men skal"
    assert sentence not in summary
    assert sentence in short
    assert "overhead_procent <= overhead_maksimum" not in short
    assert "overhead_procent <= overhead_maksimum" in full
    asked = ("explain", small_facts, "--rule", "takst/overhead", "--subject", "aa-2", "--detail")
    summary, short, full = (run(*asked, each).out for each in ("summary", "short", "full"))
    assert summary == "Overhead højst 6,1 % – takst aa-2: overtrådt\n"
    assert short == (
        f"{summary}»Overhead i procent« er 6,45 %, men skal være højst 6,1 % (»højeste overhead«).\n"
        "→ Sæt administrationen ned.\n"
        "→ Mindste ændring: administration i taksten: højst 61,00 kr., 3,50 kr. mindre\n"
    )
    assert full == run(*asked[:-1]).out


def test_the_schema_of_the_reports(run) -> None:
    schema = json.loads(run("schema", own_rules=True).out)
    assert schema["$id"] == "urn:klausul:report:1"


def test_places_lead_from_where_the_command_is_run(
    run, small_facts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "my facts").mkdir()
    (tmp_path / "my facts" / "facts.yaml").write_bytes(small_facts.read_bytes())
    monkeypatch.chdir(tmp_path)
    for given in ("my facts/facts.yaml", tmp_path / "my facts" / "facts.yaml"):
        results = json.loads(run("check", given, "--format", "sarif").out)["runs"][0]["results"]
        uris = {each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in results}
        assert uris == {"my%20facts/facts.yaml"}
        assert "my facts/facts.yaml:15:" in run("check", given, "--format", "junit").out


def test_output_that_cannot_be_written(run, small_facts: Path, tmp_path: Path) -> None:
    ran = run("check", small_facts, "--output", tmp_path / "none" / "report.txt")
    assert ran.status == 2
    assert "No such file or directory" in ran.err


def test_explain(run, small_facts: Path) -> None:
    ran = run("explain", small_facts, "--rule", "takst/overhead", "--subject", "aa-2")
    assert ran.status == 0
    assert "64,50 kr.  takst aa-2, facts.yaml:15:57" in ran.out
    ran = run("explain", small_facts, "--rule", "takst/overhead", "--subject", "aa-9", "--lang", "en")
    assert ran.status == 2
    assert "the facts hold no tariff with id 'aa-9'; did you mean aa-" in ran.err
    ran = run("explain", small_facts, "--rule", "takst/overhead", "--subject", "aa-1", "--format", "json")
    assert json.loads(ran.out)["decision"]["trace"]["require"]["value"] == "true"
