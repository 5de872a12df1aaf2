"""Figures as labels of a picture: short, but never so rounded that they lie on the other side of a limit."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from engine.reports.display import shown_figure
from engine.source.text import Lang
from engine.values.kinds import SHARE, Exact, Kind, unpack

MOST_DECIMALS = 6


def short(units: Exact, kind: Kind, lang: Lang, limits: Iterable[Exact] = (), decimals: int = 2) -> str:
    """Give a figure with `decimals`, marked with ~ where it is rounded; with more where a limit is nearer than that."""
    figure = unpack(units, kind)
    bounds = [unpack(limit, kind) for limit in limits]
    places = decimals + (2 if kind == SHARE else 0)
    while places < MOST_DECIMALS + 2:
        rounded = Fraction(round(figure * 10**places), 10**places)
        if rounded == figure:
            return shown_figure(figure, kind, lang)
        if all((rounded > bound) == (figure > bound) and rounded != bound for bound in bounds):
            return "~" + shown_figure(rounded, kind, lang)
        places += 1
    return shown_figure(figure, kind, lang)


def signed(units: Exact, kind: Kind, lang: Lang, limits: Iterable[Exact] = ()) -> str:
    """Give a figure with its sign, also where it is positive."""
    told = short(units, kind, lang, limits)
    return told.replace("~", "~+") if units > 0 and told.startswith("~") else f"+{told}" if units > 0 else told
