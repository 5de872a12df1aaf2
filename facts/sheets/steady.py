"""A workbook saved so that the same content gives the same bytes: without the time of day that it was saved at."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

PROPERTIES = "docProps/core.xml"
SAVED_AT = re.compile(rb"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z")
ALWAYS = b"2000-01-01T00:00:00Z"


def steady(book: Any) -> bytes:
    """Give the bytes of a workbook of openpyxl's."""
    book.properties.creator = "Klausul"
    saved, kept = BytesIO(), BytesIO()
    book.save(saved)
    with ZipFile(saved) as parts, ZipFile(kept, "w", ZIP_DEFLATED) as package:
        for part in parts.infolist():
            content = parts.read(part)
            if part.filename == PROPERTIES:
                content = SAVED_AT.sub(ALWAYS, content)
            package.writestr(ZipInfo(part.filename), content, ZIP_DEFLATED)
    return kept.getvalue()
