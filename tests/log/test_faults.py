"""Faults survived: no run is lost that was acknowledged, none is half there, what is broken is named."""

from __future__ import annotations

import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from engine.log import store as stores
from engine.log.links import Head
from engine.log.store import opened
from engine.log.verify import verify
from engine.source.problem import Problems
from tests.log.common import RUNS, Log, keep, other, runs_of
from tests.log.server import server

ROOT = Path(__file__).parents[2]
KILLS = 200


class Recorder:
    """A process that records; see `recorder`. `limit`: the size that no file it writes can grow beyond."""

    def __init__(self, limit: int | None = None) -> None:
        narrow = [f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))"] if limit else []
        code = "; ".join(
            [
                *narrow,
                "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)",
                "from tests.log.recorder import main; main()",
            ]
        )
        self.scratch = tempfile.TemporaryDirectory()  # who is killed leaves things behind
        self.process = subprocess.Popen(
            [sys.executable, "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": self.scratch.name},
        )
        assert self._line() == "ready"

    def _line(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().rstrip("\n")

    def start(self, log: Log, wanted: str) -> int:
        """Start recording in a child, and give its process id."""
        assert self.process.stdin
        self.process.stdin.write(f"{log.url} {wanted}\n")
        self.process.stdin.flush()
        word, pid = self._line().split()
        assert word == "child"
        return int(pid)

    def said(self) -> list[str]:
        """Give all that the child said until it ended."""
        lines = []
        while (line := self._line()) != "ended":
            assert line
            lines.append(line)
        return lines

    def close(self) -> None:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.close()
        self.process.wait(60)
        self.process.stdout.close()
        self.scratch.cleanup()


@contextmanager
def recording(limit: int | None = None) -> Iterator[Recorder]:
    recorder = Recorder(limit)
    try:
        yield recorder
    finally:
        recorder.close()


@pytest.fixture(scope="module")
def two() -> Iterator[tuple[Recorder, Recorder]]:
    """Two processes that record, for all tests: to start one takes longer than to record."""
    with recording() as one, recording() as other_:
        yield one, other_


def heads(said: list[str]) -> list[Head]:
    told = [line.split()[1].split(":") for line in said if line.startswith("kept ")]
    return [Head(int(number), hash_) for number, hash_ in told]


def all_is_well(log: Log, kept: list[Head]) -> int:
    """See that every run that was acknowledged is there, whole and in its place; give how many there are in all."""
    store = log.opened()
    result = verify(store, kept)
    assert result.findings == ()
    assert {(head.number, head.hash) for head in kept} <= {(run.number, run.hash) for run in runs_of(store)}
    return result.runs


@pytest.mark.slow
def test_killed_while_recording(
    log: Log, tmp_path: Path, request: pytest.FixtureRequest, two: tuple[Recorder, Recorder]
) -> None:
    """At random moments, also while the log itself is being made; a new log after every twenty."""
    moments, place, kept = random.Random(7), log, list[Head]()
    acknowledged = unfinished = 0
    longest = 1.0
    for number in range(KILLS):
        if number % 20 == 0 and number:
            url = (tmp_path / f"log-{number}.db").as_posix()
            place = Log.at(url if log.is_sqlite else request.getfixturevalue("postgres").fresh())
            kept = []
        pid = two[0].start(place, "forever")
        started = time.monotonic()
        time.sleep(moments.uniform(0, longest))
        os.kill(pid, signal.SIGKILL)
        more = heads(two[0].said())
        kept += more
        acknowledged += len(more)
        recorded = all_is_well(place, kept)
        # So long that one or two are recorded, on this machine as busy as it is.
        if not more:
            longest *= 1.1
        elif len(more) > 1:
            longest = (longest + (time.monotonic() - started) * 2 / len(more)) / 2
        if number % 20 == 19:
            unfinished += recorded - len(kept)
    assert acknowledged > KILLS / 4  # it did record in between
    assert unfinished <= KILLS  # recorded, but killed before it could say so


@pytest.mark.slow
def test_two_that_record_at_once(log: Log, two: tuple[Recorder, Recorder]) -> None:
    for recorder in two:
        recorder.start(log, "500")
    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(Recorder.said, two))
    kept = [heads(each) for each in said]
    assert [len(each) for each in kept] == [500, 500]
    assert all_is_well(log, [*kept[0], *kept[1]]) == 1000
    assert sorted(head.number or 0 for each in kept for head in each) == list(range(1, 1001))
    for each in kept:  # they took turns
        assert [head.number for head in each] != list(range(each[0].number or 0, (each[0].number or 0) + 500))


def test_several_that_record_at_once(log: Log, two: tuple[Recorder, Recorder]) -> None:
    for recorder in two:
        recorder.start(log, "15")
    kept = [heads(recorder.said()) for recorder in two]
    assert [len(each) for each in kept] == [15, 15]
    assert all_is_well(log, [*kept[0], *kept[1]]) == 30


def test_a_full_disk(file_log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite may have no more pages, which it tells as it tells of a full disk."""
    store = file_log.with_runs(2)
    prepared = stores._prepared
    with store.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar() or 0

    def narrow(connection: sqlite3.Connection) -> sqlite3.Connection:
        connection.execute(f"PRAGMA max_page_count = {pages + 12}")
        return prepared(connection)

    monkeypatch.setattr(stores, "_prepared", narrow)
    kept = 2
    with pytest.raises(Problems) as error:
        for number in range(1000):
            keep(file_log.opened(), other(1000 + number))
            kept += 1
    assert str(error.value) == (
        f"{file_log.url}: the log cannot be written to, nothing is recorded (database or disk is full); "
        "expected room on the disk"
    )
    assert 2 < kept < 1000
    result = verify(file_log.opened())
    assert (result.runs, result.findings) == (kept, ())
    monkeypatch.undo()
    keep(file_log.opened(), other(5000))
    result = verify(file_log.opened())
    assert (result.runs, result.findings) == (kept + 1, ())


def test_a_file_that_cannot_grow(file_log: Log) -> None:
    """The system lets no file grow beyond a limit: whatever is being written then, it fails in the middle."""
    for limit in (100_000, 150_000):
        with recording(limit) as recorder:
            recorder.start(file_log, "forever")
            said = recorder.said()
        assert said[-1].startswith("failed ")
        assert "the log cannot be written to, nothing is recorded (" in said[-1]
        all_is_well(file_log, heads(said))
    keep(file_log.opened())
    assert all_is_well(file_log, []) > 1


@pytest.mark.slow
def test_a_server_whose_files_cannot_grow(two: tuple[Recorder, Recorder]) -> None:
    """The table of decisions is nearly as long as it can be: what was in it is deleted, and its pages are not freed."""
    with server(limit=1_200_000) as narrow:
        log = Log.at(narrow.fresh())
        log.opened()
        row = "SELECT 999, n, repeat('x', 80), 'takst', 'a', 'met' FROM generate_series(1, 7500) n"
        log.plain(f"INSERT INTO decision {row}", "DELETE FROM decision")
        two[0].start(log, "forever")
        said = two[0].said()
        assert said[-1].startswith("failed ")
        assert "the log cannot be written to, nothing is recorded (" in said[-1]
        kept = heads(said)
        assert kept
        assert all_is_well(log, kept) == len(kept)


@pytest.mark.slow
def test_a_server_that_dies(two: tuple[Recorder, Recorder]) -> None:
    """Killed with all its processes while it records, and started again: it has kept what it said it had."""
    moments, kept = random.Random(3), list[Head]()
    with server() as running:
        log = Log.at(running.fresh())
        for _ in range(5):
            two[0].start(log, "forever")
            time.sleep(1 + moments.uniform(0, 0.5))
            running.stop(signal.SIGQUIT)
            said = two[0].said()
            assert said[-1].startswith("failed ")
            kept += heads(said)
            running.start()
            all_is_well(log, kept)
    assert len(kept) > 5


def test_a_log_that_another_program_holds(file_log: Log) -> None:
    store = file_log.with_runs(1)
    assert file_log.address.path
    holder = sqlite3.connect(file_log.address.path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Problems, match="another program holds the log"):
        keep(file_log.opened(patience=0.1))
    assert len(runs_of(store)) == 1
    holder.rollback()
    holder.close()
    keep(store)
    assert all_is_well(file_log, []) == 2


def page_size(path: Path) -> int:
    return int.from_bytes(path.read_bytes()[16:18], "big")


@pytest.mark.parametrize("how", ["zeros", "noise"])
def test_a_corrupted_page(filled_file: Path, tmp_path: Path, how: str) -> None:
    """Each page of the file in turn: what it held is named, never passed over, and all else can still be read."""
    whole, size, noise = filled_file.read_bytes(), page_size(filled_file), random.Random(5)
    path = tmp_path / "log.db"
    named = set[int]()
    assert len(whole) // size > 15
    for page in range(len(whole) // size):
        spoilt = bytes(size) if how == "zeros" else noise.randbytes(size)
        path.write_bytes(whole[: page * size] + spoilt + whole[(page + 1) * size :])
        try:
            result = verify(opened(Log.at(path.as_posix()).address))
        except Problems as error:
            codes = {problem.code for problem in error.problems}
            assert codes <= {"log-damaged", "no-log", "log-failed", "log-newer"}, page
            continue
        assert result.findings, page
        assert all(finding.text.da and finding.text.en for finding in result.findings)
        named |= {finding.number for finding in result.findings if finding.number}
    assert named == set(range(1, RUNS + 1))


def test_a_corrupted_byte(filled_file: Path, tmp_path: Path) -> None:
    """A byte of what was recorded, whichever, changed in the file itself."""
    whole, path, chosen = filled_file.read_bytes(), tmp_path / "log.db", random.Random(11)
    connection = sqlite3.connect(filled_file)
    bodies = [body for (body,) in connection.execute("SELECT body FROM content")]
    records = [text.encode() for row in connection.execute("SELECT at, facts, hash FROM run") for text in row]
    connection.close()
    for given in chosen.sample(bodies, 8) + chosen.sample(records, 8):
        part = given[:200]  # what is longer goes on in another page
        if part not in whole:
            continue
        position = whole.index(part) + chosen.randrange(len(part))
        spoilt = bytearray(whole)
        spoilt[position] ^= 1 << chosen.randrange(7)
        path.write_bytes(spoilt)
        assert verify(opened(Log.at(path.as_posix()).address)).findings


@pytest.mark.slow
def test_a_corrupted_page_of_a_server() -> None:
    with server() as running:
        log = Log.at(running.fresh())
        store = log.with_runs(RUNS)
        (spoilt,) = [
            running.data / file
            for (file,) in running.ask("SELECT pg_relation_filepath(oid) FROM pg_class WHERE relname = 'run'")
        ]
        assert verify(store).findings == ()
        running.ask("CHECKPOINT")
        running.stop()
        content = bytearray(spoilt.read_bytes())
        content[4000] ^= 255
        spoilt.write_bytes(content)
        running.start()
        result = verify(log.opened())
        assert [finding.number for finding in result.findings if finding.number] == list(range(1, RUNS + 1))
        assert {finding.code for finding in result.findings} == {"unreadable"}
        with pytest.raises(Problems, match="the log is damaged"):
            keep(log.opened())


def test_limits_are_for_the_recorder_only() -> None:
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
