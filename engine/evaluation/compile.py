"""From a rulebook to functions: one per rule, made once, bound to the parameters in force on the date of a check."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from engine.evaluation.code import Compiled, compiled
from engine.evaluation.coder import Coder
from engine.evaluation.outcomes import conclusion, requirement
from engine.evaluation.records import Record, Shapes, shapes
from engine.evaluation.ways import Way
from engine.language.nodes import Node
from engine.rulebook.memo import Key, Memo, key_of
from engine.rulebook.model import Rule, Rulebook
from engine.source.problem import Problem, Problems
from engine.source.text import Text
from engine.values.kinds import Value

Decide = Callable[[Sequence[Record]], list[Way]]
Atoms = Callable[[Record], tuple[bool | None, ...]]


@dataclass(frozen=True, slots=True)
class Program:
    """A compiled rulebook, or the part of it in `order`: the rules on the subjects that were asked for.

    `memo` remembers what rules, also those read otherwise, were compiled to.
    """

    rulebook: Rulebook
    order: tuple[str, ...]
    shapes: Shapes
    memo: Memo
    makers: dict[Key, Callable[..., Decide]] = field(default_factory=dict, repr=False)
    """What was made of the code so far."""

    @property
    def source(self) -> str:
        """Give the Python text of the rules, for those who want to read it."""
        return "\n".join(_compiled(self.rulebook.rules[id_], self.memo).source for id_ in self.order)

    def bind(self, rule: Rule, as_of: date) -> Decide:
        """Give the function that decides `rule` for records, with the parameters in force on `as_of`.

        `rule` is one of the rulebook, or one of them read otherwise.
        """
        if not rule.period.holds(as_of):
            way = Way("unknown" if rule.is_conclusion else "not_applicable", "period")
            return lambda records: [way] * len(records)
        return self._maker(rule)(as_of, **parameters_at(rule, as_of))

    def _maker(self, rule: Rule) -> Callable[..., Decide]:
        key = key_of(rule)
        if key not in self.makers:
            self.makers[key] = _compiled(rule, self.memo).made()
        return self.makers[key]


def parameters_at(rule: Rule, as_of: date) -> dict[str, Value | None]:
    """Give the values in force on `as_of` of the parameters that the rule uses, under the names of compiled code."""
    values = {}
    for name in rule.used:
        dated = rule.parameters[name].at(as_of)
        values[f"p_{name}"] = dated.value if dated else None
    return values


def compile_rules(rulebook: Rulebook, subjects: Collection[str] | None = None, memo: Memo | None = None) -> Program:
    """Give the compiled rulebook, or its rules on these kinds of `subjects` only; by `memo`, where it remembers them.

    Raises Problems where an expression goes deeper than can be compiled.
    """
    program = Program(rulebook, rules_on(rulebook, subjects), shapes(rulebook), Memo() if memo is None else memo)
    problems: list[Problem] = []
    for id_ in program.order:
        try:
            _compiled(rulebook.rules[id_], program.memo)
        except (RecursionError, SyntaxError):  # Python nests no more than 20 loops
            problems.append(_too_deep(rulebook.rules[id_]))
    if problems:
        raise Problems(problems)
    return program


def rules_on(rulebook: Rulebook, subjects: Collection[str] | None) -> tuple[str, ...]:
    """Give the ids of the rules on these kinds of subjects (None: of all), in the order in which they are settled."""
    return tuple(id_ for id_ in rulebook.order if subjects is None or rulebook.rules[id_].subject in subjects)


def _compiled(rule: Rule, memo: Memo) -> Compiled:
    """Give the code of the maker of a rule's function."""

    def make() -> Compiled:
        coder = Coder(indent=3)
        ways = (conclusion if rule.is_conclusion else requirement)(coder, rule)
        return compiled("make", "\n".join(_maker("decide", "records", rule, coder)), coder.constants | ways)

    return memo.of("rule", rule, make)


def compile_atoms(nodes: tuple[Node, ...], rule: Rule) -> Compiled:
    """Give the code of the maker of a function that settles all of `nodes` of `rule` for a record."""
    coder = Coder(indent=2)
    found = [coder.truth(node) for node in nodes]
    coder.emit(f"return ({''.join(f'{name}, ' for name in found)})")
    return compiled("make", "\n".join(_maker("atoms", "s", rule, coder)), coder.constants)


def _maker(function: str, argument: str, rule: Rule, coder: Coder) -> list[str]:
    takes = "".join(f", p_{parameter}" for parameter in rule.used)
    head = [f"def make(as_of{takes}):", f"    def {function}({argument}):  # {rule.id!a}"]
    loop = ["        ways = []", "        for s in records:"] if argument == "records" else []
    end = ["        return ways"] if argument == "records" else []
    return [*head, *loop, *coder.lines, *end, f"    return {function}"]


def _too_deep(rule: Rule) -> Problem:
    message = Text(f"{rule.id} går for dybt", f"{rule.id} goes too deep")
    expected = Text("reglen delt op med konklusioner", "the rule divided by means of conclusions")
    return Problem("rule-too-deep", rule.place, message, expected)
