"""A browser to look at pages with: Chromium by playwright, where both are installed.

With KLAUSUL_DEMAND set it must be there: what would be left out fails.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome")


@contextmanager
def browser() -> Iterator[Browser]:
    """Give a running Chromium."""
    sync_playwright = _playwright()
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        _missing("no Chromium is installed")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield running
        running.close()


def _playwright() -> Any:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing("playwright is not installed")
    return sync_playwright


def _missing(what: str) -> None:
    if os.environ.get("KLAUSUL_DEMAND"):
        pytest.fail(what)
    pytest.skip(what)
