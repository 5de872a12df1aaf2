"""A YAML or JSON document as a tree whose every node keeps its place. All scalars stay text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.source.problem import Place

NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value as it was written, without quotes. `raw` is the source text where it is quoted or spans lines."""

    text: str
    place: Place
    plain: bool = True
    raw: str | None = None

    @property
    def is_null(self) -> bool:
        """Say whether this is YAML's null: nothing given."""
        return self.plain and self.text in NULLS

    def at(self, offset: int) -> Place:
        """Give the place of the character at `offset` of the text, or just after the text where there is none."""
        if self.raw is None:
            return Place(self.place.file, self.place.line, self.place.column + offset + (not self.plain))
        position = self._position(self.raw, offset)
        before = self.raw[:position]
        if "\n" not in before:
            return Place(self.place.file, self.place.line, self.place.column + position)
        return Place(self.place.file, self.place.line + before.count("\n"), position - before.rfind("\n"))

    def _position(self, raw: str, offset: int) -> int:
        # Folding only changes white space: the n-th visible character of the text is the n-th of the source.
        wanted = sum(not c.isspace() for c in self.text[:offset])
        spans = visible(raw)
        if self.text[offset : offset + 1].strip():
            return next((start for index, (start, _) in enumerate(spans) if index == wanted), len(raw))
        return next((end for index, (_, end) in enumerate(spans) if index == wanted - 1), 0)


ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)
BLANK_ESCAPES = frozenset("tnvfr NLP_\t\n\r")


def visible(raw: str) -> Iterator[tuple[int, int]]:
    """Give where each visible character of a YAML scalar's text starts and ends in its source text."""
    quote = raw[:1] if raw[:1] in "'\"" else ""
    position = raw.find("\n") + 1 if raw[:1] in "|>" else len(quote)
    while position < len(raw) - len(quote):
        start, position = position, position + 1
        blank = raw[start].isspace()
        if quote == "'" and raw.startswith("''", start):
            position += 1
        elif quote == '"' and (escape := ESCAPE.match(raw, start)):
            position = escape.end()
            code = escape[1] or escape[2] or escape[3]
            blank = chr(int(code, 16)).isspace() if code else escape[4] in BLANK_ESCAPES
        if not blank:
            yield start, position


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Mapping:
    """Nodes by key, in the order written; `keys` holds each key's own place."""

    entries: dict[str, Node]
    keys: dict[str, Place]
    place: Place


Node = Scalar | Sequence | Mapping
Plain = None | str | list["Plain"] | dict[str, "Plain"]


@dataclass(frozen=True, slots=True)
class Document:
    """One file's tree."""

    file: str
    root: Node = field(repr=False)


def plain(node: Node) -> Plain:
    """Give the tree as dicts, lists, text and None, without places."""
    match node:
        case Scalar():
            return None if node.is_null else node.text
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key: plain(value) for key, value in node.entries.items()}


def find(root: Node, path: tuple[int | str, ...]) -> tuple[Node, Place]:
    """Give the deepest node on `path` from `root`, and its place (a key's own place where the path ends at one)."""
    node, place = root, root.place
    for step in path:
        if isinstance(node, Mapping) and isinstance(step, str) and step in node.entries:
            place = node.keys[step]
            node = node.entries[step]
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            place = node.place
        else:
            break
    return node, place


def scalars(node: Node) -> Iterator[Scalar]:
    """Give every scalar below `node`."""
    match node:
        case Scalar():
            yield node
        case Sequence():
            for item in node.items:
                yield from scalars(item)
        case Mapping():
            for value in node.entries.values():
                yield from scalars(value)
