"""The routes of one decision and of its facts: open it, fill in what is missing, try another figure, take it back."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from engine.service.pages import tasks
from engine.service.pages.asked import Entered, entered, with_changes
from engine.service.pages.checks import of_check
from engine.service.pages.guard import CHECKING
from engine.service.pages.held import Check
from engine.service.pages.serve import NotThere, check_of, done_for, frame_of, lang_of, led, page
from engine.source.problem import Problem, Problems

routes = APIRouter(include_in_schema=False, dependencies=[CHECKING])


@routes.get("/check/{id_}/decision")
async def decision(request: Request, id_: str) -> Response:
    """Give one decision opened; with `part`, as it stands in the list."""
    asked = request.query_params
    which = asked.get("rule", ""), asked.get("entity", ""), asked.get("subject", "")
    return page(await _decision(request, check_of(request, id_), which, alone="part" not in asked))


@routes.get("/check/{id_}/missing")
async def missing(request: Request, id_: str) -> Response:
    """Give the missing facts as a form."""
    return page(await _missing(request, check_of(request, id_)))


@routes.post("/check/{id_}/facts")
async def change(request: Request, id_: str) -> Response:
    """Take in facts and readings, and decide again; where something is wrong, back to where they were typed."""
    held, form = check_of(request, id_), await request.form()
    given = entered(form, lang_of(request))
    which = _text(form, "rule"), _text(form, "entity"), _text(form, "subject")
    if given.typed or given.readings:
        case = with_changes(held.case, given)
        try:
            await done_for(request, replace(held, case=case), tasks.ready, case)
        except Problems as error:
            return page(await _again(request, held, form, given, error.problems), HTTPStatus.UNPROCESSABLE_ENTITY)
        if case != held.case:
            held.change(case)
    if which[0]:
        return led(request, f"/check/{id_}/decision", rule=which[0], entity=which[1], subject=which[2])
    return led(request, f"/check/{id_}")


@routes.post("/check/{id_}/undo")
async def undo(request: Request, id_: str) -> Response:
    """Take the last change back."""
    check_of(request, id_).back()
    return led(request, f"/check/{id_}")


@routes.get("/check/{id_}/try")
async def choose(request: Request, id_: str) -> Response:
    """Give what can be tried; of a subject, its facts to change."""
    held, asked = check_of(request, id_), request.query_params
    if "subject" in asked or "readings" in asked:
        return page(await _tried(request, held, None))
    sought = asked.get("q", "")
    return page(await done_for(request, held, tasks.subjects, frame_of(request), of_check(request, held), sought))


@routes.post("/check/{id_}/try")
async def attempt(request: Request, id_: str) -> Response:
    """Give what a change would do. Nothing is kept."""
    return page(await _tried(request, check_of(request, id_), entered(await request.form(), lang_of(request))))


async def _decision(
    request: Request,
    held: Check,
    which: tuple[str, str, str],
    given: Entered | None = None,
    problems: tuple[Problem, ...] = (),
    *,
    alone: bool = True,
) -> str:
    frame, of = frame_of(request), of_check(request, held)
    content = await done_for(request, held, tasks.decision, frame, of, which, given, problems, alone=alone)
    if content is None:
        raise NotThere
    return content


async def _missing(
    request: Request, held: Check, given: Entered | None = None, problems: tuple[Problem, ...] = ()
) -> str:
    frame, of = frame_of(request), of_check(request, held)
    return await done_for(request, held, tasks.missing, frame, of, given, problems)


async def _tried(request: Request, held: Check, given: Entered | None) -> str:
    asked = request.query_params
    entity, _, id_ = asked.get("subject", "").partition("/")
    subject = (entity, id_) if id_ else None
    frame, of = frame_of(request), of_check(request, held)
    return await done_for(request, held, tasks.tried, frame, of, subject, given)


async def _again(request: Request, held: Check, form: FormData, given: Entered, problems: tuple[Problem, ...]) -> str:
    """Give the page anew on which facts were typed, with what is wrong with them."""
    if _text(form, "from") == "missing":
        return await _missing(request, held, given, problems)
    which = _text(form, "rule"), _text(form, "entity"), _text(form, "subject")
    if which[0]:
        return await _decision(request, held, which, given, problems)
    return await done_for(request, held, tasks.problems_page, frame_of(request), of_check(request, held), problems)


def _text(form: FormData, name: str) -> str:
    given = form.get(name)
    return given if isinstance(given, str) else ""
