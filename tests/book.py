"""Builds rulebooks in tests, rule by rule, without files: each expression is checked by the language as it is added."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from engine.language.check import check
from engine.language.nodes import Node
from engine.language.scope import Scope
from engine.rulebook.model import Dated, Exemption, Parameter, Period, Rule, Rulebook
from engine.rulebook.order import in_order, resting
from engine.source.problem import Place, Problem
from engine.source.text import same
from engine.source.tree import Scalar
from engine.values.exact import value
from engine.values.kinds import TRUTH, Kind, Value
from engine.values.vocabulary import Vocabulary

PLACE = Place("rules.yaml", 1, 1)


@dataclass
class Book:
    """Builds a rulebook rule by rule, each expression checked as it is added."""

    vocabulary: Vocabulary
    parameters: dict[str, Parameter] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    terms: dict[tuple[str, str], str] = field(default_factory=dict)
    bodies: dict[tuple[str, str], Node] = field(default_factory=dict)

    @property
    def conclusions(self) -> frozenset[tuple[str, str]]:
        """Give what the rules so far conclude."""
        return frozenset((rule.subject, rule.concludes) for rule in self.rules.values() if rule.concludes)

    def node(self, text: str, subject: str, kind: Kind | None = TRUTH) -> Node:
        """Give the checked tree of an expression about a subject."""
        kinds = {name: parameter.kind for name, parameter in self.parameters.items()}
        terms = {name for entity, name in self.terms if entity == subject}
        scope = Scope(self.vocabulary, subject, kinds, self.conclusions, terms, lambda name: self.term(name, subject))
        return check(Scalar(text, PLACE), scope, kind)

    def term(self, name: str, subject: str) -> Node:
        """Give the checked body of a term."""
        if (subject, name) not in self.bodies:
            self.bodies[subject, name] = self.node(self.terms[subject, name], subject, None)
        return self.bodies[subject, name]

    def parameter(self, name: str, kind: Kind, *spans: tuple[Period, Value | str]) -> None:
        """Add a parameter; values may be given as text."""
        dated = tuple(Dated(period, value(v, kind) if isinstance(v, str) else v) for period, v in spans)
        self.parameters[name] = Parameter(name, kind, None, dated, (), date.max, PLACE)

    def rule(
        self,
        subject: str,
        when: str | None = None,
        require: str | None = None,
        unless: tuple[str, ...] = (),
        concludes: str | None = None,
        period: Period = Period(),  # noqa: B008 - frozen
    ) -> Rule:
        """Add a rule."""
        id_ = f"a/{concludes or f'r{len(self.rules)}'}"
        test, demand = (text and self.node(text, subject) for text in (when, require))
        exceptions = tuple(Exemption(self.node(text, subject), ()) for text in unless)
        more = (period, test, demand, exceptions, concludes, None, None, None, self.parameters, {}, PLACE)
        self.rules[id_] = Rule(id_, subject, "skal", same(id_), (), *more)  # type: ignore[arg-type]
        return self.rules[id_]

    def rulebook(self) -> Rulebook:
        """Give the rulebook."""
        problems: list[Problem] = []
        order = in_order(self.rules, resting(self.rules), problems)
        assert not problems
        return Rulebook(self.vocabulary, {}, dict(sorted(self.rules.items())), resting(self.rules), order, "sha256:0")

    def kinds_of_terms(self, subject: str) -> dict[str, Kind]:
        """Give the terms that rules about a subject may use, with their kinds."""
        return {name: self.term(name, subject).kind for entity, name in self.terms if entity == subject}
