"""The words for members: for every one, in both languages, no two alike in a field, and leading back to the member."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.source.text import Text, same
from engine.values.kinds import Choice, SetOf
from facts.entities.members import LONGEST, MOST_COMMAS, folded, member_of, members_of
from facts.entities.words import ACTS, WORDS, choice
from facts.vocabulary import vocabulary

CHOICES = {
    f"{entity.name}.{field.name}": kind
    for entity in vocabulary().entities.values()
    for field in entity.fields.values()
    if isinstance(kind := field.kind.of if isinstance(field.kind, SetOf) else field.kind, Choice)
}
EACH = pytest.mark.parametrize("kind", CHOICES.values(), ids=CHOICES)
MEMBERS = [(kind, member) for kind in CHOICES.values() for member in kind.members]
BASES = CHOICES["tilbud.lovhjemler"]


@EACH
def test_every_member_has_words(kind: Choice) -> None:
    assert set(kind.words) == set(kind.members)
    for text in kind.words.values():
        for words in text:
            assert words == words.strip() != ""
            assert "_" not in words
            assert len(words) <= LONGEST
            assert words.count(",") <= MOST_COMMAS
        assert not re.search("ae|oe|aa", text.da.replace("Aarhus", ""), re.IGNORECASE)


@EACH
def test_no_two_members_of_a_field_share_words(kind: Choice) -> None:
    called: dict[str, str] = {}
    for member in kind.members:
        for words in (member, *kind.word(member)):
            assert called.setdefault(folded(words), member) == member


def test_choices_that_are_one_to_the_rules_have_the_same_words() -> None:
    for kind in CHOICES.values():
        for other in CHOICES.values():
            assert kind != other or kind.words == other.words


def test_no_words_are_left_over() -> None:
    known = {member for kind in CHOICES.values() for member in kind.members}
    assert set(WORDS) <= known
    assert set(ACTS) <= {member.partition("_")[0] for member in known}
    used = {text for kind in CHOICES.values() for text in kind.words.values()}
    assert set(WORDS.values()) <= used


@pytest.mark.parametrize(
    ("field", "member", "words"),
    [
        ("aftaleproces.godkendt_af", "ringkoebing_skjern", same("Ringkøbing-Skjern")),
        ("tilbud.lovhjemler", "sel_108", Text("serviceloven § 108", "section 108 of the act on social services")),
        ("tilbud.lovhjemler", "sel_101a", Text("serviceloven § 101 a", "section 101 a of the act on social services")),
        (
            "tilbud.lovhjemler",
            "folkeskoleloven_20_3",
            Text("folkeskoleloven § 20, stk. 3", "section 20 (3) of the folkeskole act"),
        ),
        ("tilbud.lovhjemler", "anden", Text("anden lovhjemmel", "another legal basis")),
        ("tilbud.institution", "anden", Text("en anden", "another")),
        ("opfoelgning.halvaar", "andet", Text("andet", "second")),
        ("regnskab.hensat_til", "andet", Text("andre formål", "other purposes")),
        ("takst.medregnet", "udvikling", Text("udvikling", "development")),
        (
            "takst.opfyldte_principper",
            "udvikling",
            Text("udvikling inden for taksten", "development inside the tariff"),
        ),
    ],
)
def test_words(field: str, member: str, words: Text) -> None:
    assert CHOICES[field].word(member) == words


def test_a_choice_without_words_is_refused() -> None:
    assert choice("voksne", "lilla", lilla=Text("lilla", "purple")).word("lilla").en == "purple"
    with pytest.raises(KeyError):
        choice("voksne", "lilla")


SPELLINGS: list[Callable[[str], str]] = [
    str,
    str.upper,
    str.title,
    lambda words: f"  {words} ",
    lambda words: words.replace(" ", "-"),
    lambda words: words.replace(" ", "_"),
    lambda words: words.replace("-", " "),
    lambda words: words.replace(" ", "\N{NO-BREAK SPACE}"),
    lambda words: words.replace("§ ", "§"),
    lambda words: words.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}"),
    lambda words: words.replace("æ", "ae").replace("ø", "oe").replace("å", "aa"),
    lambda words: words.replace("Aa", "Å"),
    lambda words: unicodedata.normalize("NFD", words),
]


@given(
    st.sampled_from(MEMBERS), st.sampled_from(["name", "da", "en"]), st.lists(st.sampled_from(SPELLINGS), max_size=3)
)
def test_words_lead_back_to_the_member(
    each: tuple[Choice, str], said: str, spellings: list[Callable[[str], str]]
) -> None:
    kind, member = each
    words = member if said == "name" else getattr(kind.word(member), said)
    for spelt in spellings:
        words = spelt(words)
    assert member_of(words, kind) == member


@pytest.mark.parametrize(
    ("text", "member"),
    [
        ("SEL § 108", "sel_108"),
        ("sel §101a", "sel_101a"),
        ("Serviceloven § 66, stk. 1, nr. 5", "sel_66_5"),
        ("serviceloven § 10 8", None),
        ("serviceloven § 1080", None),
        ("serviceloven", None),
        ("§ 108", None),
        ("", None),
        ("§", None),
        ("serviceloven § 108" + " " * LONGEST, None),
    ],
)
def test_member_of(text: str, member: str | None) -> None:
    assert member_of(text, BASES) == member


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("sel_107", ["sel_107"]),
        ("serviceloven § 107, SEL § 108; section 85 of the act on social services", ["sel_107", "sel_108", "sel_85"]),
        ("serviceloven § 107\nplejebolig\n", ["sel_107", "plejebolig"]),
        ("serviceloven § 66, stk. 1, nr. 5, serviceloven § 107", ["sel_66_5", "sel_107"]),
        ("serviceloven § 107,serviceloven § 66,stk. 1,nr. 5", ["sel_107", "sel_66_5"]),
        ("serviceloven § 66; stk. 1; nr. 5", ["serviceloven § 66", "stk. 1", "nr. 5"]),
        ("serviceloven § 66, lilla, serviceloven § 107", ["serviceloven § 66", "lilla", "sel_107"]),
        (",;, \n", []),
        ("", []),
    ],
)
def test_members_of(text: str, members: list[str]) -> None:
    assert members_of(text, BASES) == members


@given(st.sampled_from(list(CHOICES.values())), st.sampled_from([", ", "; ", "\n", ","]), st.data())
def test_a_list_in_words_leads_back_to_its_members(kind: Choice, between: str, data: st.DataObject) -> None:
    listed = data.draw(st.lists(st.sampled_from(kind.members), unique=True))
    lang = data.draw(st.sampled_from(["da", "en"]))
    assert members_of(between.join(getattr(kind.word(member), lang) for member in listed), kind) == listed


@given(st.text(st.sampled_from(",;\n §ab1")) | st.text())
def test_what_names_no_member_stays_as_it_is(text: str) -> None:
    kind = CHOICES["driftsherre.type"]
    parts = [part.strip() for part in re.split("[,;\n]", text) if part.strip()]
    assert members_of(text, kind) == [member_of(part, kind) or part for part in parts]
