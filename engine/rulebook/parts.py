"""The small parts of a rule file: dates, periods, texts; each problem with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from engine.language.slips import GROUPED, decimal_point, grouped, spelt, with_unit
from engine.language.words import named
from engine.rulebook.format import Both, InForce, Span, one_line
from engine.rulebook.model import Period
from engine.source.problem import Place, Problem, closest, shown
from engine.source.text import Text
from engine.source.tree import Document as Tree
from engine.source.tree import Scalar, find
from engine.values.exact import NotExact, value
from engine.values.kinds import DATE, Choice, Kind, Value

Path = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """A tree and the problems found in it so far."""

    tree: Tree
    problems: list[Problem] = field(default_factory=list)

    def place(self, path: Path) -> Place:
        """Give the place of the value at `path`, or of its key where the value is no scalar."""
        node, place = find(self.tree.root, path)
        return node.place if isinstance(node, Scalar) else place

    def key_place(self, path: Path) -> Place:
        """Give the place of the key that `path` ends at."""
        return find(self.tree.root, path)[1]

    def problem(
        self, code: str, path: Path, message: Text, expected: Text | None = None, hint: str | None = None
    ) -> None:
        """Keep a problem at `path`."""
        self.problems.append(Problem(code, self.place(path), message, expected, hint))

    def value(self, text: str, kind: Kind, path: Path) -> Value | None:
        """Give the value that `text` writes, or None with a problem kept."""
        return self._value(text, kind, self.place(path))

    def day(self, text: str | None, path: Path) -> date | None:
        """Give the date that `text` writes; None where there is no text, or with a problem kept."""
        found = None if text is None else self._value(text, DATE, self.place(path))
        return found if isinstance(found, date) else None

    def key_day(self, text: str, path: Path) -> date | None:
        """Give the date that the key at the end of `path` writes, or None with a problem kept."""
        found = self._value(text, DATE, self.key_place(path))
        return found if isinstance(found, date) else None

    def _value(self, text: str, kind: Kind, place: Place) -> Value | None:
        if whole := grouped(text, kind):
            message = Text(f"{shown(text)} kan læses på to måder", f"{shown(text)} can be read in two ways")
            self.problems.append(Problem("thousands", place, message, GROUPED, whole))
            return None
        try:
            return value(text, kind)
        except NotExact as error:
            message = Text(f"{shown(text)} kan ikke bruges", f"{shown(text)} cannot be used")
            if text != text.strip():
                message = Text(f"der er mellemrum om {shown(text)}", f"there are spaces around {shown(text)}")
            hint = _meant(text, kind)
            expected = named(kind) if isinstance(kind, Choice) else error.expected
            self.problems.append(Problem("not-a-value", place, message, expected, hint))
            return None


def text_of(both: Both | None) -> Text | None:
    """Give a text of the file as a Text."""
    return Text(both.da, both.en) if both else None


def period_of(parts: Parts, given: InForce | Span, path: Path) -> Period:
    """Give a period; one that ends before it starts is a problem."""
    start, end = parts.day(given.start, (*path, "from")), parts.day(given.end, (*path, "to"))
    if start and end and end < start:
        message = Text("perioden slutter før den begynder", "the period ends before it starts")
        expected = Text(f"{start} eller senere", f"{start} or later")
        parts.problem("period", (*path, "to"), message, expected)
    return Period(start, end)


def _meant(text: str, kind: Kind) -> str | None:
    if isinstance(kind, Choice):
        return closest(spelt(text), kind.members)
    figure = decimal_point(text) or text
    for candidate in (one_line(text), with_unit(text, kind), figure, with_unit(figure, kind)):
        if candidate and candidate != text and _reads(candidate, kind):
            return candidate
    return None


def _reads(text: str, kind: Kind) -> bool:
    try:
        value(text, kind)
    except NotExact:
        return False
    return True
