"""Contents as they are stored: compressed, known by the hash and the size of what they hold."""

from __future__ import annotations

import lzma
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

PRESET = 1
"""Of xz: decisions come out four times smaller than each for itself, in less time than deciding takes."""
MOST_MEMORY = 64 * 1024 * 1024
CHUNK = 1024 * 1024


class Broken(Exception):  # noqa: N818 - says what the content is
    """Raised where a stored content is not what was stored."""


@dataclass(frozen=True, slots=True)
class Content:
    """What is stored under `hash`: `body` holds `size` bytes, compressed."""

    hash: str
    size: int
    body: bytes


def packed(parts: Iterable[bytes]) -> Content:
    """Give the content that `parts` make up. Only its compressed form is held in memory."""
    compressor, digest, size, body = lzma.LZMACompressor(preset=PRESET), sha256(), 0, bytearray()
    for part in parts:
        digest.update(part)
        size += len(part)
        body += compressor.compress(part)
    return Content(digest.hexdigest(), size, bytes(body + compressor.flush()))


def parts_of(content: Content) -> Iterator[bytes]:
    """Give what a content holds, part by part. Raises Broken, after the last, where it is not what was stored."""
    decompressor, digest, size = lzma.LZMADecompressor(memlimit=MOST_MEMORY), sha256(), 0
    given = content.body
    try:
        while not decompressor.eof:
            part = decompressor.decompress(given, CHUNK)
            given = b""
            digest.update(part)
            size += len(part)
            if size > content.size or (not part and decompressor.needs_input):
                break
            yield part
    except lzma.LZMAError:
        raise Broken from None
    if not decompressor.eof or decompressor.unused_data or (digest.hexdigest(), size) != (content.hash, content.size):
        raise Broken


def unpacked(content: Content) -> bytes:
    """Give what a content holds. Raises Broken."""
    return b"".join(parts_of(content))


def lines_of(parts: Iterable[bytes], longest: int | None = None) -> Iterator[bytes]:
    """Give the lines of what `parts` make up, without their ends. Raises Broken where one is longer than `longest`."""
    rest = b""
    for part in parts:
        *whole, rest = (rest + part).split(b"\n")
        if longest is not None and any(len(line) > longest for line in (*whole, rest)):
            raise Broken
        yield from whole
    if rest:
        yield rest
