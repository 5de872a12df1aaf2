"""The routes of the pages put together, and what pages load besides themselves."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, FastAPI, Request
from starlette.responses import FileResponse, RedirectResponse, Response

from engine.reports.pages.html import TEMPLATES
from engine.service.access.needs import public
from engine.service.pages import audits, books, checks, tokens, trying
from engine.service.pages.frame import LANGS, STATIC
from engine.service.pages.serve import NotThere, lang_of
from engine.service.settings import Settings

FILES = {
    "style.css": (TEMPLATES / "style.css", "text/css"),
    "service.css": (STATIC / "service.css", "text/css"),
    "htmx.js": (STATIC / "htmx.js", "text/javascript"),
    "htmx.LICENSE.txt": (STATIC / "htmx.LICENSE.txt", "text/plain"),
}
"""All that pages load: their addresses carry the version, so that browsers may keep them."""
KEPT = {"Cache-Control": "public, max-age=86400"}

routes = APIRouter(include_in_schema=False)


@routes.get("/")
@public
async def begin(request: Request) -> Response:
    """Lead to the first page, in the language that the browser asks for."""
    return RedirectResponse(f"/{lang_of(request)}/check", HTTPStatus.SEE_OTHER)


@routes.get("/static/{name}")
@public
async def static(name: str) -> Response:
    """Give what pages load."""
    if name not in FILES:
        raise NotThere
    path, kind = FILES[name]
    return FileResponse(path, media_type=kind, headers=KEPT)


def include(app: FastAPI, settings: Settings) -> None:
    """Add the pages to an app: each in every language; those of the log only where there is one."""
    audited = (audits.routes,) if settings.log else ()
    app.include_router(routes)
    for lang in LANGS:
        for each in (checks.routes, trying.routes, books.routes, books.calendars, tokens.routes, *audited):
            app.include_router(each, prefix=f"/{lang}")
