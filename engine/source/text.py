"""Texts for people, always in both languages."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

SIDES = re.compile(r"\[(?:([^\]|]*)\|)?([^\]|]*)\]")
FIGURE = re.compile(r"\{([^{}]*)\}")
"""What is said on one side only, and a figure by its name, in a clause."""

Lang = Literal["da", "en"]


class Text(NamedTuple):
    """One text in Danish and English; neither can be left out."""

    da: str
    en: str

    def to(self, lang: Lang) -> str:
        """Give the text in `lang`."""
        return self.da if lang == "da" else self.en


def same(text: str) -> Text:
    """Give a text that reads the same in both languages (a name, a figure)."""
    return Text(text, text)


def sided(clause: str, truth: bool) -> str:
    """Give a clause as it is said of `truth`: `[b]` only where it does not hold, of `[a|b]` a where it does, else b."""
    return " ".join(SIDES.sub(lambda side: (side[1] or "") if truth else side[2], clause).split())
