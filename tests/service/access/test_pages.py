"""What pages of other sites can make a browser do here, with and without a login; and names that lead here."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from engine.log.account import account
from engine.service.access.roles import Role
from engine.service.settings import OpenId, Settings
from tests.service.access.app import LOCAL, LOOSE, URL, bare, client, secured
from tests.service.access.attacks import Door, writing
from tests.service.access.browsing import log_in, token_on
from tests.service.access.conftest import Systems
from tests.service.provider import CLIENT, SECRET, Provider

WRITING = writing(bare())
each_writing = pytest.mark.parametrize("door", WRITING, ids=[f"{door.verb} {door.path}" for door in WRITING])
FOREIGN = (
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},  # another port of this machine, or a neighbour's name
    {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"},
    {"sec-fetch-site": "nonsense"},
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"origin": ""},
    {"origin": "https://klausul.example.evil.example"},
    {"origin": "https://klausul.example:444"},
    {"origin": "http://klausul.example"},
    {"origin": "http://127.0.0.1:9999"},
    {"origin": "http://127.0.0.1"},
    {"origin": "https://127.0.0.1:8080"},
)
each_foreign = pytest.mark.parametrize("marks", FOREIGN, ids=[" ".join(marks.values()) or "none" for marks in FOREIGN])


@each_foreign
def test_other_sites_cannot_write_for_who_is_logged_in(browser: TestClient, marks: dict[str, str]) -> None:
    log_in(browser)
    token = token_on(browser)
    for door in WRITING:
        answer = browser.request(door.verb, door.path, headers={**marks, "x-csrf-token": token})
        assert answer.status_code == 403
    assert browser.post("/form", data={"figure": "1", "csrf_token": token}, headers=marks).status_code == 403


@each_foreign
def test_other_sites_cannot_write_to_the_open_service(here: TestClient, marks: dict[str, str]) -> None:
    token = token_on(here)
    for door in WRITING:
        answer = here.request(door.verb, door.path, headers={**marks, "x-csrf-token": token})
        assert answer.status_code == 403
        assert "kom ikke fra en af vores egne sider" in answer.text


@pytest.mark.parametrize("url", [LOCAL, URL])
def test_our_own_pages_can_write(app: FastAPI, open_app: FastAPI, url: str) -> None:
    browser = client(app if url == URL else open_app, url)
    if url == URL:
        log_in(browser)
    token = token_on(browser)
    own = {"origin": url, "sec-fetch-site": "same-origin"}
    assert browser.post("/form", data={"figure": "1", "csrf_token": token}, headers=own).status_code == 200
    own["x-csrf-token"] = token
    assert browser.post("/form", data={"figure": "1"}, headers=own).status_code == 200
    assert browser.post("/upload", files=[("files", b"abc"), ("files", b"")], headers=own).json() == [3, 0]
    assert browser.post("/v1/check", json={"a": 1}, headers=own).json() == 1
    files = {"files": ("a.csv", b"abc")}
    assert browser.post("/upload", files=files, data={"csrf_token": token}, headers={"origin": url}).json() == [3]


@pytest.mark.parametrize("url", [LOCAL, URL])
@each_writing
def test_a_missing_or_wrong_token(app: FastAPI, open_app: FastAPI, url: str, door: Door) -> None:
    browser, other = (client(app if url == URL else open_app, url) for _ in range(2))
    if url == URL:
        assert log_in(browser).status_code == log_in(other).status_code == 303
    token, others = token_on(browser), token_on(other)
    assert token != others
    own = {"origin": url, "sec-fetch-site": "same-origin"}
    for wrong in ("", "x", others, token[:-1], token.swapcase(), f"{token} ", "é"):
        answer = browser.request(door.verb, door.path, headers={**own, "x-csrf-token": wrong.encode()})
        if wrong.strip() == token:  # white space around a header is none of it
            continue
        assert answer.status_code == 403, wrong
        answer = browser.request(door.verb, door.path, headers=own, data={"csrf_token": wrong})
        assert answer.status_code == 403, wrong
    assert browser.request(door.verb, f"{door.path}?csrf_token={token}", headers=own).status_code == 403
    browser.cookies.set("csrf_token", token)
    file = {"csrf_token": ("token", token.encode())}
    assert browser.request(door.verb, door.path, headers=own, files=file).status_code == 403
    own["x-csrf-token"] = token
    assert browser.request(door.verb, door.path, headers=own).status_code in (
        (200, 422) if url == LOCAL else (200, 422, 403)
    )


def test_a_token_does_not_outlive_its_session(browser: TestClient) -> None:
    log_in(browser)
    before = token_on(browser)
    log_in(browser)
    assert token_on(browser) != before
    assert browser.post("/form", data={"csrf_token": before}).status_code == 403


def test_a_program_on_this_machine_needs_no_token(here: TestClient) -> None:
    assert here.post("/v1/check", json={}).json() == 0
    for mark in ("origin", "referer"):
        assert here.post("/v1/check", json={}, headers={mark: LOCAL}).status_code == 403
    assert here.post("/v1/check", json={}, headers={"cookie": "a=b"}).status_code == 403


def test_a_system_needs_no_token_of_a_form(app: FastAPI, systems: Systems) -> None:
    system = client(app, URL, headers={"authorization": f"Bearer {systems.new(Role.CHECK)}"})
    assert system.post("/v1/check", json={}).json() == 0
    assert system.get("/page").text == "budget|check|system|"
    assert "set-cookie" not in system.get("/page").headers


@pytest.mark.parametrize(
    ("marks", "status"),
    [
        ({}, 200),
        ({"sec-fetch-site": "none", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}, 200),
        ({"sec-fetch-site": "same-origin", "sec-fetch-mode": "cors", "sec-fetch-dest": "empty"}, 200),
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}, 200),
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image"}, 403),
        ({"sec-fetch-site": "same-site", "sec-fetch-mode": "cors", "sec-fetch-dest": "empty"}, 403),
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"}, 403),
        ({"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "object"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
    ],
)
def test_other_sites_may_link_here_but_not_embed(here: TestClient, marks: dict[str, str], status: int) -> None:
    assert here.get("/page", headers=marks).status_code == status


OUR_NAMES = ("127.0.0.1:8080", "127.0.0.1", "localhost:8080", "LOCALHOST", "[::1]:8080", "127.0.0.2")
OTHER_NAMES = (
    *("evil.example", "evil.example:8080", "127.0.0.1.evil.example", "localhost.evil.example", "0.0.0.0", "::1"),
    *("127.0.0.1@evil.example", "evil.example#127.0.0.1", "127.0.0.1:x", "", " ", "127.0.0.1 evil.example", "127.1"),
    *("2130706433", "127.0.0.1/evil", "[::1", "klausul.example", "localhost.", "127.0.0.1\\evil"),
)


def test_names_of_this_machine(here: TestClient) -> None:
    for host in OUR_NAMES:
        assert here.get("/page", headers={"host": host}).status_code == 200, host


def test_a_foreign_name_that_leads_here(here: TestClient) -> None:
    for host in OTHER_NAMES:
        for path in ("/page", "/health", "/v1/whoami"):
            answer = here.get(path, headers={"host": host})
            assert answer.status_code == 421, host
            assert "evil" not in answer.text
        assert here.post("/form", headers={"host": host, "origin": f"http://{host}"}).status_code == 421, host


def test_two_names_are_none(here: TestClient) -> None:
    both = [("host", "127.0.0.1:8080"), ("host", "evil.example")]
    assert here.get("/page", headers=both).status_code == 421


def test_the_public_name(browser: TestClient) -> None:
    assert browser.get("/health").status_code == 200
    assert browser.get("/health", headers={"host": "127.0.0.1:8080"}).status_code == 200  # a health check
    assert browser.get("/health", headers={"host": "0.0.0.0:8080"}).status_code == 421
    log_in(browser)
    token = token_on(browser)
    for origin, status in ((URL, 200), ("http://127.0.0.1:8080", 403), ("http://klausul.example", 403)):
        own = {"origin": origin, "x-csrf-token": token}
        assert browser.post("/form", headers=own).status_code == status, origin


@pytest.mark.parametrize("peer", ["192.0.2.1", "::ffff:192.0.2.1", "2001:db8::1", "", "testclient", "0.0.0.0"])
def test_the_open_service_is_for_this_machine_only(open_app: FastAPI, peer: str) -> None:
    assert client(open_app, peer=peer).get("/page").status_code == 403


@pytest.mark.parametrize(
    "name", ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "X-Real-IP", "Via"]
)
def test_the_open_service_does_not_stand_behind_a_proxy(here: TestClient, name: str) -> None:
    answer = here.get("/page", headers={name: "127.0.0.1"})
    assert answer.status_code == 403
    assert "proxy" in answer.text


def test_everyone_is_the_account_of_this_machine(here: TestClient) -> None:
    name, role, kind, token = here.get("/page").text.split("|")
    assert (name, role, kind, len(token)) == (account(), "admin", "local", 43)
    assert token_on(here) == token
    assert here.get("/v1/whoami", headers={"authorization": "Bearer x"}).status_code == 401
    assert here.get("/login").status_code == 404


def test_a_cookie_of_the_open_service(here: TestClient) -> None:
    cookie = here.get("/page").headers["set-cookie"]
    assert cookie.startswith("klausul-8080=")
    assert cookie.endswith("; Path=/; HttpOnly; SameSite=Lax")
    assert "set-cookie" not in here.get("/page").headers


def test_access_can_be_set_up_on_this_machine_too(people: Provider, systems: Systems) -> None:
    app = secured(Settings(openid=OpenId(people.issuer, CLIENT, SECRET), limits=LOOSE))
    browser = client(app)
    assert browser.get("/v1/whoami").status_code == 401
    log_in(browser)
    assert browser.get("/v1/whoami").json()["name"] == "anna"
    answer = client(app, "http://localhost:8080").get("/login?next=/page")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{LOCAL}/login?next=/page")
    only_tokens = client(secured(Settings(tokens=systems.store.address.shown, limits=LOOSE)))
    assert only_tokens.get("/page").status_code == 401
    assert only_tokens.post("/v1/check", json={}).status_code == 401
