"""Who may do what, as the routes of the API say it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, TypeVar

from fastapi import Depends

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])


class Role(IntEnum):
    """What someone may do; each role may do all that those before it may."""

    CHECK = 1
    AUDIT = 2
    ADMIN = 3


@dataclass(frozen=True, slots=True)
class Who:
    """Who asks."""

    name: str
    account: str


def needs(_: Role) -> Any:
    """Say who a route is for, and give who asks."""
    return Depends(lambda: Who("local", "local:local"))


def public(endpoint: Endpoint) -> Endpoint:
    """Say that everyone may read a route."""
    return endpoint
