"""A picture of each kind, with figures on both sides of every limit, on it, and unknown."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from engine.reports.pages.html import Helps, environment
from engine.reports.pages.pictures.bars import Allowed, Bar, bars_picture
from engine.reports.pages.pictures.course import Line, Point, course_picture
from engine.reports.pages.pictures.drawing import Picture
from engine.reports.pages.pictures.timeline import Milestone, Span, timeline_picture
from engine.source.text import Lang, Text
from engine.values.kinds import MONEY, SHARE

PAGE = """{% extends "base.html" %}{% from "picture.html" import figure with context %}
{% block title %}Klausul{% endblock %}
{% block body %}<main id="indhold"><h1>Klausul</h1>
{% for one in pictures %}{{ figure(one) }}{% endfor %}
</main>{% endblock %}"""
LONG = "Et tilbud & en afdeling med et så langt navn, at det ikke kan stå på én linje, 2016"


def gallery(lang: Lang) -> dict[str, Picture]:
    """Give the pictures by name."""
    return {
        "band": bars_picture(
            "band",
            Text("Over- og underskud", "Surplus and deficit").to(lang),
            (
                Bar("Fjordglimt 2015", Fraction(-63337, 70), "breached"),
                Bar("Solbakken 2015", 320, "met"),
                Bar(LONG, 500, "met"),
                Bar("Havnehuset 2015", None, "undetermined"),
                Bar("Lyngbo 2015", -510, "remark"),
                Bar("Bakkehuset 2015", 0, "met"),
            ),
            Allowed(Text("Reguleres ikke", "Not settled").to(lang), -500, 500),
            SHARE,
            lang,
        ),
        "shares": bars_picture(
            "shares",
            Text("Overhead til administration", "Administration overhead").to(lang),
            (
                Bar("Skovbrynet, niveau 2", 640, "breached"),
                Bar("Lyngbo, niveau 2", 610, "met"),
                Bar("Søhuset", Fraction(6100001, 10000), "breached"),
                Bar("Solbakken", None, "undetermined"),
                Bar("Koglen", 700, "exempt"),
                Bar("Grenen", 100, "not_applicable"),
            ),
            Allowed(Text("Højeste overhead", "Highest overhead").to(lang), None, 610),
            SHARE,
            lang,
        ),
        "course": course_picture(
            "course",
            Text("Taksterne 2014-2018", "The tariffs 2014-2018").to(lang),
            Line(
                Text("gennemsnit, 2015 = 100 %", "average, 2015 = 100 %").to(lang),
                (Point(2014, 10050), Point(2015, 10000), Point(2016, None), Point(2018, Fraction(686955, 70))),
            ),
            Line(Text("3 % under 2015", "3 % below 2015").to(lang), (Point(2015, 10000), Point(2018, 9700))),
            "most",
            SHARE,
            lang,
        ),
        "tariff": course_picture(
            "tariff",
            Text("Taksten pr. dag", "The tariff per day").to(lang),
            Line(
                Text("takst", "tariff").to(lang),
                (Point(2014, 205000), Point(2015, 200000), Point(2017, 195050), Point(2018, 193900)),
            ),
            Line(Text("97 % af 2015", "97 % of 2015").to(lang), (Point(2015, 194000), Point(2018, 194000))),
            "most",
            MONEY,
            lang,
        ),
        "timeline": timeline_picture(
            "timeline",
            Text("Overtagelsen af Solbakken", "The takeover of Solbakken").to(lang),
            (
                Milestone(Text("Beslutning", "Decision").to(lang), date(2015, 10, 20), None, "met"),
                Milestone(
                    Text("Besked til regionen", "Notification").to(lang), date(2016, 1, 4), date(2016, 1, 1), "breached"
                ),
                Milestone(Text("Gennemførelse", "Completion").to(lang), date(2017, 1, 1), date(2017, 1, 1), "met"),
                Milestone(Text("Orientering", "Information").to(lang), None, date(2017, 6, 1), "undetermined"),
            ),
            Span(
                Text("Valgperioden 2014-2017", "Election period 2014-2017").to(lang),
                date(2014, 1, 1),
                date(2017, 12, 31),
            ),
            lang,
        ),
    }


def gallery_page(lang: Lang) -> str:
    """Give a page that shows them all, as other pages show pictures."""
    shown = {"pictures": list(gallery(lang).values())}
    return environment().from_string(PAGE).render(Helps(lang).all() | shown)
