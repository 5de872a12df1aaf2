"""What goes wrong is told as problem details, with the problems that the command tells."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from engine.service.problem import MEDIA
from engine.source.text import Text

JSON = {"Content-Type": "application/json"}


def details(answer: Any, status: int) -> dict[str, Any]:
    """Give the problem details of an answer; they are as their schema has them."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == MEDIA
    found: dict[str, Any] = answer.json()
    assert found["status"] == status
    assert found["problems"]
    for problem in found["problems"]:
        assert problem["message"]["da"]
        assert problem["message"]["en"]
    return found


def code(answer: Any, status: int) -> str:
    """Give the code of an answer's first problem."""
    found = details(answer, status)["problems"][0]["code"]
    assert isinstance(found, str)
    return found


def test_the_problems_are_the_command_s_objects(client: TestClient, small_rules: Path, tmp_path: Path) -> None:
    from cli import main

    broken = tmp_path / "facts.json"
    broken.write_text('{"as_of": "2017-06-01", "tilbud": [{"id": "a", "pladser": "mange"}], "taks": []}', "utf-8")
    with pytest.raises(SystemExit), pytest.MonkeyPatch.context() as patch:
        told: list[str] = []
        patch.setattr("engine.commands.faults.printed", told.append)
        main(["check", str(broken), "--rules", str(small_rules), "--format", "json"])
    right = json.loads(told[0])["problems"]
    found = details(client.post("/v1/checks", content=broken.read_bytes(), headers=JSON), 422)
    assert found["problems"] == right
    assert len(right) > 1
    assert found["type"] == f"urn:klausul:problem:{right[0]['code']}"


def test_details_are_in_the_language_asked_for(client: TestClient) -> None:
    def told(accept: str, query: str = "") -> tuple[str, str]:
        answer = client.post(f"/v1/checks{query}", content=b"{}", headers=JSON | {"Accept-Language": accept})
        found = details(answer, 422)
        assert answer.headers["content-language"] in ("da", "en")
        return found["title"], answer.headers["content-language"]

    title = Text("Fakta eller spørgsmålet har fejl", "The facts or the question have problems")
    assert told("da") == told("") == told("en;q=0.1", "?lang=da") == (title.da, "da")
    assert told("en-GB, da;q=0.5") == told("da", "?lang=en") == (title.en, "en")


@pytest.mark.parametrize(
    ("query", "parameter", "expected"),
    [
        ("as_of=5", "as_of", "a date like 2017-01-31"),
        ("as_of=2017-02-29", "as_of", "a date like 2017-01-31"),
        ("detail=shor", "detail", "one of summary, short, full"),
        ("reading=a", "reading/0", "RULE=NAME"),
        ("rule=", "rule/0", "≥ 1"),
        (f"rule={'a' * 201}", "rule/0", "≤ 200"),
        ("all=perhaps", "all", None),
    ],
)
def test_a_parameter_that_is_wrong_is_told(
    client: TestClient, query: str, parameter: str, expected: str | None
) -> None:
    found = details(client.post(f"/v1/checks?{query}", content=b"{}", headers=JSON), 422)["problems"]
    assert [(each["code"], each["file"]) for each in found] == [("parameter", f"query/{parameter}")]
    assert (found[0]["expected"] or {}).get("en") == expected


def test_a_parameter_that_is_not_known_is_told(client: TestClient) -> None:
    answer = client.post("/v1/checks?ruel=takst/overhead", content=b"{}", headers=JSON)
    assert code(answer, 422) == "unknown-parameter"
    assert code(client.post("/v1/decisions?subject=a", content=b"{}", headers=JSON), 422) == "missing-parameter"


def test_a_format_that_is_near_is_suggested(client: TestClient) -> None:
    found = details(client.post("/v1/checks?format=jsno", content=b"{}", headers=JSON), 422)
    assert found["problems"][0]["suggestion"] == "json"


def test_addresses_methods_and_contents_that_are_not_taken(client: TestClient) -> None:
    assert code(client.get("/v1/nothing"), 404) == "not-found"
    assert code(client.get("/v1/jobs/nothing"), 404) == "unknown-job"
    assert code(client.get("/v1/rules/takst/nothing"), 404) == "unknown-rule"
    refused = client.put("/v1/checks")
    assert code(refused, 405) == "method"
    assert refused.headers["allow"] == "POST"
    assert (
        code(client.post("/v1/checks", content=b"a: 1", headers={"Content-Type": "text/plain"}), 415) == "content-type"
    )
    zipped = JSON | {"Content-Encoding": "gzip"}
    assert code(client.post("/v1/checks", content=b"{}", headers=zipped), 415) == "content-type"
    assert code(client.post("/v1/checks", content=b"{}", headers=JSON | {"Accept": "image/png"}), 406) == "format"


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x"])
def test_more_than_may_be_sent_is_refused(client: TestClient, kind: str) -> None:
    limit = client.app.state.settings.limits.upload  # type: ignore[attr-defined]
    head = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.yaml"\r\n\r\n'
    parts = (head, *[b" " * 10_000] * (limit // 10_000 + 1))
    for content in (head + b" " * limit, (part for part in parts)):
        assert code(client.post("/v1/checks", content=content, headers={"Content-Type": kind}), 413) == "too-large"
    at_most = client.post("/v1/checks", content=b"{" + b" " * (limit - 2) + b"}", headers=JSON)
    assert at_most.status_code == 422


def test_forms_hold_files_only_and_not_too_many(client: TestClient) -> None:
    file = ("files", ("a.yaml", b"as_of: 2017-06-01\n"))
    assert code(client.post("/v1/checks", files=[file], data={"more": "text"}), 422) == "no-file"
    assert code(client.post("/v1/checks", files=[file] * 6), 400) == "request"
    assert client.post("/v1/checks", files=[file] * 5).status_code == 200
    assert (
        code(client.post("/v1/checks", content=b"--x--", headers={"Content-Type": "multipart/form-data"}), 400)
        == "request"
    )
    assert code(client.post("/v1/checks", files=[("files", ("a.exe", b""))]), 422) == "file-type"


def test_every_detail_is_as_the_specification_has_it(client: TestClient) -> None:
    spec = client.get("/v1/openapi.json").json()
    schema = {"$ref": "#/components/schemas/ProblemDetails", "components": spec["components"]}
    valid = Draft202012Validator(schema)
    for answer in (client.get("/v1/nothing"), client.post("/v1/checks", content=b"{", headers=JSON)):
        valid.validate(answer.json())


def test_nothing_is_kept_on_disk(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a file was made")

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    monkeypatch.setattr("tempfile._io.open", refuse)
    big = ("files", ("a.yaml", b"as_of: 2017-06-01\n" + b"#" * 150_000))
    assert client.post("/v1/checks", files=[big]).status_code == 200
