"""XML that is added to without being written anew: every byte that stood there before stands there after.

Parsing and writing a part of someone's workbook would lose what the parser does not know; so the places are found, and
what is new is put in between the bytes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
COUNT = re.compile(r"\scount\s*=\s*(?:\"[0-9]+\"|'[0-9]+')")
NO_NAMES: Collection[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Span:
    """An element of a part: its depth (the root's is 0), its name without prefix, its attributes, where it stands.

    `start`: its first byte; `opened`: after its first tag; `closing`: where its last tag begins (where it has but one
    tag, `opened`); `end`: after it.
    """

    depth: int
    name: str
    attributes: Mapping[str, str]
    start: int
    opened: int
    closing: int
    end: int

    @property
    def is_bare(self) -> bool:
        """Say whether the element is one tag, as in <a/>."""
        return self.opened == self.end


class NotUtf8(Exception):  # noqa: N818 - says what was found
    """Raised where a part is not in UTF-8: its places are not found."""


class Part:
    """A part with its elements, and what is to be put into it."""

    def __init__(self, content: bytes, below: Collection[str] = NO_NAMES) -> None:
        """Find the elements; of those named in `below`, or (where none is) of all, also what they hold.

        Raises NotUtf8.
        """
        self.content, self.changes = content, list[tuple[int, int, bytes]]()
        self.spans = _spans(content, below)
        self.root = self.spans[0]
        tag = re.match(rb"<([^\s/>]+)", content[self.root.start :])
        name = tag[1].decode() if tag else ""
        self.prefix = name[: name.index(":") + 1] if ":" in name else ""

    def children(self, parent: Span | None = None) -> list[Span]:
        """Give the elements right below one, or below the root."""
        above = parent or self.root
        return [s for s in self.spans if s.depth == above.depth + 1 and above.start < s.start < above.end]

    def child(self, name: str, parent: Span | None = None) -> Span | None:
        """Give the first element with this name right below one, or below the root."""
        return next((span for span in self.children(parent) if span.name == name), None)

    def put(self, at: int, new: str, until: int | None = None) -> None:
        """Put `new` before the byte `at`, in place of those until `until`."""
        self.changes.append((at, at if until is None else until, new.encode()))

    def append(self, parent: Span, new: str) -> None:
        """Put `new` at the end of an element."""
        self.into(parent, new, at_end=True)

    def into(self, parent: Span, new: str, *, at_end: bool = False) -> None:
        """Put `new` into an element, first or last in it."""
        if not parent.is_bare:
            self.put(parent.closing if at_end else parent.opened, new)
            return
        tag = COUNT.sub("", self.content[parent.start : parent.end].decode())
        name = re.match(r"<([^\s/>]+)", tag)
        assert name  # noqa: S101 - it is a tag
        self.put(parent.start, f"{tag[:-2].rstrip()}>{new}</{name[1]}>", parent.end)

    def count(self, parent: Span, number: int) -> None:
        """Let the count that an element gives of its children be `number`; nothing where it gives none."""
        if parent.is_bare:
            return
        tag = self.content[parent.start : parent.opened]
        if found := COUNT.search(tag.decode()):
            at = parent.start + len(tag.decode()[: found.start()].encode())
            self.put(at, f' count="{number}"', at + len(found[0].encode()))

    def before(self, names: Iterable[str], new: str) -> None:
        """Put `new` below the root, before the first of the elements with these names, or at the end."""
        later = set(names)
        first = next((span.start for span in self.children() if span.name in later), None)
        if first is None:
            self.append(self.root, new)
        else:
            self.put(first, new)

    def written(self) -> bytes:
        """Give the part with what was put into it."""
        content, last = list[bytes](), 0
        for at, until, new in sorted(self.changes, key=lambda change: change[:2]):
            content += [self.content[last:at], new]
            last = until
        return b"".join([*content, self.content[last:]])


def _spans(content: bytes, below: Collection[str]) -> list[Span]:
    """Give all elements in order."""
    parser = expat.ParserCreate()
    found, held = dict[int, Span](), list[tuple[int, str, Mapping[str, str]]]()
    skipped = 0

    def encoding(_: str, name: str | None, __: int) -> None:
        if name and name.lower() not in ("utf-8", "us-ascii"):
            raise NotUtf8

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal skipped
        held.append((parser.CurrentByteIndex, name, attributes))
        skipped += len(held) > 2 and bool(below) and held[1][1].rpartition(":")[2] not in below

    def end(name: str) -> None:
        at, closing = held[-1][0], parser.CurrentByteIndex
        depth, (_, _, attributes) = len(held) - 1, held.pop()
        if depth > 1 and below and held[1][1].rpartition(":")[2] not in below:
            return
        if content[closing : closing + 2] == b"</":
            opened, after = _end_of_tag(content, at), content.index(b">", closing) + 1
        else:
            opened = closing = after = _end_of_tag(content, at)
        found[at] = Span(depth, name.rpartition(":")[2], attributes, at, opened, closing, after)

    parser.XmlDeclHandler, parser.StartElementHandler, parser.EndElementHandler = encoding, start, end
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotUtf8
    parser.Parse(content, True)
    return [found[at] for at in sorted(found)]


TAG = re.compile(rb"<(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")


def _end_of_tag(content: bytes, at: int) -> int:
    match = TAG.match(content, at)
    assert match  # noqa: S101 - the parser has found a tag there
    return match.end()


def xml(element: Element, prefix: str) -> str:
    """Give an element as text, with the names of all its elements under `prefix`; attributes keep theirs."""
    name = prefix + element.tag.rpartition("}")[2]
    attributes = "".join(f" {_attribute(key)}={quoteattr(value)}" for key, value in element.attrib.items())
    inner = escape(element.text or "") + "".join(xml(child, prefix) + escape(child.tail or "") for child in element)
    return f"<{name}{attributes}>{inner}</{name}>" if inner else f"<{name}{attributes}/>"


def _attribute(key: str) -> str:
    return f"xml:{key.rpartition('}')[2]}" if key.startswith("{") else key
