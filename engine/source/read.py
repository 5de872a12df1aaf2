"""Read YAML and JSON files: safe, bounded, no aliases, no double keys, every place kept."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from engine.source.problem import Place, Problem, Problems, shown
from engine.source.syntax import character_problem, syntax_problem
from engine.source.text import Text
from engine.source.tree import Document, Mapping, Node, Scalar, Sequence

MAX_BYTES = 16 * 1024 * 1024
MAX_DEPTH = 12
LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
SURROGATES = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")


def read(path: Path, shown_as: str | None = None) -> Document:
    """Give the tree of the YAML or JSON file at `path`. Raises Problems, naming the file `shown_as`."""
    name = shown_as or path.as_posix()
    return parse(read_text(path, name), name, as_json=path.suffix.lower() == ".json")


def read_text(path: Path, shown_as: str | None = None) -> str:
    """Give the text of the UTF-8 file at `path`. Raises Problems, naming the file `shown_as`."""
    name = shown_as or path.as_posix()
    return decoded(read_bytes(path, name), name)


def parse(text: str, file: str, *, as_json: bool = False) -> Document:
    """Give the tree of `text`; `file` names it in places. Raises Problems."""
    if as_json:
        text = _checked_json(text, file)
    builder = _Builder(file, text)
    try:
        root = builder.build(yaml.parse(text, Loader=LOADER))
    except yaml.MarkedYAMLError as error:
        raise Problems([*builder.problems, syntax_problem(error, text, file)]) from None
    except yaml.YAMLError as error:  # a character that YAML does not allow
        raise Problems([*builder.problems, character_problem(error, text, file)]) from None
    if builder.problems or root is None:
        raise Problems(builder.problems or [_empty(file)])
    return Document(file, root)


def read_bytes(path: Path, shown_as: str | None = None, most: int = MAX_BYTES) -> bytes:
    """Give what the file at `path` holds. Raises Problems, also where that is more than `most` bytes."""
    name = shown_as or path.as_posix()
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except IsADirectoryError:
        raise _problem("is-directory", name, Text("er en mappe", "is a directory"), A_FILE) from None
    except FileNotFoundError:
        raise _problem("no-file", name, Text("filen findes ikke", "there is no such file")) from None
    except PermissionError:
        message = Text(
            "filen kan ikke læses: du har ikke adgang til den", "the file cannot be read: you have no access"
        )
        raise _problem("unreadable", name, message) from None
    except OSError as error:
        message = Text(f"filen kan ikke læses ({error.strerror})", f"the file cannot be read ({error.strerror})")
        raise _problem("unreadable", name, message) from None
    if len(content) > most:
        mib = most // 1024 // 1024
        expected = Text(f"højst {mib} MiB", f"at most {mib} MiB")
        raise _problem("too-large", name, Text("filen er for stor", "the file is too large"), expected)
    return content


A_FILE = Text("en fil", "a file")


def _problem(code: str, name: str, message: Text, expected: Text | None = None) -> Problems:
    return Problems([Problem(code, Place(name), message, expected)])


def decoded(content: bytes, file: str) -> str:
    """Give `content` as text. Raises Problems where it is not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        place = Place(file, before.count(b"\n") + 1, column)
        message = Text("filen er ikke UTF-8", "the file is not UTF-8")
        expected = Text("tekst gemt som UTF-8", "text saved as UTF-8")
        raise Problems([Problem("not-utf-8", place, message, expected)]) from None


def _empty(file: str) -> Problem:
    return Problem("empty", Place(file), Text("filen er tom", "the file is empty"))


def _checked_json(text: str, file: str) -> str:
    """Refuse what is not JSON; give the text in the form that YAML reads alike."""
    if not text.strip():
        raise Problems([_empty(file)])
    try:
        json.loads(text, parse_float=str, parse_int=str, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        place = Place(file, error.lineno, error.colno)
        message = Text(f"JSON-fejl: {error.msg}", f"JSON error: {error.msg}")
        raise Problems([Problem("json-syntax", place, message)]) from None
    except (RecursionError, ValueError) as error:
        reason = "nesting" if isinstance(error, RecursionError) else str(error)
        message = Text(f"JSON-fejl: {reason}", f"JSON error: {reason}")
        raise Problems([Problem("json-syntax", Place(file), message)]) from None
    # Raw tabs in JSON stand outside strings only; YAML has no surrogate pairs.
    return SURROGATES.sub(_paired, text.replace("\t", " "))


def _paired(match: re.Match[str]) -> str:
    high, low = int(match[1], 16), int(match[2], 16)
    return f"\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08x}"


def _no_constant(name: str) -> str:
    raise ValueError(name)


class _Builder:
    """Builds the tree from YAML's events, checking depth, aliases, tags and keys on the way."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.problems: list[Problem] = []
        self.depth = 0
        self.documents = 0

    def build(self, events: Iterator[Any]) -> Node | None:
        root: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                self.documents += 1
                if self.documents > 1:
                    message = Text("filen har flere dokumenter", "the file holds several documents")
                    self._problem("yaml-documents", event, message)
                    return None
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, events)
        return None if isinstance(root, Scalar) and root.is_null else root

    def _node(self, event: Any, events: Iterator[Any]) -> Node:
        place = self._place(event)
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            message = Text("ankre og aliaser er ikke tilladt", "anchors and aliases are not allowed")
            self._problem("yaml-alias", event, message)
        if isinstance(event, yaml.AliasEvent):
            return Scalar("", place)
        if event.tag is not None:
            message = Text("en værdi kan ikke begynde med !", "a value cannot begin with !")
            self._problem("yaml-tag", event, message)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, place)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            message = Text(f"mere end {MAX_DEPTH} niveauer i hinanden", f"nested more than {MAX_DEPTH} levels deep")
            raise Problems([*self.problems, Problem("yaml-depth", place, message)])
        start = isinstance(event, yaml.SequenceStartEvent)
        node: Node = self._sequence(events, place) if start else self._mapping(events, place)
        self.depth -= 1
        return node

    def _scalar(self, event: Any, place: Place) -> Scalar:
        plain = not event.style
        in_one_line = event.start_mark.line == event.end_mark.line
        raw = None if plain and in_one_line else self.text[event.start_mark.index : event.end_mark.index]
        return Scalar(event.value, place, plain, raw)

    def _sequence(self, events: Iterator[Any], place: Place) -> Sequence:
        items = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self._node(event, events))
        return Sequence(tuple(items), place)

    def _mapping(self, events: Iterator[Any], place: Place) -> Mapping:
        entries: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self._node(event, events)
            value = self._node(next(events), events)
            if not isinstance(key, Scalar):
                self._problem("yaml-key", event, Text("en nøgle skal være tekst", "a key must be text"))
            elif key.text in entries:
                first = keys[key.text].line
                message = Text(
                    f"nøglen {shown(key.text)} står to gange (først i linje {first})",
                    f"the key {shown(key.text)} stands twice (first in line {first})",
                )
                self._problem("yaml-double-key", event, message)
            else:
                entries[key.text], keys[key.text] = value, key.place
        return Mapping(entries, keys, place)

    def _place(self, event: Any) -> Place:
        return Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _problem(self, code: str, event: Any, message: Text) -> None:
        self.problems.append(Problem(code, self._place(event), message))
