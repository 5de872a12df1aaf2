"""Text as fingerprints see it: letters, figures and signs alone, without layout and letter case.

Every character is folded for itself, whatever stands around it, so that line breaks, hyphenation, bullets and the
spacing that an extraction leaves do not count, wherever they fall.
"""

from __future__ import annotations

from array import array
from functools import lru_cache
from unicodedata import category, normalize

LAYOUT = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Pd", "Zl", "Zp", "Zs"})
"""Categories of characters left out: white space, control, soft hyphens, private use (bullets), hyphens and dashes."""
SIGNS = frozenset("\u2212\u2043•‣◦●○■□▪▫·")
"""More signs left out: minus and hyphen bullet, which are written for a hyphen, and bullets."""


def folded(text: str) -> str:
    """Give `text` without layout and letter case, compatible characters made one, accents apart."""
    return "".join(map(_folded, text))


def folded_from(text: str) -> tuple[str, array[int]]:
    """Give `folded(text)`, and for each of its characters the index in `text` of the one it comes from."""
    parts = [_folded(character) for character in text]
    origins = array("l", (index for index, part in enumerate(parts) for _ in part))
    return "".join(parts), origins


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    caseless = normalize("NFKD", normalize("NFKD", character).casefold())
    return "".join(c for c in caseless if category(c) not in LAYOUT and c not in SIGNS)
