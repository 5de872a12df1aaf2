"""Which values a fact can take: figures and dates on a grid, members of a choice, lists of members."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil, floor

from engine.evaluation.trace import Missing
from engine.remedy.forms import Ratio, Span, kept
from engine.values.exact import LONGEST_FIGURE, decimal_of
from engine.values.kinds import DATE, DAYS, MONTHS, TRUTH, Choice, Kind, SetOf, Value, unpack
from engine.values.vocabulary import Field
from facts.factset import FactSet

LARGEST = 10**LONGEST_FIGURE
"""Beyond every figure that facts can hold."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Figures or dates: each whole number of `span` times `step` (in kroner, ones, 1 = 100 %; dates by ordinal)."""

    kind: Kind
    step: Fraction
    span: Span

    def at(self, span: Span) -> Value | Ratio:
        """Give the value of the only number of a span, as it is kept; of more, the value at x."""
        if span.first == span.last:
            return self.value(span.first)
        return Ratio((0, self.step.numerator), (self.step.denominator,))

    def value(self, x: int) -> Value:
        """Give the value at the number `x`, as it is kept."""
        return kept(x * self.step, self.kind)

    def place(self, value: Value) -> Fraction:
        """Give the number that stands for a value; not a whole one where the value lies off the grid."""
        return _figure(value, self.kind) / self.step


def grid_of(facts: FactSet, key: Missing) -> Grid | None:
    """Give the grid of a figure or date that a fact can hold besides the other facts; None for what is neither.

    Its step is the smallest unit of the kind (1 øre, 0.01 %, one, a day), or the last decimal of the value that it has
    now, where that is finer. It ends where the field's own limits are, or a figure that it must not exceed.
    """
    field = field_of(facts, key)
    if not field.kind.is_figure and field.kind != DATE:
        return None
    step = _step(field, facts.subjects[key.subject.entity][key.subject.id].values.get(key.field))
    low, high = _ends(facts, key, field)
    return Grid(field.kind, step, Span(ceil(low / step), floor(high / step)))


def members_of(kind: Kind) -> tuple[Value, ...]:
    """Give the values of a choice or a truth; of other kinds none."""
    if kind == TRUTH:
        return (True, False)
    return kind.members if isinstance(kind, Choice) else ()


def universe_of(kind: Kind) -> frozenset[str] | None:
    """Give the members that a list of this kind can hold; None where they are not known."""
    return frozenset(kind.of.members) if isinstance(kind, SetOf) and isinstance(kind.of, Choice) else None


def field_of(facts: FactSet, key: Missing) -> Field:
    """Give the field of a fact."""
    return facts.vocabulary.field(key.subject.entity, key.field)


def _step(field: Field, value: Value | None) -> Fraction:
    step = Fraction(1, field.kind.scale or 1)
    if isinstance(value, Fraction) and field.kind not in (DAYS, MONTHS) and not field.limits.whole:
        written = decimal_of(unpack(value, field.kind))
        if written is not None:
            step = min(step, Fraction(10) ** int(written.as_tuple().exponent))
    return step


def _ends(facts: FactSet, key: Missing, field: Field) -> tuple[Fraction, Fraction]:
    if field.kind == DATE:
        low, high = Fraction(date.min.toordinal()), Fraction(date.max.toordinal())
    else:
        low, high = Fraction(-LARGEST), Fraction(LARGEST)
    lows, highs = [low], [high]
    for value, ends in ((field.limits.least, lows), (field.limits.most, highs)):
        if value is not None:
            ends.append(_figure(value, field.kind))
    for value, above in _neighbours(facts, key, field):
        (highs if above else lows).append(_figure(value, field.kind))
    return max(lows), min(highs)


def _neighbours(facts: FactSet, key: Missing, field: Field) -> Iterator[tuple[Value, bool]]:
    """Give the values of the subject's other facts that this one keeps to, and whether it keeps below them."""
    values = facts.subjects[key.subject.entity][key.subject.id].values
    for other in facts.vocabulary.entities[key.subject.entity].fields.values():
        if other.name in values:
            if other.name == field.limits.not_above or other.limits.not_before == field.name:
                yield values[other.name], True
            if other.name == field.limits.not_before or other.limits.not_above == field.name:
                yield values[other.name], False


def _figure(value: Value, kind: Kind) -> Fraction:
    if isinstance(value, date):
        return Fraction(value.toordinal())
    assert isinstance(value, int | Fraction)  # noqa: S101 - a figure
    return unpack(value, kind)
