"""Searching the log: recorded decisions by rule, subject, outcome, operator and period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Connection, and_, func, select

from engine.log.runs import Span
from engine.log.tables import concern, decision, run
from engine.log.told import Entry
from engine.source.problem import Place, Problem, Problems, closest, shown
from engine.source.text import Text


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched for; of each kind one must fit, where any are named."""

    rules: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    operators: tuple[str, ...] = ()
    span: Span = field(default_factory=Span)


@dataclass(frozen=True, slots=True)
class Hit:
    """One recorded decision, with the run it is of, when that was and who ran it."""

    run: int
    at: str
    actor: str
    as_of: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Hits:
    """The newest decisions that fit, and how many fit in all."""

    shown: tuple[Hit, ...]
    count: int


def search(connection: Connection, wanted: Wanted, most: int) -> Hits:
    """Give the decisions that fit, the newest runs first, at most `most` of them.

    Raises Problems for a rule, subject or operator that the log does not know at all.
    """
    tests = _tests(wanted)
    of_run = decision.join(run, run.c.number == decision.c.run)
    count = connection.execute(select(func.count()).select_from(of_run).where(*tests)).scalar_one()
    if not count:
        _known(connection, wanted)
    columns = (run.c.number, run.c.at, run.c.actor, run.c.as_of)
    entry = (decision.c.rule, decision.c.entity, decision.c.subject, decision.c.outcome)
    query = select(*columns, *entry).select_from(of_run).where(*tests)
    ordered = query.order_by(run.c.number.desc(), decision.c.position).limit(most)
    return Hits(tuple(Hit(*row[:4], Entry(*row[4:])) for row in connection.execute(ordered)), count)


def _tests(wanted: Wanted) -> list[ColumnElement[bool]]:
    tests = list(wanted.span.test)
    named = ((decision.c.rule, wanted.rules), (decision.c.subject, wanted.subjects))
    tests += [column.in_(names) for column, names in named if names]
    if wanted.outcomes:
        tests.append(decision.c.outcome.in_(wanted.outcomes))
    if wanted.operators:
        same = and_(
            concern.c.run == decision.c.run,
            concern.c.entity == decision.c.entity,
            concern.c.subject == decision.c.subject,
        )
        tests.append(select(concern.c.run).where(same, concern.c.operator.in_(wanted.operators)).exists())
    return tests


def _known(connection: Connection, wanted: Wanted) -> None:
    """Raise Problems for what is wanted and stands nowhere in the log."""
    asked = (
        ("--rule", wanted.rules, decision.c.rule, Text("ingen regel", "no rule")),
        ("--subject", wanted.subjects, decision.c.subject, Text("intet emne", "no subject")),
        ("--operator", wanted.operators, concern.c.operator, Text("ingen driftsherre", "no operator")),
    )
    problems: list[Problem] = []
    for option, names, column, what in asked:
        if names:
            known = set(connection.execute(select(column).distinct()).scalars())
            problems += [_unknown(option, what, name, known) for name in names if name not in known]
    if problems:
        raise Problems(problems)


def _unknown(option: str, what: Text, name: str, known: Iterable[str]) -> Problem:
    message = Text(f"{what.da} i loggen hedder {shown(name)}", f"{what.en} in the log is named {shown(name)}")
    return Problem("not-in-log", Place(option), message, None, closest(name, known))
