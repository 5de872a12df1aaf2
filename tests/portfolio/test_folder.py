"""Which files folders and patterns mean: each once, in a stable order, none from outside; what is wrong with some."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.source.problem import Problems
from facts.folder import files_in


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with facts in several places, and with what is no fact."""
    monkeypatch.chdir(tmp_path)
    for name in (
        "in/b.yaml",
        "in/a.XLSX",
        "in/deep/er/c.csv",
        "in/deep/d.json",
        "in/deep/e.yml",
        "in/~$a.XLSX",
        "in/.hidden.yaml",
        "in/.git/f.yaml",
        "in/readme.txt",
        "out/g.yaml",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", "utf-8")
    return tmp_path / "in"


def names(*given: str) -> list[str]:
    return [path.as_posix() for path in files_in([Path(each) for each in given])]


def problems(*given: str) -> list[str]:
    with pytest.raises(Problems) as raised:
        names(*given)
    return [problem.to("en") for problem in raised.value.problems]


ALL = ["in/a.XLSX", "in/b.yaml", "in/deep/d.json", "in/deep/e.yml", "in/deep/er/c.csv"]
FACTS = "expected at least one file of facts (.yaml, .yml, .json, .xlsx or .csv)"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["in"], ALL),
        (["in/"], ALL),
        (["in", "in/b.yaml", "in/../in/b.yaml", "in/deep"], ALL),
        (["in/deep", "in/b.yaml"], ALL[1:]),
        (["in/*"], ["in/a.XLSX", "in/b.yaml", "in/deep/d.json", "in/deep/e.yml", "in/deep/er/c.csv", "in/readme.txt"]),
        (["in/*.yaml"], ["in/b.yaml"]),
        (["in/?.[yX]*"], ["in/a.XLSX", "in/b.yaml"]),
        (["in/**/*.csv"], ["in/deep/er/c.csv"]),
        (["in/**/*.y*ml"], ["in/b.yaml", "in/deep/e.yml"]),
        (["in/*/*.json"], ["in/deep/d.json"]),
        (["in/a.XLSX", "in/~$a.XLSX"], ["in/a.XLSX"]),  # as a shell that expands in/*.XLSX gives them
        (["in/~$a.XLSX"], ["in/~$a.XLSX"]),  # its reader says what is wrong with it
        (["in/readme.txt"], ["in/readme.txt"]),
        (["gone.yaml"], ["gone.yaml"]),
        (["in/.git/f.yaml"], ["in/.git/f.yaml"]),
    ],
)
def test_what_is_meant(folder: Path, given: list[str], expected: list[str]) -> None:
    assert names(*given) == expected


def test_a_name_with_the_signs_of_a_pattern_is_itself(folder: Path) -> None:
    (folder / "[1].yaml").touch()
    assert names("in/[1].yaml") == ["in/[1].yaml"]


def test_what_holds_a_spreadsheet_that_is_not_read_is_not_passed_over(folder: Path) -> None:
    for name in ("old.xls", "macro.xlsm", "open.ods"):
        (folder / "deep" / name).touch()
    assert names("in/deep") == sorted(
        [*ALL[2:], *(f"in/deep/{name}" for name in ("macro.xlsm", "old.xls", "open.ods"))]
    )


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("empty", f"empty: the folder has no facts; {FACTS}"),
        ("in/*.yml", f"in/*.yml: no file fits the pattern; {FACTS}; did you mean in/b.yaml?"),
        ("inn/*.yaml", "inn/*.yaml: there is no folder 'inn'; did you mean in?"),
        ("in/**x", f"in/**x: no file fits the pattern; {FACTS}; did you mean in/a.XLSX?"),
    ],
)
def test_nothing_there(folder: Path, given: str, message: str) -> None:
    (folder.parent / "empty" / ".git").mkdir(parents=True)
    assert problems(given) == [message]


def test_links_out_of_the_folder_are_refused(folder: Path) -> None:
    out = "the link leads out of the folder and is not followed; "
    out += "expected the file itself in the folder, or its own path on the command line"
    (folder / "g.yaml").symlink_to("../out/g.yaml")
    (folder / "more").symlink_to("../out")
    assert problems("in") == [f"in/g.yaml: {out}", f"in/more: {out}"]
    assert problems("in/*.yaml") == [f"in/g.yaml: {out}"]
    assert names("in/g.yaml") == ["in/g.yaml"]


def test_links_within_the_folder_are_met_where_they_lead(folder: Path) -> None:
    (folder / "again.json").symlink_to("deep/d.json")
    (folder / "deep" / "round").symlink_to("..")
    (folder / "gone.txt").symlink_to("../out/g.txt")  # no fact: it would not be read
    assert names("in") == ALL
    assert names("in/**/*.json") == ["in/again.json"]  # the same file as in/deep/d.json


def test_links_that_lead_nowhere_and_what_is_no_file(folder: Path) -> None:
    (folder / "link.yaml").symlink_to("gone.yaml")
    os.mkfifo(folder / "pipe.yaml")
    assert problems("in") == ["in/link.yaml: the link leads nowhere", "in/pipe.yaml: is not a file; expected a file"]


def test_a_folder_that_cannot_be_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = Path.iterdir

    def denied(path: Path) -> Iterator[Path]:  # no rights can be taken from root, who runs the tests in CI
        if path.name == "deep":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return iter(listed(path))

    monkeypatch.setattr(Path, "iterdir", denied)
    assert problems("in") == ["in/deep: the folder cannot be read (Permission denied)"]


def test_all_that_is_wrong_is_told(folder: Path) -> None:
    (folder.parent / "empty").mkdir()
    assert len(problems("in/*.yml", "empty", "in", "inn/*")) == 3
