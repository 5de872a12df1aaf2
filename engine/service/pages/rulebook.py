"""The rulebook, browsed: by document and chapter, searched, a rule at a time; and the deadlines by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from engine.decision.deadlines import Due, due
from engine.decision.decide import Prepared, prepare
from engine.decision.files import own_rules
from engine.reports.citations import cited_lines
from engine.reports.deadlines import calendar
from engine.reports.display import LOCALES
from engine.reports.pages.book import Book
from engine.reports.pages.examples import cases_of, examples_of
from engine.reports.pages.html import anchor
from engine.reports.words import MODALITY
from engine.rulebook.model import Rule, Rulebook
from engine.ruletest.format import Case as TestCase
from engine.service.pages.frame import Frame, shown
from engine.service.work.desk import Desk
from engine.source.text import Lang

MOST_HITS = 60


@dataclass(frozen=True, slots=True)
class Spanned:
    """A span of days that was asked for: as it was typed, what is wrong with that, and the days."""

    texts: tuple[str, str]
    faults: tuple[str, ...]
    span: tuple[date, date]


def place_of(frame: Frame, rulebook: Rulebook, place: str) -> str:
    """Give the address of a place that pages of rules name: of a rule or a term of it, a parameter, a chapter."""
    head, _, rest = place.partition(":")
    if head in rulebook.rules:
        return frame.url(f"/rules/rule/{head}") + (f"#{place}" if rest else "")
    if head == "dokument":
        return frame.url(f"/rules/document/{rest}")
    if head in rulebook.documents:
        return frame.url(f"/rules/document/{head}") + f"#{place}"
    return frame.url("/rules/parameters") + f"#{place}"


def contents(desk: Desk, frame: Frame, sought: str) -> str:
    """Give the documents with their chapters, and the rules that hold what is sought. Raises Problems."""
    book = Book(desk.rulebook(), frame.lang)
    found = _found(book, sought, frame.lang) if sought.strip() else []
    return _page("rules.html", frame, book, sections=book.sections(), sought=sought, found=found, areas=book.areas())


def document(desk: Desk, frame: Frame, id_: str) -> str | None:
    """Give a document's chapters with their rules; None where there is no such document. Raises Problems."""
    book = Book(desk.rulebook(), frame.lang)
    section = next((section for section in book.sections() if section.document.id == id_), None)
    return _page("document.html", frame, book, section=section) if section else None


def rule(desk: Desk, frame: Frame, id_: str) -> str | None:
    """Give a rule with its text, parameters, readings and tests; None where there is no such rule. Raises Problems."""
    prepared = _prepared(desk)
    cases = _cases(desk.rules.folder or own_rules()) if desk.rules.are_there else ()  # tests of others tell nothing
    found = prepared.rulebook.rules.get(id_)
    if found is None:
        return None
    book = Book(prepared.rulebook, frame.lang)
    first = found.citations[0]
    return _page(
        "of_rule.html",
        frame,
        book,
        view=book.shelf.view(found),
        document=prepared.rulebook.documents[first.document],
        chapter=book.heading(prepared.rulebook.documents[first.document], first.chapter),
        chapter_anchor=anchor(first.document, first.chapter),
        examples=examples_of(prepared, cases, [id_])[id_],
    )


def parameters(desk: Desk, frame: Frame) -> str:
    """Give the parameters with their values by date. Raises Problems."""
    book = Book(desk.rulebook(), frame.lang)
    return _page("parameters.html", frame, book, figures=book.figures())


def deadlines(desk: Desk, frame: Frame, asked: Spanned, subscribe: str) -> str:
    """Give the deadlines of a span by month. `subscribe`: the address that calendars follow. Raises Problems."""
    from babel.dates import format_date  # heavy

    rulebook, lang = desk.rulebook(), frame.lang
    found = due(rulebook, *asked.span)
    months = [
        (str(format_date(day, "LLLL y", locale=LOCALES[lang])), [_told(rulebook, one, lang) for one in of])
        for day, of in groupby(found, key=lambda one: one.day.replace(day=1))
    ]
    return _page(
        "deadlines.html",
        frame,
        Book(rulebook, lang),
        months=months,
        count=len(found),
        span=asked.span,
        asked=asked.texts,
        faults=asked.faults,
        years=_years(rulebook),
        subscribe=subscribe,
    )


def calendar_file(desk: Desk, first: date, last: date, lang: Lang) -> bytes:
    """Give the same as an iCalendar file. Raises Problems."""
    rulebook = desk.rulebook()
    return calendar(rulebook, due(rulebook, first, last), lang).encode()


def _told(rulebook: Rulebook, one: Due, lang: Lang) -> tuple[Due, str, list[str]]:
    return one, MODALITY[one.rule.modality].to(lang), cited_lines(rulebook, one.rule.citations, lang)


def _years(rulebook: Rulebook) -> list[int]:
    """Give the years in which rules with deadlines are in force and that have any."""
    rules = [rulebook.rules[deadline.rule] for deadline in rulebook.deadlines]
    starts = [rule.period.start.year for rule in rules if rule.period.start]
    ends = [rule.period.end.year for rule in rules if rule.period.end]
    if not starts:
        return []
    years = range(min(starts) - 1, max([*ends, *starts]) + 5)
    found = due(rulebook, date(years[0], 1, 1), date(years[-1], 12, 31))
    return sorted({one.day.year for one in found})


def _found(book: Book, sought: str, lang: Lang) -> list[tuple[Rule, str]]:
    """Give the rules that hold every word sought: in id, title, what they say and how they are read."""
    words = sought.casefold().split()
    hits = []
    for each in book.rulebook.rules.values():
        texts = (each.title, each.says, each.interpretation, each.remedy, each.question)
        cited = "; ".join(cited_lines(book.rulebook, each.citations, lang))
        told = " ".join([each.id, cited, *(text.to(lang) for text in texts if text)]).casefold()
        if all(word in told for word in words):
            title = each.title.to(lang).casefold()
            hits.append((not all(word in title for word in words), title, each, cited))
    return [(each, cited) for _, _, each, cited in sorted(hits, key=lambda hit: hit[:2])[:MOST_HITS]]


def _page(template: str, frame: Frame, book: Book, **view: object) -> str:
    rulebook = book.rulebook
    return shown(template, frame, lambda place: place_of(frame, rulebook, place), book=book, rulebook=rulebook, **view)


_ready: dict[str, Prepared] = {}
"""The rulebook ready to decide, by its digest: there is one in a process."""


def _prepared(desk: Desk) -> Prepared:
    rulebook = desk.rulebook()
    if rulebook.digest not in _ready:
        _ready[rulebook.digest] = prepare(rulebook)
    return _ready[rulebook.digest]


@lru_cache(maxsize=1)
def _cases(folder: Path) -> Sequence[TestCase]:
    return cases_of(folder)
