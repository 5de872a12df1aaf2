"""What the agreements want done by when: a table by year, and an iCalendar file (RFC 5545)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from itertools import groupby

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text as Styled

from engine.decision.deadlines import Due
from engine.reports.citations import cited_lines, cited_shortly
from engine.reports.counted import things_counted
from engine.reports.display import shown_date
from engine.reports.paper import printed
from engine.reports.words import MODALITY
from engine.rulebook.model import Rulebook
from engine.source.text import Lang, Text

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def deadline_list(
    rulebook: Rulebook, found: Sequence[Due], span: tuple[date, date], lang: Lang, *, terminal: bool = False
) -> str:
    """Give the deadlines that fall in `span` as a table, a section for each year."""
    start, end = (shown_date(day, lang) for day in span)
    count = things_counted("deadline", len(found), lang)
    head = Text(f"{count} fra {start} til {end}.", f"{count} from {start} to {end}.")
    parts: list[RenderableType] = [head.to(lang)]
    if found:
        parts.append(_table(rulebook, found, lang))
    return printed(Group(*parts), terminal=terminal)


def _table(rulebook: Rulebook, found: Sequence[Due], lang: Lang) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True)
    table.add_column(Text("Senest", "By").to(lang), no_wrap=True)
    table.add_column(Text("Hvad", "What").to(lang), ratio=3, overflow="fold")
    table.add_column(Text("Efter", "Under").to(lang), ratio=2, overflow="fold")
    for _, of_year in groupby(found, key=lambda one: one.day.year):
        for one in of_year:
            rule = Styled(one.title.to(lang)).append(f"\n{one.rule.id}", style="dim")
            cited = cited_shortly(rulebook, one.rule.citations, lang)
            table.add_row(shown_date(one.day, lang), rule, Styled(cited, style="dim"))
        table.add_section()
    return table


def calendar(rulebook: Rulebook, found: Sequence[Due], lang: Lang) -> str:
    """Give the deadlines as an iCalendar file: an all-day event each, known by deadline and year.

    The same deadlines give the same bytes: an event is stamped with the first day its rule is in force.
    """
    from icalendar import Calendar, Event  # heavy, and for this format only

    made = Calendar()
    made.add("prodid", "-//Klausul//deadlines//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", Text("Frister efter aftalerne", "Deadlines of the agreements").to(lang))
    for one in found:
        event = Event()
        event.add("uid", f"{one.deadline.id}/{one.year}@klausul".replace("/", "."))
        start = one.rule.period.start
        event.add("dtstamp", datetime.combine(start, time(), UTC) if start else NEVER)
        event.add("dtstart", one.day)
        event.add("summary", one.title.to(lang))
        event.add("description", _description(rulebook, one, lang))
        event.add("categories", [one.rule.area])
        event.add("transp", "TRANSPARENT")
        made.add_component(event)
    text: bytes = made.to_ical()
    return text.decode()


def _description(rulebook: Rulebook, one: Due, lang: Lang) -> str:
    bound = f"{one.rule.title.to(lang)} ({MODALITY[one.rule.modality].to(lang)})"
    return "\n".join([bound, *cited_lines(rulebook, one.rule.citations, lang), one.rule.id])
