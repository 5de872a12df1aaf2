"""Lanes and desks: what goes together goes down one lane, what ends is told, a desk remembers."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from engine.service.case import Case
from engine.service.settings import Limits, Settings
from engine.service.work.crew import Busy, Crashed, TooLong, TooMuch
from engine.service.work.desk import REMEMBERED, Desk, at_hand
from engine.service.work.lanes import Lanes
from engine.source.problem import Place, Problem, Problems
from engine.source.text import same
from facts.read import File

KEYS = [str(number) for number in range(40)]


def where(_: Desk) -> int:
    """Give the process that it is done in."""
    return os.getpid()


def slept(desk: Desk, seconds: float) -> int:
    """Wait, and tell of a decision made."""
    desk.tell(3)
    time.sleep(seconds)
    return os.getpid()


def grown(_: Desk) -> int:
    """Ask for more and more memory."""
    held = []
    while True:
        held.append(bytearray(10_000_000))


def ended(_: Desk, status: int) -> None:
    """End the process."""
    os._exit(status)


def wrong(_: Desk) -> None:
    """Find a problem."""
    raise Problems([Problem("wrong", Place("a.yaml", 3, 4), same("no"))])


@pytest.fixture
def settings(small_rules: Path) -> Settings:
    """How the lanes are run."""
    return Settings(
        rules=small_rules, workers=2, limits=Limits(seconds=4.0, job_seconds=20.0, waiting=3, memory=700_000_000)
    )


@pytest.fixture
def lanes(settings: Settings, small_rules: Path) -> Iterator[Lanes]:
    """Two lanes, and that of long work."""
    found = Lanes(settings)
    found.open(at_hand(small_rules))
    yield found
    found.close()


def test_the_same_key_goes_down_the_same_lane(lanes: Lanes) -> None:
    async def main() -> None:
        await lanes.ready()
        first = [await lanes.run(key, where) for key in KEYS]
        assert first == [await lanes.run(key, where) for key in KEYS]
        assert len(set(first)) == 2
        assert await lanes.begin(where).result() not in set(first)

    asyncio.run(main())


def test_what_becomes_of_work_is_told_and_the_lane_goes_on(lanes: Lanes) -> None:
    async def main() -> None:
        await lanes.ready()
        before = await lanes.run("a", where)
        with pytest.raises(Problems) as told:
            await lanes.run("a", wrong)
        assert told.value.problems[0].place == Place("a.yaml", 3, 4)
        with pytest.raises(TooMuch):
            await lanes.run("a", grown)
        assert await lanes.run("a", where) == before
        with pytest.raises(Crashed):
            await lanes.run("a", ended, 7)
        after = await lanes.run("a", where)
        assert after != before
        with pytest.raises(TooLong):
            await lanes.run("a", slept, 30.0)
        assert await lanes.run("a", where) != after
        assert lanes.waiting == (0, 0, 0)
        assert lanes.are_open

    asyncio.run(main())


def test_long_work_tells_how_far_it_is_and_no_one_waits_behind_it(lanes: Lanes) -> None:
    async def main() -> None:
        await lanes.ready()
        work, behind = lanes.begin(slept, 3.0), lanes.begin(where)
        while work.decisions != 3:
            await asyncio.sleep(0.02)
        assert (work.state, behind.state, behind.decisions) == ("running", "queued", 0)
        began = time.monotonic()
        await lanes.run(None, where)
        assert time.monotonic() - began < 2.5
        with pytest.raises(Busy):
            await asyncio.gather(*(lanes.run("a", slept, 0.5) for _ in range(3)))
        assert await work.result()
        assert (work.state, work.decisions) == ("done", 0)
        assert await behind.result()

    asyncio.run(main())


def test_who_stops_waiting_stops_the_work(lanes: Lanes) -> None:
    async def main() -> None:
        await lanes.ready()
        waiting = asyncio.ensure_future(lanes.begin(slept, 15.0).result())
        await asyncio.sleep(0.5)
        waiting.cancel()
        began = time.monotonic()
        await lanes.begin(where).result()
        assert time.monotonic() - began < 10

    asyncio.run(main())


def test_a_desk_remembers_the_last_few_cases(small_rules: Path, small_facts: Path) -> None:
    desk = Desk(at_hand(small_rules))
    case = Case((File("facts.yaml", small_facts.read_bytes()),))
    first = desk.judgement(case)
    assert desk.judgement(replace(case)) is first
    others = [replace(case, rules=(rule,)) for rule in list(first.prepared.rulebook.rules)[:REMEMBERED]]
    assert len({each.key for each in (case, *others)}) == REMEMBERED + 1
    for each in others:
        desk.judgement(each)
    again = desk.judgement(case)
    assert again is not first
    assert [one.outcome for one in again.decisions] == [one.outcome for one in first.decisions]
    assert again.prepared.rulebook is first.prepared.rulebook
