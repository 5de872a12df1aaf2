"""What the tests of the log share: small runs to record, and plain SQL that goes around all guards."""

from __future__ import annotations

import csv
import re
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
from openpyxl import Workbook

from engine.decision.decide import Judgement, Prepared, judge, prepare
from engine.decision.files import Asked
from engine.log.address import Address, address_of
from engine.log.chain import Run
from engine.log.kept import Kept
from engine.log.record import Who, record
from engine.log.runs import all_runs
from engine.log.store import Store, opened
from engine.rulebook.choose import choose
from engine.rulebook.load import load
from engine.source.read import parse
from facts.factset import FactSet
from facts.read import read_node
from facts.vocabulary import vocabulary

SMALL = Path(__file__).parents[1] / "small"
RULES = SMALL / "rules"
FACTS = (SMALL / "facts.yaml").read_text("utf-8")
START = datetime(2026, 1, 31, 12, 0, 0, 123456, UTC)
RUNS = 6
"""Runs of a log that is filled."""
AUDITOR = Who("anna", "anna")


@cache
def prepared(folder: Path = RULES, readings: tuple[tuple[str, str], ...] = ()) -> Prepared:
    """Give rules ready to decide, by the evaluator alone: the same with and without durable_rules."""
    rulebook = choose(load(folder, vocabulary()), readings)
    return replace(prepare(rulebook), plan=None, inference=None)


def facts_of(text: str = FACTS) -> FactSet:
    return read_node(parse(text, "facts.yaml").root)


def judgement_of(facts: str = FACTS, as_of: date | None = None, asked: Asked | None = None) -> Judgement:
    asked = asked or Asked(RULES)
    given = facts_of(facts)
    day = as_of or given.as_of
    assert day
    return judge(prepared(asked.folder or RULES, asked.readings), given, day, asked.areas, asked.rules)


def keep(
    store: Store,
    facts: str = FACTS,
    as_of: date | None = None,
    asked: Asked | None = None,
    who: Who = AUDITOR,
    now: datetime | None = None,
) -> Run:
    """Record a run; each a minute after the one before, where no other time is given."""
    with store.reading() as connection:
        count = len(all_runs(connection))
    judgement = judgement_of(facts, as_of, asked)
    return record(store, judgement, asked or Asked(RULES), who, now or START + timedelta(minutes=count))


def other(number: int) -> str:
    """Give facts that differ with `number`."""
    return FACTS.replace("administration: 61,", f"administration: {number}.50,", 1)


@dataclass(frozen=True)
class Log:
    """A log of its own for one test."""

    url: str
    address: Address

    @classmethod
    def at(cls, url: str) -> Log:
        return cls(url, address_of(url))

    @property
    def is_sqlite(self) -> bool:
        return self.address.path is not None

    @property
    def schema(self) -> str:
        """Give the schema of a log in PostgreSQL."""
        return self.url.rpartition("%3D")[2]

    def opened(self, **options: Any) -> Store:
        return opened(self.address, create=True, **options)

    def with_runs(self, count: int) -> Store:
        store = self.opened()
        for number in range(count):
            keep(store, other(number))
        return store

    def plain(self, *statements: str, guarded: bool = False) -> list[tuple[Any, ...]]:
        """Run plain SQL, as someone could who owns the database: with the guards taken away for the while."""
        if self.address.path is not None:
            return _sqlite(self.address.path, statements, guarded=guarded)
        assert self.address.url is not None
        query: Mapping[str, Any] = self.address.url.query
        user, name = self.address.url.username, self.address.url.database
        with psycopg.connect(host=query["host"], options=query["options"], user=user, dbname=name) as connection:
            if not guarded:
                connection.execute("SET session_replication_role = replica")
            found = [_rows(connection.execute(statement)) for statement in statements]  # type: ignore[call-overload]
        return found[-1]


def _sqlite(path: Path, statements: tuple[str, ...], *, guarded: bool) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(path)
    try:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in () if guarded else triggers:
            connection.execute(f"DROP TRIGGER {name}")
        found = [connection.execute(statement).fetchall() for statement in statements]
        for _, sql in () if guarded else triggers:
            connection.execute(sql)
        connection.commit()
    finally:
        connection.close()
    return found[-1]


def _rows(cursor: Any) -> list[tuple[Any, ...]]:
    return cursor.fetchall() if cursor.description else []


def runs_of(store: Store) -> list[Run]:
    with store.reading() as connection:
        return all_runs(connection)


def kept_of(store: Store, connection: Any, number: int) -> Kept:
    return Kept(connection, store.address, all_runs(connection)[number - 1])


def changed_rules(tmp_path: Path, *pairs: tuple[str, str], name: str = "rules") -> Path:
    """Give a copy of the small rules with texts replaced, each of which must be there."""
    folder = tmp_path / name
    for path in RULES.rglob("*.yaml"):
        target = folder / path.relative_to(RULES)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(path.read_text("utf-8"), "utf-8")
    for old, new in pairs:
        holding = [path for path in folder.rglob("*.yaml") if old in path.read_text("utf-8")]
        assert holding, old
        for path in holding:
            path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    return folder


def without_hashes(text: str) -> str:
    return re.sub(r"\b[0-9a-f]{64}\b", "<hash>", text)


def sheet(path: Path, title: str, rows: Iterable[Iterable[object]]) -> None:
    """Write rows as a workbook of one sheet, or as CSV, as the file's ending asks for."""
    if path.suffix == ".xlsx":
        book = Workbook()
        book.worksheets[0].title = title
        for row in rows:
            book.worksheets[0].append(list(row))
        book.save(path)
    else:
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows(rows)
