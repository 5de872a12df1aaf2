"""Rules, parameters as of a day, and deadlines."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from engine.decision.deadlines import span
from engine.reports.data import schema_text
from engine.service.access.needs import needs
from engine.service.access.roles import Role
from engine.service.api import tasks
from engine.service.api.answers import LOOKING, data, json_answer, lanes_of, plain, problems
from engine.service.api.asked import LONG, DeadlinesQuery, ParametersQuery, RulesQuery, negotiated
from engine.service.api.examples import RULE
from engine.service.api.there import while_there
from engine.service.downloads import MEDIA
from engine.service.problem import Absent, language
from engine.source.problem import Problems

router = APIRouter(prefix="/v1", dependencies=[needs(Role.CHECK)])
WORK = problems(*LOOKING, 503, 504)
CALENDAR = {form: MEDIA[form] for form in ("json", "ics")}
SCHEMA = "application/schema+json"


@router.get(
    "/rules", tags=["rulebook"], summary="List the rules", responses=data("Rules", "The rules, in short.") | WORK
)
async def list_rules(request: Request, query: Annotated[RulesQuery, Query()]) -> Response:
    """List the rules of some areas, and those that cite some documents; or all of them."""
    work = lanes_of(request).run(None, tasks.rules, tuple(query.area), tuple(query.document))
    return json_answer(await while_there(request, work))


@router.get("/rules/{id:path}", tags=["rulebook"], summary="Show a rule", responses=data("Rule", "The rule.") | WORK)
async def show_rule(request: Request, id: Annotated[str, Path(max_length=LONG, examples=[RULE])]) -> Response:
    """Show one rule: what it demands, its parameters with their dates, how the text is read."""
    try:
        return json_answer(await while_there(request, lanes_of(request).run(None, tasks.rule, id)))
    except Problems as error:
        raise Absent(error.problems) from None


@router.get(
    "/parameters",
    tags=["rulebook"],
    summary="Give the parameters as of a day",
    responses=data("Parameters", "The parameters, each with the value in force on the day.") | WORK,
)
async def list_parameters(request: Request, query: Annotated[ParametersQuery, Query()]) -> Response:
    """Give what the agreements set, by date, and what was in force on a day."""
    work = lanes_of(request).run(None, tasks.parameters, query.as_of or date.today(), tuple(query.rule))
    return json_answer(await while_there(request, work))


DUE = data("Deadlines", "The deadlines by day.")
DUE[200]["content"][MEDIA["ics"]] = {"schema": {"type": "string", "description": "iCalendar (RFC 5545)"}}


@router.get("/deadlines", tags=["rulebook"], summary="List the deadlines", responses=DUE | problems(406) | WORK)
async def list_deadlines(request: Request, query: Annotated[DeadlinesQuery, Query()]) -> Response:
    """List what the agreements want done by which day; as a calendar to subscribe to with `format=ics`."""
    form = query.format or negotiated(request, CALENDAR)
    days = span(query.from_, query.to, date.today())
    work = lanes_of(request).run(None, tasks.deadlines, days, form, query.lang or language(request))
    return Response(await while_there(request, work), 200, {"Vary": "Accept, Accept-Language"}, CALENDAR[form])


@router.get(
    "/schema",
    tags=["rulebook"],
    summary="Give the JSON Schema of the reports",
    responses=plain(200, "The schema (2020-12).", SCHEMA) | problems(401, 403, 421, 422, 429, 500),
)
async def report_schema() -> Response:
    """Give the JSON Schema that all reports in JSON keep to."""
    return Response(schema_text(), 200, {}, SCHEMA)
