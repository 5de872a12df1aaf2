"""The routes of recorded runs. Where nothing is recorded, there are none."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import Response

from engine.log.runs import Span
from engine.reports.reporter import DETAILS, FORMATS, Detail
from engine.service.downloads import file_name
from engine.service.pages import recorded, runs
from engine.service.pages.asked import Filter
from engine.service.pages.fields import told
from engine.service.pages.guard import AUDITING
from engine.service.pages.serve import NotThere, frame_of, lanes_of, lang_of, page, saved
from engine.source.problem import Problems
from engine.source.text import Lang
from facts.typed import day_of

LOG = "log"
"""The key of work on the log: it goes down one lane."""
FIELDS = ("rule", "subject", "outcome", "operator", "from", "to")

routes = APIRouter(include_in_schema=False, dependencies=[AUDITING])


@routes.get("/runs")
async def listing(request: Request) -> Response:
    """Give the runs, or what a search found."""
    lang, faults = lang_of(request), list[str]()
    texts = {name: request.query_params.get(name, "")[:200] for name in FIELDS}
    days = [_day(texts[name], lang, faults) for name in ("from", "to")]
    sought = runs.sought_in(texts, Span(*days), tuple(faults))
    number = Filter.of(request.query_params).page
    return page(await lanes_of(request).run(LOG, runs.listing, frame_of(request), sought, number))


@routes.get("/runs/compare")
async def compared(request: Request) -> Response:
    """Give what differs between two runs."""
    one, other = (request.query_params.get(name, "") for name in ("one", "other"))
    return page(await lanes_of(request).run(LOG, recorded.compared, frame_of(request), one, other))


@routes.get("/runs/{name}")
async def run(request: Request, name: str) -> Response:
    """Give one run."""
    everything = "all" in request.query_params
    return page(await lanes_of(request).run(LOG, runs.run, frame_of(request), name, everything=everything))


@routes.get("/runs/{name}/decision")
async def decided(request: Request, name: str) -> Response:
    """Give a recorded decision."""
    asked = request.query_params
    rule, subject = asked.get("rule", ""), asked.get("subject", "")
    return page(await lanes_of(request).run(LOG, recorded.decided, frame_of(request), name, rule, subject))


@routes.get("/runs/{name}/replay")
async def replayed(request: Request, name: str) -> Response:
    """Decide a run again, and give whether it comes out the same."""
    return page(await lanes_of(request).run(LOG, recorded.replayed, frame_of(request), name))


@routes.get("/runs/{name}/report/{form}")
async def report(request: Request, name: str, form: str) -> Response:
    """Give a report of what was recorded."""
    if form not in FORMATS:
        raise NotThere
    detail: Detail = next((each for each in DETAILS if each == request.query_params.get("detail")), "full")
    content = await lanes_of(request).run(LOG, runs.report, name, form, detail, lang_of(request))
    return saved(content, file_name([f"klausul-{name}.x"], form), form)


def _day(text: str, lang: Lang, faults: list[str]) -> date | None:
    try:
        return day_of(text) if text.strip() else None
    except Problems as error:
        faults += [told(problem, lang) for problem in error.problems]
        return None
