"""The canonical form (RFC 8785) of data, and the digests that decisions, facts and the log are held together by."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Any

from orjson import OPT_SORT_KEYS, OPT_STRICT_INTEGER, dumps

BEYOND = re.compile(b"[\xf0-\xf4]")
"""What characters beyond U+FFFF begin with in UTF-8; names that hold them are sorted otherwise there."""


def canonical(data: Any) -> bytes:
    """Give `data` as RFC 8785 writes it: texts, whole numbers below 2**53, truths, nothing, lists and mappings of them.

    Of these it is what orjson writes, many times quicker than the library, which writes what that does not fit.
    """
    content = dumps(data, option=OPT_SORT_KEYS | OPT_STRICT_INTEGER)
    if BEYOND.search(content):
        import rfc8785

        return rfc8785.dumps(data)
    return content


def hash_of(content: bytes) -> str:
    """Give the SHA-256 of `content`, as 64 hexadecimal digits."""
    return sha256(content).hexdigest()
