"""Each way into the app, by each verb, for those with no, wrong, expired, revoked and too small rights."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from fastapi import APIRouter, FastAPI
from starlette.responses import PlainTextResponse
from starlette.staticfiles import StaticFiles
from starlette.testclient import TestClient

from engine.service.access.needs import Unguarded, check_guarded, needs, public, unguarded
from engine.service.access.roles import Role
from engine.service.access.secure import secure
from engine.service.settings import Settings
from tests.service.access.app import LOCAL, URL, bare, client, secured
from tests.service.access.attacks import Door, doors, guarded, wrong_tokens
from tests.service.access.browsing import log_in, token_on
from tests.service.access.conftest import TODAY, Systems
from tests.service.provider import Provider

APP = bare()
GUARDED = guarded(APP)
NAMES = [f"{door.verb} {door.path}" for door in GUARDED]
each_door = pytest.mark.parametrize("door", GUARDED, ids=NAMES)


def test_every_door_is_tried() -> None:
    assert len(GUARDED) == 10
    assert {door.role for door in GUARDED} == set(Role)
    assert [door for door in doors(APP) if door.role is None] == [Door("GET", "/health", None)]


@each_door
def test_no_one(browser: TestClient, door: Door) -> None:
    answer = browser.request(door.verb, door.path)
    login = door.verb == "GET" and not door.path.startswith("/v1")
    assert answer.status_code == (303 if login else 401)
    assert "allow" not in answer.headers


@each_door
def test_no_one_with_a_body_that_cannot_be_read(browser: TestClient, door: Door) -> None:
    for kind in ("application/json", "multipart/form-data; boundary=x", "multipart/form-data"):
        answer = browser.request(door.verb, door.path, content=b"{", headers={"content-type": kind})
        assert answer.status_code == (303 if door.path == "/page" else 401)


def test_wrong_tokens(app: FastAPI, systems: Systems) -> None:
    valid = systems.new(Role.ADMIN)
    expired = systems.new(Role.ADMIN, TODAY - timedelta(days=1))
    revoked = systems.new(Role.ADMIN)
    systems.store.revoke(revoked.split("_")[1], TODAY)
    for name, header in wrong_tokens(valid, expired, revoked).items():
        for door in GUARDED:
            browser = client(app, URL)
            answer = browser.request(door.verb, door.path, headers={"authorization": header.encode()})
            assert answer.status_code == 401, (name, door)
            assert answer.headers["www-authenticate"].startswith("Bearer")
    assert client(app, URL).get("/v1/whoami", headers={"authorization": f"bearer {valid}"}).status_code == 200
    headers = [("authorization", f"Bearer {valid}"), ("authorization", f"Bearer {valid}")]
    assert client(app, URL).get("/v1/whoami", headers=headers).status_code == 401


@pytest.mark.parametrize("role", list(Role), ids=[role.word for role in Role])
def test_what_each_role_may(app: FastAPI, systems: Systems, role: Role) -> None:
    browser = client(app, URL, headers={"authorization": f"Bearer {systems.new(role)}"})
    for door in GUARDED:
        assert door.role is not None
        status = browser.request(door.verb, door.path).status_code
        assert (status == 403) == (role < door.role), door
        assert status != 401


@pytest.mark.parametrize("role", list(Role), ids=[role.word for role in Role])
def test_what_each_person_may(browser: TestClient, people: Provider, role: Role) -> None:
    people.person = {"sub": "p", "roles": role.word}
    log_in(browser)
    headers = {"x-csrf-token": token_on(browser)}
    for door in GUARDED:
        assert door.role is not None
        status = browser.request(door.verb, door.path, headers=headers).status_code
        assert (status == 403) == (role < door.role), door
        assert status != 401


def test_what_is_missing_is_said(app: FastAPI, systems: Systems) -> None:
    browser = client(app, URL, headers={"authorization": f"Bearer {systems.new(Role.CHECK)}"})
    answer = browser.get("/v1/runs", headers={"accept-language": "en"})
    told = answer.json()
    assert told.pop("problems")[0]["message"]["da"] == "Det kræver rollen audit: at se efter i loggen."
    assert told == {
        "type": "urn:klausul:problem:no-access",
        "title": "You have no access",
        "status": 403,
        "detail": "That takes the role audit: to look into the log.",
        "instance": "/v1/runs",
    }


def test_what_is_not_there_tells_no_one_anything(browser: TestClient) -> None:
    for verb in ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "FOO"):
        for path in ("/", "/nothing", "/v1", "/v1/", "/v1/nothing", "/page/", "/V1/runs", "/docs"):
            answer = browser.request(verb, path)
            assert answer.status_code in ((404, 307) if verb in ("GET", "HEAD", "OPTIONS") else (401,)), (verb, path)
            assert "access-control-allow-origin" not in answer.headers


def test_no_file_but_those_that_are_meant(app: FastAPI, browser: TestClient) -> None:
    assert browser.get("/static/a.css").text == "main {}"
    for path in (
        *("../secret.txt", "%2e%2e/secret.txt", "..%2fsecret.txt", "%2e%2e%2fsecret.txt", "a.css/../../secret.txt"),
        *("/etc/passwd", "%2fetc%2fpasswd", "..\\secret.txt", "%5c..%5csecret.txt", "a.css%00", "", "....//"),
        "%252e%252e/secret.txt",
    ):
        answer = browser.request("GET", f"{URL}/static/{path}")
        assert answer.status_code == 404, path
        assert "secret" not in answer.text


def test_no_way_round(browser: TestClient) -> None:
    for path in (
        "/../../etc",
        "/%2e%2e/%2e%2e/v1/runs",
        "//v1/runs",
        "/v1//runs",
        "/v1/../v1/runs",
        "/%00",
        "/v1%2fruns",
    ):
        assert browser.request("GET", f"{URL}{path}").status_code in (401, 404), path


def test_a_token_wins_over_a_cookie(browser: TestClient, systems: Systems) -> None:
    log_in(browser)
    system = browser.get("/v1/whoami", headers={"authorization": f"Bearer {systems.new(Role.AUDIT)}"})
    assert system.json() == {"name": "budget", "role": "audit", "kind": "system"}
    for wrong in ("Bearer x", "", "Basic x"):
        assert browser.get("/v1/whoami", headers={"authorization": wrong}).status_code == 401
    assert browser.get("/v1/whoami").json()["name"] == "anna"


@pytest.mark.parametrize(
    "cookie",
    [
        *("", "x", "null", "a" * 43, "__Host-klausul", "'; DROP TABLE token; --", "é" * 20, "a" * 6_000),
        *("{key}x", "{first}", "{key}; __Host-klausul={key}", "{upper}", '"{key}"'),
    ],
)
def test_a_cookie_that_is_not_ours(app: FastAPI, browser: TestClient, cookie: str) -> None:
    log_in(browser)
    key = browser.cookies["__Host-klausul"]
    cookie = cookie.format(key=key, first=key[:-1], upper=key.swapcase())
    other = client(app, URL, headers={"cookie": f"__Host-klausul={cookie}".encode()})
    assert other.get("/v1/whoami").status_code == 401
    assert client(app, URL, headers={"cookie": f"klausul={key}"}).get("/v1/whoami").status_code == 401
    assert browser.get("/v1/whoami").status_code == 200


def test_an_app_with_an_open_door_is_not_served(tmp_path: Path) -> None:
    app = secured_with_doors(tmp_path)
    for path in ("/health", "/reads", "/nothing-said"):
        with pytest.raises(Unguarded) as error:
            TestClient(app, LOCAL, client=("127.0.0.1", 1)).get(path)
    assert str(error.value) == (
        "these routes need a role, or must be public and only read: /openapi.json, /docs, /docs/oauth2-redirect, "
        "/redoc, /nothing-said, /writes, /inner/nothing-said, /files, /plain"
    )


def secured_with_doors(folder: Path) -> FastAPI:
    app = FastAPI()
    inner, deeper = APIRouter(prefix="/inner"), APIRouter(dependencies=[needs(Role.CHECK)])

    async def said() -> None: ...

    app.get("/nothing-said")(said)
    app.get("/said", dependencies=[needs(Role.CHECK)])(said)
    inner.get("/nothing-said")(said)
    deeper.get("/said-by-the-router")(said)
    app.post("/writes")(public(lambda: None))
    app.get("/reads")(public(lambda: None))
    inner.include_router(deeper)
    app.include_router(inner)
    app.mount("/files", StaticFiles(directory=folder))
    app.mount("/public", public(StaticFiles(directory=folder)))
    app.add_route("/plain", lambda _: PlainTextResponse("x"))
    secure(app, Settings())
    return app


def test_a_guarded_app_is_served() -> None:
    check_guarded(APP.routes)
    assert unguarded(APP.routes) == []
    with client(secured(Settings())) as browser:
        assert browser.get("/health").status_code == 200
