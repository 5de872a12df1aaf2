"""What a database says when it cannot: told as a problem, without statements, values or passwords."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from engine.source.problem import Problem, Problems
from engine.source.text import Text

if TYPE_CHECKING:
    from sqlalchemy.exc import DBAPIError

    from engine.log.address import Address

LOCKED = (
    "log-locked",
    Text("et andet program holder loggen", "another program holds the log"),
    Text("at den er fri: prøv igen om lidt", "it to be free: try again in a while"),
)
FULL = (
    "log-full",
    Text("der kan ikke skrives til loggen, intet er gemt", "the log cannot be written to, nothing is recorded"),
    Text("plads på disken", "room on the disk"),
)
READ_ONLY = (
    "log-read-only",
    Text("loggen kan kun læses, intet er gemt", "the log can only be read, nothing is recorded"),
    Text("ret til at skrive i filen og dens mappe, eller i databasen", "the right to write to the file and its folder"),
)
DAMAGED = (
    "log-damaged",
    Text("loggen er beskadiget", "the log is damaged"),
    Text("en kopi, eller 'klausul log verify', der siger hvor", "a copy, or 'klausul log verify', which says where"),
)
A_LOG = Text("en log, som 'klausul check --log' har lavet", "a log that 'klausul check --log' has made")
NO_LOG = ("no-log", Text("er ikke en log fra Klausul", "is not a log of Klausul"), A_LOG)
UNREACHABLE = ("log-unreachable", Text("loggen kan ikke åbnes", "the log cannot be opened"), None)
REFUSED = (
    "log-refused",
    Text("databasen lukker ikke op for brugeren", "the database does not let the user in"),
    Text("en bruger med adgang, og dens kodeord", "a user with access, and its password"),
)
NO_DATABASE = ("no-database", Text("databasen findes ikke", "there is no such database"), None)
FAILED = ("log-failed", Text("databasen kan ikke gøre det", "the database cannot do it"), None)

FULL_WORDS = ("could not extend file", "could not write")
"""What PostgreSQL says where a file cannot grow, whatever the reason."""

SQLITE = {
    sqlite3.SQLITE_BUSY: LOCKED,
    sqlite3.SQLITE_LOCKED: LOCKED,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_IOERR: FULL,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: NO_LOG,
    sqlite3.SQLITE_CANTOPEN: UNREACHABLE,
}
POSTGRESQL = {
    "55P03": LOCKED,
    "40P01": LOCKED,
    "53100": FULL,
    "58030": FULL,
    "25006": READ_ONLY,
    "42501": READ_ONLY,
    "XX001": DAMAGED,
    "XX002": DAMAGED,
    "28000": REFUSED,
    "28P01": REFUSED,
    "3D000": NO_DATABASE,
}


def problem_of(error: DBAPIError, address: Address) -> Problem:
    """Give what a database's error means, at the log's address."""
    code, message, expected = _known(error)
    said = _said(error, address) if code in ("log-failed", "log-unreachable", "log-full", "log-damaged") else ""
    told = Text(f"{message.da} ({said})", f"{message.en} ({said})") if said else message
    return Problem(code, address.place, told, expected)


def problems_of(error: DBAPIError, address: Address) -> Problems:
    """Give the same, to be raised."""
    return Problems([problem_of(error, address)])


def is_damage(error: DBAPIError) -> bool:
    """Say whether a database could not read what it holds."""
    return _known(error) in (DAMAGED, NO_LOG) or "could not read" in str(error.orig)


def _known(error: DBAPIError) -> tuple[str, Text, Text | None]:
    if isinstance(error.orig, sqlite3.Error):
        code = getattr(error.orig, "sqlite_errorcode", None)
        return SQLITE.get(code & 0xFF, FAILED) if code is not None else FAILED
    state = getattr(error.orig, "sqlstate", None)
    if state is None:
        said = str(error.orig)
        refused = "authentication failed" in said or "no password supplied" in said
        missing = 'database "' in said and "does not exist" in said
        return REFUSED if refused else NO_DATABASE if missing else UNREACHABLE
    if any(words in str(error.orig) for words in FULL_WORDS):
        return FULL
    return POSTGRESQL.get(state, UNREACHABLE if state.startswith(("08", "57")) else FAILED)


def _said(error: DBAPIError, address: Address) -> str:
    """Give the first line of what the database said, without the password should it repeat that."""
    line = str(error.orig).strip().split("\n", maxsplit=1)[0]
    password = address.url.password if address.url else None
    return line.replace(str(password), "•••") if password else line
