"""The guard at the door: looks at every request before the app does. Is it meant for us, who asks, how often?

Whoever is not known may only read, and send nothing: so no upload is read before it is known who sends it.
"""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from engine.service.access.access import Access
from engine.service.access.origin import SAFE
from engine.service.access.rates import counted_address
from engine.service.access.refused import NotKnown
from engine.service.access.roles import Who
from engine.service.access.sessions import SCOPE, Asking, Session
from engine.source.text import Text

NO_SYSTEMS = Text("Tjenesten tager ikke imod tokens.", "The service takes no tokens.")
BAD_HEADER = Text("Et token sendes som 'Authorization: Bearer …'.", "A token is sent as 'Authorization: Bearer …'.")


class Guard:
    """Middleware that settles who asks, for `needs` to find. Raises Refused where a request may not come in."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        """Stand before `app`."""
        self.app, self.access = app, access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or raise Refused."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        headers, method = Headers(scope=scope), scope["method"]
        peer = scope["client"][0] if scope.get("client") else ""
        self.access.own.check(scope.get("scheme", "http"), method, headers, peer)
        address = counted_address(peer)
        asking = scope[SCOPE] = await self._asking(headers, address)
        self.access.rates.request(asking.who.account if asking.who else f"address:{address}")
        if asking.who is None and method not in SAFE:
            raise NotKnown
        return await self.app(scope, receive, self._with_cookie(asking, send))

    async def _asking(self, headers: Headers, address: str) -> Asking:
        """Give who asks. A token is looked at alone, and what is wrong with it is not made good by a cookie."""
        given = headers.getlist("authorization")
        if given:
            return Asking(await self._system(given, address), by_token=True)
        session = self._session(headers)
        if self.access.local:
            return Asking(self.access.local, is_open=True, session=session)
        return Asking(session.who, session=session) if session and session.who else Asking()

    async def _system(self, given: list[str], address: str) -> Who:
        if self.access.tokens is None:
            raise NotKnown(NO_SYSTEMS)
        scheme, _, token = given[0].partition(" ")
        if len(given) > 1 or scheme.lower() != "bearer":
            raise NotKnown(BAD_HEADER)
        return await self.access.tokens.who(token.strip(), address, self.access.rates)

    def _session(self, headers: Headers) -> Session | None:
        key = self.access.session_cookie.given(cookies_of(headers))
        return self.access.sessions.get(key) if key else None

    def _with_cookie(self, asking: Asking, send: Send) -> Send:
        """Give `send` so that a session that begins with the answer gets its cookie."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start" and asking.started:
                key = self.access.sessions.put(asking.started)
                asking.started = None
                cookie = self.access.session_cookie.header(key)
                MutableHeaders(scope=message).append("set-cookie", cookie)
            await send(message)

        return sending


def cookies_of(headers: Headers) -> dict[str, str]:
    """Give the cookies of a request; a name that stands twice counts as not there: someone may have planted one."""
    pairs = [pair.strip().partition("=") for line in headers.getlist("cookie") for pair in line.split(";")]
    names = [name for name, _, _ in pairs]
    return {name: value for name, _, value in pairs if names.count(name) == 1}
