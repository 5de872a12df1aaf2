"""Real services under what can go wrong: it ends one request, with a clear problem, and nothing else."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest

from engine.log.log import Log
from engine.log.runs import EVER
from tests.service.conftest import ROOT, Served

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks into /proc")]
FAULTY = Path(__file__).with_name("faulty.py")
Serve = Callable[..., Served]


def facts(title: str = "good") -> dict[str, Any]:
    """Give small facts; the title says what goes wrong."""
    return {"as_of": "2017-06-01", "title": title, "tilbud": [{"id": "aa", "institution": "anden"}]}


def asked(client: httpx2.Client, title: str = "good") -> tuple[int, str]:
    """Check, and give the status with the code of the problem, if there is one."""
    answer = client.post("/v1/checks", json=facts(title))
    problems = answer.json().get("problems", [])
    return answer.status_code, problems[0]["code"] if problems else ""


def gone(pids: set[int], seconds: float = 10.0) -> bool:
    """Say whether these processes have ended, or do so soon."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not any(Path(f"/proc/{pid}/cmdline").exists() and _lives(pid) for pid in pids):
            return True
        time.sleep(0.05)
    return False


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_what_goes_wrong_ends_one_request_only(serve: Serve) -> None:
    limits = {"KLAUSUL_LIMIT_SECONDS": "3", "KLAUSUL_LIMIT_MEMORY": str(1_000_000_000)}
    served = serve(program=FAULTY, **limits)
    with served.client() as client:
        assert asked(client) == (200, "")
        assert asked(client, "CRASH") == (503, "crashed")
        assert asked(client) == (200, "")
        began = time.monotonic()
        assert asked(client, "RUNAWAY") == (504, "too-long")
        assert time.monotonic() - began < 12
        assert asked(client) == (200, "")
        assert asked(client, "MEMORY") == (413, "too-much-memory")
        assert asked(client) == (200, "")
        assert asked(client, "FAULT with a secret") == (500, "fault")
        assert asked(client) == (200, "")
        assert client.get("/health/ready").json()["state"] == "ready"
    assert served.end() == 0
    said = "".join(served.said)
    assert "ValueError" in said
    assert "secret" not in said


def test_others_go_on_meanwhile(serve: Serve) -> None:
    served = serve("--workers", "2", program=FAULTY, KLAUSUL_LIMIT_SECONDS="4")
    found: dict[str, list[tuple[int, str]]] = {"bad": [], "good": []}

    def ask(kind: str, titles: list[str]) -> None:
        with served.client() as client:
            found[kind] += [asked(client, title) for title in titles]

    threads = [
        threading.Thread(target=ask, args=("bad", ["CRASH 1", "RUNAWAY 1", "CRASH 2"])),
        threading.Thread(target=ask, args=("good", [f"good {number}" for number in range(40)])),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert found["bad"] == [(503, "crashed"), (504, "too-long"), (503, "crashed")]
    assert found["good"] == [(200, "")] * 40


def test_too_much_at_a_time_is_told(serve: Serve) -> None:
    served = serve(program=FAULTY, KLAUSUL_LIMIT_WAITING="2")
    statuses: list[tuple[int, str]] = []

    def ask(number: int) -> None:
        with served.client() as client:
            statuses.append(asked(client, f"SLOW {number}"))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert statuses.count((200, "")) == 2
    assert statuses.count((503, "busy")) == 3


def test_who_leaves_stops_the_work(serve: Serve) -> None:
    served = serve(program=FAULTY)
    with served.client() as client, pytest.raises(httpx2.ReadTimeout):
        client.post("/v1/checks", json=facts("LONG"), timeout=1.5)
    with served.client() as client:
        began = time.monotonic()
        assert asked(client) == (200, "")
        assert time.monotonic() - began < 15  # LONG takes 30 seconds


def test_a_job_that_is_cancelled_stops(serve: Serve) -> None:
    served = serve(program=FAULTY)
    with served.client() as client:
        long = client.post("/v1/jobs", json=facts("LONG")).headers["location"]
        until = time.monotonic() + 10
        while client.get(long).json()["state"] != "running":
            assert time.monotonic() < until
            time.sleep(0.05)
        assert asked(client) == (200, "")  # no one waits behind a job
        assert client.get(f"{long}/report").status_code == 409
        assert client.delete(long).status_code == 204
        began = time.monotonic()
        other = client.post("/v1/jobs", json=facts()).headers["location"]
        while client.get(other).json()["state"] != "done":
            assert time.monotonic() - began < 15
            time.sleep(0.05)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_has_what_runs_finished_and_refuses_more(serve: Serve, number: int) -> None:
    served = serve(program=FAULTY)
    found: list[tuple[int, str]] = []

    def ask() -> None:
        with served.client() as client:
            found.append(asked(client, "SLOW"))

    asking = threading.Thread(target=ask)
    asking.start()
    time.sleep(1.0)
    started = served.workers()
    served.process.send_signal(number)
    time.sleep(0.5)
    with served.client() as client, pytest.raises(httpx2.ConnectError):
        client.get("/health/live")
    asking.join(30)
    assert served.process.wait(30) == 0
    assert found == [(200, "")]
    assert gone(started)
    assert not any("Traceback" in line or "leaked" in line for line in served.said), served.said


def test_a_signal_has_the_job_that_runs_recorded_and_drops_what_waits(serve: Serve, tmp_path: Path) -> None:
    log = str(tmp_path / "log.db")
    served = serve("--log", log, program=FAULTY)
    with served.client() as client:
        running = client.post("/v1/jobs", json=facts("SLOW and running")).headers["location"]
        waiting = client.post("/v1/jobs", json=facts("SLOW and waiting")).headers["location"]
        until = time.monotonic() + 10
        while client.get(running).json()["state"] != "running":
            assert time.monotonic() < until
            time.sleep(0.05)
        assert client.get(waiting).json()["state"] == "queued"
        served.process.send_signal(signal.SIGTERM)
    assert served.process.wait(30) == 0
    assert [listed.title for listed in Log.open(log).listed(EVER, None)[0]] == ["SLOW and running"]


def test_a_signal_waits_for_what_runs_no_longer_than_it_may(serve: Serve) -> None:
    served = serve(program=FAULTY, KLAUSUL_LIMIT_SECONDS="5", KLAUSUL_LIMIT_JOB_SECONDS="4")
    with served.client() as client, socket.create_connection(tuple_of(served.url)) as slow:
        assert client.post("/v1/jobs", json=facts("LONG")).status_code == 202
        slow.sendall(
            b"POST /v1/checks HTTP/1.1\r\nhost: localhost\r\ncontent-length: 9\r\n\r\n{"
        )  # the rest never comes
        time.sleep(1.0)
        began, started = time.monotonic(), served.workers()
        served.process.send_signal(signal.SIGTERM)
        assert served.process.wait(30) == 0
    assert time.monotonic() - began < 12  # LONG takes 30 seconds, and a body may take 60 to come
    assert gone(started)
    assert not any("Traceback" in line or "leaked" in line for line in served.said), served.said


def tuple_of(url: str) -> tuple[str, int]:
    """Give the host and the port of an address."""
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or 0


def test_a_signal_to_the_whole_group_does_not_reach_the_workers(serve: Serve) -> None:
    served = serve(program=FAULTY)
    group = os.getpgid(served.process.pid)
    assert all(os.getpgid(pid) != group for pid in _workers(served))


def _workers(served: Served) -> set[int]:
    """Give the processes that check, and the one that they are forked from."""
    found = set()
    for pid in served.workers():
        if b"forkserver" in Path(f"/proc/{pid}/cmdline").read_bytes():
            found.add(pid)
    assert len(found) == 3
    return found


def test_worker_processes_end_with_a_killed_service(serve: Serve) -> None:
    served = serve(program=FAULTY)
    started = served.workers()
    assert len(started) >= 3
    threading.Thread(target=_ask_in_vain, args=(served,), daemon=True).start()
    time.sleep(0.5)
    served.end(signal.SIGKILL)
    assert gone(started)


def _ask_in_vain(served: Served) -> None:
    with served.client() as client, pytest.raises(httpx2.HTTPError):
        client.post("/v1/checks", json=facts("LONG"))


def test_an_address_in_use_and_rules_that_are_wrong_are_told(tmp_path: Path, small_rules: Path) -> None:
    def said(*options: str, **environment: str) -> tuple[int, str]:
        command = [sys.executable, str(ROOT / "cli.py"), "serve", "--lang", "en", *options]
        environment = os.environ | environment
        done = subprocess.run(command, check=False, env=environment, capture_output=True, text=True, timeout=60)
        return done.returncode, done.stderr

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        told = f"127.0.0.1:{port}: the address is in use by another program\n"
        assert said("--port", port, "--rules", str(small_rules)) == (2, told)
    status, text = said("--port", "0", "--rules", str(tmp_path / "none"))
    assert status == 2
    assert "Traceback" not in text
    assert said("--port", "0", KLAUSUL_LIMIT_FILES="many") == (
        2,
        "KLAUSUL_LIMIT_FILES: 'many' is not a limit; expected a whole number above 0\n",
    )
