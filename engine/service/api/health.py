"""Health: whether the service lives, and whether it can take work. For whoever watches over it; it tells no secrets."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

import engine
from engine.reports.data import problem_data
from engine.service.access.needs import public
from engine.service.api.answers import data, json_answer, lanes_of, problems
from engine.service.problem import SHOWN
from engine.service.work.watch import Watch
from engine.source.problem import Problems

router = APIRouter(prefix="/health", tags=["health"])
PATIENCE = 5.0
"""Seconds in which the log must answer."""
READY = data("Readiness", "It can take work.") | data("Readiness", "It cannot take work.", 503)


@router.get("/live", summary="Say that the service lives", responses=data("Liveness", "It lives.") | problems(421, 429))
@public
async def live() -> Response:
    """Say that the service lives."""
    return _answer({"state": "live", "version": engine.__version__}, 200)


@router.get("/ready", summary="Say whether the service can take work", responses=READY | problems(421, 429))
@public
async def ready(request: Request) -> Response:
    """Say whether the worker processes take work, by which rules, and whether the log can be reached.

    Rules in the folder that are refused do not keep it from work: it goes on by those it has, and says what is wrong.
    """
    lanes, watch = lanes_of(request), watch_of(request)
    parts = {"lanes": lanes.are_open}
    if request.app.state.settings.log is not None:
        parts["log"] = await reached(request.app.state.settings.log)
    well = all(parts.values())
    said: dict[str, Any] = {
        "state": "ready" if well else "not-ready",
        **parts,
        "rulebook": lanes.rules.digest,
        "rules": {"state": watch.state, "problems": [problem_data(problem) for problem in watch.problems[:SHOWN]]},
        "waiting": list(lanes.waiting),
    }
    return _answer(said, 200 if well else 503)


async def reached(url: str) -> bool:
    """Say whether the log can be reached within a few seconds."""
    from engine.log.log import Log

    try:
        async with asyncio.timeout(PATIENCE):
            await asyncio.to_thread(lambda: Log.open(url, create=True).head())
    except (Problems, TimeoutError):
        return False
    return True


def watch_of(request: Request) -> Watch:
    """Give the watch over the rules."""
    watch: Watch = request.app.state.watch
    return watch


def _answer(said: dict[str, Any], status: int) -> Response:
    return json_answer((json.dumps(said, ensure_ascii=False) + "\n").encode(), status, {"Cache-Control": "no-store"})
