"""A user's own copies: the same text out of every kind of file, its lines or pages, and files that cannot be read."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest

from engine.passages.copies import Copy, copies_in, copy_of
from engine.passages.fingerprint import fingerprint_of
from engine.passages.fold import folded
from engine.passages.search import look_up
from engine.source.problem import Problems
from tests.agreement import AGREEMENT, PASSAGES, pdf_of

PRINTS = [made for passage in PASSAGES.values() if (made := fingerprint_of(passage))]


def written(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def places(copy: Copy) -> list[int]:
    return [found.place for found in look_up(copy, PRINTS) if found and found.same]


def told(folder: Path, *ids: str) -> list[str]:
    with pytest.raises(Problems) as raised:
        copies_in(folder, ids)
    return [problem.to("en").replace(folder.as_posix(), "DIR") for problem in raised.value.problems]


def test_plain_text(tmp_path: Path) -> None:
    copy = copy_of(written(tmp_path / "a.txt", AGREEMENT))
    assert (copy.unit, places(copy)) == ("line", [7, 7, 11, 15])


def test_plain_text_from_windows(tmp_path: Path) -> None:
    copy = copy_of(written(tmp_path / "a.TXT", "\ufeff" + AGREEMENT.replace("\n", "\r\n")))
    assert places(copy) == [7, 7, 11, 15]


def test_markdown(tmp_path: Path) -> None:
    marked = (
        AGREEMENT.replace("\n1. Formål\n", "\n## 1. Formål\n")
        .replace("14 dage", "**14 _dage_**")
        .replace("6,1 %", "[6,1 %](https://example.org/rente)")
        .replace("rutsjebaner", "rutsje\\-baner")
    )
    copy = copy_of(written(tmp_path / "a.md", marked))
    assert (copy.unit, places(copy)) == ("line", [7, 7, 11, 15])


def test_markdown_keeps_what_is_text(tmp_path: Path) -> None:
    listed = (
        "| § 85 \\* | støtte |\n| --- | --- |\n| § 107 | bolig |\n\n- punkt\n\n2) andet\n3) tredje\n\n    indrykket\n"
    )
    copy = copy_of(written(tmp_path / "a.md", listed))
    assert folded(copy.text) == folded("§ 85 * støtte § 107 bolig punkt 2) andet 3) tredje indrykket")


def test_html(tmp_path: Path) -> None:
    lines = "".join(
        f"<p>{escape(line)}</p>\n" for line in AGREEMENT.replace("14 dage", "14&nbsp;da&shy;ge").splitlines()
    )
    page = (
        f"<!doctype html><head><title>Opsigelse</title><style>p {{}}</style><body>{lines}<script>if (1<2) x()</script>"
    )
    copy = copy_of(written(tmp_path / "a.html", page.replace("&amp;", "&").replace("ubenyttede", "<b>u</b>benyttede")))
    assert (copy.unit, places(copy)) == ("line", [7, 7, 11, 15])
    assert "x()" not in copy.text and not copy.text.startswith("Opsigelse")


def test_pdf(tmp_path: Path) -> None:
    first, second = AGREEMENT.split("3. Redskaber")
    copy = copy_of(written(tmp_path / "a.pdf", pdf_of(first, "3. Redskaber" + second)))
    assert (copy.unit, places(copy)) == ("page", [1, 1, 1, 2])


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"", "the file has no text; expected text, not pictures of it"),
        ("a.txt", b" \n\t\n", "the file has no text; expected text, not pictures of it"),
        ("a.md", b"", "the file has no text; expected text, not pictures of it"),
        ("a.html", b"<head><title>x</title></head>", "the file has no text; expected text, not pictures of it"),
        ("a.pdf", pdf_of(""), "the file has no text; expected text, not pictures of it"),
        ("a.txt", "højst".encode("latin-1"), "the file is not UTF-8; expected text saved as UTF-8"),
        ("a.html", "<p>højst".encode("latin-1"), "the file is not UTF-8; expected text saved as UTF-8"),
    ],
)
def test_files_without_use(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    written(tmp_path / name, content)
    (line,) = told(tmp_path, "a")
    assert line.startswith(f"DIR/{name}:") and line.endswith(message)


@pytest.mark.parametrize("content", [b"", b"no pdf", b"%PDF-1.4\n", pdf_of("x")[:-60], pdf_of("x")[:200]])
def test_broken_pdf_files_are_told(tmp_path: Path, content: bytes) -> None:
    written(tmp_path / "a.pdf", content)
    try:
        assert "x" in copies_in(tmp_path, ["a"])["a"].text  # it could be mended
    except Problems as error:
        assert "PDF" in error.problems[0].message.en or "no text" in error.problems[0].message.en


def test_the_folder(tmp_path: Path) -> None:
    assert told(tmp_path / "x", "a") == ["DIR: there is no such folder; expected a folder with your own documents"]
    written(tmp_path / "file", "x")
    assert told(tmp_path / "file", "a") == ["DIR: the folder cannot be read; expected a folder with your own documents"]
    none = "DIR: the folder holds none of the documents; expected a, b (.txt, .md, .html, .htm, .pdf)"
    assert told(tmp_path, "a", "b") == [none]
    written(tmp_path / "a.docx", "x")
    assert told(tmp_path, "a", "b") == [none]


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    for name in ("a.md", "a.pdf", "a.txt", "b.txt"):
        written(tmp_path / name, b"\xff")
    written(tmp_path / "c.txt", "text")
    assert told(tmp_path, "a", "b", "c") == [
        "DIR/a.md: the document is here as a.pdf, a.txt too; expected one file",
        "DIR/b.txt:1:1: the file is not UTF-8; expected text saved as UTF-8",
    ]


def test_what_is_not_there_is_left_out(tmp_path: Path) -> None:
    written(tmp_path / "b.txt", "text")
    written(tmp_path / "other.txt", b"\xff")
    assert list(copies_in(tmp_path, ["a", "b"])) == ["b"]
