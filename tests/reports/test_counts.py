"""Counts agree with what they count, in every format: 1 uafklaret, 3 uafklarede; 1 remark, 2 remarks."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from engine.decision.decide import Judgement
from engine.reports.counted import SEVERAL, THINGS, outcome_counted, things_counted
from engine.reports.pages.dossier.told import outcome_of
from engine.reports.picked import counts
from engine.reports.reporter import DETAILS, FORMATS, Detail, View, reporter
from engine.reports.together.parts import Part, overview
from engine.reports.words import OUTCOMES, SEVERITY
from engine.source.text import Lang
from tests.reports.pages.parsed import parse

PEOPLE = sorted(FORMATS.keys() - {"json", "sarif", "junit"})
"""Formats that count in words."""
AGREEING = [name for name, word in OUTCOMES.items() if word != SEVERAL[name]]
ONE = "|".join(re.escape(OUTCOMES[name].da) for name in AGREEING)
MANY = "|".join(re.escape(SEVERAL[name].da) for name in AGREEING)
ONE_OF_MANY = re.compile(rf"(?<![\d.,-])(?!1\b)\d+ (?:{ONE})(?!\w)")
"""Several in the singular."""
MANY_OF_ONE = re.compile(rf"(?<![\d.,-])1 (?:{MANY})(?!\w)")
"""One in the plural."""


@pytest.mark.parametrize(
    ("outcome", "da", "en"),
    [
        ("met", ("0 overholdte", "1 overholdt", "2 overholdte"), ("0 met", "1 met", "2 met")),
        ("breached", ("0 overtrådte", "1 overtrådt", "2 overtrådte"), ("0 breached", "1 breached", "2 breached")),
        ("remark", ("0 bemærkninger", "1 bemærkning", "2 bemærkninger"), ("0 remarks", "1 remark", "2 remarks")),
        (
            "deviation",
            ("0 overtrådte (godkendte)", "1 overtrådt (godkendt)", "2 overtrådte (godkendte)"),
            ("0 breached (approved)", "1 breached (approved)", "2 breached (approved)"),
        ),
        ("exempt", ("0 undtagne", "1 undtaget", "2 undtagne"), ("0 exempt", "1 exempt", "2 exempt")),
        (
            "not_applicable",
            ("0 ikke relevante", "1 ikke relevant", "2 ikke relevante"),
            ("0 not applicable", "1 not applicable", "2 not applicable"),
        ),
        (
            "undetermined",
            ("0 uafklarede", "1 uafklaret", "2 uafklarede"),
            ("0 undetermined", "1 undetermined", "2 undetermined"),
        ),
        ("unknown", ("0 ukendte", "1 ukendt", "2 ukendte"), ("0 unknown", "1 unknown", "2 unknown")),
        ("true", ("0 ja", "1 ja", "2 ja"), ("0 yes", "1 yes", "2 yes")),
        ("false", ("0 nej", "1 nej", "2 nej"), ("0 no", "1 no", "2 no")),
    ],
)
def test_outcomes(outcome: str, da: tuple[str, ...], en: tuple[str, ...]) -> None:
    assert tuple(outcome_counted(outcome, count, "da") for count in range(3)) == da
    assert tuple(outcome_counted(outcome, count, "en") for count in range(3)) == en


def test_every_outcome_has_its_plural() -> None:
    assert set(SEVERAL) == set(OUTCOMES) == set(SEVERITY)
    assert outcome_counted("undetermined", 4_568, "da") == "4.568 uafklarede"
    assert outcome_counted("undetermined", 12_000, "en") == "12,000 undetermined"
    assert [outcome_of("exempt", "da", several=several).word for several in (False, True)] == ["undtaget", "undtagne"]


@pytest.mark.parametrize("thing", THINGS)
def test_things(thing: str) -> None:
    one, several = THINGS[thing]
    assert [things_counted(thing, count, "en") for count in range(3)] == [
        f"0 {several.en}",
        f"1 {one.en}",
        f"2 {several.en}",
    ]
    assert things_counted(thing, 1, "da") == f"1 {one.da}"
    assert one.en != several.en


def told(judgement: Judgement, form: str, detail: Detail, lang: Lang) -> str:
    """Give the words of a report, whatever its format."""
    made = reporter(form).check(judgement, View(lang, detail, everything=True))
    if form == "html":
        return " | ".join(" ".join(text.split()) for text in parse(str(made)).texts(lang))
    if form == "pdf":
        return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages))
    if form == "xlsx":
        sheets = load_workbook(BytesIO(made)).worksheets
        return "\n".join(" | ".join(str(v) for v in row if v is not None) for s in sheets for row in s.values)
    return str(made)


@pytest.mark.parametrize("form", PEOPLE)
@pytest.mark.parametrize("detail", DETAILS)
def test_in_a_report(judged: Judgement, form: str, detail: Detail) -> None:
    text = told(judged, form, detail, "da")
    assert ONE_OF_MANY.findall(text) == []
    assert MANY_OF_ONE.findall(text) == []
    found = counts(judged.requirements)
    assert (found["undetermined"], found["breached"]) == (3, 1)
    assert "uafklarede" in text.lower()
    if form in ("text", "html", "pdf"):
        assert "3 uafklarede" in text
        assert "1 overtrådt " in text or "1 overtrådt," in text


def test_columns_of_counts_are_in_the_plural(judged: Judgement) -> None:
    found = dict(counts(judged.requirements))
    assert overview([Part("a.yaml", "", found)], "da").heads[1:] == tuple(SEVERAL[outcome].da for outcome in found)
    assert overview([Part("a.yaml", "", found)], "da").line == "1 fil, hver for sig: 1 afgjort, 0 med fejl."


@pytest.mark.parametrize("slip", ["31 uafklaret", "af 12 krav er 2 overtrådt", "0 bemærkning", "3 ikke relevant"])
def test_a_slip_is_seen(slip: str) -> None:
    assert ONE_OF_MANY.search(slip)
    assert not ONE_OF_MANY.search("1 uafklaret, 31 uafklarede, 2 overtrådte (godkendte), 11.1 overholdt")
    assert MANY_OF_ONE.search("1 uafklarede")
