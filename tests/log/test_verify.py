"""Verification finds what plain SQL has done, and names the first run it concerns."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

import pytest
from sqlalchemy import insert

from engine.log import verify as module
from engine.log.chain import Run, sealed
from engine.log.contents import store as store_contents
from engine.log.links import Head
from engine.log.pack import packed
from engine.log.tables import run as run_table
from engine.log.verify import verify
from tests.log.common import RUNS, Log, keep, kept_of, other, runs_of


def found(log: Log, heads: list[Head] | None = None) -> list[tuple[str, int | None, str]]:
    return [(f.code, f.number, f.text.en) for f in verify(log.opened(), heads or []).findings]


def of_run(number: int, *statements: str) -> list[str]:
    """Give a statement for each table, with the number of a run in it."""
    return [statement.format(table, column, number) for statement in statements for table, column in TABLES]


TABLES = (("decision", "run"), ("concern", "run"), ("run", "number"))
REMOVE = "DELETE FROM {} WHERE {} = {}"


def moved(old: int, new: int) -> list[str]:
    return [f"UPDATE {table} SET {column} = {new} WHERE {column} = {old}" for table, column in TABLES]


def test_all_is_as_it_was_recorded(filled: Log) -> None:
    store = filled.opened()
    result = verify(store)
    assert (result.runs, result.findings, result.remarks) == (RUNS, (), ())
    assert result.head == runs_of(store)[-1]


def test_a_run_that_is_recorded_meanwhile_is_no_fault(filled: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    walked = module._each

    def recorded_meanwhile(*given: Any) -> Any:
        found = walked(*given)
        keep(filled.opened(), other(RUNS + 1))
        return found

    monkeypatch.setattr(module, "_each", recorded_meanwhile)
    assert verify(filled.opened()).findings == ()
    assert len(runs_of(filled.opened())) == RUNS + 1


def test_an_empty_log_verifies(log: Log) -> None:
    result = verify(log.opened())
    assert (result.runs, result.head, result.findings) == (0, None, ())


@pytest.mark.parametrize(
    "column",
    ["at", "actor", "account", "version", "as_of", "areas", "rules", "readings", "inference", "hash", "previous"],
)
def test_a_changed_record(filled: Log, column: str) -> None:
    filled.plain(f"UPDATE run SET {column} = 'other' WHERE number = 3")
    assert found(filled)[0] == ("changed", 3, "run 3 was changed")


@pytest.mark.parametrize("column", ["rulebook", "facts", "beside", "decisions"])
def test_a_record_that_names_another_content(filled: Log, column: str) -> None:
    filled.plain(
        f"UPDATE run SET {column} = (SELECT hash FROM content WHERE hash <> {column} LIMIT 1) WHERE number = 4"
    )
    assert found(filled)[0] == ("changed", 4, "run 4 was changed")


@pytest.mark.parametrize("number", [1, 3, RUNS])
def test_a_changed_record_with_its_own_hash_new(filled: Log, number: int) -> None:
    store = filled.opened()
    old = runs_of(store)[number - 1]
    new = sealed(replace(old, actor="other"))
    filled.plain(f"UPDATE run SET actor = 'other', hash = '{new.hash}' WHERE number = {number}")
    if number < RUNS:
        (fault,) = found(filled)
        assert fault[:2] == ("changed", number)
    else:  # the newest has no one after it: a head tells
        assert found(filled) == []
        assert found(filled, [Head(RUNS, old.hash)])[0][:2] == ("not-the-head", 1)


@pytest.mark.parametrize("number", [1, 3, RUNS])
def test_a_removed_run(filled: Log, number: int) -> None:
    store = filled.opened()
    head = runs_of(store)[-1]
    filled.plain(*of_run(number, REMOVE))
    if number < RUNS:
        assert found(filled) == [("removed", number, f"run {number} was removed"), *loose(filled)]
    else:
        assert found(filled, [Head(head.number, head.hash)])[0] == ("removed", RUNS, f"run {RUNS} was removed")


def loose(log: Log) -> list[tuple[str, None, str]]:
    """Give the finding about contents that belong to no run: those of the run that is gone."""
    return [each for each in found(log) if each[1] is None]  # type: ignore[misc]


def test_a_removed_run_with_the_later_ones_moved_up(filled: Log) -> None:
    filled.plain(*of_run(3, REMOVE), *moved(4, 3), *moved(5, 4), *moved(6, 5))
    assert found(filled)[0] == ("removed", 3, "run 3 was removed")


def test_several_removed_runs(filled: Log) -> None:
    filled.plain(*of_run(2, REMOVE), *of_run(3, REMOVE))
    assert found(filled)[0] == ("removed", 2, "runs 2 to 3 were removed")


def test_only_the_record_removed(filled: Log) -> None:
    filled.plain("DELETE FROM run WHERE number = 6")
    assert ("removed", 6, "only remains of run 6 are left") in found(filled)


def test_two_runs_that_changed_places(filled: Log) -> None:
    filled.plain(*moved(2, 99), *moved(4, 2), *moved(99, 4))
    assert found(filled)[0] == ("moved", 2, "run 2 was moved: run 4 stands in its place")


def test_a_run_moved_to_the_end(filled: Log) -> None:
    filled.plain(*moved(2, 99), *moved(3, 2), *moved(4, 3), *moved(5, 4), *moved(6, 5), *moved(99, 6))
    assert found(filled)[0] == ("moved", 2, "run 2 was moved: run 3 stands in its place")


def put_in(log: Log, number: int, new: Run) -> None:
    """Put in a run as the number-th, with contents of its own, and move the others on."""
    log.plain(*[part for old in range(RUNS, number - 1, -1) for part in moved(old, old + 1)])
    values = ", ".join("NULL" if value is None else f"'{value}'" for value in asdict(new).values())
    log.plain(f"INSERT INTO run ({', '.join(asdict(new))}) VALUES ({values})")
    columns = "rule, entity, subject, outcome"
    log.plain(f"INSERT INTO decision SELECT {number}, position, {columns} FROM decision WHERE run = {RUNS + 1}")
    log.plain(f"INSERT INTO concern SELECT {number}, entity, subject, operator FROM concern WHERE run = {RUNS + 1}")


@pytest.mark.parametrize("number", [1, 4])
def test_a_run_that_was_put_in(filled: Log, number: int) -> None:
    store = filled.opened()
    runs = runs_of(store)
    previous = runs[number - 2].hash if number > 1 else None
    new = sealed(replace(runs[-1], number=number, previous=None if number == 1 else "x", actor="other"))
    put_in(filled, number, new)
    assert found(filled)[0][:2] == ("put-in", number)
    filled.plain(f"DELETE FROM run WHERE number = {number}")
    well_made = sealed(replace(new, previous=previous)) if filled.is_sqlite or previous else new
    values = ", ".join("NULL" if value is None else f"'{value}'" for value in asdict(well_made).values())
    if previous is None:
        filled.plain(f"INSERT INTO run ({', '.join(asdict(new))}) VALUES ({values})")
        assert found(filled)[0] == ("put-in", number, f"run {number} was put in")
    else:  # no two runs may follow one: the table itself says no
        with pytest.raises(Exception, match=r"(?i)unique"):
            filled.plain(f"INSERT INTO run ({', '.join(asdict(new))}) VALUES ({values})")


def test_all_later_hashes_worked_out_anew(filled: Log) -> None:
    """Someone changes run 3 and does everything right after it: only what was kept elsewhere tells, and tells where."""
    store = filled.opened()
    runs = runs_of(store)
    previous = runs[1].hash
    statements = []
    for run in runs[2:]:
        new = sealed(replace(run, previous=previous, actor="other" if run.number == 3 else run.actor))
        columns = f"actor = '{new.actor}', previous = '{previous}', hash = '{new.hash}'"
        statements.append(f"UPDATE run SET {columns} WHERE number = {run.number}")
        previous = new.hash
    filled.plain(*statements)
    assert found(filled) == []
    only = [Head(RUNS, runs[-1].hash)]
    assert found(filled, only)[0][:2] == ("not-the-head", 1)
    assert "one of the runs 1 to 6 is not the one that was recorded" in found(filled, only)[0][2]
    between = [Head(2, runs[1].hash), Head(4, runs[3].hash)]
    assert "one of the runs 3 to 4 is not the one that was recorded" in found(filled, between)[0][2]
    every = [Head(run.number, run.hash) for run in runs]
    assert found(filled, every)[0][:2] == ("not-the-head", 3)
    assert found(filled, every)[0][2].startswith("run 3 is not the one that was recorded: ")


def test_heads_that_hold(filled: Log) -> None:
    store = filled.opened()
    runs = runs_of(store)
    assert found(filled, [Head(run.number, run.hash) for run in runs]) == []
    assert found(filled, [Head(None, runs[3].hash)]) == []


@pytest.mark.parametrize(
    ("part", "words"),
    [("rulebook", "its rules were"), ("facts", "its facts were"), ("decisions", "its decisions were")],
)
@pytest.mark.parametrize("how", ["body", "size", "gone", "other"])
def test_a_changed_content(filled: Log, part: str, words: str, how: str) -> None:
    store = filled.opened()
    runs = runs_of(store)
    hash_ = getattr(runs[2], part)
    first = next(run.number for run in runs if getattr(run, part) == hash_)
    body = packed([b"something else"]).body.hex()
    literal = f"X'{body}'" if filled.is_sqlite else f"'\\x{body}'::bytea"
    statement = {
        "body": f"UPDATE content SET body = {literal} WHERE hash = '{hash_}'",
        "size": f"UPDATE content SET size = size + 1 WHERE hash = '{hash_}'",
        "gone": f"DELETE FROM content WHERE hash = '{hash_}'",
        "other": f"UPDATE content SET hash = '{'0' * 64}' WHERE hash = '{hash_}'",
    }[how]
    filled.plain(statement)
    state = "removed" if how in ("gone", "other") else "changed"
    assert found(filled)[0] == ("changed", first, f"run {first}: {words} {state}")


def test_a_changed_rule_file(log: Log) -> None:
    store = log.with_runs(2)
    with store.reading() as connection:
        kept = kept_of(store, connection, 1)
        content = kept.files()["takst/overhead.yaml"]
    hash_ = packed([content]).hash
    changed = packed([content.replace(b"6.1 %", b"9.9 %")])
    body = changed.body.hex()
    literal = f"X'{body}'" if log.is_sqlite else f"'\\x{body}'::bytea"
    log.plain(f"UPDATE content SET body = {literal}, size = {changed.size} WHERE hash = '{hash_}'")
    assert found(log)[0] == ("changed", 1, "run 1: takst/overhead.yaml was changed")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decision SET outcome = 'met' WHERE run = 4 AND outcome = 'breached'",
        "UPDATE decision SET rule = 'takst/x' WHERE run = 4 AND position = 0",
        "DELETE FROM decision WHERE run = 4 AND position = 3",
        "INSERT INTO decision VALUES (4, 999, 'takst/x', 'takst', 'x', 'met')",
        "UPDATE concern SET operator = 'nord' WHERE run = 4 AND operator = 'midt'",
        "DELETE FROM concern WHERE run = 4 AND subject = 'aa'",
        "INSERT INTO concern VALUES (4, 'takst', 'x', 'midt')",
    ],
)
def test_changed_rows_that_a_run_is_found_by(filled: Log, statement: str) -> None:
    filled.plain(statement)
    assert found(filled) == [("changed", 4, "run 4: what finds it was changed")]


def test_what_belongs_to_no_run(log: Log) -> None:
    store = log.with_runs(2)
    with store.writing() as connection:
        store_contents(connection, [packed([b"stray"])])
    log.plain("INSERT INTO decision VALUES (9, 0, 'takst/x', 'takst', 'x', 'met')")
    assert found(log) == [
        ("removed", 9, "only remains of run 9 are left"),
        ("put-in", None, "contents that belong to no run: 1"),
    ]


def test_the_first_of_several_faults_comes_first(filled: Log) -> None:
    filled.plain(
        "UPDATE run SET actor = 'other' WHERE number = 5",
        "DELETE FROM concern WHERE run = 2 AND subject = 'aa'",
    )
    assert [each[1] for each in found(filled)] == [2, 5]


def test_a_log_with_a_fault_is_still_added_to(log: Log) -> None:
    store = log.with_runs(3)
    log.plain("UPDATE run SET actor = 'other' WHERE number = 2")
    keep(store, other(50))
    assert found(log) == [("changed", 2, "run 2 was changed")]
    with store.writing() as connection:
        last = runs_of(store)[-1]
        new = sealed(replace(last, number=5, previous=last.hash))
        connection.execute(insert(run_table), asdict(new))
    assert found(log)[-1] == ("changed", 5, "run 5: what finds it was changed")
