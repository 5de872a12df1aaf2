"""What generated code calls when it runs."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from engine.evaluation.records import Member, Record
from engine.values import dates
from engine.values.kinds import Exact


def quotient(top: Exact, bottom: Exact) -> Exact:
    """Give top / bottom exactly: an int where it is whole."""
    result = Fraction(top, bottom)
    return result.numerator if result.denominator == 1 else result


def members(base: Record, slots: tuple[str, ...]) -> list[Member] | None:
    """Give the records that the relation slots lead to; None where one that must be followed is unknown."""
    found: list[Member] = [(base, True)]
    for slot in slots:
        ahead: list[Member] = []
        for record, belongs in found:
            if slot[0] == "r":
                one = getattr(record, slot)
                if one.subject is None:
                    return None
                ahead.append((one, belongs))
                continue
            here = getattr(record, slot)
            if here is None:
                return None
            here = getattr(record, f"u{slot[1:]}") + here
            ahead += here if belongs else [(member, None) for member, _ in here]
        found = ahead
    return found


def start_of_year(year: Exact) -> date | None:
    """Give 1 January of `year`; None where there is no such year."""
    return dates.start_of_year(year.numerator) if year.denominator == 1 else None


RUNTIME: dict[str, Any] = {
    "quotient": quotient,
    "members": members,
    "start_of_year": start_of_year,
    "add_days": dates.add_days,
    "add_months": dates.add_months,
    "end_of_month": dates.end_of_month,
    "election_period": dates.election_period,
    "working_day": dates.working_day,
}
