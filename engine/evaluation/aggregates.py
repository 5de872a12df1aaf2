"""Code for aggregates: one pass over the related records; what is unknown of one makes the whole unknown."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from engine.evaluation.figures import Code, variable
from engine.language.nodes import Aggregate, Node
from engine.values.kinds import Kind

START = {"sum": "0", "count": "0", "min": "None", "max": "None", "any": "False", "all": "True"}


class Coder(Protocol):
    """What an aggregate needs of the coder it is part of."""

    def emit(self, line: str) -> int:
        """Add a line."""

    def new(self, prefix: str) -> str:
        """Give a fresh variable name."""

    def block(self, head: str) -> AbstractContextManager[None]:
        """Put what follows below `head`."""

    def within(self, node: Aggregate, element: str) -> AbstractContextManager[None]:
        """Let nodes of the aggregate's level speak of the record `element`."""

    def members(self, node: Aggregate) -> str:
        """Emit what leads to the aggregate's records; give code for pairs of record and whether it belongs, or None."""

    def truth(self, node: Node) -> str:
        """Emit a condition; give its variable."""

    def value(self, node: Node) -> Code:
        """Emit a value; give its code."""

    def held(self, code: Code, kind: Kind) -> Code:
        """Put a value in a variable of its own."""


def aggregate(coder: Coder, node: Aggregate) -> Code:
    """Emit the loop of an aggregate; give the code for its value."""
    name, found, element, belongs = coder.new("a"), coder.new("m"), coder.new("e"), coder.new("b")
    coder.emit(f"{found} = {coder.members(node)}")
    coder.emit(f"{name} = None if {found} is None else {START[node.function]}")
    body = None
    with coder.block(f"for {element}, {belongs} in {found} or ():"), coder.within(node, element):
        if node.where is not None:
            where = coder.truth(node.where)
            coder.emit(f"if {where} is False: continue")
            coder.emit(f"if {where} is None: {belongs} = None")
        if node.function in ("any", "all"):
            _quantified(coder, node, name, belongs)
        else:
            body = _accumulated(coder, node, name, belongs)
    return variable(name, body.scale) if body else variable(name)


def _quantified(coder: Coder, node: Aggregate, name: str, belongs: str) -> None:
    assert node.body is not None  # noqa: S101 - the checker has seen to it
    body = coder.truth(node.body)
    settles, other = ("True", "False") if node.function == "any" else ("False", "True")
    coder.emit(f"if {body} is {other}: continue")
    with coder.block(f"if {body} is {settles} and {belongs}:"):
        coder.emit(f"{name} = {settles}")
        coder.emit("break")
    coder.emit(f"{name} = None")


def _accumulated(coder: Coder, node: Aggregate, name: str, belongs: str) -> Code | None:
    _lost(coder, name, belongs)
    if node.body is None:
        coder.emit(f"{name} += 1")
        return None
    body = coder.held(coder.value(node.body), node.body.kind)
    _lost(coder, name, body.code)
    if node.function == "sum":
        coder.emit(f"{name} += {body.code}")
    else:
        compare = "<" if node.function == "min" else ">"
        coder.emit(f"if {name} is None or {body.code} {compare} {name}: {name} = {body.code}")
    return body


def _lost(coder: Coder, name: str, unknown: str) -> None:
    with coder.block(f"if {unknown} is None:"):
        coder.emit(f"{name} = None")
        coder.emit("break")
