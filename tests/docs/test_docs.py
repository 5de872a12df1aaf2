"""The guide is true: what the README says the commands print, they print; its pages hold what the code has."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest
import yaml

import cli
from engine.language.algebra import AGGREGATES, FUNCTIONS
from engine.rulebook.format import RuleFileFormat
from facts.document import page

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
SHOWN = re.compile(r"```\n\$ (klausul .*)\n((?:.*\n)*?)```\n")


def test_the_page_on_the_facts_is_up_to_date() -> None:
    assert (ROOT / "docs" / "facts.md").read_text("utf-8") == page()


@pytest.mark.parametrize(("name", "count"), [("README.md", 2), ("docs/reports.md", 2)])
def test_a_page_shows_what_the_commands_print(
    name: str, count: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("durable_rules_engine", reason="the pages show the line of an installation with durable_rules")
    monkeypatch.chdir(ROOT)
    page = ROOT / name
    text = page.read_text("utf-8")
    commands = SHOWN.findall(text)
    assert len(commands) == count
    for command, shown in commands:
        with pytest.raises(SystemExit):
            cli.main(shlex.split(command)[1:])
        printed = capsys.readouterr().out
        if os.environ.get("KLAUSUL_ACCEPT"):
            text = text.replace(f"$ {command}\n{shown}```", f"$ {command}\n{printed}```")
            page.write_text(text, "utf-8")
        else:
            assert shown == printed


def test_the_readme_shows_the_command_of_the_demo() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    example = re.search(r"^EXAMPLE := (.*)$", makefile, re.MULTILINE)
    assert example
    command = SHOWN.search(README.read_text("utf-8"))
    assert command
    assert command[1] == f"klausul check {example[1]} --lang en"
    assert "klausul check $(EXAMPLE) --lang en" in makefile


def test_the_readme_starts_with_two_commands() -> None:
    assert README.read_text("utf-8").splitlines()[:4] == ["# Klausul", "", "    make demo", "    make test"]


def test_the_readme_is_short() -> None:
    assert len(README.read_text("utf-8").splitlines()) < 130


def test_the_guide_knows_every_function() -> None:
    guide = (ROOT / "docs" / "language.md").read_text("utf-8")
    assert {
        name for name in {*FUNCTIONS, *AGGREGATES} if f"`{name}(" not in guide and f"`{name}`" not in guide
    } == set()


def test_the_rule_file_in_the_guide_is_a_good_one() -> None:
    guide = (ROOT / "docs" / "rules.md").read_text("utf-8")
    block = re.search(r"```yaml\n(document:.*?)```", guide, re.DOTALL)
    assert block
    RuleFileFormat.model_validate(yaml.load(block[1], yaml.BaseLoader))
