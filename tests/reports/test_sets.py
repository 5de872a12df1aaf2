"""Conditions on lists as people read them: a breach names what is missing, or what may not be there."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.decision.canonical import decision_data
from engine.decision.decide import Decision, Judgement, Prepared, judge, prepare
from engine.reports.sentences import Sentences
from engine.rulebook.load import load
from engine.source.read import parse
from engine.source.text import Lang
from facts.read import read_node
from facts.vocabulary import vocabulary
from tests.reports.test_reports import compare

DOCUMENTS = """
documents:
  aftale:
    title: {da: "Aftalen", en: "The agreement"}
    kind: aftale
    parties: [A]
    in_force: {from: 2016-01-01}
    published: {da: "her", en: "here"}
"""
PARAMETERS = """
document: aftale
subject: tilbud

parameters:
  kraevede:
    unit: liste
    of: tilbud.lovhjemler
    title: {da: "det krævede", en: "what is demanded"}
    values: {2016-01-01: [sel_107, sel_101a, sel_66_5]}
    cite: "1"
    review_by: 2030-01-01
  tilladte:
    unit: liste
    of: tilbud.lovhjemler
    title: {da: "det tilladte", en: "what is permitted"}
    values: {2016-01-01: [sel_107, sel_108]}
    cite: "1"
    review_by: 2030-01-01
  mange:
    unit: liste
    of: tilbud.lovhjemler
    title: {da: "de mange", en: "the many"}
    values: {2016-01-01: [sel_83, sel_84, sel_85, sel_86, sel_87, sel_97, sel_98]}
    cite: "1"
    review_by: 2030-01-01
  typer:
    unit: liste
    of: tilbud.type
    title: {da: "de nævnte typer", en: "the types named"}
    values: {2016-01-01: [dagtilbud, aktivitet_og_samvaer]}
    cite: "1"
    review_by: 2030-01-01

terms:
  egne: {is: lovhjemler, title: {da: "tilbuddets hjemler", en: "the offering's legal bases"}}

rules:
"""
REQUIRED = {
    "krav": "kraevede within lovhjemler",
    "term": "kraevede within egne",
    "skrevet": "{sel_107, sel_108} within lovhjemler",
    "kun": "lovhjemler within tilladte",
    "kun-skrevet": "lovhjemler within {sel_107}",
    "faelles": "lovhjemler overlaps tilladte",
    "vendt": "tilladte overlaps lovhjemler",
    "mange": "lovhjemler overlaps mange",
    "en": "lovhjemler overlaps {sel_107}",
    "en-af-flere": "lovhjemler overlaps {sel_107, sel_108}",
    "ingen": "not lovhjemler overlaps {sel_107}",
    "type": "type in typer",
    "kun-flere": "lovhjemler within {sel_107, sel_108}",
    "type-skrevet": "type in {dagtilbud, klubtilbud, opholdssted}",
    "enten": "{sel_107} within lovhjemler or {sel_108} within lovhjemler",
    "begge": "{sel_107} within lovhjemler and lovhjemler overlaps {sel_107}",
}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """Rules that ask something of lists: each as a demand, some as a recommendation, and as a condition."""
    folder: Path = tmp_path_factory.mktemp("rules")
    (folder / "documents.yaml").write_text(DOCUMENTS, "utf-8")
    (folder / "a").mkdir()
    rules = [rule(name, f'require: "{text}"') for name, text in REQUIRED.items()]
    rules += [rule("boer-kun", 'require: "lovhjemler within tilladte"', "bør")]
    rules += [rule("kan-kun", 'require: "lovhjemler within tilladte"', "kan")]
    rules += [
        rule(f"om-{name}", f'concludes: om_{name.replace("-", "_")}\n    when: "{text}"')
        for name, text in REQUIRED.items()
    ]
    (folder / "a" / "lister.yaml").write_text(PARAMETERS + "".join(rules), "utf-8")
    return prepare(load(folder, vocabulary()))


def rule(name: str, what: str, modality: str = "skal") -> str:
    return f'  {name}:\n    cite: "1"\n    modality: {modality}\n    title: {{da: "a", en: "a"}}\n    {what}\n'


def decided(prepared: Prepared, name: str, fact: str) -> tuple[Judgement, Decision]:
    facts = read_node(parse(f"as_of: 2017-06-01\ntilbud: [{{id: t, {fact}}}]", "f.yaml").root)
    assert facts.as_of
    judgement = judge(prepared, facts, facts.as_of, rules=(f"a/{name}",))
    return judgement, next(d for d in judgement.decisions if d.rule.id == f"a/{name}")


FEW = "lovhjemler: [sel_101a]"
CASES = [
    ("krav", FEW),
    ("krav", "lovhjemler: []"),
    ("krav", "lovhjemler: [sel_66_5, sel_101a, sel_107, sel_32]"),
    ("om-krav", FEW),
    ("term", FEW),
    ("skrevet", FEW),
    ("skrevet", "lovhjemler: [sel_107, sel_108]"),
    ("kun", "lovhjemler: [sel_107, sel_32, anden]"),
    ("boer-kun", "lovhjemler: [sel_32]"),
    ("kan-kun", "lovhjemler: [sel_32]"),
    ("om-kun", "lovhjemler: [sel_107, sel_32]"),
    ("kun", "lovhjemler: [sel_107]"),
    ("kun", "lovhjemler: []"),
    ("kun-skrevet", "lovhjemler: [sel_107]"),
    ("om-kun-skrevet", FEW),
    ("om-kun-flere", "lovhjemler: [sel_107, sel_32]"),
    ("faelles", "lovhjemler: [sel_107, sel_32]"),
    ("faelles", FEW),
    ("faelles", "lovhjemler: [sel_101a, sel_32]"),
    ("faelles", "lovhjemler: []"),
    ("vendt", FEW),
    ("mange", FEW),
    ("en", FEW),
    ("om-en", FEW),
    ("en", "lovhjemler: [sel_107]"),
    ("en-af-flere", FEW),
    ("ingen", "lovhjemler: [sel_107, sel_32]"),
    ("ingen", FEW),
    ("type", "type: forsorgshjem"),
    ("om-type", "type: forsorgshjem"),
    ("type", "type: dagtilbud"),
    ("type-skrevet", "type: forsorgshjem"),
    ("om-type-skrevet", "type: forsorgshjem"),
    ("type-skrevet", "type: klubtilbud"),
    ("enten", FEW),
    ("begge", FEW),
]


@pytest.mark.parametrize("lang", ["da", "en"])
def test_told(prepared: Prepared, lang: Lang) -> None:
    told = []
    for name, fact in CASES:
        judgement, decision = decided(prepared, name, fact)
        told += [f"{asked(decision)}  <-  {fact}", f"  {decision.outcome}: {Sentences(judgement, lang).why(decision)}"]
    compare(f"sets.{lang}.txt", "\n".join(told) + "\n")


def asked(decision: Decision) -> str:
    rule = decision.rule
    part = rule.require or rule.when
    assert part
    return f"{rule.modality if rule.require else 'om'} {part.text}"


@pytest.mark.parametrize(
    ("name", "fact", "lacking"),
    [
        ("krav", FEW, ["sel_107", "sel_66_5"]),
        ("om-krav", FEW, ["sel_107", "sel_66_5"]),
        ("kun", "lovhjemler: [sel_32, anden, sel_107]", ["anden", "sel_32"]),
        ("kun", "lovhjemler: [sel_107]", None),
        ("krav", "navn: uden", None),
        ("faelles", FEW, None),
    ],
)
def test_a_trace_says_what_is_lacking(prepared: Prepared, name: str, fact: str, lacking: list[str] | None) -> None:
    judgement, decision = decided(prepared, name, fact)
    trace = decision_data(judgement, decision, with_trace=True)["trace"]
    assert (trace["require"] or trace["when"]).get("lacking") == lacking
