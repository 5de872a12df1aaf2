"""What the log's commands give, as plain data for programs."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import Any

from engine.log.kept import Kept
from engine.source.problem import Problems
from engine.source.text import Text


def as_json(given: Any) -> str:
    """Give dataclasses, texts and collections as JSON."""
    return json.dumps(_plain(given), ensure_ascii=False, indent=2) + "\n"


def run_data(kept: Kept) -> dict[str, Any]:
    """Give a run with its decisions as they were recorded. Raises Problems where it is damaged."""
    return {"run": kept.run, "beside": kept.beside(), "rulebook": kept.digest(), "decisions": kept.lines_read()}


def _plain(given: Any) -> Any:
    if isinstance(given, Text):
        return given._asdict()
    if is_dataclass(given) and not isinstance(given, type):
        return {field.name: _plain(getattr(given, field.name)) for field in fields(given)}
    if isinstance(given, dict):
        return {key: _plain(value) for key, value in given.items()}
    if isinstance(given, list | tuple):
        return [_plain(item) for item in given]
    if isinstance(given, Problems):
        return _plain(given.problems)
    return given
