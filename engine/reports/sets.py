"""Conditions on lists in words: what is missing from a list, what may not stand in it, what none of it is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from engine.evaluation.trace import Step, lacking
from engine.language.nodes import Aggregate, Compare, Fact, Node, SetOfNodes, walk
from engine.reports.display import AND, NONE, OR, joined, shown_members, shown_value
from engine.reports.phrases import Phrases
from engine.reports.spoken import Clause, but_asked, but_not
from engine.reports.words import LACKS, LACKS_NONE, NONE_AMONG, NOT, NOT_AMONG, NOTHING_AMONG
from engine.source.text import Text

SET_OPERATORS = ("in", "within", "overlaps")
MOST_LISTED = 6
"""Members that a line lists of a set that has a name."""
IS = Text("er", "is")
AMONG = Text("blandt", "among")
ABSENT = Text("{1} er ikke blandt {0}", "{1} is not among {0}")
ALL_ABSENT = Text("ingen af disse er blandt {}: {}", "none of these is among {}: {}")
NOT_ALLOWED = {
    "skal": Text("{1} må ikke være blandt {0}", "{1} may not be among {0}"),
    "bør": Text("{1} bør ikke være blandt {0}", "{1} should not be among {0}"),
    "kan": Text("{1} ventes ikke at være blandt {0}", "not expected among {0}: {1}"),
}
"""What stands in a list against what was asked, by the modality of the rule."""


@dataclass(frozen=True, slots=True)
class Sets:
    """Clauses for comparisons with a list, both sides known; `asked`: the modality of the rule that asked for them."""

    phrases: Phrases
    asked: str | None = None

    def told(self, step: Step) -> Clause:
        """Tell one comparison: in, within or overlaps."""
        left, right = step.children
        assert isinstance(step.node, Compare)  # noqa: S101 - the caller has seen to it
        if step.node.op == "in":
            return self._in(step, left, right)
        if step.node.op == "within":
            told = self._within(left, right, lacking(step))
        else:
            turned = _rests_on_facts(right.node) and not _rests_on_facts(left.node)
            told = self._overlaps(right, left) if turned else self._overlaps(left, right)
        return replace(told, is_asked=self.asked is not None)

    def _in(self, step: Step, one: Step, choices: Step) -> Clause:
        if isinstance(one.node, Fact) and one.node.name == "id":  # which subject it is stands with the decision
            return Clause(self.phrases.line(step.node, negated=step.value is False))
        assert one.value is not None  # noqa: S101 - so the caller says
        found = f"{self._of(one)} {self._to(IS)} {shown_value(one.value, one.node.kind, self.phrases.lang)}"
        if step.value:
            return Clause(found + self._among(choices))
        if self.asked:
            return but_asked(self.asked, found, self._limit(choices))
        written = isinstance(choices.node, SetOfNodes)
        return but_not(found, *(self._shown(choices, _members(choices)) if written else [self._limit(choices)]))

    def _within(self, part: Step, whole: Step, lacks: frozenset[str]) -> Clause:
        if _rests_on_facts(whole.node):
            if lacks:
                return Clause(self._of(whole), LACKS, (self._listed(part, lacks),))
            named = self._listed(part) if isinstance(part.node, SetOfNodes) else self._of(part)
            return Clause(self._of(whole), LACKS_NONE, (named,))
        if not lacks:
            return Clause(self._held(part, _members(part)) + (self._among(whole) if _members(part) else ""))
        if self.asked:
            return Clause(self._to(NOT_ALLOWED[self.asked]).format(self._of(part), self._listed(part, lacks)))
        return self._outside(part, lacks, whole)

    def _overlaps(self, held: Step, wanted: Step) -> Clause:
        """Tell what a list holds of what is wanted, or that it is nothing."""
        common = _members(held) & _members(wanted)
        if common and self.asked:  # it was asked that they have nothing in common
            return Clause(self._to(NOT_ALLOWED[self.asked]).format(self._of(held), self._listed(held, common)))
        if common:
            return Clause(self._held(held, common) + self._among(wanted))
        if not isinstance(wanted.node, SetOfNodes):
            return self._outside(held, _members(held), wanted)
        if len(_members(wanted)) == 1 and self.asked:
            return Clause(self._of(held), LACKS, (self._listed(wanted),))
        absent = ALL_ABSENT if len(_members(wanted)) > 1 else ABSENT
        return Clause(self._to(absent).format(self._of(held), self._listed(wanted)))

    def _held(self, step: Step, members: frozenset[str]) -> str:
        """Give a list by its name, with members of it."""
        return f"{self._of(step)}: {self._listed(step, members)}"

    def _outside(self, part: Step, members: frozenset[str], whole: Step) -> Clause:
        """Say of members of a list that none of them is in another."""
        if isinstance(whole.node, SetOfNodes):
            return Clause(self._held(part, members), NOT, (self._listed(whole, by=OR),))
        if not members:
            return Clause(self._of(part), NOTHING_AMONG, (self._called(whole),))
        return Clause(self._held(part, members), NOT_AMONG if len(members) == 1 else NONE_AMONG, (self._called(whole),))

    def _among(self, step: Step) -> str:
        """Say that what was told is in a list that has a name; nothing of one that is written out."""
        return "" if isinstance(step.node, SetOfNodes) else f", {self._to(AMONG)} {self._of(step)}"

    def _limit(self, step: Step) -> str:
        """Give what something is to be: a or b; or among a list that has a name, with its members where few."""
        if isinstance(step.node, SetOfNodes):
            return self._listed(step, by=OR)
        return f"{self._to(AMONG)} {self._called(step)}"

    def _called(self, step: Step) -> str:
        """Give a list by its name, with its members where they are few."""
        few = 0 < len(_members(step)) <= MOST_LISTED
        return self._of(step) + (f" ({self._listed(step)})" if few else "")

    def _listed(self, step: Step, members: frozenset[str] | None = None, by: Text = AND) -> str:
        """Give members of a list in words: all it has, or those told."""
        shown = self._shown(step, _members(step) if members is None else members)
        return joined(shown, self.phrases.lang, by) or self._to(NONE)

    def _shown(self, step: Step, members: frozenset[str]) -> list[str]:
        return shown_members(members, step.node.kind, self.phrases.lang)

    def _of(self, step: Step) -> str:
        return self.phrases.of(step.node)

    def _to(self, text: Text) -> str:
        return text.to(self.phrases.lang)


def _members(step: Step) -> frozenset[str]:
    assert isinstance(step.value, frozenset)  # noqa: S101 - the language has seen to it
    return step.value


def _rests_on_facts(node: Node) -> bool:
    return any(isinstance(each, Fact | Aggregate) for each in walk(node))
