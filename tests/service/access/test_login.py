"""Logging in at a provider, as it should go and as attackers would have it go."""

from __future__ import annotations

import logging
import re
from dataclasses import replace

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from engine.service.access.login import own_path
from engine.service.settings import Settings
from tests.service.access.app import URL, client, secured
from tests.service.access.browsing import at_provider, log_in, token_on
from tests.service.provider import LIES, Provider, query_of

COOKIE = "__Host-klausul"


def test_a_person_logs_in_and_is_known(browser: TestClient) -> None:
    answer = log_in(browser)
    assert (answer.status_code, answer.headers["location"]) == (303, "/page?a=1")
    assert browser.get("/page").text.startswith("anna|check|person|")
    assert browser.get("/v1/whoami").json() == {"name": "anna", "role": "check", "kind": "person"}


def test_who_is_not_logged_in_is_led_to_the_login_and_back(browser: TestClient) -> None:
    answer = browser.get("/page?a=b&c=d")
    assert (answer.status_code, answer.headers["location"]) == (303, "/login?next=%2Fpage%3Fa%3Db%26c%3Dd")
    answer = browser.get("/page", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["hx-refresh"]) == (401, "true")
    answer = browser.get("/v1/whoami")
    assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json")
    assert answer.headers["www-authenticate"] == 'Bearer realm="klausul"'


def test_what_is_asked_of_the_provider(browser: TestClient, people: Provider) -> None:
    answer = browser.get("/login?next=/page")
    asked = query_of(answer.headers["location"])
    assert answer.headers["location"].startswith(f"{people.issuer}/authorize?")
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert asked["redirect_uri"] == f"{URL}/login/back"
    assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) >= 43
    again = query_of(browser.get("/login").headers["location"])
    assert all(asked[name] != again[name] for name in ("state", "nonce", "code_challenge"))


def test_cookies_are_guarded(browser: TestClient) -> None:
    begun = browser.get("/login").headers["set-cookie"]
    assert re.fullmatch(r"__Host-klausul-login=[\w-]{43}; Path=/; HttpOnly; SameSite=Lax; Max-Age=600; Secure", begun)
    session, login = log_in(browser).headers.get_list("set-cookie")
    assert re.fullmatch(r"__Host-klausul=[\w-]{43}; Path=/; HttpOnly; SameSite=Lax; Secure", session)
    assert login == "__Host-klausul-login=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure"


@pytest.mark.parametrize("lie", LIES)
def test_nothing_is_believed_that_does_not_fit(browser: TestClient, people: Provider, lie: str) -> None:
    people.lies = lie
    answer = log_in(browser)
    assert answer.status_code == 401
    assert COOKIE not in browser.cookies
    assert browser.get("/v1/whoami").status_code == 401
    people.lies = ""
    assert log_in(browser).status_code == 303  # and one who is let in afterwards


@pytest.mark.parametrize(("lie", "status"), [("declines", 403), ("breaks", 502)])
def test_a_provider_that_fails(browser: TestClient, people: Provider, lie: str, status: int) -> None:
    people.lies = lie
    assert log_in(browser).status_code == status
    assert browser.get("/v1/whoami").status_code == 401


@pytest.mark.parametrize("lie", ["down", "metadata of another"])
def test_a_provider_that_is_not_there(browser: TestClient, people: Provider, lie: str) -> None:
    people.lies = lie
    assert browser.get("/login").status_code == 502
    people.lies = ""
    assert browser.get("/login").status_code == 303


def test_an_answer_is_taken_once(browser: TestClient) -> None:
    back = at_provider(browser, "/page")
    cookie = browser.cookies["__Host-klausul-login"]
    assert browser.get(back).status_code == 303
    for name in list(browser.cookies):
        del browser.cookies[name]
    assert browser.get(back, headers={"cookie": f"__Host-klausul-login={cookie}"}).status_code == 401
    assert browser.get(back).status_code == 401


def test_an_answer_is_taken_from_the_browser_that_began(app: FastAPI, browser: TestClient) -> None:
    back = at_provider(browser, "/page")  # an attacker's login, which a victim is led to
    victim = client(app, URL)
    assert victim.get(back).status_code == 401
    victim.get("/login")
    assert victim.get(back).status_code == 401
    assert COOKIE not in victim.cookies


@pytest.mark.parametrize("query", ["", "?code=x", "?state=x", "?error=x", "?code=x&state=é%0d%0aSet-Cookie:a=b"])
def test_an_answer_without_a_login(browser: TestClient, query: str) -> None:
    assert browser.get(f"/login/back{query}").status_code == 401
    browser.get("/login")
    answer = browser.get(f"/login/back{query}")
    assert answer.status_code in (401, 403)
    assert "a=b" not in str(answer.headers)


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        ({"roles": "check"}, 303),
        ({"roles": ["unknown", "audit"]}, 303),
        ({"roles": "unknown"}, 403),
        ({"roles": ["Admin", "ADMIN", "administrator"]}, 403),
        ({"roles": []}, 403),
        ({"roles": None}, 403),
        ({"roles": {"admin": True}}, 403),
        ({"roles": [["admin"]]}, 403),
        ({}, 403),
    ],
)
def test_roles_come_from_a_claim(browser: TestClient, people: Provider, claims: dict[str, object], status: int) -> None:
    people.person = {"sub": "p-2", **claims}
    answer = log_in(browser)
    assert answer.status_code == status
    if status == 403:
        assert "har ingen rolle her" in answer.text
        assert "have no role here" in answer.text
        assert COOKIE not in browser.cookies


def test_the_highest_role_holds_and_other_names_can_be_given(settings: Settings, people: Provider) -> None:
    assert settings.openid
    openid = replace(settings.openid, claim="realm_access.roles", roles=(("Revisor", "audit"), ("Chef", "admin")))
    browser = client(secured(replace(settings, openid=openid)), URL)
    people.person = {"sub": "p", "roles": "admin", "realm_access": {"roles": ["Revisor", "Chef", "admin"]}}
    log_in(browser)
    assert browser.get("/v1/whoami").json()["role"] == "admin"
    people.person = {"sub": "p", "realm_access": {"roles": ["admin", "check"]}}  # names of ours, not of the provider
    assert log_in(client(browser.app, URL)).status_code == 403


def test_who_has_no_name_is_named_by_the_subject(browser: TestClient, people: Provider) -> None:
    people.person = {"sub": "p-7", "preferred_username": " ", "roles": "check"}
    log_in(browser)
    assert browser.get("/v1/whoami").json()["name"] == "p-7"


def test_a_session_of_before_the_login_is_not_taken_over(app: FastAPI, browser: TestClient) -> None:
    planted = "a" * 43
    browser.cookies.set(COOKIE, planted, domain="klausul.example")
    back = at_provider(browser, "/page")
    answer = browser.get(back)
    key = answer.headers["set-cookie"].partition("=")[2].partition(";")[0]
    assert key != planted
    attacker = client(app, URL, headers={"cookie": f"{COOKIE}={planted}"})
    assert attacker.get("/v1/whoami").status_code == 401


def test_each_login_begins_a_session_and_ends_the_one_before(app: FastAPI, browser: TestClient) -> None:
    log_in(browser)
    first = browser.cookies[COOKIE]
    log_in(browser)
    assert browser.cookies[COOKIE] != first
    old = client(app, URL, headers={"cookie": f"{COOKIE}={first}"})
    assert old.get("/v1/whoami").status_code == 401


def test_logging_out_ends_the_session_for_good(app: FastAPI, browser: TestClient, people: Provider) -> None:
    log_in(browser)
    cookie = browser.cookies[COOKIE]
    answer = browser.post("/logout", data={"csrf_token": token_on(browser)})
    assert answer.status_code == 303
    assert answer.headers["set-cookie"] == f"{COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure"
    asked = query_of(answer.headers["location"])
    assert answer.headers["location"].startswith(f"{people.issuer}/bye?")
    assert (asked["post_logout_redirect_uri"], asked["client_id"]) == (f"{URL}/logged-out", "klausul")
    assert asked["id_token_hint"] == people.told[1]
    copy = client(app, URL, headers={"cookie": f"{COOKIE}={cookie}"})
    assert copy.get("/v1/whoami").status_code == 401
    assert "Du er logget ud" in browser.get("/logged-out").text


def test_logging_out_takes_a_post_from_a_page_of_ours(browser: TestClient) -> None:
    log_in(browser)
    assert browser.get("/logout").status_code == 405
    assert browser.post("/logout").status_code == 403
    assert browser.get("/v1/whoami").status_code == 200


@pytest.mark.parametrize(
    "target",
    [
        *("https://evil.example", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "evil"),
        *("javascript:alert(1)", "/\tevil", "/\n/evil.example", "/a\r\nSet-Cookie: a=b", "", " /page", "http:/page"),
        *("/login", "/login?next=/login", "/logout", "/login/back?code=1", "//[", "/page\u2028"),
    ],
)
def test_no_one_is_led_elsewhere(browser: TestClient, target: str) -> None:
    assert own_path(target) == "/"
    assert log_in(browser, target).headers["location"] == "/"


@pytest.mark.parametrize("target", ["/", "/page", "/page?a=b&c=%2F%2Fevil", "/page#here", "/%2F/evil.example"])
def test_one_is_led_back_to_where_one_was(browser: TestClient, target: str) -> None:
    assert log_in(browser, target).headers["location"] == target


def test_no_secret_stands_in_the_log(browser: TestClient, people: Provider, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    begun = browser.get("/login?next=/page?figure=in-a-query")
    asked = query_of(begun.headers["location"])
    cookies = [browser.cookies["__Host-klausul-login"]]
    log_in(browser)
    cookies.append(browser.cookies[COOKIE])
    token = token_on(browser)
    browser.get("/page?figure=in-a-query")
    browser.post("/form", data={"csrf_token": token, "figure": "in-a-body"})
    browser.get("/v1/whoami", headers={"authorization": "Bearer klausul_in-a-header"})
    browser.get("/v1/fault?a=secret-in-a-fault")
    browser.post("/logout", headers={"x-csrf-token": token})
    logged = "\n".join(f"{record.getMessage()} {record.exc_text} {record.__dict__}" for record in caplog.records)
    secrets = [*people.told, *cookies, token, asked["state"], asked["nonce"], "hemmeligheden"]
    assert len(people.told) == 3
    for secret in [*secrets, "in-a-query", "in-a-body", "in-a-header", "secret-in-a-fault", "Bearer"]:
        assert secret not in logged
    lines = [record.getMessage() for record in caplog.records if record.name == "klausul.access"]
    assert re.fullmatch(r"GET /login 303 \d+ms -", lines[0])
    assert re.fullmatch(r"POST /form 200 \d+ms person:p-1", lines[5])
