"""The service put together: work, access, API and pages in one application."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

import engine
from engine.service.api.api import add_api
from engine.service.problem import install
from engine.service.settings import Settings
from engine.service.uploads import keep_in_memory
from engine.service.work.lanes import Lanes


def application(settings: Settings) -> FastAPI:
    """Give the service as an ASGI application. Its worker processes start and end with it."""
    lanes = Lanes(settings)

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        lanes.open()
        try:
            app.state.digests = await lanes.ready()
            yield
            await app.state.jobs.finish()
        finally:
            await asyncio.to_thread(lanes.close)

    app = FastAPI(
        title="Klausul", version=engine.__version__, docs_url=None, redoc_url=None, openapi_url=None, lifespan=life
    )
    app.state.settings, app.state.lanes = settings, lanes
    keep_in_memory()
    install(app)
    add_api(app, settings)
    return app
