"""Rules, parameters, deadlines, schema and health."""

from __future__ import annotations

import json

import pytest
from icalendar import Calendar
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from engine.reports.data import schema_text


def test_the_rules_are_listed_and_chosen(client: TestClient) -> None:
    found = client.get("/v1/rules").json()
    assert found["rulebook"].startswith("sha256:")
    ids = {rule["id"] for rule in found["rules"]}
    assert {"takst/overhead", "takst/hele-kroner"} <= ids
    areas = {rule["area"] for rule in client.get("/v1/rules?area=takst").json()["rules"]}
    assert areas == {"takst"}
    cited = client.get("/v1/rules?document=aftale-2017").json()["rules"]
    assert all("aftale-2017" in {one["document"] for one in rule["citations"]} for rule in cited)
    assert client.get("/v1/rules?area=takts").json()["problems"][0]["suggestion"] == "takst"
    assert client.get("/v1/rules?document=aftale-2018").json()["problems"][0]["suggestion"] == "aftale-2017"


def test_a_rule_is_shown_in_full(client: TestClient) -> None:
    rule = client.get("/v1/rules/takst/overhead").json()["rule"]
    assert rule["require"] == "overhead_procent <= overhead_maksimum"
    assert rule["parameters"][0]["values"] == [{"value": "6.1 %", "from": "2017-01-01", "to": None}]
    assert rule["remedy"] == {"da": "Sæt administrationen ned.", "en": "Lower the administration."}
    assert client.get("/v1/rules/takst%2Foverhead").json()["rule"] == rule


@pytest.mark.parametrize(("day", "value"), [("2016-12-31", None), ("2017-01-01", "6.1 %")])
def test_parameters_are_those_of_a_day(client: TestClient, day: str, value: str | None) -> None:
    found = client.get(f"/v1/parameters?as_of={day}&rule=takst/overhead").json()
    assert found["as_of"] == day
    (parameter,) = found["parameters"]
    assert parameter["rules"] == ["takst/overhead"]
    assert (parameter["in_force"] or {"value": None})["value"] == value


def test_deadlines_are_data_and_a_calendar(client: TestClient) -> None:
    found = client.get("/v1/deadlines?from=2017-01-01&to=2018-12-31").json()
    assert (found["from"], found["to"]) == ("2017-01-01", "2018-12-31")
    for query, headers in (("&format=ics", {}), ("", {"Accept": "text/calendar"})):
        answer = client.get(f"/v1/deadlines?from=2017-01-01&to=2018-12-31{query}", headers=headers)
        assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
        events = Calendar.from_ical(answer.content).events
        assert [event["dtstart"].dt.isoformat() for event in events] == [one["day"] for one in found["deadlines"]]
    answer = client.get("/v1/deadlines?from=2018-01-01&to=2017-01-01")
    assert answer.status_code == 422
    assert answer.json()["problems"][0]["code"] == "range"


def test_the_schema_is_the_reports_own(client: TestClient) -> None:
    answer = client.get("/v1/schema")
    assert answer.text == schema_text()
    assert answer.headers["content-type"] == "application/schema+json"
    Draft202012Validator.check_schema(json.loads(answer.text))


def test_health(client: TestClient) -> None:
    assert client.get("/health/live").json()["state"] == "live"
    found = client.get("/health/ready").json()
    assert found["state"] == "ready"
    assert found["rulebook"] == client.get("/v1/rules").json()["rulebook"]
    assert found["waiting"] == [0, 0]
