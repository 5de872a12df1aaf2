"""When the agreements want something done: the deadlines of the rules, reckoned for each year of a range."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from engine.evaluation.alone import value_of
from engine.rulebook.deadlines import IN_TITLE, YEAR
from engine.rulebook.model import Deadline, Rule, Rulebook
from engine.source.problem import Place, Problem, Problems
from engine.source.text import Text
from engine.values.dates import PERIOD_YEARS, add_months
from facts.factset import Subject

REACH = 20
"""Years before and after a range for which deadlines can fall within it."""


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline reckoned for one year: what must be done by which day, and the rule that wants it."""

    deadline: Deadline
    rule: Rule
    year: int
    day: date
    title: Text


def due(rulebook: Rulebook, first: date, last: date) -> tuple[Due, ...]:
    """Give the deadlines that fall from `first` to `last`, both included, by day, then by id and year."""
    found = [one for deadline in rulebook.deadlines for one in _reckoned(rulebook, deadline, first, last)]
    return tuple(sorted(found, key=lambda one: (one.day, one.deadline.id, one.year)))


def span(first: date | None, last: date | None, today: date) -> tuple[date, date]:
    """Give the range asked for: from today, and an election period on. Raises Problems where it ends too early."""
    start = first or today
    end = last or add_months(start, 12 * PERIOD_YEARS) or date.max
    if end < start:
        message = Text(f"{end} ligger før {start}", f"{end} is before {start}")
        raise Problems([Problem("range", Place("--to"), message, Text(f"{start} eller senere", f"{start} or later"))])
    return start, end


def _reckoned(rulebook: Rulebook, deadline: Deadline, first: date, last: date) -> Iterator[Due]:
    rule = rulebook.rules[deadline.rule]
    start = max(deadline.first or 1, first.year - REACH, 1)
    end = min(deadline.last or 9999, last.year + REACH, 9999)
    for year in range(start, end + 1):
        day = _day(rule, deadline, year)
        if day is not None and first <= day <= last:
            yield Due(deadline, rule, year, day, titled(deadline.title, year))


def titled(title: Text, year: int) -> Text:
    """Give a deadline's title with the year in it."""
    da, en = (IN_TITLE.sub(lambda match: str(year + int(match[1] or 0)), text) for text in title)
    return Text(da, en)


def _day(rule: Rule, deadline: Deadline, year: int) -> date | None:
    """Give the last day for a year; None where the deadline is not reckoned for it."""
    subject, as_of = Subject(YEAR, str(year), {"aar": year}, {}), _in_force(rule, date(year, 1, 1))
    if deadline.when is not None and value_of(deadline.when, rule, as_of, subject) is not True:
        return None
    day = value_of(deadline.by, rule, as_of, subject)
    return day if isinstance(day, date) else None


def _in_force(rule: Rule, day: date) -> date:
    """Give the day of a rule's period that is nearest to `day`: its parameters are taken as they were then."""
    latest = min(day, rule.period.end or date.max)
    return max(latest, rule.period.start or date.min)
