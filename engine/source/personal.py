"""CPR numbers where none should stand: found in texts, so that they are refused there and never shown."""

from __future__ import annotations

import re

CPR = re.compile(r"(?<![0-9])(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])[0-9]{2}([- ]?)[0-9]{4}(?![0-9])")
HIDDEN = "••••••-••••"
WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
"""Of the check digits that CPR numbers had until 2007. Ten digits on end are taken for one only where they fit."""


def hidden(text: str) -> str:
    """Give `text` with all that may be a CPR number made unreadable."""
    return CPR.sub(HIDDEN, text)


def holds_cpr(text: str) -> bool:
    """Say whether `text` most likely holds a CPR number: written ddmmyy-nnnn, or ten digits that fit together."""
    return any(match[1] or _fits(match[0]) for match in CPR.finditer(text))


def _fits(digits: str) -> bool:
    return sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=True)) % 11 == 0
