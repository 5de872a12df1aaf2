"""Who a page is for, and what its forms hold to show that they are ours: the one place that knows of access."""

from __future__ import annotations

import secrets
from typing import Annotated, Any

from fastapi import Depends
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

COOKIE = "klausul"
FIELD = "csrf_token"


def csrf_token(request: Request) -> str:
    """Give what every form of this session must hold."""
    token: str | None = getattr(request.state, "csrf", None) or request.cookies.get(COOKIE)
    request.state.csrf = token = token or secrets.token_urlsafe(32)
    return token


def owner_of(request: Request) -> str:
    """Give what tells the person who asks from every other."""
    return csrf_token(request)


def keep(request: Request, response: Response) -> None:
    """Let the browser know the session that begins with an answer."""
    if request.cookies.get(COOKIE) != csrf_token(request):
        response.set_cookie(COOKIE, csrf_token(request), httponly=True, samesite="lax")


async def _checked(request: Request) -> None:
    if request.method not in ("GET", "HEAD"):
        given = (await request.form()).get(FIELD)
        if not isinstance(given, str) or given != request.cookies.get(COOKIE):
            raise HTTPException(403)


Checking: Any = Annotated[None, Depends(_checked)]
