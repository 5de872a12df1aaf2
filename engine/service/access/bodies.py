"""What a request may send: so many bytes, within so long. Both are counted as it comes, whatever it says of itself."""

from __future__ import annotations

import asyncio
import time

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from engine.service.access.refused import Refused
from engine.service.settings import MEGABYTE, Limits
from engine.source.text import Text


class Bodies:
    """Middleware that raises Refused with 413 or 408, at the moment the body is read."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        """Stand before `app`."""
        self.app, self.limits = app, limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request in, and count what it sends."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        if _said_length(scope) > self.limits.upload:
            raise self._too_large()
        got, whole = 0, False
        until = time.monotonic() + self.limits.body_seconds

        async def counted() -> Message:
            nonlocal got, whole
            if whole:  # what is waited for now is that the client goes
                return await receive()
            try:
                async with asyncio.timeout(max(0.0, until - time.monotonic())):
                    message = await receive()
            except TimeoutError:
                raise Refused(408, _slow(self.limits.body_seconds), {"Connection": "close"}) from None
            got += len(message.get("body", b""))
            whole = not message.get("more_body", False)
            if got > self.limits.upload:
                raise self._too_large()
            return message

        return await self.app(scope, counted, send)

    def _too_large(self) -> Refused:
        most = self.limits.upload / MEGABYTE
        da, en = f"{most:.4g}".replace(".", ","), f"{most:.4g}"
        why = Text(f"Der kan sendes højst {da} MB ad gangen.", f"At most {en} MB can be sent at a time.")
        return Refused(413, why, {"Connection": "close"})


def _said_length(scope: Scope) -> int:
    said = Headers(scope=scope).get("content-length", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 20 else 0


def _slow(seconds: float) -> Text:
    return Text(
        f"Det, der blev sendt, var ikke kommet efter {seconds:g} s.", f"What was sent had not come after {seconds:g} s."
    )
