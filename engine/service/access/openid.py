"""OpenID Connect, by Authlib: asks the provider who someone is, and believes the answer only where all of it fits."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from ssl import SSLContext
from typing import Any
from urllib.parse import urlencode, urlsplit

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.starlette_client import StarletteOAuth2App
from authlib.oauth2.client import OAuth2Client
from httpx2 import HTTPError, InvalidURL, create_ssl_context
from joserfc.errors import JoseError

from engine.service.access.access import Begun
from engine.service.access.origin import origin_of
from engine.service.access.refused import Refused
from engine.service.access.roles import Who, highest
from engine.service.settings import OpenId
from engine.source.text import Text

SIGNED_BY = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
"""How a provider may sign: with a key that it alone has. Not 'none', and not with the secret that we have, too."""
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
LEEWAY = 60
"""Seconds that two clocks may differ."""
PATIENCE = 10.0
LONGEST_NAME = 200

NO_PROVIDER = Text("Log ind-tjenesten svarer ikke, som den skal.", "The login service does not answer as it should.")
NOT_BELIEVED = Text(
    "Svaret fra log ind-tjenesten kunne ikke godkendes. Prøv at logge ind igen.",
    "The answer of the login service could not be accepted. Try to log in again.",
)
NO_ROLE = Text(
    "Du er logget ind hos log ind-tjenesten, men har ingen rolle her. Bed den, der styrer adgangen, om en.",
    "You have logged in at the login service, but have no role here. Ask whoever manages access for one.",
)


@dataclass(frozen=True, slots=True)
class Known:
    """Someone whom the provider knows. `proof`: what it said, to be shown to it when logging out."""

    who: Who
    proof: str


class _App(StarletteOAuth2App):  # type: ignore[misc] # Authlib has no types
    """Authlib's client, believing no more of what the provider publishes than fits."""

    async def load_server_metadata(self) -> Any:
        """Give what the provider publishes. Raises Refused where it is another's, or would weaken what is checked."""
        metadata = await super().load_server_metadata()
        secure = {"https"} if urlsplit(self.issuer).scheme == "https" else {"http", "https"}
        ours = metadata.get("issuer") == self.issuer
        if not ours or any(urlsplit(str(metadata.get(name))).scheme not in secure for name in ENDPOINTS):
            self.server_metadata.clear()
            raise Refused(502, NO_PROVIDER)
        offered = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
        metadata["id_token_signing_alg_values_supported"] = sorted(SIGNED_BY.intersection(offered))
        return metadata


class Provider:
    """The provider of OpenID Connect."""

    def __init__(self, settings: OpenId, back: str) -> None:
        """Keep who it is; `back`: our address that a login leads back to."""
        self.settings, self.back = settings, back
        self._app = _App(
            None,
            name="klausul",
            client_id=settings.client,
            client_secret=settings.secret,
            server_metadata_url=f"{settings.issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={"scope": settings.scope, "timeout": PATIENCE, "verify": _trusted()},
        )
        self._app.issuer = settings.issuer

    async def begin(self, target: str) -> tuple[str, Begun]:
        """Give the address at the provider that a login begins at, and what must come back. Raises Refused."""
        state, nonce, verifier = (secrets.token_urlsafe(48) for _ in range(3))
        metadata = await self._metadata()
        client = OAuth2Client(
            None,
            self.settings.client,
            scope=self.settings.scope,
            redirect_uri=self.back,
            code_challenge_method="S256",
        )
        endpoint = metadata["authorization_endpoint"]
        url, _ = client.create_authorization_url(endpoint, state=state, nonce=nonce, code_verifier=verifier)
        return url, Begun(state, nonce, verifier, target)

    async def known(self, begun: Begun, answer: Mapping[str, str]) -> Known:
        """Give who has logged in. Raises Refused, with 403 where it is someone without a role here."""
        state, code = answer.get("state", ""), answer.get("code", "")
        ours = secrets.compare_digest(state.encode(), begun.state.encode())
        if not ours or not code or answer.get("iss", self.settings.issuer) != self.settings.issuer:
            raise Refused(401, NOT_BELIEVED)
        await self._metadata()
        options = {
            "iss": {"essential": True, "value": self.settings.issuer},
            "aud": {"essential": True, "value": self.settings.client},
        }
        try:
            token = await self._app.fetch_access_token(redirect_uri=self.back, code=code, code_verifier=begun.verifier)
            claims = await self._app.parse_id_token(token, begun.nonce, claims_options=options, leeway=LEEWAY)
        except HTTPError:
            raise Refused(502, NO_PROVIDER) from None
        except (AuthlibBaseError, JoseError, ValueError, KeyError, TypeError):
            self._app.server_metadata.pop("jwks", None)  # it may have new keys
            raise Refused(401, NOT_BELIEVED) from None
        if not claims or not isinstance(claims.get("sub"), str) or not claims["sub"]:
            raise Refused(401, NOT_BELIEVED)
        return Known(person(claims, self.settings), str(token["id_token"]))

    async def logout_url(self, proof: str, back: str) -> str | None:
        """Give where one logs out at the provider, and then comes `back`; None where it has no such place."""
        try:
            endpoint = str((await self._metadata()).get("end_session_endpoint", ""))
        except Refused:
            return None
        if origin_of(endpoint) != origin_of(self.settings.issuer):
            return None
        query = {"id_token_hint": proof, "client_id": self.settings.client, "post_logout_redirect_uri": back}
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(query)}"

    async def _metadata(self) -> Mapping[str, Any]:
        try:
            metadata: Mapping[str, Any] = await self._app.load_server_metadata()
        except (HTTPError, InvalidURL, ValueError, TypeError, AttributeError):
            raise Refused(502, NO_PROVIDER) from None
        return metadata


@cache
def _trusted() -> SSLContext:
    """Give whom to trust for https; it takes long to make, and each login asks the provider several times."""
    return create_ssl_context()


def person(claims: Mapping[str, Any], settings: OpenId) -> Who:
    """Give the person that a provider's claims tell of. Raises Refused where they hold no role."""
    role = highest(_words(_claim(claims, settings.claim)), settings.roles)
    if role is None:
        raise Refused(403, NO_ROLE)
    given = _claim(claims, settings.name)
    name = given if isinstance(given, str) and given.strip() else claims["sub"]
    return Who(_clean(name), role, "person", claims["sub"])


def _claim(claims: Mapping[str, Any], name: str) -> Any:
    """Give a claim by its name, or by the way to it where it lies inside others."""
    if name in claims:
        return claims[name]
    first, _, rest = name.partition(".")
    inner = claims.get(first)
    return _claim(inner, rest) if rest and isinstance(inner, Mapping) else None


def _words(claim: Any) -> list[str]:
    if isinstance(claim, str):
        return claim.split()
    return [word for word in claim if isinstance(word, str)] if isinstance(claim, list) else []


def _clean(name: str) -> str:
    """Give a name on one line, of what can be printed."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in name.strip())[:LONGEST_NAME]
