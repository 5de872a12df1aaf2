"""How the language names things to people: kinds in plain words, lists of names."""

from __future__ import annotations

from engine.source.text import Text, same
from engine.values.kinds import DATE, DAYS, MONEY, MONTHS, NUMBER, SHARE, TEXT, TRUTH, Choice, Kind, Many, One, SetOf

MOST_LISTED = 3
NAMES = {
    TRUTH: Text("sandt eller falsk", "true or false"),
    NUMBER: Text("et tal", "a number"),
    MONEY: Text("et beløb i kroner", "an amount in kroner"),
    SHARE: Text("en procent", "a percentage"),
    DATE: Text("en dato", "a date"),
    DAYS: Text("et antal dage", "a number of days"),
    MONTHS: Text("et antal måneder", "a number of months"),
    TEXT: Text("en tekst", "a text"),
}


def named(kind: Kind) -> Text:
    """Give `kind` in plain words, with its article."""
    if isinstance(kind, Choice):
        return Text(f"et valg: {_members(kind)}", f"a choice: {_members(kind)}")
    if isinstance(kind, SetOf):
        members = f": {_members(kind.of)}" if isinstance(kind.of, Choice) else ""
        return Text(f"en liste{members}", f"a list{members}")
    if isinstance(kind, One):
        return Text(f"en henvisning til {kind.entity}", f"a reference to {kind.entity}")
    if isinstance(kind, Many):
        return Text(f"en samling af {kind.entity}", f"a collection of {kind.entity}")
    return NAMES.get(kind, kind.label)


def _members(kind: Choice) -> str:
    return ", ".join(kind.members[:MOST_LISTED]) + (" …" if len(kind.members) > MOST_LISTED else "")


def listed(names: list[str]) -> Text:
    """Say that one of `names` was expected."""
    joined = ", ".join(names)
    return Text(f"en af: {joined}", f"one of: {joined}") if names else same("-")
