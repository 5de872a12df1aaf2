"""How the log's tables came to be: one step for each form that the log has had (Alembic)."""
