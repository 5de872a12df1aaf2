"""Contents in the store: each kept once under the hash of what it holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, insert, select

from engine.log.pack import Content, unpacked
from engine.log.tables import content

AT_ONCE = 500
"""Hashes asked for at once."""


def stored(connection: Connection, hashes: Collection[str]) -> set[str]:
    """Give those of `hashes` whose content is stored already."""
    ordered, found = sorted(hashes), set[str]()
    for start in range(0, len(ordered), AT_ONCE):
        query = select(content.c.hash).where(content.c.hash.in_(ordered[start : start + AT_ONCE]))
        found.update(connection.execute(query).scalars())
    return found


def store(connection: Connection, contents: Iterable[Content]) -> None:
    """Store those of `contents` that are not stored yet."""
    by_hash = {each.hash: each for each in contents}
    known = stored(connection, by_hash)
    rows = [{"hash": c.hash, "size": c.size, "body": c.body} for c in by_hash.values() if c.hash not in known]
    if rows:
        connection.execute(insert(content), rows)


def fetched(connection: Connection, hash_: str) -> Content:
    """Give a stored content. KeyError where there is none."""
    row = connection.execute(select(content).where(content.c.hash == hash_)).one_or_none()
    if row is None:
        raise KeyError(hash_)
    return Content(row.hash, row.size, bytes(row.body))


def held(connection: Connection, hash_: str) -> bytes:
    """Give what a stored content holds. KeyError where there is none; raises Broken where it is not what was stored."""
    return unpacked(fetched(connection, hash_))
