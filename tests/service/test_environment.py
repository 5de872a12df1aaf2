"""What the environment says of a service, and what is told where it says it wrongly."""

from __future__ import annotations

import gc
import socket
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from click.testing import CliRunner

from engine.commands.serve import serve
from engine.service import app, listen
from engine.service.environment import set_up
from engine.service.settings import OpenId, Settings
from engine.source.problem import Problems

OPENID = {
    "KLAUSUL_OPENID_ISSUER": "https://login.example",
    "KLAUSUL_OPENID_CLIENT": "klausul",
    "KLAUSUL_OPENID_SECRET": "a=b,c",
}


def told(**environment: str) -> list[str]:
    """Give what is said of an environment, the same number of problems in both languages."""
    with pytest.raises(Problems) as error:
        set_up(Settings(), environment)
    assert all(problem.to("da") != problem.to("en") for problem in error.value.problems)
    return [problem.to("en") for problem in error.value.problems]


def test_an_environment_that_says_nothing() -> None:
    empty = dict.fromkeys((*OPENID, "KLAUSUL_OPENID_ROLES", "KLAUSUL_PROXIES", "KLAUSUL_LIMIT_FILES"), "")
    assert set_up(Settings(), {}) == set_up(Settings(), empty) == Settings()


def test_all_of_it() -> None:
    more = {
        "KLAUSUL_OPENID_CLAIM": "realm_access.roles",
        "KLAUSUL_OPENID_ROLES": "Takster = check, a=b=audit",
        "KLAUSUL_OPENID_NAME": "email",
        "KLAUSUL_OPENID_SCOPE": "openid email",
        "KLAUSUL_PROXIES": "10.0.0.5, 2001:db8::/32",
        "KLAUSUL_LIMIT_FILES": "3",
    }
    made = set_up(Settings(host="0.0.0.0"), OPENID | more)
    roles = (("Takster", "check"), ("a=b", "audit"))
    assert made.openid == OpenId(
        "https://login.example", "klausul", "a=b,c", "realm_access.roles", roles, "email", "openid email"
    )
    assert made.proxies == ("10.0.0.5", "2001:db8::/32")
    assert (made.limits.files, made.host) == (3, "0.0.0.0")


def test_what_is_wrong_is_told_at_once() -> None:
    needed = "KLAUSUL_OPENID_ISSUER, KLAUSUL_OPENID_CLIENT, KLAUSUL_OPENID_SECRET"
    missing = f"is missing; logging in is by OpenID Connect; expected {needed}"
    network = "is not an address; expected addresses and networks as 10.0.0.5,10.1.0.0/24"
    assert told(
        KLAUSUL_LIMIT_FILES="many",
        KLAUSUL_OPENID_CLIENT="klausul",
        KLAUSUL_OPENID_SECRETS="hidden",
        KLAUSUL_OPENID_ROLES="Takster,=check,Revision=",
        KLAUSUL_PROXIES="*,proxy.example,10.0.0.1/8",
    ) == sorted(
        [
            "KLAUSUL_LIMIT_FILES: 'many' is not a limit; expected a whole number above 0",
            "KLAUSUL_OPENID_SECRETS: that setting is not known; did you mean KLAUSUL_OPENID_SECRET?",
            f"KLAUSUL_OPENID_ISSUER: {missing}",
            f"KLAUSUL_OPENID_SECRET: {missing}",
            *(
                f"KLAUSUL_OPENID_ROLES: '{pair}' does not name a role; expected as in Takster=check,Revision=audit"
                for pair in ("Takster", "=check", "Revision=")
            ),
            *(f"KLAUSUL_PROXIES: '{text}' {network}" for text in ("*", "proxy.example", "10.0.0.1/8")),
        ]
    )


def test_the_command_takes_it_all(monkeypatch: pytest.MonkeyPatch, small_rules: Path, tmp_path: Path) -> None:
    """And what a short command does without, a service has: rings of garbage are let go."""
    seen: list[Any] = []

    def served(_: uvicorn.Server, listeners: list[socket.socket]) -> None:
        seen.append(gc.isenabled())
        for listener in listeners:
            listener.close()

    monkeypatch.setattr(app, "secure", lambda _, settings: seen.append(settings))
    monkeypatch.setattr(uvicorn.Server, "run", served)
    monkeypatch.setattr(listen.signal, "signal", lambda *_: None)
    tokens = (tmp_path / "tokens.db").as_posix()
    environment = OPENID | {"KLAUSUL_URL": "https://klausul.example", "KLAUSUL_TOKENS": tokens}
    gc.disable()
    try:
        given = ["--rules", str(small_rules), "--port", "0"]
        done = CliRunner().invoke(serve, given, env=environment, standalone_mode=False, catch_exceptions=False)
    finally:
        gc.enable()
    assert done.return_value == 0
    settings, collects = seen
    assert (settings.url, settings.tokens) == ("https://klausul.example", tokens)
    assert settings.openid == OpenId(*OPENID.values())
    assert collects
