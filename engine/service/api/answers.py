"""How the API's routes answer, and what they say of it in the specification."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from engine.service.api.asked import REPORTS
from engine.service.api.examples import FACTS
from engine.service.downloads import MEDIA, attached
from engine.service.problem import MEDIA as PROBLEM
from engine.service.problem import TITLES
from engine.service.uploads import FIELD, JSON, MULTIPART
from engine.service.work.lanes import Lanes

Responses = dict[int | str, dict[str, Any]]
WORKING = (400, 401, 403, 406, 408, 413, 421, 422, 429, 500, 503, 504)
"""What can come of a request that has work done."""
LOOKING = (401, 403, 404, 421, 422, 429, 500)
"""What can come of a request that only looks."""


def lanes_of(request: Request) -> Lanes:
    """Give the worker processes of the service that a request has come to."""
    lanes: Lanes = request.app.state.lanes
    return lanes


def json_answer(content: bytes, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Give an answer in JSON."""
    return Response(content, status, dict(headers or {}), MEDIA["json"])


def report_answer(content: bytes, form: str, name: str) -> Response:
    """Give a report in its format. What is not JSON is to be saved, as it may hold what others have written."""
    headers = {"Vary": "Accept, Accept-Language"} | ({} if form == "json" else dict(attached(name)))
    return Response(content, 200, headers, MEDIA[form])


def problems(*statuses: int) -> Responses:
    """Declare that a route may answer with problem details of these statuses."""
    content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}}
    return {status: {"description": TITLES[status].en, "content": content} for status in statuses}


def reports(kind: str, description: str) -> Responses:
    """Declare that a route answers with a report: the JSON of this kind, or another format."""
    content: dict[str, Any] = {MEDIA["json"]: {"schema": {"$ref": f"#/components/schemas/report.{kind}"}}}
    for form, media in REPORTS.items():
        if form != "json":
            content[media] = {"schema": _written_in(media)}
    return {200: {"description": description, "content": content}}


def data(schema: str, description: str, status: int = 200) -> Responses:
    """Declare that a route answers with JSON of a schema of the specification."""
    return {status: {"description": description, "content": {MEDIA["json"]: {"schema": _ref(schema)}}}}


def plain(status: int, description: str, media: str | None = None) -> Responses:
    """Declare that a route answers with this status, and what is written in a media type, or nothing."""
    content = {media: {"schema": _written_in(media)}} if media else {}
    return {status: {"description": description, "content": content}}


def _written_in(media: str) -> dict[str, str]:
    return {"type": "object" if media.endswith("json") else "string"}


def _ref(schema: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{schema}"}


BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "Facts as JSON, in the form of a file of facts; or files of a form.",
        "content": {
            JSON: {
                "schema": {"type": "object", "description": "The form that a JSON file of facts has."},
                "examples": {"small": {"summary": "One tariff, made up", "value": FACTS}},
            },
            MULTIPART: {
                "schema": {
                    "type": "object",
                    "properties": {
                        FIELD: {
                            "type": "array",
                            "items": {"type": "string", "format": "binary"},
                            "description": "XLSX, CSV, YAML and JSON files; their endings tell which.",
                        }
                    },
                    "required": [FIELD],
                    "additionalProperties": False,
                }
            },
        },
    }
}
"""What a route says of its body, that takes facts."""
