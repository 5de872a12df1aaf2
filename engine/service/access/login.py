"""Logging in and out: a new session with each login, ended for good by logging out."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from engine.service.access.access import LOGIN_SECONDS, Access, access_of
from engine.service.access.guard import cookies_of
from engine.service.access.needs import needs, public
from engine.service.access.openid import Provider
from engine.service.access.rates import counted_address
from engine.service.access.refused import Refused
from engine.service.access.roles import Role, Who
from engine.service.access.sessions import Cookie, Session
from engine.service.access.telling import LOGIN, html
from engine.source.text import Text

BACK, LOGOUT, OUT = "/login/back", "/logout", "/logged-out"
STALE = Text(
    "Dette login er for gammelt eller allerede brugt. Prøv at logge ind igen.",
    "This login is too old, or used already. Try to log in again.",
)
DECLINED = Text("Log ind-tjenesten lukkede dig ikke ind.", "The login service did not let you in.")
LEFT = Text("Du er logget ud", "You are logged out")
LEFT_WHY = Text("Luk browseren, hvis andre bruger maskinen.", "Close the browser where others use the machine.")
AGAIN = Text("Log ind igen", "Log in again")


def router(provider: Provider) -> APIRouter:
    """Give the routes by which people log in at the provider, and out."""
    routes = APIRouter(include_in_schema=False)

    @routes.get(LOGIN)
    @public
    async def login(request: Request) -> Response:
        access = _counted(request)
        if access.settings.is_local and request.url.hostname != urlsplit(provider.back).hostname:
            # This machine has several names, and the cookie must come back to the one that the provider leads to.
            there = f"{provider.back.removesuffix(BACK)}{LOGIN}"
            return RedirectResponse(f"{there}?{request.url.query}", HTTPStatus.SEE_OTHER)
        url, begun = await provider.begin(own_path(request.query_params.get("next", "/")))
        key = access.logins.put(begun)
        answer = RedirectResponse(url, HTTPStatus.SEE_OTHER)
        answer.headers.append("set-cookie", access.login_cookie.header(key, LOGIN_SECONDS))
        return answer

    @routes.get(BACK)
    @public
    async def back(request: Request) -> Response:
        access = _counted(request)
        key = _key(request, access.login_cookie)
        begun = access.logins.take(key) if key else None
        if begun is None:
            raise Refused(401, STALE)
        if "error" in request.query_params:
            raise Refused(403, DECLINED)
        known = await provider.known(begun, request.query_params)
        _forget(request, access)
        key = access.sessions.put(Session(known.who, proof=known.proof))
        answer = RedirectResponse(begun.target, HTTPStatus.SEE_OTHER)
        answer.headers.append("set-cookie", access.session_cookie.header(key))
        answer.headers.append("set-cookie", access.login_cookie.header(""))
        return answer

    @routes.post(LOGOUT)
    async def logout(request: Request, _: Annotated[Who, needs(Role.CHECK)]) -> Response:
        access = access_of(request)
        session = _forget(request, access)
        out = f"{provider.back.removesuffix(BACK)}{OUT}"
        url = await provider.logout_url(session.proof, out) if session and session.proof else None
        answer = RedirectResponse(url or OUT, HTTPStatus.SEE_OTHER)
        answer.headers.append("set-cookie", access.session_cookie.header(""))
        return answer

    @routes.get(OUT)
    @public
    async def logged_out() -> Response:
        return html(LEFT, LEFT_WHY, HTTPStatus.OK, link=(LOGIN, AGAIN))

    return routes


def own_path(target: str) -> str:
    """Give where to go after the login: a path of ours, '/' where what is asked for is anything else."""
    if not target.startswith("/") or target.startswith("//") or not target.isprintable() or "\\" in target:
        return "/"
    try:
        parts = urlsplit(target)
    except ValueError:
        return "/"
    leads_back = parts.path in (LOGIN, BACK, LOGOUT, OUT)
    return "/" if parts.scheme or parts.netloc or leads_back else target


def _counted(request: Request) -> Access:
    access = access_of(request)
    access.rates.login(counted_address(request.client.host if request.client else ""))
    return access


def _key(request: Request, cookie: Cookie) -> str | None:
    return cookie.given(cookies_of(request.headers))


def _forget(request: Request, access: Access) -> Session | None:
    """End the session that the browser brought, and give it."""
    key = _key(request, access.session_cookie)
    return access.sessions.take(key) if key else None
