"""Expressions in words: fields, terms and parameters by name, conclusions by what they say, no identifiers."""

from __future__ import annotations

from dataclasses import dataclass, replace

from engine.language.nodes import (
    Aggregate,
    All,
    Arithmetic,
    AsOf,
    Call,
    Compare,
    Conclusion,
    Fact,
    If,
    Literal,
    Negate,
    Node,
    Not,
    Owner,
    Parameter,
    SetOfNodes,
    Some,
    Term,
)
from engine.reports.values import Values, is_year
from engine.reports.words import AGGREGATES, HELD, HELD_DATED, OPERATORS, TRUTHS
from engine.rulebook.model import Rule, Rulebook
from engine.source.text import Lang, Text, sided
from engine.values.kinds import DATE, TRUTH, One
from facts.factset import FactSet
from facts.words import name_of, said_of, subject_of

FUNCTIONS = {
    "end_of_month": Text("månedens sidste dag efter {}", "the last day of the month of {}"),
    "year": Text("året for {}", "the year of {}"),
    "start_of_year": Text("1. januar i {}", "1 January of {}"),
    "election_period": Text("første år af valgperioden for {}", "the first year of the election period of {}"),
    "abs": Text("den numeriske værdi af {}", "the absolute value of {}"),
    "min": Text("den mindste af {}", "the smallest of {}"),
    "max": Text("den største af {}", "the largest of {}"),
}
BETWEEN = Text("forskellen mellem {} og {}", "the difference between {} and {}")
ELAPSED = Text("tiden fra {} til {}", "the time from {} to {}")
AS_OF = Text("bedømmelsesdagen", "the date judged by")
YEAR_JUDGED = Text("bedømmelsesåret", "the year judged by")
YEARS = {"+": Text("året efter {}", "the year after {}"), "-": Text("året før {}", "the year before {}")}
OPEN = Text("det, som aftalen lader stå åbent", "what the agreement leaves open")
CHOSEN = Text("{} hvis {}, ellers {}", "{} if {}, else {}")


@dataclass(frozen=True, slots=True)
class Phrases:
    """Words for the expressions of one rule, in one language. `entities`: of the elements of aggregates around."""

    rulebook: Rulebook
    facts: FactSet
    rule: Rule
    lang: Lang
    entities: tuple[str, ...] = ()

    @property
    def values(self) -> Values:
        """Give the words for values."""
        return Values(self.facts, self.lang)

    def inside(self, node: Aggregate) -> Phrases:
        """Give the words for what is said of one element of an aggregate."""
        return replace(self, entities=(*self.entities[: node.level - 1], node.entity))

    def of(self, node: Node) -> str:
        """Give an expression in words."""
        return self.opening(node).rstrip(",")

    def opening(self, node: Node) -> str:  # noqa: PLR0911 - one line for each kind of node
        """Give an expression as it opens a clause: with the comma that ends a relative clause before the verb."""
        match node:
            case Fact():
                return self._fact(node)
            case Conclusion(entity=entity, name=name):
                return self.concluded(self.rulebook.concluding(entity, name), True)
            case Term(name=name):
                return self._named(self.rule.terms.get(name), name)
            case Parameter(name=name):
                return self._named(self.rule.parameters[name].title, name)
            case Literal(value=value):
                return self.values.of(value, node)
            case AsOf():
                return AS_OF.to(self.lang)
            case Aggregate():
                return self._aggregate(node)
            case Call():
                return self._call(node)
            case SetOfNodes(items=items):
                return ", ".join(self.of(item) for item in items)
        return self._operation(node)

    def concluded(self, rule: Rule, truth: bool) -> str:
        """Give what a rule concludes as a clause; by its title where it says nothing of itself."""
        if rule.says:
            return sided(rule.says.to(self.lang), truth)
        title = f"»{rule.title.to(self.lang)}«"
        return title if truth else f"{title}: {TRUTHS[False].to(self.lang)}"

    def operator(self, node: Compare) -> str:
        """Give a comparison's operator in words."""
        return (HELD_DATED if node.left.kind == DATE else HELD)[node.op].to(self.lang)

    def _named(self, title: Text | None, name: str) -> str:
        return title.to(self.lang) if title else name.replace("_", " ")

    def _fact(self, node: Fact) -> str:
        words = said_of(node.entity, node.name) if node.kind == TRUTH else name_of(node.entity, node.name)
        if words is None:
            return self.rulebook.vocabulary.field(node.entity, node.name).label.to(self.lang)
        return sided(words.to(self.lang), True).replace("{of}", self._owner(node.owner, node.entity))

    def _owner(self, owner: Owner, entity: str) -> str:
        """Say whose a field is: the subject's own, or that of the relation that leads to it."""
        holder = self.entities[owner.level - 1] if owner.level else self.rule.subject
        name = None
        for step in owner.steps:
            name, kind = name_of(holder, step), self.rulebook.vocabulary.field(holder, step).kind
            holder = kind.entity if isinstance(kind, One) else holder
        called = name or subject_of(entity) or self.rulebook.vocabulary.entities[entity].label
        return called.to(self.lang)

    def _call(self, node: Call) -> str:
        first = node.items[0]
        if node.function == "abs" and isinstance(first, Arithmetic) and first.op == "-":
            return BETWEEN.to(self.lang).format(self.opening(first.left), self.opening(first.right))
        if node.function == "year" and isinstance(first, AsOf):
            return YEAR_JUDGED.to(self.lang)
        return FUNCTIONS[node.function].to(self.lang).format(self._joined(node.items, ", "))

    def _operation(self, node: Node) -> str:  # noqa: PLR0911 - one line for each kind of node
        match node:
            case All(items=items):
                return self._joined(items, Text(" og ", " and ").to(self.lang))
            case Some(items=items):
                return self._joined(items, Text(" eller ", " or ").to(self.lang))
            case Not(item=item):
                return Text("ikke (", "not (").to(self.lang) + self.of(item) + ")"
            case Compare(left=left, right=right):
                limit = self.values.of(right.value, right, left) if isinstance(right, Literal) else self.of(right)
                return f"{self.opening(left)} {self.operator(node)} {limit}"
            case Arithmetic(op="-", left=left, right=right) if left.kind == right.kind == DATE:
                return ELAPSED.to(self.lang).format(self.of(right), self.of(left))
            case Arithmetic(op="+" | "-" as op, left=left, right=Literal(value=1)) if is_year(left):
                return YEARS[op].to(self.lang).format(self.of(left))
            case Arithmetic(op=op, left=left, right=right):
                return f"{self._inner(left)} {OPERATORS[op].to(self.lang)} {self._inner(right)}"
            case Negate(item=item):
                return f"minus {self._inner(item)}"
            case If(test=test, then=then, other=other):
                return CHOSEN.to(self.lang).format(self.of(then), self.of(test), self.of(other))
        return OPEN.to(self.lang)

    def _inner(self, node: Node) -> str:
        return f"({self.of(node)})" if isinstance(node, Arithmetic | If) else self.of(node)

    def _joined(self, items: tuple[Node, ...], by: str) -> str:
        return by.join(f"({self.of(i)})" if isinstance(i, All | Some) else self.of(i) for i in items)

    def _aggregate(self, node: Aggregate) -> str:
        inside = self.inside(node)
        over = self.rulebook.vocabulary.entities[node.entity].label.to(self.lang)
        words = AGGREGATES[node.function].to(self.lang)
        body = f" {inside.of(node.body)}" if node.body else ""
        where = Text(" hvor ", " where ").to(self.lang) + inside.of(node.where) if node.where else ""
        over_words = f" {over}" if node.body is None else Text(f" over hver {over}", f" over each {over}").to(self.lang)
        return f"{words}{body}{over_words}{where}"
