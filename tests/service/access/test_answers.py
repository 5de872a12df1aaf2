"""What every answer bears, how refusals and faults are told, and what the log says of them."""

from __future__ import annotations

import logging
import logging.config
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.testclient import TestClient

from engine.service.access.edge import Broken
from engine.service.access.logs import asked, log_config, trace
from engine.service.access.needs import public
from engine.service.access.refused import Refused
from engine.service.access.secure import secure
from engine.service.access.shelf import Shelf
from engine.service.problem import told
from engine.service.settings import Settings
from engine.source.text import Text
from tests.service.access.app import LOCAL, LOOSE, bare, client, secured
from tests.service.provider import Provider

EVERY = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "form-action 'self'{}; frame-ancestors 'none'; base-uri 'none'"
)


def test_every_answer_bears_the_headers(browser: TestClient, people: Provider) -> None:
    for path in ("/health", "/page", "/v1/whoami", "/login", "/login/back", "/nothing", "/logged-out", "/static/a.css"):
        headers = browser.get(path).headers
        assert {name: headers[name] for name in EVERY} == EVERY, path
        assert headers["content-security-policy"] == POLICY.format(f" {people.issuer}")
        assert headers["strict-transport-security"] == "max-age=31536000"
    assert browser.post("/form").headers["cache-control"] == "no-store"
    assert browser.get("/health", headers={"host": "evil"}).headers["cache-control"] == "no-store"


def test_on_this_machine_https_is_not_demanded(here: TestClient) -> None:
    headers = here.get("/v1/fault").headers
    assert headers["content-security-policy"] == POLICY.format("")
    assert "strict-transport-security" not in headers
    assert {name: headers[name] for name in EVERY} == EVERY


def app_with(**endpoints: Any) -> TestClient:
    """Give an open service with these public pages."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    for name, endpoint in endpoints.items():
        app.get(f"/{name}")(public(endpoint))
    secure(app, Settings(limits=LOOSE))
    return client(app)


def test_an_answer_may_say_how_it_is_kept() -> None:
    async def kept() -> Response:
        return PlainTextResponse("x", headers={"Cache-Control": "max-age=60", "X-Frame-Options": "ALLOWALL"})

    headers = app_with(kept=kept).get("/kept").headers
    assert (headers["cache-control"], headers["x-frame-options"]) == ("max-age=60", "DENY")


@pytest.mark.parametrize(
    ("asked_for", "lang"),
    [("", "da"), ("en", "en"), ("en-GB,en;q=0.9", "en"), ("da, en", "da"), ("en, da", "en"), ("de", "da")],
)
def test_problems_are_told_in_the_language_asked_for(here: TestClient, asked_for: str, lang: str) -> None:
    answer = here.get("/v1/no/thing", headers={"accept-language": asked_for})
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["content-language"] == lang
    title = {"da": "Her er ikke noget", "en": "There is nothing here"}[lang]
    told = answer.json()
    assert [problem["code"] for problem in told.pop("problems")] == ["not-found"]
    kind = "urn:klausul:problem:not-found"
    assert told == {"type": kind, "title": title, "status": 404, "detail": title, "instance": "/v1/no/thing"}


def test_pages_tell_it_in_both(here: TestClient) -> None:
    answer = here.get("/nothing")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "<h1>Her er ikke noget</h1>" in answer.text
    assert '<div lang="en">\n<h2>There is nothing here</h2>' in answer.text
    answer = here.post("/page")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET")


def test_what_is_told_is_text_and_no_markup() -> None:
    async def refuse() -> None:
        raise Refused(409, Text("<script>æ</script>", "<b>"), {"Retry-After": "3"})

    answer = app_with(refuse=refuse).get("/refuse")
    assert (answer.status_code, answer.headers["retry-after"]) == (409, "3")
    assert "&lt;script&gt;æ&lt;/script&gt;" in answer.text
    assert "<b>" not in answer.text


def test_a_path_in_a_problem_is_escaped(here: TestClient) -> None:
    answer = here.get("/v1/%0d%0aSet-Cookie:a=b/%3Cscript%3E")
    assert answer.json()["instance"] == "/v1/%0D%0ASet-Cookie%3Aa%3Db/%3Cscript%3E"
    assert "set-cookie" not in answer.headers


def test_the_others_may_tell_it_in_their_own_words() -> None:
    def tell(request: Request, error: Exception) -> Response:
        found = told(error, LOOSE)
        return PlainTextResponse(f"{request.method} {found.why.en}", found.status, found.headers)

    app = bare()
    secure(app, Settings(), tell)
    browser = client(app)
    assert browser.get("/nothing").text == "GET There is nothing here"
    assert browser.get("/nothing", headers={"host": "evil"}).text.startswith("GET The service does not answer to")
    assert browser.get("/v1/fault").text == "GET it is a fault of the program; it is in the service's log"


def test_a_fault_is_told_without_its_particulars(here: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(2):
        answer = here.get("/v1/fault?a=hidden")
        assert answer.status_code == 500
        assert "hidden" not in answer.text
        assert "ValueError" not in answer.text
    logged = [record.getMessage() for record in caplog.records if record.name == "klausul.faults"]
    assert logged[0].endswith("builtins.ValueError\n")
    assert "in fault" in logged[0]
    assert "hidden" not in logged[0]


def test_a_fault_after_the_answer_has_begun_breaks_it_off(caplog: pytest.LogCaptureFixture) -> None:
    async def parts(given: str) -> Any:
        yield b"a"
        raise ValueError(given)

    async def broken(given: str) -> Response:
        return StreamingResponse(parts(given))

    strict = TestClient(app_with(broken=broken).app, LOCAL, client=("127.0.0.1", 1))
    with pytest.raises((Broken, BaseExceptionGroup)) as error:
        strict.get("/broken?given=hidden")
    assert "hidden" not in repr(error.value)
    assert "hidden" not in caplog.text


def test_the_log_of_requests_is_one_line_each(here: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    here.get("/page%0a2026 GET /forged 200?query=1")
    (line,) = [record.getMessage() for record in caplog.records if record.name == "klausul.access"]
    assert line.startswith("GET /page%0A2026%20GET%20/forged%20200 404 ")
    assert line.endswith("ms local:" + line.rpartition(":")[2])
    assert asked("G\nET", "/é\u2028" + "a" * 999, 0, 0.0126, "person:æ\nb c") == (
        "G%0AET /%C3%A9%E2%80%A8" + "a" * 384 + " - 13ms person:%C3%A6%0Ab%20c"
    )


def test_the_trace_of_a_fault_holds_no_values() -> None:
    given = "secret"
    try:
        try:
            int(given)
        except ValueError as error:
            raise KeyError(given) from error
    except KeyError as error:
        told = trace(error)
    assert "secret" not in told.replace('given = "secret"', "")
    assert told.index("builtins.ValueError\nwhich led to") < told.index("builtins.KeyError")


def test_the_log_is_set_up() -> None:
    config = log_config()
    before = logging.getLogger("uvicorn.access").level
    assert config["loggers"]["uvicorn.access"] == {"level": "WARNING"}
    logging.config.DictConfigurator(config)
    secured(Settings())
    assert logging.getLogger("uvicorn.access").level == logging.WARNING
    logging.getLogger("uvicorn.access").setLevel(before)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_what_is_kept_for_a_while() -> None:
    clock = Clock()
    shelf: Shelf[str] = Shelf(idle=10, life=25, clock=clock)
    key = shelf.put("a")
    for now, kept in ((9.9, "a"), (19.8, "a"), (24.9, "a"), (25.0, None), (25.1, None)):
        clock.now = now
        assert shelf.get(key) == kept
    key = shelf.put("b")
    clock.now += 10
    assert shelf.get(key) is None
    assert len(shelf) == 0


def test_what_is_taken_is_gone() -> None:
    shelf: Shelf[str] = Shelf(idle=10, life=10)
    key = shelf.put("a")
    assert shelf.take("other") is None
    assert (shelf.take(key), shelf.take(key), shelf.get(key)) == ("a", None, None)


def test_there_is_room_for_so_many() -> None:
    shelf: Shelf[int] = Shelf(idle=10, life=10, most=3)
    keys = [shelf.put(n) for n in range(3)]
    assert shelf.get(keys[0]) == 0
    keys.append(shelf.put(3))
    assert [shelf.get(key) for key in keys] == [0, None, 2, 3]
    assert all(key.encode() not in repr(shelf._entries).encode() for key in keys)
