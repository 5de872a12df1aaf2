"""Python code for the expressions of a checked tree. Three-valued: a variable holds True, False or None (unknown)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from engine.evaluation import figures
from engine.evaluation.aggregates import aggregate
from engine.evaluation.figures import Code, unit, variable
from engine.evaluation.lines import Lines
from engine.evaluation.records import slots_along
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
    Unclear,
)
from engine.values.kinds import DATE, DAYS, TRUTH, Kind

LONGEST = 400
"""Code longer than this is put in a variable, not repeated."""


@dataclass
class Coder(Lines):
    """Writes the code of one function. `constants` are what its maker must bind; `elements`: the records by level."""

    constants: dict[str, Any] = field(default_factory=dict)
    elements: list[str] = field(default_factory=lambda: ["s"])

    def truth(self, node: Node) -> str:
        """Emit what settles a condition; give the variable that holds it."""
        return self._assigned(self.test(node), "t")

    def test(self, node: Node) -> Code:
        """Emit what a condition needs; give the code for it."""
        match node:
            case Term():
                return self._term(node)
            case Compare():
                return self._comparison(node)
            case Not(item=item):
                inner = self.test(item)
                return Code(
                    f"not {inner.code}" if inner.code.isidentifier() else f"not ({inner.code})", inner.unknown_if
                )
            case All(items=items):
                return self._chain(items, "not ", stop="False")
            case Some(items=items):
                return self._chain(items, "", stop="True")
        return self.value(node)

    def _chain(self, items: tuple[Node, ...], opposite: str, stop: str) -> Code:
        name = self.new("t")
        self.emit(f"{name} = {self.test(items[0]).guarded}")
        for item in items[1:]:
            with self.block(f"if {name} is not {stop}:"):
                test = self.test(item)
                if test.unknown_if:
                    self.emit(f"if {' or '.join(test.unknown_if)}: {name} = None")
                self.emit(f"{'elif' if test.unknown_if else 'if'} {opposite}({test.code}): {name} = {stop}")
        return variable(name)

    def _comparison(self, node: Compare) -> Code:
        left, right = self.value(node.left), self.value(node.right)
        if node.op not in ("in", "within", "overlaps"):
            return figures.compared(node.op, left, right)
        one, unknown = figures.settled(left, node.left.kind), figures.merged((left, right))
        if node.op == "overlaps":
            return Code(f"not {one}.isdisjoint({right.code})", unknown)
        return Code(f"{one} {figures.PYTHON[node.op]} {right.code}", unknown)

    # Values of any kind.

    def value(self, node: Node) -> Code:
        """Emit what a value needs; give the code for it: short, and safe as an operand."""
        code = self._value(node)
        return self.held(code, node.kind) if len(code.code) + len(code.den or "") > LONGEST else code

    def _value(self, node: Node) -> Code:
        match node:
            case Term():
                return self._term(node)
            case SetOfNodes(items=items):
                return self._set(items)
            case Aggregate():
                return aggregate(self, node)
            case Literal() | Unclear() | AsOf() | Parameter() | Fact() | Conclusion():
                return self._leaf(node)
        return variable(self.truth(node)) if node.kind == TRUTH and not isinstance(node, If) else self._operation(node)

    def _leaf(self, node: Node) -> Code:
        match node:
            case Literal(value=value, kind=kind):
                return Code(self._constant(value), (), None, unit(kind))
            case Unclear():
                return Code("None", ("True",))
            case AsOf():
                return Code("as_of")
            case Parameter(name=name, kind=kind):
                return variable(f"p_{name}", unit(kind))
            case Fact(owner=owner, name=name, kind=kind):
                return variable(self._load(self._owner(owner), f"f_{name}"), unit(kind))
            case Conclusion(owner=owner, name=name):
                return variable(self._load(self._owner(owner), f"c_{name}"))
        raise AssertionError(node)

    def _operation(self, node: Node) -> Code:
        match node:
            case Arithmetic(left=left, right=right):
                return self._arithmetic(node, self.value(left), self.value(right))
            case Negate(item=item):
                return figures.negated(self.value(item))
            case If():
                return self._if(node)
            case Call():
                return self._call(node)
        raise AssertionError(node)

    def _term(self, node: Term) -> Code:
        """Emit a term where it is first used: it speaks of the subject, so it is the same inside an aggregate."""
        code: Code | None = self.kept(("term", node.name))
        if code is None:
            code = variable(self.truth(node.body)) if node.kind == TRUTH else self.value(node.body)
            self.keep(("term", node.name), code)
        return code

    def _set(self, items: tuple[Node, ...]) -> Code:
        if all(isinstance(item, Literal) for item in items):
            return Code(self._constant(frozenset(item.value for item in items if isinstance(item, Literal))))
        codes = [self.value(item) for item in items]
        listed = ", ".join(figures.settled(code, item.kind) for code, item in zip(codes, items, strict=True))
        return Code(f"frozenset(({listed},))", figures.merged(codes))

    def _arithmetic(self, node: Arithmetic, left: Code, right: Code) -> Code:
        if DATE in (node.kind, node.left.kind):
            return self._dates(node, left, right)
        if node.op == "*":
            return figures.multiplied(left, right)
        if node.op == "/":
            return figures.divided(left, right, self.new("d"))
        return figures.added(node.op, left, right)

    def _dates(self, node: Arithmetic, left: Code, right: Code) -> Code:
        unknown = figures.merged((left, right))
        if node.kind == DAYS:
            return Code(f"({left.code} - {right.code}).days", unknown)
        function = "add_days" if node.right.kind == DAYS else "add_months"
        amount = f"{'-' if node.op == '-' else ''}{figures.settled(right, node.right.kind)}"
        return self.held(Code(f"{function}({left.code}, {amount})", unknown), DATE)

    def _if(self, node: If) -> Code:
        test, name = self.truth(node.test), self.new("n")
        self.emit(f"{name} = None")
        branches: list[tuple[int, Code]] = []
        for head, branch in ((f"if {test}:", node.then), (f"if {test} is False:", node.other)):
            with self.block(head):
                code = self.value(branch)
                branches.append((self.emit(f"{name} = "), code))
        scale = figures.common([code for _, code in branches], node.kind)
        for line, code in branches:
            inside = figures.in_units(code, scale) if node.kind.is_figure else code.code
            self.lines[line] += Code(inside, code.unknown_if).guarded
        return variable(name, scale)

    def _call(self, node: Call) -> Code:
        codes = [self.value(item) for item in node.items]
        if node.function == "abs":
            return figures.absolute(codes[0])
        unknown = figures.merged(codes)
        if node.function in ("min", "max"):
            scale = figures.common(codes, node.kind) if node.kind.is_figure else unit(node.kind)
            listed = [figures.in_units(code, scale) if node.kind.is_figure else code.code for code in codes]
            return Code(f"{node.function}({', '.join(listed)})", unknown, None, scale)
        argument = figures.settled(codes[0], node.items[0].kind)
        if node.function == "year":
            return Code(f"{argument}.year", unknown)
        return self.held(Code(f"{node.function}({argument})", unknown), node.kind)

    def held(self, code: Code, kind: Kind) -> Code:
        """Emit the assignment of a value to a variable of its own, None where unknown."""
        if code.den is not None:
            code = Code(figures.settled(code, kind), code.unknown_if, None, unit(kind))
        return variable(self._assigned(code, "n"), code.scale)

    def _assigned(self, code: Code, prefix: str) -> str:
        if code.guarded.isidentifier():
            return code.code
        name = self.new(prefix)
        self.emit(f"{name} = {code.guarded}")
        return name

    def _constant(self, value: Any) -> str:
        if isinstance(value, bool | int | str):
            return repr(value)
        name = f"k_{len(self.constants)}"
        self.constants[name] = value
        return name

    def _load(self, base: str, slot: str) -> str:
        name: str | None = self.kept((base, slot))
        if name is None:
            name = self.new("v")
            self.emit(f"{name} = {base}.{slot}")
            self.keep((base, slot), name)
        return name

    def _owner(self, owner: Owner) -> str:
        base = self.elements[owner.level]
        for step in owner.steps:
            base = self._load(base, f"r_{step}")
        return base

    def members(self, node: Aggregate) -> str:
        """Emit what leads to the aggregate's records; give code for pairs of record and whether it belongs, or None."""
        return f"members({self._owner(node.owner)}, {slots_along(node)!r})"

    @contextmanager
    def within(self, node: Aggregate, element: str) -> Iterator[None]:
        """Let nodes of the aggregate's level speak of the record `element`."""
        around, self.elements = self.elements, [*self.elements[: node.level], element]
        yield
        self.elements = around
