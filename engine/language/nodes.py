"""The checked syntax tree: every name resolved, every node with its kind, its text and its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from engine.source.problem import Place
from engine.values.kinds import TRUTH, Kind, Value


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose fact: the subject decided on (`level` 0) or the element of the n-th aggregate around, then relations."""

    level: int
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """What every node has: the kind of its value, and its own source text with its place."""

    kind: Kind
    text: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Literal(Node):
    """A value written in the rule."""

    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear(Node):
    """What the agreement itself leaves open: never settled by a fact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf(Node):
    """The date that the check judges by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter(Node):
    """A dated figure of the agreement."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Node):
    """A field of a subject."""

    owner: Owner
    entity: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion(Node):
    """What another rule has concluded of a subject."""

    owner: Owner
    entity: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Node):
    """A named expression of the rule file."""

    name: str
    body: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class SetOfNodes(Node):
    """A set written in the rule."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arithmetic(Node):
    """`left` op `right`, op one of + - * /."""

    op: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Negate(Node):
    """Minus `item`."""

    item: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Compare(Node):
    """`left` op `right`, op one of = != < <= > >= in within overlaps."""

    op: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Not(Node):
    """The opposite of `item`; unknown stays unknown."""

    item: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class All(Node):
    """Kleene's and."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Some(Node):
    """Kleene's or."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class If(Node):
    """`then` where `test` is true, `other` where it is false; unknown where `test` is."""

    test: Node
    then: Node
    other: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Node):
    """A function of the language."""

    function: str
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregate(Node):
    """One value over many subjects: those reached by `steps` from `owner`, of `entity`, where `where` is true.

    `kinds` are the kinds of the steps, `level` that of the element inside. `function`: sum, count, min, max, any, all.
    """

    function: str
    owner: Owner
    steps: tuple[str, ...]
    kinds: tuple[Kind, ...]
    entity: str
    level: int
    body: Node | None
    where: Node | None


def children(node: Node) -> tuple[Node, ...]:
    """Give the nodes directly below `node`, in the order of the text."""
    below = BELOW.get(type(node))
    return below(node) if below else ()


BELOW: Mapping[type[Node], Callable[[Any], tuple[Node, ...]]] = {
    Term: lambda node: (node.body,),
    Arithmetic: lambda node: (node.left, node.right),
    Compare: lambda node: (node.left, node.right),
    Negate: lambda node: (node.item,),
    Not: lambda node: (node.item,),
    All: lambda node: node.items,
    Some: lambda node: node.items,
    Call: lambda node: node.items,
    SetOfNodes: lambda node: node.items,
    If: lambda node: (node.test, node.then, node.other),
    Aggregate: lambda node: tuple(part for part in (node.body, node.where) if part is not None),
}
"""What stands below a node, by its type; below the others nothing does. A look-up, as traces ask it for every step."""


def walk(node: Node) -> Iterator[Node]:
    """Give `node` and every node below it."""
    yield node
    for child in children(node):
        yield from walk(child)


def is_figure(node: Node) -> bool:
    """Say whether a clause can name the value of a node: of one that an aggregate goes over, many, it cannot."""
    of_many = isinstance(node, Fact) and node.owner.level > 0
    return isinstance(node, Fact | Parameter | Term) and node.kind != TRUTH and not of_many


def with_terms(node: Node, terms: Mapping[str, Node]) -> Node:
    """Give `node` with these bodies for the terms of these names, wherever they stand, also inside the bodies.

    The bodies may not rest on each other in a circle.
    """
    match node:
        case Term(name=name, body=body):
            return replace(node, body=with_terms(terms.get(name, body), terms))
        case Arithmetic(left=left, right=right) | Compare(left=left, right=right):
            return replace(node, left=with_terms(left, terms), right=with_terms(right, terms))
        case Negate(item=item) | Not(item=item):
            return replace(node, item=with_terms(item, terms))
        case All(items=items) | Some(items=items) | Call(items=items) | SetOfNodes(items=items):
            return replace(node, items=tuple(with_terms(item, terms) for item in items))
        case If(test=test, then=then, other=other):
            parts = [with_terms(part, terms) for part in (test, then, other)]
            return replace(node, test=parts[0], then=parts[1], other=parts[2])
        case Aggregate(body=body, where=where):
            inner = [part and with_terms(part, terms) for part in (body, where)]
            return replace(node, body=inner[0], where=inner[1])
        case _:
            return node


def extent(node: Node) -> tuple[int, int]:
    """Give how many nodes `node` has with all below it, and how deep they go; terms count each time."""
    known: dict[int, tuple[int, int]] = {}

    def of(one: Node) -> tuple[int, int]:
        if id(one) not in known:
            below = [of(child) for child in children(one)]
            known[id(one)] = 1 + sum(size for size, _ in below), 1 + max((depth for _, depth in below), default=0)
        return known[id(one)]

    return of(node)
