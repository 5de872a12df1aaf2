"""How what went wrong is told: to programs as problem details, to people as a page that needs no other room."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from string import Template
from urllib.parse import quote, urlencode

from markupsafe import escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from engine.service.access.access import access_of
from engine.service.access.refused import NotKnown
from engine.service.problem import answered, limits_of, told
from engine.source.text import Text

LOGIN = "/login"
PROGRAMS = ("/v1", "/health")
"""What the addresses begin with that programs ask at."""
PAGE = Template("""<!doctype html>
<html lang="da">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>$title · Klausul</title></head>
<body>
<main>
<h1>$title</h1>
<p>$why</p>
<div lang="en">
<h2>$title_en</h2>
<p>$why_en</p>
</div>
$more</main>
</body>
</html>
""")


def tell(request: Request, error: Exception) -> Response:
    """Tell what went wrong: to programs as problem details (RFC 9457), to others as a page."""
    return answered(request, error) if is_of_program(request) else to_login(request, error) or page(request, error)


def is_of_program(request: Request) -> bool:
    """Say whether a program asks, by the address."""
    path: str = request.scope["path"]
    return any(path == begin or path.startswith(f"{begin}/") for begin in PROGRAMS)


def can_log_in(request: Request, error: Exception) -> bool:
    """Say whether logging in is all that is missing, and there is a place to do it."""
    known = isinstance(error, NotKnown) and error.can_log_in
    return known and access_of(request).settings.openid is not None


def to_login(request: Request, error: Exception) -> Response | None:
    """Give what leads someone who is not logged in to where one does so, and then back; None where that is no help."""
    if not can_log_in(request, error):
        return None
    if "hx-request" in request.headers:  # the page is loaded anew, and that leads to the login
        headers = told(error, limits_of(request)).headers
        return Response(status_code=HTTPStatus.UNAUTHORIZED, headers={**headers, "HX-Refresh": "true"})
    if request.method != "GET":
        return None
    query = request.scope["query_string"].decode("latin-1")
    target = quote(request.scope["path"]) + (f"?{query}" if query else "")
    return RedirectResponse(f"{LOGIN}?{urlencode({'next': target})}", HTTPStatus.SEE_OTHER)


def page(request: Request, error: Exception) -> Response:
    """Tell it as a plain page in both languages."""
    found = told(error, limits_of(request))
    return html(found.title, found.why, found.status, found.headers)


def html(
    title: Text, why: Text, status: int, headers: Mapping[str, str] | None = None, link: tuple[str, Text] | None = None
) -> Response:
    """Give a plain page in both languages that says one thing; `link`: an address of ours, and its words."""
    more = f'<p><a href="{escape(link[0])}">{escape(link[1].da)} / {escape(link[1].en)}</a></p>\n' if link else ""
    text = PAGE.substitute(
        title=escape(title.da), why=escape(why.da), title_en=escape(title.en), why_en=escape(why.en), more=more
    )
    return HTMLResponse(text, status, headers)
