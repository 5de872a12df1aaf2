"""Expressions in words: fields by their labels, conclusions by the title of their rule, no identifiers."""

from __future__ import annotations

from dataclasses import dataclass

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
    Parameter,
    SetOfNodes,
    Some,
    Term,
)
from engine.reports.display import joined, shown_value
from engine.reports.words import AGGREGATES, COMPARED, DATED
from engine.rulebook.model import Rule, Rulebook
from engine.source.text import Lang, Text
from engine.values.kinds import DATE

FUNCTIONS = {
    "end_of_month": Text("månedens sidste dag efter", "the last day of the month of"),
    "year": Text("året for", "the year of"),
    "start_of_year": Text("1. januar", "1 January"),
    "election_period": Text("første år af valgperioden for", "the first year of the election period of"),
    "working_day": Text("hverdagen på eller efter", "the working day on or after"),
    "abs": Text("den numeriske værdi af", "the absolute value of"),
    "min": Text("den mindste af", "the smallest of"),
    "max": Text("den største af", "the largest of"),
}


@dataclass(frozen=True, slots=True)
class Phrases:
    """Words for the expressions of one rule, in one language."""

    rulebook: Rulebook
    rule: Rule
    lang: Lang

    def of(self, node: Node) -> str:  # noqa: PLR0911 - one line for each kind of node
        """Give an expression in words."""
        match node:
            case Fact(entity=entity, name=name):
                return self.rulebook.vocabulary.field(entity, name).label.to(self.lang)
            case Conclusion(entity=entity, name=name):
                return f"»{self.rulebook.concluding(entity, name).title.to(self.lang)}«"
            case Term(name=name):
                term = self.rule.terms.get(name)
                return term.to(self.lang) if term else name.replace("_", " ")
            case Parameter(name=name):
                title = self.rule.parameters[name].title
                return title.to(self.lang) if title else name.replace("_", " ")
            case Literal(value=value, kind=kind):
                return shown_value(value, kind, self.lang)
            case AsOf():
                return Text("datoen der bedømmes efter", "the date judged by").to(self.lang)
            case Aggregate():
                return self._aggregate(node)
            case Call(function=function, items=items):
                return f"{FUNCTIONS[function].to(self.lang)} {self._joined(items, ', ')}"
            case SetOfNodes(items=items):
                return joined([self.of(item) for item in items], self.lang)
        return self._operation(node)

    def _operation(self, node: Node) -> str:
        match node:
            case All(items=items):
                return self._joined(items, Text(" og ", " and ").to(self.lang))
            case Some(items=items):
                return self._joined(items, Text(" eller ", " or ").to(self.lang))
            case Not(item=item):
                return Text("ikke (", "not (").to(self.lang) + self.of(item) + ")"
            case Compare(left=left, right=right):
                return f"{self.of(left)} {self.operator(node)} {self.of(right)}"
            case Arithmetic(op=op, left=left, right=right):
                return f"{self._inner(left)} {op} {self._inner(right)}"
            case Negate(item=item):
                return f"-{self._inner(item)}"
            case If(test=test, then=then, other=other):
                words = Text("{} hvis {}, ellers {}", "{} if {}, else {}").to(self.lang)
                return words.format(self.of(then), self.of(test), self.of(other))
        return Text("det som aftalen lader stå åbent", "what the agreement leaves open").to(self.lang)

    def operator(self, node: Compare) -> str:
        """Give a comparison's operator in words."""
        return (DATED if node.left.kind == DATE else COMPARED)[node.op].to(self.lang)

    def _inner(self, node: Node) -> str:
        return f"({self.of(node)})" if isinstance(node, Arithmetic | If) else self.of(node)

    def _joined(self, items: tuple[Node, ...], by: str) -> str:
        return by.join(f"({self.of(i)})" if isinstance(i, All | Some) else self.of(i) for i in items)

    def _aggregate(self, node: Aggregate) -> str:
        over = self.rulebook.vocabulary.entities[node.entity].label.to(self.lang)
        words = AGGREGATES[node.function].to(self.lang)
        body = f" {self.of(node.body)}" if node.body else ""
        where = Text(" hvor ", " where ").to(self.lang) + self.of(node.where) if node.where else ""
        over_words = f" {over}" if node.body is None else Text(f" over hver {over}", f" over each {over}").to(self.lang)
        return f"{words}{body}{over_words}{where}"
