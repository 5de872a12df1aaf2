"""The service put together: work, access, API and pages in one application."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

import engine
from engine.service import pages
from engine.service.access.secure import secure
from engine.service.api.api import add_api
from engine.service.settings import Settings
from engine.service.uploads import keep_in_memory
from engine.service.work.desk import Rules, at_hand
from engine.service.work.lanes import Lanes
from engine.service.work.watch import Watch, watching


def application(settings: Settings, rules: Rules | None = None) -> FastAPI:
    """Give the service as an ASGI application. Its worker processes start and end with it.

    `rules`: what is judged by, where it is read already; else it is read when the application starts.
    """
    lanes = Lanes(settings)
    watch = Watch(lanes)

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        lanes.open(rules if rules is not None else await asyncio.to_thread(at_hand, settings.rules))
        try:
            await lanes.ready()
            async with watching(watch if settings.rules else None):
                yield
            await app.state.jobs.finish()
        finally:
            await asyncio.to_thread(lanes.close)

    app = FastAPI(
        title="Klausul",
        version=engine.__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        generate_unique_id_function=lambda route: route.name,
        lifespan=life,
    )
    app.state.lanes, app.state.watch = lanes, watch
    keep_in_memory()
    add_api(app, settings)
    pages.include(app, settings)
    secure(app, settings, pages.tell)
    return app
