"""Who made a token, and who revoked it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the two columns; of tokens that are there it is not known."""
    for name in ("made_by", "revoked_by"):
        op.add_column("token", sa.Column(name, sa.Text))
