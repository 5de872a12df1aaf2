"""How one fact is declared: its kind, its label, its limits; and how its text becomes an exact value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pydantic_core import core_schema

from engine.source.personal import holds_cpr
from engine.source.problem import shown
from engine.source.text import Text
from engine.source.tree import Plain
from engine.values.exact import NotExact, form, text_of, value
from engine.values.kinds import MONEY, NUMBER, TEXT, Choice, Kind, One, SetOf, Value
from engine.values.vocabulary import Limits
from facts.entities.fault import Fault, Faulty, about, misplaced
from facts.entities.suggest import likely, likely_list

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema
    from pydantic_core.core_schema import ValidationInfo

# A Danish reader takes 1.234 for one thousand, a program for a little over one.
TWO_READINGS = re.compile(r"([+-]?[1-9][0-9]{0,2}\.[0-9]{3})\s*(?:kr\.?|kroner|DKK)?")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
LISTED = 8
"""How many choices a message lists although it has a suggestion, or although nothing was chosen."""


@dataclass(frozen=True)
class Fact:
    """The declaration of one field, to stand in an Annotated type.

    `meaning` says more than the label where that helps. Limits are written as values are: '0 kr', '200 %'.
    `not_above` and `not_before` name a field declared earlier that this one must not exceed or precede.
    `given`: it cannot be changed in order to keep a rule (what the subject is, what has been, what others decide, a
    person's finding).
    """

    kind: Kind
    label: Text
    meaning: Text | None = None
    at_least: str | None = None
    at_most: str | None = None
    whole: bool = False
    not_above: str | None = None
    not_before: str | None = None
    given: bool = False

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Have pydantic keep what `parse` gives."""

        def parsed(given: Plain, info: ValidationInfo) -> Value | None:
            return self.parse(given, info.data)

        return core_schema.with_info_plain_validator_function(parsed)

    def parse(self, given: Plain, others: Mapping[str, Value | None]) -> Value | None:
        """Give the value that `given` writes, in units of the kind; None for nothing given.

        `others` holds the values of the fields declared earlier. Raises Faulty.
        """
        if given is None:
            return None
        if isinstance(self.kind, SetOf):
            return self._set(given, self.kind.of or TEXT)
        if not isinstance(given, str) or not given.strip():
            raise Faulty(Fault("wrong-type", misplaced(self.label, given), self._form))
        kept = self._value(given)
        if fault := self._outside(kept, given) or self._against(kept, given, others):
            raise Faulty(fault)
        return kept

    @property
    def sensitive(self) -> bool:
        """Say whether it holds personal data: what is written there is neither kept nor shown."""
        return False

    @property
    def _form(self) -> Text:
        if isinstance(self.kind, One):
            return Text("ét id", "one id")
        return Text("et helt tal", "a whole number") if self.whole else _short_form(self.kind)

    def _value(self, given: str) -> Value:
        if isinstance(self.kind, One):
            return given.strip()
        if self.kind in (MONEY, NUMBER) and (two := TWO_READINGS.fullmatch(given)):
            raise Faulty(self._two_readings(given, two[1]))
        try:
            kept = value(given, self.kind)
        except NotExact as error:
            raise Faulty(self._unusable(given, self.kind, error.expected)) from None
        if isinstance(kept, str) and holds_cpr(kept):
            raise Faulty(personal(self.label))
        if isinstance(kept, str) and CONTROL.search(kept):
            message = about(self.label, f"{shown(given)} har et styretegn", f"{shown(given)} holds a control character")
            raise Faulty(Fault("control-character", message, Text("læsbar tekst", "readable text")))
        return kept

    def _set(self, given: Plain, of: Kind) -> Value:
        if not isinstance(given, list):
            raise Faulty(self._not_a_list(given, of))
        faults: list[Fault] = []
        members: set[str] = set()
        for at, item in enumerate(given):
            if not isinstance(item, str) or not item.strip():
                faults.append(Fault("wrong-type", misplaced(self.label, item), _short_form(of), at=at))
                continue
            try:
                member = str(value(item, of))
            except NotExact as error:
                faults.append(self._unusable(item, of, error.expected, at))
                continue
            if member in members:
                message = about(self.label, f"{shown(member)} står to gange", f"{shown(member)} stands twice")
                faults.append(Fault("double-member", message, at=at))
            members.add(member)
        if faults:
            raise Faulty(*faults)
        return frozenset(members)

    @cached_property
    def limits(self) -> Limits:
        """Give the limits as values."""
        low, high = (None if given is None else value(given, self.kind) for given in (self.at_least, self.at_most))
        return Limits(low, high, self.whole, self.not_above, self.not_before)

    def _outside(self, kept: Value, given: str) -> Fault | None:
        low, high = self.limits.least, self.limits.most
        if low is not None and _less(kept, low):
            expected = Text(f"mindst {self.at_least}", f"at least {self.at_least}")
            return Fault("below-minimum", about(self.label, f"{given} er for lavt", f"{given} is too low"), expected)
        if high is not None and _less(high, kept):
            expected = Text(f"højst {self.at_most}", f"at most {self.at_most}")
            return Fault("above-maximum", about(self.label, f"{given} er for højt", f"{given} is too high"), expected)
        if self.whole and isinstance(kept, Fraction):
            return Fault("not-whole", about(self.label, f"{given} er ikke et helt tal", f"{given} is no whole number"))
        return None

    def _against(self, kept: Value, given: str, others: Mapping[str, Value | None]) -> Fault | None:
        name = self.not_above or self.not_before or ""
        other = others.get(name)
        if other is None:
            return None
        limit = text_of(other, self.kind)
        if self.not_above and _less(other, kept):
            da, en = f"{given} er mere end {name}, som er {limit}", f"{given} is more than {name}, which is {limit}"
            return Fault("above-other", about(self.label, da, en))
        if self.not_before and _less(kept, other):
            da, en = f"{given} ligger før {name}, som er {limit}", f"{given} is before {name}, which is {limit}"
            return Fault("before-other", about(self.label, da, en))
        return None

    def _unusable(self, given: str, kind: Kind, expected: Text, at: int | None = None) -> Fault:
        suggestion, found = likely(given, kind), shown(given)
        if isinstance(kind, Choice):
            message = about(self.label, f"{found} er ikke et af valgene", f"{found} is not one of the choices")
            listed = None if suggestion and len(kind.members) > LISTED else expected
            return Fault("bad-value", message, listed, suggestion, at)
        message = about(self.label, f"{found} kan ikke bruges", f"{found} cannot be used")
        return Fault("bad-value", message, self._form if self.whole else expected, suggestion, at)

    def _two_readings(self, given: str, figure: str) -> Fault:
        found = shown(given)
        message = about(self.label, f"{found} kan læses på to måder", f"{found} can be read in two ways")
        plain, exact = figure.replace(".", ""), figure + "0"
        expected = Text(f"{plain} eller {exact}, efter hvad der menes", f"{plain} or {exact}, whichever is meant")
        return Fault("two-readings", message, expected)

    def _not_a_list(self, given: Plain, of: Kind) -> Fault:
        example = f"[{', '.join(of.members[:2])}]" if isinstance(of, Choice) else "[a, b]"
        suggestion = likely_list(given, of) if isinstance(given, str) else None
        expected = Text(f"en liste som {example}", f"a list such as {example}")
        return Fault("wrong-type", misplaced(self.label, given), expected, suggestion)


def personal(label: Text) -> Fault:
    """Give the fault of a value that holds a CPR number where none should stand. The value itself is not told."""
    message = about(label, "her står noget, der ligner et CPR-nummer", "what stands here looks like a CPR number")
    expected = Text("ingen personoplysninger uden for deres egne felter", "no personal data but in fields of their own")
    return Fault("personal-data", message, expected)


def _short_form(kind: Kind) -> Text:
    if isinstance(kind, Choice) and len(kind.members) > LISTED:
        some = ", ".join(kind.members[:3])
        return Text(f"et af valgene, fx {some}", f"one of the choices, such as {some}")
    return form(kind)


def _less(one: Value, other: Value) -> bool:
    if isinstance(one, date) and isinstance(other, date):
        return one < other
    if isinstance(one, int | Fraction) and isinstance(other, int | Fraction):
        return one < other
    return False
