"""The terms of a rule file: each checked once for each subject, what it rests on first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from lark import Token

from engine.language.check import check
from engine.language.nodes import Node
from engine.language.parse import parse
from engine.language.scope import THIS, Scope
from engine.rulebook.order import sorted_out
from engine.source.problem import Problem, Problems
from engine.source.text import Text
from engine.source.tree import Scalar


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms by name, as written, and in the order in which they rest on each other; those in a circle are left out."""

    written: Mapping[str, Scalar]
    rests_on: Mapping[str, tuple[str, ...]]
    order: tuple[str, ...]
    checked: dict[tuple[str, str], Node | None] = field(default_factory=dict)

    def term(self, name: str, scope: Scope, problems: list[Problem]) -> Node | None:
        """Give a term's checked body for the subject of `scope`; None where it has a problem, which is kept."""
        if (scope.subject, name) not in self.checked:
            needed = self._needed(name)
            for one in self.order:
                if one in needed and (scope.subject, one) not in self.checked:
                    self.checked[scope.subject, one] = self._check(one, scope, problems)
        return self.checked.get((scope.subject, name))

    def _check(self, name: str, scope: Scope, problems: list[Problem]) -> Node | None:
        inner = replace(scope, term=lambda other: self.checked.get((scope.subject, other)))
        try:
            return check(self.written[name], inner)
        except Problems as error:
            problems += error.problems
            return None

    def _needed(self, name: str) -> set[str]:
        needed, ahead = set[str](), [name]
        while ahead:
            one = ahead.pop()
            if one not in needed:
                needed.add(one)
                ahead += self.rests_on.get(one, ())
        return needed


def terms_of(written: Mapping[str, Scalar], otherwise: Iterable[tuple[str, Scalar]], problems: list[Problem]) -> Terms:
    """Give the terms of a file; terms that rest on each other in a circle are a problem.

    `otherwise`: what terms are written as by other readings; a circle through several readings is one too.
    """
    rests_on = {name: _named(text, written) for name, text in written.items()}
    for name, text in otherwise:
        if name in rests_on:
            rests_on[name] += _named(text, written)
    order, circles = sorted_out(rests_on)
    for circle in circles:
        listed = " -> ".join(circle)
        message = Text(f"udtrykket hviler på sig selv: {listed}", f"the term rests on itself: {listed}")
        problems.append(Problem("term-cycle", written[circle[0]].place, message))
    return Terms(written, rests_on, order)


def _named(text: Scalar, terms: Mapping[str, Scalar]) -> tuple[str, ...]:
    """Give the terms that a term's text names."""
    try:
        tree = parse(text)
    except Problems:  # told when the term is checked
        return ()
    paths = ([str(token) for token in path.children if isinstance(token, Token)] for path in tree.find_data("path"))
    names = (path[1] if path[0] == THIS and len(path) == 2 else path[0] for path in paths if len(path) in (1, 2))
    return tuple(dict.fromkeys(name for name in names if name in terms))
