"""A small provider of OpenID Connect that tests start: it tells the truth until it is told to misbehave."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.service.serving import served

CLIENT, SECRET = "klausul", "hemmeligheden-deles-kun-med-udstederen"
ANNA: dict[str, Any] = {"sub": "p-1", "preferred_username": "anna", "roles": "check"}
WRONG: dict[str, dict[str, Any]] = {
    "nonce": {"nonce": "another"},
    "audience": {"aud": "another"},
    "audience, through us": {"aud": "another", "azp": CLIENT},
    "many audiences": {"aud": [CLIENT, "another"]},
    "issuer": {"iss": "http://evil.example"},
}
LATE = {"expired": {"iat": -900, "exp": -600}, "from the future": {"iat": 900, "exp": 1200}}
FORGED = {"none": "none", "secret as key": "HS256", "public key as secret": "HS256"}


@dataclass
class Provider:
    """What it knows, whom it lets in next, and how it `lies`: the name of one thing that it does wrong."""

    issuer: str = ""
    person: dict[str, Any] = field(default_factory=lambda: ANNA)
    lies: str = ""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    """Codes and tokens that it has given out, which no log may hold."""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "a"}))
    other: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "a"}))

    def app(self) -> Starlette:
        """Give it as an app."""
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self.metadata),
                Route("/authorize", self.authorize),
                Route("/token", self.token, methods=["POST"]),
                Route("/jwks", self.jwks),
            ]
        )

    async def metadata(self, _: Request) -> Response:
        """Publish itself."""
        if self.lies == "down":
            return Response("<html>busy</html>", 503)
        wrong = "http://evil.example" if self.lies == "metadata of another" else self.issuer
        return JSONResponse(
            {
                "issuer": wrong,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/jwks",
                "end_session_endpoint": f"{self.issuer}/bye",
                "response_types_supported": ["code"],
                "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
            }
        )

    async def authorize(self, request: Request) -> Response:
        """Let the next person in without asking."""
        query = dict(request.query_params)
        if self.lies == "declines":
            return RedirectResponse(
                f"{query['redirect_uri']}?{urlencode({'error': 'denied', 'state': query['state']})}"
            )
        code = secrets.token_urlsafe(24)
        self.told.append(code)
        self.codes[code] = query
        answer = {"code": code, "state": query["state"], "iss": self.issuer}
        if self.lies == "issuer of the answer":
            answer["iss"] = "http://evil.example"
        if self.lies == "state":
            answer["state"] = "another"
        return RedirectResponse(f"{query['redirect_uri']}?{urlencode(answer)}")

    async def token(self, request: Request) -> Response:
        """Give tokens for a code, once, and only to who knows the secret and the verifier."""
        if self.lies == "breaks":
            return Response("no", 500)
        form = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        asked = self.codes.pop(form.get("code", ""), None)
        given = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        challenge = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        fits = (
            asked is not None
            and request.headers.get("authorization") == f"Basic {given}"
            and asked["code_challenge_method"] == "S256"
            and asked["code_challenge"] == base64.urlsafe_b64encode(challenge).decode().rstrip("=")
            and asked["redirect_uri"] == form.get("redirect_uri")
        )
        if not asked or not fits:
            return JSONResponse({"error": "invalid_grant"}, 400)
        token = self.id_token(asked["nonce"])
        self.told += [token, form["code_verifier"]]
        if self.lies == "no id token":
            return JSONResponse({"access_token": "a", "token_type": "Bearer"})
        return JSONResponse({"access_token": "a", "token_type": "Bearer", "id_token": token})

    def id_token(self, nonce: str) -> str:
        """Say who the person is, or not."""
        if self.lies == "garbage":
            return "x.y.z"
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce, **self.person}
        claims |= WRONG.get(self.lies, {})
        claims |= {name: now + seconds for name, seconds in LATE.get(self.lies, {}).items()}
        claims.pop(self.lies.removeprefix("no "), None)
        head = {"alg": "RS256", "kid": "unknown" if self.lies == "unknown key" else "a"}
        if self.lies in FORGED:
            return forged({**head, "alg": FORGED[self.lies]}, claims, self._secret())
        return jwt.encode(head, claims, self.other if self.lies in ("key", "unknown key") else self.key)

    def _secret(self) -> bytes:
        return SECRET.encode() if self.lies == "secret as key" else self.key.as_pem(private=False)

    async def jwks(self, _: Request) -> Response:
        """Publish the key."""
        if self.lies == "keys are garbage":
            return JSONResponse({"keys": [{"kty": "RSA"}]})
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})


LIES = (
    *(
        "nonce",
        "no nonce",
        "audience",
        "audience, through us",
        "many audiences",
        "expired",
        "no exp",
        "issuer",
        "no iss",
        "no sub",
        "no aud",
    ),
    *(
        "from the future",
        "key",
        "unknown key",
        "none",
        "secret as key",
        "public key as secret",
        "garbage",
        "no id token",
        "keys are garbage",
    ),
    *("state", "issuer of the answer"),
)
"""What must not be believed."""


def forged(head: dict[str, str], claims: dict[str, Any], secret: bytes) -> str:
    """Give a token that no library would make: signed by no one, or by what is no secret of the provider's."""
    parts = b".".join(_base64(json.dumps(part).encode()) for part in (head, claims))
    mark = b"" if head["alg"] == "none" else _base64(hmac.digest(secret, parts, "sha256"))
    return f"{parts.decode()}.{mark.decode()}"


def _base64(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")


@contextmanager
def provider() -> Iterator[Provider]:
    """Run a provider on this machine."""
    one = Provider()
    with served(lambda _: one.app()) as issuer:
        one.issuer = issuer
        yield one


def query_of(url: str) -> dict[str, str]:
    """Give the query of an address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
