"""Comparisons as clauses: what was found, and what it was held against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from engine.evaluation.trace import Step
from engine.language.nodes import AsOf, Compare, Literal, Parameter
from engine.reports.phrases import Phrases
from engine.reports.sets import Sets
from engine.reports.subjects import AND, enumerated
from engine.reports.words import ALLOWS, ASKED, COMPARED, DATED, INVERSE, REQUIRES
from engine.source.text import Text
from engine.values.kinds import DATE

FOUND = Text("{} er {}", "{} is {}")
BOTH = Text("{} og {} er begge {}", "{} and {} are both {}")
AS_ASKED = Text(", som {} {}", ", as {} {}")
NOT, BUT = Text("ikke", "not"), Text("men", "but")
MEASURES = frozenset(INVERSE) | {"=", "!="}


@dataclass(frozen=True, slots=True)
class Demand:
    """What a demand asks, in whose name, and whether it is kept."""

    modality: str
    authority: Text
    kept: bool


@dataclass(frozen=True, slots=True)
class Comparisons:
    """Clauses for comparisons whose two sides are known. Without a demand they are conditions, which ask nothing."""

    phrases: Phrases
    demand: Demand | None = None

    def told(self, steps: Sequence[Step], by: Text = AND) -> list[str]:
        """Tell comparisons, those of one figure or with one limit together; `by` joins the limits of one figure."""
        if len(steps) > 1 and self.demand and len({_limit_of(step) for step in steps}) == 1 and _is_measure(steps[0]):
            found = [self._found(step) for step in steps[:-1]]
            return [f"{', '.join(found)}, {self._to(AND)} {self._one(steps[-1])}"]
        groups = [list(group) for _, group in groupby(steps, key=_figure)]
        return [clause for group in groups for clause in self._group(group, by)]

    def _group(self, group: list[Step], by: Text) -> list[str]:
        if len(group) == 1 or not all(_is_measure(step) for step in group):
            return [self._one(step) for step in group]
        limits = enumerated([self._limit(step) for step in group], self.phrases.lang, by)
        return [f"{self._found(group[0])}{self._joint()}{limits}"]

    def _one(self, step: Step) -> str:
        if _op(step) in ("in", "within", "overlaps"):
            return Sets(self.phrases, self._joint() if self.demand and not self.demand.kept else "").told(step)
        if not _is_measure(step):
            return self._same(step)
        if self.demand is None or isinstance(step.children[0].node, AsOf):
            return replace(self, demand=None)._condition(step)
        return self._demanded(step, self.demand)

    def _condition(self, step: Step) -> str:
        op = _op(step)
        if op in ("=", "!=") and (op == "=") is bool(step.value):
            return self._found(step) + self._name(step)
        return f"{self._found(step)}, {self._limit(step)}"

    def _demanded(self, step: Step, demand: Demand) -> str:
        """Tell what was found and what is asked; where it is no day, with the one who sets the limit."""
        right, op = step.children[1].node, _op(step)
        if isinstance(right, Parameter | Literal) and right.kind != DATE:
            return self._found(step) + self._set(step, demand)
        if op == "=" and demand.kept:
            return self._found(step) + self._name(step)
        return f"{self._found(step)}{self._joint()}{self._limit(step)}"

    def _set(self, step: Step, demand: Demand) -> str:
        """Tell the limit that an agreement sets."""
        op = _op(step)
        who, verb = self._to(demand.authority), self._to((ALLOWS if op == "<=" else REQUIRES)[demand.modality])
        if op == "=" and demand.kept:
            return self._to(AS_ASKED).format(who, verb)
        operator = "" if op == "=" else f"{self._to(COMPARED[op])} "
        return f", {self._to(AND if demand.kept else BUT)} {who} {verb} {operator}{self._value(step, 1)}"

    def _joint(self) -> str:
        """Give what stands between what was found and a limit that is asked for, or that is a condition."""
        if self.demand is None:
            return ", "
        joined = f" {self._to(AND)}" if self.demand.kept else f", {self._to(BUT)}"
        return f"{joined} {self._to(ASKED[self.demand.modality])} "

    def _limit(self, step: Step) -> str:
        """Give a limit with its relation to what was found, and its name."""
        op, limit = _op(step), self._value(step, 1) + self._name(step)
        words = DATED if step.children[0].node.kind == DATE else COMPARED
        asked = self.demand is not None
        if op == "=" and (asked or step.value):
            return limit
        if op in ("=", "!=") and not asked:
            return f"{self._to(NOT)} {limit}" if step.value is (op == "!=") else limit
        if asked or step.value:
            return f"{self._to(words[op])} {limit}"
        return (
            f"{self._to(words[INVERSE[op]])} {limit}" if "=" in op else f"{self._to(NOT)} {self._to(words[op])} {limit}"
        )

    def _name(self, step: Step) -> str:
        """Give the name of a limit in brackets, where it says more than the limit."""
        left, right = step.children
        name = self.phrases.of(right.node)
        plain = isinstance(right.node, Literal) or self._value(step, 1) in name or name == self.phrases.of(left.node)
        return "" if plain else f" ({name})"

    def _found(self, step: Step) -> str:
        return self._to(FOUND).format(self.phrases.opening(step.children[0].node), self._value(step, 0))

    def _value(self, step: Step, side: int) -> str:
        this, other = step.children[side], step.children[1 - side]
        assert this.value is not None  # noqa: S101 - what settles a decision is known
        return self.phrases.values.near(this.value, this.node, other.node, other.value)

    def _same(self, step: Step) -> str:
        """Tell whether two choices, relations, texts or truths are the same."""
        left, right = step.children
        broken = self.demand is not None and not self.demand.kept
        if isinstance(right.node, Literal):
            between = self._joint() if broken else f", {self._to(NOT)} "
            found = self._found(step)
            return found if left.value == right.value else f"{found}{between}{self._value(step, 1)}"
        names = self.phrases.opening(left.node), self.phrases.opening(right.node)
        if left.value == right.value:
            return self._to(BOTH).format(*names, self._value(step, 0))
        other = self._to(FOUND).format(names[1], self._value(step, 1))
        return f"{self._found(step)}, {self._to(BUT if broken else AND)} {other}"

    def _to(self, text: Text) -> str:
        return text.to(self.phrases.lang)


def _op(step: Step) -> str:
    assert isinstance(step.node, Compare)  # noqa: S101 - the caller has seen to it
    return step.node.op


def _figure(step: Step) -> tuple[str, object]:
    """Give what comparisons that are told together share: the figure, and of equalities whether they hold."""
    return step.children[0].node.text, step.value if _op(step) in ("=", "!=") else None


def _limit_of(step: Step) -> tuple[str, str]:
    return _op(step), step.children[1].node.text


def _is_measure(step: Step) -> bool:
    """Say whether a comparison is of figures or days."""
    kind = step.children[0].node.kind
    return (kind.is_figure or kind == DATE) and _op(step) in MEASURES
