"""The log as a store: opened at an address, read at one moment, written whole or not at all.

Where two programs record at once, one waits for the other; a lock that is not let go within `patience` is a problem.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, NullPool, Table, create_engine, inspect, select, text
from sqlalchemy.exc import DBAPIError

from engine.log.address import Address
from engine.log.faults import A_LOG, LOCKED, problems_of
from engine.log.tables import NEWEST, VERSION, form
from engine.source.problem import Problem, Problems
from engine.source.text import Text

PATIENCE = 30.0
"""Seconds to wait for others that record."""
MIGRATIONS = Path(__file__).with_name("migrations")
LOCK = 0x4B4C4155
"""The number that programs which record in PostgreSQL lock."""


@dataclass(frozen=True, slots=True)
class Store:
    """A log that is open. `patience`: how many seconds to wait for others."""

    address: Address
    engine: Engine
    patience: float

    @property
    def dialect(self) -> str:
        """Give the kind of database: 'sqlite' or 'postgresql'."""
        return self.engine.dialect.name

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees the log as it is at one moment, and changes nothing. Raises Problems."""
        with self._connected() as connection:
            if self.dialect == "postgresql":
                connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
            else:
                connection.execute(text("PRAGMA query_only = ON"))
                connection.execute(text("BEGIN"))
            yield connection
            connection.rollback()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection that alone records; what it wrote is kept if all goes well. Raises Problems."""
        with self._connected() as connection:
            if self.dialect == "postgresql":
                connection.execute(text(f"SET LOCAL lock_timeout = {int(self.patience * 1000)}"))
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            else:
                connection.execute(text("BEGIN IMMEDIATE"))
            yield connection
            connection.commit()

    def keep_ahead(self) -> None:
        """Have SQLite write ahead (WAL). Where another program does the same just now, it does not wait by itself."""
        until = time.monotonic() + self.patience
        while self.dialect == "sqlite":
            try:
                with self._connected() as connection:
                    connection.execute(text("PRAGMA journal_mode = WAL"))
                return
            except Problems as error:
                if error.problems[0].code != LOCKED[0] or time.monotonic() > until:
                    raise
                time.sleep(0.01)

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        try:
            with self.engine.connect() as connection:
                yield connection
        except DBAPIError as error:
            raise problems_of(error, self.address) from None


def opened(address: Address, *, create: bool = False, patience: float = PATIENCE) -> Store:
    """Give the log at `address`, in its newest form; with `create`, made where there is none. Raises Problems."""
    store = Store(address, engine_at(address, patience, create=create), patience)
    with store.reading() as connection:
        found = _form(connection)
        others = not found and bool(inspect(connection).get_table_names())
    if found and found > NEWEST:
        raise Problems([_newer(address, found)])
    if not found and (not create or (others and store.dialect == "sqlite")):
        message = Text("er ikke en log fra Klausul", "is not a log of Klausul")
        raise Problems([Problem("no-log", address.place, message, A_LOG)])
    if found != NEWEST:
        store.keep_ahead()
        with store.writing() as connection:
            if _form(connection) != NEWEST:  # none else has done it meanwhile
                upgrade(connection, form, MIGRATIONS)
    return store


def _form(connection: Connection) -> str | None:
    """Give the form of the log's tables; None where there are none."""
    if not inspect(connection).has_table(VERSION):
        return None
    return connection.execute(select(form.c.version_num)).scalar()


def upgrade(connection: Connection, table: Table, migrations: Path) -> None:
    """Bring tables to their newest form by the `migrations` in a folder; `table` tells which it is."""
    from alembic import command  # only what is new, or old, needs it
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.attributes["connection"] = connection
    table.create(connection, checkfirst=True)
    command.upgrade(config, "head")


def _newer(address: Address, found: str) -> Problem:
    message = Text(
        f"loggen er skrevet af en nyere Klausul (form {found})", f"the log is written by a newer Klausul (form {found})"
    )
    expected = Text(f"højst form {NEWEST}: opgrader Klausul", f"at most form {NEWEST}: upgrade Klausul")
    return Problem("log-newer", address.place, message, expected)


def engine_at(address: Address, patience: float, *, create: bool) -> Engine:
    """Give what connects to the database at an address; with `create`, its file may be made. Raises Problems."""
    if address.path is None:
        return _server(address, patience)
    path = address.path
    if not path.exists() and not create:
        message = Text("der er ingen log her", "there is no log here")
        raise Problems([Problem("no-log", address.place, message, A_LOG)])
    if path.is_dir() or not path.absolute().parent.is_dir():
        message = Text("her kan ikke være en log", "no log can be here")
        expected = Text("en fil i en mappe, der findes", "a file in a folder that exists")
        raise Problems([Problem("log-address", address.place, message, expected)])
    return create_engine("sqlite://", creator=lambda: _connect(path, patience, create), poolclass=NullPool)


def _connect(path: Path, patience: float, create: bool) -> sqlite3.Connection:
    uri = f"file:{quote(path.absolute().as_posix())}"
    if not create and not all(_writable(each) for each in (path, path.absolute().parent)):
        # Who may not write beside the file can read it only where nothing waits to be written into it.
        waiting = path.with_name(f"{path.name}-wal")
        still = not waiting.exists() or waiting.stat().st_size == 0
        return _prepared(sqlite3.connect(f"{uri}?mode=ro{'&immutable=1' if still else ''}", patience, uri=True))
    return _prepared(sqlite3.connect(f"{uri}?mode={'rwc' if create else 'rw'}", patience, uri=True))


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.isolation_level = None
    for pragma in ("foreign_keys = ON", "synchronous = FULL", "trusted_schema = OFF", "recursive_triggers = ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _server(address: Address, patience: float) -> Engine:
    arguments: dict[str, Any] = {"connect_timeout": max(2, int(patience)), "application_name": "klausul"}
    try:
        return create_engine(address.url, connect_args=arguments, poolclass=NullPool)  # type: ignore[arg-type]
    except ImportError:
        message = Text("pakken psycopg er ikke installeret", "the package psycopg is not installed")
        expected = Text("installer klausul[postgres]", "install klausul[postgres]")
        raise Problems([Problem("no-driver", address.place, message, expected)]) from None
