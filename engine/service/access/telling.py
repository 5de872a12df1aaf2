"""How a refusal is told where the room that asks has no words of its own: to programs as data, to people as a page."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from string import Template
from urllib.parse import quote, urlencode

from markupsafe import escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from engine.service.access.refused import NotKnown, Refused
from engine.source.text import Lang, Text

Told = Callable[[Request, Refused], Response]
"""Gives the answer that tells a refusal; it must not raise, and must send the refusal's headers along."""

API = "/v1"
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


def told(request: Request, refused: Refused) -> Response:
    """Tell a refusal: under /v1 as problem details (RFC 9457), elsewhere as a page."""
    return problem(request, refused) if is_api(request) else page(request, refused)


def is_api(request: Request) -> bool:
    """Say whether a program asks."""
    path: str = request.scope["path"]
    return path == API or path.startswith(f"{API}/")


def language(request: Request) -> Lang:
    """Give the language to answer in: English where it is asked for before Danish, else Danish."""
    asked = request.headers.get("accept-language", "").lower()
    english, danish = asked.find("en"), asked.find("da")
    return "en" if english >= 0 and (danish < 0 or english < danish) else "da"


def problem(request: Request, refused: Refused) -> Response:
    """Give a refusal as problem details."""
    lang = language(request)
    said = {
        "type": "about:blank",
        "title": refused.title.to(lang),
        "status": refused.status_code,
        "detail": refused.why.to(lang),
        "instance": quote(request.scope["path"]),
    }
    headers = {**(refused.headers or {}), "Content-Language": lang, "Vary": "Accept-Language"}
    return JSONResponse(said, refused.status_code, headers, "application/problem+json")


def page(request: Request, refused: Refused) -> Response:
    """Give a refusal as a page in both languages; who is not logged in is led to where one does, if there is such."""
    headers = dict(refused.headers or {})
    if isinstance(refused, NotKnown) and refused.can_log_in and getattr(request.app.state, "can_log_in", False):
        if "hx-request" in request.headers:
            headers["HX-Refresh"] = "true"  # the page is loaded anew, and that leads to the login
        elif request.method == "GET":
            query = request.scope["query_string"].decode("latin-1")
            target = quote(request.scope["path"]) + (f"?{query}" if query else "")
            return RedirectResponse(f"/login?{urlencode({'next': target})}", HTTPStatus.SEE_OTHER)
    return html(refused.title, refused.why, refused.status_code, headers)


def html(
    title: Text, why: Text, status: int, headers: dict[str, str] | None = None, link: tuple[str, Text] | None = None
) -> Response:
    """Give a plain page in both languages that says one thing; `link`: an address of ours, and its words."""
    more = f'<p><a href="{escape(link[0])}">{escape(link[1].da)} / {escape(link[1].en)}</a></p>\n' if link else ""
    text = PAGE.substitute(
        title=escape(title.da), why=escape(why.da), title_en=escape(title.en), why_en=escape(why.en), more=more
    )
    return HTMLResponse(text, status, headers)
