"""Pages: what people see in a browser. Each works without script; what is heavy is worked out by tasks."""

from __future__ import annotations

from engine.service.pages.routes import include
from engine.service.pages.telling import tell

__all__ = ["include", "tell"]
