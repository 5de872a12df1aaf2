"""The service itself, attacked: every page and verb, by those with no, wrong, expired, revoked and too small rights."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from engine.service.access.needs import unguarded
from engine.service.access.roles import Role
from engine.service.access.store import opened
from engine.service.app import application
from engine.service.settings import OpenId, Settings
from tests.reports.pages.parsed import text_of
from tests.service.access.app import LOOSE, URL, client
from tests.service.access.attacks import Door, doors, guarded, writing, wrong_tokens
from tests.service.access.browsing import log_in
from tests.service.access.conftest import TODAY, Systems
from tests.service.pages.asking import read
from tests.service.pages.asking import token as token_on
from tests.service.provider import CLIENT, SECRET, Provider

DOORS = Path(__file__).with_name("doors.txt")
PROGRAMS = ("/v1", "/health")
ROLES = pytest.mark.parametrize("role", list(Role), ids=[role.word for role in Role])


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Systems:
    """Where the service's tokens are."""
    path = tmp_path_factory.mktemp("service") / "tokens.db"
    return Systems(opened(path.as_posix(), create=True))


@pytest.fixture(scope="module")
def service(running: Provider, kept: Systems, small_rules: Path) -> Iterator[FastAPI]:
    """The service as others reach it, with all that it has; it runs."""
    log = Path(kept.store.address.shown).with_name("log.db")
    openid = OpenId(running.issuer, CLIENT, SECRET)
    tokens = kept.store.address.shown
    app = application(Settings("0.0.0.0", 8080, small_rules, str(log), URL, openid, tokens, workers=1, limits=LOOSE))
    with TestClient(app, URL, client=("127.0.0.1", 40_000)):
        yield app


@pytest.fixture
def stranger(service: FastAPI) -> TestClient:
    """A browser that has not been here."""
    return client(service, URL)


def asked(door: Door) -> bool:
    """Say whether a page is asked for, at which those who are not logged in are led to the login."""
    return door.verb == "GET" and not door.path.startswith(PROGRAMS)


def test_each_door_and_whom_it_is_for(service: FastAPI) -> None:
    said = {f"{door.verb} {door.path} {door.role.word if door.role else 'public'}" for door in doors(service)}
    assert sorted(said) == DOORS.read_text("utf-8").splitlines()
    assert unguarded(service.routes) == []


def test_no_one(stranger: TestClient, service: FastAPI) -> None:
    for door in guarded(service):
        answer = stranger.request(door.verb, door.path)
        if asked(door):
            assert (answer.status_code, answer.headers["location"][:12]) == (303, "/login?next="), door
        else:
            assert answer.status_code == 401, door
        if door.path.startswith(PROGRAMS):
            assert answer.json()["problems"][0]["code"] == "not-known"


def test_no_one_is_read(stranger: TestClient, service: FastAPI) -> None:
    for door in writing(service):
        for kind in ("application/json", "multipart/form-data; boundary=x", "multipart/form-data"):
            answer = stranger.request(door.verb, door.path, content=b"{", headers={"content-type": kind})
            assert answer.status_code == 401, (door, kind)


def test_wrong_tokens(service: FastAPI, kept: Systems) -> None:
    valid, revoked = kept.new(Role.ADMIN), kept.new(Role.ADMIN)
    expired = kept.new(Role.ADMIN, TODAY - timedelta(days=1))
    kept.store.revoke(revoked.split("_")[1], TODAY)
    for name, header in wrong_tokens(valid, expired, revoked).items():
        for door in guarded(service):
            sent = {"authorization": header.encode()}
            answer = client(service, URL).request(door.verb, door.path, headers=sent)
            assert answer.status_code == 401, (name, door)


@ROLES
def test_what_each_system_may(service: FastAPI, kept: Systems, role: Role) -> None:
    system = client(service, URL, headers={"authorization": f"Bearer {kept.new(role)}"})
    for door in guarded(service):
        held_against(system.request(door.verb, door.path).status_code, role, door)


@ROLES
def test_what_each_person_may(stranger: TestClient, service: FastAPI, people: Provider, role: Role) -> None:
    people.person = {"sub": "p", "roles": role.word}
    log_in(stranger, "/da/check")
    headers = {"x-csrf-token": token_on(stranger), "origin": URL, "sec-fetch-site": "same-origin"}
    for door in sorted(guarded(service), key=lambda door: door.path == "/logout"):
        held_against(stranger.request(door.verb, door.path, headers=headers).status_code, role, door)
    assert stranger.get("/v1/rules").status_code == 401


def held_against(status: int, role: Role, door: Door) -> None:
    """See that a door is shut for those who may less, and open to the others."""
    assert door.role is not None
    assert (status == 403) == (role < door.role), (door, status)
    assert status not in (401, 500, 503), (door, status)


def test_other_sites_and_forms_without_a_token(stranger: TestClient, service: FastAPI, people: Provider) -> None:
    people.person = {"sub": "p", "roles": "admin"}
    log_in(stranger, "/da/check")
    token = token_on(stranger)
    for door in writing(service):
        for marks in (
            {"origin": URL},
            {"origin": URL, "x-csrf-token": token[:-1]},
            {"origin": "https://evil.example", "x-csrf-token": token},
            {"sec-fetch-site": "same-site", "x-csrf-token": token},
        ):
            assert stranger.request(door.verb, door.path, headers=marks).status_code == 403, (door, marks)
    assert stranger.get("/v1/rules").status_code == 200


def test_what_everyone_may_read(stranger: TestClient) -> None:
    for path in ("/health/live", "/health/ready", "/static/service.css", "/da/deadlines.ics", "/v1/openapi.json"):
        answer = stranger.get(path)
        assert answer.status_code == 200, path
        assert "set-cookie" not in answer.headers
        assert "default-src 'none'" in answer.headers["content-security-policy"]
    for secret in (SECRET, "tokens.db", "log.db"):
        assert secret not in stranger.get("/health/ready").text + stranger.get("/v1/openapi.json").text


@pytest.mark.parametrize(
    ("lang", "title", "why", "after"),
    [
        ("da", "Du har ikke adgang", "Det kræver rollen audit: at se efter i loggen.", "Bed den, der styrer adgangen"),
        ("en", "You have no access", "That takes the role audit: to look into the log.", "Ask whoever manages access"),
    ],
)
def test_a_page_refuses_in_its_language_and_says_what_to_do(
    stranger: TestClient, people: Provider, lang: str, title: str, why: str, after: str
) -> None:
    log_in(stranger, "/da/check")
    answer = stranger.get(f"/{lang}/runs", headers={"accept-language": "de"})
    assert (answer.status_code, answer.headers["content-language"]) == (403, lang)
    page = read(answer.text)
    assert page.all("html")[0].get("lang") == lang
    told = " ".join(text_of(page.all("main")[0]).split())
    assert told.startswith(f"{title} {why} {after}")
    assert page.all("nav")
    assert f"/{lang}/check" in [link.get("href") for link in page.all("main")[0].iter("a")]
    for path, status in ((f"/{lang}/nothing", 404), (f"/{lang}/check/none", 404), (f"/{lang}/rules/rule/none", 404)):
        answer = stranger.get(path)
        assert answer.status_code == status
        assert read(answer.text).all("html")[0].get("lang") == lang
    wrong = stranger.put(f"/{lang}/check", headers={"origin": URL})
    assert (wrong.status_code, wrong.headers["allow"]) in ((405, "GET"), (405, "POST"))
    assert read(wrong.text).all("main")


def test_a_part_of_a_page_is_refused_as_a_part(stranger: TestClient, people: Provider) -> None:
    part = {"hx-request": "true"}
    answer = stranger.get("/da/check/none/progress", headers=part)
    assert (answer.status_code, answer.headers["hx-refresh"], answer.text) == (401, "true", "")
    log_in(stranger, "/da/check")
    answer = stranger.get("/en/check/none/progress", headers=part)
    assert answer.status_code == 404
    assert answer.text.startswith('<p class="prose" role="alert"><strong>The check is here no longer.</strong>')


def test_where_no_one_can_log_in_the_page_says_so(kept: Systems, small_rules: Path) -> None:
    tokens = kept.store.address.shown
    kept.new(Role.CHECK)
    app = application(Settings("0.0.0.0", 8080, small_rules, url=URL, tokens=tokens, workers=1, limits=LOOSE))
    answer = client(app, URL).get("/en/check")
    assert answer.status_code == 401
    told = " ".join(text_of(read(answer.text).all("main")[0]).split())
    assert told == (
        "You have no access Only systems with a token can come in here. Ask whoever runs the service for access."
    )
