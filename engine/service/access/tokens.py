"""Tokens: what a system says who it is by. Only a hash of the secret is kept; the token itself is shown once."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from engine.service.access.roles import Role

if TYPE_CHECKING:
    from argon2 import PasswordHasher

TOKEN = re.compile(r"klausul_([a-z0-9]{12})_([A-Za-z0-9_-]{43})")
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it is kept. `expires`: the last day it holds (UTC). `revoked` and `used`: days, None where not yet.

    `made_by` and `revoked_by`: who did it, as `Who.signature`; None where it is not known.
    """

    id: str
    name: str
    role: Role
    hash: str = field(repr=False)
    made: date
    expires: date
    revoked: date | None = None
    used: date | None = None
    made_by: str | None = None
    revoked_by: str | None = None

    def holds(self, today: date) -> bool:
        """Say whether it lets someone in today."""
        return self.revoked is None and today <= self.expires


def made(name: str, role: Role, expires: date, today: date, by: str | None = None) -> tuple[Token, str]:
    """Give a new token as it is kept, and as its system gets it."""
    id_ = "".join(secrets.choice(LETTERS) for _ in range(12))
    secret = secrets.token_urlsafe(32)
    return Token(id_, name, role, hasher().hash(secret), today, expires, made_by=by), f"klausul_{id_}_{secret}"


def parted(token: str) -> tuple[str, str] | None:
    """Give the id and the secret that a token is made of, None where it is no token of ours."""
    match = TOKEN.fullmatch(token)
    return (match[1], match[2]) if match else None


def fits(secret: str, hash_: str | None) -> bool:
    """Say whether a secret is the one that was hashed; for None it takes as long, and is not."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        hasher().verify(hash_ or _no_ones(), secret)
    except (VerificationError, InvalidHashError):
        return False
    return hash_ is not None


@cache
def hasher() -> PasswordHasher:
    """Give what hashes: Argon2id, as RFC 9106 has it for where memory is short."""
    from argon2 import PasswordHasher
    from argon2.profiles import RFC_9106_LOW_MEMORY

    return PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)


@cache
def _no_ones() -> str:
    """Give the hash of a secret that no one has."""
    return hasher().hash(secrets.token_urlsafe(32))
