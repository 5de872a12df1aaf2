"""How much and how often: bodies that are too long or too slow, too many parts, too many requests."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from engine.service.access.rates import counted_address
from engine.service.access.roles import Role
from engine.service.settings import Limits, Settings
from tests.service.access.app import LOCAL, URL, client, secured
from tests.service.access.browsing import log_in
from tests.service.access.conftest import Systems, with_limits

SMALL = Settings(limits=Limits(upload=1_000, files=2, fields=3, body_seconds=30))


def as_json(size: int) -> bytes:
    return b'{"a": "' + b"x" * (size - 9) + b'"}'


@pytest.fixture
def small() -> TestClient:
    return client(secured(SMALL))


@pytest.mark.parametrize(("size", "status"), [(999, 200), (1_000, 200), (1_001, 413), (100_000, 413)])
def test_a_body_of_said_length(small: TestClient, size: int, status: int) -> None:
    answer = small.post("/v1/check", content=as_json(size), headers={"content-type": "application/json"})
    assert answer.status_code == status
    if status == 413:
        assert answer.json()["detail"] == "Der kan sendes højst 0,0009537 MB ad gangen."
        assert answer.headers["connection"] == "close"


@pytest.mark.parametrize(("size", "status"), [(1_000, 200), (1_001, 413)])
@pytest.mark.parametrize("said", [None, "10", "x", "-5", "9" * 30])
def test_a_body_that_does_not_say_how_long_or_lies(small: TestClient, size: int, status: int, said: str | None) -> None:
    headers = {"content-type": "application/json"} | ({"content-length": said} if said else {})
    parts = (as_json(size)[start : start + 50] for start in range(0, size, 50))
    assert small.post("/v1/check", content=parts, headers=headers).status_code == status


def test_no_more_is_read_than_may_be() -> None:
    app, read = secured(SMALL), 0

    async def endless() -> dict[str, Any]:
        nonlocal read
        read += 100
        return {"type": "http.request", "body": b"x" * 100, "more_body": True}

    for path, kind in (
        ("/upload", b"multipart/form-data; boundary=x"),
        ("/form", b"application/x-www-form-urlencoded"),
        ("/v1/check", b"application/json"),
    ):
        read = 0
        assert asyncio.run(status_of(app, path, endless, kind)) in (400, 413)
        assert read <= 1_100


def test_a_body_that_does_not_come() -> None:
    app = secured(Settings(limits=Limits(body_seconds=0.02)))
    sent = 0

    async def slow() -> dict[str, Any]:
        nonlocal sent
        sent += 1
        if sent > 1:
            await asyncio.Event().wait()
        return {"type": "http.request", "body": b"{", "more_body": True}

    assert asyncio.run(status_of(app, "/v1/check", slow, b"application/json")) == 408


async def status_of(app: FastAPI, path: str, receive: Any, kind: bytes) -> int:
    """Ask as a server does, and give the status of the answer."""
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "client": ("127.0.0.1", 1),
        "headers": [(b"host", b"127.0.0.1:8080"), (b"content-type", kind)],
    }
    statuses = []

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    await asyncio.wait_for(app(scope, receive, send), 20)
    return int(statuses[0])


def test_files_and_fields_are_counted(small: TestClient) -> None:
    files = [("files", (f"{n}.csv", b"x")) for n in range(3)]
    assert small.post("/upload", files=files[:2]).status_code == 200
    answer = small.post("/upload", files=files)
    assert answer.status_code == 400
    assert "1.csv" not in answer.text
    assert small.post("/form", data={"figure": "1", "a": "1", "b": "1"}).status_code == 200
    assert small.post("/form", data={"figure": "1", "a": "1", "b": "1", "c": "1"}).status_code == 400


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=", b"--\r\n"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--"),
        ("multipart/form-data; boundary=x", b"nonsense"),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="files"; filename="a'),
        ("multipart/form-data; boundary=x; charset=nonsense", b"--x--"),
    ],
)
def test_bodies_that_are_none(small: TestClient, kind: str, body: bytes) -> None:
    for path in ("/upload", "/form", "/v1/check"):
        for marks in ({}, {"origin": LOCAL}):
            answer = small.post(path, content=body, headers={"content-type": kind, **marks})
            assert answer.status_code in (200, 400, 403, 422)


def test_so_many_requests_of_an_address(settings: Settings) -> None:
    app = secured(with_limits(settings, per_minute=3))
    first = client(app, URL, "192.0.2.1")
    assert [first.get("/health").status_code for _ in range(4)] == [200, 200, 200, 429]
    answer = first.get("/v1/whoami")
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["retry-after"]) <= 60
    assert answer.json()["detail"] == f"Prøv igen om {answer.headers['retry-after']} s."
    assert client(app, URL, "192.0.2.2").get("/health").status_code == 200


def test_so_many_requests_of_an_account(settings: Settings, systems: Systems) -> None:
    app = secured(with_limits(settings, per_minute=3))
    header = {"authorization": f"Bearer {systems.new(Role.CHECK)}"}
    peers = [client(app, URL, f"192.0.2.{n}", headers=header) for n in range(4)]
    assert [peer.get("/v1/whoami").status_code for peer in peers] == [200, 200, 200, 429]
    other = {"authorization": f"Bearer {systems.new(Role.CHECK)}"}
    assert client(app, URL, "192.0.2.1", headers=other).get("/v1/whoami").status_code == 200


def test_so_many_tries_to_get_in(settings: Settings, systems: Systems) -> None:
    app = secured(with_limits(settings, logins_per_minute=3))
    attacker, known = client(app, URL, "192.0.2.1"), client(app, URL, "192.0.2.1")
    token = {"authorization": f"Bearer {systems.new(Role.CHECK)}"}
    assert known.get("/v1/whoami", headers=token).status_code == 200
    wrong = {"authorization": "Bearer klausul_aaaaaaaaaaaa_" + "a" * 43}
    statuses = [attacker.get("/v1/whoami", headers=wrong).status_code for _ in range(5)]
    assert statuses == [401, 401, 401, 429, 429]
    assert attacker.get("/login").status_code == 429
    assert attacker.get("/login/back?code=1&state=1").status_code == 429
    assert known.get("/v1/whoami", headers=token).status_code == 200  # it has been seen to be right
    new = {"authorization": f"Bearer {systems.new(Role.CHECK)}"}
    assert known.get("/v1/whoami", headers=new).status_code == 429  # not looked at
    assert client(app, URL, "192.0.2.2").get("/v1/whoami", headers=new).status_code == 200


def test_so_many_logins(settings: Settings) -> None:
    browser = client(secured(with_limits(settings, logins_per_minute=3)), URL)
    assert log_in(browser).status_code == 303
    assert browser.get("/login").status_code == 303
    assert browser.get("/login").status_code == 429


@pytest.mark.parametrize(
    ("peer", "counted"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9%eth0", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("", ""),
        ("unix", "unix"),
    ],
)
def test_what_an_address_is_counted_by(peer: str, counted: str) -> None:
    assert counted_address(peer) == counted


def test_forwarded_addresses_are_believed_of_our_proxies_only(settings: Settings) -> None:
    app = secured(replace(with_limits(settings, per_minute=1), proxies=("192.0.2.9", "198.51.100.0/24")))

    def ask(peer: str, forwarded: str) -> int:
        return client(app, URL, peer).get("/health", headers={"x-forwarded-for": forwarded}).status_code

    assert ask("192.0.2.9", "203.0.113.1") == 200
    assert ask("198.51.100.7", "203.0.113.2") == 200
    assert ask("192.0.2.9", "203.0.113.1") == 429
    assert ask("192.0.2.9", "1.1.1.1, 203.0.113.1") == 429  # what the proxy saw counts, not what it was told
    assert ask("192.0.2.5", "203.0.113.3") == 200
    assert ask("192.0.2.5", "203.0.113.4") == 429  # no proxy of ours
