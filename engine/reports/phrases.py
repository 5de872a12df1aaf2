"""Values in words: facts by their phrases, terms and parameters by their titles, no identifiers."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace
from typing import Self

from engine.language.nodes import (
    Aggregate,
    Arithmetic,
    AsOf,
    Call,
    Fact,
    If,
    Literal,
    Negate,
    Node,
    Owner,
    Parameter,
    SetOfNodes,
    Term,
)
from engine.reports.display import OR, joined, shown_value
from engine.reports.links import COMMA, link
from engine.reports.words import AGGREGATES, ARITHMETIC, BOTH, FUNCTIONS, MANY_IN_ALL, QUOTED, YEARS
from engine.rulebook.model import Rule, Rulebook
from engine.source.text import Lang, Text
from engine.values.kinds import DATE, TEXT, TRUTH, Choice, Many, One, SetOf
from engine.values.vocabulary import Field
from facts.wording.fields import phrase
from facts.wording.forms import forms, other

VERB = re.compile(r"\[([^]|]*)(?:\|([^]|]*))?(?:\|([^]|]*))?\]")


@dataclass(frozen=True, slots=True)
class Level:
    """A subject that an expression speaks of: what it is called, and of which kind it is."""

    name: str
    entity: str


@dataclass(frozen=True, slots=True)
class Phrases:
    """Words for the values of one rule, in one language; `Conditions` adds those for what is true or false.

    `levels`: what the expression speaks of: the rule's subject, then the elements of the aggregates around.
    `by_title`: parameters without what they amount to.
    """

    rulebook: Rulebook
    rule: Rule
    lang: Lang
    levels: tuple[Level, ...] = ()
    by_title: bool = False
    told: dict[Hashable, tuple[Node, str]] = field(default_factory=dict, compare=False, repr=False)
    """What was put into words already, by the number of its node: a rule's expressions are told for many subjects."""

    def line(self, node: Node, *, negated: bool = False, subordinate: bool = False) -> str:
        """Give what is true or false in one line."""
        raise NotImplementedError

    def of(self, node: Node) -> str:
        """Give the value of an expression in words."""
        if id(node) not in self.told:
            self.told[id(node)] = node, self._of(node)
        return self.told[id(node)][1]

    def _of(self, node: Node) -> str:
        match node:
            case _ if node.kind == TRUTH:
                return self.line(node)
            case Fact(owner=owner, entity=entity, name=name):
                return self.fact(owner, entity, name)
            case Term(name=name):
                return link(self.quoted(self.title(name)), self.anchor("term", name))
            case Parameter(name=name):
                return self._parameter(name)
            case Literal(value=value, kind=kind):
                shown = shown_value(value, kind, self.lang)
                return self.quoted(shown) if isinstance(kind, Choice) or kind == TEXT else shown
            case SetOfNodes(items=items):
                return joined([self.of(item) for item in items], self.lang, OR)
            case Aggregate():
                return self._aggregate(node)
            case _:
                return self._worked_out(node)

    def named(self, node: Node) -> str:
        """Give the value of an expression in words, without what a parameter amounts to."""
        key = ("named", id(node))
        if key not in self.told:
            self.told[key] = node, replace(self, by_title=True, told={}).of(node)
        return self.told[key][1]

    def none(self, node: Aggregate, *, counted: bool) -> str:
        """Say that there are no subjects for an aggregate to go over. `counted`: there are, but none that counts."""
        told = Text("der er ingen {}", "there are no {}").to(self.lang).format(forms(node.entity).several.to(self.lang))
        if not counted or node.where is None:
            return told
        test = self.within(node).line(node.where, subordinate=True)
        return told + Text(f", hvor {test}{COMMA}", f" where {test}").to(self.lang)

    def fact(self, owner: Owner, entity: str, name: str) -> str:
        """Give the value of a fact in words; an id is the subject itself."""
        whose = self.owner(owner)
        if name == "id":
            return whose
        return self.filled(phrase(entity, self.rulebook.vocabulary.field(entity, name)), whose)

    def title(self, name: str) -> str:
        """Give the title of a term or parameter of the rule's file; its name in words where it has none."""
        parameter = self.rule.parameters.get(name)
        title = parameter.title if parameter else self.rule.terms.get(name)
        return title.to(self.lang) if title else name.replace("_", " ")

    def anchor(self, sort: str, name: str) -> str:
        """Give where a page tells of a term of the rule, or of a parameter of its file."""
        return f"{sort}:{self.rule.id}:{name}"

    def quoted(self, text: str) -> str:
        """Give a text in the marks that say: this is told elsewhere, or written so in the facts."""
        return QUOTED.to(self.lang).format(text)

    def owner(self, owner: Owner) -> str:
        """Give the subject that a fact is of: the one at hand, or the one that relations lead to from it."""
        levels = self._levels
        name, entity = levels[owner.level].name, levels[owner.level].entity
        for step in owner.steps:
            field = self.rulebook.vocabulary.field(entity, step)
            assert isinstance(field.kind, One | Many)  # noqa: S101 - the language has seen to it
            twin = field.kind.entity in {known.entity for known in levels}
            template = phrase(entity, field, told_apart=twin)
            name, entity = self.filled(template, name), field.kind.entity
        return name

    def filled(self, template: Text, name: str) -> str:
        """Give a phrase about the subject `name`."""
        return filled(template, name, self.lang)

    def within(self, node: Aggregate) -> Self:
        """Give the phrases for what is said of the elements of an aggregate."""
        levels = self._levels[: node.level]
        twin = node.entity in {level.entity for level in levels}
        of = (self._holder(node), node.steps[-1])
        name = other(node.entity, of) if twin else forms(node.entity).the
        return replace(self, levels=(*levels, Level(name.to(self.lang), node.entity)), told={})

    def many(self, node: Aggregate) -> str:
        """Give the subjects that an aggregate goes over."""
        name = self.owner(Owner(node.owner.level, (*node.owner.steps, *node.steps[:-1])))
        entity = self._holder(node)
        return self.filled(phrase(entity, self.rulebook.vocabulary.field(entity, node.steps[-1])), name)

    def _holder(self, node: Aggregate) -> str:
        """Give the kind of subject whose collection an aggregate goes over."""
        entity = self._levels[node.owner.level].entity
        for step in (*node.owner.steps, *node.steps[:-1]):
            kind = self.rulebook.vocabulary.field(entity, step).kind
            assert isinstance(kind, One | Many)  # noqa: S101 - the language has seen to it
            entity = kind.entity
        return entity

    @property
    def _levels(self) -> tuple[Level, ...]:
        return self.levels or (Level(forms(self.rule.subject).the.to(self.lang), self.rule.subject),)

    def _parameter(self, name: str) -> str:
        """Give a parameter by its title, with its value where it has had only one and that is not a list."""
        parameter, title = self.rule.parameters[name], self._titled(name)
        if self.by_title or len(parameter.values) != 1 or isinstance(parameter.kind, SetOf):
            return title
        return f"{shown_value(parameter.values[0].value, parameter.kind, self.lang)} ({title})"

    def _titled(self, name: str) -> str:
        return link(self.quoted(self.title(name)), self.anchor("parameter", name))

    def _worked_out(self, node: Node) -> str:
        match node:
            case AsOf():
                return Text("kontroldatoen", "the date of the check").to(self.lang)
            case Call():
                return self._called(node)
            case Arithmetic(op="-", left=left, right=right) if left.kind == right.kind == DATE:
                words = Text("tiden fra {} til {}", "the time from {} to {}").to(self.lang)
                return words.format(self.of(right), self.of(left))
            case Arithmetic(op="+" | "-", left=left, right=Literal(value=int())) if self.is_year(left):
                return self._year(node)
            case Arithmetic(op=op, left=left, right=right):
                return f"{self._inner(left, op)} {ARITHMETIC[op].to(self.lang)} {self._inner(right)}"
            case Negate(item=item):
                return f"minus {self._inner(item)}"
            case If(test=test, then=then, other=otherwise):
                words = Text("{}, hvis {}, ellers {}", "{} if {}, else {}").to(self.lang)
                return words.format(self.of(then), self.line(test, subordinate=True), self.of(otherwise))
        raise AssertionError(node)

    def _called(self, node: Call) -> str:
        first = node.items[0]
        if node.function == "abs" and isinstance(first, Arithmetic) and first.op == "-":
            words = Text("forskellen mellem {} og {}", "the difference between {} and {}").to(self.lang)
            return words.format(self._inner(first.left), self._inner(first.right))
        if node.function == "year" and isinstance(first, AsOf):
            return Text("kontrolåret", "the year of the check").to(self.lang)
        if node.function == "start_of_year":
            return FUNCTIONS["start_of_year"].to(self.lang).format(self._year(first))
        given = joined([self.of(item) for item in node.items], self.lang)
        templates = BOTH if len(node.items) == 2 and node.function in BOTH else FUNCTIONS
        return templates[node.function].to(self.lang).format(given)

    def _year(self, node: Node) -> str:
        """Give a year in words; the one before or after another by name."""
        if isinstance(node, Arithmetic) and node.op in YEARS and isinstance(node.right, Literal):
            count, inner = node.right.value, self._inner(node.left)
            return YEARS[node.op][count != 1].to(self.lang).format(inner, count)
        return self._inner(node)

    def is_year(self, node: Node) -> bool:
        """Say whether a value is a year."""
        match node:
            case Fact(entity=entity, name=name):
                return self.rulebook.vocabulary.field(entity, name).is_year
            case Term(body=body):
                return self.is_year(body)
            case Arithmetic(op="+" | "-", left=left):
                return self.is_year(left)
            case Call(function=function):
                return function in ("year", "election_period")
        return False

    def _inner(self, node: Node, op: str = "") -> str:
        """Give an operand, in brackets where it is an operation; one that `op` goes on from needs none."""
        goes_on = isinstance(node, Arithmetic) and any(node.op in ops and op in ops for ops in ("+-", "*/") if op)
        return f"({self.of(node)})" if isinstance(node, Arithmetic | If) and not goes_on else self.of(node)

    def _aggregate(self, node: Aggregate) -> str:
        many = self.many(node) + self._where(node)
        if node.body is None:
            return MANY_IN_ALL.to(self.lang).format(many)
        return AGGREGATES[node.function].to(self.lang).format(self.within(node).of(node.body), many)

    def _where(self, node: Aggregate) -> str:
        """Give the clause that says which subjects an aggregate counts; nothing where it counts all."""
        if node.where is None:
            return ""
        test = self.within(node).line(node.where, subordinate=True)
        return Text(f", hvor {test}{COMMA}", f", where {test}{COMMA}").to(self.lang)


def filled(template: Text, name: str, lang: Lang) -> str:
    """Give a phrase about the subject `name`."""
    text = template.to(lang).replace("{s}", f"{name}s").replace("{}", name)
    return text.rstrip(",") + COMMA if lang == "da" and ", " in text and "[" not in text else text


def sought(entity: str, fields: Iterable[Field], lang: Lang) -> list[str]:
    """Give facts of a subject as they are asked for; what they are comes before whether they are so."""
    return [_sought(entity, field, lang) for field in sorted(fields, key=lambda field: field.kind == TRUTH)]


def _sought(entity: str, field: Field, lang: Lang) -> str:
    """Give a fact as it is asked for: whether it is so, the day, or what the field is called."""
    if field.kind not in (TRUTH, DATE):
        return field.label.to(lang)
    asked = filled(phrase(entity, field), forms(entity).the.to(lang), lang)
    if field.kind == DATE:
        return asked
    return Text("om {}", "whether {}").to(lang).format(spoken(asked, negated=False, subordinate=True, lang=lang))


def spoken(template: str, *, negated: bool, subordinate: bool, lang: Lang) -> str:
    """Give a sentence whose verb is marked by [..]: as it is, or its opposite.

    In a Danish subordinate clause 'ikke' stands before the verb.
    """
    match = VERB.search(template)
    if match is None:
        return template
    verb, opposite, inverted = match.groups()
    if negated:
        if lang == "en":
            verb = opposite if opposite is not None else f"{verb} not"
        elif subordinate:
            verb = inverted if inverted is not None else opposite if opposite is not None else f"ikke {verb}"
        else:
            verb = opposite if opposite is not None else f"{verb} ikke"
    return template[: match.start()] + verb + template[match.end() :]
