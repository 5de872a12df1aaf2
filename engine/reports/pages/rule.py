"""One rule as a page shows it: in plain words beside its formal form, with all that it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from engine.language.nodes import Conclusion, Node, Term, walk
from engine.language.nodes import Parameter as Named
from engine.reports.conditions import Condition, Conditions, Group, Line
from engine.reports.links import LINK, link, plain
from engine.reports.pages.html import anchor
from engine.reports.words import EFFECT, LEADS, MODALITY
from engine.rulebook.model import Citation, Parameter, Rule, Rulebook
from engine.source.text import Lang
from facts.wording.forms import forms


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a rule: how it begins, what it says, and the same as it is written. `citations`: of an exception."""

    lead: str
    says: tuple[Condition, ...]
    key: str
    written: str
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Definition:
    """What a term of the rule stands for."""

    anchor: str
    title: str
    name: str
    says: Condition
    written: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to read an open question: what it says, whether it is the one used, and what terms then stand for."""

    title: str
    name: str
    used: bool
    terms: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What the text leaves open for a rule: the ways to read it, and why one of them is used."""

    asks: str
    name: str
    why: str
    options: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class RuleView:
    """All that a page shows of a rule but its examples."""

    rule: Rule
    subject: str
    binding: str
    effect: str
    parts: tuple[Part, ...]
    definitions: tuple[Definition, ...]
    parameters: tuple[Parameter, ...]
    questions: tuple[Question, ...]
    rests_on: tuple[Rule, ...]
    used_by: tuple[Rule, ...]


@dataclass(frozen=True)
class Shelf:
    """A rulebook in one language, ready to give its rules as pages show them."""

    rulebook: Rulebook
    lang: Lang
    used_by: Mapping[str, tuple[Rule, ...]] = field(init=False)

    def __post_init__(self) -> None:
        """Turn round which rules each rule rests on."""
        found: dict[str, tuple[Rule, ...]] = {}
        for rule in self.rulebook.rules.values():
            for other in self.rests_on(rule):
                found[other.id] = (*found.get(other.id, ()), rule)
        object.__setattr__(self, "used_by", found)

    def view(self, rule: Rule) -> RuleView:
        """Give a rule as pages show it."""
        several = forms(rule.subject)
        binding = "concludes" if rule.is_conclusion else rule.modality
        return RuleView(
            rule=rule,
            subject=several.several.to(self.lang),
            binding=MODALITY[rule.modality].to(self.lang),
            effect=EFFECT[binding].to(self.lang),
            parts=tuple(self._parts(rule)),
            definitions=tuple(self._definitions(rule)),
            parameters=parameters_of(rule),
            questions=tuple(self._questions(rule)),
            rests_on=self.rests_on(rule),
            used_by=self.used_by.get(rule.id, ()),
        )

    def rests_on(self, rule: Rule) -> tuple[Rule, ...]:
        """Give the rules whose conclusions a rule uses, in the order of their names."""
        nodes = [node for node in _nodes(rule) if isinstance(node, Conclusion)]
        found = {self.rulebook.conclusions[node.entity, node.name] for node in nodes}
        return tuple(self.rulebook.rules[id_] for id_ in sorted(found))

    def target(self, mark: str) -> str:
        """Give the place on the page that the mark of a link means."""
        sort, id_, *name = mark.split(":")
        if sort == "parameter":
            return parameter_anchor(self.rulebook.rules[id_].parameters[name[0]])
        return anchor(id_, *name)

    def placed(self, text: str) -> str:
        """Give a text whose links lead to places on the page."""
        return LINK.sub(lambda match: link(match[2], self.target(match[1])), text)

    def _parts(self, rule: Rule) -> Iterator[Part]:
        conditions = Conditions(self.rulebook, rule, self.lang)
        if rule.when is not None:
            lead = LEADS["concludes" if rule.is_conclusion else "when"].to(self.lang)
            yield self._part(conditions, lead, rule.when, "when")
        elif not rule.is_conclusion:
            yield Part(LEADS["always"].to(self.lang), (), "when", "")
        if rule.require is not None:
            yield self._part(conditions, LEADS[rule.modality].to(self.lang), rule.require, "require")
        for exemption in rule.unless:
            part = self._part(conditions, LEADS["unless"].to(self.lang), exemption.test, "unless")
            yield Part(part.lead, part.says, part.key, part.written, exemption.citations)

    def _part(self, conditions: Conditions, lead: str, node: Node, key: str) -> Part:
        """Give a part whose lead says how its items hang together; a term that is all of it is told at once."""
        body = node.body if isinstance(node, Term) else node
        condition = self._placed(conditions.tree(body))
        if isinstance(condition, Group):
            return Part(f"{lead} {condition.head}", condition.items, key, node.text)
        return Part(lead, (condition,), key, node.text)

    def _definitions(self, rule: Rule) -> Iterator[Definition]:
        terms: dict[str, Node] = {}
        for node in _nodes(rule):
            if isinstance(node, Term):
                terms.setdefault(node.name, node.body)
        for name, body in terms.items():
            yield self._definition(rule, name, body)

    def _definition(self, rule: Rule, name: str, body: Node) -> Definition:
        conditions = Conditions(self.rulebook, rule, self.lang)
        says = self._placed(conditions.defined(body))
        return Definition(anchor(rule.id, name), plain(conditions.title(name)), name, says, body.text)

    def _questions(self, rule: Rule) -> Iterator[Question]:
        terms = {node.name for node in _nodes(rule) if isinstance(node, Term)}
        for reading in rule.readings:
            options = (
                Choice(
                    option.title.to(self.lang),
                    option.name,
                    option.name == reading.used,
                    tuple(self._definition(rule, name, body) for name, body in option.terms.items() if name in terms),
                )
                for option in reading.options
            )
            name = reading.id.rsplit("/", 1)[1]
            yield Question(reading.question.to(self.lang), name, reading.why.to(self.lang), tuple(options))

    def _placed(self, condition: Condition) -> Condition:
        if isinstance(condition, Group):
            items = tuple(self._placed(item) for item in condition.items)
            return Group(condition.kind, self.placed(condition.head), items)
        return Line(self.placed(condition.text))


def parameters_of(rule: Rule) -> tuple[Parameter, ...]:
    """Give the parameters that a rule uses, in the order in which it does."""
    named = {node.name: rule.parameters[node.name] for node in _nodes(rule) if isinstance(node, Named)}
    return tuple(named.values())


def parameter_anchor(parameter: Parameter) -> str:
    """Give where the page tells of a parameter: its file and its name."""
    return anchor(parameter.place.file.rsplit(".", 1)[0], parameter.name)


def _nodes(rule: Rule) -> list[Node]:
    """Give every node of the rule's expressions, and of what its terms stand for by other readings."""
    found = {id(node): node for expression in rule.expressions for node in walk(expression)}
    options = [option.terms for reading in rule.readings for option in reading.options]
    names = list(dict.fromkeys(node.name for node in found.values() if isinstance(node, Term)))
    for name in names:  # grows while it is gone through
        for body in (terms[name] for terms in options if name in terms):
            for node in walk(body):
                found[id(node)] = node
                if isinstance(node, Term) and node.name not in names:
                    names.append(node.name)
    return list(found.values())
