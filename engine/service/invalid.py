"""What a request says that its form does not take, in the words of the project rather than the library's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi.exceptions import RequestValidationError

from engine.source.problem import Place, Problem, closest, shown
from engine.source.text import Text, same

UNKNOWN = Text("kendes ikke", "is not known")
NOT_VALID = Text("er ikke gyldig", "is not valid")
MISSING = Text("mangler", "is missing")
DAY = Text("en dato som 2017-01-31", "a date like 2017-01-31")
READING = Text("REGEL=NAVN", "RULE=NAME")
NUMBER = Text("et helt tal", "a whole number")


def invalid(error: RequestValidationError) -> tuple[Problem, ...]:
    """Give every problem with the parameters of a request."""
    return tuple(_problem(each) for each in error.errors())


def _problem(error: Mapping[str, Any]) -> Problem:
    kind, where = error["type"], error["loc"]
    place = Place("/".join(str(part) for part in where))
    if kind == "extra_forbidden":
        name = str(where[-1])
        message = Text(f"{shown(name)} {UNKNOWN.da}", f"{shown(name)} {UNKNOWN.en}")
        return Problem("unknown-parameter", place, message)
    if kind == "missing":
        return Problem("missing-parameter", place, MISSING)
    given = shown(str(error.get("input", "")))
    message = Text(f"{given} {NOT_VALID.da}", f"{given} {NOT_VALID.en}")
    known = _members(error) if kind in ("literal_error", "enum") else []
    expected = _expected(kind, error.get("ctx") or {}, known)
    return Problem("parameter", place, message, expected, closest(str(error.get("input", "")), known))


def _members(error: Mapping[str, Any]) -> list[str]:
    told = str((error.get("ctx") or {}).get("expected", ""))
    return [part.strip("' ") for part in told.replace(" or ", ", ").split(", ")]


def _expected(kind: str, limits: Mapping[str, Any], known: list[str]) -> Text | None:
    if known:
        listed = ", ".join(known)
        return Text(f"en af {listed}", f"one of {listed}")
    if kind == "day":
        return DAY
    if kind == "reading":
        return READING
    if kind.startswith("int"):
        return NUMBER
    for name, sign in (("ge", "≥"), ("le", "≤"), ("max_length", "≤"), ("min_length", "≥")):
        if name in limits:
            return same(f"{sign} {limits[name]}")
    return None
