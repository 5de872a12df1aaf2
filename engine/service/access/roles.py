"""Roles, and who asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

from engine.log.account import account
from engine.source.problem import Problems

Kind = Literal["person", "system", "local"]


class Role(IntEnum):
    """What someone may do; each role may do all that those before it may."""

    CHECK = 1
    AUDIT = 2
    ADMIN = 3

    @property
    def word(self) -> str:
        """Give the role as it is written in settings, claims and tokens."""
        return self.name.lower()


ROLES = {role.word: role for role in Role}
"""The roles by their words."""


@dataclass(frozen=True, slots=True)
class Who:
    """Who asks: a person who has logged in, a system with a token, or the local account of this machine.

    `id`: what else tells this one from all others of its kind; it is shown to no one.
    """

    name: str
    role: Role
    kind: Kind
    id: str = ""

    def may(self, role: Role) -> bool:
        """Say whether this one may do what `role` may."""
        return self.role >= role

    @property
    def account(self) -> str:
        """Give what requests are counted and logged by."""
        return f"{self.kind}:{self.id or self.name}"

    @property
    def signature(self) -> str:
        """Give who did something, for those who read it later: a system by the id of its token, others by name."""
        return f"{self.kind}:{self.id if self.kind == 'system' else self.name}"


def here() -> Who:
    """Give the account of this machine, which may do all."""
    try:
        name = account()
    except Problems:  # it has no name
        name = "local"
    return Who(name, Role.ADMIN, "local")


def highest(words: Iterable[str], names: Iterable[tuple[str, str]] = ()) -> Role | None:
    """Give the highest of the roles that `words` name, None where they name none.

    `names`: what else a role is called, as (its name elsewhere, the role's word); where there are any, only they count.
    """
    known = {name: ROLES[word] for name, word in names} or ROLES
    return max((known[word] for word in words if word in known), default=None)
