"""Bars against what is allowed: signed percentages and a band around zero, or shares and a ceiling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from engine.reports.display import shown_value
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
    picture,
    tag,
)
from engine.reports.pages.pictures.figures import short, signed
from engine.reports.words import OUTCOMES
from engine.source.text import Lang, Text
from engine.values.kinds import Exact, Kind

THICK = 12
GAP = 12
TOP = 40


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure of one subject (None: unknown) in units of the picture's kind, and how it was decided."""

    label: str
    value: Exact | None
    outcome: str


@dataclass(frozen=True, slots=True)
class Allowed:
    """What is allowed: from `low` to `high`, both included; None is without end. `name`: what the limit is called."""

    name: str
    low: Exact | None
    high: Exact | None

    @property
    def limits(self) -> tuple[Exact, ...]:
        """Give the limits there are."""
        return tuple(limit for limit in (self.low, self.high) if limit is not None)

    def nearest(self, value: Exact) -> Exact:
        """Give what of a value is allowed: itself, or the limit it passes."""
        if self.high is not None and value > self.high:
            return self.high
        return self.low if self.low is not None and value < self.low else value


def bars_picture(id_: str, title: str, bars: Sequence[Bar], allowed: Allowed, kind: Kind, lang: Lang) -> Picture:
    """Give bars from zero, each with its figure and outcome; what of one lies beyond the limits is hatched."""
    is_signed = allowed.low is not None and allowed.low < 0
    known = [bar.value for bar in bars if bar.value is not None]
    low, high = min([0, *known, *allowed.limits]), max([0, *known, *allowed.limits])
    scale = Scale(low, high, MARGIN + 4, WIDTH - MARGIN - 4)
    told = [_told(bar, allowed, kind, lang, is_signed=is_signed) for bar in bars]
    drawn: list[Markup] = []
    y: Number = TOP + GAP
    for bar, (figure, outcome) in zip(bars, told, strict=True):
        lines, y = label(bar.label, y + LINE, strong=True)
        drawn += lines
        drawn.append(mark(bar.outcome, MARGIN + 6, y - 4))
        drawn.append(tag("text", f"{figure} · {outcome}", x=MARGIN + 18, y=y))
        drawn += _bar(id_, bar.value, y + 7, scale, allowed)
        y += THICK + GAP
    height = y + GAP
    limits = _limits(allowed, scale, height - MARGIN, kind, lang, is_signed=is_signed)
    named = [(bar, figure, outcome) for bar, (figure, outcome) in zip(bars, told, strict=True)]
    table = Table(_heads(lang), tuple(_row(bar, outcome, kind, lang) for bar, _, outcome in named))
    listed = "; ".join(f"{bar.label}: {figure}, {outcome}" for bar, figure, outcome in named)
    bounds = " – ".join((signed if is_signed else short)(limit, kind, lang) for limit in allowed.limits)
    return picture(id_, title, f"{allowed.name}: {bounds}. {listed}.", height, [*limits, *drawn], table)


def _bar(id_: str, value: Exact | None, y: Number, scale: Scale, allowed: Allowed) -> list[Markup]:
    if value is None:
        return []
    zero, end, inner = scale.at(0), scale.at(value), scale.at(allowed.nearest(value))
    drawn = [tag("rect", x=min(zero, inner), y=y, width=abs(inner - zero), height=THICK, class_="bar")]
    if end != inner:
        drawn.append(hatched(id_, [(inner, y), (end, y), (end, y + THICK), (inner, y + THICK)]))
    return drawn


def _limits(allowed: Allowed, scale: Scale, bottom: Number, kind: Kind, lang: Lang, *, is_signed: bool) -> list[Markup]:
    """Give the line of zero, the lines of the limits with their figures, and what they are called."""
    drawn = [
        tag("text", allowed.name, x=MARGIN, y=14, class_="soft"),
        tag("line", x1=scale.at(0), y1=TOP, x2=scale.at(0), y2=bottom, class_="axis"),
    ]
    for limit in allowed.limits:
        x = scale.at(limit)
        figure = signed(limit, kind, lang) if is_signed else short(limit, kind, lang)
        anchor = "start" if x < WIDTH / 4 else "end" if x > WIDTH * 3 / 4 else "middle"
        drawn.append(tag("line", x1=x, y1=TOP, x2=x, y2=bottom, class_="limit"))
        drawn.append(tag("text", figure, x=x, y=TOP - 6, text_anchor=anchor, class_="strong"))
    return drawn


def _told(bar: Bar, allowed: Allowed, kind: Kind, lang: Lang, *, is_signed: bool) -> tuple[str, str]:
    outcome = OUTCOMES[bar.outcome].to(lang)
    if bar.value is None:
        return Text("ukendt", "unknown").to(lang), outcome
    return (signed if is_signed else short)(bar.value, kind, lang, allowed.limits), outcome


def _heads(lang: Lang) -> tuple[str, ...]:
    heads = (Text("Emne", "Subject"), Text("Værdi", "Value"), Text("Afgørelse", "Outcome"))
    return tuple(head.to(lang) for head in heads)


def _row(bar: Bar, outcome: str, kind: Kind, lang: Lang) -> tuple[str, ...]:
    exact = Text("ukendt", "unknown").to(lang) if bar.value is None else shown_value(bar.value, kind, lang)
    return bar.label, exact, outcome
