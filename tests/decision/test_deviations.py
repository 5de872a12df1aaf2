"""Approved deviations: the breach still shows, but does not count until the deviation has ended."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from engine.decision.decide import Decision, Judgement
from engine.decision.files import Asked, judged_from
from engine.reports.reporter import FORMATS, View, reporter
from engine.source.problem import Problems

RULE = "takst/overhead-maksimum"
FACTS = """
as_of: 2017-06-01
driftsherre: [{id: r, type: region}]
tilbud: [{id: a, driftsherre: r, beliggenhedsregion: midtjylland, lovhjemler: [sel_108]}]
takst:
  - {id: t, tilbud: a, aar: 2017, direkte_omkostninger: 1000 kr, administration: 64 kr}
  - {id: u, tilbud: a, aar: 2017, direkte_omkostninger: 1000 kr, administration: 61 kr}
afvigelse:
"""
APPROVED = {
    "id": "overhead-a",
    "regel": RULE,
    "emne": "t",
    "godkendt_af": "DASSOS",
    "godkendt": "2017-02-01",
    "begrundelse": "Flytning",
    "til": "2017-12-30",
}


def entry(**given: str) -> str:
    fields = APPROVED | given
    return "  - {" + ", ".join(f"{name}: {value}" for name, value in fields.items() if value) + "}\n"


def judged(folder: Path, as_of: date, *entries: str) -> Judgement:
    file = folder / "fakta.yaml"
    file.write_text(FACTS + "".join(entries or [entry()]), "utf-8")
    return judged_from([file], Asked(None, as_of, (), (RULE,)))


def of(judgement: Judgement, subject: str) -> Decision:
    return next(decision for decision in judgement.decisions if decision.subject.id == subject)


@pytest.mark.parametrize(
    ("as_of", "counts"),
    [
        (date(2017, 1, 31), True),
        (date(2017, 2, 1), False),
        (date(2017, 12, 30), False),
        (date(2017, 12, 31), True),
    ],
)
def test_it_holds_from_its_first_day_to_its_last(tmp_path: Path, as_of: date, counts: bool) -> None:
    decision = of(judged(tmp_path, as_of), "t")
    assert decision.outcome == "breached"
    assert decision.is_breach is counts
    assert decision.is_deviating is not counts


def test_the_underlying_outcome_is_told(tmp_path: Path) -> None:
    judgement = judged(tmp_path, date(2017, 6, 1))
    report = str(reporter("text").check(judgement, View("en")))
    assert "breached (approved)" in report
    assert " ".join(report.split()).count("Flytning") == 1
    data = reporter("json").check(judgement, View()).decode()
    assert '"outcome": "breached"' in data
    assert '"breaches": 0' in data
    assert '"deviations": 1' in data


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_tells_the_reason(tmp_path: Path, form: str) -> None:
    report = reporter(form).check(judged(tmp_path, date(2017, 6, 1)), View("da"))
    read = {"json": bytes.decode, "pdf": paper, "xlsx": sheets}
    assert "Flytning" in (report if isinstance(report, str) else read[form](report))


def paper(report: bytes) -> str:
    """The text of a PDF."""
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(report)).pages)


def sheets(report: bytes) -> str:
    """The text of a workbook."""
    book = load_workbook(BytesIO(report))
    return " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)


def test_it_is_no_failure_and_is_suppressed(tmp_path: Path) -> None:
    judgement = judged(tmp_path, date(2017, 6, 1))
    assert 'failures="0"' in str(reporter("junit").check(judgement, View("en")))
    result = json.loads(reporter("sarif").check(judgement, View("en")))["runs"][0]["results"][0]
    assert (result["kind"], result["level"]) == ("fail", "error")
    assert [each["status"] for each in result["suppressions"]] == ["accepted"]


def test_after_its_end_the_report_says_so(tmp_path: Path) -> None:
    report = " ".join(str(reporter("text").check(judged(tmp_path, date(2017, 12, 31)), View("da"))).split())
    assert "overtrådt" in report
    assert "overtrådt (godkendt)" not in report
    assert "overtrædelsen tæller" in report.replace("│", "")


def test_what_is_kept_needs_none(tmp_path: Path) -> None:
    decision = of(judged(tmp_path, date(2017, 6, 1), entry(emne="u")), "u")
    assert decision.outcome == "met"
    assert not decision.is_deviating


def test_of_several_the_one_that_holds(tmp_path: Path) -> None:
    first = entry(id="foerste", godkendt="2017-01-01", til="2017-03-01")
    second = entry(id="anden", godkendt="2017-03-02", til="2017-04-01")
    for order in ((first, second), (second, first)):
        for day, id_, holds in ((date(2017, 3, 1), "foerste", True), (date(2017, 3, 2), "anden", True)):
            deviation = of(judged(tmp_path, day, *order), "t").deviation
            assert deviation is not None
            assert (deviation.id, deviation.holds) == (id_, holds)
        late = of(judged(tmp_path, date(2017, 5, 1), *order), "t").deviation
        assert late is not None
        assert (late.id, late.holds) == ("anden", False)


def test_the_digest_covers_it(tmp_path: Path) -> None:
    one, other = judged(tmp_path, date(2017, 6, 1)), judged(tmp_path, date(2017, 6, 1), entry(begrundelse="Brand"))
    assert one.facts_digest != other.facts_digest


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"begrundelse": ""}, "fakta.yaml:9:5: reason is missing; expected 'begrundelse:'"),
        ({"til": ""}, "fakta.yaml:9:5: until is missing; expected 'til:'"),
        ({"godkendt_af": ""}, "fakta.yaml:9:5: approved by is missing; expected 'godkendt_af:'"),
        ({"begrundelse": '" "'}, "fakta.yaml:9:119: reason is missing"),
        ({"til": "2017-01-31"}, "fakta.yaml:9:134: until: 2017-01-31 is before godkendt, which is 2017-02-01"),
        (
            {"regel": "takst/overhead"},
            "fakta.yaml:9:29: no rule is named 'takst/overhead'; expected a rule of 'klausul rules list'; "
            "did you mean takst/overhead-maksimum?",
        ),
        (
            {"regel": "takst/taksttype"},
            "fakta.yaml:9:29: takst/taksttype is a conclusion, not a requirement; expected a rule that can be breached",
        ),
        ({"emne": "tt"}, "fakta.yaml:9:60: the facts hold no takst with id 'tt'; did you mean t?"),
    ],
)
def test_what_is_refused(tmp_path: Path, given: dict[str, str], message: str) -> None:
    with pytest.raises(Problems) as raised:
        judged(tmp_path, date(2017, 6, 1), entry(**given))
    assert [problem.to("en") for problem in raised.value.problems] == [message]
