"""The pages without a browser and without script: forms and links alone do everything, in both languages."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
import vobject
from fastapi import FastAPI
from starlette.testclient import TestClient

from engine.reports.reporter import FORMATS
from engine.service.pages import held
from engine.service.pages.fields import as_typed
from engine.values.kinds import MONEY, NUMBER, SHARE
from facts.vocabulary import vocabulary
from tests.reports.pages.parsed import text_of
from tests.service.conftest import LOCAL, PEER
from tests.service.pages.asking import check, post, read

LANGS = ("da", "en")
RULE = "takst/overhead"
PAGES = (
    *("/check", "/check/new/takst", "/rules", "/rules?q=overhead"),
    *(f"/rules/rule/{RULE}", "/rules/parameters", "/deadlines"),
)
ONE = b"""
as_of: 2017-06-01
driftsherre: [{id: midt, navn: Region Midt, type: region}]
tilbud: [{id: aa, navn: Aagaarden, driftsherre: midt, institution: anden}]
takst:
  - {id: aa-2, tilbud: aa, takst: 1000, administration: 64.50, direkte_omkostninger: 1000}
  - {id: aa-3, tilbud: aa, takst: 1000, direkte_omkostninger: 1000}
"""


@pytest.fixture
def browser(small_app: FastAPI, client: TestClient) -> TestClient:
    """Someone who has not been here before, at the service that `client` keeps running."""
    return TestClient(small_app, LOCAL, client=PEER, raise_server_exceptions=False)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("path", PAGES)
def test_each_page_conforms_and_is_had_in_the_other_language(browser: TestClient, lang: str, path: str) -> None:
    answer = browser.get(f"/{lang}{path}")
    assert answer.status_code == 200
    page = read(answer.text)
    assert page.all("html")[0].get("lang") == lang
    assert len(page.all("h1")) == len(page.all("main")) == 1
    assert page.all("script")[0].get("src", "").startswith("/static/")
    assert not any(element.get("style") or element.get("onclick") for element in page.elements)
    other = "en" if lang == "da" else "da"
    assert f"/{other}{path}" in [element.get("href") for element in page.all("a")]


@pytest.mark.parametrize("entity", list(vocabulary().entities))
def test_each_kind_of_subject_has_a_form(browser: TestClient, entity: str) -> None:
    page = read(browser.get(f"/da/check/new/{entity}").text)
    names = {element.get("name", "") for element in page.all("input", "select")}
    assert {f"f/{entity}/{entity}-1/id", "f/as_of", "csrf_token"} <= names


def test_without_a_language_the_browser_s_is_chosen(browser: TestClient) -> None:
    asked = {"accept-language": "en-GB,da;q=0.5"}
    assert browser.get("/", headers=asked, follow_redirects=False).headers["location"] == "/en/check"
    assert browser.get("/", follow_redirects=False).headers["location"] == "/da/check"


def test_a_result_is_counted_filtered_and_paged(browser: TestClient, small_facts: Path) -> None:
    url, text = check(browser, small_facts.read_bytes())
    read(text)
    assert "1 krav er overtrådt" in text
    rows = re.findall(r'class="outcome (\w+)">[^<]*</span> <span class="title">', text)
    assert rows[0] == "breached"
    shown = browser.get(url, params={"outcome": "undetermined"}).text
    assert set(re.findall(r'class="outcome (\w+)">[^<]*</span> <span class="title">', shown)) == {"undetermined"}
    nord = browser.get(url, params={"operator": "nord"}).text
    assert "Ågården" not in nord.split('id="liste"')[1].split('id="tal"')[0]
    assert browser.get(url, params={"page": "99", "area": "x", "operator": "<b>"}).status_code == 200
    english = browser.get(url.replace("/da/", "/en/")).text
    assert "1 demand is breached" in english


def test_a_decision_is_told_with_its_figures_parameter_and_source(browser: TestClient) -> None:
    url, _ = check(browser, ONE)
    asked = {"rule": RULE, "entity": "takst", "subject": "aa-2"}
    whole = browser.get(f"{url}/decision", params=asked).text
    page = read(whole)
    told = " ".join(text_of(page.all("main")[0]).split())
    assert "64,50 kr." in told
    assert "facts.yaml:6:" in told
    assert "6,1 %" in told
    assert "Mindste ændring: " in told
    assert page.all("details")
    part = browser.get(f"{url}/decision", params=asked | {"part": 1}).text
    assert "<html" not in part
    assert "64,50 kr." in part
    assert browser.get(f"{url}/decision", params=asked | {"subject": "none"}).status_code == 404


def test_what_is_missing_is_filled_in_and_decided_again_and_taken_back(browser: TestClient) -> None:
    url, _ = check(browser, ONE)
    asked = {"rule": RULE, "entity": "takst", "subject": "aa-3"}
    page = browser.get(f"{url}/decision", params=asked).text
    name = "f/takst/aa-3/administration"
    assert f'name="{name}"' in page
    wrong = post(browser, f"{url}/facts", asked | {name: "mange"})
    assert wrong.status_code == 422
    assert f'href="#{name}"' in wrong.text
    assert 'value="mange"' in wrong.text
    read(wrong.text)
    settled = post(browser, f"{url}/facts", asked | {name: "1.000,50 kr."})
    assert settled.status_code == 200
    assert "Overtrådt" in text_of(read(settled.text).all("main")[0])
    again = browser.get(url).text
    assert "2 krav er overtrådt" in again
    assert "1000,5" in again
    back = post(browser, f"{url}/undo").text
    assert "1 krav er overtrådt" in back
    missing = browser.get(f"{url}/missing").text
    assert f'name="{name}"' in missing
    post(browser, f"{url}/facts", {"from": "missing", name: "61"})
    assert "Overholdt" in text_of(read(browser.get(f"{url}/decision", params=asked).text).all("main")[0])
    assert name not in browser.get(f"{url}/missing").text


def test_a_trial_says_what_flips_and_keeps_nothing(browser: TestClient) -> None:
    url, _ = check(browser, ONE)
    subject = {"subject": "takst/aa-2"}
    name = "takst/aa-2/administration"
    page = read(browser.get(f"{url}/try", params=subject).text)
    known = {element.get("name"): element.get("value") for element in page.all("input")}
    assert known[f"f/{name}"] == known[f"w/{name}"] == "64,5"
    tried = post(browser, f"{url}/try?subject=takst/aa-2", {f"f/{name}": "60", f"w/{name}": "64,5"})
    told = " ".join(text_of(read(tried.text).all("section")[0]).split())
    assert "1 afgørelse vender" in told
    assert told.index("Overtrådt") < told.index("Overholdt")
    assert "1 krav er overtrådt" in browser.get(url).text
    same = post(browser, f"{url}/try?subject=takst/aa-2", {f"f/{name}": "64,5", f"w/{name}": "64,5"})
    assert "Intet er ændret endnu" in same.text
    kept = post(browser, f"{url}/facts", {f"f/{name}": "60", f"w/{name}": "64,5"})
    assert "Ingen krav er overtrådt" in kept.text
    assert "takst" in browser.get(f"{url}/try", params={"q": "aa-2"}).text
    assert browser.get(f"{url}/try", params={"subject": "takst/none"}).status_code == 422


def test_a_form_s_errors_stand_at_their_fields(browser: TestClient) -> None:
    begin = "f/takst/takst-1"
    typed = {"f/as_of": "1. juni 2017", f"{begin}/administration": "x", f"{begin}/id": "Min Takst"}
    answer = post(browser, "/da/check/new/takst", typed)
    assert answer.status_code == 422
    page = read(answer.text)
    links = [element.get("href") for element in page.all("a")]
    assert f"#{begin}/administration" in links
    assert f"#{begin}/id" in links
    assert 'value="Min Takst"' in answer.text
    late = post(browser, "/en/check/new/takst", {"f/as_of": "never"})
    assert late.status_code == 422
    assert "#f/as_of" in [element.get("href") for element in read(late.text).all("a")]


def test_a_tariff_typed_alone_is_decided(browser: TestClient) -> None:
    typed = {
        "f/as_of": "1. juni 2017",
        "f/takst/takst-1/administration": "640.000",
        "f/takst/takst-1/direkte_omkostninger": "10.000.000 kr.",
        "f/takst/takst-1/takst": "2.000,00",
        "f/tilbud/tilbud-1/institution": "anden",
        "f/driftsherre/driftsherre-1/type": "region",
    }
    answer = post(browser, "/da/check/new/takst", typed)
    assert answer.status_code == 200
    assert "Administrationen" in answer.text or "overhead" in answer.text.lower()
    assert "1 krav er overtrådt" in answer.text
    assert "10000000" in answer.text


def test_errors_of_a_file_are_told_with_their_places(browser: TestClient) -> None:
    _, text = check(browser, b"as_of: 2017-06-01\ntakst:\n  - {id: a, administrasjon: 5}\n", lang="en")
    told = text_of(read(text).all("main")[0])
    assert "facts.yaml" in told
    assert "line 3:" in told
    assert "administration" in told
    none = post(browser, "/da/check", {}, files=[("files", ("", b""))])
    assert none.status_code == 422
    assert "Der er ikke valgt nogen fil" in none.text


def test_options_are_used(browser: TestClient) -> None:
    _, text = check(browser, ONE, **{"f/as_of": "1. februar 2017", "area": "takst"})
    assert "1. februar 2017" in text
    wrong = post(browser, "/da/check", {"f/as_of": "i går"}, files=[("files", ("a.yaml", ONE))])
    assert wrong.status_code == 422


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_downloaded(browser: TestClient, name: str) -> None:
    url, _ = check(browser, ONE)
    answer = browser.get(f"{url}/report/{name}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment")
    if name == "json":
        assert json.loads(answer.content)["summary"]["breaches"] == 1
    if name == "pdf":
        assert answer.content.startswith(b"%PDF")


def test_other_files_are_had(browser: TestClient) -> None:
    url, _ = check(browser, ONE)
    assert browser.get(f"{url}/facts.xlsx").content.startswith(b"PK")
    assert browser.get("/da/template.xlsx").content.startswith(b"PK")
    assert browser.get(f"{url}/report/exe").status_code == 404
    made = browser.get("/en/deadlines.ics", params={"from": "2016-01-01", "to": "2018-12-31"})
    assert made.headers["content-type"].startswith("text/calendar")
    assert vobject.readOne(made.text).name == "VCALENDAR"


def test_a_check_is_its_owner_s_alone_and_forgotten_at_once(small_app: FastAPI, browser: TestClient) -> None:
    url, _ = check(browser, ONE)
    other = TestClient(small_app, LOCAL, client=PEER)
    assert other.get(url).status_code == 404
    assert other.get(f"{url}/report/json").status_code == 404
    assert post(other, f"{url}/forget").status_code == 404
    assert browser.get(url).status_code == 200
    assert post(browser, f"{url}/forget").status_code == 200
    assert browser.get(url).status_code == 404


def test_what_writes_needs_the_session_s_token(browser: TestClient) -> None:
    url, _ = check(browser, ONE)
    for path in (url + "/facts", url + "/undo", url + "/try", url + "/forget", "/da/check", "/da/check/new/takst"):
        assert browser.post(path, data={"csrf_token": "x"}).status_code == 403
        assert browser.post(path).status_code == 403
    assert browser.get(url).status_code == 200


def test_there_are_no_runs_where_none_are_recorded(browser: TestClient) -> None:
    assert browser.get("/da/runs").status_code == 404
    assert "/da/runs" not in browser.get("/da/check").text


def test_static_files_are_those_and_no_others(browser: TestClient) -> None:
    assert browser.get("/static/htmx.js").headers["content-type"].startswith("text/javascript")
    for name in ("", "htmx", "%2e%2e/frame.py", "service.css/..%2fservice.css"):
        assert browser.get(f"/static/{name}").status_code == 404


@pytest.mark.parametrize("large", [0, 1_000_000])
def test_a_check_under_way_says_so_and_can_be_stopped(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, large: int
) -> None:
    monkeypatch.setattr(held, "PATIENCE", 0.0)
    monkeypatch.setattr(held, "LARGE", large)
    answer = post(client, "/da/check", files=[("files", ("facts.yaml", ONE))])
    url = answer.url.path
    assert answer.status_code == 202
    page = read(answer.text)
    assert "facts.yaml" in text_of(page.all("main")[0])
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in answer.text
    progress = client.get(f"{url}/progress")
    for _ in range(200):
        if "HX-Refresh" in progress.headers:
            break
        assert "<progress" in progress.text
        time.sleep(0.05)
        progress = client.get(f"{url}/progress")
    assert client.get(url).status_code == 200
    assert client.get(f"{url}/decision", params={"rule": RULE, "subject": "aa-2"}).status_code == 200
    under_way = post(client, "/da/check", files=[("files", ("facts.yaml", ONE + b"# other"))]).url.path
    assert post(client, f"{under_way}/forget").status_code == 200
    assert client.get(under_way).status_code == 404
    assert client.get(f"{url}/decision", params={"rule": RULE, "subject": "aa-2"}).status_code == 200


def test_text_of_facts_is_never_markup(browser: TestClient) -> None:
    evil = ONE.replace(b"Aagaarden", b"'<script>alert(1)</script>'")
    url, text = check(browser, evil, name="<b>.yaml")
    assert len(read(text).all("script")) == 1
    for path in (url, f"{url}/try", f"{url}/missing"):
        assert "<script>alert" not in browser.get(path).text


def test_figures_as_they_are_typed_again() -> None:
    assert as_typed(12_345_650, MONEY, "da") == "123456,5"
    assert as_typed(12_345_650, MONEY, "en") == "123456.5"
    assert as_typed(61_000 // 100, SHARE, "da") == "6,1"
    assert as_typed(1000, NUMBER, "da") == "1000"
    assert as_typed(frozenset(), vocabulary().field("tilbud", "lovhjemler").kind, "da") == "ingen"
