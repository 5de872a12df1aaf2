"""Words that lead somewhere: a text in which some words carry the place on a page that tells more of them.

The marks are characters that no text holds (readers refuse control characters; these are for private use), so that
phrases are put together as plain text and become links, or are stripped, only when they are shown.
"""

from __future__ import annotations

import re
from typing import NamedTuple

OPEN, BETWEEN, CLOSE = "\ue000", "\ue001", "\ue002"
COMMA = "\ue003"
"""A comma that ends a clause: it stands only where the sentence goes on in words."""
LINK = re.compile(f"{OPEN}(.*?){BETWEEN}(.*?){CLOSE}")
ENDED = re.compile(f"{COMMA}(?=[{CLOSE}{COMMA}]*(?:[.,;:)»”–]|$| –))")


class Part(NamedTuple):
    """A piece of a text, and the place it leads to (None: nowhere)."""

    text: str
    target: str | None


def link(text: str, target: str) -> str:
    """Give `text` as words that lead to `target`."""
    return f"{OPEN}{target}{BETWEEN}{text}{CLOSE}"


def plain(text: str) -> str:
    """Give a text without its links."""
    return LINK.sub(r"\2", tidy(text))


def tidy(text: str) -> str:
    """Give a text whose commas stand only where they belong."""
    return ENDED.sub("", text).replace(COMMA, ",")


def parts(text: str) -> list[Part]:
    """Give a text as pieces with and without links."""
    found, end = list[Part](), 0
    text = tidy(text)
    for match in LINK.finditer(text):
        found += [Part(text[end : match.start()], None), Part(match[2], match[1])]
        end = match.end()
    return [part for part in (*found, Part(text[end:], None)) if part.text]


def sentence(text: str) -> str:
    """Give a text that begins with a capital."""
    match = re.match(f"(?:{OPEN}[^{BETWEEN}]*{BETWEEN})?[»“]?", text)
    start = match.end() if match else 0
    return text[:start] + text[start : start + 1].upper() + text[start + 1 :]


def ended(text: str) -> str:
    """Give a text with a full stop at its end."""
    return text if text.endswith(".") else f"{text}."
