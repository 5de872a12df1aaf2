"""A sentence for every decision on random facts, in both languages and at every depth, without a slip."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from engine.decision.decide import Decision, Judgement, Prepared, judge, prepare
from engine.decision.deviations import ENTITY
from engine.decision.files import own_rules
from engine.reports.lines import Notes
from engine.reports.openings import Openings
from engine.reports.reporter import DETAILS, View, reporter
from engine.reports.sentences import Sentences
from engine.rulebook.choose import choose
from engine.rulebook.load import load
from engine.rulebook.model import Rulebook
from engine.source.problem import Place
from engine.source.text import Lang
from engine.values.kinds import Choice, SetOf
from facts.factset import FactSet, Subject
from facts.vocabulary import vocabulary
from tests.generate import some_facts

LANGS: tuple[Lang, ...] = ("da", "en")
DAYS = [date(2017, 6, 1), date(2017, 12, 31), date(2016, 2, 29), date(2019, 12, 31), date(2013, 12, 31)]
SIGNS = re.compile(
    r"[_{}\[\]|<>=~]|[\ue000-\uf8ff]|\b(?:None(?! of)|True|False|Fraction|frozenset|datetime|Decimal|Text|Lang)\b"
    r"|[a-z]/[a-z]|\.\.|,,|;;|::| [,;:.]|  |[,;:(]\.|\(\)|»»|««|““|””|: ?$|; ?$"
)
"""What stands in no sentence: names of the program, marks of a template, values as Python writes them, bad joints."""
ASCII = re.compile(r"(?i)\b\w*(?:boern|loes|foer|maal|doegn|oekonom|aendr|laegn|raad(?!er)|hoere|koeb|aar(?!hus))\w*\b")
FOREIGN = {
    "da": re.compile(r"\b(?:the|is|are|not|and|or|of|whether|but|must|which|where|than|because|missing|so|yes)\b"),
    "en": re.compile(r"\b(?:er|og|ikke|eller|af|med|som|det|den|skal|hvor|men|altså|fordi|mangler|ja|nej)\b|[æøåÆØÅ]"),
}
"""Words of the other language."""


@pytest.fixture(scope="module")
def shipped() -> Rulebook:
    """The rules that come with Klausul."""
    return load(own_rules(), vocabulary())


@pytest.fixture(scope="module")
def read(shipped: Rulebook) -> list[Prepared]:
    """The rules as they are read, and by another option of every question."""
    pairs = [(rule.id, each) for rule in shipped.rules.values() for each in rule.readings]
    asked = {each.id: (id_, [o.name for o in each.options if o.name != each.used]) for id_, each in pairs}
    first = choose(shipped, [(id_, names[0]) for id_, names in asked.values()])
    last = choose(shipped, [(id_, names[-1]) for id_, names in asked.values()])
    return [prepare(rulebook).alone() for rulebook in (shipped, shipped, first, last)]


def names() -> re.Pattern[str]:
    """The names that are the same in both languages: of municipalities, regions and institutions, and in titles."""
    found = {"Aarhus", "Midtjylland", "Tilbudsportalen", "Randers Kommune", "Himmelbovej", "Svalevej", "svalevej"}
    for entity in vocabulary().entities.values():
        for field in entity.fields.values():
            kind = field.kind.of if isinstance(field.kind, SetOf) else field.kind
            words = [kind.word(member) for member in kind.members] if isinstance(kind, Choice) else []
            found |= {word.da for word in words if word.da == word.en}
    return re.compile("|".join(sorted(map(re.escape, found), key=lambda name: (-len(name), name))))


NAMES = names()


def slips(told: str, lang: Lang, ids: re.Pattern[str]) -> list[str]:
    """Give what should not stand in a text for people; `ids`: what the facts themselves call things."""
    bare = NAMES.sub("N", ids.sub("N", told))
    return [
        *SIGNS.findall(bare),
        *ASCII.findall(bare),
        *FOREIGN[lang].findall(bare),
        *([] if bare.strip() else ["empty"]),
    ]


@pytest.mark.parametrize(
    ("told", "da", "en"),
    [
        ("Alt er godt.", [], ["er"]),
        ("the place is new", ["the", "is"], []),
        ("N er boern_unge", ["_", "boern_unge"], ["_", "boern_unge", "er"]),
        ("{takst}", ["{", "}"], ["{", "}"]),
        ("takst/omfang ~2 %", ["t/o", "~"], ["t/o", "~"]),
        ("a ; None", [" ;", "None"], [" ;", "None"]),
        ("»Aarhus« til N-1", [], []),
        ("", ["empty"], ["empty"]),
    ],
)
def test_a_slip_is_seen(told: str, da: list[str], en: list[str]) -> None:
    nothing = re.compile(r"(?!)")
    assert [slips(told, "da", nothing), slips(told, "en", nothing)] == [da, en]


def some_case(random: Random, prepared: Prepared) -> Judgement:
    """Judge random facts, some unknown, by random readings, with a deviation approved from a rule that is breached."""
    drawn = some_facts(random, vocabulary())
    facts = replace(drawn, subjects={**drawn.subjects, ENTITY: {}})
    day = random.choice(DAYS)
    breached = [d for d in judge(prepared, facts, day).decisions if d.outcome == "breached"]
    return judge(prepared, _deviating(random, facts, breached) if breached else facts, day)


def _deviating(random: Random, facts: FactSet, breached: list[Decision]) -> FactSet:
    decision = random.choice(breached)
    values = {
        "id": "a-1",
        "regel": decision.rule.id,
        "emne": decision.subject.id,
        "godkendt_af": "N",
        "godkendt": date(2010, 1, 1),
        "begrundelse": "N",
        "til": random.choice([date(2012, 1, 1), date(2030, 12, 31)]),
    }
    places = dict.fromkeys(values, Place("facts.yaml", 1, 1))
    return replace(facts, subjects={**facts.subjects, ENTITY: {"a-1": Subject(ENTITY, "a-1", values, places)}})


def tried(read: list[Prepared], seed: int) -> list[str]:
    """Give the slips of one random case: of every sentence, and of one decision at every depth."""
    random = Random(seed)
    judgement = some_case(random, random.choice(read))
    own = [subject.id for subject in judgement.facts]
    ids = re.compile("|".join(sorted((rf"\b{re.escape(id_)}\b" for id_ in own), reverse=True)) or r"(?!)")
    ids = re.compile(rf"{ids.pattern}|\ba  b\b|\ba b\b")
    found = []
    for lang in LANGS:
        told = {f"{d.rule.id} {d.subject.id}": Sentences(judgement, lang).sentence(d) for d in judgement.decisions}
        for name, sentence in told.items():
            stands = sentence.endswith(".") and not sentence[0].islower()
            found += [f"seed {seed} {name} {lang}: {sentence}"] if slips(sentence, lang, ids) or not stands else []
        for detail in DETAILS if judgement.decisions else ():
            found += _deep(judgement, random.choice(judgement.decisions), View(lang, detail), ids)
    return found


def _deep(judgement: Judgement, decision: Decision, view: View, ids: re.Pattern[str]) -> list[str]:
    """Give the slips in what is told of one decision; at full depth expressions stand as written: of the rest."""
    lines = [str(reporter(form).explain(judgement, decision, view)) for form in ("text", "markdown")]
    assert all(line.strip() for line in lines)
    if view.detail == "full":
        lines = [
            *Notes.of(judgement, view.lang).all(decision),
            *Openings(judgement, view.lang).missing(judgement.missing(decision)),
        ]
    else:
        lines = [lines[0].replace("\n", " ").strip()]
    return [
        f"{decision.rule.id} {view.lang}: {line}" for line in lines if slips(re.sub(" +", " ", line), view.lang, ids)
    ]


def test_random_cases(read: list[Prepared]) -> None:
    assert [slip for seed in range(10) for slip in tried(read, seed)] == []


@pytest.mark.slow
def test_five_hundred_random_cases(read: list[Prepared]) -> None:
    assert [slip for seed in range(10, 510) for slip in tried(read, seed)] == []
