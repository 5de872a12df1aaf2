"""Where tokens are kept: a table in a file of SQLite, or in a database of PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, false, insert, inspect, select, text, update
from sqlalchemy.exc import DBAPIError

from engine.log.address import Address, address_of
from engine.log.store import engine_at, upgrade
from engine.service.access.roles import ROLES
from engine.service.access.tables import NEWEST, VERSION, form, token
from engine.service.access.tokens import Token
from engine.source.problem import Place, Problem, Problems
from engine.source.text import Text

PATIENCE = 10.0
MIGRATIONS = Path(__file__).with_name("migrations")
OPTION = "--tokens"
SYSTEM = "system:"
"""What the signature of a system begins with; the id of its token follows."""
FORMS = Text(
    "en fil som tokens.db, eller postgresql://bruger@vært/database",
    "a file such as tokens.db, or postgresql://user@host/database",
)


@dataclass(frozen=True, slots=True)
class TokenStore:
    """The tokens that are kept. Every function raises Problems where the database cannot be used."""

    address: Address
    engine: Engine

    def find(self, id_: str) -> Token | None:
        """Give a token by its id, None where there is none."""
        with _connected(self) as connection:
            row = connection.execute(select(token).where(token.c.id == id_)).mappings().one_or_none()
        return _token(row) if row else None

    def all(self) -> list[Token]:
        """Give all tokens, the oldest first."""
        with _connected(self) as connection:
            rows = connection.execute(select(token).order_by(token.c.made, token.c.name, token.c.id)).mappings().all()
        return [_token(row) for row in rows]

    def add(self, new: Token) -> bool:
        """Keep a new token; not, and False, where it was made with one that holds no more, or not as long."""
        with _writing(self) as connection:
            maker = _made_with(new.made_by)
            if maker is not None:
                row = connection.execute(select(token).where(token.c.id == maker)).mappings().one_or_none()
                own = _token(row) if row else None
                if own is None or not own.holds(new.made) or new.expires > own.expires:
                    return False
            connection.execute(insert(token), [_row(new)])
        return True

    def revoke(self, id_: str, day: date, by: str | None = None) -> list[str]:
        """Let a token hold no more, with all that were made with it, and with these; what is revoked already stays so.

        Gives the ids of all of them, its own first; none where there is no such token.
        """
        with _writing(self) as connection:
            known = connection.execute(select(token.c.id).where(token.c.id == id_)).first() is not None
            found = [id_] if known else []
            for each in found:  # grows while it is gone through
                made = select(token.c.id).where(token.c.made_by == f"{SYSTEM}{each}").order_by(token.c.id)
                found += connection.execute(made).scalars()
            open_ = token.c.id.in_(found) & token.c.revoked.is_(None)
            connection.execute(update(token).where(open_).values(revoked=day.isoformat(), revoked_by=by))
        return found

    def can_write(self) -> bool:
        """Say whether tokens can be made and revoked here; nothing is."""
        nothing = select(*token.c).where(false())
        try:
            with _connected(self) as connection:
                connection.execute(insert(token).from_select([column.name for column in token.c], nothing))
                connection.execute(update(token).where(false()).values(revoked=None))
                connection.rollback()
        except Problems:
            return False
        return True

    def use(self, id_: str, day: date) -> None:
        """Note the day that a token was last used."""
        with _connected(self) as connection:
            connection.execute(update(token).where(token.c.id == id_).values(used=day.isoformat()))
            connection.commit()


def opened(given: str, *, create: bool = False) -> TokenStore:
    """Give the tokens kept at an address; with `create`, the table is made where there is none. Raises Problems."""
    try:
        address = address_of(given)
    except Problems as error:
        raise Problems([Problem("tokens-address", Place(OPTION), p.message, FORMS) for p in error.problems]) from None
    path = address.path
    if path and (path.is_dir() or not path.absolute().parent.is_dir()):
        message = Text("her kan ingen tokens være", "no tokens can be here")
        expected = Text("en fil i en mappe, der findes", "a file in a folder that exists")
        raise Problems([Problem("tokens-address", address.place, message, expected)])
    if path and not create and not path.exists():
        raise Problems([_none_here(address)])
    if path and not path.exists():
        path.touch(0o600, exist_ok=True)  # for no one else to read
    store = TokenStore(address, engine_at(address, PATIENCE, create=True))
    with _connected(store) as connection:
        found = _form(connection)
        if found and found > NEWEST:
            raise Problems([_newer(address, found)])
        if not found and not create:
            raise Problems([_none_here(address)])
        if found != NEWEST:
            _lock(connection)
            if _form(connection) != NEWEST:
                upgrade(connection, form, MIGRATIONS)
            connection.commit()
    return store


@contextmanager
def _connected(store: TokenStore) -> Iterator[Connection]:
    try:
        with store.engine.connect() as connection:
            yield connection
    except DBAPIError as error:
        raise Problems([_unusable(store.address, error)]) from None


@contextmanager
def _writing(store: TokenStore) -> Iterator[Connection]:
    """Give a connection that alone writes; what it wrote is kept if all goes well."""
    with _connected(store) as connection:
        _lock(connection)
        yield connection
        connection.commit()


def _made_with(by: str | None) -> str | None:
    """Give the id of the token that another was made with; None where that was no token."""
    return by.removeprefix(SYSTEM) if by and by.startswith(SYSTEM) else None


def _form(connection: Connection) -> str | None:
    """Give the form of the table; None where there is none."""
    if not inspect(connection).has_table(VERSION):
        return None
    return connection.execute(select(form.c.version_num)).scalar()


def _lock(connection: Connection) -> None:
    """Let no other program make the table, or write to it, at the same time."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(1414481742)"))
    else:
        connection.execute(text("BEGIN IMMEDIATE"))


def _row(given: Token) -> dict[str, str | None]:
    said = asdict(given) | {"role": given.role.word}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in said.items()}


def _token(row: RowMapping) -> Token:
    given: dict[str, Any] = {**row, "role": ROLES[row["role"]]}
    for name in ("made", "expires", "revoked", "used"):
        given[name] = given[name] and date.fromisoformat(given[name])
    return Token(**given)


def _none_here(address: Address) -> Problem:
    message = Text("her er ingen tokens", "there are no tokens here")
    expected = Text("en database, som 'klausul token create' har lavet", "a database that 'klausul token create' made")
    return Problem("no-tokens", address.place, message, expected)


def _newer(address: Address, found: str) -> Problem:
    message = Text(f"skrevet af en nyere Klausul (form {found})", f"written by a newer Klausul (form {found})")
    expected = Text(f"højst form {NEWEST}: opgrader Klausul", f"at most form {NEWEST}: upgrade Klausul")
    return Problem("tokens-newer", address.place, message, expected)


def _unusable(address: Address, error: DBAPIError) -> Problem:
    kind = type(error.orig).__name__  # what it says may hold a password
    return Problem(
        "tokens-unusable",
        address.place,
        Text(f"databasen med tokens kan ikke bruges ({kind})", f"the database of tokens cannot be used ({kind})"),
    )
