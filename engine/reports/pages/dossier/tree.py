"""The tree of a decision in lines: every condition with its figures, and the places of the facts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from engine.evaluation.trace import Element, RuleTrace, Step
from engine.language.nodes import Literal, Term, children
from engine.reports.display import shown_date
from engine.reports.pages.dossier.model import Line
from engine.reports.pages.html import anchor
from engine.reports.subjects import subject_kind, subject_name
from engine.reports.traces import traced_value
from engine.reports.words import PARTS, REASONS
from engine.source.text import Lang, Text
from engine.values.kinds import TRUTH
from facts.factset import FactSet

BELONGS = {
    True: Text("regnes med", "counts"),
    False: Text("regnes ikke med", "does not count"),
    None: Text("uvist, om det regnes med", "not known whether it counts"),
}

MORE = Text("{} til, som klausul explain viser", "{} more, which klausul explain shows")


@dataclass(frozen=True, slots=True)
class Trees:
    """Gives traces in lines; what other rules conclude leads to where it is told, if that is among `anchors`.

    `most`: the related subjects that a condition names, where not all; it says how many more there are.
    """

    facts: FactSet
    lang: Lang
    anchors: Collection[str]
    most: int | None = None

    def lines(self, trace: RuleTrace) -> Iterator[Line]:
        """Give every condition of a trace."""
        seen: set[str] = set()
        if not trace.in_force:
            return
        if trace.when is not None:
            yield Line(0, PARTS["concludes" if trace.rule.is_conclusion else "when"].to(self.lang), "")
            yield from self._lines(trace.when, 1, seen)
        for step in trace.unless:
            yield Line(0, PARTS["unless"].to(self.lang), "")
            yield from self._lines(step, 1, seen)
        if trace.require is not None and trace.way.outcome != "not_applicable":
            yield Line(0, PARTS["require"].to(self.lang), "")
            yield from self._lines(trace.require, 1, seen)

    def _lines(self, step: Step, depth: int, seen: set[str], beside: Sequence[Step] = ()) -> Iterator[Line]:
        """Give a condition and those below it; a term is told once, and what another rule concludes is told there."""
        node, target = step.node, None
        if step.concluded:
            target = anchor_of(step.concluded.rule.id, step.concluded.subject.id)
            target = target if target in self.anchors else None
        yield Line(depth, node.text, self._value(step, beside), self._about(step), target)
        if isinstance(node, Term):
            if node.name in seen and not step.elements:
                return
            seen.add(node.name)
        for child in step.children:
            if not isinstance(child.node, Literal):
                yield from self._lines(child, depth + 1, seen, step.children)
        for element in step.elements[: self.most]:
            yield self._element(element, depth + 1)
            if element.belongs is not False:
                for part in (element.where, element.body):
                    if part is not None:
                        yield from self._lines(part, depth + 2, set())
        if self.most is not None and (more := len(step.elements) - self.most) > 0:
            yield Line(depth + 1, MORE.to(self.lang).format(more), "")

    def _element(self, element: Element, depth: int) -> Line:
        name = subject_name(self.facts, element.subject.entity, element.subject.id, self.lang)
        return Line(depth, name, BELONGS[element.belongs].to(self.lang))

    def _value(self, step: Step, beside: Sequence[Step]) -> str:
        if step.value is None:
            return f"? {REASONS[step.reason].to(self.lang)}" if step.reason else "?"
        if step.node.kind == TRUTH and children(step.node):
            return "✓" if step.value else "✗"
        return traced_value(step, beside, self.lang)

    def _about(self, step: Step) -> str:
        if step.dated:
            ends = [shown_date(d, self.lang) if d else "…" for d in (step.dated.period.start, step.dated.period.end)]
            return f"{ends[0]} – {ends[1]}"
        if step.subject is None:
            return str(step.source or "")
        whose = f"{subject_kind(self.facts, step.subject.entity, self.lang)} {step.subject.id}"
        return f"{whose}, {step.source}" if step.source else whose


def anchor_of(rule: str, subject: str) -> str:
    """Give the place of a decision on the page."""
    return anchor("afgoerelse", rule, subject)
