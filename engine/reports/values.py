"""Values as the fields of the facts have words for them: a relation is its subject's name, a year has no thousands."""

from __future__ import annotations

from dataclasses import dataclass

from engine.language.nodes import Aggregate, Arithmetic, Call, Fact, If, Node, Parameter, Term
from engine.reports.display import shown_member, shown_near, shown_value
from engine.reports.subjects import enumerated, own_name
from engine.source.text import Lang, Text
from engine.values.kinds import NUMBER, TEXT, Choice, One, SetOf, Value
from facts.factset import FactSet

FIRST_YEAR, LAST_YEAR = 1000, 9999
MOST_MEMBERS = 8
"""Members of a set that a sentence names."""
MORE = Text("{} til", "{} more")
NOTHING = Text("ingenting", "nothing")


@dataclass(frozen=True, slots=True)
class Values:
    """Words for the values of expressions, with the names that subjects have in `facts`."""

    facts: FactSet
    lang: Lang

    def of(self, value: Value, node: Node, like: Node | None = None) -> str:
        """Give a value of `node`, exactly; `like` is what it is compared with, whose words it shares."""
        words = self._words(value, node, like)
        return shown_value(value, node.kind, self.lang) if words is None else words

    def near(self, value: Value, node: Node, like: Node | None = None, limit: Value | None = None) -> str:
        """Give a value for a sentence: a figure that has no end is rounded, but not across `limit`."""
        words = self._words(value, node, like)
        return shown_near(value, limit, node.kind, self.lang) if words is None else words

    def _words(self, value: Value, node: Node, like: Node | None) -> str | None:
        entity, field = field_of(node) or (field_of(like) if like else None) or ("", "")
        kind = node.kind
        if kind == NUMBER and is_year(node, like) and _may_be_year(value):
            return str(value)
        if isinstance(value, str) and (isinstance(kind, One) or field == "id"):
            return self._subject(value, kind.entity if isinstance(kind, One) else entity)
        if isinstance(value, str) and isinstance(kind, Choice):
            return shown_member(value, self.lang, entity, field)
        if isinstance(value, frozenset):
            return self.members(value, node, like)
        return None

    def members(self, value: frozenset[str], node: Node, like: Node | None = None) -> str:
        """Give the members of a set, as a list in a sentence."""
        entity, field = field_of(node) or (field_of(like) if like else None) or ("", "")
        if field == "id":
            return enumerated([self._subject(each, entity) for each in sorted(value)], self.lang) or NOTHING.to(
                self.lang
            )
        plain = isinstance(node.kind, SetOf) and node.kind.of == TEXT
        listed = [each if plain else shown_member(each, self.lang, entity, field) for each in sorted(value)]
        if len(listed) > MOST_MEMBERS:
            listed[MOST_MEMBERS:] = [MORE.to(self.lang).format(len(listed) - MOST_MEMBERS)]
        return enumerated(listed, self.lang) or NOTHING.to(self.lang)

    def _subject(self, id_: str, entity: str) -> str:
        """Give the subject's name; of one that has none the word for its id."""
        return own_name(self.facts, entity, id_) or shown_member(id_, self.lang)


def shown_of(value: Value, node: Node, lang: Lang) -> str:
    """Give a value of `node` as a tree shows it, beside expressions: ids and members as they are written there."""
    if isinstance(value, frozenset):
        return "{" + ", ".join(sorted(value)) + "}"
    written = isinstance(value, str) or (is_year(node) and _may_be_year(value))
    return str(value) if written else shown_value(value, node.kind, lang)


def field_of(node: Node) -> tuple[str, str] | None:
    """Give the field that an expression gives the value of, as it is: entity and name."""
    match node:
        case Fact(entity=entity, name=name):
            return entity, name
        case Term(body=body) | Aggregate(function="min" | "max", body=Node() as body):
            return field_of(body)
    return None


def is_year(node: Node, like: Node | None = None) -> bool:
    """Say whether a number may be a year, by what it is or what it is compared with."""
    match node:
        case Call(function=function):
            yearly = function in ("year", "election_period")
        case Fact(name=name) | Parameter(name=name):
            yearly = is_year_named(name)
        case Term(body=body):
            yearly = is_year(body)
        case Arithmetic(op="+" | "-", left=left, right=right):
            yearly = is_year(left) or is_year(right)
        case If(then=then, other=other):
            yearly = is_year(then) or is_year(other)
        case _:
            yearly = False
    return yearly or (like is not None and is_year(like))


def is_year_named(name: str) -> bool:
    """Say whether a field or parameter that is a number is one of years, by its name."""
    return name.endswith("aar")


def _may_be_year(value: Value) -> bool:
    return isinstance(value, int) and FIRST_YEAR <= value <= LAST_YEAR
