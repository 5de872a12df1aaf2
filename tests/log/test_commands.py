"""The commands on the log: what they print (KLAUSUL_ACCEPT=1 writes the files in expected/ anew) and their status."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

import cli
from engine.commands.log import OUTCOMES
from engine.decision.files import Asked
from engine.log import account, answers
from engine.log.record import Who
from engine.log.runs import Span
from engine.reports.reporter import FORMATS
from engine.reports.words import SEVERITY
from tests.log.common import FACTS, RULES, SMALL, Log, changed_rules, keep, runs_of, without_hashes
from tests.log.test_compare import APPROVED
from tests.log.test_record import QUESTION
from tests.reports.test_schemas import check_json, check_junit, check_sarif

EXPECTED = Path(__file__).parent / "expected"
Run = Callable[..., SimpleNamespace]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command, and give its status and what it printed."""

    def run(*arguments: object) -> SimpleNamespace:
        with pytest.raises(SystemExit) as left:
            cli.main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.out + printed.err
        return SimpleNamespace(status=int(left.value.code or 0), out=printed.out, err=printed.err)

    return run


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> tuple[Log, Path]:
    """A log with a history, and the newest rules."""
    return story_in(tmp_path_factory.mktemp("story"))


def story_in(folder: Path) -> tuple[Log, Path]:
    """Give a log in which the facts, the rules, a reading and the date change in turn; and the newest rules."""
    log = Log.at((folder / "log.db").as_posix())
    store = log.opened()
    newer = changed_rules(
        folder, ("{2017-01-01: 6.1 %}", "{2017-01-01: 6.1 %, 2017-06-01: 5.9 %}"), name="newer"
    )  # fmt: skip
    newest = changed_rules(
        folder,
        ("{2017-01-01: 6.1 %}", "{2017-01-01: 6.1 %, 2017-06-01: 6.5 %}"),
        ("\nrules:\n  overhead:", f"\n{QUESTION}\nrules:\n  overhead:"),
        ("require: takst > 1000 kr", "require: takst > 2000 kr"),
        name="newest",
    )
    keep(store)
    keep(store, FACTS.replace("64.50", "60"), who=Who("bo", "Bo Auditør"))
    keep(store, asked=Asked(newer))
    keep(store, as_of=date(2018, 1, 1), asked=Asked(RULES, areas=("takst",)))
    keep(store, asked=Asked(newest, readings=(("takst/overhead", "afrundet"),)))
    keep(store, FACTS + APPROVED)
    return log, newest


def compare(name: str, found: str) -> None:
    """Hold a text against the file that says how it should be."""
    path, steady = EXPECTED / name, without_hashes(found)
    if os.environ.get("KLAUSUL_ACCEPT"):
        path.write_text(steady, "utf-8")
    assert steady == path.read_text("utf-8")


SHOWN: dict[str, tuple[tuple[str, ...], int]] = {
    "list": (("list",), 0),
    "list-nothing": (("list", "--from", "2027-01-01"), 0),
    "show": (("show", "2"), 0),
    "show-all": (("show", "4", "--all"), 0),
    "show-reading": (("show", "5"), 0),
    "show-deviation": (("show", "6", "--rule", "takst/overhead", "--subject", "aa-2"), 0),
    "show-decision": (("show", "1", "--rule", "takst/overhead", "--subject", "aa-2"), 0),
    "show-open": (("show", "1", "--rule", "takst/overhead", "--subject", "grenen-2"), 0),
    "search": (("search", "--operator", "midt", "--outcome", "breached", "--outcome", "remark"), 0),
    "search-most": (("search", "--rule", "takst/overhead", "--most", "3", "--to", "2026-12-31"), 0),
    "search-nothing": (("search", "--rule", "takst/overhead", "--to", "2020-01-01"), 0),
    "verify": (("verify",), 0),
    "replay": (("replay", "3"), 0),
    "diff-facts": (("diff", "1", "2"), 1),
    "diff-rules": (("diff", "1", "3"), 1),
    "diff-date": (("diff", "1", "4"), 1),
    "diff-same": (("diff", "1", "1"), 0),
}


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("name", SHOWN)
def test_what_is_printed(name: str, lang: str, story: tuple[Log, Path], run: Run) -> None:
    arguments, status = SHOWN[name]
    ran = run("log", *arguments, "--log", story[0].url, "--lang", lang)
    assert (ran.status, ran.err) == (status, "")
    compare(f"{name}.{lang}.txt", ran.out)


@pytest.mark.parametrize("lang", ["da", "en"])
def test_changed_rules(lang: str, story: tuple[Log, Path], run: Run) -> None:
    log, newest = story
    ran = run("rules", "diff", RULES, newest, "--log", log.url, "--lang", lang)
    assert (ran.status, ran.err) == (1, "")
    compare(f"rules-diff.{lang}.txt", ran.out)
    ran = run("rules", "diff", RULES, newest)
    assert ran.status == 0
    assert run("rules", "diff", RULES, RULES, "--log", log.url).status == 1  # runs 3 and 5 are of others


@pytest.mark.parametrize("lang", ["da", "en"])
def test_a_changed_log(lang: str, file_log: Log, run: Run) -> None:
    file_log.with_runs(4)
    file_log.plain("DELETE FROM run WHERE number = 2", "DELETE FROM decision WHERE run = 2", "DROP TRIGGER IF EXISTS x")
    ran = run("log", "verify", "--log", file_log.url, "--lang", lang)
    assert (ran.status, ran.err) == (1, "")
    compare(f"verify-removed.{lang}.txt", ran.out)


@pytest.mark.parametrize("name", [name for name in SHOWN if name != "list-nothing"])
def test_for_programs(name: str, story: tuple[Log, Path], run: Run) -> None:
    arguments, status = SHOWN[name]
    ran = run("log", *arguments, "--log", story[0].url, "--format", "json")
    assert ran.status == status
    data = json.loads(ran.out)
    assert data
    if name == "show":
        assert {"run", "beside", "rulebook", "decisions"} == set(data)
        assert data["decisions"][0]["trace"]
    if name == "list":
        assert [each["run"]["number"] for each in data["runs"]] == [1, 2, 3, 4, 5, 6]
    if name == "diff-facts":
        assert data["flips"][0]["causes"][0] == {
            "what": "fact",
            "of": ["takst", "aa-2", "administration"],
            "before": "64.5 kr",
            "now": "60 kr",
            "kind": "kroner",
        }


def test_check_records(file_log: Log, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    check = ("check", SMALL / "facts.yaml", "--rules", RULES)
    ran = run(*check, "--log", file_log.url, "--lang", "en")
    assert ran.status == 1  # as without a log
    (first,) = runs_of(file_log.opened())
    assert ran.out.endswith(f"\nRecorded in the log as run {first.head}\n")
    assert first.account == first.actor == account.account()
    monkeypatch.setenv("KLAUSUL_LOG", file_log.url)
    ran = run(*check, "--format", "json", "--actor", "Bo Auditør", "--rule", "takst/overhead")
    second = runs_of(file_log.opened())[1]
    assert json.loads(ran.out)["run"]["recorded"] == {"run": 2, "hash": second.hash}
    assert (second.actor, second.account, second.rules) == ("Bo Auditør", account.account(), "takst/overhead")
    assert run("log", "verify").status == 0
    for number in ("1", "2"):
        assert run("log", "replay", number).status == 0
    monkeypatch.setenv("KLAUSUL_LOG", "")
    assert "Recorded" not in run(*check, "--lang", "en").out
    assert len(runs_of(file_log.opened())) == 2


def test_every_report_names_its_run(file_log: Log, run: Run, tmp_path: Path) -> None:
    """And every report for programs still holds to its schema."""
    written = {name: tmp_path / f"report{form.endings[0]}" for name, form in FORMATS.items()}
    outputs = [part for path in written.values() for part in ("-o", path)]
    run("check", SMALL / "facts.yaml", "--rules", RULES, "--log", file_log.url, *outputs)
    (kept,) = runs_of(file_log.opened())
    for name, path in written.items():
        if name == "pdf":
            text = "".join("".join(page.extract_text().split()) for page in PdfReader(path).pages)
            assert kept.head in text
        elif name == "xlsx":
            cells = (str(cell.value) for sheet in load_workbook(path).worksheets for row in sheet.rows for cell in row)
            assert kept.head in cells
        else:
            text = path.read_text("utf-8")
            assert (kept.hash if name == "json" else kept.head) in text, name
    check_json(written["json"].read_text("utf-8"))
    check_sarif(written["sarif"].read_text("utf-8"))
    check_junit(written["junit"].read_text("utf-8"))


def test_all_outcomes_can_be_searched() -> None:
    assert set(OUTCOMES) == set(SEVERITY)


def test_a_check_that_cannot_be_recorded_says_nothing_else(file_log: Log, run: Run, tmp_path: Path) -> None:
    ran = run("check", SMALL / "facts.yaml", "--rules", RULES, "--log", tmp_path / "none" / "log.db", "--lang", "en")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.endswith("log.db: no log can be here; expected a file in a folder that exists\n")


def test_what_is_in_error_is_not_recorded(file_log: Log, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text("as_of: 2017-02-30\n", "utf-8")
    assert run("check", path, "--rules", RULES, "--log", file_log.url).status == 2
    assert not Path(file_log.url).exists()


def test_heads_are_printed_and_held_to(file_log: Log, run: Run, tmp_path: Path) -> None:
    store = file_log.with_runs(3)
    on = ("--log", file_log.url, "--lang", "en")
    runs = runs_of(store)
    assert run("log", "head", *on).out == f"{runs[2].head}\n"
    assert json.loads(run("log", "head", *on, "--format", "json").out) == {"heads": [runs[2].head]}
    every = run("log", "head", "--all", *on).out
    assert every == "".join(f"{each.head}\n" for each in runs)
    heads = tmp_path / "heads.txt"
    heads.write_text(every + "\n", "utf-8")
    assert run("log", "verify", *on, "--head", runs[1].head, "--head", runs[2].hash, "--heads", heads).status == 0
    other = run("log", "verify", *on, "--head", f"3:{'0' * 64}")
    assert other.status == 1
    assert other.out.startswith("one of the runs 1 to 3 is not the one that was recorded: ")
    heads.write_text(f"{runs[0].head}\n{runs[1].head}x\nnonsense\n", "utf-8")
    wrong = run("log", "verify", *on, "--heads", heads, "--head", "1:2")
    assert wrong.status == 2
    assert wrong.err.count(" is not a head; expected a head as 'klausul log head' prints it\n") == 3
    assert f"{heads.as_posix()}:3: 'nonsense' is not a head" in wrong.err
    assert run("log", "verify", *on, "--heads", tmp_path / "none").status == 2


def test_export_and_import(file_log: Log, run: Run, tmp_path: Path) -> None:
    store, bundle, there = file_log.with_runs(2), tmp_path / "bundle.xz", tmp_path / "there.db"
    head = runs_of(store)[1].head
    ran = run("log", "export", bundle, "--log", file_log.url)
    assert (ran.status, ran.out) == (0, f"{bundle.as_posix()}: {head}\n")
    ran = run("log", "import", bundle, "--log", there, "--lang", "en")
    assert (ran.status, ran.out) == (0, f"Added: 2 · there already: 0\n{head}\n")
    ran = run("log", "import", bundle, "--log", there)
    assert ran.out == f"Lagt til: 0 · var der allerede: 2\n{head}\n"
    assert run("log", "import", file_log.url, "--log", there).status == 2
    ran = run("log", "export", bundle, "--log", file_log.url, "--format", "json")
    assert json.loads(ran.out) == {"file": bundle.as_posix(), "head": head}
    assert json.loads(run("log", "import", bundle, "--log", there, "--format", "json").out)["there"] == 2
    empty = tmp_path / "empty.db"
    Log.at(empty.as_posix()).opened()
    assert run("log", "export", bundle, "--log", empty, "--lang", "en").out == "no runs\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("log", "list"), "--log: a log is missing; expected --log URL, or KLAUSUL_LOG"),
        (("log", "show", "9", "--log", "LOG"), "RUN: no run is named '9'; expected a number from 1 to 6, or a hash"),
        (("log", "diff", "1", "x", "--log", "LOG"), "RUN: no run is named 'x'; expected a number from 1 to 6"),
        (
            ("log", "show", "1", "--rule", "takst/overhed", "--log", "LOG"),
            "--rule: run 1 has no decision on 'takst/overhed'; did you mean takst/overhead?",
        ),
        (
            ("log", "show", "1", "--rule", "takst/overhead", "--subject", "aa-9", "--log", "LOG"),
            "--subject: run 1 has no decision on 'aa-9'; did you mean aa-",
        ),
        (("log", "show", "1", "--rule", "takst/overhead", "--subject", "aa", "--log", "LOG"), "--rule: run 1 has no"),
        (("log", "search", "--outcome", "x", "--log", "LOG"), "'x' is not one of"),
        (("log", "search", "--from", "i går", "--log", "LOG"), "'i går' is not a date"),
        (("log", "replay", "--log", "LOG"), "Missing argument 'RUN'"),
        (("rules", "diff", "none", "none"), "none: there is no such folder"),
        (
            ("log", "list", "--log", "postgresql://a:hemmelig@/b?host=/nowhere"),
            "postgresql:///nowhere/b: the log cannot",
        ),
    ],
)
def test_what_a_user_can_get_wrong(
    arguments: tuple[str, ...], message: str, story: tuple[Log, Path], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KLAUSUL_LOG", raising=False)
    ran = run(*(story[0].url if argument == "LOG" else argument for argument in arguments), "--lang", "en")
    assert (ran.status, ran.out) == (2, "")
    assert message in ran.err
    assert "hemmelig" not in ran.err


def test_the_password_is_nowhere(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KLAUSUL_LOG", "postgresql://a:hemmelig@localhost:1/b")
    printed = [run("log", "list"), run("log", "list", "--format", "json"), run("log", "--help")]
    printed += [run("log", "list", "--help"), run("log", "list", "--nonsense"), run("check", "--help")]
    printed += [run("check", SMALL / "facts.yaml", "--rules", RULES)]
    assert not any("hemmelig" in ran.out + ran.err for ran in printed)


def test_an_account_without_a_name(monkeypatch: pytest.MonkeyPatch, file_log: Log, run: Run) -> None:
    def nameless(_: int) -> None:
        raise KeyError

    monkeypatch.setattr("pwd.getpwuid", nameless)
    check = ("check", SMALL / "facts.yaml", "--rules", RULES, "--log", file_log.url, "--lang", "en")
    ran = run(*check)
    assert (ran.status, ran.err) == (2, "--actor: the account has no name; expected --actor NAME\n")
    assert run(*check, "--actor", "Bo").status == 1
    assert [(each.actor, each.account) for each in runs_of(file_log.opened())] == [("Bo", "Bo")]


def test_on_a_terminal(story: tuple[Log, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm-256color")
    shape = answers.Shape("en", "text", terminal=True)
    for answer in (
        answers.run_list(story[0].url, Span(), shape, everything=True),
        answers.show(story[0].url, "1", None, None, shape, everything=False),
        answers.compared(story[0].url, "1", "2", shape),
        answers.verified(story[0].url, [], None, shape),
    ):
        assert "\x1b[" in answer.text
        bare = re.sub(r"\x1b\[[0-9;]*m", "", answer.text)
        assert max(len(line) for line in bare.splitlines()) <= 80


@pytest.mark.parametrize("command", [[], *([name] for name in cli.log.commands)])
def test_help_everywhere(run: Run, command: list[str]) -> None:
    ran = run("log", *command, "--help")
    assert ran.status == 0
    assert "Usage: klausul log" in ran.out
