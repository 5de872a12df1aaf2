"""What a chain can tell by itself: any change, removal, move or insertion, and the first run it concerns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.log import links
from engine.log.chain import Run, sealed
from engine.log.links import Head, first_fault, held_to

PLAIN = Run(
    number=0,
    format=1,
    at="2026-01-31T12:00:00.000000Z",
    actor="anna",
    account="anna",
    version="0.1.0",
    inference=None,
    as_of="2017-06-01",
    areas="",
    rules="",
    readings="",
    rulebook="r",
    facts="f",
    beside="b",
    decisions="d",
    previous=None,
)


@pytest.fixture(scope="module", autouse=True)
def near() -> Iterator[None]:
    """Look for a run's place nearby only: these chains are short."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(links, "FARTHEST", 20)
        yield


def chain(count: int, first: int = 1, previous: str | None = None, actor: str = "anna") -> list[Run]:
    runs: list[Run] = []
    for number in range(first, first + count):
        run = sealed(replace(PLAIN, number=number, previous=previous, facts=f"f{number}", actor=actor))
        previous = run.hash
        runs.append(run)
    return runs


def numbered(runs: list[Run]) -> list[Run]:
    return [replace(run, number=number) for number, run in enumerate(runs, start=1)]


def resealed(runs: list[Run], first: int) -> list[Run]:
    """Work all hashes out anew from run `first` on, as someone could who wants to hide a change."""
    done = runs[: first - 1]
    for number, run in enumerate(runs[first - 1 :], start=first):
        done.append(sealed(replace(run, number=number, previous=done[-1].hash if done else None)))
    return done


def told(runs: list[Run], heads: list[Head] | None = None) -> tuple[str, int | None] | None:
    fault = first_fault(runs) or held_to(runs, heads or [])
    return (fault.code, fault.number) if fault else None


counts = st.integers(2, 8)


@given(st.integers(0, 8))
def test_a_chain_holds(count: int) -> None:
    assert told(chain(count)) is None


@given(counts, st.data())
def test_a_change_is_found(count: int, data: st.DataObject) -> None:
    runs, at = chain(count), data.draw(st.integers(0, count - 1))
    name = data.draw(st.sampled_from(["at", "actor", "account", "version", "as_of", "areas", "facts", "decisions"]))
    runs[at] = replace(runs[at], **{name: "other"})
    assert told(runs) == ("changed", at + 1)


@given(counts, st.data())
def test_a_changed_hash_is_found(count: int, data: st.DataObject) -> None:
    runs, at = chain(count), data.draw(st.integers(0, count - 1))
    runs[at] = replace(runs[at], hash="0" * 64)
    assert told(runs) == ("changed", at + 1)


@given(counts, st.data())
def test_a_change_with_its_own_hash_is_found(count: int, data: st.DataObject) -> None:
    runs, at = chain(count), data.draw(st.integers(0, count - 2))
    runs[at] = sealed(replace(runs[at], actor="other"))
    assert told(runs) == ("changed", at + 1)


@given(counts, st.data(), st.booleans())
def test_a_removal_is_found(count: int, data: st.DataObject, renumber: bool) -> None:
    runs, at = chain(count), data.draw(st.integers(0, count - 2))
    how_many = data.draw(st.integers(1, count - 1 - at))
    del runs[at : at + how_many]
    assert told(numbered(runs) if renumber else runs) == ("removed", at + 1)


@given(counts, st.data())
def test_a_swap_is_found(count: int, data: st.DataObject) -> None:
    runs = chain(count)
    one, other = sorted(data.draw(st.lists(st.integers(0, count - 1), min_size=2, max_size=2, unique=True)))
    runs[one], runs[other] = runs[other], runs[one]
    assert told(numbered(runs)) == ("moved", one + 1)


@given(counts, st.data())
def test_any_other_order_is_found(count: int, data: st.DataObject) -> None:
    runs = chain(count)
    order = data.draw(st.permutations(range(count)))
    first = next((at + 1 for at, of in enumerate(order) if at != of), None)
    assert told(numbered([runs[of] for of in order])) == (("moved", first) if first else None)


@given(counts, st.data(), st.booleans())
def test_what_is_put_in_is_found(count: int, data: st.DataObject, well_made: bool) -> None:
    runs, at = chain(count), data.draw(st.integers(0, count - 1))
    before = runs[at - 1].hash if at else None
    made = sealed(replace(PLAIN, number=at + 1, previous=before, actor="other"))
    runs.insert(at, made if well_made else replace(made, hash="0" * 64))
    assert told(numbered(runs)) == ("put-in", at + 1)


@given(counts, st.data())
def test_what_is_put_in_with_no_one_before_it_is_found(count: int, data: st.DataObject) -> None:
    runs, at = chain(count), data.draw(st.integers(0, count - 1))
    runs.insert(at, sealed(replace(PLAIN, number=at + 1, previous="0" * 64)))
    assert told(numbered(runs)) == ("put-in", at + 1)


def test_what_is_put_in_at_the_end() -> None:
    runs = chain(3)
    added = sealed(replace(PLAIN, number=4, previous="0" * 64))
    assert told([*runs, added]) == ("changed", 3)  # or run 4 was put in: the text says both
    fault = first_fault([*runs, added])
    assert fault
    assert fault.text.en == "run 3 was changed, or run 4 was put in: run 4 follows another one"


def test_a_copy_put_in_is_found() -> None:
    runs = chain(4)
    assert told(numbered([*runs[:2], runs[1], *runs[2:]])) == ("put-in", 2)


def test_two_last_runs_cannot_be_told_apart() -> None:
    runs = chain(3)
    fault = first_fault(numbered([*runs, sealed(replace(runs[2], actor="other"))]))
    assert fault
    assert fault.text.en == "run 3 or 4 was put in: both say that they are run 3"


@given(counts, st.data())
def test_whole_heads_tell_the_run_though_all_hashes_are_new(count: int, data: st.DataObject) -> None:
    runs, at = chain(count), data.draw(st.integers(0, count - 1))
    heads = [Head(run.number, run.hash) for run in runs]
    how = data.draw(st.sampled_from(["change", "remove", "move", "put in"]))
    if how == "change":
        runs[at] = replace(runs[at], actor="other")
    elif how == "remove":
        del runs[at]
    elif how == "move":
        runs.append(runs.pop(at))
    else:
        runs.insert(at, replace(PLAIN, actor="other"))
    forged = resealed(runs, at + 1)
    assert told(forged) is None  # by itself it holds
    if how == "move" and at == count - 1:
        assert told(forged, heads) is None
    else:
        code = "removed" if how == "remove" and at == count - 1 else "not-the-head"
        assert told(forged, heads) == (code, at + 1)


@given(counts, st.data())
def test_one_head_tells_that_something_before_it_is_new(count: int, data: st.DataObject) -> None:
    runs, at = chain(count), data.draw(st.integers(0, count - 1))
    heads = [Head(count, runs[-1].hash)]
    runs[at] = replace(runs[at], actor="other")
    assert told(resealed(runs, at + 1), heads) == ("not-the-head", 1)
    assert told(resealed(runs, at + 1), [Head(None, heads[0].hash)]) == ("not-the-head", 1)


def test_heads_in_between_narrow_it_down() -> None:
    runs = chain(8)
    heads = [Head(run.number, run.hash) for run in runs if run.number in (3, 6, 8)]
    runs[4] = replace(runs[4], actor="other")
    fault = held_to(resealed(runs, 5), heads)
    assert fault
    assert fault.text.en == (
        "one of the runs 4 to 6 is not the one that was recorded: it was changed, or one was removed, moved or put in"
    )


@pytest.mark.parametrize("count", [0, 3])
def test_runs_cut_off_the_end_are_found_by_a_head(count: int) -> None:
    runs = chain(5)
    fault = held_to(runs[:count], [Head(5, runs[-1].hash)])
    assert fault
    assert (fault.code, fault.number) == ("removed", count + 1)
    bare = held_to(runs[:count], [Head(None, runs[-1].hash)])
    assert bare
    assert (bare.code, bare.number) == ("not-the-head", 1)


def test_an_old_head_still_holds() -> None:
    runs = chain(5)
    assert held_to(runs, [Head(2, runs[1].hash), Head(None, runs[3].hash)]) is None


def test_a_head_with_another_number_does_not() -> None:
    runs = chain(5)
    assert told(runs, [Head(3, runs[1].hash)]) == ("not-the-head", 1)


def test_runs_that_cannot_be_read_are_passed_over() -> None:
    runs = chain(6)
    without = [run for run in runs if run.number not in (2, 3, 6)]
    assert first_fault(without, [2, 3, 6]) is None
    assert first_fault(without, [2, 6]) is not None


def test_numbers_that_never_were_are_a_change() -> None:
    runs = chain(3)
    runs[1] = replace(runs[1], format=77)
    assert told(runs) == ("changed", 2)
    runs = chain(3)
    runs[2] = replace(runs[2], number=2**60)
    assert told(runs) == ("changed", 2**60)
