"""What the tests of the command share: what a run of it gave, facts in a file, the command as a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import cli


class Ran:
    """What a run of the command gave."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err


def facts(tmp_path: Path, text: str) -> Path:
    """Write facts into a file."""
    path = tmp_path / "facts.yaml"
    path.write_text(text, "utf-8")
    return path


def process(*arguments: object, **settings: object) -> subprocess.CompletedProcess[bytes]:
    """Run the command as a process of its own."""
    command = [sys.executable, "-m", "cli", *(str(argument) for argument in arguments)]
    return subprocess.run(command, cwd=Path(cli.__file__).parent, check=False, **settings)  # type: ignore[call-overload, no-any-return]
