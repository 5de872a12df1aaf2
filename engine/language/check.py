"""From a syntax tree to the checked tree: names resolved, kinds right, every problem found in one go."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypedDict

from lark import Token

from engine.language import algebra, operators
from engine.language.calls import checked_call
from engine.language.gather import both, each
from engine.language.literals import literal
from engine.language.nodes import If, Literal, Node, SetOfNodes, extent
from engine.language.parse import Branch, bare_names, branches, is_bare, parse
from engine.language.scope import Resolver, Scope, Word
from engine.language.words import named
from engine.source.problem import Place, Problem, Problems, closest, shown
from engine.source.text import Text
from engine.source.tree import Scalar
from engine.values.kinds import TRUTH, Choice, Kind, SetOf, set_of

DEEPEST = 40
MOST_NODES = 5_000
"""An expression with all terms it rests on: what is compiled from it, and how deep, stays within bounds."""


class Where(TypedDict):
    """A node's own text and place."""

    text: str
    place: Place


def check(source: Scalar, scope: Scope, expected: Kind | None = None) -> Node:
    """Give the checked tree of an expression, which must be of kind `expected`. Raises Problems, all there are.

    The problems are none where the expression's only fault is to name a term or a parameter that has one.
    """
    checker = Checker(source, scope, [scope.subject])
    node = checker.node(branches(parse(source))[0])
    if expected is not None and node.kind != expected:
        raise Problems([_unexpected(node, expected)])
    size, depth = extent(node)
    if size > MOST_NODES or depth > DEEPEST:
        message = Text(
            "udtrykket er for stort, når det, det hviler på, regnes med",
            "the expression is too large, what it rests on included",
        )
        expected_size = Text(
            f"højst {MOST_NODES} led og {DEEPEST} niveauer", f"at most {MOST_NODES} parts and {DEEPEST} levels"
        )
        raise Problems([Problem("expression-large", source.at(0), message, expected_size)])
    return node


def _unexpected(node: Node, expected: Kind) -> Problem:
    kind, wanted = named(node.kind), named(expected)
    message = Text(f"{shown(node.text)} er {kind.da}", f"{shown(node.text)} is {kind.en}")
    return Problem("kind", node.place, message, Text(f"noget der er {wanted.da}", f"something that is {wanted.en}"))


@dataclass
class Checker:
    """Checks one expression. `levels` holds the entity at each level: the subject, then one for each aggregate."""

    source: Scalar
    scope: Scope
    levels: list[str]
    depth: int = field(default=0, init=False)

    def node(self, tree: Branch, expected: Kind | None = None) -> Node:
        """Give the checked node of `tree`, where a bare name may be a member of the choice `expected`."""
        self.depth += 1
        try:
            if self.depth > DEEPEST:
                message = Text("udtrykket er for dybt indlejret", "the expression is nested too deep")
                expected_depth = Text(f"højst {DEEPEST} niveauer", f"at most {DEEPEST} levels")
                raise Problems([Problem("expression-depth", self.where(tree)["place"], message, expected_depth)])
            if tree.data in HOPEFUL:
                return HOPEFUL[tree.data](self, tree, expected)
            return PLAIN[tree.data](self, tree)
        finally:
            self.depth -= 1

    def nodes(self, trees: Sequence[Branch], expected: Kind | None = None) -> list[Node]:
        """Give the checked nodes of several expressions. Raises the Problems of all."""
        return each(lambda tree: self.node(tree, expected), trees)

    def truths(self, trees: Sequence[Branch]) -> list[Node]:
        """Give the checked nodes of several conditions. Raises the Problems of all."""
        return each(self._truth, trees)

    def _truth(self, tree: Branch) -> Node:
        node = self.node(tree)
        if node.kind != TRUTH:
            raise Problems([_unexpected(node, TRUTH)])
        return node

    @property
    def resolver(self) -> Resolver:
        """Give what resolves names here."""
        return Resolver(self.scope, tuple(self.levels))

    def where(self, tree: Branch) -> Where:
        """Give a tree's own text, on one line, and its place."""
        start, end = tree.meta.start_pos, tree.meta.end_pos
        return {"text": " ".join(self.source.text[start:end].split()), "place": self.source.at(start)}

    def words(self, path: Branch) -> list[Word]:
        """Give the names of a dotted path."""
        tokens = [token for token in path.children if isinstance(token, Token)]
        return [Word(str(token), self.source.at(token.start_pos or 0)) for token in tokens]

    def literal(self, tree: Branch) -> Node:
        """Check a value written in the rule."""
        token = tree.children[0]
        assert isinstance(token, Token)  # noqa: S101 - so says the grammar
        kind, value = literal(token, self.source)
        return Literal(kind=kind, value=value, **self.where(tree))

    def path(self, tree: Branch, expected: Kind | None) -> Node:
        """Check a dotted name, or a bare one that is a member of the choice `expected`."""
        words, where = self.words(tree), self.where(tree)
        name = words[0].name
        if len(words) > 1 or not isinstance(expected, Choice):
            return self.resolver.resolve(words, where["text"])
        if name not in expected.members:
            try:
                return self.resolver.resolve(words, where["text"])
            except Problems as error:
                raise Problems(_no_choice(problem, name, expected) for problem in error.problems) from None
        if self.resolver.knows(name) and self.resolver.resolve(words, where["text"]).kind == expected:
            message = Text(f"{shown(name)} kan her betyde to ting", f"{shown(name)} can mean two things here")
            either = Text(
                "et andet navn til udtrykket, eller this. foran feltet",
                "another name for the term, or this. before the field",
            )
            raise Problems([Problem("two-meanings", where["place"], message, either)])
        return Literal(kind=expected, value=name, **where)

    def set(self, tree: Branch, expected: Kind | None) -> Node:
        """Check a set written in the rule."""
        items = self.nodes(branches(tree), expected.of if isinstance(expected, SetOf) else expected)
        for item in items:
            if not algebra.settable(item.kind):
                message = Text(
                    f"{shown(item.text)} kan ikke stå i en liste", f"{shown(item.text)} cannot stand in a list"
                )
                raise Problems([Problem("set-kinds", item.place, message)])
            if item.kind != items[0].kind:
                raise Problems([_unlike("set-kinds", items[0], item)])
        return SetOfNodes(kind=set_of(items[0].kind), items=tuple(items), **self.where(tree))

    def conditional(self, tree: Branch, expected: Kind | None) -> Node:
        """Check if - then - else."""
        test, then, other = branches(tree)
        (condition,), (left, right) = both(lambda: self.truths([test]), lambda: self.pair(then, other, expected))
        if left.kind != right.kind:
            raise Problems([_unlike("if-kinds", left, right)])
        return If(kind=left.kind, test=condition, then=left, other=right, **self.where(tree))

    def pair(self, left: Branch, right: Branch, expected: Kind | None = None) -> tuple[Node, Node]:
        """Check two sides that must fit each other: a bare name on one may be a member of the other's choice."""
        turned = expected is None and self._is_free(left) and not (self._is_free(right) and not self._is_choice(left))
        first, second = (right, left) if turned else (left, right)
        try:
            one = self.node(first, expected)
        except Problems as error:
            if self._is_choice(second):  # what its names mean hangs on the side that failed
                raise
            raise Problems([*error.problems, *self._problems(second, expected)]) from None
        two = self.node(second, expected or _item_kind(one))
        if one.kind != two.kind and expected is None and not turned and is_bare(first):
            one = self._as_member(first, one, _item_kind(two))
        return (two, one) if turned else (one, two)

    def _problems(self, tree: Branch, expected: Kind | None) -> tuple[Problem, ...]:
        try:
            self.node(tree, expected)
        except Problems as error:
            return error.problems
        return ()

    def _as_member(self, tree: Branch, node: Node, kind: Kind | None) -> Node:
        """Give a name that does not fit the other side's choice as a member of it, where it is one."""
        is_member = isinstance(kind, Choice) and node.text in kind.members
        return self.path(tree, kind) if is_member else node

    def _is_free(self, tree: Branch) -> bool:
        """Say whether names in `tree` mean nothing by themselves."""
        return any(not self.resolver.knows(name) for name in bare_names(tree))

    def _is_choice(self, tree: Branch) -> bool:
        """Say whether the names in `tree` that mean nothing by themselves are members of some choice."""
        resolver = self.resolver
        free = [name for name in bare_names(tree) if not resolver.knows(name)]
        return any(resolver.is_member(name) for name in free)


def _no_choice(problem: Problem, name: str, kind: Choice) -> Problem:
    message = Text(f"{shown(name)} er hverken et valg eller et navn", f"{shown(name)} is neither a choice nor a name")
    suggestion = closest(name, kind.members) or problem.suggestion
    return replace(problem, message=message, expected=named(kind), suggestion=suggestion)


def _item_kind(node: Node) -> Kind | None:
    return node.kind.of if isinstance(node.kind, SetOf) else node.kind


def _unlike(code: str, left: Node, right: Node) -> Problem:
    one, other = named(left.kind), named(right.kind)
    message = Text(
        f"{shown(left.text)} ({one.da}) og {shown(right.text)} ({other.da}) er ikke af samme slags",
        f"{shown(left.text)} ({one.en}) and {shown(right.text)} ({other.en}) are not of one kind",
    )
    return Problem(code, right.place, message)


HOPEFUL: Mapping[str, Callable[[Checker, Branch, Kind | None], Node]] = {
    "path": Checker.path,
    "set": Checker.set,
    "conditional": Checker.conditional,
}
"""What may hold a member of the choice that is hoped for."""
PLAIN: Mapping[str, Callable[[Checker, Branch], Node]] = {
    "or": operators.some,
    "and": operators.every,
    "not": operators.opposite,
    "compare": operators.compare,
    "among": operators.among,
    "not_among": operators.not_among,
    "within": operators.between_sets,
    "overlaps": operators.between_sets,
    "add": operators.arithmetic,
    "multiply": operators.arithmetic,
    "negate": operators.negate,
    "literal": Checker.literal,
    "call": checked_call,
}
