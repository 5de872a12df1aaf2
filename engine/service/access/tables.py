"""The table of tokens. How it came to be stands in `migrations`."""

from __future__ import annotations

from sqlalchemy import Column, MetaData, Table, Text

VERSION = "token_version"
"""The table in which Alembic keeps the form of the table."""
NEWEST = "0002"
"""The form that this program writes."""

metadata = MetaData()
form = Table(VERSION, MetaData(), Column("version_num", Text, primary_key=True), sqlite_strict=True)
token = Table(
    "token",
    metadata,
    Column("id", Text, primary_key=True),
    *(Column(name, Text, nullable=False) for name in ("name", "role", "hash", "made", "expires")),
    *(Column(name, Text) for name in ("revoked", "used", "made_by", "revoked_by")),
    sqlite_strict=True,
)
