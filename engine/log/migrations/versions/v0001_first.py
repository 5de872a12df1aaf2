"""The first form of the log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from engine.log.guards import functions, guards

revision = "0001"
down_revision = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables and what guards them."""
    op.create_table(
        "content",
        sa.Column("hash", sa.Text, primary_key=True),
        sa.Column("size", WHOLE, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "run",
        sa.Column("number", WHOLE, primary_key=True, autoincrement=False),
        sa.Column("format", WHOLE, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("at", "actor", "account", "version")),
        sa.Column("inference", sa.Text),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("as_of", "areas", "rules", "readings")),
        *(_reference(name) for name in ("rulebook", "facts", "beside", "decisions")),
        sa.Column("previous", sa.Text, unique=True),
        sa.Column("hash", sa.Text, nullable=False, unique=True),
        sqlite_strict=True,
    )
    op.create_table(
        "decision",
        _run(),
        sa.Column("position", WHOLE, primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("rule", "entity", "subject", "outcome")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "concern",
        _run(),
        *(sa.Column(name, sa.Text, primary_key=True) for name in ("entity", "subject", "operator")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    dialect = op.get_bind().dialect.name
    for statement in [*(functions() if dialect == "postgresql" else ()), *guards(dialect).values()]:
        op.execute(statement)


def _reference(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, sa.ForeignKey("content.hash"), nullable=False)


def _run() -> sa.Column[int]:
    run = sa.ForeignKey("run.number", deferrable=True, initially="DEFERRED")
    return sa.Column("run", WHOLE, run, primary_key=True)
