"""Data as JSON, indented: what json.dumps gives, but sooner, and in pieces, so that a report is not held twice."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from json.encoder import encode_basestring
from typing import Any

from engine.decision.canonical import Shared

LITERALS = {True: "true", False: "false", None: "null"}
STEP = "  "
ITEM = "\n" + STEP * 2
"""The line end and the indentation of an item."""


class Writer:
    """Writes data; what is shared is put into text once for each depth that it stands at."""

    def __init__(self) -> None:
        """Begin with nothing known."""
        self._known: dict[tuple[int, str], tuple[Shared, str]] = {}

    def text(self, value: Any, before: str = "\n") -> str:
        """Give the text of a value; `before` is the line end and the indentation that it stands at."""
        kind = type(value)
        if kind is str:
            return encode_basestring(value)
        if kind is dict:
            return self._dict(value, before)
        if kind is Shared:
            key = (id(value), before)
            if key not in self._known:
                self._known[key] = value, self._list(value, before)
            return self._known[key][1]
        if kind is list or kind is tuple:
            return self._list(value, before)
        return str(value) if kind is int else LITERALS[value]

    def item(self, value: Any) -> bytes:
        """Give the text of an item of a list that is an entry of the whole, as the file holds it."""
        return self.text(value, ITEM).encode()

    def _dict(self, value: dict[str, Any], before: str) -> str:
        inside = before + STEP
        items = [
            f"{encode_basestring(name)}: {encode_basestring(each) if type(each) is str else self.text(each, inside)}"
            for name, each in value.items()
        ]
        return f"{{{inside}{f',{inside}'.join(items)}{before}}}" if items else "{}"

    def _list(self, value: Iterable[Any], before: str) -> str:
        inside = before + STEP
        items = [self.text(each, inside) for each in value]
        return f"[{inside}{f',{inside}'.join(items)}{before}]" if items else "[]"


def written(data: dict[str, Any]) -> str:
    """Give data as a file's text."""
    return Writer().text(data) + "\n"


def listed(data: dict[str, Any], name: str, items: Iterable[bytes]) -> bytes:
    """Give data as a file, with one more entry: a list of items that a writer has put into text."""
    out, between = BytesIO(), b""
    out.write(Writer().text(data)[: -len("\n}")].encode())
    out.write(f",\n{STEP}{encode_basestring(name)}: [".encode())
    for item in items:
        out.write(b"%b%b%b" % (between, ITEM.encode(), item))
        between = b","
    out.write(f"\n{STEP}]\n}}\n".encode() if between else b"]\n}\n")
    return out.getvalue()
