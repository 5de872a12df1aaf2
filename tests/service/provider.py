"""A small provider of OpenID Connect that tests start: it tells the truth until it is told to misbehave."""

from __future__ import annotations

import base64
import hashlib
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import uvicorn
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from joserfc.jws import JWSRegistry
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "klausul", "hemmeligheden-deles-kun-med-udstederen"
ANY = JWSRegistry(algorithms=["RS256", "HS256", "none"])


@dataclass
class Provider:
    """What it knows, whom it lets in next, and how it `lies`: the name of one thing that it does wrong."""

    issuer: str = ""
    person: dict[str, Any] = field(default_factory=lambda: {"sub": "p-1", "preferred_username": "anna", "roles": "check"})
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
            return RedirectResponse(f"{query['redirect_uri']}?{urlencode({'error': 'denied', 'state': query['state']})}")
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
        """Say who the person is."""
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce, **self.person}
        key: RSAKey | OctKey = self.key
        alg = "RS256"
        match self.lies:
            case "nonce":
                claims["nonce"] = "another"
            case "no nonce":
                del claims["nonce"]
            case "audience":
                claims["aud"] = "another"
            case "many audiences":
                claims["aud"] = [CLIENT, "another"]
            case "expired":
                claims |= {"iat": now - 900, "exp": now - 600}
            case "no expiry":
                del claims["exp"]
            case "issuer":
                claims["iss"] = "http://evil.example"
            case "no issuer":
                del claims["iss"]
            case "no subject":
                del claims["sub"]
            case "from the future":
                claims["iat"] = now + 900
            case "key":
                key = self.other
            case "unknown key":
                key = RSAKey.generate_key(2048, {"kid": "unknown"})
            case "none":
                alg = "none"
            case "secret as key":
                key, alg = OctKey.import_key(SECRET), "HS256"
            case "garbage":
                return "x.y.z"
        return jwt.encode({"alg": alg, "kid": key.kid or "a"}, claims, key, registry=ANY)

    async def jwks(self, _: Request) -> Response:
        """Publish the key."""
        if self.lies == "keys are garbage":
            return JSONResponse({"keys": [{"kty": "RSA"}]})
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})


LIES = (
    *("nonce", "no nonce", "audience", "many audiences", "expired", "no expiry", "issuer", "no issuer", "no subject"),
    *("from the future", "key", "unknown key", "none", "secret as key", "garbage", "no id token", "keys are garbage"),
    *("state", "issuer of the answer"),
)
"""What must not be believed."""


@contextmanager
def provider() -> Iterator[Provider]:
    """Run a provider on this machine."""
    one = Provider()
    server = uvicorn.Server(uvicorn.Config(one.app(), port=0, log_config=None, access_log=False, lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    one.issuer = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    yield one
    server.should_exit = True
    thread.join(10)


def query_of(url: str) -> dict[str, str]:
    """Give the query of an address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
