"""What a service needs before it starts, and what it says where that is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from engine.service.access.roles import Role
from engine.service.access.secure import secure
from engine.service.settings import OpenId, Settings
from engine.source.problem import Problems
from tests.service.access.app import URL, bare
from tests.service.access.conftest import TODAY, Systems

OPENID = OpenId("https://login.example", "klausul", "secret")
ACCESS = (
    "--host: 0.0.0.0 can be reached from other machines, and no access is set up; expected OpenID Connect "
    "(KLAUSUL_OPENID_ISSUER, KLAUSUL_OPENID_CLIENT and KLAUSUL_OPENID_SECRET) for people, or at least one token that "
    "holds ('klausul token create', and KLAUSUL_TOKENS or --tokens) for systems"
)
ADDRESS = "expected KLAUSUL_URL or --url with the address that browsers use, such as https://klausul.example.dk"


def problems(settings: Settings) -> list[str]:
    """Give what a service with these settings says when it does not start."""
    try:
        secure(bare(), settings)
    except Problems as error:
        assert all(problem.to("da") != problem.to("en") for problem in error.problems)
        return [problem.to("en") for problem in error.problems]
    return []


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.8.8.8"])
def test_on_this_machine_nothing_is_needed(host: str) -> None:
    assert problems(Settings(host=host)) == []


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "klausul.example", ""])
def test_elsewhere_access_and_an_address_are(host: str) -> None:
    told = problems(Settings(host=host))
    assert told == [ACCESS.replace("0.0.0.0", host), f"--url: the address of the service is missing; {ADDRESS}"]


def test_behind_a_proxy_access_is() -> None:
    assert problems(Settings(url=URL)) == [ACCESS.replace("0.0.0.0", URL)]


@pytest.mark.parametrize(
    ("url", "told"),
    [
        (URL, []),
        (f"{URL}:8443/", []),
        ("https://127.0.0.1:8443", []),
        ("http://127.0.0.1:8080", []),
        (
            "http://klausul.example",
            ["--url: the address is not https; expected https: otherwise others can read along and take logins"],
        ),
        *(
            (bad, [f"--url: that is not the address of a service; {ADDRESS}"])
            for bad in (
                "klausul.example",
                "ftp://klausul.example",
                "https://",
                f"{URL}/klausul",
                f"{URL}?a=b",
                f"{URL}#a",
                "https://me@klausul.example",
                "https://klausul.example:x",
                "https://[::1",
                "javascript:alert(1)",
            )
        ),
    ],
)
def test_the_address_is_https(url: str, told: list[str]) -> None:
    assert problems(Settings(host="0.0.0.0", url=url, openid=OPENID)) == told


def test_a_token_is_enough_while_it_holds(systems: Systems) -> None:
    settings = Settings(host="0.0.0.0", url=URL, tokens=systems.store.address.shown)
    assert problems(settings) == [ACCESS.replace("0.0.0.0", URL)]
    systems.new(Role.CHECK, TODAY - timedelta(days=1))
    assert problems(settings) == [ACCESS.replace("0.0.0.0", URL)]
    token = systems.new(Role.CHECK, TODAY)
    assert problems(settings) == []
    systems.store.revoke(token.split("_")[1], TODAY)
    assert problems(settings) == [ACCESS.replace("0.0.0.0", URL)]


def test_a_database_that_is_not_there() -> None:
    (told,) = problems(Settings(tokens="/nowhere/tokens.db"))
    assert told.startswith("/nowhere/tokens.db: no tokens can be here")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"issuer": "http://login.example"}, "KLAUSUL_OPENID_ISSUER: the address of the issuer is not https"),
        ({"issuer": "login.example"}, "KLAUSUL_OPENID_ISSUER: the address of the issuer is not https"),
        ({"scope": "profile"}, "KLAUSUL_OPENID_SCOPE: 'openid' is missing in what is asked for"),
        (
            {"roles": (("Chef", "owner"),)},
            "KLAUSUL_OPENID_ROLES: there is no role 'owner' for 'Chef'; expected check, audit, admin",
        ),
    ],
)
def test_a_provider_that_cannot_be(changes: dict[str, object], told: str) -> None:
    openid = replace(OPENID, **changes)  # type: ignore[arg-type]
    assert problems(Settings(openid=openid)) == [told]
    assert problems(Settings(openid=replace(OPENID, issuer="http://127.0.0.1:1"))) == []


def test_settings_do_not_show_the_secret() -> None:
    assert "secret=" not in repr(Settings(openid=OPENID))
