"""The first form of the table."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "token",
        sa.Column("id", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("name", "role", "hash", "made", "expires")),
        *(sa.Column(name, sa.Text) for name in ("revoked", "used")),
        sqlite_strict=True,
    )
