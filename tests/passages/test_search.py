"""Passages in a copy: the same, changed or gone; which of several; and nothing of it hangs on the layout."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.passages.copies import Copy
from engine.passages.fingerprint import Fingerprint, fingerprint_of
from engine.passages.search import Passage, look_up
from tests.agreement import AGREEMENT, PASSAGES


def copy_of(text: str) -> Copy:
    lines = text.split("\n")
    starts, at = [], 0
    for line in lines:
        starts.append(at)
        at += len(line) + 1
    return Copy("a.txt", "line", text, tuple(starts), tuple(range(1, len(lines) + 1)))


def wanted(*names: str) -> list[Fingerprint]:
    made = [fingerprint_of(PASSAGES.get(name, name)) for name in names]
    return [one for one in made if one]


def found(text: str, *names: str) -> list[Passage | None]:
    return look_up(copy_of(text), wanted(*names))


def one(text: str, name: str) -> Passage | None:
    return found(text, name)[0]


def test_found() -> None:
    assert one(AGREEMENT, "varsel") == Passage(PASSAGES["varsel"], 11, True)


def test_what_stands_is_shown_as_it_stands() -> None:
    text = AGREEMENT.replace("varslet er løbende\n", "var-\nslet er LØBENDE ")
    shown = one(text, "varsel")
    assert (
        shown
        and shown.same
        and shown.text.startswith("Opsigelse sker skriftligt til den anden part, og var- slet er LØ")
    )


def test_changed_in_the_middle() -> None:
    text = AGREEMENT.replace("anden part,", "anden part og til kommunen,")
    assert one(text, "varsel") == Passage(
        "Opsigelse sker skriftligt til den anden part og til kommunen, og varslet er løbende måned plus én måned.",
        11,
        False,
    )


def test_changed_at_the_end() -> None:
    shown = one(AGREEMENT.replace("plus én måned", "plus tre måneder"), "varsel")
    assert shown and not shown.same and shown.text.endswith("måned plus tre måneder.")


def test_changed_at_the_start() -> None:
    shown = one(AGREEMENT.replace("Opsigelse sker skriftligt", "Opsigelsen er skriftlig"), "varsel")
    assert shown and not shown.same and shown.text.endswith("og varslet er løbende måned plus én måned.")


def test_gone() -> None:
    assert one(AGREEMENT.replace("Opsigelse sker", "Opsagt bliver").replace("én måned", "to uger"), "varsel") is None
    assert one("", "varsel") is None
    assert one("En helt anden aftale om noget helt andet.", "varsel") is None


def test_a_short_passage_can_be_changed_too() -> None:
    shown = one(AGREEMENT.replace("6,1 %", "6,2 %"), "rente")
    assert shown and (shown.text, shown.same) == ("Renten er 6,2 % om året,", False)


@pytest.mark.parametrize(
    ("passage", "text", "same"),
    [
        ("Satsen for administration er 6,1", "Satsen for administration er 6,1 Pension 30", True),
        ("Satsen for administration er 6,1", "Satsen for administration er 6,1.\n", True),
        ("Satsen for administration er 6,1", "Satsen for administration er 6,1, og", True),
        ("Satsen for administration er 6,1", "Satsen for administration er 6,15", False),
        ("Satsen for administration er 6", "Satsen for administration er 6,1", False),
        ("Satsen for administration er 6", "Satsen for administration er 60", False),
        ("14 dage efter den dag, da regningen", "Inden 14 dage efter den dag, da regningen kom", True),
        ("14 dage efter den dag, da regningen", "Inden 114 dage efter den dag, da regningen kom", False),
        ("5 pct. af alle pladser i tilbuddet", "mere end 2,5 pct. af alle pladser i tilbuddet", False),
    ],
)
def test_a_figure_is_found_whole(passage: str, text: str, same: bool) -> None:
    shown = one(text, passage)
    assert shown is not None
    assert shown.same is same


def test_a_changed_figure_is_shown_whole() -> None:
    shown = one("Satsen for administration er 6,15 %", "Satsen for administration er 6,1")
    assert shown and shown.text == "Satsen for administration er 6,15"


ORDER = ("frist", "rente", "varsel", "bilag", "frist")


def test_a_repeated_passage_is_found_in_each_of_its_places() -> None:
    assert [shown and shown.place for shown in found(AGREEMENT, *ORDER)] == [7, 7, 11, 15, 18]


@pytest.mark.parametrize("changed", [0, 4])
def test_of_a_repeated_passage_the_right_one_is_told_changed(changed: int) -> None:
    first, second = AGREEMENT.split("2.1 Opsigelse")
    parts = [first, second]
    parts[changed > 0] = parts[changed > 0].replace("14 dage", "21 dage")
    shown = found("2.1 Opsigelse".join(parts), *ORDER)
    assert [one.same for one in shown if one] == [index != changed for index in range(5)]
    assert [one.place for one in shown if one] == [7, 7, 11, 15, 18]
    assert "21 dage" in (shown[changed] or Passage("", 0, True)).text


@pytest.mark.parametrize("gone", [0, 4])
def test_of_a_repeated_passage_the_right_one_is_told_gone(gone: int) -> None:
    first, second = AGREEMENT.split("2.1 Opsigelse")
    parts = [first, second]
    parts[gone > 0] = parts[gone > 0].replace(PASSAGES["frist"], "")
    shown = found("2.1 Opsigelse".join(parts), *ORDER)
    assert [index for index, one in enumerate(shown) if one is None] == [gone]


def test_chapters_may_change_places() -> None:
    head, *chapters = AGREEMENT.split("\n\n")
    turned = "\n\n".join([head, *reversed(chapters)])
    assert all(shown and shown.same for shown in found(turned, *ORDER))


@given(st.randoms(use_true_random=True))
def test_layout_does_not_count(chance: Random) -> None:
    words = " ".join(AGREEMENT.split())
    breaks = [" ", " ", "\n", "  ", "\n\n", "\f"]
    inside = ["", "", "", "-\n", "\u00ad"]
    text = "".join(
        chance.choice(breaks) if c == " " else c + (chance.choice(inside) if c.isalpha() else "") for c in words
    )
    assert [bool(shown and shown.same) for shown in found(text, *ORDER)] == [True] * 5
