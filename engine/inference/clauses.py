"""From a rule's conditions to the ways in which it can be settled: conjunctions of conditions found true or false.

In Kleene's logic a formula is true exactly when some conjunction of its disjunctive form is, and false exactly when
some conjunction of its opposite's is. So no negation is needed, and "unknown" is that nothing was settled.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, fields

from engine.language.nodes import All, Conclusion, Literal, Node, Not, Owner, Some, Term, Unclear
from engine.rulebook.model import Rule

Test = tuple[str, str]
"""The name of an atom or a conclusion, and 't' or 'f'."""
Clause = frozenset[Test]
MOST_CLAUSES = 200


class TooBranched(Exception):  # noqa: N818 - says what the rule is
    """Raised where a rule can be settled in more than MOST_CLAUSES ways."""


@dataclass
class Clauses:
    """The clauses of one rule. `atoms`: its conditions that need evaluating; `conclusions`: those other rules settle.

    The same condition is one atom wherever it stands. Atoms are named '#0', '#1', ...: no conclusion is named so.
    """

    rule: Rule
    atoms: dict[str, Node] = field(default_factory=dict)
    conclusions: dict[str, Conclusion] = field(default_factory=dict)
    names: dict[Hashable, str] = field(default_factory=dict)

    def outcomes(self) -> dict[str, list[Clause]]:
        """Give for each outcome the conjunctions that settle it. Raises TooBranched."""
        rule = self.rule
        applies = [frozenset[Test]()] if rule.when is None else self.of(rule.when, wanted=True)
        not_applies = [] if rule.when is None else self.of(rule.when, wanted=False)
        free = _every([self.of(exemption.test, wanted=False) for exemption in rule.unless])
        exempt = _least(clause for e in rule.unless for clause in self.of(e.test, wanted=True))
        if rule.require is None:
            return {"true": _both(applies, free), "false": _least([*not_applies, *exempt])}
        binding = _both(applies, free)
        return {
            "not_applicable": not_applies,
            "exempt": _both(applies, exempt),
            "met": _both(binding, self.of(rule.require, wanted=True)),
            "breached": _both(binding, self.of(rule.require, wanted=False)),
        }

    def of(self, node: Node, *, wanted: bool) -> list[Clause]:
        """Give the conjunctions under which `node` is known to be `wanted`."""
        match node:
            case Term(body=body):
                return self.of(body, wanted=wanted)
            case Not(item=item):
                return self.of(item, wanted=not wanted)
            case All(items=items) | Some(items=items):
                parts = [self.of(item, wanted=wanted) for item in items]
                conjunction = isinstance(node, All) == wanted
                return _every(parts) if conjunction else _least(clause for part in parts for clause in part)
            case Literal(value=value):
                return [frozenset()] if value is wanted else []
            case Unclear():
                return []
        return [frozenset({(self._name(node), "t" if wanted else "f")})]

    def _name(self, node: Node) -> str:
        if isinstance(node, Conclusion):
            name = conclusion_name(node.owner, node.name)
            self.conclusions.setdefault(name, node)
            return name
        name = self.names.setdefault(_meaning(node), f"#{len(self.atoms)}")
        self.atoms.setdefault(name, node)
        return name


def conclusion_name(owner: Owner, name: str) -> str:
    """Give the name of a conclusion in a state: its own name, or the relations that lead to it and its name."""
    return ".".join((*owner.steps, name))


def _meaning(part: object) -> Hashable:
    """Give what two conditions that mean the same have in common: all but their text and place."""
    if isinstance(part, Term):
        return _meaning(part.body)
    if isinstance(part, tuple):
        return tuple(_meaning(item) for item in part)
    if not isinstance(part, Node):
        return (type(part), part)
    inner = (getattr(part, each.name) for each in fields(part) if each.name not in ("text", "place"))
    return (type(part), *(_meaning(item) for item in inner))


def _every(parts: Iterable[list[Clause]]) -> list[Clause]:
    found: list[Clause] = [frozenset()]
    for part in parts:
        found = _both(found, part)
    return found


def _both(left: list[Clause], right: list[Clause]) -> list[Clause]:
    return _least(one | other for one in left for other in right)


def _least(clauses: Iterable[Clause]) -> list[Clause]:
    """Leave out the impossible (a condition both true and false) and what a shorter clause already says."""
    kept: list[Clause] = []
    for clause in sorted(set(clauses), key=lambda c: (len(c), sorted(c))):
        names = {name for name, _ in clause}
        if len(names) == len(clause) and not any(shorter <= clause for shorter in kept):
            kept.append(clause)
            if len(kept) > MOST_CLAUSES:
                raise TooBranched
    return kept
