"""Checks and decisions: facts in, a report out, now or as a job."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from engine.service.access.needs import needs
from engine.service.access.roles import Role, Who
from engine.service.api import tasks
from engine.service.api.answers import (
    BODY,
    LOOKING,
    WORKING,
    data,
    json_answer,
    lanes_of,
    plain,
    problems,
    report_answer,
    reports,
)
from engine.service.api.asked import CheckQuery, DecisionQuery
from engine.service.api.jobs import Job, Jobs
from engine.service.api.there import while_there
from engine.service.downloads import file_name
from engine.service.problem import Absent, Told, details, language
from engine.service.uploads import sent
from engine.source.problem import Place, Problem, shown
from engine.source.text import Text

router = APIRouter(prefix="/v1")
Checker = Annotated[Who, needs(Role.CHECK)]
ACCEPTED = data("Job", "The check is begun; Location tells where its job is.", 202)
ACCEPTED[202]["headers"] = {"Location": {"schema": {"type": "string"}, "description": "Where the job is."}}


@router.post(
    "/checks",
    tags=["checks"],
    summary="Check facts",
    responses=reports("check", "The report, the same as the command's.") | ACCEPTED | problems(415, *WORKING),
    openapi_extra=BODY,
)
async def check(request: Request, query: Annotated[CheckQuery, Query()], who: Checker) -> Response:
    """Check facts against the rules, and give the report.

    With `Prefer: respond-async` the check is begun as a job, as by POST /v1/jobs.
    """
    wanted, files = query.wanted(request), await sent(request)
    if "respond-async" in request.headers.get("prefer", ""):
        return await _begun(request, query, who)
    case = query.case(files)
    made = await while_there(request, lanes_of(request).run(case.key, tasks.checked, case, wanted, who.name))
    return report_answer(made.content, wanted.form, file_name([file.name for file in files], wanted.form))


@router.post(
    "/decisions",
    tags=["checks"],
    summary="Explain one decision",
    responses=reports("explanation", "The decision with its trace, the same as the command's.")
    | problems(415, *WORKING),
    openapi_extra=BODY,
)
async def decide(request: Request, query: Annotated[DecisionQuery, Query()], _: Checker) -> Response:
    """Say why one rule comes out as it does for one subject: every condition with its figures and sources.

    With the smallest changes that turn a breach, and the missing facts that settle what is open.
    """
    wanted, files = query.wanted(request), await sent(request)
    case = query.case(files)
    work = lanes_of(request).run(case.key, tasks.explained, case, query.subject, wanted)
    made = await while_there(request, work)
    return report_answer(made.content, wanted.form, file_name([file.name for file in files], wanted.form))


@router.post(
    "/jobs",
    tags=["jobs"],
    summary="Begin a check as a job",
    status_code=202,
    responses=ACCEPTED | problems(415, *WORKING),
    openapi_extra=BODY,
)
async def begin(request: Request, query: Annotated[CheckQuery, Query()], who: Checker) -> Response:
    """Begin a check that may take long, to come back for its report."""
    return await _begun(request, query, who)


@router.get(
    "/jobs/{job}", tags=["jobs"], summary="See how far a job is", responses=data("Job", "The job.") | problems(*LOOKING)
)
async def see(request: Request, job: str, who: Checker) -> Response:
    """See how far a job is. Only the one who began it can."""
    return json_answer(_job_content(request, _own(request, job, who)))


@router.get(
    "/jobs/{job}/report",
    tags=["jobs"],
    summary="Fetch a job's report",
    responses=reports("check", "The report, the same as the command's.") | problems(409, 413, 503, 504, *LOOKING),
)
async def fetch(request: Request, job: str, who: Checker) -> Response:
    """Fetch the report of a job that is done; of one that failed, what went wrong. It can be fetched for a while."""
    own = _own(request, job, who)
    if own.outcome is None:
        waiting = Text("kontrollen er ikke færdig", "the check is not done")
        return details(request, Told(409, (Problem("not-done", Place("-"), waiting),), {"Retry-After": "1"}))
    if isinstance(own.outcome, Told):
        return details(request, own.outcome)
    return report_answer(own.outcome.content, own.form, own.name)


@router.delete(
    "/jobs/{job}",
    tags=["jobs"],
    summary="Cancel a job",
    status_code=204,
    responses=plain(204, "It is stopped and forgotten.") | problems(*LOOKING),
)
async def cancel(request: Request, job: str, who: Checker) -> Response:
    """Stop a job, and forget what came of it."""
    _jobs(request).remove(_own(request, job, who))
    return Response(status_code=204)


async def _begun(request: Request, query: CheckQuery, who: Who) -> Response:
    wanted, files = query.wanted(request), await sent(request)
    jobs = _jobs(request)
    jobs.make_room(who.account)
    work = lanes_of(request).begin(tasks.checked, query.case(files), wanted, who.name)
    job = Job(who.account, wanted.form, file_name([file.name for file in files], wanted.form), work)
    jobs.add(job)
    headers = {"Location": request.url_for("see", job=job.id).path, "Preference-Applied": "respond-async"}
    return json_answer(_job_content(request, job), 202, headers)


def _job_content(request: Request, job: Job) -> bytes:
    address = request.url_for("see", job=job.id).path
    failed = job.outcome.data(language(request), f"{address}/report") if isinstance(job.outcome, Told) else None
    content: dict[str, Any] = {
        "id": job.id,
        "state": job.state,
        "begun": job.begun.isoformat(timespec="seconds"),
        "decisions": job.decisions,
        "report": f"{address}/report" if job.state == "done" else None,
        "problem": failed,
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _own(request: Request, id_: str, who: Who) -> Job:
    job = _jobs(request).get(id_, who.account)
    if job is None:
        message = Text(f"intet job hedder {shown(id_)}", f"no job is named {shown(id_)}")
        raise Absent([Problem("unknown-job", Place("-"), message)])
    return job


def _jobs(request: Request) -> Jobs:
    jobs: Jobs = request.app.state.jobs
    return jobs
