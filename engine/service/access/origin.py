"""Where a request comes from: whether it is meant for us, and whether a page of another site has made it.

A browser on this machine can be told by any page in the world to ask at 127.0.0.1. So the Host must be a name of ours
(a foreign name may be made to lead here), and what a browser says of the page that asks must be that it is our own.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from engine.service.access.refused import Foreign, Refused
from engine.service.settings import Settings, is_loopback
from engine.source.text import Text

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""Verbs that change nothing."""
EMBEDDING = frozenset({"object", "embed", "iframe", "frame", "fencedframe"})
FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")
BROWSERS = ("origin", "sec-fetch-site", "sec-fetch-mode", "referer", "cookie")
"""What at least one of stands in whatever a browser sends with a verb that writes."""


@dataclass(frozen=True, slots=True)
class Own:
    """Our own addresses: the names that lead here, and the origin of our pages where it is known beforehand."""

    names: frozenset[str]
    origin: str | None
    open: bool

    @classmethod
    def of(cls, settings: Settings) -> Own:
        """Give what is ours by the settings."""
        url = urlsplit(settings.url) if settings.url else None
        names = {settings.host.lower()} | ({url.hostname} if url and url.hostname else set())
        origin = origin_of(settings.url) if settings.url else None
        return cls(frozenset(names - {"0.0.0.0", "::", ""}), origin, settings.is_open)  # noqa: S104 - not a name

    def check(self, scheme: str, method: str, headers: Headers, peer: str) -> None:
        """Raise Refused where a request is not meant for us, or another site's page has made it."""
        host = _name(headers.getlist("host"))
        if host is None or (host not in self.names and not is_loopback(host)):
            raise Refused(421, _OTHER_NAME)
        if self.open and (not is_loopback(peer) or any(name in headers for name in FORWARDED)):
            raise Refused(403, _NOT_LOCAL)
        self._check_page(scheme, method, headers)

    def _check_page(self, scheme: str, method: str, headers: Headers) -> None:
        site = headers.get("sec-fetch-site")
        if method in SAFE:
            led_here = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") not in EMBEDDING
            if site not in (None, "none", "same-origin") and not led_here:
                raise Foreign
            return
        if site not in (None, "none", "same-origin"):
            raise Foreign
        origin = headers.get("origin")
        if origin is not None and origin != self.origin and not self._is_local(origin, scheme, headers["host"]):
            raise Foreign

    def _is_local(self, origin: str, scheme: str, host: str) -> bool:
        """Say whether a page at `origin` came the way that this request comes, where no other address is known."""
        name = _name([host])
        reached = self.origin is None or (name is not None and is_loopback(name))
        return reached and origin == origin_of(f"{scheme}://{host}")


def origin_of(url: str) -> str | None:
    """Give the origin of an address as browsers write it, None where it has none."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if not parts.hostname or parts.scheme not in ("http", "https"):
        return None
    name = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    usual = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{name}" + (f":{port}" if port and port != usual else "")


def is_safe_issuer(issuer: str) -> bool:
    """Say whether what a provider says can be believed: it is reached by https, or is on this machine."""
    parts = urlsplit(origin_of(issuer) or "")
    return parts.scheme == "https" or is_loopback(parts.hostname or "")


def is_of_browser(headers: Headers) -> bool:
    """Say whether a request bears any mark of a browser; what bears none cannot have been made by a foreign page."""
    return any(name in headers for name in BROWSERS)


def _name(hosts: list[str]) -> str | None:
    """Give the name in the one header Host, without the port; None where it is missing, twice, or no name."""
    if len(hosts) != 1 or any(sign in hosts[0] for sign in "/\\@?# \t"):
        return None
    try:
        parts = urlsplit(f"//{hosts[0]}")
        _ = parts.port
    except ValueError:
        return None
    return parts.hostname


_OTHER_NAME = Text(
    "Tjenesten svarer ikke på det navn, der står i adressen.", "The service does not answer to the name in the address."
)
_NOT_LOCAL = Text(
    "Tjenesten er åben for alle på denne maskine og derfor kun for dem; en proxy kræver, at adgangen sættes op.",
    "The service is open to all on this machine, and so to them only; behind a proxy, access must be set up.",
)
