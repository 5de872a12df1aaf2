"""A bundle holds all that is needed elsewhere; what is wrong with one is found before anything of it is kept."""

from __future__ import annotations

import json
import lzma
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from engine.log import export as exporting
from engine.log.address import address_of
from engine.log.chain import Run, sealed
from engine.log.export import export
from engine.log.imports import imported
from engine.log.kept import Kept
from engine.log.replay import replay
from engine.log.search import Wanted, search
from engine.log.store import opened
from engine.log.verify import verify
from engine.source.problem import Problems
from tests.log.common import RUNS, Log, keep, kept_of, other, runs_of

Lines = list[dict[str, Any]]


def lines_in(path: Path) -> Lines:
    return [json.loads(line) for line in lzma.decompress(path.read_bytes()).splitlines()]


def write(path: Path, lines: Lines) -> Path:
    path.write_bytes(lzma.compress(b"".join(json.dumps(line).encode() + b"\n" for line in lines)))
    return path


@pytest.fixture
def bundle(filled: Log, tmp_path: Path) -> Path:
    path = tmp_path / "bundle.xz"
    export(filled.opened(), path)
    return path


def test_a_bundle_makes_the_same_log_elsewhere(filled: Log, bundle: Path, tmp_path: Path) -> None:
    there = Log.at((tmp_path / "there.db").as_posix()).opened()
    result = imported(there, bundle)
    assert (result.added, result.there) == (RUNS, 0)
    assert runs_of(there) == runs_of(filled.opened())
    assert verify(there).findings == ()
    for run in runs_of(there):
        with there.reading() as connection:
            assert replay(Kept(connection, there.address, run)).pairs == ()
    with there.reading() as here, filled.opened().reading() as from_:
        assert search(here, Wanted(operators=("midt",)), 999) == search(from_, Wanted(operators=("midt",)), 999)
    again = tmp_path / "again.xz"
    export(there, again)
    assert lines_in(again) == lines_in(bundle)


def test_into_either_kind_of_database(log: Log, filled_bundle: Path) -> None:
    store = log.opened()
    imported(store, filled_bundle)
    assert verify(store).findings == ()
    assert len(runs_of(store)) == RUNS


def test_only_what_is_new_is_added(log: Log, tmp_path: Path) -> None:
    store = log.with_runs(2)
    first, second = tmp_path / "1.xz", tmp_path / "2.xz"
    export(store, first)
    keep(store, other(77))
    export(store, second)
    there = Log.at((tmp_path / "there.db").as_posix()).opened()
    assert imported(there, first).added == 2
    result = imported(there, second)
    assert (result.added, result.there) == (1, 2)
    result = imported(there, first)
    assert (result.added, result.there) == (0, 2)
    assert verify(there).findings == ()
    keep(there, other(78))
    assert verify(there).findings == ()


def test_a_log_with_other_runs_takes_none(log: Log, filled_bundle: Path) -> None:
    store = log.opened()
    keep(store, other(99))
    with pytest.raises(Problems) as error:
        imported(store, filled_bundle)
    assert str(error.value).endswith("run 1 of the log is another; expected an empty log, or one with the same runs")
    assert len(runs_of(store)) == 1
    assert verify(store).findings == ()


def test_an_empty_log_makes_an_empty_bundle(log: Log, tmp_path: Path) -> None:
    path = tmp_path / "bundle.xz"
    assert export(log.opened(), path) is None
    assert lines_in(path)[1:] == [{"head": None}]
    there = Log.at((tmp_path / "there.db").as_posix()).opened()
    assert imported(there, path).added == 0


def test_long_contents_are_written_in_parts(log: Log, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.log.pack.CHUNK", 101)
    store, path = log.with_runs(1), tmp_path / "bundle.xz"
    export(store, path)
    sizes = {len(line["text"].encode()) for line in lines_in(path) if "text" in line}
    assert max(sizes) <= 104
    there = Log.at((tmp_path / "there.db").as_posix()).opened()
    imported(there, path)
    assert runs_of(there) == runs_of(store)


def test_anyone_can_check_a_bundle(filled_bundle: Path, filled_file: Path, tmp_path: Path) -> None:
    """As the guide shows: without Klausul, with nothing but a library for RFC 8785."""
    guide = (Path(__file__).parents[2] / "docs" / "log.md").read_text("utf-8")
    (code,) = (code for code in re.findall(r"```python\n(.*?)```", guide, re.DOTALL) if "lzma" in code)

    def check(bundle: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-c", code, bundle], capture_output=True, text=True, check=False)

    head = runs_of(opened(address_of(filled_file.as_posix())))[-1].head
    assert check(filled_bundle).stdout == f"{head}\n"
    lines = lines_in(filled_bundle)
    of_run(3, actor="bo")(lines)
    assert "AssertionError" in check(write(tmp_path / "changed.xz", lines)).stderr


Change = Callable[[Lines], object]


def of_run(number: int, /, **values: object) -> Change:
    def change(lines: Lines) -> None:
        line = next(line for line in lines if line.get("run", {}).get("number") == number)
        line["run"].update(values)

    return change


def resealed(number: int, /, **values: object) -> Change:
    """Change a run and give it the hash that fits."""

    def change(lines: Lines) -> None:
        line = next(line for line in lines if line.get("run", {}).get("number") == number)
        run = sealed(replace(Run(**line["run"]), **values))  # type: ignore[arg-type]
        line["run"], line["hash"] = {k: v for k, v in asdict(run).items() if k != "hash"}, run.hash

    return change


def at(kind: str, lines: Lines) -> int:
    return next(index for index, line in enumerate(lines) if kind in line)


NOT_A_BUNDLE = "is not a bundle of 'klausul log export'"
CHANGES: dict[str, tuple[Change, str]] = {
    "a record": (of_run(3, actor="bo"), "run 3 is not as it was recorded"),
    "a record with its hash": (resealed(3, actor="bo"), "run 4 is not as it was recorded"),
    "the last record with its hash": (resealed(RUNS, actor="bo"), "the bundle is not whole"),
    "a number": (of_run(3, number=30), "run 30 is not as it was recorded"),
    "a form": (of_run(1, format=7), "run 1 is not as it was recorded"),
    "a field too many": (of_run(1, more=1), NOT_A_BUNDLE),
    "a text": (lambda lines: lines[at("content", lines)].update(text="x"), "a content was changed"),
    "no text": (lambda lines: lines[at("content", lines)].pop("text"), NOT_A_BUNDLE),
    "a text that is none": (lambda lines: lines[at("content", lines)].update(text=3), NOT_A_BUNDLE),
    "half a character": (lambda lines: lines[at("content", lines)].update(text="\ud800"), NOT_A_BUNDLE),
    "a content gone": (lambda lines: lines.pop(at("content", lines)), "run 1 is not whole"),
    "a rule file gone": (lambda lines: lines.pop(at("content", lines) + 1), "run 1 is not whole"),
    "a run gone": (lambda lines: lines.pop(at("run", lines)), "run 2 is not as it was recorded"),
    "the end gone": (lambda lines: lines.pop(), "the bundle is not whole"),
    "another end": (lambda lines: lines[-1].update(head="1:x"), "the bundle is not whole"),
    "the beginning gone": (lambda lines: lines.pop(0), NOT_A_BUNDLE),
    "a newer form": (lambda lines: lines[0].update(bundle=2), "the bundle is of a newer Klausul: upgrade"),
    "a form that is none": (lambda lines: lines[0].update(bundle="x"), NOT_A_BUNDLE),
    "a line that is a list": (lambda lines: lines.insert(2, []), NOT_A_BUNDLE),  # type: ignore[arg-type]
    "a line that is a number": (lambda lines: lines.insert(2, 3), NOT_A_BUNDLE),  # type: ignore[arg-type]
    "a line of something else": (lambda lines: lines.insert(2, {"x": 1}), NOT_A_BUNDLE),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_wrong_is_told_and_nothing_is_kept(
    name: str, file_log: Log, filled_bundle: Path, tmp_path: Path
) -> None:
    change, message = CHANGES[name]
    lines = lines_in(filled_bundle)
    change(lines)
    path = write(tmp_path / "changed.xz", lines)
    store = file_log.opened()
    with pytest.raises(Problems) as error:
        imported(store, path)
    (problem,) = error.value.problems
    assert problem.place.file == path.as_posix()
    assert problem.message.en == message
    assert problem.message.da != message
    assert runs_of(store) == []
    assert verify(store).findings == ()


def test_contents_of_another_kind(file_log: Log, filled_bundle: Path, tmp_path: Path) -> None:
    """Someone makes all hashes fit, but what they are of is nothing that a run could name."""
    lines = lines_in(filled_bundle)
    first = next(line["run"] for line in lines if "run" in line)
    for name in ("rulebook", "beside", "decisions"):
        changed = json.loads(json.dumps(lines))
        resealed(1, **{name: first["facts"]})(changed)
        store = file_log.opened()
        with pytest.raises(Problems) as error:
            imported(store, write(tmp_path / "changed.xz", changed))
        assert error.value.problems[0].message.en == NOT_A_BUNDLE
        assert runs_of(store) == []


@pytest.mark.parametrize(
    "content", [b"", b"not at all", lzma.compress(b"x"), lzma.compress(b"{"), lzma.compress(b"[" * 10**5)]
)
def test_files_that_are_no_bundle(content: bytes, file_log: Log, tmp_path: Path) -> None:
    path = tmp_path / "x.xz"
    path.write_bytes(content)
    with pytest.raises(Problems, match="is not a bundle"):
        imported(file_log.opened(), path)


def test_a_bundle_cut_short(file_log: Log, filled_bundle: Path, tmp_path: Path) -> None:
    whole, path = filled_bundle.read_bytes(), tmp_path / "cut.xz"
    for cut in (1, 2, len(whole) // 2, len(whole) - 10):
        path.write_bytes(whole[:-cut])
        with pytest.raises(Problems):
            imported(file_log.opened(), path)
    path.write_bytes(whole + b"more")
    with pytest.raises(Problems):
        imported(file_log.opened(), path)
    assert runs_of(file_log.opened()) == []


def test_a_bundle_that_would_fill_the_memory(file_log: Log, tmp_path: Path) -> None:
    path = tmp_path / "bomb.xz"
    path.write_bytes(lzma.compress(bytes(64 * 1024 * 1024), preset=1))
    with pytest.raises(Problems, match="is not a bundle"):
        imported(file_log.opened(), path)


def test_a_rule_file_cannot_leave_its_folder(file_log: Log, tmp_path: Path) -> None:
    store = file_log.with_runs(1)
    with store.reading() as connection:
        kept = kept_of(store, connection, 1)
        files = dict(kept.files())
    from engine.log.rulefiles import loaded

    for name in ("../outside.yaml", "/tmp/outside.yaml", "takst/../../outside.yaml"):
        with pytest.raises(Problems, match="is not a rule file"):
            loaded({**files, name: b""})
    assert not (tmp_path / "outside.yaml").exists()


def test_files_that_are_not_there(file_log: Log, tmp_path: Path) -> None:
    with pytest.raises(Problems) as error:
        imported(file_log.opened(), tmp_path / "none.xz")
    assert str(error.value).endswith("none.xz: cannot be read (No such file or directory)")
    with pytest.raises(Problems) as error:
        export(file_log.opened(), tmp_path / "none" / "bundle.xz")
    assert str(error.value).endswith("bundle.xz: cannot be written (No such file or directory)")


def test_a_damaged_log_is_not_exported(filled: Log, tmp_path: Path) -> None:
    path = tmp_path / "bundle.xz"
    path.write_bytes(b"old")
    store = filled.opened()
    for spoil, mend in (
        ("UPDATE content SET size = size + 1", "UPDATE content SET size = size - 1"),
        ("UPDATE run SET actor = 'x' WHERE number = 2", "UPDATE run SET actor = 'anna' WHERE number = 2"),
    ):
        filled.plain(spoil)
        with pytest.raises(Problems, match="the log is not as it was recorded; expected 'klausul log verify'"):
            export(store, path)
        filled.plain(mend)
    assert path.read_bytes() == b"old"
    assert sorted(p.name for p in tmp_path.iterdir() if "bundle" in p.name) == ["bundle.xz"]
    assert exporting.BUNDLE == 1
