"""What someone most likely meant to write: only where there is one reading."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from functools import lru_cache

from engine.source.problem import closest
from engine.values.exact import NotExact, value
from engine.values.kinds import DATE, SHARE, Choice, Kind
from facts.entities.members import LETTERS, member_of, members_of

DAY_FIRST = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})")
YEAR_FIRST = re.compile(r"([0-9]{4})[./-]?([0-9]{1,2})[./-]?([0-9]{1,2})(?:[T ]00:00(?::00)?)?")
GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?: [0-9]{3})+(?![0-9])")
DECIMAL_COMMA = re.compile(r"([+-]?[0-9]+),([0-9]{1,2})(?![0-9,.])")
PERCENT = re.compile(r"\s*(?:%|pct\.?|procent|percent)$", re.IGNORECASE)
LONGEST_ID = 80
LONGEST = 100
"""Longer than this nothing is a value with a slip in it."""
ID = re.compile(rf"(?=.{{1,{LONGEST_ID}}}\Z)[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?")


@lru_cache(maxsize=1024)
def likely(text: str, kind: Kind) -> str | None:
    """Give the value of `kind` that `text` most likely means, as it should be written; None where that is a guess."""
    if len(text) > LONGEST:
        return None
    if isinstance(kind, Choice):
        return member_of(text, kind) or closest(_ascii(text, "_"), kind.members)
    candidate = _date(text) if kind == DATE else _figure(text, kind) if kind.is_figure else None
    return candidate if candidate and candidate != text and _reads(candidate, kind) else None


def likely_list(text: str, of: Kind) -> str | None:
    """Give the list that `text`, values of `of` with commas between, most likely means; None where that is a guess."""
    given = text[: 10 * LONGEST]
    parts = members_of(given, of) if isinstance(of, Choice) else [part.strip() for part in re.split("[,;]", given)]
    members = [part if _reads(part, of) else likely(part, of) for part in parts if part]
    return f"[{', '.join(filter(None, members))}]" if members and all(members) else None


def likely_id(text: str) -> str | None:
    """Give the id nearest to `text`, or None."""
    slug = _ascii(text, "-").strip("-._")
    return slug if ID.fullmatch(slug) else None


def _ascii(text: str, between: str) -> str:
    return re.sub(r"[^a-z0-9._-]+", between, text.strip().lower().translate(LETTERS)).strip(between)


def _reads(text: str, kind: Kind) -> bool:
    try:
        value(text, kind)
    except NotExact:
        return False
    return True


def _date(text: str) -> str | None:
    if match := YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, match.groups())
    elif match := DAY_FIRST.fullmatch(text):
        day, month, year = map(int, match.groups())
        if day <= 12 and day != month:
            return None  # which of them is the day?
    else:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _figure(text: str, kind: Kind) -> str | None:
    bare = " ".join(text.replace("\u2212", "-").split())
    if kind == SHARE:
        return _share(bare)
    bare = bare.removesuffix(",-")
    if match := GROUPED.match(bare):
        bare = match[0].replace(" ", "") + bare[match.end() :]
    return DECIMAL_COMMA.sub(r"\1.\2", bare)


def _share(bare: str) -> str | None:
    named = PERCENT.search(bare)
    figure = DECIMAL_COMMA.sub(r"\1.\2", bare[: named.start()] if named else bare)
    try:
        small = abs(Fraction(figure)) <= 1
    except (ValueError, ZeroDivisionError):
        return None
    # 0.98 may be 98 %; only who wrote it knows.
    return None if small and not named else f"{figure} %"
