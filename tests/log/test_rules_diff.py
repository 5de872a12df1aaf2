"""What changes between two folders of rules, in plain words, and which recorded decisions it would change."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from rich.console import Group

from engine.decision.files import Asked
from engine.log.kept import Kept
from engine.log.rulefiles import files_of
from engine.log.runs import all_runs
from engine.log.whatif import OtherRules, WhatIf
from engine.reports.changes import change_lines
from engine.reports.paper import printed
from engine.rulebook.changes import changes
from engine.rulebook.load import load
from engine.source.text import Lang
from facts.vocabulary import vocabulary
from tests.log.common import RULES, Log, changed_rules, keep
from tests.log.test_record import QUESTION


def told(tmp_path: Path, *pairs: tuple[str, str], old: tuple[tuple[str, str], ...] = (), lang: Lang = "en") -> str:
    """Give what differs between the small rules, with `old` changed, and the same with `pairs` changed, in words."""
    one = load(changed_rules(tmp_path, *old, name="old"), vocabulary())
    other = load(changed_rules(tmp_path, *pairs, name="new"), vocabulary())
    return printed(Group(*change_lines(changes(one, other), one, other, lang)))


def test_nothing(tmp_path: Path) -> None:
    assert told(tmp_path) == "no changes\n"
    assert told(tmp_path, lang="da") == "ingen ændringer\n"


def test_layout_is_nothing(tmp_path: Path) -> None:
    assert (
        told(tmp_path, ("overhead_procent <= overhead_maksimum", "overhead_procent<=overhead_maksimum"))
        == "no changes\n"
    )
    assert (
        told(tmp_path, ("document: aftale-2017\nsubject: takst", "subject: takst\ndocument: aftale-2017"))
        == "no changes\n"
    )


@pytest.mark.parametrize(
    ("values", "lines"),
    [
        ("{2017-01-01: 5.9 %}", ["from 1 January 2017: 6.1 % → 5.9 %"]),
        ("{2017-01-01: 6.1 %, 2018-01-01: 5.9 %}", ["from 1 January 2018: 6.1 % → 5.9 %"]),
        ("[{from: 2017-01-01, to: 2017-12-31, value: 6.1 %}]", ["from 1 January 2018: 6.1 % → nothing"]),
        ("{2016-07-01: 6.1 %}", ["from 1 July 2016: nothing → 6.1 %"]),
        (
            "{2016-07-01: 7 %, 2017-01-01: 6.1 %, 2018-01-01: 5 %}",
            ["from 1 July 2016: nothing → 7 %", "from 1 January 2018: 6.1 % → 5 %"],
        ),
    ],
)
def test_parameters(tmp_path: Path, values: str, lines: list[str]) -> None:
    head = "the highest overhead (overhead_maksimum), takst/overhead.yaml"
    expected = "".join(f"{head}\n  {line}\n" for line in lines)
    assert told(tmp_path, ("values: {2017-01-01: 6.1 %}", f"values: {values}")) == expected


def test_figures_are_danish_in_danish(tmp_path: Path) -> None:
    assert told(tmp_path, ("01: 6.1 %", "01: 1234.5 %"), lang="da") == (
        "højeste overhead (overhead_maksimum), takst/overhead.yaml\n  fra 1. januar 2017: 6,1 % → 1.234,5 %\n"
    )


OVERHEAD = "Overhead at most 6.1 %  takst/overhead"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "when: tilbud.omfattet",
            "when: tilbud.omfattet and takst > 100 kr",
            f"{OVERHEAD}\n  applies when\n    before: the offering is covered\n"
            "    now: the offering is covered and the tariff is above 100.00 kr.\n",
        ),
        (
            "require: overhead_procent <= overhead_maksimum",
            "require: overhead_procent < overhead_maksimum",
            f"{OVERHEAD}\n  requires\n    before: “the overhead in percent” is at most 6.1 % (“the highest overhead”)\n"
            "    now: “the overhead in percent” is below 6.1 % (“the highest overhead”)\n",
        ),
        (
            '    unless: [{when: tilbud.undtaget, cite: "10"}]\n',
            "",
            f"{OVERHEAD}\n  except when\n"
            "    before: “The offering is exempt” holds of the offering\n    now: nothing\n",
        ),
        (
            'unless: [{when: tilbud.undtaget, cite: "10"}]',
            'unless: [{when: tilbud.undtaget, cite: "10"}, {when: takst = 1 kr, cite: "11.3"}]',
            f"{OVERHEAD}\n  except when\n    before: nothing\n    now: the tariff is exactly 1.00 kr.\n",
        ),
        (
            "is: administration / direkte_omkostninger",
            "is: administration / takst",
            "the overhead in percent (overhead_procent), takst/overhead.yaml\n"
            "    before: the administration in the tariff divided by the sum of direct costs in the tariff\n"
            "    now: the administration in the tariff divided by the tariff\n",
        ),
        (
            "in_force: {from: 2018-01-01}",
            "in_force: {from: 2018-01-01, to: 2018-12-31}",
            "In force only from 2018  takst/naeste-aar\n"
            "  in force 1 January 2018 – … → 1 January 2018 – 31 December 2018\n",
        ),
        (
            'remedy: {da: "Sæt administrationen ned.", en: "Lower the administration."}',
            'remedy: {da: "Sæt den ned.", en: "Lower it."}',
            f"{OVERHEAD}\n  only the wording is changed: remedy\n",
        ),
        (
            "modality: bør",
            "modality: skal",
            "The tariff should be over 1,000 kr.  takst/hele-kroner\n  should → must\n",
        ),
    ],
)
def test_rules(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert told(tmp_path, (old, new)) == expected


def test_rules_that_are_new_or_gone(tmp_path: Path) -> None:
    new = (
        "\n  nyt:\n    cite: '12'\n    modality: skal\n    title: {da: Ny, en: New}\n    require: takst > 1 kr"
        "\n  naeste-aar:"
    )
    assert told(tmp_path, ("\n  naeste-aar:", new)) == "New  takst/nyt\n  new rule\n"
    assert told(tmp_path, old=(("\n  naeste-aar:", new),)) == "New  takst/nyt\n  the rule is there no more\n"


def test_a_rule_that_concludes_otherwise(tmp_path: Path) -> None:
    text = told(tmp_path, ("concludes: undtaget", "concludes: fritaget"), ("tilbud.undtaget", "tilbud.fritaget"))
    assert "The offering is exempt  rammeaftale/grenen\n  concludes undtaget → fritaget\n" in text


WITH_QUESTION = ("\nrules:\n  overhead:", f"\n{QUESTION}\nrules:\n  overhead:")


def test_readings(tmp_path: Path) -> None:
    assert told(tmp_path, WITH_QUESTION) == "Is it a rate?  takst/overhead/sats\n  the question is new\n"
    gone = told(tmp_path, old=(WITH_QUESTION,))
    assert gone == "Is it a rate?  takst/overhead/sats\n  the question is there no more\n"
    other = told(
        tmp_path, WITH_QUESTION, ("direkte_omkostninger / 2", "direkte_omkostninger / 3"), old=(WITH_QUESTION,)
    )
    assert other == "Is it a rate?  takst/overhead/sats\n  other answers are possible than before\n"


def test_another_reading_is_used(tmp_path: Path) -> None:
    swapped = (
        ("used: praecis", "used: afrundet"),
        ("is: administration / direkte_omkostninger\n", "is: administration / direkte_omkostninger / 2\n"),
        ('praecis: {title: {da: "satsen er præcis", en: "the rate is exact"}}',
         'praecis: {title: {da: "satsen er præcis", en: "the rate is exact"}, '
         'terms: {overhead_procent: "administration / direkte_omkostninger"}}'),
        ('\n        terms: {overhead_procent: "administration / direkte_omkostninger / 2"}', ""),
    )  # fmt: skip
    text = told(tmp_path, WITH_QUESTION, *swapped, old=(WITH_QUESTION,))
    assert "Is it a rate?  takst/overhead/sats\n  is read: the rate is exact → the rate is half\n" in text


def what_if(log: Log, folder: Path) -> list[WhatIf]:
    store = log.opened()
    rulebook = load(folder, vocabulary())
    with store.reading() as connection:
        kept = [Kept(connection, store.address, run) for run in all_runs(connection)]
        others = OtherRules(rulebook, files_of(folder))
        return [others.under(each) for each in kept]


def test_recorded_decisions_under_other_rules(log: Log, tmp_path: Path) -> None:
    store = log.opened()
    keep(store)
    keep(store, as_of=date(2016, 1, 1))
    keep(store, asked=Asked(RULES, rules=("takst/hele-kroner",)))
    folder = changed_rules(tmp_path, ("6.1 %", "6.5 %"))
    found = what_if(log, folder)
    assert [[(flip.pair.key[2], flip.pair.outcomes) for flip in each.flips] for each in found] == [
        [("aa-2", ("breached", "met"))],
        [],
        [],
    ]
    (cause,) = found[0].flips[0].causes
    assert (cause.what, cause.before, cause.now) == ("parameter", "6.1 %", "6.5 %")


def test_rules_that_are_gone(log: Log, tmp_path: Path) -> None:
    keep(log.opened())
    text = (RULES / "takst" / "overhead.yaml").read_text("utf-8")
    folder = changed_rules(tmp_path)
    (folder / "takst" / "overhead.yaml").write_text(text[: text.index("  naeste-aar:")], "utf-8")
    (found,) = what_if(log, folder)
    assert {key[0] for key in found.gone} == {"takst/naeste-aar"}
    assert found.flips == ()


def test_readings_that_are_gone(log: Log, tmp_path: Path) -> None:
    read = changed_rules(tmp_path, WITH_QUESTION, name="read")
    keep(log.opened(), asked=Asked(read, readings=(("takst/overhead", "afrundet"),)))
    (found,) = what_if(log, RULES)
    assert found.dropped == ("takst/overhead/sats",)
    assert [flip.pair.outcomes for flip in found.flips] == [("met", "breached")]
    without = changed_rules(tmp_path, WITH_QUESTION, ("afrundet:", "halveret:"), name="without")
    assert what_if(log, without)[0].dropped == ("takst/overhead/sats",)
    assert what_if(log, read)[0].dropped == ()
    assert what_if(log, read)[0].flips == ()


def test_runs_that_these_rules_cannot_decide_are_told(
    log: Log, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(log.opened())
    without = {n: e for n, e in vocabulary().entities.items() if n != "takst"}
    monkeypatch.setattr("engine.log.told.vocabulary", lambda: vocabulary().__class__(without))
    (found,) = what_if(log, changed_rules(tmp_path))
    assert found.problems
    assert found.flips == ()
