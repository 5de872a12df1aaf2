"""An app with a route of each kind, to be attacked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Form, Request, UploadFile
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.testclient import TestClient

from engine.service.access.needs import needs, public
from engine.service.access.roles import Role, Who
from engine.service.access.secure import secure
from engine.service.access.sessions import csrf_token
from engine.service.settings import Limits, Settings

LOCAL = "http://127.0.0.1:8080"
URL = "https://klausul.example"
LOOSE = Limits(per_minute=100_000, logins_per_minute=100_000)


def bare(files: Path | None = None) -> FastAPI:
    """Give the app without access around it."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    v1 = APIRouter(prefix="/v1", dependencies=[needs(Role.CHECK)])

    @app.get("/health")
    @public
    async def health() -> str:
        return "well"

    @app.get("/page")
    async def page(request: Request, who: Annotated[Who, needs(Role.CHECK)]) -> Response:
        return HTMLResponse(f"{who.name}|{who.role.word}|{who.kind}|{csrf_token(request)}")

    @app.post("/form")
    def form(who: Annotated[Who, needs(Role.CHECK)], figure: Annotated[str, Form()] = "") -> str:
        return f"{who.name}: {figure}"

    @app.post("/upload")
    async def upload(files: list[UploadFile], _: Annotated[Who, needs(Role.CHECK)]) -> list[int]:
        return [len(await file.read()) for file in files]

    @v1.get("/whoami")
    async def whoami(who: Annotated[Who, needs(Role.CHECK)]) -> dict[str, str]:
        return {"name": who.name, "role": who.role.word, "kind": who.kind}

    @v1.post("/check")
    async def check(body: dict[str, Any]) -> int:
        return len(body)

    @v1.get("/runs", dependencies=[needs(Role.AUDIT)])
    async def runs() -> list[str]:
        return []

    @v1.api_route("/things/{id_:path}", methods=["PUT", "PATCH", "DELETE"], dependencies=[needs(Role.ADMIN)])
    async def things(id_: str) -> str:
        return id_

    @v1.get("/fault")
    async def fault(request: Request) -> None:
        raise ValueError(f"secrets in a fault: {request.query_params}")

    app.include_router(v1)
    if files:
        app.mount("/static", public(StaticFiles(directory=files)))
    return app


def secured(settings: Settings, files: Path | None = None) -> FastAPI:
    """Give the app with access around it."""
    app = bare(files)
    secure(app, settings)
    return app


def client(app: FastAPI, url: str = LOCAL, peer: str = "127.0.0.1", **more: Any) -> TestClient:
    """Give a browser that has not been here, and follows no redirect by itself."""
    return TestClient(app, url, client=(peer, 40_000), follow_redirects=False, raise_server_exceptions=False, **more)
