"""What people ask: forms and addresses as cases, filters and texts that were typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from starlette.datastructures import FormData, QueryParams

from engine.service.case import Case
from engine.service.pages.fields import GIVEN, WAS
from engine.source.text import Lang
from engine.values.kinds import SHARE
from facts.typed import Typed, day_of
from facts.vocabulary import vocabulary

READING = "r"
"""What begins the names of fields that choose how an open question is read."""
GROUPED: dict[Lang, re.Pattern[str]] = {
    "da": re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:\.\d{3})+(?![\d.,])"),
    "en": re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:,\d{3})+(?![\d.,])"),
}
"""A whole number whose thousands are separated, by language."""
OF_A_FACT = 4
"""Parts in the name of a fact's field: what begins it, entity, id, field."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which decisions a page shows: '' is all. `page`: counted from 1."""

    operator: str = ""
    area: str = ""
    outcome: str = ""
    page: int = 1

    @classmethod
    def of(cls, query: QueryParams) -> Filter:
        """Give the filter in an address."""
        page = query.get("page", "")
        number = int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1
        return cls(query.get("operator", ""), query.get("area", ""), query.get("outcome", ""), max(1, number))


@dataclass(frozen=True, slots=True)
class Entered:
    """A form as it was sent: the texts in its fields, those that were changed, and the readings chosen."""

    texts: dict[str, str]
    typed: tuple[Typed, ...]
    readings: tuple[tuple[str, str], ...]


def judged_by(form: FormData) -> tuple[date | None, tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Give the date, the areas and the readings that a form asks for. Raises Problems."""
    text = _text(form, f"{GIVEN}/as_of").strip()
    areas = tuple(area for area in form.getlist("area") if isinstance(area, str))
    return day_of(text) if text else None, areas, tuple(_readings(form))


def entered(form: FormData, lang: Lang) -> Entered:
    """Give what a form holds: of a list that is ticked off, its members; a field left as it was is not changed.

    A figure's thousands are separated as in `lang`: 400.000 is four hundred thousand on a Danish page.
    """
    texts = {name: _joined(form, name) for name in form if name.startswith(f"{GIVEN}/")}
    for name in form:
        if name.startswith(f"{WAS}/"):
            texts.setdefault(GIVEN + name[len(WAS) :], "")  # a list of which nothing is ticked off
    changed: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for name, text in texts.items():
        parts = name.split("/")
        if len(parts) == OF_A_FACT and text != _text(form, WAS + name[len(GIVEN) :]):
            changed.setdefault((parts[1], parts[2]), []).append((parts[3], _figure(parts[1], parts[3], text, lang)))
    typed = tuple(Typed(entity, id_, tuple(values)) for (entity, id_), values in changed.items())
    return Entered(texts, typed, tuple(_readings(form)))


def with_changes(case: Case, more: Entered) -> Case:
    """Give a case in which what was entered goes before what was there."""
    texts: dict[tuple[str, str], dict[str, str]] = {}
    for typed in (*case.typed, *more.typed):
        texts.setdefault((typed.entity, typed.id), {}).update(typed.values)
    together = tuple(Typed(entity, id_, tuple(values.items())) for (entity, id_), values in texts.items())
    chosen = dict(case.readings) | dict(more.readings)
    return Case(case.files, together, case.as_of, case.areas, case.rules, tuple(chosen.items()))


def _figure(entity: str, name: str, text: str, lang: Lang) -> str:
    """Give a figure without separators of thousands, where they are what the page's language has, and only that.

    Shares keep theirs: they are never so large, and 6.125 would be read wrongly.
    """
    field = vocabulary().entities[entity].fields.get(name) if entity in vocabulary().entities else None
    if field is None or not field.kind.is_figure or field.kind == SHARE:
        return text
    return GROUPED[lang].sub(lambda match: re.sub(r"[.,]", "", match[0]), text)


def _readings(form: FormData) -> Iterator[tuple[str, str]]:
    for name in form:
        if name.startswith(f"{READING}/") and (option := _text(form, name)):
            yield name[len(READING) + 1 :], option


def _joined(form: FormData, name: str) -> str:
    return "; ".join(text for text in form.getlist(name) if isinstance(text, str))


def _text(form: FormData, name: str) -> str:
    given = form.get(name)
    return given if isinstance(given, str) else ""
