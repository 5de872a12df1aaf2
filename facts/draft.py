"""A fact set in the making: documents go in, and a fact set or every problem comes out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from engine.source.problem import Place, Problem, Problems, closest, shown
from engine.source.text import Text, same
from engine.source.tree import Mapping, Node, Scalar, Sequence, plain
from engine.values.kinds import DATE, TEXT
from facts.entities import MODELS
from facts.entities.fact import Fact
from facts.entities.fault import Faulty, misplaced
from facts.factset import FactSet, Remark
from facts.join import Entry
from facts.subjects import subjects_of
from facts.typed import TYPED, Typed, entry_of, without
from facts.vocabulary import vocabulary

if TYPE_CHECKING:
    from facts.sheets.read import Sheets

AS_OF = Fact(DATE, Text("as_of", "as_of"))
TITLE = Fact(TEXT, Text("title", "title"))
NOTE = Fact(TEXT, Text("note", "note"))


@dataclass(slots=True)
class Draft:
    """Gathers documents, in any order. `unsure` holds the entities of which something could not be read."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unsure: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    dates: list[tuple[Place, date]] = field(default_factory=list)
    titles: list[tuple[Place, str]] = field(default_factory=list)
    notes: list[tuple[Place, str]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def add(self, root: Node) -> None:
        """Take in one document: a mapping of entity names to lists, and perhaps `as_of`, `title` and `note`."""
        self.files.add(root.place.file)
        if isinstance(root, Scalar) and root.is_null:
            return
        if not isinstance(root, Mapping):
            self._wrong_type(root, Text("fakta", "the facts"), _GROUPS)
            self.unsure.update(MODELS)
            return
        for key, node in root.entries.items():
            if key in MODELS:
                self._subjects(key, node)
            elif key in ("as_of", "title", "note"):
                self._about(key, node)
            else:
                self._unknown(key, root.keys[key])

    def take(self, sheets: Sheets) -> None:
        """Take in the sheets of one file."""
        self.files.add(sheets.file)
        for root in sheets.roots:
            self.add(root)
        self.problems += sheets.problems
        self.remarks += sheets.remarks
        self.unsure |= sheets.unsure

    def change(self, typed: Iterable[Typed]) -> None:
        """Take in what someone typed: it stands in the place of what was said before of the same fields."""
        for each in typed:
            self.files.add(TYPED)
            if each.entity not in MODELS:
                self._unknown(each.entity, each.place("id"))
                continue
            entry, problems = entry_of(each)
            self.problems += problems
            self.entries = without(self.entries, entry)

    def fail(self, problems: Iterable[Problem]) -> None:
        """Note a source that could not be read at all, so that what it may have held is not called missing."""
        self.problems.extend(problems)
        self.unsure.update(MODELS)

    def fact_set(self) -> FactSet:
        """Give the fact set. Raises Problems, holding every problem of every document."""
        subjects, problems = subjects_of(self.entries, self.unsure)
        problems += [*self.problems, *self._two_dates()]
        if problems:
            raise Problems(problems)
        as_of = self.dates[0][1] if self.dates else None
        about = as_of, _joined(self.titles), _joined(self.notes)
        remarks = sorted(self.remarks, key=lambda remark: remark.place.order)
        return FactSet(vocabulary(), subjects, *about, tuple(sorted(self.files)), tuple(remarks))

    def _subjects(self, entity: str, node: Node) -> None:
        if isinstance(node, Scalar) and node.is_null:
            return
        if not isinstance(node, Sequence):
            self.unsure.add(entity)
            self._wrong_type(node, same(entity), _LIST)
            return
        for item in node.items:
            if isinstance(item, Mapping):
                self.entries.append(Entry(entity, item))
            else:
                self.unsure.update(() if isinstance(item, Scalar) and item.is_null else [entity])
                self._wrong_type(item, Text(f"et punkt under {entity}", f"an item under {entity}"), _FIELDS)

    def _about(self, key: str, node: Node) -> None:
        fact = {"as_of": AS_OF, "title": TITLE, "note": NOTE}[key]
        try:
            kept = fact.parse(plain(node), {})
        except Faulty as error:
            self.problems += [Problem(f.code, node.place, f.message, f.expected, f.suggestion) for f in error.faults]
            return
        if isinstance(kept, date):
            self.dates.append((node.place, kept))
        elif isinstance(kept, str):
            (self.titles if key == "title" else self.notes).append((node.place, kept))

    def _unknown(self, key: str, place: Place) -> None:
        names = ("as_of", "title", "note", *MODELS)
        message = Text(f"{shown(key)} kendes ikke", f"{shown(key)} is not known")
        suggestion = closest(key, names)
        listed = ", ".join(names)
        expected = None if suggestion else Text(f"en af {listed}", f"one of {listed}")
        self.problems.append(Problem("unknown-key", place, message, expected, suggestion))
        self.unsure.update({suggestion} & MODELS.keys() if suggestion else ())

    def _wrong_type(self, node: Node, label: Text, expected: Text) -> None:
        self.problems.append(Problem("wrong-type", node.place, misplaced(label, plain(node)), expected))

    def _two_dates(self) -> list[Problem]:
        dates = sorted(self.dates)
        others = [(place, day) for place, day in dates[1:] if day != dates[0][1]]
        return [_other_date(place, day, *dates[0]) for place, day in others]


_GROUPS = Text(
    "en gruppe for hver slags, som 'tilbud:' med en liste under", "a group for each kind, such as 'tilbud:' with a list"
)
_LIST = Text("en liste, hvor hvert punkt begynder med '- id:'", "a list, each item of which begins with '- id:'")
_FIELDS = Text("felter, hvoraf det første er 'id:'", "fields, the first of which is 'id:'")


def _other_date(place: Place, day: date, first_place: Place, first: date) -> Problem:
    message = Text(f"as_of er {day}, men {first} i {first_place}", f"as_of is {day}, but {first} in {first_place}")
    expected = Text("samme dato i alle filer", "the same date in all files")
    return Problem("two-as-of", place, message, expected)


def _joined(texts: list[tuple[Place, str]]) -> str | None:
    return "\n".join(dict.fromkeys(text for _, text in sorted(texts))) or None
