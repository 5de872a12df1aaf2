"""Run by Alembic: brings the table that a connection leads to to the newest form, in the connection's transaction."""

from __future__ import annotations

from alembic import context

from engine.service.access.tables import VERSION, metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, version_table=VERSION)
context.run_migrations()
