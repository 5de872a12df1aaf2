"""A real browser: our own forms work, the login goes round, and pages of other sites get nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI, Form, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from engine.service.access.needs import needs
from engine.service.access.roles import Role, Who
from engine.service.access.secure import secure
from engine.service.access.sessions import csrf_token
from engine.service.settings import OpenId, Settings
from tests.reports.pages.browser import browser as chromium_here
from tests.service.access.app import LOOSE
from tests.service.provider import CLIENT, SECRET, Provider
from tests.service.serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

PAPER = """<!doctype html><title>Paper</title><p id="who">{who}</p><p id="figures">{figures}</p>
<form method="post" action="/figures"><input type="hidden" name="csrf_token" value="{token}">
<input name="figure"><button id="send">Send</button></form>
<form method="post" action="/logout"><input type="hidden" name="csrf_token" value="{token}">
<button id="leave">Leave</button></form><script>document.title = "inline"</script>"""
EVIL = """<!doctype html><title>Evil</title>
<form method="post" action="{at}/figures"><input name="figure" value="evil"><button id="send">Win</button></form>
<a href="{at}/paper">See</a>"""
GOT = """async at => {
  const tried = [];
  for (const [path, options] of [
    ["/paper", {}], ["/paper", {mode: "no-cors"}], ["/paper", {credentials: "include"}],
    ["/figures", {method: "POST", mode: "no-cors", body: new URLSearchParams({figure: "evil"})}],
    ["/figures", {method: "POST", mode: "no-cors", credentials: "include", body: "figure=evil"}],
    ["/figures", {method: "PUT", body: "x"}],
    ["/figures", {method: "POST", headers: {"authorization": "Bearer x"}, body: "x"}],
  ]) {
    try { tried.push((await (await fetch(at + path, options)).text())) } catch { tried.push("") }
  }
  await new Promise(done => { const i = new Image(); i.onload = i.onerror = done; i.src = at + "/paper" });
  return tried.join("");
}"""


class Service:
    """What the app has been sent."""

    def __init__(self, settings: Settings) -> None:
        self.figures: list[str] = []
        self.app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

        @self.app.get("/paper")
        def paper(request: Request, who: Annotated[Who, needs(Role.CHECK)]) -> Response:
            figures = " ".join(self.figures)
            return HTMLResponse(PAPER.format(who=who.name, figures=figures, token=csrf_token(request)))

        @self.app.post("/figures")
        def add(_: Annotated[Who, needs(Role.CHECK)], figure: Annotated[str, Form()] = "") -> Response:
            self.figures.append(figure)
            return RedirectResponse("/paper", 303)

        secure(self.app, settings)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with chromium_here() as running:
        yield running


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


def evil_at(at: str) -> Any:
    async def evil(scope: Any, receive: Any, send: Any) -> None:
        await HTMLResponse(EVIL.format(at=at))(scope, receive, send)

    return lambda _: evil


def services(settings: Settings) -> tuple[list[Service], Any]:
    """Give where a service will be once it is made for a port, and what makes it."""
    made: list[Service] = []

    def make(port: int) -> FastAPI:
        made.append(Service(replace(settings, port=port)))
        return made[0].app

    return made, make


def test_the_open_service(page: Page) -> None:
    made, make = services(Settings(limits=LOOSE))
    with served(make) as at:
        page.goto(f"{at}/paper")
        page.fill("input[name=figure]", "4657")
        page.click("#send")
        assert page.inner_text("#figures") == "4657"
        assert page.title() == "Paper"  # the policy lets no inline script run
        attacked(page, at, made[0])


def test_with_a_login(page: Page, people: Provider) -> None:
    made, make = services(Settings(limits=LOOSE, openid=OpenId(people.issuer, CLIENT, SECRET)))
    with served(make) as at:
        page.goto(f"{at}/paper")  # to the provider and back
        assert (page.url, page.inner_text("#who")) == (f"{at}/paper", "anna")
        page.fill("input[name=figure]", "4657")
        page.click("#send")
        assert page.inner_text("#figures") == "4657"
        attacked(page, at, made[0])
        page.goto(f"{at}/paper")
        page.click("#leave")
        assert page.url.startswith(f"{people.issuer}/bye?")
        people.lies = "declines"
        page.goto(f"{at}/paper")
        assert page.inner_text("h1") == "Du har ikke adgang"


def attacked(page: Page, at: str, service: Service) -> None:
    """Have pages of another port, and of another name, try all that a page can; see that nothing comes of it."""
    with served(evil_at(at)) as evil:
        for home in (evil, evil.replace("127.0.0.1", "localhost")):
            page.goto(home)
            assert page.evaluate(GOT, at) == ""
            page.click("#send")
            assert urlsplit(page.url).path == "/figures"
            assert "Du har ikke adgang" in page.inner_text("body")
            page.goto(home)
            page.click("a")
            assert page.inner_text("#figures") == "4657"  # a link may lead here
    assert service.figures == ["4657"]
