"""Rulebooks at fault: each in tests/broken/rules gives exactly the messages beside it, in both languages."""

import os
import shutil
from pathlib import Path

import pytest

from engine.rulebook.load import load
from engine.source.problem import Problems
from facts.vocabulary import vocabulary

BROKEN = Path(__file__).parent.parent / "broken" / "rules"
CASES = sorted(path for path in BROKEN.iterdir() if path.suffix != ".expected")
DOCUMENTS = """
documents:
  rammeaftale-2017:
    title: {da: Rammeaftale 2017, en: Framework agreement 2017}
    kind: aftale
    in_force: {from: 2017-01-01, to: 2017-12-31}
    published: {da: Hjemmesiden, en: The website}
"""
GOOD = """
document: rammeaftale-2017
subject: takst
rules:
  overhead:
    cite: "11.3"
    modality: skal
    title: {da: Overhead, en: Overhead}
    require: administration > 100 kr
"""


def told(folder: Path) -> str:
    with pytest.raises(Problems) as raised:
        load(folder, vocabulary())
    problems = raised.value.problems
    return "\n".join([*(p.to("da") for p in problems), "---", *(p.to("en") for p in problems), ""])


def laid_out(case: Path, folder: Path) -> Path:
    """The case as a rulebook's folder: a single file stands in the area takst; documents.yaml is added."""
    if case.is_dir():
        shutil.copytree(case, folder)
    else:
        (folder / "takst").mkdir(parents=True)
        shutil.copy(case, folder / "takst" / case.name)
    if not (folder / "documents.yaml").exists():
        (folder / "documents.yaml").write_text(DOCUMENTS, "utf-8")
    return folder


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_messages(case: Path, tmp_path: Path) -> None:
    expected = case.with_suffix(".expected").read_text("utf-8")
    assert told(laid_out(case, tmp_path / "rules")) == expected


def test_every_case_has_its_messages() -> None:
    assert len(CASES) >= 45
    assert sorted(case.stem for case in CASES) == sorted(path.stem for path in BROKEN.glob("*.expected"))


def written(folder: Path, **files: str | bytes) -> Path:
    """A good rulebook with some files added or changed; __ stands for /."""
    for name, content in {"documents": DOCUMENTS, "takst__good": GOOD, **files}.items():
        path = folder / (name.replace("__", "/") + ".yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def test_the_good_one_is_good(tmp_path: Path) -> None:
    assert load(written(tmp_path), vocabulary()).order == ("takst/overhead",)


def test_no_folder(tmp_path: Path) -> None:
    place = (tmp_path / "x").as_posix()
    assert told(tmp_path / "x") == (
        f"{place}: mappen findes ikke; ventede en mappe med documents.yaml og en mappe for hvert område\n---\n"
        f"{place}: there is no such folder; expected a folder with documents.yaml and one for each area\n"
    )


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    assert (tmp_path / "x").as_posix() + ": er ikke en mappe" in told(tmp_path / "x")


def test_no_documents_is_one_problem(tmp_path: Path) -> None:
    (written(tmp_path) / "documents.yaml").unlink()
    assert told(tmp_path) == (
        "documents.yaml: filen findes ikke; ventede en fil med de aftaler og love, som reglerne henviser til\n---\n"
        "documents.yaml: there is no such file; expected a file with the agreements and laws that rules cite\n"
    )


def test_documents_is_a_folder(tmp_path: Path) -> None:
    (written(tmp_path) / "documents.yaml").unlink()
    (tmp_path / "documents.yaml").mkdir()
    assert told(tmp_path).startswith("documents.yaml: er en mappe; ventede en fil\n---\n")


def test_empty_folder(tmp_path: Path) -> None:
    assert told(tmp_path).startswith("documents.yaml: filen findes ikke")
    assert len(told(tmp_path).splitlines()) == 3


def test_documents_alone(tmp_path: Path) -> None:
    (tmp_path / "documents.yaml").write_text(DOCUMENTS)
    (tmp_path / "takst").mkdir()
    assert told(tmp_path).splitlines()[0] == (
        f"{tmp_path.as_posix()}: her er ingen regelfiler; ventede mindst én, som takst/overhead.yaml"
    )


def test_not_utf_8(tmp_path: Path) -> None:
    written(tmp_path, takst__x=GOOD.replace("Overhead", "Højst").encode("latin-1"))
    assert told(tmp_path).splitlines()[0] == "takst/x.yaml:8:18: filen er ikke UTF-8; ventede tekst gemt som UTF-8"


def test_control_character(tmp_path: Path) -> None:
    written(tmp_path, takst__x=GOOD.replace("Overhead", "Over\x07head", 1))
    assert told(tmp_path).splitlines()[0] == (
        "takst/x.yaml:8:21: filen har et tegn der ikke kan læses; ventede læsbar tekst"
    )


def test_too_large(tmp_path: Path) -> None:
    written(tmp_path, takst__x=b"# " + b"x" * 50 * 1024 * 1024)
    assert told(tmp_path).splitlines()[0] == "takst/x.yaml: filen er for stor; ventede højst 16 MiB"


def test_a_folder_named_as_a_rule_file(tmp_path: Path) -> None:
    (written(tmp_path) / "takst" / "x.yaml").mkdir()
    assert told(tmp_path).splitlines()[0] == "takst/x.yaml: er en mappe; ventede en fil"


def test_links(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "takst" / "nowhere.yaml").symlink_to(tmp_path / "nothing")
    (tmp_path / "takst" / "itself.yaml").symlink_to(tmp_path / "takst" / "itself.yaml")
    (tmp_path / "takst" / "device.yaml").symlink_to("/dev/zero")
    lines = told(tmp_path).split("---\n")[0].splitlines()
    assert [line.split(":")[0] for line in lines] == ["takst/device.yaml", "takst/itself.yaml", "takst/nowhere.yaml"]
    assert lines[0] == "takst/device.yaml: er ikke en almindelig fil"
    assert lines[2] == "takst/nowhere.yaml: filen findes ikke"


def test_a_link_to_a_rule_file_is_read(tmp_path: Path) -> None:
    written(tmp_path / "rules")
    (tmp_path / "rules" / "takst" / "good.yaml").rename(tmp_path / "elsewhere")
    (tmp_path / "rules" / "takst" / "link.yaml").symlink_to(tmp_path / "elsewhere")
    assert load(tmp_path / "rules", vocabulary()).order == ("takst/overhead",)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(written(tmp_path) / "takst" / "pipe.yaml")
    assert told(tmp_path).splitlines()[0] == "takst/pipe.yaml: er ikke en almindelig fil"


def test_what_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, takst__x=GOOD, andet__y=GOOD)
    opened, listed = Path.open, Path.iterdir

    def refuse_open(path: Path, *args: object) -> object:
        if path.name == "x.yaml":
            raise PermissionError(13, "Permission denied")
        return opened(path, *args)

    def refuse_list(path: Path) -> object:
        if path.name == "andet":
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(Path, "open", refuse_open)
    monkeypatch.setattr(Path, "iterdir", refuse_list)
    assert told(tmp_path).split("---\n")[0].splitlines() == [
        "andet: mappen kan ikke læses",
        "takst/x.yaml: filen kan ikke læses: du har ikke adgang til den",
    ]


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    name = os.fsdecode(b"takst/h\xf8jst.yaml")
    (written(tmp_path) / name).write_text(GOOD)
    told(tmp_path).encode("utf-8")
    assert told(tmp_path).startswith("takst/h\N{REPLACEMENT CHARACTER}jst.yaml: ")


def test_nested_terms_take_no_time_and_no_stack(tmp_path: Path) -> None:
    terms = "\n".join(f"  t{n}: t{n - 1} + 1" for n in range(1, 3000))
    text = GOOD.replace("rules:", f"terms:\n  t0: dage\n{terms}\nrules:").replace("  overhead:", "  andet:")
    written(tmp_path, takst__x=text)
    lines = told(tmp_path).split("---\n")[0].splitlines()
    assert len(lines) == 1 and "udtrykket er for stort" in lines[0]


def test_several_faulty_cases_are_told_of_at_once(tmp_path: Path) -> None:
    """All single files together, each rule and conclusion under its own name, give all that each gives alone."""
    singles = [case for case in CASES if case.is_file() and case.name.startswith(("key-", "title-", "yaml-", "shape-"))]
    written(tmp_path, **{f"takst__{case.stem}": case.read_bytes() for case in singles})
    found = set(told(tmp_path).splitlines())
    for case in singles:
        assert set(case.with_suffix(".expected").read_text("utf-8").splitlines()) <= found
