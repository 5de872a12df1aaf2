"""How a service is run: where it listens, what it rests on, and how much it lets one request take."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from engine.source.problem import Place, Problem, Problems, closest, shown
from engine.source.text import Text

MEGABYTE = 1_048_576
LIMIT = "KLAUSUL_LIMIT_"
"""What the names of environment variables begin with that set limits."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may take, in bytes, seconds and numbers.

    `upload`: all files of a request together. `files`: how many. `memory`: of a worker process, address space.
    `seconds`: of one piece of work; `job_seconds`: of one that is waited for as a job. `waiting`: work queued in all.
    `fields`: of a form, besides files. `body_seconds`: until a request's body must have come.
    `per_minute`: requests of one account or address; `logins_per_minute`: attempts to get in.
    """

    upload: int = 20 * MEGABYTE
    files: int = 200
    fields: int = 2_000
    body_seconds: float = 60.0
    memory: int = 2_048 * MEGABYTE
    seconds: float = 60.0
    job_seconds: float = 600.0
    waiting: int = 64
    per_minute: int = 600
    logins_per_minute: int = 20


def limits_from(environment: Mapping[str, str]) -> Limits:
    """Give the limits that an environment sets, as KLAUSUL_LIMIT_UPLOAD=20971520. Raises Problems."""
    given: dict[str, Any] = {}
    problems = []
    for limit in fields(Limits):
        name = f"{LIMIT}{limit.name.upper()}"
        if name in environment:
            number = _number(environment[name], whole=isinstance(limit.default, int))
            if number is None:
                problems.append(_no_limit(name, environment[name], whole=isinstance(limit.default, int)))
            else:
                given[limit.name] = number
    known = {f"{LIMIT}{limit.name.upper()}" for limit in fields(Limits)}
    for name in environment:
        if name.startswith(LIMIT) and name not in known:
            message = Text("den grænse kendes ikke", "that limit is not known")
            problems.append(Problem("unknown-limit", Place(name), message, None, closest(name, known)))
    if problems:
        raise Problems(problems)
    return replace(Limits(), **given)


def _number(text: str, *, whole: bool) -> float | None:
    """Give a number above 0; None where the text is none."""
    if not re.fullmatch(r"[0-9]{1,15}" if whole else r"[0-9]{1,9}(\.[0-9]{1,3})?", text, re.ASCII):
        return None
    number = int(text) if whole else float(text)
    return number if number > 0 else None


def _no_limit(name: str, text: str, *, whole: bool) -> Problem:
    message = Text(f"{shown(text)} er ikke en grænse", f"{shown(text)} is not a limit")
    return Problem("limit", Place(name), message, _WHOLE if whole else _ABOVE)


_WHOLE = Text("et helt tal over 0", "a whole number above 0")
_ABOVE = Text("et tal over 0", "a number above 0")


@dataclass(frozen=True, slots=True)
class OpenId:
    """A provider of OpenID Connect, and which of its claims says what someone may do.

    `claim`: the claim that holds the roles; one inside others is named with dots, as in `realm_access.roles`.
    `roles`: what the provider calls our roles, as (its name, check|audit|admin); where empty, it calls them as we do.
    `name`: the claim that says who it is, in the log, too; choose one that people cannot change themselves.
    `scope`: what is asked for, with `openid` in it.
    """

    issuer: str
    client: str
    secret: str = field(repr=False)
    claim: str = "roles"
    roles: tuple[tuple[str, str], ...] = ()
    name: str = "preferred_username"
    scope: str = "openid profile"


@dataclass(frozen=True, slots=True)
class Settings:
    """All of it. `rules`: None for Klausul's own. `log`: the URL of the decision log, None where nothing is recorded.

    `url`: how the service is reached from outside (through a proxy), None where it is reached directly.
    `tokens`: the database that holds the systems' tokens. `proxies`: addresses whose X-Forwarded headers are believed.
    `session_idle` and `session_life`: seconds until someone must log in again who has done nothing, and in any case.
    """

    host: str = "127.0.0.1"
    port: int = 8080
    rules: Path | None = None
    log: str | None = None
    url: str | None = None
    openid: OpenId | None = None
    tokens: str | None = None
    proxies: tuple[str, ...] = ()
    workers: int = 2
    session_idle: float = 3_600.0
    session_life: float = 36_000.0
    limits: Limits = Limits()

    @property
    def is_local(self) -> bool:
        """Say whether only this machine can reach the service, and it stands behind no proxy."""
        return is_loopback(self.host) and self.url is None

    @property
    def is_open(self) -> bool:
        """Say whether it takes everyone who can reach it: on this machine only, and no access is set up."""
        return self.is_local and self.openid is None and self.tokens is None


def is_loopback(host: str) -> bool:
    """Say whether an address leads to this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
