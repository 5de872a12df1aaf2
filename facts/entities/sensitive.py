"""Personal data: checked where it is read, and dropped there. What is kept is that it is given and well-formed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from engine.source.text import Text
from engine.source.tree import Plain
from engine.values.exact import TRUTHS
from engine.values.kinds import TRUTH, Value
from facts.entities.fact import Fact
from facts.entities.fault import Fault, Faulty, about

LONGEST_NAME = 200
CPR_DIGITS = 10
CPR = Text("et CPR-nummer som ddmmåå-nnnn, eller ja eller nej", "a CPR number such as ddmmyy-nnnn, or true or false")
NAME = Text("et navn uden cifre, eller ja eller nej", "a name without digits, or true or false")


@dataclass(frozen=True)
class Sensitive(Fact):
    """The declaration of a field with personal data. Its value goes nowhere: not into facts, traces or messages.

    Kept is whether it is given and well-formed; 'ja' and 'nej' say the same without the data. `form` tells what
    `well_formed` takes.
    """

    form: Text = NAME
    well_formed: Callable[[str], bool] = field(default=bool, compare=False)

    @property
    def sensitive(self) -> bool:
        """Say that it holds personal data."""
        return True

    def parse(self, given: Plain, others: Mapping[str, Value | None]) -> Value | None:
        """Give True for what is well-formed, False for 'nej', None for nothing given. Raises Faulty, without the value.

        `others` is not looked at.
        """
        if given is None:
            return None
        if isinstance(given, str):
            if given.strip().lower() in TRUTHS:
                return TRUTHS[given.strip().lower()]
            if self.well_formed(given.strip()):
                return True
        message = about(self.label, "det, der står her, kan ikke bruges", "what stands here cannot be used")
        raise Faulty(Fault("bad-sensitive", message, self.form))


@dataclass(frozen=True)
class Holding(Fact):
    """The declaration of a set to which well-formed personal data adds a member: `adds` says which field, which one."""

    adds: Mapping[str, str] = field(default_factory=dict)

    def parse(self, given: Plain, others: Mapping[str, Value | None]) -> Value | None:
        """Give the set with what it holds by `others`. Raises Faulty."""
        kept = super().parse(given, others)
        if not isinstance(kept, frozenset):
            return kept
        return kept | {member for name, member in self.adds.items() if others.get(name) is True}


def a_name(label: Text) -> Sensitive:
    """Declare a person's name."""
    return Sensitive(TRUTH, label, WITHOUT, form=NAME, well_formed=_is_name)


def a_cpr(label: Text) -> Sensitive:
    """Declare a CPR number."""
    return Sensitive(TRUTH, label, WITHOUT, form=CPR, well_formed=_is_cpr)


WITHOUT = Text(
    "værdien kontrolleres, men gemmes ikke; ja siger det samme uden den",
    "the value is checked but not kept; yes says the same without it",
)


def _is_name(text: str) -> bool:
    return len(text) <= LONGEST_NAME and any(c.isalpha() for c in text) and not any(c.isdigit() for c in text)


def _is_cpr(text: str) -> bool:
    """Say whether text is ten digits that begin with a date. Check digits ran out in 2007, and no clock is asked."""
    from stdnum.dk import cpr as number  # only facts that hold one need it
    from stdnum.exceptions import ValidationError

    try:
        digits = number.compact(text)
        if len(digits) != CPR_DIGITS or not (digits.isascii() and digits.isdigit()):
            return False
        number.get_birth_date(digits)
    except ValidationError:
        return False
    return True
