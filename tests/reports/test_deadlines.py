"""The list of deadlines, and the calendar file: read back by another library than the one that writes it."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
import vobject

from engine.decision.deadlines import Due, due
from engine.decision.files import own_rules
from engine.reports.deadlines import calendar, deadline_list
from engine.rulebook.load import load
from engine.rulebook.model import Rulebook
from engine.source.text import Lang
from facts.vocabulary import vocabulary

EXPECTED = Path(__file__).parent / "expected"
SPAN = (date(2016, 1, 1), date(2021, 1, 1))


@pytest.fixture(scope="module")
def shipped() -> Rulebook:
    return load(own_rules(), vocabulary())


@pytest.fixture(scope="module")
def found(shipped: Rulebook) -> tuple[Due, ...]:
    return due(shipped, *SPAN)


def same(name: str, text: str) -> None:
    file = EXPECTED / name
    if os.environ.get("KLAUSUL_ACCEPT"):
        file.write_bytes(text.encode())
    assert text.encode() == file.read_bytes()


@pytest.mark.parametrize("lang", ["da", "en"])
def test_list(shipped: Rulebook, found: tuple[Due, ...], lang: Lang) -> None:
    same(f"deadlines.{lang}.txt", deadline_list(shipped, found, SPAN, lang))


@pytest.mark.parametrize("lang", ["da", "en"])
def test_calendar(shipped: Rulebook, found: tuple[Due, ...], lang: Lang) -> None:
    same(f"deadlines.{lang}.ics", calendar(shipped, found, lang))


def test_calendar_reads_back(shipped: Rulebook, found: tuple[Due, ...]) -> None:
    text = calendar(shipped, found, "da")
    read = vobject.readOne(text)
    assert read.validate(raiseException=True)
    events = read.vevent_list
    assert [(event.dtstart.value, event.summary.value) for event in events] == [
        (one.day, one.title.da) for one in found
    ]
    assert len({event.uid.value for event in events}) == len(found)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert all(event.description.value for event in events)


def test_nothing_due(shipped: Rulebook) -> None:
    day = date(2030, 1, 1)
    assert deadline_list(shipped, (), (day, day), "en") == "0 deadlines from 1 January 2030 to 1 January 2030.\n"
    assert not hasattr(vobject.readOne(calendar(shipped, (), "en")), "vevent_list")
