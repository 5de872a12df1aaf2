"""The tables of a log. All are append-only; what guards that is in `guards`, how they came to be in `migrations`.

`content`: rule files, facts and decisions by the hash of what they hold, each stored once. `run`: the chain.
`decision` and `concern`: what runs are searched by; all of it stands in the contents of the run, too.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, MetaData, Table, Text

WHOLE = BigInteger().with_variant(Integer(), "sqlite")
VERSION = "log_version"
"""The table in which Alembic keeps the form of the log; made here, as Alembic's own would not be strict."""
NEWEST = "0001"
"""The form of the log that this program writes."""

metadata = MetaData()
form = Table(VERSION, MetaData(), Column("version_num", Text, primary_key=True), sqlite_strict=True)


def _reference(name: str) -> Column[str]:
    return Column(name, Text, ForeignKey("content.hash"), nullable=False)


def _of_run() -> Column[int]:
    # Deferred: the row of a run is written last, and seals it.
    return Column("run", WHOLE, ForeignKey("run.number", deferrable=True, initially="DEFERRED"), primary_key=True)


content = Table(
    "content",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("size", WHOLE, nullable=False),
    Column("body", LargeBinary, nullable=False),
    sqlite_strict=True,
)

run = Table(
    "run",
    metadata,
    Column("number", WHOLE, primary_key=True, autoincrement=False),
    Column("format", WHOLE, nullable=False),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("inference", Text),
    Column("as_of", Text, nullable=False),
    Column("areas", Text, nullable=False),
    Column("rules", Text, nullable=False),
    Column("readings", Text, nullable=False),
    _reference("rulebook"),
    _reference("facts"),
    _reference("beside"),
    _reference("decisions"),
    Column("previous", Text, unique=True),
    Column("hash", Text, nullable=False, unique=True),
    sqlite_strict=True,
)

decision = Table(
    "decision",
    metadata,
    _of_run(),
    Column("position", WHOLE, primary_key=True, autoincrement=False),
    Column("rule", Text, nullable=False),
    Column("entity", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

concern = Table(
    "concern",
    metadata,
    _of_run(),
    Column("entity", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("operator", Text, primary_key=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
