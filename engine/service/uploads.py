"""Files that are sent: read in memory alone, within the limits, under names that are safe to show and to write."""

from __future__ import annotations

from pathlib import PurePosixPath

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartParser
from starlette.requests import Request

from engine.service.settings import Limits
from engine.source.problem import Place, Problem, Problems, shown
from engine.source.text import Text
from facts.read import File

JSON, MULTIPART = "application/json", "multipart/form-data"
BODY = "facts.json"
"""The name of the facts that are a request's body."""
LONGEST = 120
FIELD = "files"


def keep_in_memory() -> None:
    """Have every upload of this process read in memory; by itself a large one would be written to disk."""
    MultiPartParser.spool_max_size = 0


async def sent(request: Request) -> tuple[File, ...]:
    """Give the files that a request holds: JSON that is its body, or those of a form.

    Raises HTTPException for other content and for too much, Problems for a form that holds anything else.
    """
    limits: Limits = request.app.state.settings.limits
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.headers.get("content-encoding", "identity").lower() != "identity" or kind not in (JSON, MULTIPART):
        raise HTTPException(415)
    if kind == JSON:
        return (File(BODY, await request.body()),)
    async with request.form(max_files=limits.files, max_fields=limits.files) as form:
        fields = form.multi_items()
        if texts := [name for name, value in fields if not isinstance(value, UploadFile)]:
            raise Problems([_no_file(name) for name in texts])
        return await files_of([value for _, value in fields if isinstance(value, UploadFile)])


async def files_of(uploads: list[UploadFile]) -> tuple[File, ...]:
    """Give what was uploaded, each file under a name that no other has."""
    found: dict[str, File] = {}
    for upload in uploads:
        name = _free(safe_name(upload.filename or ""), found)
        found[name] = File(name, await upload.read())
    return tuple(found.values())


def safe_name(told: str) -> str:
    """Give the last part of a file's name as it was told, without what cannot be printed; 'fil' where none is left."""
    last = told.replace("\\", "/").rstrip("/").rpartition("/")[2]
    plain = "".join(sign for sign in last if sign.isprintable()).strip().lstrip(".")
    path = PurePosixPath(plain[-LONGEST:].lstrip(". "))
    return path.name or "fil"


def _free(name: str, taken: dict[str, File]) -> str:
    path, number = PurePosixPath(name), 1
    while name in taken:
        number += 1
        name = f"{path.stem}-{number}{path.suffix}"
    return name


def _no_file(name: str) -> Problem:
    message = Text(f"feltet {shown(name)} er ikke en fil", f"the field {shown(name)} is not a file")
    return Problem("no-file", Place("-"), message, Text("kun filer", "files only"))
