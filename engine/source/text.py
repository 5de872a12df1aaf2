"""Texts for people, always in both languages."""

from __future__ import annotations

from typing import Literal, NamedTuple

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
