"""From a rulebook to functions: one per rule, made once, bound to the parameters in force on the date of a check."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from engine.evaluation.coder import Coder
from engine.evaluation.outcomes import conclusion, requirement
from engine.evaluation.records import Record, Shapes, shapes
from engine.evaluation.runtime import RUNTIME
from engine.evaluation.ways import Way
from engine.language.nodes import Node, Parameter, walk
from engine.rulebook.model import Rule, Rulebook
from engine.source.problem import Problem, Problems
from engine.source.text import Text
from engine.values.kinds import Value

Decide = Callable[[Sequence[Record]], list[Way]]
Atoms = Callable[[Record], tuple[bool | None, ...]]


@dataclass(frozen=True, slots=True)
class Program:
    """A compiled rulebook, or the part of it in `order`: the rules on the subjects that were asked for.

    `source` is the Python text that was compiled, for those who want to read it.
    """

    rulebook: Rulebook
    order: tuple[str, ...]
    shapes: Shapes
    makers: Mapping[str, Callable[..., Decide]]
    source: str
    read: dict[tuple[str, ...], Callable[..., Decide]] = field(default_factory=dict, repr=False)
    """What rules read otherwise were compiled to, by id and options."""

    def bind(self, rule: Rule, as_of: date) -> Decide:
        """Give the function that decides `rule` for records, with the parameters in force on `as_of`.

        `rule` is one of the rulebook, or one of them read otherwise.
        """
        if not rule.period.holds(as_of):
            way = Way("unknown" if rule.is_conclusion else "not_applicable", "period")
            return lambda records: [way] * len(records)
        return self._maker(rule)(as_of, **parameters_at(rule, as_of))

    def _maker(self, rule: Rule) -> Callable[..., Decide]:
        if rule is self.rulebook.rules[rule.id]:
            return self.makers[rule.id]
        key = (rule.id, *(reading.chosen for reading in rule.readings))
        if key not in self.read:
            self.read[key], _ = _compiled(rule, len(self.read))
        return self.read[key]


def parameters_at(rule: Rule, as_of: date) -> dict[str, Value | None]:
    """Give the values in force on `as_of` of the parameters that the rule uses, under the names of compiled code."""
    values = {}
    for name in _used(rule.expressions):
        dated = rule.parameters[name].at(as_of)
        values[f"p_{name}"] = dated.value if dated else None
    return values


def compile_rules(rulebook: Rulebook, subjects: Collection[str] | None = None) -> Program:
    """Give the compiled rulebook, or its rules on these kinds of `subjects` only.

    Raises Problems where an expression goes deeper than can be compiled.
    """
    order = rules_on(rulebook, subjects)
    makers: dict[str, Callable[..., Decide]] = {}
    sources: list[str] = []
    problems: list[Problem] = []
    for index, id_ in enumerate(order):
        rule = rulebook.rules[id_]
        try:
            makers[id_], source = _compiled(rule, index)
            sources.append(source)
        except (RecursionError, SyntaxError):  # Python nests no more than 20 loops
            problems.append(_too_deep(rule))
    if problems:
        raise Problems(problems)
    return Program(rulebook, order, shapes(rulebook), makers, "\n".join(sources))


def rules_on(rulebook: Rulebook, subjects: Collection[str] | None) -> tuple[str, ...]:
    """Give the ids of the rules on these kinds of subjects (None: of all), in the order in which they are settled."""
    return tuple(id_ for id_ in rulebook.order if subjects is None or rulebook.rules[id_].subject in subjects)


def _compiled(rule: Rule, index: int) -> tuple[Callable[..., Decide], str]:
    """Give the maker of a rule's function, and its code."""
    coder = Coder(tag=str(index), indent=3)
    ways = (conclusion if rule.is_conclusion else requirement)(coder, rule)
    source = "\n".join(_maker(f"make_{index}", f"decide_{index}", "records", rule, coder))
    namespace: dict[str, Any] = RUNTIME | coder.constants | ways
    exec(compile(source, "<rules>", "exec"), namespace)  # noqa: S102 - made of a checked tree
    maker: Callable[..., Decide] = namespace[f"make_{index}"]
    return maker, source


def compile_atoms(nodes: tuple[Node, ...], rule: Rule) -> Callable[..., Atoms]:
    """Give the maker of a function that settles all of `nodes` of `rule` for a record."""
    coder = Coder(indent=2)
    found = [coder.truth(node) for node in nodes]
    coder.emit(f"return ({''.join(f'{name}, ' for name in found)})")
    namespace: dict[str, Any] = RUNTIME | coder.constants
    exec("\n".join(_maker("make", "atoms", "s", rule, coder)), namespace)  # noqa: S102 - made of a checked tree
    maker: Callable[..., Atoms] = namespace["make"]
    return maker


def _maker(name: str, function: str, argument: str, rule: Rule, coder: Coder) -> list[str]:
    takes = "".join(f", p_{parameter}" for parameter in _used(rule.expressions))
    head = [f"def {name}(as_of{takes}):", f"    def {function}({argument}):  # {rule.id!a}"]
    loop = ["        ways = []", "        for s in records:"] if argument == "records" else []
    end = ["        return ways"] if argument == "records" else []
    return [*head, *loop, *coder.lines, *end, f"    return {function}"]


def _used(expressions: Iterable[Node]) -> list[str]:
    """Give the names of the parameters in `expressions`."""
    return sorted({node.name for part in expressions for node in walk(part) if isinstance(node, Parameter)})


def _too_deep(rule: Rule) -> Problem:
    message = Text(f"{rule.id} går for dybt", f"{rule.id} goes too deep")
    expected = Text("reglen delt op med konklusioner", "the rule divided by means of conclusions")
    return Problem("rule-too-deep", rule.place, message, expected)
