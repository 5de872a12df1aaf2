"""A page read as HTML, strictly: what does not conform is an error."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

import html5lib

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
APART = {"style", "code"}


@dataclass
class Page:
    """What a page holds."""

    root: Element
    elements: list[Element] = field(default_factory=list)

    def all(self, *tags: str) -> list[Element]:
        """Give the elements of these kinds, in the order of the page."""
        return [element for element in self.elements if element.tag in tags]

    @property
    def ids(self) -> list[str]:
        """Give every id, as often as it stands there."""
        return [element.attrib["id"] for element in self.elements if "id" in element.attrib]

    def by_id(self, id_: str) -> Element:
        """Give the element with an id."""
        return next(element for element in self.elements if element.get("id") == id_)

    def texts(self, lang: str) -> Iterator[str]:
        """Give every text that is shown in the language `lang`, without what is written for programs."""
        yield from _texts(self.root, lang)


def parse(text: str) -> Page:
    """Give a page; html5lib.html5parser.ParseError where it does not conform."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    root = parser.parse(text)
    return Page(root, [element for element in root.iter() if isinstance(element.tag, str)])


def text_of(element: Element) -> str:
    """Give an element's text, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def _texts(element: Element, lang: str) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in APART or element.get("lang", lang) != lang:
        return
    if element.text and element.text.strip():
        yield " ".join(element.text.split())
    for child in element:
        yield from _texts(child, lang)
        if child.tail and child.tail.strip():
            yield " ".join(child.tail.split())
