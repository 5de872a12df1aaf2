"""Rules in words: sentences with their negation in place, trees as lists, and nothing of the program left over."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from engine.decision.files import own_rules
from engine.language.nodes import Node, Term, walk
from engine.reports.conditions import Condition, Conditions, Group, Line, inline
from engine.reports.links import Part, link, parts, plain, sentence
from engine.rulebook.load import load
from engine.rulebook.model import Rule, Rulebook
from engine.source.text import Lang
from facts.vocabulary import vocabulary
from tests.book import Book

LANGS: tuple[Lang, ...] = ("da", "en")
LEFT_OVER = re.compile(
    r"[_{}\[\]*<>=]|[\ue000-\uf8ff]|\bNone\b|\bTrue\b|\bFalse\b|\bText\b"
    r"|[a-zæøå_]\.[a-z]|(?<!\d)/|  |,,| ,|,\)|\(\)|»»|««|““|””"
)
DANISH_ASCII = re.compile(r"(?i)\b\w*(?:boern|loes|foer|aar(?!hus)|maal|doegn|oekonom|aendr|laegn|raad|hoere)\w*\b")
ENGLISH = re.compile(r"\b(?:the|is|are|of|and|or|not|where|which|if|than)\b")
DANISH = re.compile(r"\b(?:er|og|eller|ikke|hvor|hvis|af|med|som|gælder)\b")


@pytest.fixture(scope="module")
def shipped() -> Rulebook:
    """The rules that come with Klausul."""
    return load(own_rules(), vocabulary())


def lines(condition: Condition) -> Iterator[str]:
    """Give every line and head of a tree."""
    if isinstance(condition, Line):
        yield condition.text
        return
    yield condition.head
    for item in condition.items:
        yield from lines(item)


def told(rulebook: Rulebook, rule: Rule, lang: Lang) -> Iterator[str]:
    """Give everything a rule says, and what each of its terms stands for."""
    conditions = Conditions(rulebook, rule, lang)
    terms: dict[str, Node] = {}
    for expression in rule.expressions:
        yield from lines(conditions.tree(expression))
        yield from lines(conditions.tree(expression, negated=True))
        yield conditions.line(expression)
        terms |= {node.name: node.body for node in walk(expression) if isinstance(node, Term)}
    for body in terms.values():
        yield from lines(conditions.defined(body))


@pytest.mark.parametrize("lang", LANGS)
def test_no_rule_leaves_a_name_of_the_program_or_a_sign(shipped: Rulebook, lang: Lang) -> None:
    for rule in shipped.rules.values():
        for text in told(shipped, rule, lang):
            shown = plain(text)
            assert shown.strip() == shown
            assert shown
            assert not LEFT_OVER.search(shown), (rule.id, shown)
            assert not DANISH_ASCII.search(shown), (rule.id, shown)


def test_no_rule_mixes_the_languages(shipped: Rulebook) -> None:
    for rule in shipped.rules.values():
        for lang, foreign in (("da", ENGLISH), ("en", DANISH)):
            for text in told(shipped, rule, lang):
                assert not foreign.search(plain(text)), (rule.id, plain(text))


@pytest.mark.parametrize("lang", LANGS)
def test_every_link_of_a_rule_leads_to_a_rule_or_a_term_or_a_parameter(shipped: Rulebook, lang: Lang) -> None:
    for rule in shipped.rules.values():
        for text in told(shipped, rule, lang):
            for part in parts(text):
                if part.target:
                    sort, id_, *name = part.target.split(":")
                    assert id_ in shipped.rules
                    if sort == "parameter":
                        assert name[0] in shipped.rules[id_].parameters
                    else:
                        assert sort in ("rule", "term")


@pytest.fixture
def book() -> Book:
    """A rulebook to speak of: a conclusion, a term of each kind, a parameter."""
    book = Book(vocabulary())
    book.rule("tilbud", when="driftsherre.type = region", concludes="omfattet")
    book.terms["takst", "dyr"] = "takst > 1000 kr"
    book.terms["takst", "i_alt"] = "pladser * dage"
    return book


SENTENCES = [
    ("tilbud.akuttilbud", "tilbuddet er et akuttilbud", "the offering is an acute offering"),
    ("not tilbud.akuttilbud", "tilbuddet er ikke et akuttilbud", "the offering is not an acute offering"),
    ("not not tilbud.akuttilbud", "tilbuddet er et akuttilbud", "the offering is an acute offering"),
    (
        "not tilbud.takster_fuldstaendige",
        "ikke alle tilbuddets takster er med i fakta",
        "not all tariffs of the offering are in the facts",
    ),
    (
        "tilbud.omfattet",
        "»a/omfattet« gælder for tilbuddet",
        "“a/omfattet” holds of the offering",
    ),
    (
        "not tilbud.omfattet",
        "»a/omfattet« gælder ikke for tilbuddet",
        "“a/omfattet” does not hold of the offering",
    ),
    ("dyr", "»dyr« gælder", "“dyr” holds"),
    ("not dyr", "»dyr« gælder ikke", "“dyr” does not hold"),
    ("i_alt > 7", "»i alt« er over 7", "“i alt” is above 7"),
    ("takst != 7 kr", "taksten er ikke præcis 7,00 kr.", "the tariff is not exactly 7.00 kr."),
    ("not takst <= 7 kr", "taksten er ikke højst 7,00 kr.", "the tariff is not at most 7.00 kr."),
    (
        "taksttype in {standard, individuel}",
        "takstens type er »standard« eller »individuel«",
        "the type of the tariff is “standard” or “individual”",
    ),
    (
        "taksttype not in {standard, individuel}",
        "takstens type er hverken »standard« eller »individuel«",
        "the type of the tariff is neither “standard” nor “individual”",
    ),
    ("taksttype in {standard}", "takstens type er »standard«", "the type of the tariff is “standard”"),
    ("taksttype not in {standard}", "takstens type er ikke »standard«", "the type of the tariff is not “standard”"),
    (
        "opdelt and (tilbud.akuttilbud or tilbud.nyetableret)",
        "taksten er delt i basistakst og ydelsestakst og (tilbuddet er et akuttilbud eller tilbuddet er nyetableret)",
        "the tariff is split in basic tariff and service tariff and "
        "(the offering is an acute offering or the offering is newly established)",
    ),
    (
        "not (opdelt and tilbud.akuttilbud)",
        "taksten er ikke delt i basistakst og ydelsestakst eller tilbuddet er ikke et akuttilbud",
        "the tariff is not split in basic tariff and service tariff or the offering is not an acute offering",
    ),
    ("opdelt and unclear", "aftalen lader det stå åbent, hvis taksten er delt i basistakst og ydelsestakst", None),
    (
        "not opdelt and unclear",
        "aftalen lader det stå åbent, hvis taksten ikke er delt i basistakst og ydelsestakst",
        "the agreement leaves it open if the tariff is not split in basic tariff and service tariff",
    ),
    ("opdelt or unclear", "taksten er delt i basistakst og ydelsestakst; ellers lader aftalen det stå åbent", None),
    ("unclear", "aftalen lader det stå åbent", "the agreement leaves it open"),
    ("incomplete", "fakta rummer ikke nok", "the facts do not hold enough"),
    ("pending", "det kan endnu nås", "there is still time"),
    (
        "any(opdelt over tilbud.takster where not helt_saerligt_tilfaelde)",
        "mindst én af tilbuddets takster, hvor tilfældet ikke er helt særligt, opfylder dette: "
        "den anden takst er delt i basistakst og ydelsestakst",
        "at least one of the tariffs of the offering, where the case is not a very special one, meets this: "
        "the other tariff is split in basic tariff and service tariff",
    ),
    (
        "not any(opdelt over tilbud.takster)",
        "ingen af tilbuddets takster opfylder dette: den anden takst er delt i basistakst og ydelsestakst",
        None,
    ),
    (
        "not all(opdelt over tilbud.takster)",
        "mindst én af tilbuddets takster opfylder dette: den anden takst er ikke delt i basistakst og ydelsestakst",
        None,
    ),
    (
        "count(tilbud.takster where aar = this.aar) = 2",
        "antallet af tilbuddets takster, hvor den anden taksts år er takstens år, er præcis 2",
        None,
    ),
    (
        "if opdelt then takst > 1 kr else unclear",
        "(hvis taksten er delt i basistakst og ydelsestakst: taksten er over 1,00 kr.) "
        "og (ellers: aftalen lader det stå åbent)",
        None,
    ),
    (
        "(takst - basistakst) * 2 / 3 > 10 kr",
        "(taksten minus basistaksten i taksten) gange 2 divideret med 3 er over 10,00 kr.",
        "(the tariff minus the basic tariff in the tariff) times 2 divided by 3 is above 10.00 kr.",
    ),
    (
        "takst - (basistakst - 1 kr) > 0 kr",
        "taksten minus (basistaksten i taksten minus 1,00 kr.) er over 0,00 kr.",
        None,
    ),
    (
        "abs(takst - basistakst) < 1 kr",
        "forskellen mellem taksten og basistaksten i taksten er under 1,00 kr.",
        "the difference between the tariff and the basic tariff in the tariff is below 1.00 kr.",
    ),
    (
        "nedsat_fra <= end_of_month(as_of + 1 month)",
        "dagen, taksten er nedsat fra, er senest den sidste dag i den måned, som kontroldatoen plus 1 måned falder i",
        None,
    ),
    (
        "as_of - nedsat_fra >= 14 days",
        "tiden fra dagen, taksten er nedsat fra, til kontroldatoen er mindst 14 dage",
        "the time from the day from which the tariff is cut to the date of the check is at least 14 days",
    ),
    (
        "nedsat_fra = start_of_year(aar + 1)",
        "dagen, taksten er nedsat fra, er 1. januar i året efter takstens år",
        "the day from which the tariff is cut is 1 January of the year after the year of the tariff",
    ),
    ("tilbud.id = \"a\"", "tilbuddet er den med id »a«", "the offering is the one with the id “a”"),
    (
        "medregnet overlaps {husleje, drift}",
        "mindst én af udgifterne, der er regnet med i taksten, er blandt »husleje« eller »drift«",
        None,
    ),
    ("not medregnet overlaps {drift}", "»drift« er ikke blandt udgifterne, der er regnet med i taksten", None),
    (
        "medregnet within udgifter",
        "intet i udgifterne, der er regnet med i taksten, ligger uden for udgifterne ved takstens pladser",
        "nothing in the costs that the tariff holds lies outside the costs of the places at the tariff",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "da", "en"), SENTENCES, ids=[text for text, _, _ in SENTENCES])
def test_sentence(book: Book, text: str, da: str | None, en: str | None) -> None:
    rule = book.rule("takst", require=text)
    for lang, expected in (("da", da), ("en", en)):
        if expected is not None:
            conditions = Conditions(book.rulebook(), rule, lang)  # type: ignore[arg-type]
            assert plain(conditions.line(book.node(text, "takst"))) == expected


def test_a_condition_is_a_list_in_a_list(book: Book) -> None:
    rule = book.rule("takst", require="opdelt and (takst > 1 kr or (basistakst > 1 kr and aar > 2000)) and aar < 2020")
    conditions = Conditions(book.rulebook(), rule, "en")
    assert rule.require
    tree = conditions.tree(rule.require)
    assert isinstance(tree, Group)
    assert (tree.kind, tree.head, len(tree.items)) == ("all", "all of this holds", 3)
    either = tree.items[1]
    assert isinstance(either, Group)
    assert (either.kind, either.head) == ("some", "at least one of these holds")
    assert isinstance(either.items[1], Group)
    assert (
        inline(either.items[1], "en")
        == "the basic tariff in the tariff is above 1.00 kr. and the year of the tariff is after 2000"
    )


def test_terms_of_cases_are_lists(book: Book) -> None:
    rule = book.rule("takst")
    text = "if opdelt then 1 kr else if aar > 2000 then 2 kr else 3 kr"
    tree = Conditions(book.rulebook(), rule, "da").defined(book.node(text, "takst", None))
    assert list(lines(tree)) == [
        "én af disse",
        "1,00 kr., hvis taksten er delt i basistakst og ydelsestakst",
        "2,00 kr., hvis takstens år er efter 2000",
        "ellers 3,00 kr.",
    ]
    text = "(if opdelt then 1 kr else 0 kr) + takst"
    tree = Conditions(book.rulebook(), rule, "da").defined(book.node(text, "takst", None))
    assert [text[:9] for text in lines(tree)] == ["summen af", "1,00 kr.,", "taksten"]


def test_links() -> None:
    text = f"{link('»det«', 'rule:a/b')}\ue003 er så"
    assert plain(text) == "»det«, er så"
    assert plain(link("det\ue003", "rule:a/b") + ".") == "det."
    assert parts(text) == [Part("»det«", "rule:a/b"), Part(", er så", None)]
    assert plain(sentence(text)) == "»Det«, er så"
    assert sentence("“the day” holds") == "“The day” holds"
    assert sentence("") == ""
    assert parts("") == []
