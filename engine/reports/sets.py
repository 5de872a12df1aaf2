"""Sets and choices as clauses: what is among what, and what is lacking."""

from __future__ import annotations

from dataclasses import dataclass

from engine.evaluation.trace import Step
from engine.language.nodes import Compare, Fact, SetOfNodes
from engine.reports.phrases import Phrases
from engine.reports.subjects import OR, enumerated
from engine.reports.values import field_of
from engine.source.text import Text

FOUND = Text("{} er {}", "{} is {}")
AMONG = {True: Text("der er blandt", "which is among"), False: Text("der ikke er blandt", "which is not among")}
IS_AMONG = {
    True: Text("{} {} er blandt {}", "{} {} is among {}"),
    False: Text("{} {} er ikke blandt {}", "{} {} is not among {}"),
}
NONE_AMONG = Text("{} ({}) er ikke blandt {}", "nothing in {} ({}) is among {}")
HOLDS = {True: Text("{} rummer {}", "{} holds {}"), False: Text("{} mangler {}", "{} lacks {}")}
COVERS = {True: Text("{} omfatter {}", "{} includes {}"), False: Text("{} omfatter ikke {}", "{} does not include {}")}
NOT = Text(", ikke ", ", not ")
MOST_CHOICES = 4
"""Choices that a clause lists of those that something is not."""


@dataclass(frozen=True, slots=True)
class Sets:
    """Clauses for comparisons with sets, both sides known. `asked` stands before what should have been, if anything."""

    phrases: Phrases
    asked: str = ""

    def told(self, step: Step) -> str:
        """Tell one comparison."""
        node = step.node
        assert isinstance(node, Compare)  # noqa: S101 - the caller has seen to it
        return {"in": self._in, "within": self._within, "overlaps": self._overlaps}[node.op](step)

    def _in(self, step: Step) -> str:
        """Tell whether something is one of some choices."""
        left, right = step.children
        values, lang, holds = self.phrases.values, self.phrases.lang, bool(step.value)
        assert left.value is not None  # noqa: S101 - what settles a decision is known
        name, value = self.phrases.opening(left.node), values.of(left.value, left.node)
        if (field_of(left.node) or ("", ""))[1] == "id":
            return IS_AMONG[holds].to(lang).format(name, value, self.phrases.of(right.node))
        found = FOUND.to(lang).format(name, value)
        if not isinstance(right.node, SetOfNodes):
            return f"{found}, {AMONG[holds].to(lang)} {self.phrases.of(right.node)}"
        if holds:
            return found
        choices = [values.of(each.value, each.node, left.node) for each in right.children if each.value is not None]
        return f"{found}{self.asked or NOT.to(lang)}{enumerated(choices[:MOST_CHOICES], lang, OR)}"

    def _overlaps(self, step: Step) -> str:
        left, right = step.children
        one, other = _members(step)
        lang, holds, members = self.phrases.lang, bool(step.value), self.phrases.values.members
        name, set_name = self.phrases.opening(left.node), self.phrases.of(right.node)
        if isinstance(right.node, SetOfNodes):
            named = members(one & other if holds else other, right.node, left.node)
            return COVERS[holds].to(lang).format(name, named)
        if not holds:
            return NONE_AMONG.to(lang).format(name.rstrip(","), members(one, left.node), set_name)
        return (
            f"{COVERS[True].to(lang).format(name, members(one & other, left.node))}, {AMONG[True].to(lang)} {set_name}"
        )

    def _within(self, step: Step) -> str:
        """Tell whether a set holds all of another; where it is asked for, what the facts lack of it."""
        left, right = step.children
        one, other = _members(step)
        lang, holds, members = self.phrases.lang, bool(step.value), self.phrases.values.members
        name, set_name = self.phrases.opening(left.node), self.phrases.of(right.node)
        beyond = members(one - other, left.node, right.node)
        if isinstance(right.node, Fact):
            return HOLDS[holds].to(lang).format(self.phrases.opening(right.node), name.rstrip(",") if holds else beyond)
        if isinstance(right.node, SetOfNodes) and holds:
            return FOUND.to(lang).format(name, members(one, left.node))
        told = (
            FOUND.to(lang).format(name, members(one, left.node))
            if holds
            else COVERS[True].to(lang).format(name, beyond)
        )
        return f"{told}, {AMONG[holds].to(lang)} {set_name}"


def _members(step: Step) -> tuple[frozenset[str], frozenset[str]]:
    one, other = (child.value for child in step.children)
    assert isinstance(one, frozenset)  # noqa: S101 - the checker has seen to it
    assert isinstance(other, frozenset)  # noqa: S101
    return one, other
