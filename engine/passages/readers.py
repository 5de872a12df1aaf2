"""The text of plain, Markdown, HTML and PDF files, part by part, each with the line or page that it stands on."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Literal, NamedTuple

from engine.source.problem import Place, Problem, Problems
from engine.source.read import read_bytes, read_text
from engine.source.text import Text

Unit = Literal["line", "page"]
Part = tuple[int, str]
"""The number of a line or page, and text that stands there."""
MOST_OF_PDF = 128 * 1024 * 1024
HIDDEN = frozenset({"head", "script", "style", "template"})
"""What an HTML page does not show."""


class Reader(NamedTuple):
    """Reads one kind of file; `read` raises Problems."""

    unit: Unit
    read: Callable[[Path], Iterator[Part]]


def _plain(path: Path) -> Iterator[Part]:
    yield from enumerate(read_text(path).split("\n"), 1)


def _markdown(path: Path) -> Iterator[Part]:
    from markdown_it import MarkdownIt

    for token in MarkdownIt("commonmark").enable("table").parse(read_text(path)):
        line = token.map[0] + 1 if token.map else 1
        if token.type == "inline":
            for child in token.children or ():
                yield line, child.content
                line += child.type in ("softbreak", "hardbreak")
        elif token.type in ("code_block", "fence"):
            yield line, token.content
        elif token.type == "list_item_open" and token.info:
            yield line, token.info + token.markup  # 2)


def _html(path: Path) -> Iterator[Part]:
    page = _Shown()
    page.feed(read_text(path))
    page.close()
    yield from page.parts


class _Shown(HTMLParser):
    """Collects what an HTML page shows."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[Part] = []
        self.hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "body":  # the end of the head need not be written
            self.hidden.clear()
        if tag in HIDDEN:
            self.hidden.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.hidden:
            del self.hidden[self.hidden.index(tag) :]

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts += enumerate(data.split("\n"), self.getpos()[0])


def _pdf(path: Path) -> Iterator[Part]:
    from io import BytesIO

    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it can mend is not told
    content = read_bytes(path, most=MOST_OF_PDF)
    try:
        pages = [page.extract_text() for page in PdfReader(BytesIO(content)).pages]
    except Exception as error:  # a file may be broken in any way
        message = Text(f"PDF-filen kan ikke læses ({error})", f"the PDF file cannot be read ({error})")
        raise Problems([Problem("unreadable", Place(path.as_posix()), message)]) from None
    yield from enumerate(pages, 1)


READERS: Mapping[str, Reader] = {
    ".txt": Reader("line", _plain),
    ".md": Reader("line", _markdown),
    ".html": Reader("line", _html),
    ".htm": Reader("line", _html),
    ".pdf": Reader("page", _pdf),
}
"""The kinds of file by suffix."""
