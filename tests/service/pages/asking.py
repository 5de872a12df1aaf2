"""What a browser does, without one: it reads the token of the forms, sends them, and follows where it is led."""

from __future__ import annotations

import re
from typing import Any

from starlette.testclient import TestClient

from tests.reports.pages.parsed import Page, parse

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def token(client: TestClient) -> str:
    """Give what forms must hold."""
    found = TOKEN.search(client.get("/da/check").text)
    assert found
    return found[1]


def post(client: TestClient, path: str, data: dict[str, Any] | None = None, **more: Any) -> Any:
    """Send a form as the page has it, and give the answer of the page that it leads to."""
    return client.post(path, data={"csrf_token": token(client)} | (data or {}), **more)


def check(
    client: TestClient, content: bytes, name: str = "facts.yaml", lang: str = "da", **more: Any
) -> tuple[str, str]:
    """Send a file, and give the address of the result and the page."""
    answer = post(client, f"/{lang}/check", more, files=[("files", (name, content))])
    while answer.status_code == 202:
        answer = client.get(answer.url.path)
    return str(answer.url.path), answer.text


def read(text: str) -> Page:
    """Give a page, read strictly; what is told twice or leads nowhere on it is found."""
    page = parse(text)
    assert len(page.ids) == len(set(page.ids))
    links = [element.attrib["href"] for element in page.all("a")]
    assert [link for link in links if link.startswith("#") and link[1:] not in page.ids] == []
    named = [e.get("aria-describedby") or e.get("aria-labelledby") or "" for e in page.elements]
    assert set(" ".join(named).split()) <= set(page.ids)
    assert {e.attrib["for"] for e in page.all("label") if "for" in e.attrib} <= set(page.ids)
    return page
