"""Checking operators: each function gives the checked node of one kind of branch, or raises Problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.language import algebra
from engine.language.nodes import All, Arithmetic, Compare, Literal, Negate, Node, Not, Some
from engine.language.parse import Branch, branches
from engine.language.slips import joined, with_unit
from engine.language.words import named
from engine.source.problem import Problem, Problems, shown
from engine.source.text import Text
from engine.values.kinds import DATE, DAYS, NUMBER, TEXT, TRUTH, Choice, Kind, One, SetOf

if TYPE_CHECKING:
    from engine.language.check import Checker

SET_OPERATORS = Text("'in', 'within' eller 'overlaps'", "'in', 'within' or 'overlaps'")
EQUALITY = Text("'=' eller '!='", "'=' or '!='")


def some(checker: Checker, tree: Branch) -> Node:
    """Check a chain of or."""
    return Some(kind=TRUTH, items=tuple(checker.truths(branches(tree))), **checker.where(tree))


def every(checker: Checker, tree: Branch) -> Node:
    """Check a chain of and."""
    return All(kind=TRUTH, items=tuple(checker.truths(branches(tree))), **checker.where(tree))


def opposite(checker: Checker, tree: Branch) -> Node:
    """Check not."""
    return Not(kind=TRUTH, item=checker.truths(branches(tree))[0], **checker.where(tree))


def compare(checker: Checker, tree: Branch) -> Node:
    """Check = != < <= > >=."""
    left, right = _sides(checker, tree)
    op = str(tree.children[1])
    if not algebra.comparable(left.kind, right.kind, op):
        raise Problems([_senseless("compare-kinds", op, left, right)])
    return Compare(kind=TRUTH, op=op, left=left, right=right, **checker.where(tree))


def among(checker: Checker, tree: Branch) -> Node:
    """Check in."""
    left, right = _sides(checker, tree)
    if not isinstance(right.kind, SetOf) or right.kind.of != left.kind:
        raise Problems([_senseless("in-kinds", "in", left, right)])
    return Compare(kind=TRUTH, op="in", left=left, right=right, **checker.where(tree))


def not_among(checker: Checker, tree: Branch) -> Node:
    """Check not in."""
    return Not(kind=TRUTH, item=among(checker, tree), **checker.where(tree))


def between_sets(checker: Checker, tree: Branch) -> Node:
    """Check within and overlaps."""
    left, right = _sides(checker, tree)
    op = str(tree.data)
    if not isinstance(left.kind, SetOf) or left.kind != right.kind:
        raise Problems([_senseless("set-kinds", op, left, right)])
    return Compare(kind=TRUTH, op=op, left=left, right=right, **checker.where(tree))


def arithmetic(checker: Checker, tree: Branch) -> Node:
    """Check + - * /."""
    left, right = _operands(checker, tree)
    op = str(tree.children[1])
    if op in "+-":
        kind = algebra.added(left.kind, right.kind, op)
    elif op == "*":
        kind = algebra.multiplied(left.kind, right.kind)
    else:
        kind = algebra.divided(left.kind, right.kind, by_literal=isinstance(right, Literal))
    if kind is None:
        raise Problems([_senseless("arithmetic-kinds", op, left, right)])
    return Arithmetic(kind=kind, op=op, left=left, right=right, **checker.where(tree))


def _operands(checker: Checker, tree: Branch) -> list[Node]:
    try:
        return checker.nodes(branches(tree))
    except Problems:
        where = checker.where(tree)
        name = joined(where["text"])
        if name is None or not checker.resolver.knows(name):
            raise
        message = Text(f"{shown(where['text'])} er ikke et navn", f"{shown(where['text'])} is not a name")
        raise Problems([Problem("unknown-name", where["place"], message, None, name)]) from None


def negate(checker: Checker, tree: Branch) -> Node:
    """Check a minus in front."""
    item = checker.node(branches(tree)[0])
    if not item.kind.is_figure:
        kind = named(item.kind)
        message = Text(
            f"minus {shown(item.text)} ({kind.da}) giver ikke mening",
            f"minus {shown(item.text)} ({kind.en}) makes no sense",
        )
        expected = Text("tal, beløb eller procent efter minus", "a number, an amount or a percentage after minus")
        raise Problems([Problem("arithmetic-kinds", item.place, message, expected)])
    return Negate(kind=item.kind, item=item, **checker.where(tree))


def _sides(checker: Checker, tree: Branch) -> tuple[Node, Node]:
    left, right = branches(tree)
    return checker.pair(left, right)


def _senseless(code: str, op: str, left: Node, right: Node) -> Problem:
    one, other = named(left.kind), named(right.kind)
    message = Text(
        f"{shown(left.text)} ({one.da}) {op} {shown(right.text)} ({other.da}) giver ikke mening",
        f"{shown(left.text)} ({one.en}) {op} {shown(right.text)} ({other.en}) makes no sense",
    )
    return Problem(code, left.place, message, _fitting(op, left.kind, right.kind), _meant(op, left, right))


def _fitting(op: str, left: Kind, right: Kind) -> Text | None:
    """Say which operators these kinds do go with."""
    if op in ("=", "!=", *algebra.ORDER) and (isinstance(left, SetOf) or isinstance(right, SetOf)):
        return SET_OPERATORS
    if op in algebra.ORDER and left == right and (left in (TEXT, TRUTH) or isinstance(left, Choice | One)):
        return EQUALITY
    if op == "in" and isinstance(left, SetOf) and left == right:
        return Text("'within' eller 'overlaps'", "'within' or 'overlaps'")
    if op == "in" and not isinstance(right, SetOf):
        return Text("en liste efter 'in', som {a, b}", "a list after 'in', such as {a, b}")
    if op in "+-":
        return Text("to af samme slags, eller en dato og dage", "two of one kind, or a date and days")
    if op == "*":
        return Text("et tal eller en procent på den ene side", "a number or a percentage on one side")
    return None


def _meant(op: str, left: Node, right: Node) -> str | None:
    """Give the side that lacks its unit, or is a date written as arithmetic, as it was most likely meant."""
    if op in "+-" and left.kind == DATE and isinstance(right, Literal) and right.kind == NUMBER:
        return with_unit(right.text, DAYS)
    for one, other in ((left, right), (right, left)):
        if one.kind == NUMBER and other.kind != NUMBER and (other.kind == DATE or isinstance(one, Literal)):
            return with_unit(one.text, other.kind)
        if isinstance(other.kind, Choice) and one.kind == TEXT and one.text.strip('"') in other.kind.members:
            return one.text.strip('"')
    return None
