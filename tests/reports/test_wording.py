"""Words that sentences are made of: what is asked for, lists whose items hold commas, kinds of subject, years apart."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from engine.decision.files import own_rules
from engine.reports.citations import chapter_cited, chapter_named
from engine.reports.display import OR, joined, shown_count
from engine.reports.links import plain
from engine.reports.phrases import sought
from engine.reports.subjects import subject_full, subject_told
from engine.rulebook.load import load
from engine.source.read import parse
from engine.source.text import Lang
from facts.factset import FactSet
from facts.read import read_node
from facts.vocabulary import vocabulary
from tests.reports.test_telling import sentences

FACTS = """
driftsherre: [{id: midt, navn: Region Midt, type: region}, {id: nord, type: kommune}]
tilbud: [{id: t, navn: Tilbud 3, driftsherre: midt}]
kapacitetsaendring: [{id: k, tilbud: t}]
"""


@pytest.fixture(scope="module")
def named() -> FactSet:
    """Subjects with a name, and without."""
    return read_node(parse(FACTS, "f.yaml").root)


ASKED = [
    (
        "betalingsaftale",
        ["skriftlig"],
        "om betalingsaftalen er skriftlig",
        "whether the payment agreement is in writing",
    ),
    (
        "tilbud",
        ["takster_fuldstaendige"],
        "om alle tilbuddets takster er med i fakta",
        "whether all tariffs of the offering are in the facts",
    ),
    (
        "koebsaftale",
        ["kun_ubrugte_pladser"],
        "om garantien gælder kun pladser, som ingen andre efterspørger",
        "whether the guarantee is only for places that no one else asks for",
    ),
    ("afregning", ["afsendt"], "dagen, afregningen er sendt", "the day the bill was sent"),
    ("overtagelse", ["hjemmel"], "hjemmel", "legal basis"),
    (
        "tilbud",
        ["akuttilbud", "lovhjemler", "nyetableret"],
        "lovhjemler, om tilbuddet er et akuttilbud og om tilbuddet er nyetableret",
        "legal bases, whether the offering is an acute offering and whether the offering is newly established",
    ),
    (
        "aftaleproces",
        ["indgaaede_dele", "udviklingsstrategi_indgaaet", "styringsaftale_indgaaet"],
        "indgåede dele; dagen, udviklingsstrategien er indgået; og dagen, styringsaftalen er indgået",
        "parts concluded, the day the development strategy was concluded and the day the steering agreement was "
        "concluded",
    ),
]
"""Facts of a kind of subject, and how they are asked for."""


@pytest.mark.parametrize(("entity", "names", "da", "en"), ASKED)
def test_what_is_asked_for(entity: str, names: Sequence[str], da: str, en: str) -> None:
    fields = [vocabulary().field(entity, name) for name in names]
    assert plain(joined(sought(entity, fields, "da"), "da")) == da
    assert plain(joined(sought(entity, fields, "en"), "en")) == en


@pytest.mark.parametrize(
    ("items", "told"),
    [
        (["a", "b", "c"], "a, b og c"),
        (["Engen, dag", "Engen, nat"], "Engen, dag og Engen, nat"),
        (["Engen, dag", "Engen, nat", "3 til"], "Engen, dag; Engen, nat; og 3 til"),
        (["»udgifter, enhver takst rummer«", "b (c, d)", "e"], "»udgifter, enhver takst rummer«, b (c, d) og e"),
        (["§ 66, stk. 1", "børn og unge", "c"], "§ 66, stk. 1; børn og unge; samt c"),
    ],
)
def test_a_list_whose_items_hold_commas(items: list[str], told: str) -> None:
    assert joined(items, "da") == told


def test_an_or_in_a_list_whose_items_hold_commas() -> None:
    assert joined(["a, b", "c", "d"], "en", OR) == "a, b; c; or d"


@pytest.mark.parametrize(
    ("lang", "operator", "nameless", "change"),
    [
        ("da", "Region Midt (driftsherre midt)", "driftsherre nord", "kapacitetsændring k"),
        ("en", "Region Midt (operator midt)", "operator nord", "change in capacity k"),
    ],
)
def test_a_kind_is_in_the_readers_language(
    named: FactSet, lang: Lang, operator: str, nameless: str, change: str
) -> None:
    assert subject_full(named, "driftsherre", "midt", lang) == operator
    assert (
        subject_full(named, "driftsherre", "nord", lang) == subject_told(named, "driftsherre", "nord", lang) == nameless
    )
    assert subject_full(named, "kapacitetsaendring", "k", lang) == change


def test_a_kind_is_not_said_twice(named: FactSet) -> None:
    assert subject_told(named, "tilbud", "t", "da") == "Tilbud 3"
    assert subject_told(named, "tilbud", "t", "en") == "offering Tilbud 3"


@pytest.mark.parametrize(
    ("require", "da", "en"),
    [
        ("aar = year(as_of) - 1", "2016 (året før kontrolåret)", "2016 (the year before the year of the check)"),
        ("aar = year(as_of) - 2", "2015 (2 år før kontrolåret)", "2015 (2 years before the year of the check)"),
        ("aar = year(as_of) + 3", "2020 (3 år efter kontrolåret)", "2020 (3 years after the year of the check)"),
    ],
)
def test_years_apart(require: str, da: str, en: str) -> None:
    told = sentences(require, "takst", "a")
    assert told == (
        f"Takstens år er 2017, men skal være {da}.",
        f"The year of the tariff is 2017, but must be {en}.",
    )


def test_what_cannot_be_worked_out_for_one_reason_is_told_once() -> None:
    none = "over takster where aar = 1999"
    told, english = sentences(f"max(takst {none}) > min(takst {none})")
    assert told.startswith("Uafklaret. Den største værdi af ")
    assert told.endswith(" kan ikke beregnes, fordi der ikke er nogen takster at regne af.")
    assert (told.count("kan ikke beregnes"), english.count("cannot be worked out")) == (1, 1)


@pytest.mark.parametrize(("number", "da", "en"), [(7, "7", "7"), (999, "999", "999"), (1000, "1.000", "1,000")])
def test_counts_have_their_thousands_apart(number: int, da: str, en: str) -> None:
    assert (shown_count(number, "da"), shown_count(number, "en")) == (da, en)


def test_a_chapter_without_a_number_is_in_quotation_marks_where_it_is_cited() -> None:
    documents = load(own_rules(), vocabulary()).documents.values()
    titled = [(each, name) for each in documents for name in each.chapters if not name[:1].isdigit()]
    numbered = [(each, name) for each in documents for name in each.chapters if name[:1].isdigit()]
    assert titled
    for document, name in titled:
        assert chapter_cited(document, name, "da") == f"»{chapter_named(document, name, 'da')}«"
    for document, name in numbered:
        assert chapter_cited(document, name, "en") == chapter_named(document, name, "en")
