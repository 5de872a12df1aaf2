"""The commands on facts as a user runs them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import cli
from facts.digest import digest
from facts.read import read_facts
from tests.sheets.make import book, saved

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], small_rules: Path) -> Run:
    def call(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            cli.main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.out + printed.err
        return int(left.value.code or 0), printed.out, printed.err

    return call


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    rows = [["id", "Tilbud", "År", "Takst (kr.)", "Administration"], ["(eksempel)"], ["aa-1", "aa", 2017, 1234.5, None]]
    made = book(rows, Tilbud=[["id", "Navn", "Driftsherre"], ["aa", "Ågården", "midt"]], Driftsherre=[["id"], ["midt"]])
    return saved(made, tmp_path)


def test_check_tells_what_is_wrong_by_cell(run: Run, tmp_path: Path, small_rules: Path) -> None:
    path = saved(book([["id", "År", "Takst"], ["a", "x", "1.234"], [None, 2017, 5]]), tmp_path)
    status, out, err = run("facts", "check", path, "--rules", small_rules)
    assert (status, out) == (2, "")
    assert err.splitlines() == [
        "fakta.xlsx:Takst!B2: år: 'x' kan ikke bruges; ventede et tal som 12 eller 12,5",
        "fakta.xlsx:Takst!C2: takst: '1.234' kan læses på to måder; ventede 1234 eller 1,234, skrevet så der kun er én",
        "fakta.xlsx:Takst!A3: takst uden id; ventede et kort navn som gaarden-1",
    ]
    status, out, err = run("facts", "check", path, "--rules", small_rules, "--format", "json")
    problem = json.loads(out)["problems"][1]
    assert (problem["code"], problem["sheet"], problem["cell"], problem["line"]) == ("two-readings", "Takst", "C2", 2)


def test_check_tells_what_is_missing_by_cell(run: Run, workbook: Path, small_rules: Path) -> None:
    status, out, _ = run("facts", "check", workbook, "--rules", small_rules, "--area", "takst", "--lang", "en")
    assert status == 3
    assert out == (
        "1 file without problems: 1 operator, 1 tariff, 1 offering\n\n"
        "Missing\n"
        "  a date to judge by\n"
        "  “type of operator” is missing for 1 of 1 operator, used by 1 rule\n"
        "  “administration in the tariff” is missing for 1 of 1 tariff, used by 1 rule: fakta.xlsx:Takst!E3\n"
        "  “direct costs in the tariff” is missing for 1 of 1 tariff, used by 1 rule\n"
        "  “institution” is missing for 1 of 1 offering, used by 1 rule\n"
        "  “number of places” is missing for 1 of 1 offering, used by 1 rule\n"
        "  “places used by other municipalities” is missing for 1 of 1 offering, used by 1 rule\n\n"
        "Worth knowing\n"
        "  fakta.xlsx:Takst!A2: the row is not read: its id is in parentheses\n"
    )
    _, out, _ = run("facts", "check", workbook, "--rules", small_rules, "--as-of", "2017-06-01", "--format", "json")
    told = json.loads(out)
    assert told["facts"]["as_of"] == "2017-06-01"
    gap = next(gap for gap in told["missing"] if gap["field"] == "administration")
    place = {"file": "fakta.xlsx", "line": 3, "column": 5, "sheet": "Takst", "cell": "E3"}
    assert gap["subjects"] == [{"id": "aa-1", "place": place}]


def test_nothing_missing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "f.yaml").write_text("as_of: 2017-01-01\n")
    assert run("facts", "check", tmp_path / "f.yaml") == (0, "1 fil uden fejl: 0\n", "")


def test_rules_at_fault_are_told_of_with_the_facts(run: Run, tmp_path: Path) -> None:
    (tmp_path / "f.yaml").write_text("takst: [{id: A}]\n")
    status, _, err = run("facts", "check", tmp_path / "f.yaml", "--area", "takster", "--rules", cli_rules())
    assert status == 2
    assert [line.split(":")[0] for line in err.splitlines()] == ["--area", "f.yaml"]


def cli_rules() -> Path:
    return Path(cli.__file__).parent / "rules"


def test_show_prints_what_was_understood_with_sources(run: Run, workbook: Path) -> None:
    status, out, _ = run("facts", "show", workbook, "--lang", "en")
    assert (status, out) == (
        0,
        "1 file without problems: 1 operator, 1 tariff, 1 offering\n\n"
        "operator midt  (fakta.xlsx:Driftsherre!A2)\n\n"
        "tariff aa-1  (fakta.xlsx:Takst!A3)\n"
        "  offering  aa  (B3)\n"
        "  year      2017  (C3)\n"
        "  tariff    1,234.50 kr.  (D3)\n\n"
        "offering aa  (fakta.xlsx:Tilbud!A2)\n"
        "  name      Ågården  (B2)\n"
        "  operator  midt  (C2)\n\n"
        "Worth knowing\n"
        "  fakta.xlsx:Takst!A2: the row is not read: its id is in parentheses\n",
    )
    assert "1.234,50 kr." in run("facts", "show", workbook, "--subject", "aa-1")[1]
    told = json.loads(run("facts", "show", workbook, "--subject", "aa-1", "--format", "json")[1])
    (subject,) = told["subjects"]
    assert subject["values"]["takst"]["value"] == "1234.5 kr"
    assert subject["values"]["takst"]["source"]["cell"] == "D3"


def test_a_subject_that_is_not_there(run: Run, workbook: Path) -> None:
    status, _, err = run("facts", "show", workbook, "--subject", "aa-2", "--lang", "en")
    assert (status, err) == (2, "--subject: the facts hold no subject with id 'aa-2'; did you mean aa-1?\n")


@pytest.mark.parametrize("name", ["x.yaml", "x.yml", "x.json", "x.xlsx"])
def test_convert(run: Run, workbook: Path, tmp_path: Path, name: str) -> None:
    assert run("facts", "convert", workbook, "-o", tmp_path / name) == (0, "", "")
    assert digest(read_facts([tmp_path / name])) == digest(read_facts([workbook]))


def test_convert_to_what_cannot_hold_it(run: Run, workbook: Path, tmp_path: Path) -> None:
    status, _, err = run("facts", "convert", workbook, "-o", tmp_path / "x.csv")
    assert status == 2
    assert err.startswith("x.csv: CSV rummer kun ét slags emne")
    assert not (tmp_path / "x.csv").exists()


def test_template_and_what_is_there_is_not_written_over(run: Run, tmp_path: Path, small_rules: Path) -> None:
    path = tmp_path / "takster.xlsx"
    arguments = ("facts", "template", "--area", "takst", "--rules", small_rules, "-o", path)
    assert run(*arguments) == (0, "", "")
    content = path.read_bytes()
    status, _, err = run(*arguments)
    assert status == 2
    assert err == "takster.xlsx: filen findes allerede og overskrives ikke; ventede et nyt navn\n"
    assert path.read_bytes() == content
    assert run("facts", "check", path, "--rules", small_rules)[0] == 3


def test_a_check_judges_a_workbook_and_names_its_cells(run: Run, workbook: Path, small_rules: Path) -> None:
    arguments = (workbook, "--rules", small_rules, "--as-of", "2017-06-01")
    status, out, _ = run("check", *arguments, "--lang", "en")
    assert status == 3
    assert out.endswith("Worth knowing of the files, told by 'klausul facts show': 1\n")
    _, out, _ = run("explain", *arguments, "--rule", "takst/hele-kroner", "--subject", "aa-1")
    assert "fakta.xlsx:Takst!D3" in out
    _, out, _ = run("check", *arguments, "--format", "json", "--detail", "full")
    assert '"sheet": "Takst",' in out and '"cell": "D3"' in out


def test_facts_without_spreadsheets_import_none_of_this(small_facts: Path, small_rules: Path) -> None:
    code = (
        "import sys, cli\n"
        "try: cli.main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "print([name for name in sys.modules if name.startswith(('openpyxl', 'facts.sheets', 'facts.convert'))])"
    )
    command = [sys.executable, "-c", code, "check", str(small_facts), "--rules", str(small_rules)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(cli.__file__).parent)
    assert ran.stdout.endswith("[]\n")
