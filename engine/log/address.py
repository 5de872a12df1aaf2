"""Where a log is: a file of SQLite, or a database of PostgreSQL by its URL. A password in it is never shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from engine.source.problem import Place, Problem, Problems
from engine.source.text import Text

if TYPE_CHECKING:
    from sqlalchemy import URL

SQLITE = re.compile(r"sqlite(?:\+\w+)?://(/.*)?", re.DOTALL)
FORMS = Text(
    "en fil som log.db, eller postgresql://bruger@vært/database",
    "a file such as log.db, or postgresql://user@host/database",
)
OPTION = "--log"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a log is: `path` for SQLite, `url` for PostgreSQL; and how it is `shown`."""

    shown: str
    path: Path | None = None
    url: URL | None = field(default=None, repr=False)

    @property
    def place(self) -> Place:
        """Give the log as the place of a problem."""
        return Place(self.shown)


def address_of(given: str) -> Address:
    """Give the address that `given` names. Raises Problems; no problem tells what was given."""
    if "://" not in given:
        path = Path(given)
        return Address(path.as_posix(), path)
    if match := SQLITE.fullmatch(given.partition("?")[0]):
        name = (match[1] or "/")[1:]
        if not name:
            raise Problems([_bad(Text("her mangler navnet på filen", "the name of the file is missing"))])
        return Address(Path(name).as_posix(), Path(name))
    return _server(given)


def _server(given: str) -> Address:
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        url = make_url(given)
    except (ArgumentError, ValueError):
        raise Problems([_bad(Text("adressen kan ikke læses", "the address cannot be read"))]) from None
    if url.drivername not in ("postgresql", "postgres", "postgresql+psycopg"):
        raise Problems([_bad(Text("denne slags database kendes ikke", "this kind of database is not known"))])
    if not url.database:
        raise Problems([_bad(Text("her mangler databasens navn", "the name of the database is missing"))])
    url = url.set(drivername="postgresql+psycopg")
    host = url.host or url.query.get("host") or "localhost"
    port = f":{url.port}" if url.port else ""
    return Address(f"postgresql://{host if isinstance(host, str) else ','.join(host)}{port}/{url.database}", url=url)


def _bad(message: Text) -> Problem:
    return Problem("log-address", Place(OPTION), message, FORMS)
