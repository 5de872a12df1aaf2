"""The unit that a header gives: 'Takst 2015 (kr.)', 'Belægning (%)', 'Drift (1.000 kr.)', 'Opsagt (dd-mm-åååå)'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from engine.source.text import Text
from engine.values.kinds import DATE, MONEY, NUMBER, SHARE, TRUTH, Kind

Order = Literal["day", "month"]
"""What comes first in a date of figures."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What a header says of the values below it. `times`: what they are to be multiplied by."""

    kind: Kind
    times: Decimal = Decimal(1)
    per: str = ""
    order: Order | None = None


IN_BRACKETS = re.compile(r"(?P<name>.*?)\s*[(\[](?P<unit>[^()\[\]]*)[)\]][\s*:]*")
AFTER = re.compile(
    r"(?P<name>.*?)(?:,|\s+i)?\s+(?P<unit>(?:t|tusinde |1\.?000 |mio\. ?|mio )?(?:kr\b\.?|kroner|DKK)|%|pct\.?)[\s*:]*",
    re.IGNORECASE,
)
UNITS = re.compile(r"[%()\[\]]")
"""What no header has that is a name alone."""
MARKS = re.compile(r"[\s*:]+$")
MONEY_UNIT = re.compile(
    r"(?:i )?(?P<times>t\.?|tusinde|1[. ]?000|1,000|mio\.?|mill?\.?|mia\.?)? ?(?:kr\b\.?|kroner|dkk)"
    r"(?: ?(?:pr\.?|per|/|om) ?(?P<per>[a-zæøå]+))?"
)
THOUSANDS = {"t": 3, "tusinde": 3, "1000": 3, "mio": 6, "mill": 6, "mil": 6, "mia": 9}
SHARES = frozenset({"%", "pct", "procent", "percent", "i %", "i pct", "i procent"})
COUNTS = frozenset({"antal", "stk", "tal", "number", "no", "helt tal"})
TRUTHS = frozenset({"ja/nej", "yes/no", "ja nej"})
DATES: dict[str, Order | None] = {
    "dato": None,
    "date": None,
    **dict.fromkeys(("dd-mm-åååå", "dd-mm-yyyy", "dd/mm/yyyy", "dd/mm/åååå", "dd.mm.åååå", "dd.mm.yyyy"), "day"),
    **dict.fromkeys(("mm-dd-yyyy", "mm/dd/yyyy", "mm.dd.yyyy"), "month"),
    **dict.fromkeys(("yyyy-mm-dd", "åååå-mm-dd"), None),
}
PER = {
    "day": frozenset({"dag", "døgn", "day"}),
    "year": frozenset({"år", "året", "year", "yr"}),
}
MEANT = {"day": "kr. pr. dag", "year": "kr. for"}
"""How the meaning of a field begins whose amounts are for a day, for a year."""


def parts(header: str) -> Iterator[tuple[str, str | None]]:
    """Give the ways to take a header apart into a name and a unit, the likeliest first."""
    bare = MARKS.sub("", header)
    if not UNITS.search(bare):
        yield bare, None
    for form in (IN_BRACKETS, AFTER):
        if match := form.fullmatch(header.strip()):
            yield match["name"], match["unit"]


def unit_of(text: str) -> Unit | None:
    """Give the unit that `text` names, or None."""
    bare = " ".join(text.lower().split()).rstrip(".")
    if bare in SHARES:
        return Unit(SHARE)
    if bare in COUNTS:
        return Unit(NUMBER)
    if bare in TRUTHS:
        return Unit(TRUTH)
    if bare in DATES:
        return Unit(DATE, order=DATES[bare])
    if match := MONEY_UNIT.fullmatch(bare):
        power = THOUSANDS[re.sub("[., ]", "", match["times"])] if match["times"] else 0
        return Unit(MONEY, Decimal(10) ** power, match["per"] or "")
    return None


def fits(unit: Unit, kind: Kind, meaning: Text | None) -> bool:
    """Say whether values of `kind`, which mean more than their label says, can have `unit`."""
    if unit.kind != kind:
        return False
    if not unit.per:
        return True
    said = meaning.da if meaning else ""
    return any(unit.per in words and said.startswith(MEANT[per]) for per, words in PER.items())
