"""What the rules of all files are called and what they conclude, before any of them is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.source.problem import Place, Problem, shown
from engine.source.text import Text
from engine.source.tree import Document as Tree
from engine.source.tree import Mapping, Node, Scalar


@dataclass(frozen=True, slots=True)
class Claim:
    """What a rule is called, what it is about and what, if anything, it concludes, with its places."""

    id: str
    subject: str
    concludes: str | None
    place: Place
    concludes_place: Place


@dataclass(frozen=True, slots=True)
class Index:
    """All rules by id, and by what they conclude: (entity, name) -> id."""

    rules: dict[str, Claim]
    conclusions: dict[tuple[str, str], str]


def index(trees: Iterable[Tree], problems: list[Problem]) -> Index:
    """Give the index of rule files, those at fault among them; names and conclusions given twice are problems."""
    found = Index({}, {})
    for tree in trees:
        for claim in _claims(tree):
            _add_rule(claim, found, problems)
            _add_conclusion(claim, found, problems)
    return found


def area_of(tree: Tree) -> str:
    """Give the area of a rule file: the folder it stands in."""
    return tree.file.split("/")[0]


def _claims(tree: Tree) -> Iterator[Claim]:
    rules = _below(tree.root, "rules")
    if isinstance(rules, Mapping):
        for name, rule in rules.entries.items():
            if isinstance(rule, Mapping):
                subject = _text(_below(rule, "subject")) or _text(_below(tree.root, "subject")) or ""
                concluded = _below(rule, "concludes")
                place = rules.keys[name]
                id_ = f"{area_of(tree)}/{name}"
                yield Claim(id_, subject, _text(concluded), place, concluded.place if concluded else place)


def _add_rule(claim: Claim, found: Index, problems: list[Problem]) -> None:
    first = found.rules.setdefault(claim.id, claim)
    if first is not claim:
        message = Text(
            f"reglen {claim.id} findes allerede: {first.place}", f"the rule {claim.id} exists already: {first.place}"
        )
        expected = Text("et andet navn", "another name")
        problems.append(Problem("double-rule", claim.place, message, expected))


def _add_conclusion(claim: Claim, found: Index, problems: list[Problem]) -> None:
    if claim.concludes is None:
        return
    first = found.conclusions.setdefault((claim.subject, claim.concludes), claim.id)
    if first != claim.id:
        message = Text(
            f"{first} konkluderer allerede {shown(claim.concludes)} om {claim.subject}",
            f"{first} already concludes {shown(claim.concludes)} of {claim.subject}",
        )
        expected = Text("én regel for hver konklusion", "one rule for each conclusion")
        problems.append(Problem("double-conclusion", claim.concludes_place, message, expected))


def _below(node: Node, key: str) -> Node | None:
    return node.entries.get(key) if isinstance(node, Mapping) else None


def _text(node: Node | None) -> str | None:
    return node.text if isinstance(node, Scalar) and not node.is_null else None
