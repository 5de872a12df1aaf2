"""Two runs held against each other: what flipped, and the fact, parameter, rule, reading or date that did it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from engine.decision.files import Asked
from engine.log.causes import Cause
from engine.log.compare import Comparison, compare
from engine.log.kept import Key
from engine.log.replay import replay
from engine.log.search import Hit, Wanted
from engine.log.search import search as search_log
from engine.log.telling import comparison_text
from tests.log.common import FACTS, RULES, Log, changed_rules, judgement_of, keep, kept_of
from tests.log.test_record import QUESTION

Flips = dict[tuple[str, str], tuple[tuple[str | None, str | None], list[tuple[str, ...]]]]


def compared(log: Log, one: int = 1, other: int = 2) -> Comparison:
    store = log.opened()
    with store.reading() as connection:
        return compare(kept_of(store, connection, one), kept_of(store, connection, other))


def flips(log: Log) -> Flips:
    """Give each flip by rule and subject: the outcomes, and the causes as kind, of, before, now."""
    return {
        (flip.pair.key[0], flip.pair.key[2]): (flip.pair.outcomes, [_short(cause) for cause in flip.causes])
        for flip in compared(log).flips
    }


def _short(cause: Cause) -> tuple[str, ...]:
    return (cause.what, *cause.of, cause.before or "-", cause.now or "-")


def changed(old: str, new: str) -> str:
    assert old in FACTS
    return FACTS.replace(old, new, 1)


def test_the_same_twice(log: Log) -> None:
    store = log.opened()
    keep(store)
    keep(store, "# below\n" + FACTS)
    found = compared(log)
    assert (found.flips, found.gone, found.new, found.facts, found.rules) == ((), (), (), 0, True)
    assert found.same == len(judgement_of().decisions)


APPROVED = """afvigelse:
  - id: afvigelse-1
    regel: takst/overhead
    emne: aa-2
    godkendt_af: Styregruppen
    godkendt: 2017-01-01
    begrundelse: Et år mere
    til: 2017-12-31
"""
"""A deviation that is approved of the one breach that binds."""


def test_a_deviation_that_is_approved(log: Log) -> None:
    store = log.opened()
    keep(store)
    keep(store, FACTS + APPROVED)
    key = ("takst/overhead", "aa-2")
    assert flips(log) == {key: (("breached", "deviation"), [("subject", "afvigelse", "afvigelse-1", "-", "true")])}
    found = search(log, "deviation")
    assert [(hit.run, hit.entry.rule, hit.entry.subject) for hit in found] == [(2, *key)]
    with store.reading() as connection:
        assert replay(kept_of(store, connection, 2)).pairs == ()


@pytest.mark.parametrize(
    ("old", "new", "cause"),
    [
        ("til: 2017-12-31", "til: 2017-05-31", ("til", "2017-12-31", "2017-05-31")),
        ("godkendt: 2017-01-01", "godkendt: 2017-06-02", ("godkendt", "2017-01-01", "2017-06-02")),
        ("emne: aa-2", "emne: aa-1", ("emne", "aa-2", "aa-1")),
    ],
)
def test_a_deviation_that_no_longer_holds(log: Log, old: str, new: str, cause: tuple[str, ...]) -> None:
    store = log.opened()
    keep(store, FACTS + APPROVED)
    keep(store, FACTS + APPROVED.replace(old, new))
    assert flips(log)[("takst/overhead", "aa-2")] == (
        ("deviation", "breached"),
        [("fact", "afvigelse", "afvigelse-1", *cause)],
    )


def test_a_deviation_that_has_ended(log: Log) -> None:
    store = log.opened()
    keep(store, FACTS + APPROVED.replace("12-31", "06-30"))
    keep(store, FACTS + APPROVED.replace("12-31", "06-30"), as_of=date(2017, 7, 1))
    assert flips(log) == {
        ("takst/overhead", "aa-2"): (("deviation", "breached"), [("date", "2017-06-01", "2017-07-01")])
    }


def test_a_rule_that_binds_no_more(log: Log, tmp_path: Path) -> None:
    store = log.opened()
    keep(store)
    milder = changed_rules(
        tmp_path, ('cite: ["10", "11.3"]\n    modality: skal', 'cite: ["10", "11.3"]\n    modality: bør')
    )
    keep(store, asked=Asked(milder))
    assert flips(log) == {
        ("takst/overhead", "aa-2"): (("breached", "remark"), [("rule", "takst/overhead", "modality", "skal", "bør")])
    }


def search(log: Log, outcome: str) -> tuple[Hit, ...]:
    with log.opened().reading() as connection:
        return search_log(connection, Wanted(outcomes=(outcome,)), 10).shown


def test_a_figure(log: Log) -> None:
    store = log.opened()
    keep(store)
    keep(store, changed("administration: 64.50", "administration: 60"))
    assert flips(log) == {
        ("takst/overhead", "aa-2"): (
            ("breached", "met"),
            [("fact", "takst", "aa-2", "administration", "64.5 kr", "60 kr")],
        )
    }


def test_a_fact_that_comes_or_goes(log: Log) -> None:
    store = log.opened()
    keep(store)
    keep(store, changed("id: bakken-1, tilbud: bakken, takst: 2000", "id: bakken-1, tilbud: bakken"))
    assert flips(log)[("takst/hele-kroner", "bakken-1")] == (
        ("met", "undetermined"),
        [("fact", "takst", "bakken-1", "takst", "2000 kr", "-")],
    )


def test_a_fact_of_another_subject_through_a_conclusion(log: Log) -> None:
    """An offering's institution settles whether it is exempt, and that settles its tariffs."""
    store = log.opened()
    keep(store)
    keep(store, changed("driftsherre: midt, institution: anden", "driftsherre: midt, institution: grenen"))
    found = flips(log)
    cause = ("fact", "tilbud", "aa", "institution", "anden", "grenen")
    assert found[("takst/overhead", "aa-1")] == (("met", "exempt"), [cause])
    assert found[("takst/overhead", "aa-2")] == (("breached", "exempt"), [cause])


def test_a_relation_that_leads_elsewhere(log: Log) -> None:
    store = log.opened()
    keep(store)
    keep(store, changed("id: aa-2, tilbud: aa", "id: aa-2, tilbud: grenen"))
    assert flips(log)[("takst/overhead", "aa-2")] == (
        ("breached", "exempt"),
        [("fact", "takst", "aa-2", "tilbud", "aa", "grenen")],
    )


def test_a_relation_that_is_no_longer_known(log: Log) -> None:
    store = log.opened()
    keep(store)
    keep(store, changed("id: aa-2, tilbud: aa, ", "id: aa-2, "))
    assert flips(log)[("takst/overhead", "aa-2")] == (
        ("breached", "undetermined"),
        [("fact", "takst", "aa-2", "tilbud", "aa", "-")],
    )


def test_a_parameter(log: Log, tmp_path: Path) -> None:
    store = log.opened()
    keep(store)
    keep(store, asked=Asked(changed_rules(tmp_path, ("6.1 %", "6.5 %"))))
    assert flips(log) == {
        ("takst/overhead", "aa-2"): (
            ("breached", "met"),
            [("parameter", "takst/overhead", "overhead_maksimum", "6.1 %", "6.5 %")],
        )
    }
    assert not compared(log).rules


def test_a_parameter_by_date(log: Log, tmp_path: Path) -> None:
    folder = changed_rules(tmp_path, ("{2017-01-01: 6.1 %}", "{2017-01-01: 6.1 %, 2017-07-01: 6.5 %}"))
    store = log.opened()
    keep(store, asked=Asked(folder))
    keep(store, as_of=date(2017, 7, 1), asked=Asked(folder))
    assert flips(log)[("takst/overhead", "aa-2")] == (
        ("breached", "met"),
        [("parameter", "takst/overhead", "overhead_maksimum", "6.1 %", "6.5 %")],
    )


def test_a_condition(log: Log, tmp_path: Path) -> None:
    folder = changed_rules(
        tmp_path, ("require: overhead_procent <= overhead_maksimum", "require: administration < 65 kr")
    )
    store = log.opened()
    keep(store)
    keep(store, asked=Asked(folder))
    assert flips(log)[("takst/overhead", "aa-2")] == (
        ("breached", "met"),
        [("rule", "takst/overhead", "", "overhead_procent <= overhead_maksimum", "administration < 65 kr")],
    )


def test_a_term(log: Log, tmp_path: Path) -> None:
    folder = changed_rules(
        tmp_path, ("is: administration / direkte_omkostninger", "is: administration / (direkte_omkostninger * 2)")
    )
    store = log.opened()
    keep(store)
    keep(store, asked=Asked(folder))
    assert flips(log)[("takst/overhead", "aa-2")][1] == [
        (
            "rule",
            "takst/overhead",
            "",
            "administration / direkte_omkostninger",
            "administration / (direkte_omkostninger * 2)",
        )
    ]


def test_an_exception(log: Log, tmp_path: Path) -> None:
    folder = changed_rules(
        tmp_path,
        (
            'unless: [{when: tilbud.undtaget, cite: "10"}]',
            'unless: [{when: tilbud.undtaget, cite: "10"}, {when: takst = 1000 kr, cite: "10"}]',
        ),
    )
    store = log.opened()
    keep(store)
    keep(store, asked=Asked(folder))
    assert flips(log)[("takst/overhead", "aa-2")] == (
        ("breached", "exempt"),
        [("rule", "takst/overhead", "", "-", "takst = 1000 kr")],
    )


def test_a_period(log: Log, tmp_path: Path) -> None:
    store = log.opened()
    keep(store)
    keep(store, asked=Asked(changed_rules(tmp_path, ("in_force: {from: 2018-01-01}", "in_force: {from: 2017-01-01}"))))
    found = flips(log)
    assert {outcomes for (rule, _), (outcomes, _) in found.items()} == {("not_applicable", "breached")}
    assert found[("takst/naeste-aar", "aa-1")][1] == [
        ("rule", "takst/naeste-aar", "in_force", "2018-01-01..", "2017-01-01..")
    ]


def test_the_date(log: Log) -> None:
    store = log.opened()
    keep(store)
    keep(store, as_of=date(2018, 6, 1))
    found = flips(log)
    assert found[("takst/naeste-aar", "aa-1")] == (
        ("not_applicable", "breached"),
        [("date", "2017-06-01", "2018-06-01")],
    )


def test_a_reading(log: Log, tmp_path: Path) -> None:
    folder = changed_rules(tmp_path, ("\nrules:\n  overhead:", f"\n{QUESTION}\nrules:\n  overhead:"))
    store = log.opened()
    keep(store, asked=Asked(folder))
    keep(store, asked=Asked(folder, readings=(("takst/overhead", "afrundet"),)))
    assert flips(log)[("takst/overhead", "aa-2")] == (
        ("breached", "met"),
        [("reading", "takst/overhead/sats", "-", "afrundet")],
    )


def test_decisions_of_one_run_only(log: Log) -> None:
    store = log.opened()
    keep(store)
    keep(store, changed("  - {id: skoven-1, tilbud: skoven, takst: 2000, administration: 61}\n", ""))
    found = compared(log)
    assert {key[2] for key in found.gone} == {"skoven-1"}
    assert found.new == ()
    back = compared(log, 2, 1)
    assert (back.gone, set(back.new)) == ((), set(found.gone))


def test_a_conclusion_that_was_not_recorded(log: Log) -> None:
    """A run narrowed to one rule holds not the decisions that the rule rests on."""
    asked = Asked(RULES, rules=("takst/overhead",))
    store = log.opened()
    keep(store, asked=asked)
    keep(store, changed("driftsherre: midt, institution: anden", "driftsherre: midt, institution: grenen"), asked=asked)
    (_, causes) = flips(log)[("takst/overhead", "aa-2")]
    assert causes == [("conclusion", "rammeaftale/grenen", "tilbud", "aa", "false", "true")]


def test_several_causes(log: Log, tmp_path: Path) -> None:
    store = log.opened()
    keep(store)
    folder = changed_rules(tmp_path, ("6.1 %", "5.9 %"))
    keep(store, changed("administration: 61, direkte", "administration: 60, direkte"), asked=Asked(folder))
    assert flips(log)[("takst/overhead", "aa-1")] == (
        ("met", "breached"),
        [
            ("fact", "takst", "aa-1", "administration", "61 kr", "60 kr"),
            ("parameter", "takst/overhead", "overhead_maksimum", "6.1 %", "5.9 %"),
        ],
    )


@pytest.mark.parametrize("lang", ["da", "en"])
def test_it_is_told(file_log: Log, lang: str) -> None:
    store = file_log.opened()
    keep(store)
    keep(store, changed("administration: 64.50", "administration: 1234.50"))
    keep(store, changed("administration: 64.50", "administration: 60"))
    with store.reading() as connection:
        kept = kept_of(store, connection, 3)
        found = compare(kept_of(store, connection, 1), kept)
        text = comparison_text(kept, found, lang, terminal=False)  # type: ignore[arg-type]
    told = {
        "da": ("overtrådt → overholdt", "administration i taksten, takst aa-2: 64,50 kr. → 60,00 kr."),
        "en": ("breached → met", "administration in the tariff, tariff aa-2: 64.50 kr. → 60.00 kr."),
    }[lang]
    kind = {"da": "takst", "en": "tariff"}[lang]
    assert f"  {kind} aa-2: {told[0]}\n    ← {told[1]}\n" in text


def test_elements_of_an_aggregate(log: Log, tmp_path: Path) -> None:
    rule = """
  dyreste:
    cite: "12"
    modality: skal
    subject: tilbud
    title: {da: "Ingen takst over 3.000 kr.", en: "No tariff over 3,000 kr"}
    require: sum(takst over takster where administration > 0 kr) <= 5000 kr
  naeste-aar:"""
    folder = changed_rules(tmp_path, ("\n  naeste-aar:", rule))
    key: Key = ("takst/dyreste", "tilbud", "aa")
    cases = {
        FACTS + "  - {id: aa-4, tilbud: aa, takst: 100, administration: 1}\n": (
            "subject",
            "takst",
            "aa-4",
            "-",
            "true",
        ),
        changed("id: aa-3, tilbud: aa, takst: 2000", "id: aa-3, tilbud: aa, takst: 2001"): (
            *("fact", "takst", "aa-3", "takst"),
            *("2000 kr", "2001 kr"),
        ),
        changed("id: skoven-1, tilbud: skoven", "id: skoven-1, tilbud: aa"): (
            *("fact", "takst", "skoven-1", "tilbud"),
            *("skoven", "aa"),
        ),
    }
    store = log.opened()
    keep(store, asked=Asked(folder))
    for number, (facts, cause) in enumerate(cases.items(), start=2):
        keep(store, facts, asked=Asked(folder))
        flip = next(flip for flip in compared(log, 1, number).flips if flip.pair.key == key)
        assert flip.pair.outcomes == ("met", "breached")
        assert [_short(each) for each in flip.causes] == [cause]
