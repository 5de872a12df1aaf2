"""Conditions in words, as a tree that a page shows as a list in a list, or in one line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.language.nodes import (
    Aggregate,
    All,
    Arithmetic,
    Call,
    Compare,
    Conclusion,
    Fact,
    If,
    Literal,
    Node,
    Not,
    Parameter,
    SetOfNodes,
    Some,
    Term,
    Unclear,
    walk,
)
from engine.reports.display import joined
from engine.reports.links import link
from engine.reports.phrases import Phrases, spoken
from engine.reports.words import ALWAYS, COMPARED, DATED, FUNCTIONS, GROUPS, HOLDS, LEFT_OPEN, NEVER, REASONS, SETS
from engine.source.text import Lang, Text, sided
from engine.values.kinds import DATE, TRUTH
from facts.wording.forms import forms

NOT_AFTER_VERB = re.compile(r"(\S+) \[ikke\]")
"""Where a Danish main clause has its 'not': in a subordinate clause it stands before the verb."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is so, or a value, in one line."""

    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """Several things, and how they hang together: all of them, one of them, ..."""

    kind: str
    head: str
    items: tuple[Condition, ...]


Condition = Line | Group


@dataclass(frozen=True, slots=True)
class Conditions(Phrases):
    """Words for all expressions of one rule, in one language."""

    def tree(self, node: Node, *, negated: bool = False, subordinate: bool = False) -> Condition:
        """Give what is true or false as a tree; `negated`: its opposite."""
        match node:
            case Not(item=item):
                return self.tree(item, negated=not negated, subordinate=subordinate)
            case All(items=items) | Some(items=items):
                parts = self._parts(items, isinstance(node, All))
                kind = "all" if isinstance(node, All) is not negated else "some"
                return self._joined(kind, parts, negated, subordinate)
            case Compare(op="!="):
                return self.tree(replace(node, op="="), negated=not negated, subordinate=subordinate)
            case If() if node.kind == TRUTH:
                return self._cases(node, negated)
            case Aggregate(body=Node()) if node.kind == TRUTH:
                return self._elements(node, negated)
            case Conclusion() if said := self._concluded(node, negated=negated, subordinate=subordinate):
                return Line(said)
            case Unclear(reason=reason):
                return Line(REASONS[reason].to(self.lang))
        return Line(spoken(self._sentence(node), negated=negated, subordinate=subordinate, lang=self.lang))

    def line(self, node: Node, *, negated: bool = False, subordinate: bool = False) -> str:
        """Give what is true or false in one line."""
        key = (id(node), negated, subordinate)
        if key not in self.told:
            tree = self.tree(node, negated=negated, subordinate=subordinate)
            self.told[key] = node, inline(tree, self.lang)
        return self.told[key][1]

    def defined(self, node: Node) -> Condition:
        """Give what a term stands for as a tree: cases, sums and choices of several parts as lists."""
        if node.kind == TRUTH:
            return self.tree(node)
        match node:
            case If():
                return Group("value", Text("én af disse", "one of these").to(self.lang), tuple(self._choices(node)))
            case Call(function="min" | "max" as function, items=items) if any(isinstance(i, If) for i in items):
                head = FUNCTIONS[function].to(self.lang).format(Text("dette", "these").to(self.lang))
                return Group("value", head, tuple(Line(self.of(item)) for item in items))
            case Arithmetic(op="+") if any(isinstance(n, If) for n in walk(node)):
                return Group("value", Text("summen af", "the sum of").to(self.lang), self._summands(node))
        return Line(self.of(node))

    def _choices(self, node: If) -> list[Condition]:
        first = Text("{}, hvis {}", "{} if {}").to(self.lang)
        one = Line(first.format(self.of(node.then), self.line(node.test, subordinate=True)))
        if isinstance(node.other, If):
            return [one, *self._choices(node.other)]
        return [one, Line(Text("ellers {}", "else {}").to(self.lang).format(self.of(node.other)))]

    def _summands(self, node: Node) -> tuple[Condition, ...]:
        if isinstance(node, Arithmetic) and node.op == "+":
            return (*self._summands(node.left), *self._summands(node.right))
        return (Line(self.of(node)),)

    def _parts(self, items: tuple[Node, ...], is_all: bool) -> list[Node]:
        """Give the items with those of an inner 'and' in an 'and' beside them, and the same of 'or'."""
        found: list[Node] = []
        for item in items:
            inner = item.items if isinstance(item, All if is_all else Some) else ()
            found += self._parts(inner, is_all) if inner else [item]
        return found

    def _joined(self, kind: str, items: list[Node], negated: bool, subordinate: bool) -> Condition:
        """Give items as one group; what is left open is said of the others."""
        left = next((item for item in items if isinstance(item, Unclear)), None)
        others = [item for item in items if not isinstance(item, Unclear)]
        if left is None:
            return self.group(kind, [self.tree(i, negated=negated, subordinate=subordinate) for i in items])
        told = [self.tree(item, negated=negated, subordinate=subordinate or kind == "all") for item in others]
        inner = told[0] if len(told) == 1 else self.group(kind, told)
        words = LEFT_OPEN[left.reason][kind].to(self.lang)
        if isinstance(inner, Line):
            return Line(words.format(inner.text))
        return replace(inner, head=words.format(inner.head))

    def group(self, kind: str, items: Sequence[Condition], **slots: str) -> Group:
        """Give a group with the head of its kind."""
        plural = "" if len(items) > 1 else "-one"
        head = GROUPS.get(kind + plural) or GROUPS[kind]
        return Group(kind, head.to(self.lang).format(**slots), tuple(items))

    def _cases(self, node: If, negated: bool) -> Condition:
        """Give two demands, of which the test says which one holds."""
        head = Text("hvis {}", "if {}").to(self.lang).format(self.line(node.test, subordinate=True))
        then, other = (self._listed_in(self.tree(part, negated=negated)) for part in (node.then, node.other))
        return self.group(
            "all", [Group("then", head, then), Group("else", Text("ellers", "else").to(self.lang), other)]
        )

    def _listed_in(self, condition: Condition) -> tuple[Condition, ...]:
        return condition.items if isinstance(condition, Group) and condition.kind == "all" else (condition,)

    def _elements(self, node: Aggregate, negated: bool) -> Condition:
        """Give what is said of the elements of an aggregate: of one of them, of none, or of all."""
        inside = self.within(node)
        many = self.many(node) + self._where(node)
        assert node.body is not None  # noqa: S101 - any and all have one
        every = node.function == "all"
        kind = (
            ("some-element" if negated else "every-element") if every else ("no-element" if negated else "some-element")
        )
        body = inside.tree(node.body, negated=every and negated)
        return self.group(kind, self._listed_in(body), many=many)

    def _sentence(self, node: Node) -> str:
        """Give one thing that is so as a sentence with its verb marked."""
        match node:
            case Fact(owner=owner, entity=entity, name=name):
                return self.fact(owner, entity, name)
            case Conclusion(owner=owner, entity=entity, name=name):
                rule = self.rulebook.concluding(entity, name)
                title = link(self.quoted(rule.title.to(self.lang)), f"rule:{rule.id}")
                of = Text(" for ", " of ").to(self.lang) + self.owner(owner) if owner.level or owner.steps else ""
                return HOLDS.to(self.lang).format(title) + of
            case Term(name=name):
                return HOLDS.to(self.lang).format(link(self.quoted(self.title(name)), self.anchor("term", name)))
            case Compare():
                return self._compared(node)
            case Literal(value=value):
                return (ALWAYS if value else NEVER).to(self.lang)
        raise AssertionError(node)

    def _concluded(self, node: Conclusion, *, negated: bool, subordinate: bool) -> str | None:
        """Give a conclusion as its rule says it; None where that says nothing, or speaks of another subject."""
        rule = self.rulebook.concluding(node.entity, node.name)
        if rule.says is None or self.owner(node.owner) != forms(node.entity).the.to(self.lang):
            return None
        clause = rule.says.to(self.lang)
        if subordinate and self.lang == "da":
            clause = NOT_AFTER_VERB.sub(r"[ikke] \1", clause)
        return link(sided(clause, not negated), f"rule:{rule.id}")

    def _compared(self, node: Compare) -> str:
        if node.op in ("in", "within", "overlaps"):
            return self._among(node)
        left, right = self.of(node.left), self.of(node.right)
        if isinstance(node.left, Fact) and node.left.name == "id" and isinstance(node.right, Literal):
            return SETS["named"].to(self.lang).format(left, right)
        return f"{left} [{Text('er', 'is').to(self.lang)}] {self.operator(node)}{right}"

    def operator(self, node: Compare) -> str:
        """Give a comparison's operator in words, with a space after it; nothing where the verb says it all."""
        if node.left.kind == DATE or self.is_year(node.left):
            return f"{DATED[node.op].to(self.lang)} " if node.op in DATED else ""
        if node.op == "=" and not node.left.kind.is_figure:
            return ""
        return f"{COMPARED[node.op].to(self.lang)} "

    def _among(self, node: Compare) -> str:
        left, right = self.of(node.left), self.of(node.right)
        written = isinstance(node.right, SetOfNodes)
        single = written and len(node.right.items) == 1  # type: ignore[attr-defined]
        if node.op == "in" and written:
            opposite = joined([self.of(i) for i in node.right.items], self.lang, Text("eller", "nor"))  # type: ignore[attr-defined]
            form = "one" if single else "either"
            return SETS[form].to(self.lang).format(left, right, opposite)
        if node.op == "in":
            return SETS["among"].to(self.lang).format(left, right)
        if node.op == "overlaps":
            return SETS["holds" if single else "overlaps"].to(self.lang).format(left, right)
        asked = isinstance(node.left, Parameter)
        return SETS["complete" if asked else "only"].to(self.lang).format(left, right)


def inline(condition: Condition, lang: Lang) -> str:
    """Give a tree in one line."""
    if isinstance(condition, Line):
        return condition.text
    told = [f"({inline(i, lang)})" if isinstance(i, Group) else i.text for i in condition.items]
    if condition.kind in ("all", "some"):
        word = (Text(" og ", " and ") if condition.kind == "all" else Text(" eller ", " or ")).to(lang)
        return word.join(told)
    return f"{condition.head}: {'; '.join(told)}"
