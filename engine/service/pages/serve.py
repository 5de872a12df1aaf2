"""How the routes of the pages answer: frames, pages, redirects, files."""

from __future__ import annotations

from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from engine.service.access.roles import Role
from engine.service.downloads import MEDIA, attached
from engine.service.pages.frame import LANGS, Frame
from engine.service.pages.guard import may, name_of, owner_of
from engine.service.pages.held import Check, Held
from engine.service.problem import language
from engine.service.settings import Settings
from engine.service.work.crew import Given, Result, Task
from engine.service.work.lanes import Lanes
from engine.source.text import Lang


class NotThere(HTTPException):
    """Raised where there is no such page."""

    def __init__(self) -> None:
        """Say so by the status."""
        super().__init__(HTTPStatus.NOT_FOUND)


class Gone(NotThere):
    """Raised where a check is held no longer, or is another's."""


def lang_of(request: Request) -> Lang:
    """Give the language of a page's address; else that which the browser asks for first, Danish where it asks none."""
    return of_path(request) or language(request)


def of_path(request: Request) -> Lang | None:
    """Give the language that a page's address begins with, None where it begins with none."""
    first = str(request.scope["path"]).strip("/").split("/")[0]
    return next((lang for lang in LANGS if lang == first), None)


def frame_of(request: Request, wait: int | None = None) -> Frame:
    """Give the frame of the page that a request asks for. What was sent by a form is shown where the form is had."""
    lang = lang_of(request)
    path = request.url.path.removeprefix(f"/{lang}") or "/"
    query = f"?{request.url.query}" if request.url.query else ""
    settings: Settings = request.app.state.settings
    parts = {"runs": settings.log is not None and may(request, Role.AUDIT)}
    parts["tokens"] = settings.tokens is not None and may(request, Role.ADMIN)
    return Frame(lang, path + query, owner_of(request), **parts, name=name_of(request), wait=wait)


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
    """Give a check of who asks. Raises Gone."""
    check = held_of(request).get(owner_of(request), id_)
    if check is None:
        raise Gone
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
