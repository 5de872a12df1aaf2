"""The service put together: work, access, API and pages in one application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

import engine
from engine.service import pages
from engine.service.access.secure import secure
from engine.service.settings import Settings
from engine.service.work.lanes import Lanes


def application(settings: Settings) -> FastAPI:
    """Give the service as an ASGI application. Its worker processes start and end with it."""
    lanes = Lanes(settings)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        lanes.open()
        try:
            await lanes.ready()
            yield
        finally:
            lanes.close()

    app = FastAPI(
        title="Klausul", version=engine.__version__, docs_url=None, redoc_url=None, openapi_url=None, lifespan=life
    )
    app.state.settings, app.state.lanes = settings, lanes
    pages.include(app)
    secure(app, settings)
    return app
