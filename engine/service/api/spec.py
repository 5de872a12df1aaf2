"""The specification of the API (OpenAPI 3.1): its routes as FastAPI sees them, and the schemas of what they give."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

from engine.reports.data import schema_text
from engine.service.access.needs import public
from engine.service.api.answers import json_answer

SUMMARY = "Checks facts about Danish social offerings, tariffs and takeovers against the agreements that bind them."
DESCRIPTION = """\
Give facts, and get the report that the command `klausul` gives, byte for byte.

Figures are exact and stand as text. Texts for people are in Danish and English. What goes wrong is told as problem
details (RFC 9457), whose `problems` say what was found where, what was expected, and perhaps what was meant.
"""
TAGS = {
    "checks": "Facts in, a report out.",
    "jobs": "Checks that take long.",
    "runs": "Checks that were recorded.",
    "rulebook": "Rules, parameters and deadlines.",
    "tokens": "Access of systems, for admins.",
    "health": "For whoever watches over the service.",
}
SHOWN = ("/v1", "/health")
NO_CONTENT = ("HTTPValidationError", "ValidationError")

router = APIRouter(prefix="/v1")


@router.get("/openapi.json", include_in_schema=False)
@public
async def openapi(request: Request) -> Response:
    """Give the specification."""
    return json_answer((json.dumps(request.app.openapi(), ensure_ascii=False) + "\n").encode())


def specify(app: FastAPI) -> None:
    """Have an application describe its API, and nothing else of it."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _specification(app)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]


def _specification(app: FastAPI) -> dict[str, Any]:
    routes = [route for route in app.routes if not isinstance(route, APIRoute) or route.path.startswith(SHOWN)]
    found: dict[str, Any] = get_openapi(
        title="Klausul",
        version=app.version,
        openapi_version="3.1.0",
        summary=SUMMARY,
        description=DESCRIPTION,
        routes=routes,
        tags=[{"name": name, "description": said} for name, said in TAGS.items()],
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
    )
    schemas = found.setdefault("components", {}).setdefault("schemas", {})
    for name in NO_CONTENT:
        schemas.pop(name, None)
    schemas |= _own_schemas() | _report_schemas()
    return found


def _own_schemas() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files(__package__).joinpath("schemas.json").read_text("utf-8"))
    return found


def _report_schemas() -> dict[str, Any]:
    """Give the schemas of the reports, under names that tell whose they are."""
    text = schema_text().replace("#/$defs/", "#/components/schemas/report.")
    return {f"report.{name}": schema for name, schema in json.loads(text)["$defs"].items()}
