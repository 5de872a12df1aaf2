"""Problems as forms tell them, and the open readings as something to choose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.rulebook.model import Rulebook
from engine.service.pages.fields import Option, field_of, told
from engine.source.problem import Problem
from engine.source.text import Lang, Text
from facts.typed import TYPED
from facts.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem as a form tells it: at which field, what that is called, and what is wrong."""

    field: str | None
    label: str
    text: str


def faults_of(problems: Iterable[Problem], lang: Lang) -> list[Fault]:
    """Give problems as a form tells them."""
    return [_fault(problem, lang) for problem in problems]


def questions_of(rulebook: Rulebook, lang: Lang) -> list[tuple[str, str, str, list[Option], str]]:
    """Give the open readings: the rule they are chosen by, its title, the question, the options, and the one used."""
    return [
        (
            rules[0].id,
            rules[0].title.to(lang),
            reading.question.to(lang),
            [Option(option.name, option.title.to(lang)) for option in reading.options],
            reading.used,
        )
        for reading, rules in rulebook.readings.values()
    ]


def _fault(problem: Problem, lang: Lang) -> Fault:
    field = field_of(problem)
    if field is None:
        return Fault(None, "" if problem.place.file in ("-", TYPED) else str(problem.place), told(problem, lang))
    parts_ = field.split("/")
    if len(parts_) != 4 or parts_[1] not in vocabulary().entities:
        return Fault(field, Text("Dato", "Date").to(lang), told(problem, lang))
    known = vocabulary().entities[parts_[1]].fields.get(parts_[3])
    label = known.label.to(lang) if known else Text("Kort navn (id)", "Short name (id)").to(lang)
    text = told(problem, lang)
    named = text.casefold().startswith(label.casefold())
    return Fault(field, "" if named else label[:1].upper() + label[1:], text)
