"""What a report is called and said to be when it is sent: its media type, and a file name that is safe anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from urllib.parse import quote

from engine.reports.reporter import FORMATS

MEDIA = {
    "text": "text/plain; charset=utf-8",
    "json": "application/json",
    "markdown": "text/markdown; charset=utf-8",
    "junit": "application/xml",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "sarif": "application/sarif+json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ics": "text/calendar; charset=utf-8",
}
"""The media type of each format."""
UNSAFE = re.compile(r"[^\w.-]+")
LONGEST = 80


def file_name(files: Iterable[str], form: str) -> str:
    """Give the name of a report's file, after the first of the `files` that it is on."""
    first = next(iter(files), "klausul").rpartition("/")[2]
    stem = UNSAFE.sub("-", first.rpartition(".")[0] or first).strip("-.")[:LONGEST]
    return f"{stem or 'klausul'}{FORMATS[form].endings[0]}"


def attached(name: str) -> Mapping[str, str]:
    """Give the header by which a browser saves an answer under this name, rather than showing it."""
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    return {"Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"}


def accepted(header: str, media: Mapping[str, str]) -> str | None:
    """Give the format that an Accept header wants most, of those in `media`; None where it takes none of them.

    The first of `media` is given where the header does not care.
    """
    wanted = sorted(_ranges(header), key=lambda pair: -pair[1])
    refused = {range_ for range_, weight in wanted if weight == 0}
    for range_, weight in wanted:
        if weight > 0:
            for form, type_ in media.items():
                plain = type_.partition(";")[0]
                if plain not in refused and range_ in (plain, f"{plain.partition('/')[0]}/*", "*/*"):
                    return form
    return None if wanted else next(iter(media))


def _ranges(header: str) -> list[tuple[str, Decimal]]:
    """Give the media ranges of an Accept header with their weights."""
    found = []
    for part in header.lower().split(","):
        range_, *parameters = (word.strip() for word in part.split(";"))
        if range_:
            weight = next((word[2:] for word in parameters if word.startswith("q=")), "1")
            found.append((range_, Decimal(weight if re.fullmatch(r"[01](\.\d{0,3})?", weight) else 1)))
    return found
