"""`klausul check` as a user runs it: exit status, what is chosen, and what is wrong with what was given."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import cli
from tests.cli.running import facts

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


@pytest.mark.parametrize(
    "command", [[], ["check"], ["explain"], ["schema"], ["rules"], *(["rules", c] for c in cli.rules.commands)]
)
def test_help_everywhere(run, command: list[str]) -> None:
    ran = run(*command, "--help", own_rules=True)
    assert ran.status == 0
    assert "Usage: klausul" in ran.out
