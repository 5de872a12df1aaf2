"""The guide on spreadsheets is true: its commands run, in their order, as it says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

import cli

GUIDE = Path(__file__).parents[2] / "docs" / "sheets.md"
COMMAND = re.compile(r"^    (klausul .*?)(?:   .*)?$", re.MULTILINE)


def test_the_commands_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    commands = COMMAND.findall(GUIDE.read_text("utf-8"))
    left = []
    for command in commands:
        with pytest.raises(SystemExit) as ended:
            cli.main(shlex.split(command)[1:])
        left.append(ended.value.code)
    assert [shlex.split(command)[1] for command in commands] == ["facts", "facts", "facts", "check", "check", "facts"]
    assert left == [0, 3, 0, 0, 0, 0]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["svar.xlsx", "takster.xlsx", "takster.yaml"]
    assert capsys.readouterr().err == ""
