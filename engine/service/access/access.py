"""Access: what one server keeps to know who asks. It hangs on the app as `app.state.access`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from engine.service.access.origin import Own
from engine.service.access.rates import Rates
from engine.service.access.roles import Who, here
from engine.service.access.sessions import Cookie, Session
from engine.service.access.shelf import Shelf
from engine.service.settings import Settings

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection

    from engine.service.access.keeping import Keeping
    from engine.service.access.verifying import Tokens

LOGIN_SECONDS = 600.0
"""How long a login may take at the provider."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A login that has begun: what must come back, and where to go then."""

    state: str
    nonce: str
    verifier: str
    target: str


@dataclass(frozen=True, slots=True)
class Access:
    """Who is in, who may try, and what is ours. `local`: the account of this machine, where the service is open.

    `tokens` looks tokens up, `keeping` makes and revokes them; None where none are kept.
    """

    settings: Settings
    own: Own
    rates: Rates
    sessions: Shelf[Session]
    logins: Shelf[Begun]
    session_cookie: Cookie
    login_cookie: Cookie
    tokens: Tokens | None
    keeping: Keeping | None
    local: Who | None

    @classmethod
    def of(cls, settings: Settings, tokens: Tokens | None, keeping: Keeping | None = None) -> Access:
        """Give the access that the settings ask for, with no one in."""
        secure = is_https(settings)
        suffix = "" if secure else f"-{settings.port}"  # on one machine, servers share the cookies of all ports
        return cls(
            settings,
            Own.of(settings),
            Rates(settings.limits),
            Shelf(idle=settings.session_idle, life=settings.session_life),
            Shelf(idle=LOGIN_SECONDS, life=LOGIN_SECONDS),
            Cookie(f"klausul{suffix}", secure),
            Cookie(f"klausul-login{suffix}", secure),
            tokens,
            keeping,
            here() if settings.is_open else None,
        )


def access_of(connection: HTTPConnection) -> Access:
    """Give the access of the app that a request has come to."""
    access: Any = connection.app.state.access
    assert isinstance(access, Access)  # noqa: S101 - for the type checker: `secure` has put it there
    return access


def is_https(settings: Settings) -> bool:
    """Say whether browsers reach the service by https."""
    return settings.url is not None and urlsplit(settings.url).scheme == "https"
