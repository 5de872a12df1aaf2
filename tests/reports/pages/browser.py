"""A browser to look at pages with: Chromium by playwright, where both are installed.

With KLAUSUL_DEMAND set it must be there: what would be left out fails.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome")


@contextmanager
def browser() -> Iterator[Browser]:
    """Give a running Chromium."""
    playwright = wanted("playwright.sync_api")
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        _missing("no Chromium is installed")
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield running
        running.close()


def wanted(module: str) -> Any:
    """Give a module that looking at pages needs."""
    try:
        return import_module(module)
    except ImportError:
        return _missing(f"{module} is not installed")


def _missing(what: str) -> None:
    if os.environ.get("KLAUSUL_DEMAND"):
        pytest.fail(what)
    pytest.skip(what)
