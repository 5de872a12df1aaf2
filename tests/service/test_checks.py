"""What POST /v1/checks and /v1/decisions give is what the command gives."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from openpyxl import Workbook
from starlette.testclient import TestClient

from engine.commands.check import check, explain
from engine.reports.reporter import FORMATS
from engine.service.downloads import MEDIA
from tests.service.command import printed

JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def facts(small_facts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small facts as JSON, under the name that the service has for a body."""
    from engine.commands.facts import facts as group

    path = tmp_path_factory.mktemp("facts") / "facts.json"
    printed(group, "convert", small_facts, "-o", path)
    return path


@pytest.mark.parametrize("detail", ["summary", "short", "full"])
def test_the_json_is_the_command_s_byte_for_byte(
    client: TestClient, facts: Path, small_rules: Path, detail: str
) -> None:
    right = printed(check, facts, "--rules", small_rules, "--format", "json", "--detail", detail)
    answer = client.post(f"/v1/checks?detail={detail}", content=facts.read_bytes(), headers=JSON)
    assert answer.status_code == 200, answer.text
    assert answer.content == right
    assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize("form", ["text", "markdown", "junit", "sarif", "html"])
def test_the_other_formats_are_the_command_s_too(
    client: TestClient, facts: Path, small_rules: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(facts.parent)
    right = printed(check, facts.name, "--rules", small_rules, "--format", form, "--all")
    answer = client.post(f"/v1/checks?format={form}&all=true", content=facts.read_bytes(), headers=JSON)
    assert answer.status_code == 200
    assert answer.content == right
    assert answer.headers["content-type"] == MEDIA[form]


@pytest.mark.parametrize("form", FORMATS)
def test_each_format_has_its_media_type_by_name_and_by_accept(client: TestClient, facts: Path, form: str) -> None:
    by_name = client.post("/v1/checks", params={"format": form}, content=facts.read_bytes(), headers=JSON)
    accept = {"Accept": MEDIA[form].partition(";")[0]}
    by_accept = client.post("/v1/checks", content=facts.read_bytes(), headers=JSON | accept)
    assert by_name.content == by_accept.content
    assert by_name.headers["content-type"] == by_accept.headers["content-type"] == MEDIA[form]
    named = by_name.headers.get("content-disposition", "")
    ending = FORMATS[form].endings[0]
    assert named == (
        "" if form == "json" else f"attachment; filename=\"facts{ending}\"; filename*=UTF-8''facts{ending}"
    )


def test_what_is_accepted_most_is_given(client: TestClient, facts: Path) -> None:
    def kind(accept: str) -> str:
        answer = client.post("/v1/checks", content=facts.read_bytes(), headers=JSON | {"Accept": accept})
        return answer.headers["content-type"]

    assert kind("text/markdown;q=0.5, application/pdf;q=0.9") == "application/pdf"
    assert kind("text/*, application/json;q=0.1") == "text/plain; charset=utf-8"
    assert kind("*/*") == kind("") == "application/json"
    assert kind("image/png") == "application/problem+json"


def test_the_query_is_the_command_s_options(client: TestClient, facts: Path, small_rules: Path) -> None:
    options = ("--as-of", "2017-03-01", "--area", "takst", "--rule", "takst/overhead")
    right = printed(check, facts, "--rules", small_rules, "--format", "json", *options)
    query = {"as_of": "2017-03-01", "area": "takst", "rule": "takst/overhead"}
    answer = client.post("/v1/checks", params=query, content=facts.read_bytes(), headers=JSON)
    assert answer.content == right


def test_files_of_every_kind_are_read_together(client: TestClient) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "tilbud"
    sheet.append(["id", "driftsherre", "institution"])
    sheet.append(["aa", "midt", "anden"])
    held = io.BytesIO()
    book.save(held)
    files = [
        ("files", ("tilbud.xlsx", held.getvalue())),
        ("files", ("takst.csv", b"id;tilbud;takst\naa-1;aa;2000\n")),
        ("files", ("midt.yaml", b"driftsherre: [{id: midt, type: region}]\n")),
        ("files", ("more.json", b'{"takst": [{"id": "aa-2", "tilbud": "aa", "takst": "1000 kr"}]}')),
    ]
    answer = client.post("/v1/checks?as_of=2017-06-01", files=files)
    assert answer.status_code == 200, answer.text
    found = {decision["subject"]["id"] for decision in answer.json()["decisions"]}
    assert {"aa", "aa-1", "aa-2"} <= found
    assert answer.json()["run"]["facts"]["files"] == ["midt.yaml", "more.json", "takst.csv", "tilbud.xlsx"]


def test_names_of_files_are_safe_and_differ(client: TestClient) -> None:
    files = [
        ("files", ("../../etc/facts.yaml", b"driftsherre: [{id: midt, type: region}]\n")),
        ("files", ("C:\\temp\\facts.yaml", b"tilbud: [{id: aa, driftsherre: midt}]\n")),
    ]
    answer = client.post("/v1/checks?as_of=2017-06-01&detail=summary", files=files)
    assert answer.json()["run"]["facts"]["files"] == ["facts-2.yaml", "facts.yaml"]


def test_a_decision_is_the_command_s_explanation(client: TestClient, facts: Path, small_rules: Path) -> None:
    of = ("--rule", "takst/overhead", "--subject", "aa-2")
    right = printed(explain, facts, "--rules", small_rules, "--format", "json", *of)
    query = {"rule": "takst/overhead", "subject": "aa-2"}
    answer = client.post("/v1/decisions", params=query, content=facts.read_bytes(), headers=JSON)
    assert answer.status_code == 200, answer.text
    assert answer.content == right
    assert {"alternatives", "settled_by_facts", "trace"} <= json.loads(right)["decision"].keys()


def test_a_subject_that_is_not_there_is_told(client: TestClient, facts: Path) -> None:
    query = {"rule": "takst/overhead", "subject": "aa-22"}
    answer = client.post("/v1/decisions", params=query, content=facts.read_bytes(), headers=JSON)
    assert answer.status_code == 422
    assert answer.json()["problems"][0]["code"] == "unknown-subject"
    assert answer.json()["problems"][0]["suggestion"] == "aa-2"


def test_a_workbook_is_answered_in_a_copy_of_it(
    client: TestClient, small_facts: Path, small_rules: Path, tmp_path: Path
) -> None:
    from engine.commands.facts import facts as group

    book, right = tmp_path / "facts.xlsx", tmp_path / "svar.xlsx"
    printed(group, "convert", small_facts, "-o", book)
    printed(check, book, "--rules", small_rules, "--format", "xlsx", "-o", right)
    answer = client.post("/v1/checks?format=xlsx", files={"files": (book.name, book.read_bytes())})
    assert answer.status_code == 200
    assert answer.content == right.read_bytes()
