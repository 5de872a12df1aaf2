"""Who pages are for, and what their forms hold: all that the pages know of access."""

from __future__ import annotations

from starlette.requests import Request

from engine.service.access.needs import needs
from engine.service.access.roles import Role
from engine.service.access.sessions import csrf_token, who_asks

CHECKING, AUDITING, ADMIN = needs(Role.CHECK), needs(Role.AUDIT), needs(Role.ADMIN)
"""Who may check, who may look at recorded runs, and who may give systems access."""


def owner_of(request: Request) -> str:
    """Give what tells the session at hand from every other; one begins where there is none."""
    return csrf_token(request)


def may(request: Request, role: Role) -> bool:
    """Say whether who asks may do what a role may."""
    who = who_asks(request)
    return who is not None and who.may(role)


def actor_of(request: Request) -> str:
    """Give who asks, by the name that the log has for them."""
    who = who_asks(request)
    return who.name if who else ""


def name_of(request: Request) -> str | None:
    """Give the name of the person who has logged in; None where nobody logs in."""
    who = who_asks(request)
    return who.name if who and who.kind == "person" else None
