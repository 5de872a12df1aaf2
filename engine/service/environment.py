"""What the environment says of a service: its limits, the provider that people log in at, and the proxies before it."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from engine.service.settings import OpenId, Settings, limits_from
from engine.source.problem import Place, Problem, Problems, closest, shown
from engine.source.text import Text

OPENID = "KLAUSUL_OPENID_"
"""What the names of environment variables begin with that tell of OpenID Connect."""
PROXIES = "KLAUSUL_PROXIES"
NEEDED = ("issuer", "client", "secret")
Environment = Mapping[str, str]
Given = TypeVar("Given")


def set_up(settings: Settings, environment: Environment) -> Settings:
    """Give the settings with all that an environment sets; empty values set nothing. Raises Problems, of all of it."""
    given = {name: value for name, value in environment.items() if value}
    problems: list[Problem] = []

    def read(reader: Callable[[Environment], Given], otherwise: Given) -> Given:
        try:
            return reader(given)
        except Problems as error:
            problems.extend(error.problems)
            return otherwise

    limits = read(limits_from, settings.limits)
    openid = read(openid_from, settings.openid)
    proxies = read(proxies_from, settings.proxies)
    if problems:
        raise Problems(problems)
    return replace(settings, limits=limits, openid=openid, proxies=proxies)


def openid_from(environment: Environment) -> OpenId | None:
    """Give the provider that an environment names; None where it names none. Raises Problems."""
    known = {f"{OPENID}{part.name.upper()}": part.name for part in fields(OpenId)}
    given = {name: value for name, value in environment.items() if name.startswith(OPENID)}
    problems = [_unknown(name, known) for name in given if name not in known]
    values: dict[str, Any] = {known[name]: value for name, value in given.items() if name in known}
    if given:
        problems += [_missing(f"{OPENID}{part.upper()}") for part in NEEDED if part not in values]
    pairs = [(text, *text.rpartition("=")[::2]) for text in _listed(values.pop("roles", ""))]
    problems += [_no_pair(text) for text, theirs, ours in pairs if not (theirs.strip() and ours.strip())]
    if problems:
        raise Problems(problems)
    roles = tuple((theirs.strip(), ours.strip()) for _, theirs, ours in pairs)
    return OpenId(**values, roles=roles) if given else None


def proxies_from(environment: Environment) -> tuple[str, ...]:
    """Give the addresses and networks of our own proxies. Raises Problems for what is neither."""
    given = tuple(_listed(environment.get(PROXIES, "")))
    if problems := [_no_network(text) for text in given if not _is_network(text)]:
        raise Problems(problems)
    return given


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _is_network(text: str) -> bool:
    try:
        ipaddress.ip_network(text)
    except ValueError:
        return False
    return True


def _unknown(name: str, known: Iterable[str]) -> Problem:
    message = Text("den indstilling kendes ikke", "that setting is not known")
    return Problem("unknown-setting", Place(name), message, None, closest(name, known))


def _missing(name: str) -> Problem:
    message = Text("mangler; der logges ind med OpenID Connect", "is missing; logging in is by OpenID Connect")
    expected = Text(*[", ".join(f"{OPENID}{part.upper()}" for part in NEEDED)] * 2)
    return Problem("openid-missing", Place(name), message, expected)


def _no_pair(text: str) -> Problem:
    message = Text(
        f"{shown(text)} siger ikke, hvad en rolle hedder", f"{shown(text)} does not say what a role is called"
    )
    expected = Text("som i Takster=check,Revision=audit", "as in Takster=check,Revision=audit")
    return Problem("openid-roles", Place(f"{OPENID}ROLES"), message, expected)


def _no_network(text: str) -> Problem:
    message = Text(f"{shown(text)} er ikke en adresse", f"{shown(text)} is not an address")
    expected = Text("adresser og net som 10.0.0.5,10.1.0.0/24", "addresses and networks as 10.0.0.5,10.1.0.0/24")
    return Problem("proxies", Place(PROXIES), message, expected)
