"""What is held of people's checks: for its owner only, for a while, so much and no more."""

from __future__ import annotations

import asyncio

import pytest

from engine.service.case import Case
from engine.service.pages import held
from engine.service.pages.held import Held
from facts.read import File


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def case(size: int = 1, name: str = "a.yaml") -> Case:
    return Case((File(name, b"x" * size),))


def test_only_its_owner_gets_a_check() -> None:
    kept = Held()
    check = kept.put("anna", case())
    assert kept.get("anna", check.id) is check
    assert kept.get("bo", check.id) is None
    assert kept.get("anna", "x") is None
    assert kept.of("bo") == []
    assert len(check.id) >= 20


def test_it_goes_when_no_one_asks() -> None:
    clock = Clock()
    kept = Held(clock)
    check = kept.put("anna", case())
    clock.now = held.IDLE - 1
    assert kept.get("anna", check.id)
    clock.now += held.IDLE - 1
    assert kept.get("anna", check.id)
    clock.now += held.IDLE
    assert kept.get("anna", check.id) is None


def test_so_many_of_one_person_and_in_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held, "OF_ONE", 2)
    monkeypatch.setattr(held, "MOST", 3)
    kept = Held()
    first = kept.put("anna", case())
    second, third = kept.put("anna", case()), kept.put("anna", case())
    assert kept.get("anna", first.id) is None
    assert kept.of("anna") == [third, second]
    for_bo = [kept.put("bo", case()) for _ in range(2)]
    assert kept.of("anna") == [third]
    assert kept.of("bo") == for_bo[::-1]


def test_so_many_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held, "BYTES", 100)
    kept = Held()
    first, second = kept.put("anna", case(50)), kept.put("bo", case(50))
    assert kept.get("anna", first.id)
    third = kept.put("eva", case(1))
    assert kept.get("bo", second.id) is None  # it was not asked for the longest
    assert kept.get("anna", first.id)
    huge = kept.put("anna", case(200))
    assert kept.get("eva", third.id) is None
    assert kept.get("anna", huge.id)


def test_a_change_is_taken_back() -> None:
    check = Held().put("anna", case())
    first, second = check.case, case(2)
    check.change(second)
    assert check.case is second
    check.back()
    check.back()
    assert check.case is first


def test_work_goes_on_while_no_one_asks_and_stops_when_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held, "PATIENCE", 0.01)
    done: list[str] = []

    async def scene() -> None:
        kept = Held()
        check = kept.put("anna", case())
        go = asyncio.Event()

        async def work() -> str:
            await go.wait()
            done.append("done")
            return "result"

        assert await check.done("a", work) is None
        assert await check.done("a", work) is None
        go.set()
        await asyncio.sleep(0.05)
        assert done == ["done"]
        assert await check.done("a", work) == "result"
        go.clear()
        assert await check.done("a", work) is None
        assert check.work
        task = check.work[1]
        kept.forget(check)
        await asyncio.sleep(0.01)
        assert task.cancelled()

    asyncio.run(scene())
    assert done == ["done"]
