"""Whether a service may start: one that others can reach must have its access set up first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from engine.service.access.origin import is_safe_issuer, origin_of
from engine.service.access.roles import ROLES
from engine.service.settings import Settings, is_loopback
from engine.source.problem import Place, Problem, Problems
from engine.source.text import Text

if TYPE_CHECKING:
    from engine.service.access.store import TokenStore

SETUP = Text(
    "OpenID Connect (KLAUSUL_OPENID_ISSUER, KLAUSUL_OPENID_CLIENT og KLAUSUL_OPENID_SECRET) til mennesker, eller "
    "mindst ét token, der gælder ('klausul token create', og KLAUSUL_TOKENS eller --tokens), til systemer",
    "OpenID Connect (KLAUSUL_OPENID_ISSUER, KLAUSUL_OPENID_CLIENT and KLAUSUL_OPENID_SECRET) for people, or at least "
    "one token that holds ('klausul token create', and KLAUSUL_TOKENS or --tokens) for systems",
)
PUBLIC_URL = Text(
    "KLAUSUL_URL eller --url med den adresse, som browsere bruger, såsom https://klausul.example.dk",
    "KLAUSUL_URL or --url with the address that browsers use, such as https://klausul.example.dk",
)


def check_ready(settings: Settings, tokens: TokenStore | None, today: date) -> None:
    """Raise Problems, telling what to set, where a service with these settings must not start."""
    if problems := [*_access(settings, tokens, today), *_address(settings), *_openid(settings)]:
        raise Problems(problems)


def _access(settings: Settings, tokens: TokenStore | None, today: date) -> Iterator[Problem]:
    if settings.is_local or settings.openid:
        return
    if tokens is None or not any(token.holds(today) for token in tokens.all()):
        name = settings.url or settings.host
        message = Text(
            f"{name} kan nås fra andre maskiner, og ingen adgang er sat op",
            f"{name} can be reached from other machines, and no access is set up",
        )
        yield Problem("no-access", Place("--host"), message, SETUP)


def _address(settings: Settings) -> Iterator[Problem]:
    if settings.url is None:
        if not settings.is_local:
            message = Text("tjenestens adresse mangler", "the address of the service is missing")
            yield Problem("no-url", Place("--url"), message, PUBLIC_URL)
        return
    parts = urlsplit(settings.url if origin_of(settings.url) else "")
    if not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        message = Text("det er ikke en tjenestes adresse", "that is not the address of a service")
        yield Problem("bad-url", Place("--url"), message, PUBLIC_URL)
    elif parts.scheme != "https" and not is_loopback(parts.hostname or ""):
        message = Text("adressen er ikke https", "the address is not https")
        expected = Text(
            "https: ellers kan andre læse med og tage logins", "https: otherwise others can read along and take logins"
        )
        yield Problem("not-https", Place("--url"), message, expected)


def _openid(settings: Settings) -> Iterator[Problem]:
    openid = settings.openid
    if openid is None:
        return
    if not is_safe_issuer(openid.issuer):
        message = Text("udstederens adresse er ikke https", "the address of the issuer is not https")
        yield Problem("openid-issuer", Place("KLAUSUL_OPENID_ISSUER"), message)
    if "openid" not in openid.scope.split():
        message = Text("'openid' mangler i det, der bedes om", "'openid' is missing in what is asked for")
        yield Problem("openid-scope", Place("KLAUSUL_OPENID_SCOPE"), message)
    for name, word in openid.roles:
        if word not in ROLES:
            message = Text(f"rollen '{word}' for '{name}' findes ikke", f"there is no role '{word}' for '{name}'")
            yield Problem("openid-role", Place("KLAUSUL_OPENID_ROLES"), message, Text(*[", ".join(ROLES)] * 2))
