"""What worker processes do where a check begins: the first page, and the forms for what is typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from engine.reports.display import shown_date
from engine.reports.words import area_name
from engine.rulebook.model import Rulebook
from engine.rulebook.uses import uses
from engine.service.pages.faults import faults_of, questions_of
from engine.service.pages.fields import Fields, Option, field_of, wrong_by_field
from engine.service.pages.frame import Frame, shown
from engine.service.pages.parts import Part, parts_of, placed
from engine.service.work.desk import Desk
from engine.source.problem import Problem
from engine.source.text import Lang, Text
from facts.vocabulary import vocabulary
from facts.wording.forms import forms

COMMON = ("takst", "tilbud", "overtagelse")
"""What is checked alone the most often."""


def start(desk: Desk, frame: Frame, texts: Mapping[str, str], problems: tuple[Problem, ...], held: list[Any]) -> str:
    """Give the page on which a check begins. `held`: the checks that are held, as (id, files, facts typed)."""
    rulebook, lang = desk.rulebook(), frame.lang
    entities = [(name, forms(name).several.to(lang)) for name in vocabulary().entities]
    return shown(
        "check.html",
        frame,
        areas=_areas(rulebook, lang),
        questions=questions_of(rulebook, frame.lang),
        common=[(name, vocabulary().entities[name].label.to(lang)) for name in COMMON],
        entities=sorted((one for one in entities if one[0] not in COMMON), key=lambda one: one[1]),
        texts=texts,
        problems=faults_of(problems, lang),
        held=held,
        logged=desk.log is not None,
        rules=len(rulebook.rules),
    )


def form(
    desk: Desk, frame: Frame, entity: str, texts: Mapping[str, str], problems: tuple[Problem, ...], today: date
) -> str:
    """Give the form for one subject and those that it belongs to."""
    rulebook, lang = desk.rulebook(), frame.lang
    used = uses(rulebook)
    of_form = parts_of(entity, used)
    problems = tuple(placed(problem, of_form, texts) for problem in problems)
    wrong = wrong_by_field(problems, lang)
    fields = Fields(rulebook, used, lang, None, wrong, texts)
    return shown(
        "form.html",
        frame,
        entity=entity,
        name=vocabulary().entities[entity].label.to(lang),
        parts=[
            (
                part,
                _title(part, of_form, lang),
                *fields.all_of(part.entity, part.id, related=False),
                wrong.get(part.id_field, ()),
                _is_open(part, texts, problems),
            )
            for part in of_form
        ],
        texts={"f/as_of": shown_date(_last_covered(rulebook, today), lang)} | dict(texts),
        problems=faults_of(problems, lang),
    )


def parts(desk: Desk, entity: str) -> list[Part]:
    """Give the parts of the form for one subject."""
    return parts_of(entity, uses(desk.rulebook()))


def template(desk: Desk, lang: Lang) -> bytes:
    """Give the empty workbook that the rules' facts are filled into. Raises Problems."""
    from facts.convert import template_for

    return template_for(uses(desk.rulebook()), "klausul.xlsx", lang)


def _areas(rulebook: Rulebook, lang: Lang) -> list[Option]:
    return [Option(area, area_name(area, lang)) for area in sorted({rule.area for rule in rulebook.rules.values()})]


def _title(part: Part, parts_: list[Part], lang: Lang) -> str:
    """Give what a part of the form is called: what it is, and of what."""
    if part.relation is None or part.of is None:
        return vocabulary().entities[part.entity].label.to(lang)
    owner = next(each for each in parts_ if each.id == part.of)
    label = vocabulary().field(owner.entity, part.relation).label.to(lang)
    the = forms(owner.entity).the.to(lang)
    return Text(f"{label} ({the} hører til her)", f"{label} (that {the} belongs to)").to(lang)


def _is_open(part: Part, texts: Mapping[str, str], problems: Iterable[Problem]) -> bool:
    """Say whether a part of the form is shown at once: the first two, and what holds anything."""
    begin = f"f/{part.entity}/{part.id}/"
    filled = any(text for name, text in texts.items() if name.startswith(begin) and not name.endswith("/id"))
    return part.of is None or filled or any((field_of(problem) or "").startswith(begin) for problem in problems)


def _last_covered(rulebook: Rulebook, today: date) -> date:
    """Give the day until today on which most demands were in force, and the last of these."""
    periods = [rule.period for rule in rulebook.rules.values() if not rule.is_conclusion]
    days = {today, *(period.end for period in periods if period.end and period.end < today)}
    return max(days, key=lambda day: (sum(period.holds(day) for period in periods), day))
