"""What pictures are drawn from: decisions of a rule, and the terms and parameters as they were worked out for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, TypeVar

from engine.decision.decide import Decision, Judgement
from engine.evaluation.trace import Step, below
from engine.language.nodes import Term
from engine.source.text import Lang, Text
from engine.values.kinds import SHARE, Exact, Kind, Value, unpack

T = TypeVar("T")
Order = tuple[Any, ...]
"""What orders items."""
Known = tuple[Value, Kind]
"""What a term came to."""


@dataclass(frozen=True, slots=True)
class Worked:
    """A decision, and what its rule's terms came to; they are worked out when they are asked for."""

    judgement: Judgement
    decision: Decision
    _known: dict[str, Known] = field(default_factory=dict)

    def term(self, name: str) -> Known | None:
        """Give a term's value and kind; None where the rule has no such term here, or it is unknown."""
        if not self._known and (settling := self.judgement.settling(self.decision)):
            self._keep(below(settling))
        if name not in self._known:  # it may stand in another part: the whole trace is much more work
            self._keep(self.judgement.trace(self.decision).steps())
        return self._known.get(name)

    def _keep(self, steps: Iterator[Step]) -> None:
        for step in steps:
            if isinstance(step.node, Term) and step.value is not None:
                self._known.setdefault(step.node.name, (step.value, step.node.kind))

    def figure(self, name: str) -> Fraction | None:
        """Give a term that is a figure, in its unit (1 is 100 %); None where it is unknown."""
        found = self.term(name)
        if found is None or not isinstance(found[0], int | Fraction):
            return None
        return unpack(found[0], found[1])

    def fact(self, name: str) -> Value | None:
        """Give a fact of the subject, in smallest units; None where it is unknown."""
        return self.decision.subject.values.get(name)


def worked(judgement: Judgement, rule: str) -> list[Worked]:
    """Give the decisions of a rule on what it applies to; none where the rule is not judged here."""
    decisions = (d for d in judgement.decisions if d.rule.id == rule and d.outcome != "not_applicable")
    return [Worked(judgement, decision) for decision in decisions]


def parameter(judgement: Judgement, rule: str, name: str) -> Exact | None:
    """Give the value in force of a parameter of a rule's file, in smallest units; None where there is none."""
    found = judgement.prepared.rulebook.rules.get(rule)
    known = found.parameters.get(name) if found else None
    dated = known.at(judgement.as_of) if known else None
    return dated.value if dated and isinstance(dated.value, int | Fraction) else None


def share(figure: Fraction) -> Exact:
    """Give a figure as units of a percentage."""
    units = figure * SHARE.scale
    return units.numerator if units.denominator == 1 else units


def picked(items: Sequence[T], most: int, gravity: Callable[[T], Order]) -> tuple[list[T], int]:
    """Give the gravest items in their order, `most` at the most, and how many more there are."""
    ordered = sorted(items, key=gravity)
    return ordered[:most], max(0, len(ordered) - most)


def unknown(count: int, lang: Lang) -> str:
    """Give how many are left out since their figures are not known."""
    word = Text("1 er" if count == 1 else f"{count} er", "1 is" if count == 1 else f"{count} are").to(lang)
    return Text(
        f"{word} udeladt, fordi tallene ikke er kendt.", f"{word} left out since the figures are not known."
    ).to(lang)


def capped(shown: int, more: int, lang: Lang) -> str:
    """Give how many more there are than a picture shows."""
    return Text(
        f"Her vises {shown}, de alvorligste først; {more} til står under afgørelserne.",
        f"Shown are {shown}, the gravest first; {more} more {'stands' if more == 1 else 'stand'} with the decisions.",
    ).to(lang)


def remarks(left: int, shown: int, more: int, lang: Lang) -> tuple[str, ...]:
    """Give what is left out of pictures: the unknown, and what would make them unreadable."""
    return (*((unknown(left, lang),) if left else ()), *((capped(shown, more, lang),) if more else ()))
