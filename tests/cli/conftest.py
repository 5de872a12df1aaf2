"""The command, run in this process as a user runs it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import cli
from tests.cli.running import Ran


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
