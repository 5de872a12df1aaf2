"""A good rulebook: what is in it, in which order, and which value of a parameter holds on a day."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from engine.language.nodes import Compare, Conclusion
from engine.rulebook.model import Citation, Period
from engine.source.problem import Problems
from engine.source.text import Text
from engine.values.kinds import SHARE, SetOf

PARAMETER = """
document: aftale-2017
subject: takst
parameters:
  loft:
    unit: procent
    values:{values}
    cite: "1"
    review_by: 2017-12-31
rules:
  regel: {{cite: "1", modality: skal, title: {{da: x, en: x}}, require: belaegning < loft}}
"""


def test_rules(good) -> None:
    rulebook = good()
    assert list(rulebook.rules) == ["rammeaftale/omfattet", "rammeaftale/stoerrelse", "takst/lille", "takst/overhead"]
    rule = rulebook.rules["takst/overhead"]
    assert (rule.area, rule.subject, rule.modality, rule.is_conclusion) == ("takst", "takst", "bør", False)
    assert rule.title == Text("Overhead", "Overhead")
    assert rule.citations == (Citation("aftale-2017", "11.3"),)
    assert (rule.interpretation, rule.remedy) == (Text("Læsning", "Reading"), Text("Gør noget", "Do something"))
    assert str(rule.place) == "takst/overhead.yaml:7:3"
    assert rulebook.rules["rammeaftale/omfattet"].citations == (
        Citation("aftale-2017", "2"),
        Citation("serviceloven", "108"),
    )


def test_exceptions(good) -> None:
    first, second = good().rules["takst/overhead"].unless
    assert isinstance(first.test, Compare) and first.rule is None
    assert first.citations == (Citation("aftale-2017", "12"),)
    assert isinstance(second.test, Conclusion) and (second.test.entity, second.test.name) == ("takst", "lille")
    assert second.rule == "takst/lille" and second.citations == (Citation("serviceloven", "2"),)


def test_periods(good) -> None:
    rulebook = good()
    assert rulebook.rules["takst/overhead"].period == Period(date(2017, 7, 1), None)
    assert rulebook.rules["takst/lille"].period == Period(date(2017, 1, 1), date(2017, 12, 31))
    period = rulebook.documents["aftale-2017"].period
    days = ("2016-12-31", "2017-01-01", "2017-12-31", "2018-01-01")
    assert [period.holds(date.fromisoformat(day)) for day in days] == [False, True, True, False]
    assert rulebook.documents["serviceloven"].period.holds(date.max)
    assert Period().holds(date.min)


def test_documents(good) -> None:
    document = good().documents["aftale-2017"]
    assert (document.kind, document.parties) == ("aftale", ("Kommunerne", "Regionen"))
    assert document.published == Text("Hjemmesiden", "The website")


def test_parameter_by_date_on_both_sides_of_each_boundary(good) -> None:
    parameter = good().rules["rammeaftale/omfattet"].parameters["graense"]
    assert parameter.kind == SHARE and parameter.review_by == date(2017, 12, 31)
    expected = {
        "2014-12-31": None,
        "2015-01-01": 450,
        "2015-12-31": 450,
        "2016-01-01": 1000,
        "2016-12-31": 1000,
        "2017-01-01": 500,
        "2099-01-01": 500,
    }
    found = {day: parameter.at(date.fromisoformat(day)) for day in expected}
    assert {day: dated and dated.value for day, dated in found.items()} == expected
    dated = found["2016-12-31"]
    assert dated is not None and dated.period == Period(date(2016, 1, 1), date(2016, 12, 31))


def test_parameter_by_period(good) -> None:
    values = (
        "\n      - {from: 2017-01-01, value: 6.125 %}\n      - {from: 2015-01-01, to: 2015-06-30, value: 5 %}"
        "\n      - {from: 2015-07-01, to: 2015-07-01, value: 5.5 %}"
    )
    parameter = good({"takst/x.yaml": PARAMETER.format(values=values)}).rules["takst/regel"].parameters["loft"]

    def at(year: int, month: int, day: int) -> object:
        dated = parameter.at(date(year, month, day))
        return dated and dated.value

    assert [at(2014, 12, 31), at(2015, 1, 1), at(2015, 6, 30)] == [None, 500, 500]
    assert [at(2015, 7, 1), at(2015, 7, 2), at(2016, 12, 31)] == [550, None, None]
    assert [at(2017, 1, 1), at(2030, 1, 1)] == [Fraction(1225, 2), Fraction(1225, 2)]


def test_periods_next_to_each_other_do_not_overlap(good) -> None:
    day = date(2017, 1, 1)
    values = f"\n      - {{from: {day}, to: {day}, value: 5 %}}\n      - {{from: {day + timedelta(1)}, value: 6 %}}"
    good({"takst/x.yaml": PARAMETER.format(values=values)})
    with pytest.raises(Problems) as raised:
        good({"takst/x.yaml": PARAMETER.format(values=values.replace(str(day + timedelta(1)), str(day)))})
    assert [problem.code for problem in raised.value.problems] == ["overlap"]


def test_list_parameter(good) -> None:
    parameter = good().rules["rammeaftale/omfattet"].parameters["hjemler"]
    dated = parameter.at(date(2017, 1, 1))
    assert isinstance(parameter.kind, SetOf) and dated is not None
    assert dated.value == frozenset({"sel_107", "sel_108"})


def test_order(good) -> None:
    assert good().order == ("rammeaftale/stoerrelse", "takst/lille", "rammeaftale/omfattet", "takst/overhead")


def test_order_is_that_of_need_through_terms_and_aggregates(good) -> None:
    text = """
document: aftale-2017
subject: takst
terms: {stor: any(aendret over tilbud.takster)}
rules:
  a: {cite: "1", modality: skal, title: {da: x, en: x}, require: stor}
  b: {cite: "1", modality: skal, title: {da: x, en: x}, concludes: aendret, when: dage > 5}
"""
    order = good({"takst/x.yaml": text}).order
    assert order.index("takst/b") < order.index("takst/a")


def test_concluding(good) -> None:
    rulebook = good()
    assert rulebook.concluding("tilbud", "stort").id == "rammeaftale/stoerrelse"
    assert rulebook.conclusions == {
        ("tilbud", "omfattet"): "rammeaftale/omfattet",
        ("tilbud", "stort"): "rammeaftale/stoerrelse",
        ("takst", "lille"): "takst/lille",
    }
    with pytest.raises(KeyError):
        rulebook.concluding("takst", "stort")


def test_rule_about_another_subject_than_its_file(good) -> None:
    text = """
document: aftale-2017
subject: takst
terms: {mange: pladser > 10}
rules:
  a: {cite: "1", modality: skal, title: {da: x, en: x}, require: mange}
  b: {cite: "1", modality: skal, title: {da: x, en: x}, subject: tilbud, require: mange and pladser_andre > 5}
"""
    rules = good({"takst/x.yaml": text}).rules
    assert rules["takst/b"].require.items[0].body.left.entity == "tilbud"
    assert rules["takst/a"].require.body.left.entity == "takst"


def test_terms_and_parameters_that_nobody_uses_are_fine(good, texts) -> None:
    text = texts["takst/overhead.yaml"].replace("terms:\n", "terms:\n  ubrugt: pladser + 1\n")
    good({"takst/overhead.yaml": text})


def test_tests_beside_the_rules_and_hidden_files_are_not_read(good) -> None:
    good({"takst/.overhead.yaml": "[", "takst/README.md": "[", ".git/config.yaml": "[", "takst/noget/README.md": ""})
