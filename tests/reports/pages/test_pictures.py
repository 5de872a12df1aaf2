"""Pictures: exact, the same bytes again, inside their frame, told in words; no label on a limit's other side."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.reports.pages.pictures.bars import Allowed, Bar, bars_picture
from engine.reports.pages.pictures.course import Line, Point, course_picture
from engine.reports.pages.pictures.drawing import WIDTH, Picture, Scale, number, tag
from engine.reports.pages.pictures.figures import short, signed
from engine.reports.pages.pictures.timeline import Milestone, Span, timeline_picture
from engine.reports.words import OUTCOMES
from engine.source.text import Lang
from engine.values.kinds import MONEY, SHARE, Exact
from tests.reports.pages.conftest import LANGS
from tests.reports.pages.gallery import LONG, gallery, gallery_page
from tests.reports.pages.parsed import parse

EXPECTED = Path(__file__).parent / "expected"
SVG = "{http://www.w3.org/2000/svg}svg"
NAMES = tuple(gallery("da"))
OUTCOME = st.sampled_from([outcome for outcome in OUTCOMES if outcome not in ("true", "false", "unknown")])
VALUE = st.none() | st.integers(-100_000, 100_000) | st.fractions(-1000, 1000, max_denominator=97)
VALUES = st.lists(VALUE, min_size=1, max_size=6)
DAY = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", NAMES)
def test_picture(name: str, lang: Lang) -> None:
    drawn = gallery(lang)[name]
    rows = "\n".join(" | ".join(cells) for cells in (drawn.table.heads, *drawn.table.rows))
    found = f"{drawn.svg.replace('><', '>' + chr(10) + '<')}\n<!--\n{drawn.title}\n{drawn.shows}\n{rows}\n-->\n"
    path = EXPECTED / f"{name}.{lang}.svg"
    if os.environ.get("KLAUSUL_ACCEPT"):
        path.write_text(found, "utf-8")
    assert found == path.read_text("utf-8")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", NAMES)
def test_it_is_told_in_words_and_figures(name: str, lang: Lang) -> None:
    drawn = gallery(lang)[name]
    root = fromstring(drawn.svg)
    assert root.attrib["role"] == "img"
    texts = {element.get("id"): element.text for element in root.iter() if element.tag in ("title", "desc")}
    assert [texts[id_] for id_ in root.attrib["aria-labelledby"].split()] == [drawn.title, drawn.shows]
    for row in drawn.table.rows:
        assert len(row) == len(drawn.table.heads)
        assert row[0] in drawn.shows
        assert row[0] in "".join(root.itertext())


@pytest.mark.parametrize("lang", LANGS)
def test_a_page_shows_each_with_its_table(lang: Lang) -> None:
    read = parse(gallery_page(lang))
    assert len(read.all("figure")) == len(read.all(SVG)) == len(read.all("table")) == len(NAMES)
    assert len(set(read.ids)) == len(read.ids)
    assert all(len(list(row.iter("th"))) == 1 for body in read.all("tbody") for row in body.iter("tr"))


def test_what_is_shown_is_escaped() -> None:
    svg = gallery("da")["band"].svg
    assert "&amp;" in svg
    assert LONG not in svg
    assert tag("text", "<b>", title='"') == '<text title="&#34;">&lt;b&gt;</text>'


def test_every_outcome_has_a_mark_of_its_own_form() -> None:
    marks = set()
    for outcome in ("met", "breached", "remark", "undetermined", "exempt"):
        bars = (Bar("x", None, outcome),)
        root = fromstring(bars_picture("a", "t", bars, Allowed("n", None, 1), SHARE, "da").svg)
        (mark,) = (e for e in root.iter() if "mark" in e.get("class", "").split())
        marks.add((mark.tag, mark.get("class")))
    assert len(marks) == 5


def test_the_part_beyond_a_limit_is_hatched_and_no_more() -> None:
    bars = (Bar("over", 610, "breached"), Bar("on", 600, "met"), Bar("under", 590, "met"))
    root = fromstring(bars_picture("a", "t", bars, Allowed("n", None, 600), SHARE, "da").svg)
    rects = [e for e in root.iter("rect") if e.get("class") == "bar"]
    (area,) = root.iter("polygon")
    assert area.attrib["fill"] == "url(#a-hatch)"
    assert area.attrib["points"].split()[0].split(",")[0] == number(
        Fraction(rects[0].attrib["x"]) + Fraction(rects[0].attrib["width"])
    )
    assert [rect.attrib["width"] for rect in rects[:2]] == [rects[0].attrib["width"]] * 2
    assert Fraction(rects[2].attrib["width"]) < Fraction(rects[1].attrib["width"])


def test_a_line_is_broken_where_a_year_is_not_known() -> None:
    points = (Point(2014, 1), Point(2015, 2), Point(2016, None), Point(2017, 3), Point(2018, 4))
    limit = Line("limit", (Point(2014, 5), Point(2018, 5)))
    root = fromstring(course_picture("a", "t", Line("line", points), limit, "most", MONEY, "da").svg)
    lines = [e.attrib["points"] for e in root.iter("polyline") if e.get("class") == "line"]
    assert [len(line.split()) for line in lines] == [2, 2]
    assert "2016 ?" in [e.text for e in root.iter("text")]


@pytest.mark.parametrize(
    ("units", "limits", "told", "with_sign"),
    [
        (610, (), "6,1 %", "+6,1 %"),
        (Fraction(61001, 100), (), "~6,1 %", "~+6,1 %"),
        (Fraction(61001, 100), (610,), "6,1001 %", "+6,1001 %"),
        (Fraction(6100001, 10000), (610,), "6,100001 %", "+6,100001 %"),
        (Fraction(-63337, 70), (-500, 500), "~-9,05 %", "~-9,05 %"),
        (Fraction(2000, 3), (667,), "~6,667 %", "~+6,667 %"),
        (0, (0,), "0 %", "0 %"),
    ],
)
def test_labels(units: Exact, limits: tuple[Exact, ...], told: str, with_sign: str) -> None:
    assert short(units, SHARE, "da", limits) == told
    assert signed(units, SHARE, "da", limits) == with_sign


@given(st.fractions(-20, 20, max_denominator=10**9), st.integers(-2000, 2000))
def test_a_label_is_on_the_figures_side_of_the_limit(percent: Fraction, limit: int) -> None:
    units = percent * 100
    told = short(units, SHARE, "en", (limit,))
    shown = Fraction(told.strip("~").removeprefix("about ").removesuffix(" %").replace(",", "")) * 100
    if not told.startswith(("~", "about ")):
        assert shown == units
    elif abs(units - limit) > Fraction(1, 10_000):  # a nearer one is shown with as many decimals as figures have
        assert (shown > limit, shown == limit) == (units > limit, units == limit)


@given(st.lists(st.tuples(VALUE, OUTCOME), min_size=1, max_size=6), st.integers(-900, 900), st.integers(0, 900))
def test_bars_stay_inside(bars: list[tuple[Exact | None, str]], low: int, more: int) -> None:
    named = [Bar(f"{LONG} {index}", value, outcome) for index, (value, outcome) in enumerate(bars)]
    for bound in (low, None):
        inside(bars_picture("a", "t", named, Allowed("n", bound, low + more), SHARE, "da"))


@given(
    st.lists(VALUE, min_size=1, max_size=6), st.lists(VALUE, min_size=1, max_size=6), st.sampled_from(["most", "least"])
)
def test_lines_stay_inside(values: list[Exact | None], limits: list[Exact | None], side: str) -> None:
    lines = (Line("x", tuple(Point(2014 + i, value) for i, value in enumerate(one))) for one in (values, limits))
    inside(course_picture("a", "t", *lines, side, SHARE, "en"))  # type: ignore[arg-type]


@given(
    st.lists(st.tuples(st.none() | DAY, st.none() | DAY, OUTCOME), min_size=1, max_size=6), DAY, st.integers(0, 4000)
)
def test_tracks_stay_inside(steps: list[tuple[date | None, date | None, str]], start: date, days: int) -> None:
    milestones = [Milestone(LONG, *step) for step in steps]
    inside(timeline_picture("a", "t", milestones, Span("period", start, start + timedelta(days)), "da"))


@given(st.fractions(-(10**6), 10**6))
def test_units_are_rounded_from_the_exact_value(value: Fraction) -> None:
    assert abs(Fraction(number(value)) - value) <= Fraction(1, 200)
    assert re.fullmatch(r"-?\d+(\.\d{1,2})?", number(value))


def test_a_scale_of_one_figure_is_in_the_middle() -> None:
    assert Scale(5, 5, 0, 10).at(5) == 5
    assert Scale(0, 3, 0, 10).at(1) == Fraction(10, 3)


def inside(drawn: Picture) -> None:
    """Say that every mark, line and area lies in the picture's frame, and every text begins and ends in it."""
    root = fromstring(drawn.svg)
    height = Fraction(root.attrib["viewBox"].split()[3])
    for x, y in places(root):
        assert 0 <= x <= WIDTH
        assert 0 <= y <= height


def places(root: Element) -> Iterator[tuple[Fraction, Fraction]]:
    for element in root:
        if element.tag == "defs":
            continue
        values = {key: Fraction(value) for key, value in element.attrib.items() if key in KEYS}
        for x, y in (("x", "y"), ("x1", "y1"), ("x2", "y2"), ("cx", "cy")):
            if x in values:
                yield values[x], values[y]
        if "width" in values:
            yield values["x"] + values["width"], values["y"] + values["height"]
        for point in element.get("points", "").split():
            x, y = point.split(",")
            yield Fraction(x), Fraction(y)
        if element.tag == "text" and "text-anchor" not in element.attrib:
            wide = len(element.text or "") * Fraction(71, 10)
            yield values["x"] + wide, values["y"]


KEYS = frozenset({"x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "width", "height"})
