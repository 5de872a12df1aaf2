"""The member of a choice that words name, in Danish or English, however they are spelt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from engine.values.kinds import Choice

LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e", "ö": "oe", "ä": "ae", "ü": "u"})
PART = re.compile("[a-z]+|[0-9]+")
LONGEST = 100
"""Longer than this nothing names a member."""
MOST_COMMAS = 3
"""Commas that the words of one member may hold."""


def folded(text: str) -> str:
    """Give words as they are compared: letters a-z and digits, one space between; æ, ø and å as ae, oe and aa."""
    plain = unicodedata.normalize("NFC", text).casefold().translate(LETTERS)
    return " ".join(PART.findall(plain))


def member_of(text: str, kind: Choice) -> str | None:
    """Give the member that `text` names, by its own name or its words in either language; None where it names none.

    Case, hyphens and other marks do not count, nor whether æ, ø and å are spelt with two letters.
    """
    return _named(kind).get(folded(text)) if len(text) <= LONGEST else None


def members_of(text: str, kind: Choice) -> list[str]:
    """Give what `text` lists, with commas, semicolons or lines between: members where it names them, else its words.

    A comma that belongs to the words of a member ends nothing: 'serviceloven § 66, stk. 1, nr. 5' is one.
    """
    return [name for line in re.split("[;\n]", text) for name in _listed(line, kind)]


def _listed(text: str, kind: Choice) -> Iterator[str]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    while parts:
        most = min(len(parts), MOST_COMMAS + 1)
        length = next((n for n in range(most, 0, -1) if member_of(", ".join(parts[:n]), kind)), 1)
        words = ", ".join(parts[:length])
        yield member_of(words, kind) or words
        parts = parts[length:]


@lru_cache(maxsize=128)
def _named(kind: Choice) -> Mapping[str, str]:
    """Give the members by all that they are called, folded."""
    return {folded(name): member for member in kind.members for name in (member, *kind.word(member))}
