"""Facts at fault: each file in tests/broken/facts gives exactly the messages beside it, in both languages."""

from pathlib import Path

import pytest

from engine.source.problem import Problems
from facts.read import read_facts

BROKEN = Path(__file__).parent.parent / "broken" / "facts"
FILES = sorted(path for path in BROKEN.iterdir() if path.suffix != ".expected")


def messages(*paths: Path) -> str:
    with pytest.raises(Problems) as raised:
        read_facts(paths)
    problems = raised.value.problems
    return "\n".join([*(p.to("da") for p in problems), "---", *(p.to("en") for p in problems), ""])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_messages(path: Path) -> None:
    assert messages(path) == path.with_suffix(".expected").read_text("utf-8")


def test_every_file_has_its_messages() -> None:
    assert len(FILES) >= 45
    assert {path.stem for path in FILES} == {path.stem for path in BROKEN.glob("*.expected")}
    assert len({path.stem for path in FILES}) == len(FILES)


def test_all_faulty_files_are_told_of_at_once() -> None:
    every = [
        line
        for path in FILES
        for line in path.with_suffix(".expected").read_text("utf-8").split("---\n")[1].splitlines()
    ]
    found = messages(*FILES).split("---\n")[1].splitlines()
    # Across files some ids stand twice and some subjects are there after all; what is wrong within a file stays.
    missing = [line for line in every if line not in found and "there is no" not in line and "stands twice" not in line]
    assert missing == []


ONE = "as_of: 2017-06-01\ntilbud:\n  - id: gaarden\n"


def files(folder: Path, **texts: str) -> list[Path]:
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    return [folder / f"{name}.yaml" for name in texts]


def test_id_twice_across_files(tmp_path: Path) -> None:
    first, second = files(tmp_path, a=ONE, b=ONE)
    expected = (
        "b.yaml:3:9: tilbud 'gaarden' står to gange (først i a.yaml:3:9); ventede et id for hver\n---\n"
        "b.yaml:3:9: tilbud 'gaarden' stands twice (first in a.yaml:3:9); expected an id for each\n"
    )
    assert messages(first, second) == messages(second, first) == expected


def test_two_dates(tmp_path: Path) -> None:
    first, second = files(tmp_path, a=ONE, b="as_of: 2017-07-01\n")
    expected = (
        "b.yaml:1:8: as_of er 2017-07-01, men 2017-06-01 i a.yaml:1:8; ventede samme dato i alle filer\n---\n"
        "b.yaml:1:8: as_of is 2017-07-01, but 2017-06-01 in a.yaml:1:8; expected the same date in all files\n"
    )
    assert messages(first, second) == messages(second, first) == expected


def test_no_files() -> None:
    assert messages() == (
        "-: ingen filer; ventede mindst én fil med fakta\n---\n-: no files; expected at least one file of facts\n"
    )


def test_no_such_file(tmp_path: Path) -> None:
    assert messages(tmp_path / "x.yaml") == ("x.yaml: filen findes ikke\n---\nx.yaml: there is no such file\n")


def test_folder(tmp_path: Path) -> None:
    folder = tmp_path / "fakta"
    folder.mkdir()
    assert messages(folder) == ("fakta: er en mappe; ventede en fil\n---\nfakta: is a directory; expected a file\n")


@pytest.mark.parametrize(("name", "da", "en"), [("x.pdf", ".pdf", ".pdf"), ("fakta", "(ingen)", "(none)")])
def test_file_type(tmp_path: Path, name: str, da: str, en: str) -> None:
    (tmp_path / name).write_text(ONE)
    assert messages(tmp_path / name) == (
        f"{name}: filtypen {da} kendes ikke; ventede .yaml, .yml, .json, .xlsx eller .csv\n---\n"
        f"{name}: the file type {en} is not known; expected .yaml, .yml, .json, .xlsx or .csv\n"
    )


def test_too_large(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(b"# " + b"x" * 50 * 1024 * 1024)
    assert messages(tmp_path / "x.yaml") == (
        "x.yaml: filen er for stor; ventede højst 16 MiB\n---\nx.yaml: the file is too large; expected at most 16 MiB\n"
    )


def test_wrong_encoding(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes("tilbud:\n  - id: gaarden\n    navn: Gården\n".encode("latin-1"))
    assert messages(tmp_path / "x.yaml") == (
        "x.yaml:3:12: filen er ikke UTF-8; ventede tekst gemt som UTF-8\n---\n"
        "x.yaml:3:12: the file is not UTF-8; expected text saved as UTF-8\n"
    )


def test_billion_laughs(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30))]
    (tmp_path / "x.yaml").write_text("\n".join(lines))
    found = messages(tmp_path / "x.yaml").splitlines()
    assert found[0] == "x.yaml:1:5: ankre og aliaser er ikke tilladt"
    assert len(found) == 2 * (30 + 29 * 9) + 1


def test_a_file_that_cannot_be_read_hides_no_other_fault_and_makes_none(tmp_path: Path) -> None:
    good, bad = files(
        tmp_path, a="tilbud:\n  - id: x\n    driftsherre: randers\n    pladser: -1\n", b="driftsherre: [\n"
    )
    found = messages(good, bad).split("---\n")[0].splitlines()
    assert found[0] == "a.yaml:4:14: antal pladser: -1 er for lavt; ventede mindst 0"
    assert len(found) == 2
    assert found[1].startswith("b.yaml:")


def test_long_white_space_is_read_in_no_time(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(
        "takst:\n  - {id: a, takst: '1" + " " * 200_000 + "x', aar: '" + "9" * 200_000 + "'}"
    )
    assert len(messages(tmp_path / "x.yaml").splitlines()) == 5
