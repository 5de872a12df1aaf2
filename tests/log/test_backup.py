"""A log is backed up while a service records, and restored, by the commands of docs/operating.md."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

import cli
from tests.log.common import Log, keep, other, runs_of
from tests.log.server import OWNER, Server

GUIDE = (Path(__file__).parents[2] / "docs" / "operating.md").read_text("utf-8")
LEAST = 3
"""Runs that are there before anything is copied."""


def command(begin: str) -> str:
    """Give the one command of the guide that begins so."""
    found = re.findall(rf"^ *({re.escape(begin)}.*)$", GUIDE, re.MULTILINE)
    assert len(found) == 1, (begin, found)
    return str(found[0])


def klausul(begin: str, capsys: pytest.CaptureFixture[str], *more: str, **names: str) -> str:
    """Run a command of the guide with other names, and give what it prints."""
    words = [names.get(word.replace(".", "_"), word) for word in command(f"klausul {begin}").split()]
    with pytest.raises(SystemExit) as left:
        cli.main([*words[1:], *more, "--lang", "en"])
    printed = capsys.readouterr()
    assert left.value.code == 0, printed.out + printed.err
    return printed.out.strip()


@contextmanager
def recording(log: Log) -> Iterator[None]:
    """Record without pause, until the context ends."""
    store, begun, ends = log.with_runs(LEAST), threading.Event(), threading.Event()
    failed: list[BaseException] = []

    def record() -> None:
        try:
            number = LEAST
            while not ends.is_set():
                keep(store, other(number))
                number += 1
                begun.set()
        except BaseException as error:
            failed.append(error)
            begun.set()

    thread = threading.Thread(target=record)
    thread.start()
    try:
        assert begun.wait(60)  # on a busy machine what copies could be done before the first run is
        yield
    finally:
        ends.set()
        thread.join(60)
    assert not failed
    assert len(runs_of(store)) > LEAST


def check_restored(url: str, head: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Hold a restored log to a head that was kept elsewhere, decide runs again, and record another."""
    klausul("log verify --log", capsys, HEAD=head, restored_db=url)
    for run in ("1", head.partition(":")[0]):
        klausul("log replay RUN --log", capsys, RUN=run, restored_db=url)
    restored = Log.at(url)
    keep(restored.opened(), other(999))
    klausul("log verify --log", capsys, HEAD=head, restored_db=url)
    with pytest.raises((sqlite3.IntegrityError, psycopg.errors.RestrictViolation), match="klausul: "):
        restored.plain("UPDATE run SET actor = 'x'", guarded=True)


def test_a_bundle_of_a_log_in_use(log: Log, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bundle, restored = str(tmp_path / "backup.xz"), str(tmp_path / "restored.db")
    with recording(log):
        head = klausul("log head", capsys, "--log", log.url)
        klausul("log export", capsys, "--log", log.url, backup_xz=bundle)
    klausul("log import", capsys, backup_xz=bundle, restored_db=restored)
    check_restored(restored, head, capsys)


@pytest.mark.skipif(
    not shutil.which("sqlite3") and not os.environ.get("KLAUSUL_DEMAND"), reason="takes the program sqlite3"
)
def test_a_copy_of_a_file_in_use(file_log: Log, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with recording(file_log):
        head = klausul("log head", capsys, "--log", file_log.url)
        shell(command("sqlite3").replace("decisions.db", file_log.url).replace("backup.db", str(tmp_path / "copy.db")))
    check_restored(str(tmp_path / "copy.db"), head, capsys)


def test_a_dump_of_a_database_in_use(postgres: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    at_server = f"?host={postgres.base}&options=-csearch_path%3Dpublic"
    postgres.ask("CREATE DATABASE klausul")
    at = {"PATH": f"{postgres.binaries}:{os.environ['PATH']}", "PGHOST": str(postgres.base)}
    log = Log.at(f"postgresql://{OWNER}@/klausul{at_server}")
    with recording(log):
        head = klausul("log head", capsys, "--log", log.url)
        shell(command("pg_dump"), tmp_path, **at)
    shell(command("createdb"), tmp_path, **at)
    shell(command("pg_restore"), tmp_path, **at)
    check_restored(f"postgresql://{OWNER}@/restored{at_server}", head, capsys)


def shell(line: str, folder: Path | None = None, **environment: str) -> None:
    """Run a command of the guide as it stands there."""
    done = subprocess.run(
        ["sh", "-c", line], cwd=folder, env=os.environ | environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr
