"""From what a page holds to HTML: templates that escape everything, and words that lead somewhere as links."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from engine import __version__
from engine.reports.conditions import Group
from engine.reports.display import shown_date, shown_value
from engine.reports.links import parts, sentence
from engine.rulebook.model import Period
from engine.source.text import Lang, Text
from engine.values.kinds import Kind, Value

TEMPLATES = Path(__file__).parent / "templates"
Href = Callable[[str], str]
"""Gives the address of a place by its anchor."""


def on_page(place: str) -> str:
    """Give the address of a place on the page at hand."""
    return f"#{place}"


def page(template: str, lang: Lang, **view: object) -> str:
    """Give a page in HTML: a template filled with what it shows."""
    return environment().get_template(template).render(Helps(lang).all() | view) + "\n"


class Helps:
    """What templates use besides what they show, in one language. `href`: where places are told of."""

    def __init__(self, lang: Lang, href: Href = on_page) -> None:
        self.lang, self.href = lang, href

    def all(self) -> dict[str, Any]:
        """Give everything by the name that templates use."""
        return {
            "lang": self.lang,
            "version": __version__,
            "style": (TEMPLATES / "style.css").read_text("utf-8"),
            "t": self.text,
            "to": lambda text: text.to(self.lang),
            "day": self.day,
            "period": self.period,
            "value": self.value,
            "words": self.words,
            "href": self.href,
            "danish": danish,
            "sentence": sentence,
            "is_group": lambda condition: isinstance(condition, Group),
        }

    def text(self, da: str, en: str) -> str:
        """Give the text in the page's language."""
        return Text(da, en).to(self.lang)

    def day(self, day: date) -> str:
        """Give a date in full."""
        return shown_date(day, self.lang)

    def value(self, value: Value, kind: Kind) -> str:
        """Give a value with its unit."""
        return shown_value(value, kind, self.lang)

    def period(self, period: Period) -> str:
        """Give a period in words."""
        start, end = (self.day(day) if day else None for day in (period.start, period.end))
        if start and end:
            return self.text(f"{start} til {end}", f"{start} to {end}")
        if start:
            return self.text(f"fra {start}", f"from {start}")
        return self.text(f"til {end}", f"until {end}") if end else self.text("altid", "always")

    def words(self, text: str, *, capital: bool = True) -> str:
        """Give a text whose words lead somewhere as HTML with links."""
        shown = parts(sentence(text) if capital else text)
        link = Markup('<a href="{}">{}</a>')
        return Markup("").join(
            link.format(self.href(part.target), part.text) if part.target else part.text for part in shown
        )


def danish(text: str, lang: Lang) -> str:
    """Give a text as HTML that says that its words are Danish, where the page's own are not."""
    is_foreign = lang != "da" and any(letter.isalpha() for letter in text)
    return Markup('<span lang="da">{}</span>').format(text) if is_foreign else text


def anchor(*names: str) -> str:
    """Give the id of a place on a page: names that may hold anything but a space."""
    return re.sub(r"\s+", "-", ":".join(names))


@cache
def environment(*folders: Path) -> Environment:
    """Give what reads templates, of `folders` before ours: what they show is escaped, and what they name must be there.

    The same folders give the same object.
    """
    return Environment(
        loader=FileSystemLoader([*folders, TEMPLATES]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
