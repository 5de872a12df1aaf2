"""What admins do with tokens, by pages and by the API: seen, made, shown once, revoked; and who did it."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from engine.reports.display import shown_date
from engine.service.access.roles import Role
from engine.service.access.store import opened
from engine.service.access.tokens import parted
from engine.service.app import application
from engine.service.settings import OpenId, Settings
from tests.reports.pages.parsed import text_of
from tests.service.access.app import LOOSE, URL, client
from tests.service.access.browsing import log_in
from tests.service.access.conftest import TODAY, Systems
from tests.service.access.test_token_store import read_only
from tests.service.conftest import LOCAL, PEER
from tests.service.pages.asking import read
from tests.service.pages.asking import token as token_on
from tests.service.provider import CLIENT, SECRET, Provider

GIVEN = re.compile(r"klausul_[a-z0-9]{12}_[A-Za-z0-9_-]{43}")
UNTIL = (TODAY + timedelta(days=30)).isoformat()
NEW = {"name": "budget", "role": "check", "until": UNTIL}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Systems:
    """Where the service's tokens are."""
    return Systems(opened((tmp_path_factory.mktemp("admins") / "tokens.db").as_posix(), create=True))


@pytest.fixture(scope="module")
def service(running: Provider, kept: Systems, small_rules: Path) -> Iterator[FastAPI]:
    """The service as others reach it; it runs."""
    openid, tokens = OpenId(running.issuer, CLIENT, SECRET), kept.store.address.shown
    app = application(Settings("0.0.0.0", 8080, small_rules, None, URL, openid, tokens, workers=1, limits=LOOSE))
    with TestClient(app, URL, client=("127.0.0.1", 40_000)):
        yield app


@pytest.fixture
def anna(service: FastAPI, people: Provider) -> TestClient:
    """Anna, who may do all, logged in."""
    people.person = {"sub": "a-1", "preferred_username": "anna", "roles": "admin"}
    browser = client(service, URL)
    log_in(browser, "/da/check")
    return browser


def system(service: FastAPI, token: str) -> TestClient:
    """Give a system with a token."""
    return client(service, URL, headers={"authorization": f"Bearer {token}"})


def sent(browser: TestClient, path: str, **form: str) -> Any:
    """Send a form as the page has it."""
    return browser.post(path, data={"csrf_token": token_on(browser), **form})


def made_by_page(browser: TestClient, **form: str) -> str:
    """Make a token on the page, and give it."""
    answer = sent(browser, "/da/tokens", **(NEW | form))
    assert answer.status_code == 200, answer.text
    (token,) = set(GIVEN.findall(answer.text))
    return token


def test_a_token_is_made_shown_once_used_and_revoked(
    anna: TestClient, service: FastAPI, kept: Systems, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    answer = sent(anna, "/da/tokens", **NEW)
    page = read(answer.text)
    (token,) = set(GIVEN.findall(answer.text))
    id_, secret = parted(token) or ("", "")
    assert answer.headers["cache-control"] == "no-store"
    assert "det vises kun denne ene gang" in text_of(page.all("main")[0])
    assert system(service, token).get("/v1/rules").status_code == 200
    shown = anna.get("/da/tokens").text
    row = next(row for row in read(shown).all("tr") if id_ in text_of(row))
    assert text_of(row).startswith(f"budget {id_} check ")
    assert "af anna" in text_of(row)
    assert kept.store.find(id_).hash not in shown + answer.text  # type: ignore[union-attr]
    ended = sent(anna, "/da/tokens/revoke", id=id_)
    assert (ended.status_code, ended.headers["location"]) == (303, "/da/tokens")
    found = kept.store.find(id_)
    assert found
    assert (found.made_by, found.revoked, found.revoked_by) == ("person:anna", TODAY, "person:anna")
    after = anna.get("/da/tokens").text
    assert secret not in shown + after
    row = next(row for row in read(after).all("tr") if id_ in text_of(row))
    assert text_of(row).endswith(f"Trukket tilbage {shown_date(TODAY, 'da')} af anna")
    lines = [record.getMessage() for record in caplog.records if record.name == "klausul.tokens"]
    assert lines == [f"{id_} made by person:anna, check until {UNTIL}", f"{id_} revoked by person:anna"]
    assert secret not in caplog.text


def test_a_revoked_token_is_refused_within_seconds(
    anna: TestClient, service: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.service.access.verifying.FRESH", 0.0)
    token = made_by_page(anna)
    its = system(service, token)
    assert its.get("/v1/rules").status_code == 200
    sent(anna, "/en/tokens/revoke", id=token.split("_")[1])
    assert its.get("/v1/rules").status_code == 401


@pytest.mark.parametrize("lang", ["da", "en"])
def test_what_is_wrong_stands_at_its_field(anna: TestClient, kept: Systems, lang: str) -> None:
    before = kept.store.all()
    answer = sent(anna, f"/{lang}/tokens", name="a\tb", role="audit", until="i går")
    assert answer.status_code == 422
    page = read(answer.text)
    wrong = [element.get("id") for element in page.all("input") if element.get("aria-invalid")]
    assert wrong == ["name", "until"]
    assert [e.get("value") for e in page.all("input") if e.get("name") == "role" and "checked" in e.attrib] == ["audit"]
    late = sent(anna, f"/{lang}/tokens", name="<b>x", until=(TODAY - timedelta(days=1)).isoformat())
    assert late.status_code == 422
    assert "<b>x" not in late.text
    for form in ({}, {"name": "a", "until": UNTIL, "role": "owner"} | {"name": "x" * 101}):
        assert sent(anna, f"/{lang}/tokens", **form).status_code == 422
    assert kept.store.all() == before


def test_without_the_session_s_token_nothing_is_made_or_revoked(anna: TestClient, kept: Systems) -> None:
    id_ = made_by_page(anna).split("_")[1]
    before = kept.store.all()
    for marks in ({"origin": URL}, {"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
        for path, form in (("/da/tokens", NEW), ("/da/tokens/revoke", {"id": id_})):
            assert anna.post(path, data=form, headers=marks).status_code == 403
            assert anna.post(path, data=form | {"csrf_token": "x"}, headers=marks).status_code == 403
        assert anna.post("/v1/tokens", json=NEW, headers=marks).status_code == 403
        assert anna.delete(f"/v1/tokens/{id_}", headers=marks).status_code == 403
    assert anna.get("/da/tokens/revoke", params={"id": id_}).status_code == 405
    assert kept.store.all() == before


@pytest.mark.parametrize("role", [Role.CHECK, Role.AUDIT])
def test_lower_roles_get_nothing_and_change_nothing(
    service: FastAPI, people: Provider, kept: Systems, role: Role
) -> None:
    its, id_ = system(service, kept.new(role)), kept.new(Role.ADMIN).split("_")[1]
    people.person = {"sub": "b-1", "preferred_username": "bo", "roles": role.word}
    bo = client(service, URL)
    log_in(bo, "/da/check")
    marks = {"x-csrf-token": token_on(bo), "origin": URL}
    before = kept.store.all()
    for one, headers in ((its, {}), (bo, marks)):
        for path in ("/da/tokens", "/en/tokens", "/v1/tokens"):
            answer = one.get(path, headers=headers)
            assert answer.status_code == 403
            assert id_ not in answer.text
        assert one.post("/v1/tokens", json=NEW, headers=headers).status_code == 403
        assert one.delete(f"/v1/tokens/{id_}", headers=headers).status_code == 403
        assert one.post("/da/tokens", data=NEW, headers=headers).status_code == 403
        assert one.post("/da/tokens/revoke", data={"id": id_}, headers=headers).status_code == 403
        assert "/da/tokens" not in one.get("/da/check", headers=headers).text
    assert [replace(token, used=None) for token in kept.store.all()] == [replace(token, used=None) for token in before]


def test_admins_find_the_page(anna: TestClient, service: FastAPI, kept: Systems) -> None:
    assert 'href="/da/tokens"' in anna.get("/da/check").text
    assert 'href="/da/tokens"' in system(service, kept.new(Role.ADMIN)).get("/da/check").text


def test_by_the_api(service: FastAPI, kept: Systems) -> None:
    own = kept.new(Role.ADMIN, name="styring")
    admin, own_id = system(service, own), own.split("_")[1]
    answer = admin.post("/v1/tokens", json=NEW)
    assert answer.status_code == 201
    made = answer.json()
    token = made.pop("token")
    assert system(service, token).get("/v1/rules").status_code == 200
    spec = admin.get("/v1/openapi.json").json()
    for name, found in (("MadeToken", answer.json()), ("Tokens", admin.get("/v1/tokens").json())):
        schema = {"$ref": f"#/components/schemas/{name}", "components": spec["components"]}
        Draft202012Validator(schema).validate(found)
    listed = {one["id"]: one for one in admin.get("/v1/tokens").json()["tokens"]}
    assert listed[made["id"]] | {"used": None} == made | {"used": None}
    assert made["made_by"] == f"system:{own_id}"
    everything = admin.get("/v1/tokens").text
    assert token.split("_", 2)[2] not in everything
    assert "argon2" not in everything
    assert admin.delete(f"/v1/tokens/{made['id']}").status_code == 204
    state = {one["id"]: one for one in admin.get("/v1/tokens").json()["tokens"]}[made["id"]]
    assert (state["state"], state["revoked_by"]) == ("revoked", f"system:{own_id}")
    gone = admin.delete("/v1/tokens/none")
    assert (gone.status_code, gone.json()["problems"][0]["code"]) == (404, "unknown-token")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "missing-parameter"),
        (NEW | {"role": "owner"}, "parameter"),
        (NEW | {"until": "2017-13-01"}, "parameter"),
        (NEW | {"until": (TODAY - timedelta(days=1)).isoformat()}, "token-until"),
        (NEW | {"until": (TODAY + timedelta(days=31)).isoformat()}, "token-until"),
        (NEW | {"name": "\n"}, "token-name"),
        (NEW | {"name": "x" * 101}, "parameter"),
        (NEW | {"hash": "x"}, "unknown-parameter"),
        ([], "parameter"),
    ],
)
def test_what_the_api_does_not_make(service: FastAPI, kept: Systems, body: Any, code: str) -> None:
    admin = system(service, kept.new(Role.ADMIN))  # it holds 30 days
    before = len(kept.store.all())
    answer = admin.post("/v1/tokens", content=json.dumps(body), headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["problems"][0]["code"]) == (422, code), answer.text
    assert len(kept.store.all()) == before


def test_what_a_stolen_token_made_ends_with_it(anna: TestClient, service: FastAPI, kept: Systems) -> None:
    stolen = made_by_page(anna, role="admin")
    others = system(service, stolen).post("/v1/tokens", json=NEW | {"role": "admin"}).json()
    third = system(service, others["token"]).post("/v1/tokens", json=NEW).json()
    sent(anna, "/da/tokens/revoke", id=stolen.split("_")[1])
    for id_ in (stolen.split("_")[1], others["id"], third["id"]):
        found = kept.store.find(id_)
        assert found
        assert found.revoked_by == "person:anna"
    late = system(service, others["token"]).post("/v1/tokens", json=NEW)  # it may be let in for two seconds more
    assert late.status_code in (401, 422)


def test_where_the_service_may_only_read(
    anna: TestClient, service: FastAPI, kept: Systems, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service.state.access.keeping, "_store", read_only(kept.store))
    page = read(anna.get("/en/tokens").text)
    assert "Here tokens can only be seen" in text_of(page.all("main")[0])
    assert [form.get("action") for form in page.all("form")] == ["/logout"]
    assert anna.get("/v1/tokens", headers={"origin": URL}).json()["writable"] is False
    refused = sent(anna, "/en/tokens", **NEW)
    assert refused.status_code == 503
    assert read(refused.text).all("h1")
    admin = system(service, kept.new(Role.ADMIN))
    answer = admin.post("/v1/tokens", json=NEW)
    assert (answer.status_code, answer.json()["problems"][0]["code"]) == (503, "tokens-unusable")


def test_where_no_tokens_are_taken(small_settings: Settings) -> None:
    with TestClient(application(small_settings), LOCAL, client=PEER) as here:
        assert here.get("/da/tokens").status_code == 404
        assert "/da/tokens" not in here.get("/da/check").text
        here.cookies.clear()
        for verb, path in (("get", "/v1/tokens"), ("delete", "/v1/tokens/x")):
            answer = here.request(verb, path)
            assert (answer.status_code, answer.json()["problems"][0]["code"]) == (404, "no-tokens")
        assert here.post("/v1/tokens", json=NEW).status_code == 404
