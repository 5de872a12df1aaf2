"""A service on the small rulebook, asked without a network; and real ones, each a process of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from engine.service.app import application
from engine.service.settings import Limits, Settings

ROOT = Path(__file__).parents[2]
LIMITS = Limits(upload=200_000, files=5, seconds=20.0, job_seconds=20.0, per_minute=1_000_000)
LOCAL, PEER = "http://localhost:8080", ("127.0.0.1", 40_000)
READY = re.compile(r"http://\S+")


@pytest.fixture(scope="session")
def small_settings(small_rules: Path) -> Settings:
    """How the small service is run."""
    return Settings(rules=small_rules, workers=1, limits=LIMITS)


@pytest.fixture(scope="session")
def small_app(small_settings: Settings) -> FastAPI:
    """The small service as an application; it is served by `client`."""
    return application(small_settings)


@pytest.fixture(scope="session")
def running(small_app: FastAPI) -> Iterator[TestClient]:
    """The small service while it runs."""
    with TestClient(small_app, LOCAL, client=PEER, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def client(running: TestClient) -> TestClient:
    """Who asks it: someone new, whom no cookie tells of."""
    running.cookies.clear()
    return running


@dataclass
class Served:
    """A `klausul serve` that runs: its process, its address, and what it says."""

    process: subprocess.Popen[str]
    url: str
    said: list[str] = field(default_factory=list)
    reading: threading.Thread | None = None

    def client(self, timeout: float = 60.0) -> httpx2.Client:
        """Give who asks it."""
        return httpx2.Client(base_url=self.url, timeout=timeout)

    def workers(self) -> set[int]:
        """Give the process ids of all that it has started, and what they have."""
        return descendants(self.process.pid)

    def end(self, number: int = signal.SIGTERM, timeout: float = 60.0) -> int:
        """Send it a signal, and give the status that it leaves with."""
        self.process.send_signal(number)
        return self.process.wait(timeout)


def descendants(pid: int) -> set[int]:
    """Give the processes that a process has started, and those that they have."""
    children: dict[int, set[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                children.setdefault(parent, set()).add(int(entry.name))
    found, ahead = set[int](), [pid]
    while ahead:
        for child in children.get(ahead.pop(), ()):
            found.add(child)
            ahead.append(child)
    return found


@pytest.fixture
def serve(small_rules: Path) -> Iterator[Callable[..., Served]]:
    """Start services: `serve("--log", url, KLAUSUL_LIMIT_SECONDS="2")`. They end with the test."""
    with services(small_rules) as begin:
        yield begin


@contextmanager
def services(small_rules: Path) -> Iterator[Callable[..., Served]]:
    """Give what starts services. They end with the block."""
    started: list[Served] = []

    def begin(*options: str, program: Path = ROOT / "cli.py", **environment: str) -> Served:
        command = [sys.executable, str(program), "serve", "--port", "0", "--workers", "1", "--lang", "en"]
        rules = [] if "--rules" in options else ["--rules", str(small_rules)]
        process = subprocess.Popen(
            [*command, *rules, *options],
            env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        served = Served(process, "")
        started.append(served)
        begun = threading.Event()

        def read() -> None:
            assert process.stdout
            with process.stdout as said:
                for line in said:
                    served.said.append(line)
                    if found := READY.search(line):
                        served.url = served.url or found[0]
                        begun.set()
            begun.set()

        served.reading = threading.Thread(target=read, daemon=True)
        served.reading.start()
        assert begun.wait(90)
        assert served.url, "".join(served.said)
        return served

    try:
        yield begin
    finally:
        for served in started:
            if served.process.poll() is None:
                served.process.kill()
            served.process.wait()
            assert served.reading
            served.reading.join(30)
