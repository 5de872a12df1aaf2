"""How long a whole process takes: `klausul --help`, and `klausul check` of a file with ten offerings."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import yaml

ROOT = Path(__file__).resolve().parents[1]
DECIDED = frozenset({0, 1, 3})
"""The exit statuses of a check that decided: all met, a breach, something undetermined."""
OFFERINGS = 10


@dataclass(frozen=True, slots=True)
class Timed:
    """A command's wall-clock milliseconds for each run, and what is demanded."""

    name: str
    times: list[float]
    limit: float | None

    @property
    def demand(self) -> str:
        """Give what is demanded, in words."""
        return "" if self.limit is None else f"under {self.limit:.0f}"


class NotRun(Exception):  # noqa: N818 - the name says what happened
    """Raised where a command cannot be measured, with the reason."""


def measure(runs: int, tell: Callable[[str], None]) -> tuple[list[Timed], dict[str, str]]:
    """Give the times of `runs` runs of each command, and why any could not be run."""
    if not runs:
        return [], {}
    found, skipped = [_timed("python -c pass", [sys.executable, "-c", "pass"], {0}, None, runs)], {}
    with TemporaryDirectory() as folder:
        facts = Path(folder) / "ti-tilbud.yaml"
        facts.write_text(ten_offerings(), "utf-8")
        commands: list[tuple[str, list[str], frozenset[int], float]] = [
            ("klausul --help", ["--help"], frozenset({0}), 150),
            ("klausul check, ten offerings", ["check", str(facts)], DECIDED, 600),
        ]
        for name, arguments, right, limit in commands:
            tell(name)
            try:
                found.append(_timed(name, [*_command(), *arguments], right, limit, runs))
            except NotRun as error:
                skipped[name] = str(error)
    return found, skipped


def ten_offerings() -> str:
    """Give a fact file: the first ten offerings of the 2017 example, with all that refers to them."""
    given = yaml.load((ROOT / "facts/examples/forslag-2017.yaml").read_text("utf-8"), yaml.BaseLoader)  # text only
    chosen = {"as_of": given["as_of"], "driftsherre": given["driftsherre"], "tilbud": given["tilbud"][:OFFERINGS]}
    for group, through, of in (
        ("takst", "tilbud", "tilbud"),
        ("regnskab", "tilbud", "tilbud"),
        ("overtagelse", "tilbud", "tilbud"),
        ("betalingsaftale", "tilbud", "tilbud"),
        ("afregning", "betalingsaftale", "betalingsaftale"),
        ("opsigelse", "betalingsaftale", "betalingsaftale"),
    ):
        ids = {subject["id"] for subject in chosen[of]}
        chosen[group] = [subject for subject in given[group] if subject.get(through) in ids]
    return str(yaml.safe_dump(chosen, allow_unicode=True, sort_keys=False))


def _command() -> list[str]:
    """Give how `klausul` is started: the installed command, or cli.py as it stands here."""
    installed = Path(sys.executable).with_name("klausul")
    if installed.exists():
        return [str(installed)]
    if (ROOT / "cli.py").exists():
        return [sys.executable, "-c", "from cli import main; main()"]
    raise NotRun("cli.py is not there")


def _timed(name: str, command: list[str], right: set[int] | frozenset[int], limit: float | None, runs: int) -> Timed:
    """Run once to warm the caches of files, then measure. Raises NotRun where the command does not do its work."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    times = []
    for number in range(runs + 1):
        start = perf_counter()
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        taken = (perf_counter() - start) * 1_000
        if done.returncode not in right:
            complaint = (done.stderr.strip().splitlines() or ["nothing on stderr"])[-1]
            raise NotRun(f"exit status {done.returncode}: {complaint}")
        if number:
            times.append(taken)
    return Timed(name, times, limit)
