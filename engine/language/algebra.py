"""Which kinds go together: the kind of a sum, a product, a comparison, a function call; None where none does."""

from __future__ import annotations

from dataclasses import dataclass

from engine.values.kinds import DATE, DAYS, MONEY, MONTHS, NUMBER, SHARE, TRUTH, Choice, Kind, SetOf

SCALED = (MONEY, NUMBER, SHARE)
ORDER = frozenset({"<", "<=", ">", ">="})


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the language: the kinds it takes and the one it gives.

    None stands for any figure or date, all alike, and for what was taken. `repeated`: it takes more of the last.
    """

    takes: tuple[Kind | None, ...]
    gives: Kind | None
    repeated: bool = False


FUNCTIONS = {
    "end_of_month": Function((DATE,), DATE),
    "year": Function((DATE,), NUMBER),
    "start_of_year": Function((NUMBER,), DATE),
    "election_period": Function((DATE,), NUMBER),
    "working_day": Function((DATE,), DATE),
    "abs": Function((None,), None),
    "min": Function((None, None), None, repeated=True),
    "max": Function((None, None), None, repeated=True),
}
AGGREGATES = frozenset({"sum", "count", "min", "max", "any", "all"})


def added(left: Kind, right: Kind, op: str) -> Kind | None:
    """Give the kind of `left` + or - `right`."""
    if left == DATE and right in (DAYS, MONTHS):
        return DATE
    if left == DATE and right == DATE and op == "-":
        return DAYS
    return left if left == right and left.is_figure else None


def multiplied(left: Kind, right: Kind) -> Kind | None:
    """Give the kind of `left` times `right`: a percentage or a number of something is that thing."""
    if left not in SCALED or right not in SCALED:
        return None
    for unit in (SHARE, NUMBER):
        if left == unit:
            return right
        if right == unit:
            return left
    return None


def divided(left: Kind, right: Kind, *, by_literal: bool) -> Kind | None:
    """Give the kind of `left` by `right`: two figures of one kind give a percentage, a number by a literal a number."""
    if left == right and left.is_figure:
        return NUMBER if by_literal and left == NUMBER else SHARE
    return left if left in SCALED and right in (NUMBER, SHARE) else None


def comparable(left: Kind, right: Kind, op: str) -> bool:
    """Say whether `left` op `right` means something."""
    if isinstance(left, Choice) or isinstance(right, Choice):
        return op not in ORDER and left == right
    if left != right:
        return False
    if op in ORDER:
        return left.is_figure or left == DATE
    return not isinstance(left, SetOf)


def sized(kind: Kind) -> bool:
    """Say whether values of `kind` have a smallest and a largest."""
    return kind.is_figure or kind == DATE


def settable(kind: Kind) -> bool:
    """Say whether values of `kind` can stand in a set."""
    return not isinstance(kind, SetOf) and kind != TRUTH
