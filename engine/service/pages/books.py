"""The routes of what is not of one check: the rulebook and the deadlines."""

from __future__ import annotations

from datetime import date, timedelta

from fastapi import APIRouter, Request
from starlette.responses import Response

from engine.decision.deadlines import span
from engine.service.access.needs import public
from engine.service.pages import rulebook
from engine.service.pages.checks import RULES
from engine.service.pages.fields import told
from engine.service.pages.guard import CHECKING
from engine.service.pages.rulebook import Spanned
from engine.service.pages.serve import NotThere, frame_of, lanes_of, lang_of, page, saved
from engine.service.settings import Settings
from engine.source.problem import Problems
from facts.typed import day_of

LONGEST = timedelta(days=366 * 60)
"""The longest span of deadlines that is reckoned at once."""
BEHIND = timedelta(days=365)
"""How far back a calendar that is followed goes."""

routes = APIRouter(include_in_schema=False, dependencies=[CHECKING])
calendars = APIRouter(include_in_schema=False)


@routes.get("/rules")
async def contents(request: Request) -> Response:
    """Give the documents, and the rules that hold what is sought."""
    sought = request.query_params.get("q", "")[:200]
    return page(await lanes_of(request).run(RULES, rulebook.contents, frame_of(request), sought))


@routes.get("/rules/document/{id_}")
async def document(request: Request, id_: str) -> Response:
    """Give a document by chapter."""
    return _found(await lanes_of(request).run(RULES, rulebook.document, frame_of(request), id_))


@routes.get("/rules/rule/{id_:path}")
async def rule(request: Request, id_: str) -> Response:
    """Give a rule."""
    return _found(await lanes_of(request).run(RULES, rulebook.rule, frame_of(request), id_))


@routes.get("/rules/parameters")
async def parameters(request: Request) -> Response:
    """Give the parameters."""
    return page(await lanes_of(request).run(RULES, rulebook.parameters, frame_of(request)))


@routes.get("/deadlines")
async def deadlines(request: Request) -> Response:
    """Give the deadlines of a span of days."""
    frame, settings = frame_of(request), _settings(request)
    here = settings.url or str(request.base_url)
    subscribe = here.rstrip("/") + frame.url("/deadlines.ics")
    return page(await lanes_of(request).run(RULES, rulebook.deadlines, frame, _spanned(request), subscribe))


@calendars.get("/deadlines.ics")
@public
async def calendar(request: Request) -> Response:
    """Give the deadlines as a calendar that can be followed: calendars cannot log in, and it tells no secret."""
    asked, lang = request.query_params, lang_of(request)
    today = date.today()
    first, last = _spanned(request).span if {"from", "to"} & set(asked) else span(today - BEHIND, None, today)
    content = await lanes_of(request).run(RULES, rulebook.calendar_file, first, last, lang)
    return saved(content, f"klausul-{lang}.ics", "ics")


def _spanned(request: Request) -> Spanned:
    """Give the span asked for; where it cannot be read or is too long, the usual one, and what is wrong."""
    lang, today = lang_of(request), date.today()
    texts = request.query_params.get("from", ""), request.query_params.get("to", "")
    days: list[date | None] = []
    faults = []
    for text in texts:
        try:
            days.append(day_of(text) if text.strip() else None)
        except Problems as error:
            days.append(None)
            faults += [told(problem, lang) for problem in error.problems]
    try:
        first, last = span(days[0], days[1], today)
    except Problems as error:
        faults += [told(problem, lang) for problem in error.problems]
        first, last = span(None, None, today)
    return Spanned(texts if faults else ("", ""), tuple(faults), (first, min(last, first + LONGEST)))


def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


def _found(content: str | None) -> Response:
    if content is None:
        raise NotThere
    return page(content)
