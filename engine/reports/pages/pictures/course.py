"""The course of a figure over years against a limit: a line with its points, and the side of the limit not allowed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from markupsafe import Markup

from engine.reports.display import shown_value
from engine.reports.pages.pictures.drawing import (
    MARGIN,
    WIDTH,
    Number,
    Picture,
    Scale,
    Table,
    hatched,
    path,
    picture,
    tag,
)
from engine.reports.pages.pictures.figures import short
from engine.source.text import Lang, Text
from engine.values.kinds import Exact, Kind

Side = Literal["most", "least"]

TOP, BOTTOM, HEIGHT = 56, 196, 222
INDENT = 30
"""Units from the edge to the first and the last year, for the labels at them."""
LETTER, HIGH = Fraction(7), 12
"""Units that a letter of a figure is wide, at the most, and a line high."""


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of a year, in units of the picture's kind; None: unknown."""

    year: int
    value: Exact | None


@dataclass(frozen=True, slots=True)
class Line:
    """A figure by year, and what it is called."""

    name: str
    points: tuple[Point, ...]

    @property
    def known(self) -> list[tuple[int, Exact]]:
        """Give the years whose figure is known."""
        return [(point.year, point.value) for point in self.points if point.value is not None]


@dataclass(frozen=True, slots=True)
class Box:
    """The place that a text takes up."""

    left: Number
    top: Number
    right: Number
    bottom: Number

    def covers(self, other: Box) -> bool:
        """Say whether two places have a part in common."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Plot:
    """The plane that lines are drawn in."""

    across: Scale
    down: Scale
    kind: Kind
    lang: Lang

    def at(self, year: int, value: Exact) -> tuple[Number, Number]:
        """Give where a figure of a year lies."""
        return self.across.at(year), self.down.at(value)


def course_picture(id_: str, title: str, line: Line, limit: Line, side: Side, kind: Kind, lang: Lang) -> Picture:
    """Give the course of `line` against `limit`, which is the `most` or the `least` that is allowed."""
    years = sorted({point.year for point in (*line.points, *limit.points)})
    values = [value for _, value in (*line.known, *limit.known)] or [0]
    spare = (Fraction(max(values) - min(values)) or Fraction(kind.scale)) / 5
    down = Scale(min(values) - spare, max(values) + spare, BOTTOM, TOP)
    plot = Plot(Scale(years[0], years[-1], MARGIN + INDENT, WIDTH - MARGIN - INDENT), down, kind, lang)
    drawn = [
        *_forbidden(id_, limit, side, plot),
        *_drawn(limit, "limit", plot),
        *_drawn(line, "line", plot),
        *_labels(line, limit, plot),
        *_years(line, years, plot),
        *_legend(line.name, limit.name, side, lang),
    ]
    table = _table(line, limit, years, kind, lang)
    rows = (", ".join(f"{head} {cell}" for head, cell in zip(table.heads, row, strict=True)) for row in table.rows)
    return picture(id_, title, "; ".join(rows) + ".", HEIGHT, drawn, table)


def _forbidden(id_: str, limit: Line, side: Side, plot: Plot) -> list[Markup]:
    if not limit.known:
        return []
    edge = TOP if side == "most" else BOTTOM
    points = [plot.at(year, value) for year, value in limit.known]
    if len(points) == 1:
        points = [(MARGIN, points[0][1]), (WIDTH - MARGIN, points[0][1])]
    return [hatched(id_, [*points, (points[-1][0], edge), (points[0][0], edge)])]


def _drawn(line: Line, sort: str, plot: Plot) -> list[Markup]:
    """Give a line through the years that are known, broken where one between them is not."""
    drawn, run = list[Markup](), list[tuple[Number, Number]]()
    for point in line.points:
        if point.value is None:
            drawn += _run(run, sort)
            run = []
        else:
            run.append(plot.at(point.year, point.value))
    return drawn + _run(run, sort)


def _run(points: list[tuple[Number, Number]], sort: str) -> list[Markup]:
    drawn = [tag("polyline", points=path(points), class_=sort)] if len(points) > 1 else []
    for x, y in points:
        if sort == "line":
            drawn.append(tag("circle", cx=x, cy=y, r=4, class_="mark"))
        else:
            drawn.append(tag("rect", x=x - 3, y=y - 3, width=6, height=6, class_="mark open"))
    return drawn


def _labels(line: Line, limit: Line, plot: Plot) -> list[Markup]:
    """Give each figure at its point, where it covers no other; a limit that stays the same is told once."""
    values, limits = dict(line.known), dict(limit.known)
    taken, drawn = list[Box](), list[Markup]()
    for year, value in values.items():
        bound = limits.get(year)
        told = short(value, plot.kind, plot.lang, () if bound is None else (bound,))
        drawn.append(_figure(told, plot.at(year, value), taken, above=bound is None or value >= bound))
    told_before = set[Exact]()
    for year, bound in limits.items():
        if values.get(year) != bound and not (len(set(limits.values())) == 1 and told_before):
            told = short(bound, plot.kind, plot.lang)
            drawn.append(_figure(told, plot.at(year, bound), taken, above=year in values and values[year] < bound))
            told_before.add(bound)
    return drawn


def _figure(told: str, at: tuple[Number, Number], taken: list[Box], *, above: bool) -> Markup:
    """Give a figure above or below its point, or further away on either side where others are in the way."""
    x, y = at
    wide = len(told) * LETTER
    left = min(max(x - wide / 2, Fraction(MARGIN)), WIDTH - MARGIN - wide)
    places = [y - 9, y + 18, y - 23, y + 32] if above else [y + 18, y - 9, y + 32, y - 23]
    boxes = [Box(left, place - HIGH, left + wide, place) for place in places]
    box = next((one for one in boxes if not any(one.covers(other) for other in taken)), boxes[0])
    taken.append(box)
    return tag("text", told, x=box.left, y=box.bottom, class_="strong")


def _years(line: Line, years: Sequence[int], plot: Plot) -> list[Markup]:
    unknown = {point.year for point in line.points if point.value is None}
    told = {year: f"{year} ?" if year in unknown else str(year) for year in years}
    return [tag("text", told[year], x=plot.across.at(year), y=BOTTOM + 20, text_anchor="middle") for year in years]


def _legend(name: str, limit: str, side: Side, lang: Lang) -> list[Markup]:
    words = (Text("højst", "at most") if side == "most" else Text("mindst", "at least")).to(lang)
    return [
        tag("line", x1=MARGIN, y1=11, x2=MARGIN + 26, y2=11, class_="line"),
        tag("circle", cx=MARGIN + 13, cy=11, r=4, class_="mark"),
        tag("text", name, x=MARGIN + 34, y=15),
        tag("line", x1=MARGIN, y1=29, x2=MARGIN + 26, y2=29, class_="limit"),
        tag("rect", x=MARGIN + 10, y=26, width=6, height=6, class_="mark open"),
        tag("text", f"{words}: {limit}", x=MARGIN + 34, y=33),
    ]


def _table(line: Line, limit: Line, years: Sequence[int], kind: Kind, lang: Lang) -> Table:
    lines = [{point.year: point.value for point in one.points} for one in (line, limit)]

    def cell(values: dict[int, Exact | None], year: int) -> str:
        if year not in values:
            return "–"
        value = values[year]
        return Text("ukendt", "unknown").to(lang) if value is None else shown_value(value, kind, lang)

    heads = (Text("År", "Year").to(lang), line.name, limit.name)
    return Table(heads, tuple((str(year), *(cell(values, year) for values in lines)) for year in years))
