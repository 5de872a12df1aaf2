"""Runs: the checks that were recorded, for those who look into the log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from engine.log.runs import Span
from engine.log.search import Wanted as Sought
from engine.service.access.needs import needs
from engine.service.access.roles import Role
from engine.service.api import logged
from engine.service.api.answers import LOOKING, data, json_answer, lanes_of, problems, report_answer, reports
from engine.service.api.asked import LONG, ReportQuery, RunQuery, RunsQuery, SearchQuery
from engine.service.api.there import while_there
from engine.service.downloads import file_name
from engine.source.problem import Place, Problem, Problems
from engine.source.text import Text

router = APIRouter(prefix="/v1", tags=["runs"], dependencies=[needs(Role.AUDIT)])
Result = TypeVar("Result")
Name = Annotated[str, Path(max_length=LONG, description="Its number, or the beginning of its hash.", examples=["1"])]
WORK = problems(*LOOKING, 413, 503, 504)


@router.get("/runs", summary="List the recorded runs", responses=data("Runs", "The runs, the newest last.") | WORK)
async def list_runs(request: Request, query: Annotated[RunsQuery, Query()]) -> Response:
    """List the checks that were recorded, the newest last; as `klausul log list`."""
    return json_answer(await _of_log(request, logged.listed, Span(query.since, query.until), query.all))


@router.get("/decisions", summary="Search recorded decisions", responses=data("Hits", "The newest that fit.") | WORK)
async def search_decisions(request: Request, query: Annotated[SearchQuery, Query()]) -> Response:
    """Search recorded decisions by rule, subject, outcome, operator and period; as `klausul log search`."""
    span = Span(query.since, query.until)
    rules, subjects, operators = tuple(query.rule), tuple(query.subject), tuple(query.operator)
    sought = Sought(rules, subjects, tuple(query.outcome), operators, span)
    return json_answer(await _of_log(request, logged.searched, sought, query.most))


@router.get("/runs/{run}", summary="Show a run", responses=data("Run", "What the run rests on.") | WORK)
async def show_run(request: Request, run: Name) -> Response:
    """Show who ran a check, when, by which rules, and on which facts."""
    return json_answer(await _of_log(request, logged.shown, run))


@router.get(
    "/runs/{run}/decisions", summary="Give a run's decisions", responses=data("RunDecisions", "As recorded.") | WORK
)
async def run_decisions(request: Request, run: Name, query: Annotated[RunQuery, Query()]) -> Response:
    """Give the decisions of a run as they were recorded, with their traces."""
    return json_answer(await _of_log(request, logged.decisions, run, query.rule, query.subject))


@router.get(
    "/runs/{run}/report",
    summary="Make a run's report",
    responses=reports("check", "The report of what was recorded.") | problems(406) | WORK,
)
async def run_report(request: Request, run: Name, query: Annotated[ReportQuery, Query()]) -> Response:
    """Make a report of a run, in any format, of what was recorded; it is held to that, decision by decision."""
    wanted = query.wanted(request)
    made = await _of_log(request, logged.reported, run, wanted)
    return report_answer(made.content, wanted.form, file_name([f"run-{run}.json"], wanted.form))


@router.post("/runs/{run}/replay", summary="Decide a run again", responses=data("Replay", "What came of it.") | WORK)
async def replay_run(request: Request, run: Name) -> Response:
    """Decide a run again from what was stored, and compare byte for byte; as `klausul log replay`."""
    return json_answer(await _of_log(request, logged.replayed, run))


@router.get("/runs/{run}/diff/{other}", summary="Compare two runs", responses=data("Comparison", "The flips.") | WORK)
async def diff_runs(request: Request, run: Name, other: Name) -> Response:
    """Say which decisions flipped between two runs, and by which fact, rule, reading or date; as `klausul log diff`."""
    return json_answer(await _of_log(request, logged.compared, run, other))


async def _of_log(request: Request, task: Callable[..., Result], *args: Any) -> Result:
    """Give what a task on the log gives. Raises Problems where nothing is recorded here, and as the task does."""
    if request.app.state.settings.log is None:
        message = Text("tjenesten gemmer ingen kørsler", "the service records no runs")
        raise Problems([Problem("no-log", Place("-"), message)])
    return await while_there(request, lanes_of(request).run(None, task, *args))
