"""Every way into an app, tried by everyone who may not go it. Nothing here knows the app: it can be pointed at any."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.routing import Mount

from engine.service.access.needs import is_public, role_of
from engine.service.access.roles import Role


class Door(NamedTuple):
    """A route and a verb that it takes; the role that it needs, None where it is public."""

    verb: str
    path: str
    role: Role | None


def doors(app: FastAPI) -> Iterator[Door]:
    """Give every way into an app; what a path leaves open is filled in."""
    for route in iter_route_contexts(app.routes):
        assert route.path is not None
        if isinstance(route.original_route, Mount):
            yield Door("GET", f"{route.path}/x", None if is_public(route) else role_of(route))
            continue
        path = route.path
        for name in getattr(route, "param_convertors", {}):
            path = path.replace(f"{{{name}:path}}", "1").replace(f"{{{name}}}", "1")
        for verb in sorted(route.methods or {"GET"}):
            yield Door(verb, path, None if is_public(route) else role_of(route))


def guarded(app: FastAPI) -> list[Door]:
    """Give the ways that are not for everyone."""
    return [door for door in doors(app) if door.role is not None]


def writing(app: FastAPI) -> list[Door]:
    """Give the ways that write."""
    return [door for door in guarded(app) if door.verb not in ("GET", "HEAD")]


def wrong_tokens(valid: str, expired: str, revoked: str) -> dict[str, str]:
    """Give headers Authorization that let no one in, made from tokens that once did or nearly do."""
    scheme, id_, secret = valid.split("_", 2)
    other = "A" if secret[-2] != "A" else "B"
    return {
        "expired": f"Bearer {expired}",
        "revoked": f"Bearer {revoked}",
        "wrong secret": f"Bearer {scheme}_{id_}_{secret[:-2]}{other}{secret[-1]}",
        "unknown id": f"Bearer {scheme}_aaaaaaaaaaaa_{secret}",
        "id of another": f"Bearer {scheme}_{revoked.split('_')[1]}_{secret}",
        "cut": f"Bearer {valid[:-1]}",
        "longer": f"Bearer {valid}A",
        "twice": f"Bearer {valid} {valid}",
        "other scheme": f"Token {valid}",
        "basic": "Basic YWRtaW46YWRtaW4=",
        "no scheme": valid,
        "empty": "",
        "only scheme": "Bearer ",
        "quotes": f"Bearer {scheme}_'or'1'='1' --_{secret}",
        "long": "Bearer " + "a" * 8_000,
        "other letters": f"Bearer {scheme}_{id_}_{'é' * 43}",
    }
