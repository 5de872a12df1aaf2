"""Ctrl-C at any moment of a real run: exit status 130, no traceback, nothing half written, no process left."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from engine.commands.workers import can_fork

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "small"
INTERRUPTED = 130
ALL = ["a.html", "a.json", "a.txt"]
AT_THE_LEAST = """
import os, signal, sys
try:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # as in a terminal, also where the tests run behind one
    open("begun", "w").close()
    {before}
    from engine.commands import each, workers
    each.WORTH, workers.Workers.share.__defaults__ = 1, (None, 1)
    import cli
except KeyboardInterrupt:  # what is loaded here beforehand, the command itself loads later
    os._exit(130)
cli.main()
"""
"""A run in which even little work is shared, and in which Ctrl-C can come at a chosen moment."""
PLAIN = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
if True:
    {before}
import cli
cli.main()
"""
FORMATS = [part for form in ("html", "json", "text") for part in ("--format", form)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A few files of facts."""
    for number in range(6):
        text = (SMALL / "facts.yaml").read_text("utf-8").replace("as_of: 2017-06-01", f"as_of: 2017-06-{number + 1:02}")
        (tmp_path / f"{number}.yaml").write_text(text, "utf-8")
    (tmp_path / "out").mkdir()
    return tmp_path


def started(folder: Path, *arguments: str, before: str = "", program: str = AT_THE_LEAST) -> subprocess.Popen[bytes]:
    """Start a check in a group of its own, as a terminal does, with all its reports written to files."""
    outputs = [part for name in ALL for part in ("-o", f"out/{name}")]
    run = program.format(before=before.replace("\n", "\n    "))
    return subprocess.Popen(
        [sys.executable, "-c", run, "check", *arguments, *FORMATS, *outputs, "--rules", str(SMALL / "rules")],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def is_clean(folder: Path, process: subprocess.Popen[bytes], *, written: bool = False) -> None:
    """Hold what is left after a run that was stopped against what may be."""
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err.strip()) == (INTERRUPTED, b"", b"")
    assert sorted(path.name for path in (folder / "out").iterdir()) == (
        ["a.html", "a.json", "a.txt"] if written else []
    )
    with pytest.raises(ProcessLookupError):  # no process is left in the group
        for _ in range(100):
            os.killpg(process.pid, 0)
            time.sleep(0.05)


GIVEN = [["0.yaml"], [".", "--each"], [".", "--each", "--jobs", "3"], ["0.yaml", "--jobs", "3"]]


@pytest.mark.slow
@pytest.mark.skipif(not can_fork(), reason="no process can be forked here")
@pytest.mark.parametrize("whom", ["group", "process"])
@pytest.mark.parametrize("given", GIVEN)
@pytest.mark.parametrize("after", [0, 0.2, 0.4, 0.7, 1, 1.5])
def test_at_some_time(folder: Path, given: list[str], after: float, whom: str) -> None:
    process = started(folder, *given)
    while not (folder / "begun").exists():
        time.sleep(0.01)
    time.sleep(after)
    if process.poll() is None:
        (os.killpg if whom == "group" else os.kill)(process.pid, signal.SIGINT)
    if process.wait(60) == 1:  # it was done before
        process.communicate()
        return
    files = sorted(path.name for path in (folder / "out").iterdir())
    is_clean(folder, process, written=files == ALL)


MOMENTS = {
    "reading": ("facts.read", "drafted"),
    "judging": ("engine.decision.decide", "evaluate"),
    "reporting": ("engine.decision.canonical", "Canonical.decision"),
    "writing": ("pathlib", "Path.write_bytes"),
    "putting in place": ("pathlib", "Path.replace"),
}
STOP = """
import {module}
real, here, calls = {module}.{name}, os.getpid(), []
def stopped(*given, **more):
    calls.append(1)
    if len(calls) == {at}:
        os.killpg(0, signal.SIGINT)
    return real(*given, **more)
{module}.{name} = stopped
"""


@pytest.mark.skipif(not can_fork(), reason="no process can be forked here")
@pytest.mark.parametrize("given", [["0.yaml"], [".", "--each", "--jobs", "2"]])
@pytest.mark.parametrize("moment", MOMENTS)
def test_at_a_chosen_moment(folder: Path, moment: str, given: list[str]) -> None:
    module, name = MOMENTS[moment]
    at = 2 if moment in ("writing", "putting in place", "reporting") else 1
    process = started(folder, *given, before=STOP.format(module=module, name=name, at=at))
    is_clean(folder, process, written=moment == "putting in place")


def test_while_it_is_loaded(folder: Path) -> None:
    before = "sys.meta_path.insert(0, type('F', (), {'find_spec': staticmethod("
    before += "lambda name, *_: os.kill(os.getpid(), signal.SIGINT) if name == 'click' else None)}))"
    is_clean(
        folder,
        started(folder, "0.yaml", before=before, program="import os, signal, sys\n{before}\nimport cli\ncli.main()"),
    )


@pytest.mark.skipif(not can_fork(), reason="no process can be forked here")
@pytest.mark.parametrize("given", [["0.yaml"], [".", "--each"]])
def test_a_process_that_is_killed_leaves_nothing(folder: Path, given: list[str]) -> None:
    before = """
from engine.decision.canonical import Canonical
real, here = Canonical.decision, os.getpid()
def killed(*given, **more):
    if os.getpid() != here:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*given, **more)
Canonical.decision = killed
"""
    process = started(folder, *given, "--jobs", "2", "--lang", "en", before=before)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, [each["code"] for each in json.loads(out)["problems"]]) == (2, ["worker-lost"])
    assert err.decode().startswith("--jobs: a process was stopped before it was done")
    assert list((folder / "out").iterdir()) == []


def test_where_one_report_cannot_be_written_none_is(folder: Path) -> None:
    (folder / "out" / "a.txt").mkdir()
    process = started(folder, "0.yaml")
    process.communicate(timeout=60)
    assert process.returncode == 2
    assert [path.name for path in (folder / "out").iterdir()] == ["a.txt"]


def test_what_is_no_plain_file_is_written_straight(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    given = [
        sys.executable,
        str(ROOT / "cli.py"),
        "check",
        "0.yaml",
        "-o",
        "pipe",
        "--format",
        "text",
        "--rules",
        str(SMALL / "rules"),
    ]
    process = subprocess.Popen(given, cwd=folder)
    assert "2017" in (folder / "pipe").read_text("utf-8")
    assert process.wait(60) == 1
    assert (folder / "pipe").is_fifo()
