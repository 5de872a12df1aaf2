"""How the routes of the pages answer: frames, pages, redirects; and trouble as a page, not as a fault."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any

from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from engine.service.downloads import MEDIA, attached
from engine.service.pages.frame import LANGS, Frame, shown
from engine.service.pages.guard import may_audit, name_of, owner_of
from engine.service.pages.held import Check, Held
from engine.service.settings import Settings
from engine.service.work.lanes import Busy, Crashed, Given, Lanes, Result, Task, TooLong, TooMuch
from engine.source.problem import Problems
from engine.source.text import Lang, Text


class NotThere(Exception):  # noqa: N818 - says what is so
    """Raised where there is no such page, or no such check any more."""


GONE = Text("Kontrollen er her ikke mere", "The check is here no longer")
GONE_WHY = Text(
    "Den er glemt, eller der er gået for lang tid. Kontrollér filen igen.",
    "It was forgotten, or too much time has passed. Check the file again.",
)
TROUBLE: dict[type[Exception], tuple[int, Text, Text]] = {
    NotThere: (HTTPStatus.NOT_FOUND, GONE, GONE_WHY),
    TooLong: (
        HTTPStatus.SERVICE_UNAVAILABLE,
        Text("Det tog for lang tid", "It took too long"),
        Text(
            "Kontrollen blev standset. Del filen i mindre dele, eller vælg færre områder.",
            "The check was stopped. Split the file, or choose fewer areas.",
        ),
    ),
    TooMuch: (
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        Text("Filen er for stor", "The file is too large"),
        Text(
            "Kontrollen brugte for megen hukommelse og blev standset. Del filen i mindre dele.",
            "The check used too much memory and was stopped. Split the file.",
        ),
    ),
    Crashed: (
        HTTPStatus.INTERNAL_SERVER_ERROR,
        Text("Kontrollen blev afbrudt", "The check was cut short"),
        Text(
            "Det er en fejl i programmet; intet er afgjort. Andre kontroller er ikke berørt.",
            "It is a fault of the program; nothing is decided. Other checks are not affected.",
        ),
    ),
    Busy: (
        HTTPStatus.SERVICE_UNAVAILABLE,
        Text("Der er travlt lige nu", "It is busy just now"),
        Text("Prøv igen om lidt.", "Try again in a while."),
    ),
}
"""What happened, as pages tell it."""


class PageRoute(APIRoute):
    """A route whose trouble is told on a page in the language of its address."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Give the handler."""
        handler = super().get_route_handler()

        async def told(request: Request) -> Response:
            try:
                return await handler(request)
            except tuple(TROUBLE) as error:
                status, title, why = TROUBLE[type(error)]
                return trouble(request, status, title, why)
            except Problems as error:
                frame = frame_of(request)
                lines = "; ".join(problem.to(frame.lang) for problem in error.problems)
                return trouble(request, HTTPStatus.UNPROCESSABLE_ENTITY, WRONG, Text(lines, lines))

        return told


WRONG = Text("Det kan ikke lade sig gøre", "That cannot be done")


def trouble(request: Request, status: int, title: Text, why: Text) -> Response:
    """Give a page that says what went wrong."""
    frame = frame_of(request)
    return HTMLResponse(shown("trouble.html", frame, title=title.to(frame.lang), why=why.to(frame.lang)), status)


def lang_of(request: Request) -> Lang:
    """Give the language of a page's address; else that which the browser asks for first, Danish where it asks none."""
    first = request.url.path.strip("/").split("/")[0]
    if first in LANGS:
        return "en" if first == "en" else "da"
    asked = request.headers.get("accept-language", "").lower()
    english, danish = asked.find("en"), asked.find("da")
    return "en" if english >= 0 and (danish < 0 or english < danish) else "da"


def frame_of(request: Request, wait: int | None = None) -> Frame:
    """Give the frame of the page that a request asks for. What was sent by a form is shown where the form is had."""
    lang = lang_of(request)
    path = request.url.path.removeprefix(f"/{lang}") or "/"
    query = f"?{request.url.query}" if request.url.query else ""
    settings: Settings = request.app.state.settings
    has_runs = settings.log is not None and may_audit(request)
    return Frame(lang, path + query, owner_of(request), has_runs, name_of(request), wait)


def lanes_of(request: Request) -> Lanes:
    """Give the worker processes."""
    lanes: Lanes = request.app.state.lanes
    return lanes


def held_of(request: Request) -> Held:
    """Give the checks that are held."""
    if not hasattr(request.app.state, "held"):
        request.app.state.held = Held()
    held: Held = request.app.state.held
    return held


def check_of(request: Request, id_: str) -> Check:
    """Give a check of who asks. Raises NotThere."""
    check = held_of(request).get(owner_of(request), id_)
    if check is None:
        raise NotThere
    return check


async def done_for(
    request: Request, check: Check, task: Task[Given, Result], *args: Given.args, **kwargs: Given.kwargs
) -> Result:
    """Give what a task on a check gives, done where it keeps no one else waiting. Raises as Lanes.run does."""
    lanes = lanes_of(request)
    if not check.is_large:
        return await lanes.run(check.case.key, task, *args, **kwargs)
    work = lanes.begin(task, *args, **kwargs)
    check.made = lambda: work.decisions
    return await work.result()


def page(content: str, status: int = HTTPStatus.OK) -> Response:
    """Give a page."""
    return HTMLResponse(content, status)


def led(request: Request, path: str, **asked: object) -> Response:
    """Lead the browser to another page."""
    return RedirectResponse(frame_of(request).url(path, **asked), HTTPStatus.SEE_OTHER)


def saved(content: bytes, name: str, form: str) -> Response:
    """Give a file of a form to be saved."""
    return Response(content, media_type=MEDIA[form], headers=attached(name))
