"""The rulebook as data: documents, parameters, rules, frozen and in the order in which they are settled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from engine.language.nodes import Node
from engine.source.problem import Place
from engine.source.text import Text
from engine.values.kinds import Kind, Value
from engine.values.vocabulary import Vocabulary

Modality = Literal["skal", "bør", "kan"]


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A passage: a document's id and the chapter in it."""

    document: str
    chapter: str


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` to `end`, both included; None is open."""

    start: date | None = None
    end: date | None = None

    def holds(self, day: date) -> bool:
        """Say whether `day` lies in the period."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Document:
    """An agreement or a statute."""

    id: str
    title: Text
    kind: str
    parties: tuple[str, ...]
    period: Period
    published: Text


@dataclass(frozen=True, slots=True)
class Dated:
    """A parameter's value and the period it holds in."""

    period: Period
    value: Value


@dataclass(frozen=True, slots=True)
class Parameter:
    """What the agreement sets, by date."""

    name: str
    kind: Kind
    title: Text | None
    values: tuple[Dated, ...]
    citations: tuple[Citation, ...]
    review_by: date
    place: Place

    def at(self, day: date) -> Dated | None:
        """Give the value in force on `day`, or None."""
        return next((dated for dated in self.values if dated.period.holds(day)), None)


@dataclass(frozen=True, slots=True)
class Exemption:
    """An exception: where `test` is true the rule does not bind. `rule`: the rule that concludes it, if one does."""

    test: Node
    citations: tuple[Citation, ...]
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One clause, checked. A conclusion has `concludes` and `when`; a requirement has `require`.

    `question` is what a person must be asked where only a person can finally judge; `terms` holds the titles of terms.
    `says` tells in a clause that the demand or the conclusion holds, or does not; `term_says` that a term does.
    """

    id: str
    subject: str
    modality: Modality
    title: Text
    citations: tuple[Citation, ...]
    period: Period
    when: Node | None
    require: Node | None
    unless: tuple[Exemption, ...]
    concludes: str | None
    interpretation: Text | None
    remedy: Text | None
    question: Text | None
    parameters: Mapping[str, Parameter]
    terms: Mapping[str, Text]
    place: Place
    says: Text | None = None
    term_says: Mapping[str, Text] = field(default_factory=dict)

    @property
    def area(self) -> str:
        """Give the area: the folder that the rule stands in."""
        return self.id.split("/")[0]

    @property
    def is_conclusion(self) -> bool:
        """Say whether the rule settles something rather than demanding it."""
        return self.concludes is not None

    @property
    def expressions(self) -> tuple[Node, ...]:
        """Give all expressions of the rule, in the order they are asked: when, unless, require."""
        parts = (self.when, *(exemption.test for exemption in self.unless), self.require)
        return tuple(part for part in parts if part is not None)


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules by id, `order` such that what a rule rests on comes before it.

    `digest` covers what the rule files and documents.yaml say, not how they are laid out.
    """

    vocabulary: Vocabulary
    documents: Mapping[str, Document]
    rules: Mapping[str, Rule]
    order: tuple[str, ...]
    digest: str
    conclusions: Mapping[tuple[str, str], str] = field(init=False, repr=False, compare=False)
    """(entity, name) -> id of the rule that concludes it."""

    def __post_init__(self) -> None:
        concluded = {(rule.subject, rule.concludes): rule.id for rule in self.rules.values() if rule.concludes}
        object.__setattr__(self, "conclusions", concluded)

    def concluding(self, entity: str, name: str) -> Rule:
        """Give the rule that concludes `name` of `entity`; KeyError where none does."""
        return self.rules[self.conclusions[entity, name]]
