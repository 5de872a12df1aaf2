"""The routes of checks: begin one, wait for it, read what came of it, take it along, forget it."""

from __future__ import annotations

from datetime import date
from functools import partial
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from starlette.datastructures import FormData, UploadFile
from starlette.responses import HTMLResponse, Response

from engine.reports.display import shown_value
from engine.reports.reporter import DETAILS, FORMATS, Detail
from engine.service.case import Case
from engine.service.downloads import file_name
from engine.service.pages import starting, tasks
from engine.service.pages.asked import Filter, entered, judged_by
from engine.service.pages.frame import shown
from engine.service.pages.guard import CHECKING, actor_of, owner_of
from engine.service.pages.held import Check
from engine.service.pages.parts import typed_in
from engine.service.pages.serve import (
    NotThere,
    check_of,
    done_for,
    frame_of,
    held_of,
    lanes_of,
    lang_of,
    led,
    page,
    saved,
)
from engine.service.pages.tasks import Of
from engine.service.uploads import files_of
from engine.source.problem import Place, Problem, Problems
from engine.source.text import Text
from engine.values.kinds import NUMBER
from facts.vocabulary import vocabulary

FACTS = "klausul.xlsx"
RULES = "rules"
"""The key of work on the rulebook alone: it goes down one lane, which then has it at hand."""
EVERY = 2
"""Seconds after which a page without script asks again whether a check is done."""
NO_FILES = Problem(
    "no-files", Place("-"), Text("Der er ikke valgt nogen fil", "No file is chosen"), Text("mindst én", "at least one")
)

routes = APIRouter(include_in_schema=False, dependencies=[CHECKING])


@routes.get("/check")
async def begin(request: Request) -> Response:
    """Give the page on which checks begin."""
    return page(await _begin(request, {}, ()))


@routes.post("/check")
async def check(request: Request) -> Response:
    """Take files, and lead to what comes of them."""
    form = await request.form()
    files = await files_of([each for each in form.getlist("files") if isinstance(each, UploadFile) and each.filename])
    try:
        if not files:
            raise Problems([NO_FILES])
        case = Case(files, (), *_judged_by(form))
    except Problems as error:
        texts = {name: value for name, value in form.items() if isinstance(value, str)}
        return page(await _begin(request, texts, error.problems), HTTPStatus.UNPROCESSABLE_ENTITY)
    return led(request, f"/check/{held_of(request).put(owner_of(request), case).id}")


@routes.get("/check/new/{entity}")
async def form_for(request: Request, entity: str) -> Response:
    """Give the form for one subject."""
    return page(await _form(request, entity, {}, ()))


@routes.post("/check/new/{entity}")
async def typed(request: Request, entity: str) -> Response:
    """Take what was typed of one subject, and lead to what comes of it; where something is wrong, back to the form."""
    form, lanes = await request.form(), lanes_of(request)
    given = entered(form, lang_of(request))
    _known(entity)
    try:
        parts = await lanes.run(RULES, starting.parts, entity)
        as_of, areas, rules, readings = _judged_by(form)
        case = Case((), typed_in(parts, given), as_of, areas, rules, readings)
        await lanes.run(case.key, tasks.ready, case)
    except Problems as error:
        return page(await _form(request, entity, given.texts, error.problems), HTTPStatus.UNPROCESSABLE_ENTITY)
    return led(request, f"/check/{held_of(request).put(owner_of(request), case).id}")


@routes.get("/check/{id_}")
async def result(request: Request, id_: str) -> Response:
    """Give what came of a check; while it is under way, how far it is."""
    held, wanted = check_of(request, id_), Filter.of(request.query_params)
    frame, of, digest = frame_of(request), of_check(request, held), lanes_of(request).rules.digest
    label = (held.case.key, frame.lang, wanted, digest)
    work = partial(done_for, request, held, tasks.result, frame, of, wanted, actor_of(request))
    try:
        done = await held.done(label, work)
    except Problems as error:
        told = await lanes_of(request).run(RULES, tasks.problems_page, frame, of, error.problems)
        return page(told, HTTPStatus.UNPROCESSABLE_ENTITY)
    if done is not None:
        content, held.rules, head = done
        held.runs |= {(of.case.key, held.rules): head} if head else {}
        return page(content)
    names = [file.name for file in held.case.files]
    waits = frame_of(request, wait=EVERY)
    return page(shown("waiting.html", waits, id=id_, names=names, **_progress(request, held)), HTTPStatus.ACCEPTED)


@routes.get("/check/{id_}/progress")
async def progress(request: Request, id_: str) -> Response:
    """Give how far a check is, as part of a page; where it is done, the page is loaded anew."""
    held = check_of(request, id_)
    if held.work is None or held.work[1].done():
        return HTMLResponse("", headers={"HX-Refresh": "true"})
    return page(shown("progress.html", frame_of(request), id=id_, **_progress(request, held)))


@routes.get("/check/{id_}/report/{name}")
async def report(request: Request, id_: str, name: str) -> Response:
    """Give a report of a check in any format."""
    held, lang = check_of(request, id_), lang_of(request)
    detail: Detail = next((each for each in DETAILS if each == request.query_params.get("detail")), "full")
    if name not in FORMATS:
        raise NotThere
    content = await done_for(request, held, tasks.report, held.case, name, detail, lang)
    return saved(content, file_name([file.name for file in held.case.files], name), name)


@routes.get("/check/{id_}/facts.xlsx")
async def facts(request: Request, id_: str) -> Response:
    """Give the facts of a check, with what was typed, as a workbook."""
    held, lang = check_of(request, id_), lang_of(request)
    content = await done_for(request, held, tasks.facts_file, held.case, FACTS, lang)
    return saved(content, FACTS, "xlsx")


@routes.post("/check/{id_}/forget")
async def forget(request: Request, id_: str) -> Response:
    """Let go of a check, and of what is under way for it."""
    held_of(request).forget(check_of(request, id_))
    return led(request, "/check")


@routes.get("/template.xlsx")
async def template(request: Request) -> Response:
    """Give the empty workbook."""
    content = await lanes_of(request).run(RULES, starting.template, lang_of(request))
    return saved(content, FACTS, "xlsx")


def of_check(request: Request, held: Check) -> Of:
    """Give what tasks must know of a check."""
    heads = {digest: head for (key, digest), head in held.runs.items() if key == held.case.key}
    is_anew = held.rules not in (None, lanes_of(request).rules.digest)
    return Of(held.id, held.case, len(held.before), heads, is_anew)


def _judged_by(form: FormData) -> tuple[date | None, tuple[str, ...], tuple[str, ...], tuple[tuple[str, str], ...]]:
    as_of, areas, readings = judged_by(form)
    return as_of, areas, (), readings


async def _begin(request: Request, texts: dict[str, str], problems: tuple[Problem, ...]) -> str:
    held = [
        (check.id, [file.name for file in check.case.files], bool(check.case.typed))
        for check in held_of(request).of(owner_of(request))
    ]
    return await lanes_of(request).run(RULES, starting.start, frame_of(request), texts, problems, held)


async def _form(request: Request, entity: str, texts: dict[str, str], problems: tuple[Problem, ...]) -> str:
    _known(entity)
    return await lanes_of(request).run(RULES, starting.form, frame_of(request), entity, texts, problems, date.today())


def _known(entity: str) -> None:
    if entity not in vocabulary().entities:
        raise NotThere


def _progress(request: Request, held: Check) -> dict[str, Any]:
    made = held.made()
    return {"made": made and shown_value(made, NUMBER, lang_of(request))}
