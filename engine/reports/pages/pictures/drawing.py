"""Drawing in SVG: elements, exact coordinates, text that fits, marks and hatching that are told apart in grey."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup, escape

Number = int | Fraction

WIDTH = 360
"""Units across every picture: a phone's screen, so that the text is as large there as the page's small text."""
MARGIN = 8
LETTERS = 48
"""Letters of a label's line that fit in the width."""
LINE = 15
"""Units from one line of text to the next."""


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of a picture: the heads of the columns, and a row for each; the first cell names the row."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as SVG, with its title, what it shows in words, and its figures."""

    svg: Markup
    title: str
    shows: str
    table: Table


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight scale from figures to units across or down the picture."""

    low: Number
    high: Number
    start: Number
    end: Number

    def at(self, figure: Number) -> Number:
        """Give where a figure lies; the middle where the scale has only one figure."""
        if self.high == self.low:
            return Fraction(self.start + self.end) / 2
        return self.start + Fraction(figure - self.low) * (self.end - self.start) / (self.high - self.low)


def tag(name: str, *inside: object, **attributes: object) -> Markup:
    """Give an element. Attributes: `class_` for class, _ for -, numbers as units; None leaves one out."""
    given = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items() if value is not None}
    written = Markup("").join(Markup(' {}="{}"').format(key, _written(value)) for key, value in given.items())
    held = Markup("").join(escape(one) for one in inside)
    return Markup("<{}{}>{}</{}>").format(name, written, held, name)


def picture(id_: str, title: str, shows: str, height: Number, drawn: Iterable[Markup], table: Table) -> Picture:
    """Give a picture of what is `drawn`: with its title and what it shows as its text for those who do not see it."""
    svg = tag(
        "svg",
        tag("title", title, id=f"{id_}-title"),
        tag("desc", shows, id=f"{id_}-desc"),
        tag("defs", _hatching(id_)),
        *drawn,
        class_="picture",
        role="img",
        aria_labelledby=f"{id_}-title {id_}-desc",
        viewBox=f"0 0 {WIDTH} {number(height)}",
    )
    return Picture(svg, title, shows, table)


def label(text: str, y: Number, *, strong: bool = False) -> tuple[list[Markup], Number]:
    """Give a label in as many lines as it needs, and the place of the line after it."""
    drawn = []
    for line in textwrap.wrap(text, LETTERS) or [""]:
        drawn.append(tag("text", line, x=MARGIN, y=y, class_="strong" if strong else None))
        y += LINE
    return drawn, y


def hatched(id_: str, points: Iterable[tuple[Number, Number]]) -> Markup:
    """Give an area that is not allowed."""
    return tag("polygon", points=path(points), fill=f"url(#{id_}-hatch)", class_="forbidden")


def path(points: Iterable[tuple[Number, Number]]) -> str:
    """Give points as SVG writes them."""
    return " ".join(f"{number(x)},{number(y)}" for x, y in points)


def mark(outcome: str, x: Number, y: Number) -> Markup:
    """Give the mark of an outcome, of a form of its own."""
    if outcome == "breached":
        return tag("path", d=f"M{number(x - 5)} {number(y - 5)}l10 10m0 -10l-10 10", class_="mark cross")
    if outcome == "remark":
        return tag("polygon", points=path([(x, y - 6), (x + 6, y + 5), (x - 6, y + 5)]), class_="mark open")
    if outcome in ("undetermined", "unknown"):
        return tag("circle", cx=x, cy=y, r=5, class_="mark open dashed")
    if outcome in ("exempt", "not_applicable", "false"):
        return tag("rect", x=x - 5, y=y - 5, width=10, height=10, class_="mark open")
    return tag("circle", cx=x, cy=y, r=5, class_="mark")


def number(value: Number) -> str:
    """Give units with two decimals at most, rounded half to even from the exact value."""
    hundredths = round(Fraction(value) * 100)
    whole, rest = divmod(abs(hundredths), 100)
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{whole}" + (f".{rest:02}".rstrip("0") if rest else "")


def _written(value: object) -> str:
    return number(value) if isinstance(value, int | Fraction) else str(value)


def _hatching(id_: str) -> Markup:
    line = tag("path", d="M0 6L6 0", class_="hatch")
    return tag("pattern", line, id=f"{id_}-hatch", width=6, height=6, patternUnits="userSpaceOnUse")
