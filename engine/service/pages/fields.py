"""Facts as fields of a form: what each means, how it is written, which rules use it, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from engine.reports.display import shown_date
from engine.reports.subjects import subject_full
from engine.reports.words import QUOTED
from engine.rulebook.model import Rulebook
from engine.rulebook.uses import Uses
from engine.source.problem import Problem
from engine.source.text import Lang, Text
from engine.values.exact import text_of
from engine.values.kinds import DATE, DAYS, MONEY, MONTHS, SHARE, TRUTH, Choice, Kind, Many, One, SetOf, Value
from engine.values.vocabulary import Field
from facts.factset import FactSet
from facts.typed import TYPED
from facts.vocabulary import meaning, vocabulary

GIVEN, WAS = "f", "w"
"""What begins the names of fields, and of what stood in them when the form was made."""
NONE_OF_THEM = "ingen"
"""What is typed of a list that holds nothing."""
MOST_RULES = 2
"""Rules that a field names."""
UNITS = {
    MONEY: Text("kr.", "kr."),
    SHARE: Text("%", "%"),
    DAYS: Text("dage", "days"),
    MONTHS: Text("måneder", "months"),
}
A_DATE = Text("fx 31. januar 2017", "e.g. 31 January 2017")
A_YEAR = Text("et årstal, fx 2017", "a year, e.g. 2017")


@dataclass(frozen=True, slots=True)
class Option:
    """A value to choose, and the words for it."""

    value: str
    word: str


@dataclass(frozen=True, slots=True)
class Input:
    """A fact to fill in. Without options it is typed; with them one is chosen, or, where there may be, `several`.

    `name`: of the field. `hint`: how it is written. `before`: what is known, which `value` may already differ from.
    `rules`: those that use it, in words. `wrong`: what is wrong with what it holds.
    """

    name: str
    label: str
    meaning: str
    hint: str
    unit: str
    options: tuple[Option, ...]
    several: bool
    value: str
    before: str
    rules: str
    wrong: tuple[str, ...] = ()

    @property
    def chosen(self) -> frozenset[str]:
        """Give the options that are chosen."""
        return frozenset(part.strip() for part in self.value.split(";")) if self.several else frozenset((self.value,))

    @property
    def was(self) -> str:
        """Give the name of what the field held when the form was made."""
        return WAS + self.name[len(GIVEN) :]


@dataclass(frozen=True, slots=True)
class Fields:
    """Makes fields in one language. `facts`: those at hand, among which related subjects are chosen."""

    rulebook: Rulebook
    uses: Uses
    lang: Lang
    facts: FactSet | None = None
    wrong: Mapping[str, tuple[str, ...]] | None = None
    values: Mapping[str, str] | None = None

    def of(self, entity: str, id_: str, name: str) -> Input:
        """Give the field of one fact, with what is known of it; what was typed into it goes before that."""
        field = vocabulary().field(entity, name)
        key = "/".join((GIVEN, entity, id_, name))
        more, wrong = meaning(entity, name), (self.wrong or {}).get(key, ())
        before = self.known(entity, id_, field)
        return Input(
            key,
            field.label.to(self.lang),
            more.to(self.lang) if more else "",
            self._hint(field),
            "" if field.is_year else UNITS.get(field.kind, Text("", "")).to(self.lang),
            tuple(self._options(field.kind)),
            isinstance(field.kind, SetOf),
            (self.values or {}).get(key, before),
            before,
            self._rules(entity, name),
            wrong,
        )

    def all_of(self, entity: str, id_: str, *, related: bool = True) -> tuple[list[Input], list[Input]]:
        """Give the fields of a subject: those that the rules use, and the others. `related`: with its relations."""
        own = vocabulary().entities[entity].fields.values()
        names = [
            field.name
            for field in own
            if field.name != "id" and not isinstance(field.kind, Many) and (related or not isinstance(field.kind, One))
        ]
        used = [name for name in names if (entity, name) in self.uses or name == "navn"]
        rest = [name for name in names if name not in used]
        return [self.of(entity, id_, name) for name in used], [self.of(entity, id_, name) for name in rest]

    def known(self, entity: str, id_: str, field: Field) -> str:
        """Give what the facts hold, as it can be typed again; '' where it is not known."""
        subject = self.facts.subjects.get(entity, {}).get(id_) if self.facts else None
        value = subject.values.get(field.name) if subject else None
        return "" if value is None else as_typed(value, field.kind, self.lang)

    def _hint(self, field: Field) -> str:
        if field.kind == DATE:
            return A_DATE.to(self.lang)
        return A_YEAR.to(self.lang) if field.is_year else ""

    def _options(self, kind: Kind) -> Iterable[Option]:
        if kind == TRUTH:
            yield Option("ja", Text("ja", "yes").to(self.lang))
            yield Option("nej", Text("nej", "no").to(self.lang))
        of = kind.of if isinstance(kind, SetOf) else kind
        if isinstance(of, Choice):
            yield from (Option(member, of.word(member).to(self.lang)) for member in of.members)
        if isinstance(kind, SetOf):
            yield Option(NONE_OF_THEM, Text("ingen af dem", "none of them").to(self.lang))
        if isinstance(kind, One) and self.facts:
            for id_ in self.facts.subjects.get(kind.entity, {}):
                yield Option(id_, subject_full(self.facts, kind.entity, id_, self.lang))

    def _rules(self, entity: str, name: str) -> str:
        ids = self.uses.get((entity, name), ())
        quoted = QUOTED.to(self.lang)
        titles = [quoted.format(self.rulebook.rules[id_].title.to(self.lang)) for id_ in ids[:MOST_RULES]]
        more = len(ids) - MOST_RULES
        if more > 0:
            titles.append(Text(f"{more} til", f"{more} more").to(self.lang))
        return Text(" og ", " and ").to(self.lang).join(filter(None, (", ".join(titles[:-1]), *titles[-1:])))


def as_typed(value: Value, kind: Kind, lang: Lang) -> str:
    """Give a value as it can be typed into a field in `lang`: without unit, with the language's decimal sign."""
    if isinstance(value, date):
        return shown_date(value, lang)
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, frozenset):
        of = kind.of if isinstance(kind, SetOf) else None
        members = of.members if isinstance(of, Choice) else sorted(value)
        return "; ".join(member for member in members if member in value) or NONE_OF_THEM
    if isinstance(value, int | Fraction):
        figure = str(text_of(value, kind)).split()[0]
        return figure.replace(".", ",") if lang == "da" else figure
    return value


def wrong_by_field(problems: Iterable[Problem], lang: Lang) -> dict[str, tuple[str, ...]]:
    """Give what is wrong with facts that were typed, by the names of their fields."""
    found: dict[str, tuple[str, ...]] = {}
    for problem in problems:
        if (name := field_of(problem)) is not None:
            found[name] = (*found.get(name, ()), told(problem, lang))
    return found


def field_of(problem: Problem) -> str | None:
    """Give the name of the field that a problem is about; None where it is about none."""
    head, _, rest = problem.place.file.partition("/")
    return f"{GIVEN}/{rest}" if head == TYPED and rest else None


def told(problem: Problem, lang: Lang) -> str:
    """Give what is wrong, what was expected and what may have been meant, without the place."""
    line = problem.message.to(lang)
    if problem.expected:
        line += Text("; ventede ", "; expected ").to(lang) + problem.expected.to(lang)
    if problem.suggestion:
        line += Text("; mente du ", "; did you mean ").to(lang) + f"{problem.suggestion}?"
    return line[:1].upper() + line[1:]
