"""`python -m benchmarks.load`: many users check files of ten offerings over HTTP at a time, on this machine alone."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import quantiles
from time import perf_counter

import httpx2

from benchmarks.process import ROOT, ten_offerings

USERS, SECONDS, WORKERS = 50, 60.0, 2
PATIENCE = 120.0
"""Seconds that a user waits for an answer."""
LIMITS = {"KLAUSUL_LIMIT_PER_MINUTE": "1000000", "KLAUSUL_LIMIT_WAITING": "1000"}
"""All users are one account here, whose limits would be met before the machine's."""
FIGURE = re.compile(r"(?<=administration: )\d+")


@dataclass
class Load:
    """What came of it: seconds until each answer, and what went wrong, counted."""

    users: int
    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)

    @property
    def per_second(self) -> float:
        """Give the answers a second."""
        return len(self.times) / self.seconds

    def percentile(self, percent: int) -> float:
        """Give the seconds within which so many of a hundred answers came."""
        return quantiles(self.times, n=100, method="inclusive")[percent - 1] if len(self.times) > 1 else self.times[0]


@contextmanager
def serving(workers: int = WORKERS) -> Iterator[str]:
    """Give the address of a service that runs as long as the context does."""
    command = [sys.executable, str(ROOT / "cli.py"), "serve", "--port", "0", "--workers", str(workers), "--lang", "en"]
    environment = os.environ | LIMITS | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as service:
        assert service.stdout
        try:
            told = service.stdout.readline()
            found = re.search(r"http://\S+", told)
            if found is None:
                raise RuntimeError(f"the service does not start: {told}")
            yield found[0]
        finally:
            service.terminate()
            service.wait(60)


async def load(url: str, users: int, seconds: float, files: str) -> Load:
    """Have so many users check for so many seconds, each the next file when the last is answered."""
    found = Load(users)
    limits = httpx2.Limits(max_connections=users, max_keepalive_connections=users)
    async with httpx2.AsyncClient(base_url=url, timeout=PATIENCE, limits=limits, trust_env=False) as client:
        began = perf_counter()
        await asyncio.gather(*(_user(client, found, Random(number), began + seconds, files) for number in range(users)))
        found.seconds = perf_counter() - began
    return found


async def _user(client: httpx2.AsyncClient, found: Load, random: Random, until: float, files: str) -> None:
    """Check until the time is over. No file is sent twice: a figure differs, so that none is remembered."""
    while perf_counter() < until:
        changed = FIGURE.sub(lambda figure: str(int(figure[0]) + random.randrange(100_000)), files)
        began = perf_counter()
        try:
            answer = await client.post("/v1/checks", files={"files": ("ti-tilbud.yaml", changed.encode())})
        except httpx2.HTTPError as error:
            found.errors[type(error).__name__] += 1
            continue
        if answer.status_code == 200 and answer.json()["decisions"]:
            found.times.append(perf_counter() - began)
        else:
            found.errors[str(answer.status_code)] += 1


def told(found: Load) -> str:
    """Give what came of it in a few lines."""
    errors = ", ".join(f"{count} times {what}" for what, count in sorted(found.errors.items())) or "none"
    lines = [f"{found.users} users, {found.seconds:.0f} s, {os.cpu_count()} cores: {len(found.times)} checks"]
    if found.times:
        within = " / ".join(f"{found.percentile(percent):.2f}" for percent in (50, 95, 99))
        lines.append(f"{found.per_second:.2f} a second; answered within (p50 / p95 / p99) {within} s")
    return "\n".join([*lines, f"errors: {errors}"])


def main() -> int:
    """Measure and print. Exit status 1 where something went wrong."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description="Many users at a time.")
    parser.add_argument("--users", type=int, default=USERS, help=f"how many (default: {USERS})")
    parser.add_argument("--seconds", type=float, default=SECONDS, help=f"for how long (default: {SECONDS:g})")
    parser.add_argument("--workers", type=int, default=WORKERS, help=f"processes that check (default: {WORKERS})")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every time measured to FILE")
    given = parser.parse_args()
    if given.users < 1 or given.seconds <= 0 or given.workers < 1:
        parser.error("--users and --workers are at least 1, --seconds above 0")
    with serving(given.workers) as url:
        found = asyncio.run(load(url, given.users, given.seconds, ten_offerings()))
    print(told(found))
    if given.json:
        measured = {"seconds": found.seconds, "times": found.times, "errors": found.errors}
        given.json.write_text(json.dumps(measured, indent=2) + "\n", "utf-8")
    return 1 if found.errors or not found.times else 0


if __name__ == "__main__":
    sys.exit(main())
