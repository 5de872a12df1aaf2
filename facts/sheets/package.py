"""A workbook's package is looked through before anything in it is read: no bomb, macro, password or entity gets by."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BytesIO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from engine.source.problem import Place, Problem, Problems, shown
from engine.source.text import Text

MIB = 1024 * 1024
MAX_UNPACKED = 256 * MIB
MAX_RATIO = 200
"""How many times its packed size a part may unpack to; smaller parts than SMALL may be as tight as they like."""
SMALL = MIB
MAX_PARTS = 2_000
COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
"""How old .xls files begin, and new ones behind a password."""
LOCKED = "EncryptedPackage".encode("utf-16-le")
CLOSED = 0x1
"""The flag of a zip entry that is encrypted."""
LINKS = "xl/externalLinks/"
DAMAGED = (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
SAVED = Text("en fil gemt som .xlsx", "a file saved as .xlsx")


def opened(content: bytes, name: str) -> ZipFile:
    """Give the package of the workbook in `content`, named `name` in places. Raises Problems where it is not safe."""
    if content.startswith(COMPOUND):
        raise Problems([_locked(name) if LOCKED in content else _old(name)])
    try:
        package = ZipFile(BytesIO(content))
        problem = next(_problems(package, name), None)  # what comes after the first is not even looked at
    except DAMAGED:
        raise Problems([damaged(name)]) from None
    if problem:
        raise Problems([problem])
    return package


def damaged(name: str, sheet: str | None = None) -> Problem:
    """Give the problem with a file, or a sheet of it, that cannot be read as what it should be."""
    message = Text("filen er beskadiget eller ikke et regneark", "the file is damaged, or is no spreadsheet")
    if sheet is not None:
        message = Text("arket er beskadiget", "the sheet is damaged")
    return Problem("damaged", Place(name, sheet=sheet), message, SAVED)


def has_links(package: ZipFile) -> bool:
    """Say whether formulas of the workbook refer to other files."""
    return any(part.startswith(LINKS) for part in package.namelist())


def _problems(package: ZipFile, name: str) -> Iterator[Problem]:
    parts = package.infolist()
    names = [part.filename for part in parts]
    if len(parts) > MAX_PARTS or len(set(names)) < len(names) or "[Content_Types].xml" not in names:
        yield damaged(name)
    yield from (_astray(part, name) for part in parts if _leads_out(part.filename))
    if any(part.flag_bits & CLOSED for part in parts):
        yield _locked(name)
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
        yield damaged(name)
    if sum(part.file_size for part in parts) > MAX_UNPACKED or any(map(_is_bomb, parts)):
        yield _too_large(name)
    if any("vbaproject" in part.lower() for part in names) or b"macroEnabled" in package.read("[Content_Types].xml"):
        yield macros(name)
    yield from (_entities(part, name) for part in names if part.endswith((".xml", ".rels")) and _has_dtd(package, part))


def _is_bomb(part: ZipInfo) -> bool:
    return part.file_size > max(SMALL, MAX_RATIO * part.compress_size)


def _leads_out(part: str) -> bool:
    return part.startswith(("/", "\\")) or ":" in part or ".." in part.replace("\\", "/").split("/")


class _Declared(Exception):  # noqa: N818 - says what was found
    """Raised where a part declares a document type, the only place where entities can be declared."""


def _has_dtd(package: ZipFile, part: str) -> bool:
    def declared(*_: object) -> None:
        raise _Declared

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = declared
    try:
        with package.open(part) as stream:
            parser.ParseFile(stream)
    except _Declared:
        return True
    except expat.ExpatError:
        raise BadZipFile(part) from None
    return False


def macros(name: str) -> Problem:
    """Give the problem with a workbook that holds macros."""
    message = Text("filen har makroer og åbnes ikke", "the file holds macros and is not opened")
    return Problem("macros", Place(name), message, SAVED)


def _locked(name: str) -> Problem:
    message = Text("filen er beskyttet med adgangskode", "the file is protected by a password")
    expected = Text("en fil gemt uden adgangskode", "a file saved without a password")
    return Problem("encrypted", Place(name), message, expected)


def _old(name: str) -> Problem:
    message = Text("filen er i det gamle Excel-format", "the file is in Excel's old format")
    return Problem("old-format", Place(name), message, SAVED)


def _too_large(name: str) -> Problem:
    mib = MAX_UNPACKED // MIB
    message = Text("filen fylder for meget, når den pakkes ud", "the file is too large when it is unpacked")
    expected = Text(
        f"højst {mib} MiB i alt, og intet pakket mere end {MAX_RATIO} gange",
        f"at most {mib} MiB in all, and nothing packed more than {MAX_RATIO} times",
    )
    return Problem("zip-bomb", Place(name), message, expected)


def _astray(part: ZipInfo, name: str) -> Problem:
    found = shown(part.filename)
    message = Text(f"en del af filen peger ud af den: {found}", f"a part of the file leads out of it: {found}")
    return Problem("path-out", Place(name), message, SAVED)


def _entities(part: str, name: str) -> Problem:
    found = shown(part)
    message = Text(
        f"en del af filen erklærer en dokumenttype eller XML-enheder: {found}",
        f"a part of the file declares a document type or XML entities: {found}",
    )
    return Problem("xml-entities", Place(name), message, SAVED)
