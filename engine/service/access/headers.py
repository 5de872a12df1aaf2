"""Headers that every answer bears: what a browser may do with it."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from engine.service.access.access import is_https
from engine.service.access.origin import origin_of
from engine.service.settings import Settings

YEAR = 31_536_000
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",  # for browsers that do not know frame-ancestors
    "Referrer-Policy": "same-origin",  # not no-referrer: then browsers would hide the origin of our own forms
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def content_policy(settings: Settings) -> str:
    """Give the Content-Security-Policy: nothing inline, nothing from elsewhere; a logout may lead to the provider."""
    provider = origin_of(settings.openid.issuer) if settings.openid else None
    return "; ".join(
        (
            "default-src 'none'",
            *(f"{kind}-src 'self'" for kind in ("script", "style", "connect")),
            "img-src 'self' data:",
            f"form-action 'self'{f' {provider}' if provider else ''}",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        )
    )


def headers_of(settings: Settings) -> dict[str, str]:
    """Give what every answer bears."""
    strict = {"Strict-Transport-Security": f"max-age={YEAR}"} if is_https(settings) else {}
    return {"Content-Security-Policy": content_policy(settings), **FIXED, **strict}


class Bearing:
    """Middleware that sends them, and `Cache-Control: no-store` unless an answer says how it may be kept."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        """Stand before `app`."""
        self.app, self.headers = app, headers_of(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers to the answer."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self.app(scope, receive, sending if scope["type"] == "http" else send)
