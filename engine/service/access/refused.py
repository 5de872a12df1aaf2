"""Refused: why a request gets no answer, in words for people."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.exceptions import HTTPException

from engine.service.access.roles import Role
from engine.source.text import Text

ROLE_WORDS = {
    Role.CHECK: Text("at kontrollere", "to check"),
    Role.AUDIT: Text("at se efter i loggen", "to look into the log"),
    Role.ADMIN: Text("at styre adgangen", "to manage access"),
}
"""What each role is for."""


class Refused(HTTPException):
    """Raised where a request is refused: a status of HTTP, why in both languages, and headers to send along."""

    def __init__(self, status: int, why: Text, headers: Mapping[str, str] | None = None) -> None:
        """Keep what is told; `status` is one of HTTP's."""
        super().__init__(status, why.en, headers)
        self.why = why


class NotKnown(Refused):
    """No one is known to be asking (401). `can_log_in`: that is all that is wrong, and logging in would help."""

    def __init__(self, why: Text | None = None) -> None:
        """Keep why, where something is wrong with what was sent."""
        self.can_log_in = why is None
        plain = Text("Log ind, eller send et gyldigt token.", "Log in, or send a valid token.")
        super().__init__(401, why or plain, {"WWW-Authenticate": 'Bearer realm="klausul"'})


class TooLittle(Refused):
    """Who asks may do less than is asked for (403)."""

    def __init__(self, role: Role) -> None:
        """Keep that the right of `role` is missing."""
        da = f"Det kræver rollen {role.word}: {ROLE_WORDS[role].da}."
        super().__init__(403, Text(da, f"That takes the role {role.word}: {ROLE_WORDS[role].en}."))


class Foreign(Refused):
    """The request seems to come from another site's page (403)."""

    def __init__(self) -> None:
        """Keep what to do."""
        da = "Forespørgslen kom ikke fra en af vores egne sider, eller siden var for gammel. Hent den igen, og prøv så."
        en = "The request did not come from a page of ours, or the page was too old. Load it again, then try again."
        super().__init__(403, Text(da, en))


class TooMany(Refused):
    """So much has been asked for that this one must wait (429). `seconds`: how long."""

    def __init__(self, seconds: int) -> None:
        """Keep how long to wait, at least a second."""
        wait = max(1, seconds)
        super().__init__(429, Text(f"Prøv igen om {wait} s.", f"Try again in {wait} s."), {"Retry-After": str(wait)})
