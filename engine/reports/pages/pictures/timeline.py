"""The dates of a process against its deadlines, in the period that they belong to: a track for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from engine.reports.display import shown_date
from engine.reports.pages.pictures.drawing import (
    LINE,
    MARGIN,
    WIDTH,
    Number,
    Picture,
    Scale,
    Table,
    hatched,
    label,
    mark,
    number,
    picture,
    tag,
)
from engine.reports.words import OUTCOMES
from engine.source.text import Lang, Text

TOP = 36
TRACK = 30
MOST_YEARS = 9
UNJUDGED = "not_applicable"
"""The outcome by whose mark a step stands that no rule judges."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step: its date (None: unknown), the last day for it (None: it has none), and how that was decided (if so)."""

    label: str
    day: date | None
    deadline: date | None
    outcome: str | None


@dataclass(frozen=True, slots=True)
class Span:
    """The period that the steps belong to, and what it is called."""

    label: str
    start: date
    end: date


def timeline_picture(id_: str, title: str, steps: Sequence[Milestone], span: Span, lang: Lang) -> Picture:
    """Give a track for each step: its date, its deadline, and the time after that hatched, within the period."""
    days = [day for step in steps for day in (step.day, step.deadline) if day is not None]
    first, last = min([span.start, *days]), max([span.end, *days])
    across = Scale(first.toordinal(), last.toordinal(), MARGIN + 6, WIDTH - MARGIN - 6)
    drawn: list[Markup] = []
    y: Number = TOP
    for step in steps:
        lines, y = label(step.label, y + LINE, strong=True)
        told, y = label(_told(step, lang), y)
        drawn += [*lines, *told, *_track(id_, step, y + 2, across)]
        y += TRACK
    height = y + 24
    table = Table(_heads(lang), tuple(_row(step, lang) for step in steps))
    shows = f"{_spanned(span, lang)}. " + "; ".join(f"{step.label}: {_told(step, lang)}" for step in steps) + "."
    return picture(
        id_, title, shows, height, [*_period(span, across), *_years(first, last, across, height - 8), *drawn], table
    )


def _track(id_: str, step: Milestone, y: Number, across: Scale) -> list[Markup]:
    drawn = [tag("line", x1=MARGIN, y1=y, x2=WIDTH - MARGIN, y2=y, class_="axis")]
    if step.deadline is not None:
        x = across.at(step.deadline.toordinal())
        drawn.append(hatched(id_, [(x, y - 6), (WIDTH - MARGIN, y - 6), (WIDTH - MARGIN, y + 6), (x, y + 6)]))
        drawn.append(tag("line", x1=x, y1=y - 9, x2=x, y2=y + 9, class_="limit"))
    if step.day is not None:
        drawn.append(mark(step.outcome or UNJUDGED, across.at(step.day.toordinal()), y))
    return drawn


def _period(span: Span, across: Scale) -> list[Markup]:
    """Give the period as a line with its ends, above the tracks."""
    start, end = across.at(span.start.toordinal()), across.at(span.end.toordinal())
    ends = f"M{number(start)} 20v10m0 -5H{number(end)}m0 -5v10"
    return [tag("text", span.label, x=MARGIN, y=14, class_="soft"), tag("path", d=ends, class_="span")]


def _years(first: date, last: date, across: Scale, y: Number) -> list[Markup]:
    years = [year for year in range(first.year, last.year + 2) if first <= date(year, 1, 1) <= last]
    step = -(-len(years) // MOST_YEARS) or 1
    drawn = []
    for year in years[::step]:
        x = across.at(date(year, 1, 1).toordinal())
        anchor = "start" if x < MARGIN + 14 else "end" if x > WIDTH - MARGIN - 14 else "middle"
        drawn.append(tag("line", x1=x, y1=y - 18, x2=x, y2=y - 12, class_="axis"))
        drawn.append(tag("text", str(year), x=x, y=y, text_anchor=anchor, class_="soft tick"))
    return drawn


def _told(step: Milestone, lang: Lang) -> str:
    day = Text("ukendt", "unknown").to(lang) if step.day is None else shown_date(step.day, lang)
    if step.outcome is None:
        return day
    outcome = OUTCOMES[step.outcome].to(lang)
    if step.deadline is None:
        return f"{day} · {outcome}"
    return Text(
        f"{day}; frist {shown_date(step.deadline, lang)} · {outcome}",
        f"{day}; deadline {shown_date(step.deadline, lang)} · {outcome}",
    ).to(lang)


def _spanned(span: Span, lang: Lang) -> str:
    return f"{span.label}: {shown_date(span.start, lang)} – {shown_date(span.end, lang)}"


def _heads(lang: Lang) -> tuple[str, ...]:
    heads = (Text("Skridt", "Step"), Text("Dato", "Date"), Text("Frist", "Deadline"), Text("Afgørelse", "Outcome"))
    return tuple(head.to(lang) for head in heads)


def _row(step: Milestone, lang: Lang) -> tuple[str, ...]:
    day = Text("ukendt", "unknown").to(lang) if step.day is None else shown_date(step.day, lang)
    deadline = "–" if step.deadline is None else shown_date(step.deadline, lang)
    return step.label, day, deadline, OUTCOMES[step.outcome].to(lang) if step.outcome else "–"
