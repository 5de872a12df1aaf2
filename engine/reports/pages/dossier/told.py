"""Decisions in words: why, what to do, the places cited, and the tree of every condition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from engine.decision.canonical import digest
from engine.decision.decide import Decision, Judgement
from engine.evaluation.trace import Element, RuleTrace, Step
from engine.language.nodes import Literal, Node, Term, children
from engine.remedy.remedies import Remedies
from engine.reports.citations import cited_lines
from engine.reports.deviations import deviation_line
from engine.reports.display import shown_date
from engine.reports.links import ended
from engine.reports.pages.dossier.model import Group, Line, OfOperator, OfSubject, Outcome, Told
from engine.reports.pages.dossier.owners import OPERATOR, operator_of
from engine.reports.pages.html import anchor
from engine.reports.picked import verdict
from engine.reports.readings import reading_lines
from engine.reports.remedies import RemedyTexts
from engine.reports.reporter import Share
from engine.reports.sentences import Sentences
from engine.reports.subjects import subject_full, subject_name
from engine.reports.traces import traced_value
from engine.reports.words import CHANGE, CONCLUDED, KINDS, MODALITY, OUTCOMES, PARTS, REASONS, SEVERITY
from engine.source.text import Lang, Text
from engine.values.kinds import TRUTH

GROUPS = {
    "breached": (
        Text("Overtrædelser", "Breaches"),
        Text(
            "Krav, der binder og ikke er overholdt, med det, der skal til.",
            "Demands that bind and are not kept, with what it takes.",
        ),
    ),
    "remark": (
        Text("Bemærkninger", "Remarks"),
        Text(
            "Opfordringer og muligheder, der ikke er fulgt. De er ikke overtrædelser.",
            "Calls and options that are not followed. They are no breaches.",
        ),
    ),
    "deviation": (
        Text("Godkendte afvigelser", "Approved deviations"),
        Text("Krav, der ikke er overholdt, men hvor det er godkendt.", "Demands that are not kept, which is approved."),
    ),
}
NOBODY = Text("Uden driftsherre", "Of no operator")
"""What is told of subjects that belong to no operator, or to one that the facts do not give."""


def outcome_of(name: str, lang: Lang) -> Outcome:
    """Give an outcome with its word."""
    return Outcome(name, (CONCLUDED.get(name) or OUTCOMES[name]).to(lang))


def gravity(decision: Decision) -> tuple[int, str, str, str]:
    """Give what orders decisions, the gravest first."""
    subject = decision.subject
    return SEVERITY.index(verdict(decision)), subject.entity, subject.id, decision.rule.id


@dataclass
class Teller:
    """Tells the decisions of one check in one language; each is told once."""

    judgement: Judgement
    lang: Lang
    _told: dict[str, Told] = field(default_factory=dict)

    @cached_property
    def sentences(self) -> Sentences:
        """Give the lines of why."""
        return Sentences(self.judgement, self.lang)

    @cached_property
    def _remedies(self) -> Remedies:
        return Remedies(self.judgement, most=1)

    @cached_property
    def _anchors(self) -> frozenset[str]:
        return frozenset(anchor_of(d.rule.id, d.subject.id) for d in self.judgement.decisions)

    def operator(self, entity: str, id_: str) -> str | None:
        """Give the id of the operator that a subject belongs to."""
        return operator_of(self.judgement.facts, self.judgement.facts.subjects[entity][id_])

    def named(self, operator: str | None) -> str:
        """Give an operator's name."""
        if operator is None:
            return NOBODY.to(self.lang)
        return subject_name(self.judgement.facts, OPERATOR, operator, self.lang)

    def groups(self) -> tuple[Group, ...]:
        """Give what is not kept, the gravest first; a group only where there are any, but always that of breaches."""
        found = []
        for name, (title, intro) in GROUPS.items():
            decisions = sorted((d for d in self.judgement.requirements if verdict(d) == name), key=self._by_operator)
            if decisions or name == "breached":
                told = tuple(map(self.of, decisions))
                found.append(Group(anchor("gruppe", name), title.to(self.lang), intro.to(self.lang), told))
        return tuple(found)

    def open(self) -> tuple[Told, ...]:
        """Give the requirements that are undetermined."""
        left = (d for d in self.judgement.requirements if verdict(d) == "undetermined")
        return tuple(map(self.of, sorted(left, key=self._by_operator)))

    def operators(self) -> tuple[OfOperator, ...]:
        """Give every decision, by operator and subject."""
        ordered = sorted(self.judgement.decisions, key=self._by_operator)
        return tuple(
            self._operator(operator, list(decisions))
            for operator, decisions in groupby(ordered, key=lambda d: self.operator(d.subject.entity, d.subject.id))
        )

    def tell(self, share: Share) -> None:
        """Tell all decisions now, which is most of the work, and can be shared."""
        decisions = self.judgement.decisions
        for told in share(lambda each: self._tell(each, anchor_of(each.rule.id, each.subject.id)), decisions):
            self._told[told.anchor] = told

    def of(self, decision: Decision) -> Told:
        """Give a decision."""
        place = anchor_of(decision.rule.id, decision.subject.id)
        if place not in self._told:
            self._told[place] = self._tell(decision, place)
        return self._told[place]

    def _tell(self, decision: Decision, place: str) -> Told:
        rule, subject, facts = decision.rule, decision.subject, self.judgement.facts
        period = [shown_date(day, self.lang) if day else "…" for day in (rule.period.start, rule.period.end)]
        kind = f"{KINDS[rule.is_conclusion].to(self.lang)}, {MODALITY[rule.modality].to(self.lang)}"
        in_force = Text("i kraft", "in force").to(self.lang)
        return Told(
            place,
            self.named(self.operator(subject.entity, subject.id)),
            subject_full(facts, subject.entity, subject.id, self.lang),
            rule.title.to(self.lang),
            rule.id,
            outcome_of(verdict(decision), self.lang),
            ended(self.sentences.why(decision)),
            f"{kind}; {in_force} {period[0]} – {period[1]}",
            tuple(cited_lines(self.judgement.prepared.rulebook, rule.citations, self.lang)),
            tuple(self._todo(decision)),
            tuple(self._trace(self.judgement.trace(decision))),
            digest(self.judgement, decision),
        )

    def _todo(self, decision: Decision) -> Iterator[str]:
        """Give what to do, the smallest change that would do, an approval, and what another reading would give."""
        rule = decision.rule
        if decision.outcome == "breached":
            if decision.deviation:
                yield deviation_line(decision.deviation, self.lang)
            if rule.remedy:
                yield rule.remedy.to(self.lang)
            if change := self._remedies.changes(decision).best:
                texts = RemedyTexts(self.judgement, decision, self.lang)
                yield f"{CHANGE.to(self.lang)}: {texts.change(change)}"
        if decision.outcome == "undetermined" and rule.question:
            yield Text("Skal vurderes: ", "Needs judgement: ").to(self.lang) + rule.question.to(self.lang)
        if self.judgement.otherwise(decision):
            yield from reading_lines(self.judgement, decision, self.lang)[len(rule.readings) :]

    def _trace(self, trace: RuleTrace) -> Iterator[Line]:
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
            target = target if target in self._anchors else None
        yield Line(depth, node.text, self._value(step, beside), self._about(step), target)
        inner: Sequence[Step] = step.children
        if isinstance(node, Term):
            if node.name in seen and not step.elements:
                return
            seen.add(node.name)
        for child in inner:
            if not isinstance(child.node, Literal):
                yield from self._lines(child, depth + 1, seen, inner)
        for element in step.elements:
            yield self._element(element, depth + 1)
            if element.belongs is not False:
                for part in (element.where, element.body):
                    if part is not None:
                        yield from self._lines(part, depth + 2, set())

    def _element(self, element: Element, depth: int) -> Line:
        name = subject_name(self.judgement.facts, element.subject.entity, element.subject.id, self.lang)
        belongs = {
            True: Text("regnes med", "counts"),
            False: Text("regnes ikke med", "does not count"),
            None: Text("uvist, om det regnes med", "not known whether it counts"),
        }
        return Line(depth, name, belongs[element.belongs].to(self.lang))

    def _value(self, step: Step, beside: Sequence[Step]) -> str:
        if step.value is None:
            return f"? {REASONS[step.reason].to(self.lang)}" if step.reason else "?"
        if step.node.kind == TRUTH and _is_composed(step.node):
            return "✓" if step.value else "✗"
        return traced_value(step, beside, self.lang)

    def _about(self, step: Step) -> str:
        if step.dated:
            ends = [shown_date(d, self.lang) if d else "…" for d in (step.dated.period.start, step.dated.period.end)]
            return f"{ends[0]} – {ends[1]}"
        whose = f"{step.subject.entity} {step.subject.id}" if step.subject else ""
        return f"{whose}, {step.source}" if step.source else whose

    def _operator(self, operator: str | None, decisions: list[Decision]) -> OfOperator:
        subjects = []
        for _, group in groupby(decisions, key=lambda d: (d.subject.entity, d.subject.id)):
            of = sorted(group, key=gravity)
            told = tuple(map(self.of, of))
            subjects.append(OfSubject(told[0].subject, self.counted(of), told))
        place = anchor("driftsherre", operator or "")
        return OfOperator(place, self.named(operator), self.counted(decisions), tuple(subjects))

    def counted(self, decisions: Sequence[Decision]) -> str:
        """Give how many came out each way, in one line."""
        counts = Counter(verdict(d) for d in decisions if not d.rule.is_conclusion)
        told = [f"{counts[name]} {OUTCOMES[name].to(self.lang)}" for name in SEVERITY if counts[name]]
        if concluded := sum(d.rule.is_conclusion for d in decisions):
            word = Text("konklusion", "conclusion") if concluded == 1 else Text("konklusioner", "conclusions")
            told.append(f"{concluded} {word.to(self.lang)}")
        return " · ".join(told)

    def _by_operator(self, decision: Decision) -> tuple[bool, str, str, str, str]:
        subject = decision.subject
        operator = self.operator(subject.entity, subject.id)
        return operator is None, operator or "", subject.entity, subject.id, decision.rule.id


def anchor_of(rule: str, subject: str) -> str:
    """Give the place of a decision on the page."""
    return anchor("afgoerelse", rule, subject)


def _is_composed(node: Node) -> bool:
    return bool(children(node))
