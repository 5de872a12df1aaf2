"""How a service is run: where it listens, what it rests on, and how much it lets one request take."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from pathlib import Path

MEGABYTE = 1_048_576


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
