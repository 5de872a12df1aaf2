"""What settled a condition in plain clauses: nothing twice, no limit that would not do, each subject by its name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from engine.decision.decide import Decision, Judgement, Prepared, judge
from engine.evaluation.compile import compile_rules
from engine.reports.sentences import Sentences
from engine.reports.spoken import Clause, but_asked, but_not, either, so, together
from engine.source.read import parse
from engine.source.text import Lang, Text
from facts.read import read_node
from facts.vocabulary import vocabulary
from tests.book import Book

FACTS = """
driftsherre: [{id: midt, navn: Region Midt, type: region}, {id: nord, type: kommune}]
tilbud:
  - {id: t, navn: Engen, driftsherre: midt, pladser: 0, pladser_andre: 0, akuttilbud: ja, nyetableret: nej}
takst:
  - {id: a, navn: Dag, tilbud: t, pladser: 7, takst: 900, aar: 2017, opdelt: ja, dage: 365}
  - {id: b, navn: Nat, tilbud: t, pladser: 8, takst: 900, aar: 2017, opdelt: nej, dage: 365}
  - {id: c, tilbud: t, pladser: 9, takst: 1200, aar: 2018, opdelt: nej, dage: 0}
"""


def sentences(
    require: str, subject: str = "tilbud", id_: str = "t", concludes: str | None = None, says: Text | None = None
) -> tuple[str, str]:
    """Judge one demand, or one conclusion, on the facts: its sentence in Danish and English."""
    book = Book(vocabulary())
    book.terms["tilbud", "pr_plads"] = "pladser_andre / pladser"
    book.rule("tilbud", when="akuttilbud", concludes="egnet")
    book.rule("tilbud", when="nyetableret and unclear", concludes="tvivl")
    rule = book.rule(subject, when=require, concludes=concludes) if concludes else book.rule(subject, require=require)
    book.rules[rule.id] = rule = replace(rule, says=says)
    facts = read_node(parse(FACTS, "f.yaml").root)
    judgement = judge(Prepared(compile_rules(book.rulebook()), None, None), facts, date(2017, 6, 1))
    decision = next(d for d in judgement.decisions if (d.rule.id, d.subject.id) == (rule.id, id_))
    return (_told(judgement, decision, "da"), _told(judgement, decision, "en"))


def _told(judgement: Judgement, decision: Decision, lang: Lang) -> str:
    return Sentences(judgement, lang).sentence(decision)


@pytest.mark.parametrize(
    ("require", "da", "en"),
    [
        (
            "any(opdelt and takst > 1000 kr over takster)",
            "Taksten er 900,00 kr., men skal være over 1.000,00 kr. (Dag); taksten er ikke delt i basistakst og "
            "ydelsestakst; taksten er 900,00 kr., men skal være over 1.000,00 kr. (Nat); og lignende for 1 til.",
            None,
        ),
        ("any(takst > 5 kr over takster where aar = 2000)", "Der er ingen takster, hvor takstens år er 2000.", None),
        ("any(kommune.type = region over overtagelser)", "Der er ingen overtagelser.", "There are no takeovers."),
        ("all(not opdelt over takster)", "Taksten er delt i basistakst og ydelsestakst (Dag).", None),
        (
            "not all(takst >= 900 kr over takster where aar = 2017)",
            "Taksten er 900,00 kr., altså mindst 900,00 kr. (Dag og Nat).",
            "The tariff is 900.00 kr., so at least 900.00 kr. (Dag and Nat).",
        ),
        (
            "nyetableret or pladser >= 2 or pladser >= 4",
            "Tilbuddet er ikke nyetableret; antallet af pladser i tilbuddet er 0, men skal være mindst 2 eller mindst "
            "4.",
            "The offering is not newly established; the number of places in the offering is 0, but must be at least 2 "
            "or at least 4.",
        ),
        (
            "pladser >= 2 or (pladser >= 0 and unclear and nyetableret)",
            "Antallet af pladser i tilbuddet er 0, men skal være mindst 2.",
            None,
        ),
        (
            "(akuttilbud and pladser > 9) or (nyetableret and pladser > 5)",
            "Antallet af pladser i tilbuddet er 0, men skal være over 9.",
            None,
        ),
        (
            "pladser != 0",
            "Antallet af pladser i tilbuddet er 0, men må ikke være 0.",
            "The number of places in the offering is 0, but must not be 0.",
        ),
        (
            "driftsherre.id = \"nord\"",
            "Driftsherren er Region Midt, men skal være »nord«.",
            "The operator is Region Midt, but must be “nord”.",
        ),
        (
            "pladser_andre / pladser > 5 %",
            "Uafklaret. Antallet af pladser, der bruges af andre kommuner, divideret med antallet af pladser i "
            "tilbuddet kan ikke beregnes, fordi antallet af pladser i tilbuddet er 0.",
            None,
        ),
        (
            "any(takst / (dage * 1 kr) > 5 % over takster where aar = 2018)",
            "Uafklaret. Taksten divideret med (antallet af dage gange 1,00 kr.) kan ikke beregnes, fordi antallet af "
            "dage gange 1,00 kr. er 0,00 kr.",
            None,
        ),
        (
            "akuttilbud and unclear",
            "Uafklaret. Aftalen lader det stå åbent (tilbuddet er et akuttilbud).",
            "Undetermined. The agreement leaves it open (the offering is an acute offering).",
        ),
        (
            "min(takst over takster where aar = 2000) > 5 kr",
            None,
            "Undetermined. The smallest value of the tariff for the tariffs of the offering, where the year of the "
            "tariff is 2000, cannot be worked out because there are no tariffs to work it out from.",
        ),
    ],
)  # fmt: skip
def test_told(require: str, da: str | None, en: str | None) -> None:
    danish, english = sentences(require)
    assert danish == (da or danish)
    assert english == (en or english)


def test_an_element_that_cannot_be_worked_out_is_told() -> None:
    told, _ = sentences("min(end_of_month(nedsat_fra) over takster) > 2017-01-01")
    assert told.startswith("Uafklaret. Mangler: ")


def test_a_figure_is_the_subject_s_own_not_that_of_one_of_many() -> None:
    says = Text("der er {pladser} pladser i alt", "there are {pladser} places in all")
    told = "Der er 0 pladser i alt.", "There are 0 places in all."
    assert sentences("max(pladser over takster) > pladser", says=says) == told


def test_what_a_conclusion_repeats_is_said_once() -> None:
    danish, english = sentences("akuttilbud or nyetableret", concludes="med")
    assert (danish, english) == (
        "»A/med«: ja: tilbuddet er et akuttilbud.",
        "“A/med”: yes: the offering is an acute offering.",
    )


def test_clauses_together() -> None:
    clauses = [
        so("x er 5", "over 3"),
        so("x er 5", "under 9"),
        but_not("y er a", "b"),
        but_not("y er a", "c"),
        Clause("z"),
    ]
    assert together([*clauses, Clause("z")], "da") == "x er 5, altså over 3 og under 9; y er a, ikke b eller c; z"
    assert together([but_asked("bør", "x er 5", "over 6"), but_asked("bør", "x er 5", "under 3")], "en") == (
        "x er 5, but should be over 6 and under 3"
    )
    one = either([Clause("z"), but_asked("skal", "x er 5", "over 6"), but_asked("skal", "y er 5", "over 6")], "da")
    assert one == Clause("z; x er 5, men skal være over 6; eller y er 5, men skal være over 6", is_asked=True)
    assert either([Clause("a"), Clause("b")], "en") == Clause("a; b")
