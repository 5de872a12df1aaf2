"""A sentence for every decision: of all rules and outcomes as they should read, and of random facts without a slip."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

import engine
from engine.decision.decide import Decision, Judgement, Prepared, judge, prepare
from engine.decision.files import own_rules
from engine.reports.sentences import Sentences
from engine.rulebook.load import load
from engine.ruletest.run import run_tests
from engine.source.text import Lang
from engine.values.kinds import Choice, SetOf
from facts.vocabulary import vocabulary
from facts.words.members import MEMBERS
from tests.generate import AS_OF, some_facts

EXPECTED = Path(__file__).parent / "expected"
LANGS: tuple[Lang, ...] = ("da", "en")
SIGNS = re.compile(r"[_{}\[\]|<>]|None|Fraction|»|\.\.|,,|;;| ,|  |,\.|\(\)")
"""What stands in no sentence: keys, marks of a template, titles in place of words, slips in joining."""
OTHER = {
    "da": re.compile(r"\b(the|is|not|and|or|of|whether|but|must)\b"),
    "en": re.compile(r"\b(er|ikke|og|eller|af|den|det|men|skal|hvorvidt)\b"),
}
"""Words of the other language."""
NAMES = [text.da for text in MEMBERS.values() if text.da == text.en]
"""Names that are the same in both languages."""


@pytest.fixture(scope="module")
def shipped() -> Prepared:
    return prepare(load(own_rules(), vocabulary()))


def keys() -> set[str]:
    """The words of the facts that are no words of a language, as they are spelt in ASCII."""
    found = {*vocabulary().entities}
    for entity in vocabulary().entities.values():
        found |= entity.fields.keys()
        for field in entity.fields.values():
            kind = field.kind.of if isinstance(field.kind, SetOf) else field.kind
            found |= set(kind.members) if isinstance(kind, Choice) else set()
    return {key for key in found if re.search("ae|oe|aa|_|[0-9]", key)} - {"aar"} | {"aarhus", "samsoe"}


KEYS = keys()


def slips(sentence: str, lang: Lang) -> list[str]:
    """Give what should not stand in a sentence."""
    sentence = sentence.replace("a  b", "a b")  # a name that random facts have
    found = SIGNS.findall(sentence)
    found += [word for word in re.findall(r"[\w-]+", sentence) if word in KEYS]
    bare = sentence
    for name in NAMES:
        bare = bare.replace(name, "")
    found += OTHER[lang].findall(bare)
    if lang == "en":
        found += re.findall(r"\w*[æøåÆØÅ]\w*", bare.replace("Ågården", ""))
    if not sentence[0].isupper() and not sentence[0].isdigit() and sentence[0] != "-":
        found.append(sentence[0])
    return found if sentence.endswith(".") else [*found, sentence[-1]]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("Alt er godt.", {"da": [], "en": ["er"]}),
        ("The place is new.", {"da": ["The", "is"], "en": []}),
        ("Målgruppen er boern_unge.", {"da": ["_", "boern_unge"], "en": ["_", "boern_unge", "er", "Målgruppen"]}),
        ("x", {"da": ["x", "x"], "en": ["x", "x"]}),
    ],
)
def test_a_slip_is_seen(lang: Lang, sentence: str, wrong: dict[str, list[str]]) -> None:
    assert slips(sentence, lang) == [word for word in wrong[lang] if word != "The"]


@pytest.fixture(scope="module")
def one_of_each(shipped: Prepared) -> list[tuple[str, str, Judgement, Decision]]:
    """One decision of every outcome of every rule, from the rules' own tests: the first that names most."""
    found: dict[tuple[str, str], tuple[Judgement, Decision]] = {}
    for case, judgement in run_tests(shipped, own_rules()).judged:
        for expected in case.expected:
            for decision in judgement.decisions:
                named = expected.rule == decision.rule.id and expected.subject in (None, decision.subject.id)
                if expected.what == "outcome" and named and decision.way.part != "period":
                    found.setdefault((decision.rule.id, decision.outcome), (judgement, decision))
    return [(rule, outcome, *found[rule, outcome]) for rule, outcome in sorted(found)]


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_one_of_every_outcome(one_of_each: list[tuple[str, str, Judgement, Decision]], lang: Lang) -> None:
    lines, last = [], ""
    for rule, outcome, judgement, decision in one_of_each:
        lines += [f"\n{rule}"] if rule != last else []
        last = rule
        lines.append(f"  {outcome}: {Sentences(judgement, lang).sentence(decision)}")
    told = "\n".join(lines).lstrip() + "\n"
    path = EXPECTED / f"sentences.{lang}.txt"
    if os.environ.get("KLAUSUL_ACCEPT"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(told, "utf-8", newline="\n")
    assert told == path.read_text("utf-8")


def tried(prepared: Prepared, seed: int) -> list[str]:
    """Give the slips in the sentences on random facts: all that is decided of them, in both languages."""
    random = Random(seed)
    facts = some_facts(random, vocabulary())
    judgement = judge(prepared, facts, random.choice(AS_OF))
    return [
        f"seed {seed} {decision.rule.id} {decision.subject.id} {lang}: {found} in {sentence}"
        for lang in LANGS
        for decision in judgement.decisions
        for sentence in (Sentences(judgement, lang).sentence(decision),)
        if (found := slips(sentence, lang))
    ]


def without_inference(prepared: Prepared) -> Prepared:
    return replace(prepared, plan=None, inference=None)


def test_random_facts(shipped: Prepared) -> None:
    assert [slip for seed in range(20) for slip in tried(without_inference(shipped), seed)] == []


@pytest.mark.slow
def test_five_hundred_random_cases(shipped: Prepared) -> None:
    assert [slip for seed in range(500) for slip in tried(without_inference(shipped), seed)] == []


def test_the_rules_folder_is_the_shipped_one() -> None:
    assert own_rules() == Path(engine.__file__).parent.parent / "rules"
