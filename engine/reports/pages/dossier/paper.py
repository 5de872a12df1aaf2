"""The dossier as PDF: typeset by a template that is given everything as data, with the fonts that come with typst."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from markupsafe import Markup

from engine import __version__
from engine.reports.pages.dossier.model import Dossier
from engine.reports.pages.html import TEMPLATES
from engine.source.text import Lang, Text

WORDS = {
    "dossier": Text("Sagsmappe", "Dossier"),
    "contents": Text("Indhold", "Contents"),
    "summary": Text("Opsummering", "Summary"),
    "operator": Text("Driftsherre", "Operator"),
    "area": Text("Område", "Area"),
    "all": Text("Alle", "All"),
    "total": Text("I alt", "In all"),
    "none": Text("Ingen.", "None."),
    "open": Text("Uafklarede krav", "Undetermined requirements"),
    "ask": Text("Spørg driftsherren om", "Ask the operator for"),
    "whom": Text("Spørg", "Ask"),
    "about": Text("Om", "Of"),
    "missing": Text("Hvad der mangler", "What is missing"),
    "waiting": Text("Venter på det", "Waiting for it"),
    "judge": Text("Skal vurderes af en person", "For a person to judge"),
    "readings": Text("Afhænger af, hvordan aftalen læses", "Depends on how the agreement is read"),
    "undetermined": Text("De uafklarede afgørelser", "The undetermined decisions"),
    "alike": Text("De uafklarede afgørelser efter det, de mangler", "The undetermined decisions by what they lack"),
    "why": Text("Hvorfor", "Why"),
    "count": Text("Afgørelser", "Decisions"),
    "rule": Text("Regel", "Rule"),
    "rules": Text("Regler", "Rules"),
    "settled": Text("Intet er uafklaret.", "Nothing is undetermined."),
    "pictures": Text("Billeder", "Pictures"),
    "tariffs": Text("Taksterne bag gennemsnittet", "The tariffs behind the average"),
    "decisions": Text("Alle afgørelser", "All decisions"),
    "basis": Text("Grundlag", "Basis"),
    "marks": Text(
        "× er overtrådt, en trekant en bemærkning, en stiplet ring uafklaret, en åben firkant undtaget, nej eller "
        "ikke bedømt, og en fyldt prik overholdt eller ja.",
        "× is breached, a triangle a remark, a dashed ring undetermined, an open square exempt, false or not judged, "
        "and a full dot met or true.",
    ),
}
COLOURS = {"--ink": "#000", "--soft": "#444", "--paper": "#fff"}
"""What the page's style leaves to the screen."""


def paper(dossier: Dossier, lang: Lang) -> bytes:
    """Give a dossier as PDF. The same dossier gives the same bytes: no clock, and no font of the machine."""
    from typst import compile as typeset  # heavy, and not needed for HTML

    words = {name: text.to(lang) for name, text in WORDS.items()}
    words["made"] = f"{Text('Lavet af Klausul', 'Made by Klausul').to(lang)} {__version__}."
    data = {"words": words} | _plain(asdict(dossier))
    template = (TEMPLATES / "dossier.typ").read_bytes()
    made = typeset(template, sys_inputs={"dossier": json.dumps(data)}, ignore_system_fonts=True)
    assert isinstance(made, bytes)  # noqa: S101 - one document, not one image a page
    return made


def _plain(data: Any) -> Any:
    """Give data with the pictures as files of their own, and without the traces: those are for the screen."""
    if isinstance(data, dict):
        return {name: _plain(held) for name, held in data.items() if name != "trace"}
    if isinstance(data, list | tuple):
        return [_plain(held) for held in data]
    return _alone(data) if isinstance(data, Markup) else data


def _alone(svg: Markup) -> str:
    """Give a picture that stands in a page as one that stands alone: with the page's rules for it."""
    style = (TEMPLATES / "style.css").read_text("utf-8")
    rules = [line.replace(".picture ", "") for line in style.splitlines() if line.startswith(".picture ")]
    told = "\n".join(["text { font-family: 'Libertinus Serif'; font-size: 12px; }", *rules])
    for name, colour in COLOURS.items():
        told = told.replace(f"var({name})", colour)
    head, end, rest = str(svg).partition(">")
    named = head.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return f"{named}{end}<style>{told}</style>{rest}"
