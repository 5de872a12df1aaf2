"""Jobs: begun, watched, fetched, cancelled; kept for a while, for one account."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any, cast

import pytest
from starlette.testclient import TestClient

from engine.service.api import jobs as room
from engine.service.api.jobs import Job, Jobs
from engine.service.api.tasks import Made
from engine.service.problem import Told
from engine.service.settings import Limits
from engine.service.work.crew import Busy, TooLong, Work

FACTS = {"as_of": "2017-06-01", "tilbud": [{"id": "aa", "institution": "anden"}]}


def ended(client: TestClient, address: str) -> dict[str, Any]:
    """Give a job when it is over."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        job: dict[str, Any] = client.get(address).json()
        if job["state"] in ("done", "failed"):
            return job
        time.sleep(0.02)
    raise AssertionError("the job does not end")


@pytest.mark.parametrize(("path", "headers"), [("/v1/jobs", {}), ("/v1/checks", {"Prefer": "respond-async"})])
def test_a_job_gives_the_report_that_the_check_gives(client: TestClient, path: str, headers: dict[str, str]) -> None:
    begun = client.post(path, json=FACTS, headers=headers)
    assert begun.status_code == 202
    address = begun.headers["location"]
    assert begun.json()["id"] in address
    job = ended(client, address)
    assert job["state"] == "done"
    report = client.get(job["report"])
    right = client.post("/v1/checks", json=FACTS)
    assert report.content == right.content
    assert job["decisions"] == len(right.json()["decisions"]) > 0
    assert client.delete(address).status_code == 204
    assert client.get(address).status_code == client.get(job["report"]).status_code == 404


def test_a_job_that_fails_tells_the_problems(client: TestClient) -> None:
    address = client.post("/v1/jobs", json={"tilbud": [{"id": "aa", "pladser": "mange"}]}).headers["location"]
    job = ended(client, address)
    assert job["state"] == "failed"
    assert job["report"] is None
    report = client.get(f"{address}/report")
    assert report.status_code == 422
    assert report.json() == job["problem"]


class Pending:
    """Work that ends when it is told to."""

    def __init__(self) -> None:
        self.state, self.decisions = "queued", 0
        self.ends: asyncio.Future[Made] = asyncio.get_running_loop().create_future()

    async def result(self) -> Made:
        return await self.ends


def made(jobs: Jobs, account: str = "anna") -> tuple[Job, Pending]:
    """Begin a job."""
    jobs.make_room(account)
    work = Pending()
    job = Job(account, "json", "facts.json", cast("Work[Made]", work))
    jobs.add(job)
    return job, work


async def settle() -> None:
    """Let what waits go on."""
    for _ in range(5):
        await asyncio.sleep(0)


def test_states_are_told_as_they_come() -> None:
    async def main() -> None:
        jobs = Jobs(Limits())
        job, work = made(jobs)
        assert job.state == "queued"
        work.state, work.decisions = "running", 7
        assert (job.state, job.decisions) == ("running", 7)
        work.ends.set_result(Made(b"{}", 12))
        await settle()
        assert (job.state, job.decisions) == ("done", 12)
        late, work = made(jobs)
        work.ends.set_exception(TooLong())
        await settle()
        assert late.state == "failed"
        assert isinstance(late.outcome, Told)
        assert late.outcome.status == 504

    asyncio.run(main())


def test_a_job_is_its_owner_s_only() -> None:
    async def main() -> None:
        jobs = Jobs(Limits())
        job, _ = made(jobs)
        assert jobs.get(job.id, "anna") is job
        assert jobs.get(job.id, "bo") is None
        jobs.remove(job)
        assert jobs.get(job.id, "anna") is None

    asyncio.run(main())


def test_jobs_expire_and_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    async def main() -> None:
        now = 0.0
        clock: Callable[[], float] = lambda: now  # noqa: E731
        jobs = Jobs(Limits(), clock)
        first, work = made(jobs)
        work.ends.set_result(Made(b"{}", 1))
        await settle()
        now = room.LIFE - 1
        assert jobs.get(first.id, "anna") is first
        now = room.LIFE
        assert jobs.get(first.id, "anna") is None
        all_of_anna = [made(jobs) for _ in range(room.MOST)]
        with pytest.raises(Busy):
            made(jobs)
        made(jobs, "bo")
        all_of_anna[3][1].ends.set_result(Made(b"{}", 1))
        await settle()
        made(jobs)
        assert jobs.get(all_of_anna[3][0].id, "anna") is None
        assert jobs.get(all_of_anna[0][0].id, "anna") is not None
        monkeypatch.setattr(room, "ROOM", 10)
        for _, pending in all_of_anna[:2]:
            pending.ends.set_result(Made(b"123456", 1))
            await settle()
        assert jobs.get(all_of_anna[0][0].id, "anna") is None
        assert jobs.get(all_of_anna[1][0].id, "anna") is not None
        await finished(jobs)

    async def finished(jobs: Jobs) -> None:
        ending = asyncio.ensure_future(jobs.finish())
        await settle()
        assert ending.done()  # what only waited is stopped

    asyncio.run(main())


def test_the_end_waits_for_what_runs() -> None:
    async def main() -> None:
        jobs = Jobs(Limits())
        job, work = made(jobs)
        work.state = "running"
        ending = asyncio.ensure_future(jobs.finish())
        await settle()
        assert not ending.done()
        work.ends.set_result(Made(b"{}", 3))
        await settle()
        assert ending.done()
        assert job.state == "done"

    asyncio.run(main())
