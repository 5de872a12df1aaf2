"""The store: made where there is none, guarded, in its newest form; whatever cannot be opened is a problem."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from engine.log import store as stores
from engine.log.address import address_of
from engine.log.guards import guards
from engine.log.store import opened
from engine.log.tables import VERSION, metadata
from engine.log.verify import verify
from engine.source.problem import Problems
from tests.log.common import Log, keep, runs_of
from tests.log.server import Server


def problem(error: pytest.ExceptionInfo[Problems]) -> str:
    (found,) = error.value.problems
    assert found.message.da and found.message.en
    return found.to("en")


def test_the_tables_are_those_of_the_migrations(log: Log) -> None:
    with log.opened().reading() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION})
        assert compare_metadata(context, metadata) == []


def test_sqlite_keeps_what_it_should(file_log: Log) -> None:
    store = file_log.with_runs(1)
    with store.reading() as connection:
        asked = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous", "trusted_schema")
        }
        tables = connection.execute(text("PRAGMA table_list")).mappings().all()
    assert asked == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2, "trusted_schema": 0}
    ours = {row["name"]: row["strict"] for row in tables if not row["name"].startswith("sqlite_")}
    assert ours == {"content": 1, "run": 1, "decision": 1, "concern": 1, "log_version": 1}
    assert [path.name for path in Path(file_log.url).parent.iterdir()] == ["log.db"]  # one file


CHANGES = [
    "UPDATE run SET actor = 'bo'",
    "UPDATE content SET size = 1",
    "UPDATE decision SET outcome = 'met'",
    "UPDATE concern SET operator = 'x'",
    "DELETE FROM run",
    "DELETE FROM content",
    "DELETE FROM decision",
    "DELETE FROM concern",
    "INSERT INTO content SELECT * FROM content",
    "INSERT INTO decision SELECT run, position + 1000, rule, entity, subject, outcome FROM decision",
    "INSERT INTO concern SELECT run, entity, subject, 'x' FROM concern",
    "INSERT INTO run SELECT 7, format, at, actor, account, version, inference, as_of, areas, rules, readings,"
    " rulebook, facts, beside, decisions, hash, 'x' FROM run",
    "INSERT INTO run SELECT 2, format, at, actor, account, version, inference, as_of, areas, rules, readings,"
    " rulebook, facts, beside, decisions, 'x', 'x' FROM run",
]
OF_SQLITE = [
    "INSERT OR REPLACE INTO content SELECT hash, size, x'00' FROM content",
    "INSERT OR REPLACE INTO run SELECT * FROM run",
    "INSERT OR REPLACE INTO decision SELECT run, position, rule, entity, subject, 'met' FROM decision",
    "UPDATE OR REPLACE run SET number = 2",
]
OF_POSTGRESQL = ["TRUNCATE content, run, decision, concern", "TRUNCATE decision"]


def test_what_is_not_appending_is_refused(log: Log) -> None:
    store = log.with_runs(1)
    before = runs_of(store)
    for statement in CHANGES + (OF_SQLITE if log.is_sqlite else OF_POSTGRESQL):
        with pytest.raises((sqlite3.IntegrityError, psycopg.errors.RestrictViolation), match="klausul: "):
            log.plain(statement, guarded=True)
    assert runs_of(store) == before
    assert verify(store).findings == ()


def test_every_guard_is_there(log: Log) -> None:
    store = log.opened()
    for name in guards(store.dialect):
        table = name.split("_")[0]
        log.plain(f"DROP TRIGGER {name}" + ("" if log.is_sqlite else f" ON {table}"), guarded=True)
        (finding,) = [finding for finding in verify(store).findings if name in finding.text.en]
        assert finding.code == "unguarded"
    assert log.is_sqlite or len(verify(store).findings) == 1


def test_a_guard_that_is_put_out_of_action_is_told(log: Log) -> None:
    store = log.opened()
    if log.is_sqlite:
        log.plain("DROP TRIGGER run_no_update", guarded=True)
        log.plain("CREATE TRIGGER run_no_update BEFORE UPDATE ON run BEGIN SELECT 1; END", guarded=True)
    else:
        log.plain("ALTER TABLE run DISABLE TRIGGER run_stays", guarded=True)
    (finding,) = verify(store).findings
    assert finding.text.en.startswith("what guards the log is gone: run_")


def test_a_log_is_made_only_where_asked(log: Log) -> None:
    with pytest.raises(Problems) as error:
        opened(log.address)
    assert problem(error).endswith("a log that 'klausul check --log' has made")
    assert not (log.address.path and log.address.path.exists())
    log.opened()
    assert runs_of(opened(log.address)) == []


def test_a_log_of_a_newer_klausul(log: Log) -> None:
    log.with_runs(1)
    log.plain(f"UPDATE {VERSION} SET version_num = '0002'")
    for create in (False, True):
        with pytest.raises(Problems) as error:
            opened(log.address, create=create)
        assert problem(error) == (
            f"{log.address.shown}: the log is written by a newer Klausul (form 0002); "
            "expected at most form 0001: upgrade Klausul"
        )


def test_what_is_no_log_is_left_alone(tmp_path: Path) -> None:
    database, words, folder = tmp_path / "other.db", tmp_path / "words.txt", tmp_path / "folder"
    connection = sqlite3.connect(database)
    connection.execute("CREATE TABLE theirs (x)")
    connection.commit()
    connection.close()
    words.write_text("this is not a database, and long enough to be looked at" * 20, "utf-8")
    folder.mkdir()
    before = database.read_bytes()
    for path, message in (
        (database, "is not a log of Klausul; expected a log that 'klausul check --log' has made"),
        (words, "is not a log of Klausul; expected a log that 'klausul check --log' has made"),
        (folder, "no log can be here; expected a file in a folder that exists"),
        (tmp_path / "none" / "log.db", "no log can be here; expected a file in a folder that exists"),
    ):
        with pytest.raises(Problems) as error:
            opened(address_of(path.as_posix()), create=True)
        assert problem(error) == f"{path.as_posix()}: {message}"
    assert database.read_bytes() == before


SECRET = "hemmeligt-kodeord"


@pytest.mark.parametrize(
    ("url", "message"),
    [
        (f"mysql://a:{SECRET}@b/c", "--log: this kind of database is not known; expected "),
        (f"postgresql+asyncpg://a:{SECRET}@b/c", "--log: this kind of database is not known; expected "),
        (f"postgresql://a:{SECRET}@b", "--log: the name of the database is missing; expected "),
        (f"postgresql://a:{SECRET}@b:port/c", "--log: the address cannot be read; expected "),
        (f"{SECRET}://", "--log: the address cannot be read; expected "),
        ("sqlite://", "--log: the name of the file is missing; expected "),
        ("sqlite:///", "--log: the name of the file is missing; expected "),
    ],
)
def test_bad_addresses(url: str, message: str) -> None:
    with pytest.raises(Problems) as error:
        address_of(url)
    assert problem(error).startswith(message)
    assert SECRET not in str(error.value)


def test_addresses_are_shown_without_user_and_password() -> None:
    shown = {
        "log.db": "log.db",
        "/a b/log.db": "/a b/log.db",
        "sqlite:///log.db": "log.db",
        "sqlite:////a/log.db?x=1": "/a/log.db",
        f"postgresql://a:{SECRET}@b/c": "postgresql://b/c",
        f"postgres://a:{SECRET}@b:5433/c?password={SECRET}": "postgresql://b:5433/c",
        f"postgresql+psycopg://a:{SECRET}@/c?host=/d": "postgresql:///d/c",
    }
    for url, expected in shown.items():
        address = address_of(url)
        assert address.shown == expected
        assert SECRET not in repr(address)


def test_a_server_that_does_not_answer(tmp_path: Path) -> None:
    with pytest.raises(Problems) as error:
        opened(address_of(f"postgresql://a:{SECRET}@/c?host={tmp_path.as_posix()}"), patience=0.2)
    assert problem(error).startswith(f"postgresql://{tmp_path.as_posix()}/c: the log cannot be opened (")
    assert SECRET not in str(error.value)


def test_a_server_that_lets_no_one_in(postgres: Server) -> None:
    postgres.ask(f"CREATE ROLE lukket LOGIN PASSWORD '{SECRET}'")
    hba = postgres.data / "pg_hba.conf"
    before = hba.read_text("utf-8")
    try:
        hba.write_text("local all lukket scram-sha-256\n" + before, "utf-8")
        postgres.ask("SELECT pg_reload_conf()")
        for password in (f"{SECRET}x", ""):
            with pytest.raises(Problems) as error:
                opened(address_of(f"postgresql://lukket:{password}@/postgres?host={postgres.base}"))
            told = problem(error)
            assert "the database does not let the user in; expected a user with access, and its password" in told
            assert SECRET not in told
    finally:
        hba.write_text(before, "utf-8")
        postgres.ask("SELECT pg_reload_conf()")
    with pytest.raises(Problems) as error:
        opened(address_of(f"postgresql://klausul@/ingen?host={postgres.base}"))
    assert problem(error).endswith("/ingen: there is no such database")


def test_without_the_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    with pytest.raises(Problems) as error:
        opened(address_of("postgresql://a@b/c"))
    assert problem(error) == (
        "postgresql://b/c: the package psycopg is not installed; expected install klausul[postgres]"
    )


@contextmanager
def as_nobody(owner: Path) -> Iterator[None]:
    """Be someone who may read, but not write: root may do anything."""
    if os.geteuid() != 0:
        mode = owner.stat().st_mode
        owner.chmod(0o555)
        (owner / "log.db").chmod(0o444)
        yield
        owner.chmod(mode)
        return
    for folder in (owner, *owner.parents):
        if not folder.stat().st_mode & 0o005 and folder.owner() == "root" and str(folder) != "/":
            folder.chmod(folder.stat().st_mode | 0o055)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_file_that_can_only_be_read(file_log: Log) -> None:
    store = file_log.with_runs(2)
    verify(store)
    assert file_log.address.path
    with as_nobody(file_log.address.path.parent):
        found = verify(opened(file_log.address))
        assert (found.runs, found.findings) == (2, ())
        with pytest.raises(Problems) as error:
            keep(file_log.opened())
        assert "the log can" in problem(error)
    assert len(runs_of(store)) == 2


def test_a_database_that_can_only_be_read(postgres: Server) -> None:
    log = Log.at(postgres.fresh())
    log.with_runs(2)
    postgres.ask("CREATE ROLE laeser LOGIN; CREATE ROLE skriver LOGIN")
    for role, rights in (("laeser", "SELECT"), ("skriver", "SELECT, INSERT")):
        postgres.ask(f"GRANT USAGE ON SCHEMA {log.schema} TO {role}")
        postgres.ask(f"GRANT {rights} ON ALL TABLES IN SCHEMA {log.schema} TO {role}")
    reader = Log.at(log.url.replace("klausul@", "laeser@"))
    found = verify(opened(reader.address))
    assert (found.runs, found.findings) == (2, ())
    with pytest.raises(Problems) as error:
        keep(reader.opened())
    assert "the log can only be read, nothing is recorded" in problem(error)
    writer = Log.at(log.url.replace("klausul@", "skriver@"))
    keep(writer.opened())  # who may only add needs no right to change
    assert len(runs_of(log.opened())) == 3


def test_a_wait_for_others_ends(log: Log) -> None:
    store = log.with_runs(1)
    hasty = log.opened(patience=0.2)
    with store.writing():
        with pytest.raises(Problems) as error:
            keep(hasty)
        assert problem(error) == (
            f"{log.address.shown}: another program holds the log; expected it to be free: try again in a while"
        )
        assert len(runs_of(hasty)) == 1  # reading waits for no one
    keep(hasty)
    assert len(runs_of(store)) == 2


def test_what_fails_while_it_is_written_leaves_nothing(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    store = log.with_runs(1)
    monkeypatch.setattr("engine.log.record.run", None)  # the last thing written
    with pytest.raises(Exception):  # noqa: B017 - whatever it is
        keep(store, as_of=None)
    monkeypatch.undo()
    assert len(runs_of(store)) == 1
    assert verify(store).findings == ()


def test_patience_is_for_switching_to_writing_ahead(file_log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    assert file_log.address.path
    holder = sqlite3.connect(file_log.address.path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    waits: list[float] = []
    monkeypatch.setattr(stores.time, "sleep", lambda seconds: waits.append(seconds) or holder.rollback())
    with pytest.raises(Problems) as error:
        file_log.opened(patience=0.0)
    assert "another program holds the log" in problem(error)
    holder.close()
    file_log.opened(patience=0.0)
