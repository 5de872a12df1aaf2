"""What a browser does, without one: it follows the login to the provider and back."""

from __future__ import annotations

import httpx2
from starlette.testclient import TestClient


def at_provider(browser: TestClient, target: str) -> str:
    """Begin a login, let the provider answer, and give the address that it leads back to."""
    begun = browser.get("/login", params={"next": target})
    assert begun.status_code == 303, begun.text
    return str(httpx2.get(begun.headers["location"], trust_env=False).headers["location"])


def log_in(browser: TestClient, target: str = "/page?a=1") -> httpx2.Response:
    """Log in, and give what the last step answers."""
    return browser.get(at_provider(browser, target))


def token_on(browser: TestClient) -> str:
    """Give the token that the forms of a page hold."""
    return browser.get("/page").text.rpartition("|")[2]
