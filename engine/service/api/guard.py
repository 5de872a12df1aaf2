"""Who may do what, as the routes of the API say it."""

from __future__ import annotations

from engine.service.access.needs import needs, public
from engine.service.access.roles import Role, Who

__all__ = ["Role", "Who", "needs", "public"]
