"""Who may do what, as the routes of the API say it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Annotated, Any, TypeVar

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from engine.service.problem import answered
from engine.service.settings import Settings
from engine.source.problem import Place, Problem, Problems
from engine.source.text import Text

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


bearer = HTTPBearer(scheme_name="token", description="A token of a system.", auto_error=False)


async def _who(_: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]) -> Who:
    return Who("local", "local:local")


def needs(_: Role) -> Any:
    """Say who a route is for, and give who asks."""
    return Depends(_who)


def check_local(settings: Settings) -> None:
    """Raise Problems where others could reach the service: no access is set up."""
    if not settings.is_local:
        message = Text("ingen adgang er sat op", "no access is set up")
        raise Problems([Problem("no-access", Place("--host"), message)])


def public(endpoint: Endpoint) -> Endpoint:
    """Say that everyone may read a route."""
    return endpoint


class Bodies:
    """Middleware that lets no more be sent than the limit; HTTPException (413) is raised where the body is read."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        """Stand before `app`."""
        self.app, self.limit = app, limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count what a request sends while it comes."""
        got = 0

        async def counted() -> Message:
            nonlocal got
            message = await receive()
            got += len(message.get("body", b""))
            if got > self.limit:
                raise HTTPException(413, headers={"Connection": "close"})
            return message

        await self.app(scope, counted if scope["type"] == "http" else receive, send)


class Edge:
    """Middleware that tells faults without their particulars."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before `app`."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, whatever comes."""
        try:
            await self.app(scope, receive, send)
        except Exception as error:
            if scope["type"] != "http":
                raise
            await answered(Request(scope), error)(scope, receive, send)
