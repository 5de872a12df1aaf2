"""The specification, and the service held to it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx2
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from jsonschema import Draft202012Validator
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
    use_after_free,
)
from starlette.testclient import TestClient

from engine.decision.files import own_rules
from engine.service.api.examples import FACTS, RULE, SUBJECT
from tests.service.conftest import Served, services

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
    unsupported_method,
    use_after_free,
]


@pytest.fixture(scope="module")
def spec(running: TestClient) -> dict[str, Any]:
    """The specification as it is served."""
    found: dict[str, Any] = running.get("/v1/openapi.json").json()
    return found


def test_the_specification_is_whole(spec: dict[str, Any]) -> None:
    assert spec["openapi"] == "3.1.0"
    names = set(spec["components"]["schemas"])
    text = json.dumps(spec)
    asked = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert asked <= names
    for schema in spec["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    assert spec["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    assert all(path.startswith(("/v1/", "/health/")) for path in spec["paths"])


def test_every_operation_says_what_it_is_and_what_can_come_of_it(spec: dict[str, Any]) -> None:
    operations = [(path, verb, one) for path, verbs in spec["paths"].items() for verb, one in verbs.items()]
    assert len({one["operationId"] for _, _, one in operations}) == len(operations) >= 13
    assert {one["operationId"] for _, _, one in operations} >= {"check", "decide", "fetch", "list_rules"}
    for path, verb, one in operations:
        assert one["summary"], path
        assert one["description"], path
        assert one["tags"], path
        answers = {int(status) for status in one["responses"]}
        assert any(200 <= status < 300 for status in answers)
        assert {421, 429} <= answers, (path, verb)
        if path.startswith("/v1"):
            assert {401, 403, 422, 500} <= answers, (path, verb)
        for status, answer in one["responses"].items():
            if int(status) >= 400 and not path.startswith("/health"):
                assert list(answer["content"]) == ["application/problem+json"], (path, verb, status)
        for parameter in one.get("parameters", []):
            assert parameter.get("description") or parameter["in"] == "path", (path, parameter["name"])


@pytest.mark.parametrize(
    ("verb", "path", "query"),
    [
        ("post", "/v1/checks", {"detail": "full"}),
        ("post", "/v1/decisions", {"rule": "takst/overhead", "subject": SUBJECT}),
        ("post", "/v1/jobs", {}),
        ("get", "/v1/rules", {}),
        ("get", "/v1/parameters", {"as_of": "2017-06-01"}),
        ("get", "/v1/deadlines", {"from": "2017-01-01"}),
        ("get", "/health/live", {}),
        ("get", "/health/ready", {}),
    ],
)
def test_what_is_given_is_what_is_declared(
    client: TestClient, spec: dict[str, Any], verb: str, path: str, query: dict[str, str]
) -> None:
    body = {"json": FACTS} if verb == "post" else {}
    answer = client.request(verb, path, params=query, **body)
    assert answer.status_code < 300, answer.text
    declared = spec["paths"][path][verb]["responses"][str(answer.status_code)]["content"]["application/json"]["schema"]
    Draft202012Validator(declared | {"components": spec["components"]}).validate(answer.json())


def test_every_rule_is_as_it_is_declared(client: TestClient, spec: dict[str, Any]) -> None:
    schema = {"$ref": "#/components/schemas/Rule", "components": spec["components"]}
    valid = Draft202012Validator(schema)
    for rule in client.get("/v1/rules").json()["rules"]:
        valid.validate(client.get(f"/v1/rules/{rule['id']}").json())


def test_the_example_is_decided_by_klausul_s_own_rules(spec: dict[str, Any]) -> None:
    from engine.service.case import Case as Asked
    from facts.read import File

    for path in ("/v1/checks", "/v1/decisions", "/v1/jobs"):
        content = spec["paths"][path]["post"]["requestBody"]["content"]["application/json"]
        assert content["examples"]["small"]["value"] == FACTS
    case = Asked((File("facts.json", json.dumps(FACTS).encode()),), rules=(RULE,))
    judgement = case.judged(own_rules())
    assert judgement.decision(RULE, SUBJECT).outcome == "breached"


@pytest.fixture(scope="module")
def live(small_rules: Path) -> Iterator[Served]:
    """A real service on the small rulebook."""
    with services(small_rules) as begin:
        yield begin("--workers", "2")


@pytest.mark.slow
def test_nothing_that_the_specification_allows_or_forbids_breaks_the_service(live: Served) -> None:
    api = schemathesis.openapi.from_url(f"{live.url}/v1/openapi.json")
    operations = [found.ok() for found in api.get_all_operations()]
    assert len(operations) >= 13
    for operation in operations:
        for mode in GenerationMode:
            held(operation, mode)


def held(operation: Any, mode: GenerationMode) -> None:
    """Hold an operation to the specification, with what it allows (positive) or what it forbids."""

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=15,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def hold(case: Case) -> None:
        case.call_and_validate(checks=CHECKS)

    with suppress(Unsatisfiable):  # nothing can be said to it that it forbids
        hold()


@pytest.mark.slow
def test_the_service_lives_after_all_that(live: Served) -> None:
    assert httpx2.get(f"{live.url}/health/ready").json()["state"] == "ready"
    assert not any("Traceback" in line for line in live.said), live.said
