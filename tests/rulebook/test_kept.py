"""A kept rulebook is the one that would be read; a changed file, a foreign or broken cache, and it is read anew."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.decision.decide import prepare
from engine.rulebook import kept
from engine.rulebook.load import load
from engine.rulebook.model import Rulebook
from engine.source.problem import Problems
from facts.vocabulary import vocabulary

pytestmark = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="nothing is kept where files have no owner")


@pytest.fixture
def folder(tmp_path: Path, small_rules: Path) -> Path:
    return Path(shutil.copytree(small_rules, tmp_path / "rules"))


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(kept.CACHE, str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    """The folders that were read, not taken from what was kept."""
    read: list[Path] = []

    def spy(folder: Path, words: object) -> Rulebook:
        read.append(folder)
        return load(folder, vocabulary())

    monkeypatch.setattr(kept, "_loaded", spy)
    yield read


def test_what_is_kept_is_what_would_be_read(folder: Path, loads: list[Path]) -> None:
    first, second = (kept.load_kept(folder, vocabulary()).rulebook for _ in range(2))
    assert first == second == load(folder, vocabulary())
    assert loads == [folder]


@pytest.mark.parametrize("change", ["edit", "add", "remove", "version"])
def test_a_change_is_seen(folder: Path, loads: list[Path], change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = kept.load_kept(folder, vocabulary()).rulebook
    rules = folder / "takst" / "overhead.yaml"
    if change == "edit":
        rules.write_text(
            rules.read_text("utf-8").replace("6.1 %\n", "6.2 %\n").replace(": 6.1 %}", ": 6.2 %}"), "utf-8"
        )
    elif change == "add":
        shutil.copy(rules, folder / "takst" / "other_test.yaml")
    elif change == "remove":
        rules.unlink()
    else:
        monkeypatch.setattr("engine.__version__", "0.0.0")
    after = kept.load_kept(folder, vocabulary()).rulebook
    assert len(loads) == 2
    assert (before.digest == after.digest) == (change in ("add", "version"))


def test_problems_are_raised_and_not_kept(folder: Path, loads: list[Path], cache: Path) -> None:
    (folder / "takst" / "broken.yaml").write_text("a: [", "utf-8")
    for _ in range(2):
        with pytest.raises(Problems):
            kept.load_kept(folder, vocabulary())
    assert len(loads) == 2
    assert not cache.exists()


@pytest.mark.parametrize("fault", ["cut", "noise", "foreign", "link", "empty"])
def test_a_broken_or_foreign_cache_is_not_used(folder: Path, loads: list[Path], cache: Path, fault: str) -> None:
    good = kept.load_kept(folder, vocabulary()).rulebook
    (file,) = cache.iterdir()
    content = file.read_bytes()
    if fault == "cut":
        file.write_bytes(content[: len(content) // 2])
    elif fault == "noise":
        file.write_bytes(content[:32] + b"\x80\x05not a pickle")
    elif fault == "empty":
        file.write_bytes(b"")
    elif fault == "foreign":
        file.chmod(0o666)
    else:
        file.rename(cache.parent / "elsewhere")
        file.symlink_to(cache.parent / "elsewhere")
        (cache.parent / "elsewhere").chmod(0o666)
        cache.chmod(0o777)
    assert kept.load_kept(folder, vocabulary()).rulebook == good
    assert len(loads) == 2


def test_where_nothing_can_be_kept_all_works(folder: Path, loads: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    for place in ("", "/dev/null/cache", "relative"):
        monkeypatch.setenv(kept.CACHE, place)
        kept.load_kept(folder, vocabulary())
        kept.load_kept(folder, vocabulary())
    assert len(loads) == 6


def test_a_folder_with_what_is_no_plain_file_is_always_read(folder: Path, loads: list[Path]) -> None:
    os.mkfifo(folder / "takst" / "pipe.yaml")
    for _ in range(2):
        with pytest.raises(Problems):
            kept.load_kept(folder, vocabulary())
    assert len(loads) == 2


def test_what_was_worked_out_is_kept_too(folder: Path) -> None:
    first = kept.load_kept(folder, vocabulary())
    assert first.memo.things == {}
    prepare(first.rulebook, None, first.memo)
    first.keep()
    second = kept.load_kept(folder, vocabulary())
    assert second.memo.things.keys() == first.memo.things.keys() != set()
    prepare(second.rulebook, None, second.memo)
    assert not second.memo.grown


def test_what_was_worked_out_of_other_rules_is_not_used(folder: Path) -> None:
    first = kept.load_kept(folder, vocabulary())
    prepare(first.rulebook, None, first.memo)
    first.keep()
    rules = folder / "takst" / "overhead.yaml"
    rules.write_text(rules.read_text("utf-8") + "# another\n", "utf-8")
    assert kept.load_kept(folder, vocabulary()).memo.things == {}
