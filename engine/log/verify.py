"""Verification: the chain walked from the first run, and all that each run names held against its hashes."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest
from typing import TypeVar

from sqlalchemy import Connection, func, select, text
from sqlalchemy.sql.selectable import Select

from engine.log.chain import Run, run_of
from engine.log.contents import fetched
from engine.log.guards import guards
from engine.log.links import Finding, Head, first_fault, held_to
from engine.log.pack import Broken, lines_of, parts_of, unpacked
from engine.log.rulefiles import listed
from engine.log.runs import all_runs
from engine.log.store import Store
from engine.log.tables import concern, content, decision, run
from engine.log.told import Entry, concerned, entry_of
from engine.source.problem import Problems
from engine.source.text import Text, same

One = TypeVar("One", Run, int)
PARTS = {
    "rulebook": Text("dens regler", "its rules"),
    "facts": Text("dens fakta", "its facts"),
    "beside": Text("dens fakta", "its facts"),
    "decisions": Text("dens afgørelser", "its decisions"),
}


@dataclass(frozen=True, slots=True)
class Verified:
    """What a verification gave: how many runs there are, the newest, what is wrong, and what is only worth knowing."""

    runs: int
    head: Run | None
    findings: tuple[Finding, ...]
    remarks: tuple[Finding, ...]


def verify(store: Store, heads: Collection[Head] = ()) -> Verified:
    """Walk the chain, and hold the log to `heads` that were kept elsewhere. Raises Problems where it cannot be read."""
    runs, unread = _runs(store)
    fault = first_fault(runs, [f.number for f in unread if f.number]) or (None if unread else held_to(runs, heads))
    check = _Contents()
    findings = [*unread, *([fault] if fault else []), *_each(store, runs, check.of)]
    findings += _others(store, {one.number for one in runs}, {finding.number for finding in unread}, check)
    findings.sort(key=lambda finding: (finding.number is None, finding.number or 0))
    unique = tuple(dict.fromkeys(findings))
    return Verified(len(runs), runs[-1] if runs else None, unique, tuple(_clock(runs)))


def _runs(store: Store) -> tuple[list[Run], list[Finding]]:
    """Give all runs; where the table is damaged, one by one, with a finding for each that cannot be read."""
    try:
        with store.reading() as connection:
            return all_runs(connection), []
    except Problems as error:
        _only_damage(error)
    found: list[Run] = []

    def one(connection: Connection, number: int) -> list[Finding]:
        row = connection.execute(select(run).where(run.c.number == number)).mappings().one_or_none()
        found.extend([run_of(row)] if row else [])
        return []

    return found, _each(store, range(1, _last(store) + 1), one)


def _last(store: Store) -> int:
    """Give the highest number of a run that the log tells of, wherever it can be read."""
    known = [0]
    for query in (select(func.max(run.c.number)), select(func.max(decision.c.run)), select(func.max(concern.c.run))):
        try:
            with store.reading() as connection:
                known.append(connection.execute(query).scalar() or 0)
        except Problems as error:
            _only_damage(error)
    return max(known)


def _each(store: Store, items: Iterable[One], check: Callable[[Connection, One], list[Finding]]) -> list[Finding]:
    """Give what `check` finds of each; what the database cannot read is a finding, and the rest is still checked."""
    found: list[Finding] = []
    waiting = list(items)[::-1]
    while waiting:
        try:
            with store.reading() as connection:
                while waiting:
                    found += check(connection, waiting[-1])
                    waiting.pop()
        except Problems as error:
            _only_damage(error)
            number = _number(waiting.pop())
            text = Text(f"kørsel {number} kan ikke læses", f"run {number} cannot be read")
            found.append(Finding("unreadable", number, text))
    return found


def _number(item: Run | int) -> int:
    return item if isinstance(item, int) else item.number


@dataclass
class _Contents:
    """Checks what runs name. Each content is read once, `states` holds what came of it; `named` all that is named."""

    states: dict[str, Text | None] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)

    def of(self, connection: Connection, run: Run) -> list[Finding]:
        """Give what is wrong with the contents of a run, and with what it is found by."""
        try:
            found = [(part, self._state(connection, getattr(run, name))) for name, part in PARTS.items()]
            if found[0][1] is None:
                _, files = listed(unpacked(fetched(connection, run.rulebook)))
                found += [(same(file), self._state(connection, inner)) for file, inner in files.items()]
            findings = [_content(run.number, part, state) for part, state in found if state]
            rightly = bool(findings) or _found_rightly(connection, run)
        except (LookupError, TypeError, ValueError, AttributeError):  # a content that is whole, but of another kind
            findings, rightly = [], False
        if not rightly:
            text = Text(
                f"kørsel {run.number}: det, den findes ved, er ændret", f"run {run.number}: what finds it was changed"
            )
            findings.append(Finding("changed", run.number, text))
        return findings

    def _state(self, connection: Connection, hash_: str) -> Text | None:
        """Say what is wrong with a content; None where nothing is."""
        self.named.add(hash_)
        if hash_ not in self.states:
            self.states[hash_] = None
            try:
                for _ in parts_of(fetched(connection, hash_)):
                    pass
            except KeyError:
                self.states[hash_] = Text("er fjernet", "removed")
            except Broken:
                self.states[hash_] = Text("er ændret", "changed")
        return self.states[hash_]


def _content(number: int, part: Text, state: Text) -> Finding:
    text = Text(f"kørsel {number}: {part.da} {state.da}", f"run {number}: {part.en} {_were(part)} {state.en}")
    return Finding("changed", number, text)


def _were(part: Text) -> str:
    return "were" if part in PARTS.values() else "was"


def _found_rightly(connection: Connection, one: Run) -> bool:
    """Say whether the rows that a run is found by say what its contents do."""
    lines = lines_of(parts_of(fetched(connection, one.decisions)))
    entries = ((n, entry_of(json.loads(line))) for n, line in enumerate(lines))
    query = select(decision).where(decision.c.run == one.number).order_by(decision.c.position)
    rows = ((row.position, Entry(*row[2:])) for row in connection.execute(query))
    beside = json.loads(unpacked(fetched(connection, one.beside)))
    names = {(row.entity, row.subject, row.operator) for row in connection.execute(_concerns(one))}
    return all(a == b for a, b in zip_longest(entries, rows)) and names == set(concerned(beside["operators"]))


def _concerns(one: Run) -> Select[tuple[str, str, str]]:
    return select(concern.c.entity, concern.c.subject, concern.c.operator).where(concern.c.run == one.number)


def _others(
    store: Store, numbers: Collection[int], unread: Collection[int | None], check: _Contents
) -> Iterator[Finding]:
    """Give what belongs to none of the runs, triggers that are gone, and what SQLite finds wrong with its file."""
    try:
        with store.reading() as connection:
            last = max(numbers, default=0)
            since = [] if unread else [one for one in all_runs(connection) if one.number > last]
            for one in since:  # recorded while the others were looked at
                yield from check.of(connection, one)
            known = {*numbers, *unread, *(one.number for one in since)}
            for table in (decision, concern):
                found = set(connection.execute(select(table.c.run).distinct()).scalars()).difference(known)
                yield from (_stray(number) for number in sorted(found))
            loose = set(connection.execute(select(content.c.hash)).scalars()) - check.named
            if loose and not unread:  # what a run names that cannot be read is not known
                count = len(loose)
                text_ = Text(
                    f"indhold, der ikke hører til en kørsel: {count}", f"contents that belong to no run: {count}"
                )
                yield Finding("put-in", None, text_)
            yield from _guards(connection)
            if connection.dialect.name == "sqlite":
                yield from _integrity(connection)
    except Problems as error:
        _only_damage(error)
        yield Finding("unreadable", None, error.problems[0].message)


def _stray(number: int) -> Finding:
    text_ = Text(f"der er kun rester af kørsel {number}", f"only remains of run {number} are left")
    return Finding("removed", number, text_)


def _guards(connection: Connection) -> Iterator[Finding]:
    dialect = connection.dialect.name
    if dialect == "sqlite":
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        there = {row.name: row.sql for row in connection.execute(text(query))}
        gone = [name for name, sql in guards(dialect).items() if there.get(name) != sql]
    else:
        query = (
            "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal"
            " AND tgenabled IN ('O', 'A') AND relnamespace = current_schema()::regnamespace"
        )
        named = set(connection.execute(text(query)).scalars())
        gone = [name for name in guards(dialect) if name not in named]
    if gone:
        listed_ = ", ".join(gone)
        text_ = Text(f"det, der værner loggen, er taget bort: {listed_}", f"what guards the log is gone: {listed_}")
        yield Finding("unguarded", None, text_)


def _integrity(connection: Connection) -> Iterator[Finding]:
    for said in connection.execute(text("PRAGMA integrity_check(5)")).scalars():
        if said != "ok":
            line = " ".join(said.split())
            yield Finding("unreadable", None, Text(f"filen er beskadiget: {line}", f"the file is damaged: {line}"))


def _clock(runs: list[Run]) -> Iterator[Finding]:
    for before, one in pairwise(runs):
        if one.at < before.at:
            text_ = Text(
                f"kørsel {one.number} bærer et tidligere tidspunkt end kørsel {before.number}: uret var stillet om",
                f"run {one.number} bears an earlier time than run {before.number}: the clock had been set back",
            )
            yield Finding("clock", one.number, text_)


def _only_damage(error: Problems) -> None:
    """Go on where the database could not read what it holds; raise all else."""
    if any(problem.code not in ("log-damaged", "no-log") for problem in error.problems):
        raise error
