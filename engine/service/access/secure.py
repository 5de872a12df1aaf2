"""Secure: puts all of access around an app."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Receive, Scope, Send

from engine.service.access.access import Access
from engine.service.access.bodies import Bodies
from engine.service.access.edge import Edge
from engine.service.access.guard import Guard
from engine.service.access.headers import Bearing
from engine.service.access.logs import QUIET
from engine.service.access.needs import check_guarded
from engine.service.access.ready import check_ready
from engine.service.access.telling import tell as tell_plainly
from engine.service.problem import Tell, install
from engine.service.settings import Settings


def secure(app: FastAPI, settings: Settings, tell: Tell = tell_plainly) -> None:
    """Put access around an app: who asks, headers, limits, login and logout, and how refusals are told.

    `tell` gives the answer to all that goes wrong: refusals, also those of Starlette and FastAPI, problems, and faults.
    The app serves nothing, raising Unguarded, where one of its routes says nothing of who it is for. The server in
    front must leave forwarded addresses to this (uvicorn: proxy_headers=False). Raises Problems where the service must
    not start.
    """
    from engine.service.access.keeping import Keeping
    from engine.service.access.store import opened
    from engine.service.access.verifying import Tokens

    store = opened(settings.tokens, create=True) if settings.tokens else None
    check_ready(settings, store, datetime.now(UTC).date())
    access = Access.of(settings, *((Tokens(store), Keeping(store)) if store else (None,)))
    app.state.settings, app.state.access = settings, access
    install(app, tell)
    if settings.openid:
        from engine.service.access.login import BACK, router
        from engine.service.access.openid import Provider

        app.include_router(router(Provider(settings.openid, f"{_own_url(settings)}{BACK}")))
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    app.router.form_limits = {"max_files": settings.limits.files, "max_fields": settings.limits.fields}
    app.user_middleware[:0] = [
        Middleware(Bearing, settings=settings),
        *_behind(settings),
        Middleware(Edge, tell=tell),
        Middleware(Guard, access=access),
        Middleware(Bodies, limits=settings.limits),
        Middleware(Guarded, app_=app),
    ]


class Guarded:
    """Middleware that is made when the app begins to serve; it is not made where a route says nothing."""

    def __init__(self, app: ASGIApp, app_: FastAPI) -> None:
        """Look at all routes. Raises Unguarded."""
        check_guarded(app_.routes)
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Do nothing more."""
        await self.app(scope, receive, send)


def _behind(settings: Settings) -> list[Middleware]:
    """Give what believes the addresses that our own proxies forward, and no one else's."""
    if not settings.proxies:
        return []
    from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

    return [Middleware(ProxyHeadersMiddleware, trusted_hosts=list(settings.proxies))]


def _own_url(settings: Settings) -> str:
    """Give where browsers find the service."""
    if settings.url:
        return settings.url.rstrip("/")
    name = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{name}:{settings.port}"
