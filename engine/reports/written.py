"""Data as JSON, indented: what json.dumps gives, but much sooner, and in pieces, so that a report is not held twice."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from orjson import OPT_INDENT_2, dumps

ITEM = b"\n    "
"""The line end and the indentation of an item of a list that is an entry of the whole."""


def written(data: dict[str, Any]) -> str:
    """Give data as a file's text."""
    return dumps(data, option=OPT_INDENT_2).decode() + "\n"


def item(data: dict[str, Any]) -> bytes:
    """Give an item of a list that is an entry of the whole, as the file holds it."""
    return dumps(data, option=OPT_INDENT_2).replace(b"\n", ITEM)  # texts hold no line ends: they are escaped


def listed(data: dict[str, Any], name: str, items: Iterable[bytes]) -> bytes:
    """Give data as a file, with one more entry: a list of what `item` gave of each of its items."""
    out, between = BytesIO(), b""
    out.write(dumps(data, option=OPT_INDENT_2).removesuffix(b"\n}"))
    out.write(b",\n  %b: [" % dumps(name))
    for each in items:
        out.write(b"%b%b%b" % (between, ITEM, each))
        between = b","
    out.write(b"\n  ]\n}\n" if between else b"]\n}\n")
    return out.getvalue()
