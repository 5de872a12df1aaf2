"""The rulebook as data: documents, parameters, rules, frozen and in the order in which they are settled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from engine.language.nodes import Node, walk
from engine.language.nodes import Parameter as ParameterNode
from engine.passages.fingerprint import Fingerprint
from engine.source.problem import Place
from engine.source.text import Text
from engine.values.kinds import Kind, Value
from engine.values.vocabulary import Vocabulary

Modality = Literal["skal", "bør", "kan"]
Because = Literal["beskrivelse", "bilag", "vurdering", "gentagelse", "udenfor"]


@dataclass(frozen=True, slots=True)
class Citation:
    """A clause: a document's id, the chapter in it and the clause's name, and the fingerprint of its passage.

    Where documents.yaml lists no clauses of the document, `clause` and `fingerprint` are None.
    """

    document: str
    chapter: str
    clause: str | None = None
    fingerprint: Fingerprint | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` to `end`, both included; None is open."""

    start: date | None = None
    end: date | None = None

    def holds(self, day: date) -> bool:
        """Say whether `day` lies in the period."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class NoRule:
    """Why no rule encodes a clause or a chapter."""

    because: Because
    text: Text


@dataclass(frozen=True, slots=True)
class Clause:
    """What one passage of a document sets; `no_rule` where no rule encodes it."""

    name: str
    title: Text
    fingerprint: Fingerprint
    no_rule: NoRule | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of a document: its clauses by name, in their order; `no_rule` where it has none."""

    name: str
    title: Text
    clauses: Mapping[str, Clause]
    no_rule: NoRule | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """An agreement or a statute. Without chapters it is cited by chapter alone; `not_at_hand` may then say why."""

    id: str
    title: Text
    short: Text
    kind: str
    parties: tuple[str, ...]
    period: Period
    published: Text
    chapters: Mapping[str, Chapter] = field(default_factory=dict)
    not_at_hand: Text | None = None

    def clause(self, chapter: str, clause: str) -> Clause | None:
        """Give a clause by the names of its chapter and itself, or None."""
        return self.chapters[chapter].clauses.get(clause) if chapter in self.chapters else None


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
class Option:
    """One way to read an open question: the bodies of the terms that the question is about."""

    name: str
    title: Text
    terms: Mapping[str, Node]


@dataclass(frozen=True, slots=True)
class Reading:
    """A question that the text leaves open: the option the rulebook uses and why, and the one `chosen` for a run.

    `id` is area/file/name: rules that share a question are read by the same option.
    """

    id: str
    question: Text
    used: str
    why: Text
    options: tuple[Option, ...]
    chosen: str
    place: Place

    def option(self, name: str) -> Option:
        """Give an option by name; StopIteration where there is none."""
        return next(option for option in self.options if option.name == name)


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
    readings: tuple[Reading, ...] = ()
    used: tuple[str, ...] = field(init=False, repr=False, compare=False)
    """The names of the parameters that the expressions name."""

    def __post_init__(self) -> None:
        nodes = (node for part in self.expressions for node in walk(part))
        object.__setattr__(
            self, "used", tuple(sorted({node.name for node in nodes if isinstance(node, ParameterNode)}))
        )

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

    @property
    def used_parameters(self) -> tuple[Parameter, ...]:
        """Give the parameters that the rule's expressions use, by name."""
        return tuple(self.parameters[name] for name in self.used)

    @property
    def possible(self) -> tuple[Node, ...]:
        """Give all expressions of the rule, and what its terms stand for by any of its readings."""
        bodies = (body for reading in self.readings for option in reading.options for body in option.terms.values())
        return (*self.expressions, *bodies)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which a rule wants something done, reckoned for each year `aar`: `first` to `last`, where `when` holds.

    `id` is area/file/name. In the title {aar} stands for the year, {aar+N} for one N years later.
    """

    id: str
    rule: str
    title: Text
    first: int | None
    last: int | None
    when: Node | None
    by: Node
    place: Place


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules by id, with those each `rests_on`; `order` such that what a rule rests on comes before it.

    `digest` covers what the rule files and documents.yaml say, not how they are laid out.
    """

    vocabulary: Vocabulary
    documents: Mapping[str, Document]
    rules: Mapping[str, Rule]
    rests_on: Mapping[str, frozenset[str]]
    order: tuple[str, ...]
    digest: str
    deadlines: tuple[Deadline, ...] = ()
    conclusions: Mapping[tuple[str, str], str] = field(init=False, repr=False, compare=False)
    """(entity, name) -> id of the rule that concludes it."""
    readings: Mapping[str, tuple[Reading, tuple[Rule, ...]]] = field(init=False, repr=False, compare=False)
    """The open questions by id, each with the rules that it is about."""

    def __post_init__(self) -> None:
        concluded = {(rule.subject, rule.concludes): rule.id for rule in self.rules.values() if rule.concludes}
        object.__setattr__(self, "conclusions", concluded)
        object.__setattr__(self, "readings", _readings(self.rules.values()))

    def concluding(self, entity: str, name: str) -> Rule:
        """Give the rule that concludes `name` of `entity`; KeyError where none does."""
        return self.rules[self.conclusions[entity, name]]


def _readings(rules: Iterable[Rule]) -> dict[str, tuple[Reading, tuple[Rule, ...]]]:
    found: dict[str, tuple[Reading, tuple[Rule, ...]]] = {}
    for rule in rules:
        for reading in rule.readings:
            _, others = found.get(reading.id, (reading, ()))
            found[reading.id] = (reading, (*others, rule))
    return dict(sorted(found.items()))
