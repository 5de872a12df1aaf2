"""The kinds of value that facts, rules and traces know, and which of them carry a unit.

A figure is kept as a whole number of its kind's smallest unit (øre; hundredths of a percent), or as a Fraction of
that unit where it is finer. So nearly every figure is an int, and none is ever rounded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from engine.source.text import Text, same

Exact = int | Fraction
Value = bool | int | Fraction | date | str | frozenset[str]
"""A known value as it is kept: truth, figure (in units of its kind), date, text or choice, set."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value. `scale`: how many smallest units make one (0: not a figure)."""

    name: str
    label: Text
    scale: int = 0

    @property
    def is_figure(self) -> bool:
        """Say whether values of this kind can be added and compared by size with arithmetic."""
        return self.scale > 0


@dataclass(frozen=True, slots=True)
class Choice(Kind):
    """An enumeration: one of `members`. `words`: what people call them."""

    members: tuple[str, ...] = ()
    words: Mapping[str, Text] = field(default_factory=dict, compare=False, repr=False)

    def word(self, member: str) -> Text:
        """Give a member in words; by its own name where it has none."""
        return self.words.get(member) or same(member)


@dataclass(frozen=True, slots=True)
class SetOf(Kind):
    """A set of values of kind `of` (a choice or text)."""

    of: Kind | None = None


@dataclass(frozen=True, slots=True)
class One(Kind):
    """A relation to one subject of the entity `entity`."""

    entity: str = ""


@dataclass(frozen=True, slots=True)
class Many(Kind):
    """A relation to all subjects of the entity `entity` that name this one in their field `through`."""

    entity: str = ""
    through: str = ""


TRUTH = Kind("sandhed", Text("sandhedsværdi (ja eller nej)", "truth value (true or false)"))
NUMBER = Kind("tal", Text("tal", "number"), 1)
MONEY = Kind("kroner", Text("beløb i kroner", "amount in kroner"), 100)
SHARE = Kind("procent", Text("procent", "percentage"), 10_000)
DATE = Kind("dato", Text("dato", "date"))
DAYS = Kind("dage", Text("antal dage", "number of days"), 1)
MONTHS = Kind("maaneder", Text("antal måneder", "number of months"), 1)
TEXT = Kind("tekst", Text("tekst", "text"))


def choice(*members: str, words: Mapping[str, Text] | None = None) -> Choice:
    """Give the enumeration of `members`, with what people call them."""
    listed = ", ".join(members)
    return Choice("valg", Text(f"et af {listed}", f"one of {listed}"), members=members, words=words or {})


def set_of(kind: Kind) -> SetOf:
    """Give the kind of sets of `kind`."""
    return SetOf("liste", Text(f"liste af {kind.label.da}", f"list of {kind.label.en}"), of=kind)


def one(entity: str) -> One:
    """Give the kind of a reference to one subject of `entity`."""
    return One("henvisning", Text(f"henvisning til {entity}", f"reference to {entity}"), entity=entity)


def many(entity: str, through: str) -> Many:
    """Give the kind of a collection of the subjects of `entity` that refer here by `through`."""
    return Many("samling", Text(f"alle {entity}", f"all {entity}"), entity=entity, through=through)


def pack(figure: Fraction, kind: Kind) -> Exact:
    """Give `figure` (in kroner, in ones, 1 = 100 %) as it is kept: in smallest units of `kind`."""
    units = figure * kind.scale
    return units.numerator if units.denominator == 1 else units


def unpack(units: Exact, kind: Kind) -> Fraction:
    """Give the figure that `units` of `kind` stand for."""
    return Fraction(units, kind.scale)
