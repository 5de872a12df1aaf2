"""A log in each kind of database: what is tested of one is tested of the other."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.log.export import export
from engine.log.imports import imported
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
def filled_bundle(filled_file: Path) -> Path:
    """The same as a bundle."""
    path = filled_file.with_name("bundle.xz")
    export(Log.at(filled_file.as_posix()).opened(), path)
    return path


@pytest.fixture
def filled(log: Log, filled_file: Path, filled_bundle: Path) -> Log:
    """A log of some runs, each on other facts."""
    if log.address.path:
        shutil.copy(filled_file, log.address.path)
    else:
        imported(log.opened(), filled_bundle)
    return log


@pytest.fixture
def file_log(tmp_path: Path) -> Log:
    """A place for a log in a file, for what only files can suffer."""
    return Log.at((tmp_path / "log.db").as_posix())
