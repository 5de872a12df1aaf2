"""Checks are recorded, and what the log has is given as the command gives it."""

from __future__ import annotations

import json
import signal
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2
import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from engine.commands.log import log as commands
from engine.log.account import account
from engine.log.log import Log
from engine.service.app import application
from engine.service.settings import Settings
from tests.service.command import printed
from tests.service.conftest import LOCAL, PEER, Served
from tests.service.test_steady import facts

FACTS = [facts("one"), facts("two") | {"takst": [{"id": "aa-1", "tilbud": "aa", "takst": "900 kr"}]}]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the log is."""
    return str(tmp_path_factory.mktemp("log") / "log.db")


@pytest.fixture(scope="module")
def recording(small_settings: Settings, url: str) -> Iterator[TestClient]:
    """A service that records, with two runs."""
    with TestClient(application(replace(small_settings, log=url)), LOCAL, client=PEER) as client:
        for body in FACTS:
            assert client.post("/v1/checks", json=body).status_code == 200
        yield client


def test_a_check_is_recorded_with_who_and_names_its_run(recording: TestClient, url: str) -> None:
    answer = recording.post("/v1/checks", json=FACTS[0]).json()
    run = Log.open(url).head()
    assert run
    assert answer["run"]["recorded"] == {"run": run.number, "hash": run.hash}
    assert run.actor == account()
    job = recording.post("/v1/jobs", json=FACTS[0]).headers["location"]
    until = time.monotonic() + 30
    while recording.get(job).json()["state"] != "done":
        assert time.monotonic() < until
        time.sleep(0.02)
    newest = Log.open(url).head()
    assert newest
    assert newest.number == run.number + 1


@pytest.mark.parametrize(
    ("path", "command"),
    [
        ("/v1/runs?to=2100-01-01&all=true", ["list", "--to", "2100-01-01", "--all"]),
        ("/v1/runs?to=2000-01-01", ["list", "--to", "2000-01-01"]),
        ("/v1/decisions?outcome=remark", ["search", "--outcome", "remark"]),
        ("/v1/decisions?rule=takst/hele-kroner&most=1", ["search", "--rule", "takst/hele-kroner", "--most", "1"]),
        ("/v1/runs/1/diff/2", ["diff", "1", "2"]),
    ],
)
def test_what_the_log_has_is_the_command_s_json(recording: TestClient, url: str, path: str, command: list[str]) -> None:
    answer = recording.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.content == printed(commands, *command, "--log", url, "--format", "json")


def test_a_run_is_shown_reported_and_replayed(recording: TestClient, url: str) -> None:
    whole = json.loads(printed(commands, "show", "1", "--log", url, "--format", "json"))
    shown, decided = (recording.get(f"/v1/runs/1{more}").json() for more in ("", "/decisions"))
    assert shown | {"decisions": decided["decisions"]} == whole
    of_rule = recording.get("/v1/runs/1/decisions?rule=rammeaftale/omfang").json()["decisions"]
    assert of_rule == [one for one in whole["decisions"] if one["rule"] == "rammeaftale/omfang"] != []
    replayed = recording.post("/v1/runs/1/replay")
    assert replayed.content == printed(commands, "replay", "1", "--log", url, "--format", "json")
    assert replayed.json()["pairs"] == []
    report = recording.get("/v1/runs/1/report?detail=full").json()
    assert report["run"]["recorded"]["run"] == 1
    assert [one["trace"] for one in report["decisions"]] == [one["trace"] for one in whole["decisions"]]
    assert recording.get("/v1/runs/1/report?format=pdf").content.startswith(b"%PDF")


def test_what_is_given_of_runs_is_what_is_declared(recording: TestClient) -> None:
    spec = recording.get("/v1/openapi.json").json()
    for verb, path, declared in (
        ("get", "/v1/runs", "/v1/runs"),
        ("get", "/v1/decisions", "/v1/decisions"),
        ("get", "/v1/runs/1", "/v1/runs/{run}"),
        ("get", "/v1/runs/1/decisions", "/v1/runs/{run}/decisions"),
        ("get", "/v1/runs/1/report", "/v1/runs/{run}/report"),
        ("post", "/v1/runs/1/replay", "/v1/runs/{run}/replay"),
        ("get", "/v1/runs/1/diff/2", "/v1/runs/{run}/diff/{other}"),
    ):
        schema = spec["paths"][declared][verb]["responses"]["200"]["content"]["application/json"]["schema"]
        answer = recording.request(verb, path)
        Draft202012Validator(schema | {"components": spec["components"]}).validate(answer.json())


@pytest.mark.parametrize("path", ["/v1/runs/99", "/v1/runs/99/decisions", "/v1/runs/1/diff/99", "/v1/runs/nothing"])
def test_a_run_that_is_not_there_is_told(recording: TestClient, path: str) -> None:
    answer = recording.get(path)
    assert answer.status_code == 404
    assert answer.json()["problems"][0]["code"] == "unknown-run"


@pytest.mark.parametrize(
    ("verb", "path"),
    [("get", "/v1/runs"), ("get", "/v1/decisions"), ("get", "/v1/runs/1"), ("post", "/v1/runs/1/replay")],
)
def test_without_a_log_there_are_no_runs(client: TestClient, verb: str, path: str) -> None:
    answer = client.request(verb, path)
    assert answer.status_code == 404
    assert answer.json()["problems"][0]["code"] == "no-log"


def test_what_cannot_be_recorded_is_not_given(small_settings: Settings, tmp_path: Path) -> None:
    place = tmp_path / "log.db"
    with TestClient(application(replace(small_settings, log=str(place))), LOCAL, client=PEER) as client:
        assert client.get("/health/ready").json()["log"] is True
        place.unlink(missing_ok=True)
        place.write_bytes(b"not a database, but long enough to be looked at" * 100)
        answer = client.post("/v1/checks", json=FACTS[0])
        assert answer.status_code in (404, 503)
        assert answer.json()["problems"][0]["code"] in ("no-log", "log-damaged")
        ready = client.get("/health/ready")
        assert (ready.status_code, ready.json()["state"], ready.json()["log"]) == (503, "not-ready", False)


@pytest.mark.slow
def test_a_killed_service_loses_no_recorded_run(serve: Callable[..., Served], tmp_path: Path) -> None:
    place = str(tmp_path / "log.db")
    served = serve("--log", place, "--workers", "2")
    told: list[dict[str, Any]] = []

    def ask(who: int) -> None:
        with served.client() as client:
            for number in range(1000):
                try:
                    answer = client.post("/v1/checks", json=facts(f"check {number} of {who}"))
                except httpx2.HTTPError:
                    return
                told.append(answer.json()["run"]["recorded"])

    threads = [threading.Thread(target=ask, args=(who,)) for who in range(3)]
    for thread in threads:
        thread.start()
    time.sleep(4)
    served.end(signal.SIGKILL)
    for thread in threads:
        thread.join(30)
    assert len(told) > 3
    log = Log.open(place)
    kept = {(run.number, run.hash) for run in log.runs()}
    assert {(one["run"], one["hash"]) for one in told} <= kept
    assert not log.verify().findings
