"""Checking function calls and aggregates: `abs(x)`, `sum(x over tilbud where omfattet)`, `count(tilbud where y)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lark import Tree

from engine.language.algebra import AGGREGATES, FUNCTIONS, Function, sized
from engine.language.gather import both
from engine.language.nodes import Aggregate, Call, Node
from engine.language.parse import Branch, branches
from engine.language.scope import Reached
from engine.language.words import named
from engine.source.problem import Problem, Problems, closest, shown
from engine.source.text import Text, same
from engine.values.kinds import NUMBER, TRUTH, Kind

if TYPE_CHECKING:
    from engine.language.check import Checker

FIGURE_OR_DATE = Text("tal, beløb, procenter eller datoer, alle af samme slags", "figures or dates, all of one kind")


def checked_call(checker: Checker, tree: Branch) -> Node:
    """Give the checked call or aggregate. Raises Problems."""
    name = str(tree.children[0])
    rest = [child for child in tree.children[1:] if isinstance(child, Tree)]
    over = next((child for child in rest if child.data == "over"), None)
    where = next((child for child in rest if child.data == "where"), None)
    items = [child for child in rest if child.data not in ("over", "where")]
    if name == "count" and over is None and len(items) == 1:
        over, items = Tree("over", list(items), tree.meta), []
    if name in AGGREGATES and over is not None:
        return _aggregate(checker, tree, items, over, where)
    if name in FUNCTIONS and over is None and where is None:
        return _function(checker, tree, FUNCTIONS[name], items)
    raise Problems([_no_such(checker, tree, name)])


def _no_such(checker: Checker, tree: Branch, name: str) -> Problem:
    place = checker.where(tree)["place"]
    if name in AGGREGATES:
        message = Text(f"{name} siger ikke hvad den løber over", f"{name} does not say what it runs over")
        return Problem("call", place, message, same("count(tilbud)" if name == "count" else f"{name}(... over tilbud)"))
    if name in FUNCTIONS:
        message = Text(f"{name} kan ikke løbe over en samling", f"{name} cannot run over a collection")
        return Problem("call", place, message, same(f"{name}({', '.join('...' for _ in FUNCTIONS[name].takes)})"))
    known = sorted({*FUNCTIONS, *AGGREGATES})
    suggestion = closest(name, known)
    message = Text(f"der er ingen funktion {shown(name)}", f"there is no function {shown(name)}")
    listed = ", ".join(known)
    return Problem("call", place, message, Text(f"en af: {listed}", f"one of: {listed}"), suggestion)


def _function(checker: Checker, tree: Branch, function: Function, trees: list[Branch]) -> Node:
    name, count = str(tree.children[0]), len(function.takes)
    if len(trees) < count or (len(trees) > count and not function.repeated):
        message = Text(f"{name} har fået {_values(len(trees)).da}", f"{name} was given {_values(len(trees)).en}")
        expected = _values(count)
        if function.repeated:
            expected = Text(f"mindst {expected.da}", f"at least {expected.en}")
        raise Problems([Problem("call", checker.where(tree)["place"], message, expected)])
    items = checker.nodes(trees)
    takes = [*function.takes, *(None for _ in items[count:])]
    for item, taken in zip(items, takes, strict=True):
        fits = item.kind == taken if taken else sized(item.kind) and item.kind == items[0].kind
        if not fits or (name == "abs" and not item.kind.is_figure):
            raise Problems([_misfit(name, item, named(taken) if taken else FIGURE_OR_DATE)])
    return Call(kind=function.gives or items[0].kind, function=name, items=tuple(items), **checker.where(tree))


def _values(count: int) -> Text:
    return (
        Text("én værdi", "one value") if count == 1 else Text(f"{count or 'ingen'} værdier", f"{count or 'no'} values")
    )


def _misfit(name: str, item: Node, expected: Text) -> Problem:
    kind = named(item.kind)
    message = Text(
        f"{name} kan ikke bruge {shown(item.text)} ({kind.da})", f"{name} cannot use {shown(item.text)} ({kind.en})"
    )
    return Problem("call-kinds", item.place, message, expected)


def _aggregate(checker: Checker, tree: Branch, items: list[Branch], over: Branch, where: Branch | None) -> Node:
    name = str(tree.children[0])
    if len(items) != (0 if name == "count" else 1):
        example = f"{name}(tilbud where ...)" if name == "count" else f"{name}(... over tilbud)"
        message = Text(
            f"{name} over en samling har fået {_values(len(items)).da}",
            f"{name} over a collection was given {_values(len(items)).en}",
        )
        raise Problems([Problem("call", checker.where(tree)["place"], message, same(example))])
    reached = _collection(checker, over)
    checker.levels.append(reached.entity)
    try:
        conditions = branches(where) if where else []
        bodies, wheres = both(lambda: checker.nodes(items), lambda: checker.truths(conditions))
    finally:
        checker.levels.pop()
    body = bodies[0] if bodies else None
    return Aggregate(
        kind=_aggregate_kind(name, body),
        function=name,
        owner=reached.owner,
        steps=reached.steps,
        kinds=reached.kinds,
        entity=reached.entity,
        level=len(checker.levels),
        body=body,
        where=wheres[0] if wheres else None,
        **checker.where(tree),
    )


def _collection(checker: Checker, over: Branch) -> Reached:
    path = over.children[0]
    if not isinstance(path, Tree) or path.data != "path":
        message = Text("det der løbes over, er ikke en samling", "what it runs over is not a collection")
        expected = Text("navnet på en samling, som tilbud", "the name of a collection, such as tilbud")
        raise Problems([Problem("not-a-collection", checker.where(over)["place"], message, expected)])
    return checker.resolver.collection(checker.words(path))


def _aggregate_kind(name: str, body: Node | None) -> Kind:
    if body is None:
        return NUMBER
    if name in ("any", "all"):
        fits, expected = body.kind == TRUTH, named(TRUTH)
    elif name == "sum":
        fits, expected = body.kind.is_figure, Text("tal, beløb eller procenter", "figures")
    else:
        fits, expected = sized(body.kind), Text("tal, beløb, procenter eller datoer", "figures or dates")
    if not fits:
        raise Problems([_misfit(name, body, expected)])
    return body.kind
