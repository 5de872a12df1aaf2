"""A log in each kind of database: what is tested of one is tested of the other."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.log.common import RUNS, Log
from tests.log.server import Server, server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server that runs as long as the tests do."""
    with server() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def log(request: pytest.FixtureRequest, tmp_path: Path) -> Log:
    """A place for a log where none is yet."""
    if request.param == "sqlite":
        return Log.at((tmp_path / "log.db").as_posix())
    running: Server = request.getfixturevalue("postgres")
    return Log.at(running.fresh())


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a log of some runs."""
    path = tmp_path_factory.mktemp("filled") / "log.db"
    Log.at(path.as_posix()).with_runs(RUNS)
    return path


@pytest.fixture(scope="session")
def filled_database(postgres: Server) -> str:
    """A database with the same."""
    log = Log.at(postgres.fresh())
    log.with_runs(RUNS)
    assert log.address.url
    return str(log.address.url.database)


@pytest.fixture
def filled(log: Log, request: pytest.FixtureRequest) -> Log:
    """A log of some runs, each on other facts."""
    if log.address.path:
        shutil.copy(request.getfixturevalue("filled_file"), log.address.path)
        return log
    running: Server = request.getfixturevalue("postgres")
    return Log.at(running.fresh(request.getfixturevalue("filled_database")))


@pytest.fixture
def file_log(tmp_path: Path) -> Log:
    """A place for a log in a file, for what only files can suffer."""
    return Log.at((tmp_path / "log.db").as_posix())
