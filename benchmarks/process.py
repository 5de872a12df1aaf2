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
    """Give a fact file: five operators, ten offerings, two tariffs and a year's accounts for each."""
    lines = ["as_of: 2017-06-01", "driftsherre:"]
    lines += ["  - {id: region, type: region, region: midtjylland}"]
    lines += [f"  - {{id: kommune-{n}, type: kommune, region: midtjylland}}" for n in range(1, 5)]
    return "\n".join(
        [
            *lines,
            "tilbud:",
            *map(_offering, range(OFFERINGS)),
            "takst:",
            *(_tariff(n, year) for n in range(OFFERINGS) for year in (2016, 2017)),
            "regnskab:",
            *map(_accounts, range(OFFERINGS)),
            "",
        ]
    )


def _offering(n: int) -> str:
    owner = "region" if n % 2 else f"kommune-{n % 4 + 1}"
    return (
        f"  - {{id: tilbud-{n}, driftsherre: {owner}, beliggenhedskommune: kommune-{n % 4 + 1},\n"
        "     beliggenhedsregion: midtjylland, type: botilbud_midlertidigt, institution: anden,\n"
        f"     maalgruppe: {'voksne' if n % 3 else 'boern_unge'}, lovhjemler: [sel_107, sel_108],\n"
        f"     pladser: {20 + n}, pladser_andre: {n}, akuttilbud: nej, nyetableret: {'ja' if n == 4 else 'nej'}}}"
    )


def _tariff(n: int, year: int) -> str:
    direct = 1_000_000 + 10_000 * n
    overhead = direct * 61 // 1_000 + n % 2
    return (
        f"  - {{id: takst-{n}-{year}, tilbud: tilbud-{n}, aar: {year}, takst: {1500 + 97 * n}.50,\n"
        f"     pladser: {20 + n}, dage: 365, direkte_omkostninger: {direct}, administration: {overhead},\n"
        f"     pensionsprocent: 30.0 %, forrentningsprocent: 1.00 %, belaegning: {100 if n % 3 else 98} %,\n"
        f"     takst_2014: {1560 + 97 * n}, takst_2015: {1540 + 97 * n}, takst_2018: {1490 + 97 * n}}}"
    )


def _accounts(n: int) -> str:
    income = 9_000_000 + 100_000 * n
    return (
        f"  - {{id: regnskab-{n}, tilbud: tilbud-{n}, aar: 2015, takstindtaegter: {income},\n"
        f"     nettodriftsomkostninger: {income * (90 + 2 * n) // 100}, indregnet: {1000 * n}, indregnet_aar: 2017}}"
    )


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
