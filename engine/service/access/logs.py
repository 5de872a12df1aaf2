"""What the service writes to its own log: requests, faults, tokens made and revoked, rules taken.

Of a request it says who asked for which path, how it went, and how long it took.
No headers, cookies, queries, bodies or values ever stand in it.
"""

from __future__ import annotations

import traceback
from typing import Any
from urllib.parse import quote

ACCESS, FAULTS, TOKENS, RULES = "klausul.access", "klausul.faults", "klausul.tokens", "klausul.rules"
"""The loggers."""
LONGEST = 400
QUIET = ("uvicorn.access", "authlib", "httpx2", "httpcore2", "httpx", "httpcore", "python_multipart", "multipart")
"""Loggers of libraries that tell secrets, queries or bodies of requests below a warning."""


def asked(method: str, path: str, status: int, seconds: float, account: str | None) -> str:
    """Give the line for a request; whatever it holds, it stays one line of ASCII."""
    words = (quote(method), quote(path)[:LONGEST], str(status or "-"), f"{seconds * 1000:.0f}ms")
    return " ".join((*words, quote(account or "-", safe=":@.+")))


def trace(error: BaseException) -> str:
    """Give where a fault happened, and its kind; not what it says, as that may repeat what was sent."""
    lines = "".join(traceback.format_tb(error.__traceback__))
    cause = error.__cause__
    before = f"{trace(cause)}which led to\n" if cause else ""
    return f"{before}{lines}{type(error).__module__}.{type(error).__qualname__}\n"


def log_config(level: str = "INFO") -> dict[str, Any]:
    """Give how Python's logging is set up: for uvicorn's `log_config`."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            **{name: {"level": "WARNING"} for name in QUIET},
        },
    }
