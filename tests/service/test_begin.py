"""What `klausul serve` and `klausul token` say where they cannot begin: plainly, with exit status 2, no traceback."""

from __future__ import annotations

import gc
import os
import re
import signal
import socket
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI

from engine.service import listen
from engine.service.access.logs import log_config
from engine.service.environment import set_up
from engine.service.installed import PACKAGES
from engine.service.settings import Limits, OpenId, Settings
from engine.source.problem import Problems
from tests.service.conftest import ROOT

HIDDEN = "import sys; sys.modules.update(dict.fromkeys({hidden}, None)); from cli import main; main({arguments})"


def said(arguments: Sequence[str], hidden: Sequence[str] = (), **environment: str) -> str:
    """Give what the command says in a process of its own, that sees none of the modules that are hidden."""
    program = HIDDEN.format(hidden=list(hidden), arguments=[*arguments, "--lang", "en"])
    clean = {name: value for name, value in os.environ.items() if not name.startswith("KLAUSUL_")}
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=clean | {"PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    return done.stderr


def test_the_packages_are_those_of_the_extra() -> None:
    extra = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]["service"]
    assert sorted(re.split(r"[~=<>]", package)[0] for package in extra) == sorted(PACKAGES)


@pytest.mark.parametrize("command", [["serve"], ["token", "list", "--tokens", "tokens.db"]])
def test_without_the_packages_it_says_what_to_install(command: list[str]) -> None:
    told = "klausul[service]: not installed: {}; expected install klausul[service]\n"
    assert said(command, ["pebble"]) == told.format("pebble")
    assert said(command, list(PACKAGES.values())) == told.format(", ".join(PACKAGES))


def test_it_is_not_open_to_other_machines(small_rules: Path) -> None:
    told = said(["serve", "--host", "0.0.0.0", "--port", "0", "--rules", str(small_rules)])
    assert told == (
        "--host: 0.0.0.0 can be reached from other machines, and no access is set up; expected OpenID Connect "
        "(KLAUSUL_OPENID_ISSUER, KLAUSUL_OPENID_CLIENT and KLAUSUL_OPENID_SECRET) for people, or at least one token "
        "that holds ('klausul token create', and KLAUSUL_TOKENS or --tokens) for systems\n"
        "--url: the address of the service is missing; expected KLAUSUL_URL or --url with the address that browsers "
        "use, such as https://klausul.example.dk\n"
    )


def test_all_that_is_wrong_with_the_environment_is_said_at_once() -> None:
    told = said(
        ["serve"],
        KLAUSUL_OPENID_ISSUER="https://login.example",
        KLAUSUL_OPENID_CLENT="klausul",
        KLAUSUL_OPENID_SECRET="hidden",
        KLAUSUL_OPENID_ROLES="Chef",
        KLAUSUL_PROXIES="10.0.0.5,proxy",
        KLAUSUL_LIMIT_FILES="many",
    )
    assert told.splitlines() == [
        "KLAUSUL_LIMIT_FILES: 'many' is not a limit; expected a whole number above 0",
        "KLAUSUL_OPENID_CLENT: that setting is not known; did you mean KLAUSUL_OPENID_CLIENT?",
        "KLAUSUL_OPENID_CLIENT: is missing; logging in is by OpenID Connect; expected KLAUSUL_OPENID_ISSUER, "
        "KLAUSUL_OPENID_CLIENT, KLAUSUL_OPENID_SECRET",
        "KLAUSUL_OPENID_ROLES: 'Chef' does not say what a role is called; expected as in Takster=check,Revision=audit",
        "KLAUSUL_PROXIES: 'proxy' is not an address; expected addresses and networks as 10.0.0.5,10.1.0.0/24",
    ]


def test_the_environment_sets_up_access() -> None:
    environment = {
        "KLAUSUL_OPENID_ISSUER": "https://login.example",
        "KLAUSUL_OPENID_CLIENT": "klausul",
        "KLAUSUL_OPENID_SECRET": "hidden",
        "KLAUSUL_OPENID_SCOPE": "openid groups",
        "KLAUSUL_OPENID_CLAIM": "realm.groups",
        "KLAUSUL_OPENID_ROLES": "Takster = check, cn=Revision=audit",
        "KLAUSUL_PROXIES": "10.0.0.5, 10.1.0.0/24",
        "KLAUSUL_LIMIT_SECONDS": "5",
        "KLAUSUL_LIMIT_FILES": "",
    }
    roles = (("Takster", "check"), ("cn=Revision", "audit"))
    openid = OpenId("https://login.example", "klausul", "hidden", "realm.groups", roles, scope="openid groups")
    right = Settings(openid=openid, proxies=("10.0.0.5", "10.1.0.0/24"), limits=Limits(seconds=5.0))
    assert set_up(Settings(), environment) == right
    assert set_up(Settings(), {}) == Settings()


@pytest.mark.parametrize(
    ("name", "value", "wrong"),
    [
        ("KLAUSUL_OPENID_ROLES", "Takster=check,=check,Revision=", ["=check", "Revision="]),
        ("KLAUSUL_PROXIES", "*,::1,10.0.0.1/8", ["*", "10.0.0.1/8"]),
    ],
)
def test_each_value_that_is_wrong_is_named(name: str, value: str, wrong: list[str]) -> None:
    provider = {f"KLAUSUL_OPENID_{part}": "x" for part in ("ISSUER", "CLIENT", "SECRET")}
    with pytest.raises(Problems) as error:
        set_up(Settings(), provider | {name: value})
    assert [(p.place.file, p.message.en.split("'")[1]) for p in error.value.problems] == [(name, w) for w in wrong]
    assert all(p.to("da") != p.to("en") for p in error.value.problems)


def test_what_is_empty_sets_nothing() -> None:
    """As compose.yaml gives what is not set."""
    names = ("KLAUSUL_OPENID_ISSUER", "KLAUSUL_OPENID_ROLES", "KLAUSUL_PROXIES", "KLAUSUL_LIMIT_FILES")
    assert set_up(Settings(), dict.fromkeys(names, "")) == Settings()


def test_how_it_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    """No server's name, no line of the server's own for each request, and forwarded addresses left to access.

    What a short command does without, a service has: rings of garbage are let go.
    """
    made: list[uvicorn.Config] = []
    monkeypatch.setattr(listen, "_Server", lambda config, *_: made.append(config) or Ended())
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr("uvicorn.Config.configure_logging", lambda _: None)
    app = FastAPI()
    app.state.settings = Settings(limits=Limits(seconds=30.0, job_seconds=90.5))
    gc.disable()
    try:
        with socket.socket() as own:
            listen.serve(app, own, print)
        assert gc.isenabled()
    finally:
        gc.enable()
    (config,) = made
    assert (config.proxy_headers, config.access_log, config.server_header) == (False, False, False)
    assert config.log_config == log_config()
    assert config.timeout_graceful_shutdown == 91


class Ended:
    def run(self, _: object) -> None: ...
