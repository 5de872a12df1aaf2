"""Folding: layout, hyphenation and letter case never count; any other change does."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine.passages.fingerprint import SHORTEST, fingerprint, fingerprint_of
from engine.passages.fold import folded, folded_from

LETTERS = "abcdefghijklmnopqrstuvwxyzæøåABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅéüö0123456789§%,.()”+/½"
LAYOUT = [
    "",
    " ",
    "\n",
    "\n\n",
    "\t",
    "\u00a0",
    "-",
    "-\n",
    "\u00ad",
    "\u00ad\n",
    "–",
    "\u2010",
    "\u200b",
    "\f",
    "•",
    "\uf0b7 ",
]
WORDS = st.lists(st.text(LETTERS, min_size=2, max_size=12), min_size=8, max_size=12)


@given(WORDS, st.randoms(use_true_random=True))
def test_layout_hyphenation_and_case_do_not_count(words: list[str], chance: Random) -> None:
    text = " ".join(words)
    other = "".join(chance.choice([c, c.upper(), c.lower()]) + chance.choice(LAYOUT) for c in text)
    assume(len(folded(text)) >= SHORTEST)
    assert fingerprint_of(other) == fingerprint_of(text)


@given(WORDS, st.data())
def test_one_letter_counts(words: list[str], data: st.DataObject) -> None:
    text = "".join(words)
    assume(len(folded(text)) >= SHORTEST)
    at = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.sampled_from(LETTERS))
    assume(folded(letter) != folded(text[at]))
    assert fingerprint_of(text[:at] + letter + text[at + 1 :]) != fingerprint_of(text)
    assert fingerprint_of(text[:at] + letter + text[at:]) != fingerprint_of(text)


@given(st.text(), st.text())
def test_each_character_is_folded_for_itself(one: str, other: str) -> None:
    assert folded(one + other) == folded(one) + folded(other)


@given(st.text())
def test_each_folded_character_knows_where_it_is_from(text: str) -> None:
    found, origins = folded_from(text)
    assert found == folded(text)
    assert len(origins) == len(found)
    assert list(origins) == sorted(origins)
    assert all(character in folded(text[origin]) for character, origin in zip(found, origins, strict=True))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("takst­reduktion", "takst-\nreduktion"),
        ("Sær-\n\nlig", "Særlig"),
        ("ﬁnansiering", "finansiering"),
        ("a\u030arhus", "Århus"),
        ("½ årigt", "1⁄2 årigt"),
        ("2014 – 2017", "2014-2017"),
        ("STRASSE", "straße"),
    ],
)
def test_the_same(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other"), [("6,1 %", "61 %"), ("§ 85 *", "§ 85"), ("a", "å"), ("0.5", "0,5"), ("1", "l")]
)
def test_not_the_same(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@given(st.text(min_size=SHORTEST))
def test_a_fingerprint_reads_back(text: str) -> None:
    made = fingerprint_of(text)
    assert (made is None) == (len(folded(text)) < SHORTEST)
    if made is not None:
        assert fingerprint(str(made)) == made
        assert made.length == len(folded(text))


def test_the_form_of_a_fingerprint() -> None:
    made = fingerprint_of("Renten er 6,1 % om året")
    assert str(made) == "19-94225fc826a5b91b147ceda3fe505aa4-f7c3e83a-d94d1c10"


GOOD = f"20-{'0' * 32}-{'0' * 8}-{'0' * 8}"


@pytest.mark.parametrize(
    "text",
    ["", "x", "20", "15" + GOOD[2:], "0" + GOOD, GOOD[:-1], GOOD + "0", GOOD + "-", GOOD.replace("-0", "-G"), GOOD[3:]],
)
def test_no_fingerprint(text: str) -> None:
    assert fingerprint(GOOD) is not None
    assert fingerprint(text) is None
