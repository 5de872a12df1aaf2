"""Sessions: what is known of a browser by the cookie that it brings along. They end when the server does."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import HTTPConnection, Request

from engine.service.access.origin import SAFE, is_of_browser
from engine.service.access.refused import Foreign
from engine.service.access.roles import Who

FIELD = "csrf_token"
"""The field of a form that holds the token of its session."""
HEADER = "x-csrf-token"
"""The header that may hold it instead."""
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
SCOPE = "klausul.asking"


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that has logged in (`who`), or one of the open service's (None). `csrf`: what its forms must hold.

    `proof`: what the provider said of the login, to be shown to it when logging out.
    """

    who: Who | None = None
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    proof: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Cookie:
    """A cookie of ours. With https it is `Secure` and tied to this very host."""

    name: str
    secure: bool

    @property
    def full_name(self) -> str:
        """Give the name as browsers know it."""
        return f"__Host-{self.name}" if self.secure else self.name

    def given(self, cookies: Mapping[str, str]) -> str | None:
        """Give what the browser brought, None where it brought none."""
        return cookies.get(self.full_name)

    def header(self, value: str, seconds: float | None = None) -> str:
        """Give the header that sets it, for so many seconds or until the browser is closed; '' takes it away."""
        age = "; Max-Age=0" if not value else "" if seconds is None else f"; Max-Age={int(seconds)}"
        return f"{self.full_name}={value}; Path=/; HttpOnly; SameSite=Lax{age}{'; Secure' if self.secure else ''}"


@dataclass(slots=True)
class Asking:
    """Who makes the request at hand, and by what: a token, a cookie's session, or nothing, where the service is open.

    `started`: a session that begins with this request's answer.
    """

    who: Who | None = None
    by_token: bool = False
    is_open: bool = False
    session: Session | None = None
    started: Session | None = None


def asking_of(connection: HTTPConnection) -> Asking:
    """Give who makes a request; no one where nothing of ours stands around the app."""
    found: Any = connection.scope.get(SCOPE)
    return found if isinstance(found, Asking) else Asking()


def who_asks(request: HTTPConnection) -> Who | None:
    """Give who makes a request, None where that is not known: for pages that show a name, not for deciding."""
    return asking_of(request).who


def csrf_token(request: Request) -> str:
    """Give what each form on a page must hold in a hidden field `csrf_token`, or send as the header `X-CSRF-Token`.

    It is bound to the browser's session; where the service is open and there is none, one begins with this answer.
    Requests by token need none: '' for them.
    """
    asking = asking_of(request)
    if asking.session is None and asking.is_open:
        asking.session = asking.started = Session()
    return asking.session.csrf if asking.session else ""


async def check_csrf(request: Request) -> None:
    """Raise Foreign where a request that writes does not hold its session's token.

    It need not where it is made by a token of a system, or to an open service by what is no browser.
    """
    asking = asking_of(request)
    if request.method in SAFE or asking.by_token or (asking.is_open and not is_of_browser(request.headers)):
        return
    given = request.headers.get(HEADER) or await _in_form(request)
    if asking.session is None or not secrets.compare_digest(given.encode(), asking.session.csrf.encode()):
        raise Foreign


async def _in_form(request: Request) -> str:
    if not request.headers.get("content-type", "").lower().startswith(FORMS):
        return ""
    limits = request.app.state.access.settings.limits
    form = await request.form(max_files=limits.files, max_fields=limits.fields)
    given = form.get(FIELD)
    return given if isinstance(given, str) else ""
