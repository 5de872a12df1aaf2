"""The API put together: its routes, its jobs and its specification."""

from __future__ import annotations

from fastapi import FastAPI

from engine.service.api import checks, health, rulebook, runs, spec, tokens
from engine.service.api.jobs import Jobs
from engine.service.settings import Settings


def add_api(app: FastAPI, settings: Settings) -> None:
    """Add the API to an application."""
    app.state.jobs = Jobs(settings.limits)
    for room in (checks, runs, rulebook, tokens, health, spec):
        app.include_router(room.router)
    spec.specify(app)
