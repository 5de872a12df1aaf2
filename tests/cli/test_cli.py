"""The command as a user runs it: exit status, what is printed where, and never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import cli
from engine.evaluation.explain import Disagreement
from engine.evaluation.trace import Ref
from tests import agreement

FULL = "/dev/full"


class Ran:
    """What a run of the command gave."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], small_rules: Path) -> Iterator[object]:
    def call(*arguments: object, own_rules: bool = False) -> Ran:
        given = [str(argument) for argument in arguments]
        if not own_rules:
            given += ["--rules", str(small_rules)]
        with pytest.raises(SystemExit) as left:
            cli.main(given)
        printed = capsys.readouterr()
        assert "Traceback" not in printed.out + printed.err
        return Ran(int(left.value.code or 0), printed.out, printed.err)

    yield call


def facts(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "facts.yaml"
    path.write_text(text, "utf-8")
    return path


MET = "as_of: 2017-06-01\ndriftsherre: [{id: m, type: privat}]\ntakst: [{id: t, takst: 2000, tilbud: a}]\n"
NONE = "tilbud: [{id: a, driftsherre: m, pladser: 20, pladser_andre: 1, institution: anden}]\n"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (MET + NONE, 0),
        (MET + NONE.replace("andre: 1", "andre: 2"), 3),
        (MET.replace("2000", "1000") + NONE, 0),  # a remark is no breach
        (
            MET.replace("2000, ", "2000, administration: 7, direkte_omkostninger: 100, ")
            + NONE.replace(": 1,", ": 2,"),
            1,
        ),
        (MET, 2),
        ("as_of: 2017-06-01\n", 0),
    ],
)
def test_exit_status(run, tmp_path: Path, text: str, status: int) -> None:
    assert run("check", facts(tmp_path, text)).status == status


def test_a_breach_counts_before_what_is_open(run, small_facts: Path) -> None:
    assert run("check", small_facts).status == 1


def test_without_a_date_nothing_is_decided(run, tmp_path: Path) -> None:
    path = facts(tmp_path, "takst: [{id: t}]\n")
    ran = run("check", path, "--lang", "en")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "facts.yaml: there is no date to judge by; expected as_of in the facts or --as-of DATE\n"
    assert run("check", path, "--as-of", "2017-06-01").status == 3


def test_the_option_goes_before_the_date_of_the_facts(run, small_facts: Path) -> None:
    ran = run("check", small_facts, "--as-of", "2019-01-01", "--format", "json")
    assert json.loads(ran.out)["run"]["as_of"] == "2019-01-01"
    assert json.loads(ran.out)["summary"]["requirements"]["not_applicable"] == 14
    assert json.loads(ran.out)["summary"]["requirements"]["breached"] == 7  # what is in force only from 2018


def test_problems_of_rules_and_facts_are_shown_together(run, tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    (rules / "takst").mkdir(parents=True)
    (rules / "takst" / "x.yaml").write_text("document: d\nsubject: takst\nrules: {}\nterm: {}\n", "utf-8")
    path = facts(tmp_path, "takst: [{id: t, takst: -1}]\ntaxt: []\n")
    ran = run("check", path, "--rules", rules, "--lang", "en", own_rules=True)
    assert ran.status == 2
    assert ran.out == ""
    assert "takst/x.yaml:4:1: unknown key 'term'" in ran.err
    assert "did you mean terms?" in ran.err
    assert "facts.yaml:1:24:" in ran.err
    assert "facts.yaml:2:1: 'taxt' is not known; did you mean takst?" in ran.err


def test_problems_as_json(run, tmp_path: Path) -> None:
    ran = run("check", facts(tmp_path, "as_of: 2017-02-29\n"), "--format", "json")
    (problem,) = json.loads(ran.out)["problems"]
    assert ran.status == 2
    assert (problem["file"], problem["line"], problem["column"]) == ("facts.yaml", 1, 8)
    assert problem["message"]["da"] and problem["message"]["en"]


def test_selection(run, small_facts: Path) -> None:
    by_area = json.loads(run("check", small_facts, "--area", "rammeaftale", "--format", "json").out)["decisions"]
    assert {d["rule"].split("/")[0] for d in by_area} == {"rammeaftale"}
    by_rule = json.loads(run("check", small_facts, "--rule", "takst/overhead", "--format", "json").out)["decisions"]
    assert {d["rule"] for d in by_rule} == {"takst/overhead"}
    assert len(by_rule) == 7


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--rule", "takst/overhed"], "no rule is named 'takst/overhed'"),
        (["--area", "taxt"], "no area is named 'taxt'; expected one of rammeaftale, takst; did you mean takst?"),
        (["--as-of", "2017-02-29"], "'2017-02-29' is not a date that exists"),
        (["--lang", "sv"], "'sv' is not one of"),
        (["--format", "xls"], "'xls' is not one of"),
        (["--colour"], "No such option"),
    ],
)
def test_wrong_options(run, small_facts: Path, arguments: list[str], message: str) -> None:
    lang = [] if "--lang" in arguments else ["--lang", "en"]
    ran = run("check", small_facts, *arguments, *lang)
    assert (ran.status, ran.out) == (2, "")
    assert message in ran.err


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


@pytest.mark.parametrize(
    "command", [[], ["check"], ["explain"], ["schema"], ["rules"], *(["rules", c] for c in cli.rules.commands)]
)
def test_help_everywhere(run, command: list[str]) -> None:
    ran = run(*command, "--help", own_rules=True)
    assert ran.status == 0
    assert "Usage: klausul" in ran.out


def test_a_fault_of_the_program_is_told_in_words(run, small_facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("out of order")

    monkeypatch.setattr("engine.decision.files.judge", broken)
    ran = run("check", small_facts, "--lang", "en")
    assert (ran.status, ran.out) == (2, "")
    assert "nothing is decided: RuntimeError('out of order')" in ran.err


def test_a_disagreement_names_rule_and_subject(run, small_facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("durable_rules_engine", reason="without durable_rules there is no second opinion")

    def other(*_: object) -> None:
        raise Disagreement("takst/overhead", Ref("takst", "aa-1"), "met", "breached")

    monkeypatch.setattr("engine.decision.decide.second_opinion", other)
    ran = run("check", small_facts, "--lang", "en")
    assert (ran.status, ran.out) == (2, "")
    assert "takst/overhead on takst aa-1: met against breached" in ran.err


def test_without_durable_rules_the_report_says_so(run, small_facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_it = run("check", small_facts, "--format", "json")
    monkeypatch.setattr("engine.decision.decide.available", lambda: None)
    ran = run("check", small_facts, "--lang", "en")
    assert ran.status == 1
    assert "durable_rules is not installed: the evaluator has decided alone." in ran.out
    report = json.loads(run("check", small_facts, "--format", "json").out)
    assert report["run"]["inference"] is None
    assert report["decisions"] == json.loads(with_it.out)["decisions"]


def test_interrupted(run, small_facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("engine.decision.files.judge", stopped)
    assert run("check", small_facts).status == 130


def process(*arguments: object, **settings: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "cli", *(str(argument) for argument in arguments)]
    return subprocess.run(command, cwd=Path(cli.__file__).parent, check=False, **settings)  # type: ignore[call-overload, no-any-return]


def test_same_bytes_for_any_hash_seed(small_facts: Path, small_rules: Path) -> None:
    outputs = {
        process(
            "check", small_facts, "--rules", small_rules, "--format", "json", "--detail", "full",
            stdout=subprocess.PIPE, env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1", "4242")
    }  # fmt: skip
    assert len(outputs) == 1


def test_a_reader_that_leaves_gets_no_traceback(small_facts: Path, small_rules: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    ran = process("check", small_facts, "--rules", small_rules, "--all", stdout=write, stderr=subprocess.PIPE)
    os.close(write)
    assert ran.returncode == 2
    assert b"Traceback" not in ran.stderr
    assert b"Exception ignored" not in ran.stderr


@pytest.mark.skipif(not Path(FULL).exists(), reason="this system has no device that is always full")
def test_a_full_disk_gets_no_traceback(small_facts: Path, small_rules: Path) -> None:
    with Path(FULL).open("wb") as full:
        ran = process("check", small_facts, "--rules", small_rules, stdout=full, stderr=subprocess.PIPE)
    assert ran.returncode == 2
    assert b"Traceback" not in ran.stderr


def test_a_plain_locale_gets_the_same_text(small_facts: Path, small_rules: Path) -> None:
    env = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    ran = process("check", small_facts, "--rules", small_rules, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env)
    assert ran.returncode == 1
    assert "overtrådt" in ran.stdout.decode("utf-8")
