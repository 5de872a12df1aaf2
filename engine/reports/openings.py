"""What keeps decisions open, in words: facts that are missing, what cannot be worked out, what the agreement leaves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from engine.decision.decide import Decision, Judgement
from engine.evaluation.trace import Missing, Ref, RuleTrace, Step, keeping_open
from engine.language.nodes import Aggregate, All, Arithmetic, Call, If, Node, Some, Term, children
from engine.reports.conditions import Conditions
from engine.reports.display import shown_date, shown_value
from engine.reports.sayings import concluded
from engine.reports.spoken import together
from engine.reports.subjects import listed, subject_told
from engine.reports.telling import Telling
from engine.reports.words import LEFT, NOT_WORKED_OUT, REASONS
from engine.rulebook.model import Period
from engine.source.text import Lang, Text
from engine.values.kinds import TRUTH
from facts.wording.forms import forms

MOST_REASONS = 2
"""Reasons of one sort that a line tells of one decision."""
MOST_SUBJECTS = 2
"""Subjects of which a line names what is missing."""


@dataclass(frozen=True, slots=True)
class Openings:
    """Clauses for what keeps the decisions of one check open."""

    judgement: Judgement
    lang: Lang

    def told(self, decisions: Sequence[Decision]) -> str:
        """Give what keeps decisions open, together in one line."""
        facts = sorted({fact for decision in decisions for fact in self.judgement.missing(decision)})
        parts = [self._asked_for(self.missing(facts))] if facts else []
        parts += [self.out_of_force(d.rule.period) for d in decisions if d.way.part == "period"]
        for decision in decisions:
            parts += self._reasons(decision, asked=bool(facts))
        return "; ".join(dict.fromkeys(parts))

    def missing(self, facts: Iterable[Missing]) -> list[str]:
        """Give missing facts in words, by subject: the labels of the fields, and whose they are."""
        known = self.judgement.facts
        by_subject: dict[Ref, list[str]] = {}
        for fact in facts:
            label = known.vocabulary.field(fact.subject.entity, fact.field).label.to(self.lang)
            by_subject.setdefault(fact.subject, []).append(label)
        return [
            f"{listed(labels, self.lang)} ({subject_told(known, ref.entity, ref.id, self.lang)})"
            for ref, labels in by_subject.items()
        ]

    def out_of_force(self, period: Period) -> str:
        """Say from when, or until when, a rule is in force that is not in force on the date of the check."""
        if period.start is not None and self.judgement.as_of < period.start:
            day = shown_date(period.start, self.lang)
            return Text(f"reglen gælder først fra {day}", f"the rule is in force only from {day}").to(self.lang)
        assert period.end is not None  # noqa: S101 - else the rule would be in force
        day = shown_date(period.end, self.lang)
        return Text(f"reglen gjaldt kun til {day}", f"the rule was in force only until {day}").to(self.lang)

    def _asked_for(self, missing: list[str]) -> str:
        told = f"{REASONS['missing'].to(self.lang)}: {'; '.join(missing[:MOST_SUBJECTS])}"
        more = len(missing) - MOST_SUBJECTS
        if more <= 0:
            return told
        danish = f"oplysninger om {more} {'emne' if more == 1 else 'emner'} til"
        english = f"particulars of {more} more {'subject' if more == 1 else 'subjects'}"
        return told + Text(f"; og {danish}", f"; and {english}").to(self.lang)

    def _reasons(self, decision: Decision, *, asked: bool) -> Iterator[str]:
        """Give the reasons in words. What the agreement leaves open comes up only when no fact is left to ask for."""
        if not self.judgement.reasons(decision):
            return
        found: dict[str, list[str]] = {"undefined": [], "unclear": [], "not_in_force": []}
        for step, within in _open_steps(self.judgement.trace(decision)):
            if step.reason in found:
                found[step.reason].append(self._reason(step, within, decision))
        if asked:
            del found["unclear"]
        for told in found.values():
            yield from list(dict.fromkeys(told))[:MOST_REASONS]

    def _reason(self, step: Step, within: RuleTrace, decision: Decision) -> str:
        phrases = Conditions(self.judgement.prepared.rulebook, within.rule, self.lang)
        if step.reason == "undefined":
            return self._not_worked_out(step, within, phrases)
        if step.reason == "not_in_force":
            return f"{phrases.quoted(within.rule.title.to(self.lang))} {REASONS['not_in_force'].to(self.lang)}"
        told = REASONS["unclear"].to(self.lang)
        if within.rule != decision.rule:
            said = within.rule.says is not None
            of_it = concluded(phrases, True) if said else phrases.quoted(within.rule.title.to(self.lang))
            told = LEFT.to(self.lang).format(of_it) if said else f"{told}: {of_it}"
        beside = self._beside(step, within, phrases)
        return f"{told} ({beside})" if beside else told

    def _beside(self, unclear: Step, within: RuleTrace, phrases: Conditions) -> str:
        """Tell what is known beside what the agreement leaves open: the case that it leaves open."""
        above = {id(child): step for step in within.steps() for child in step.children}
        step = unclear
        while id(step) in above:
            step = above[id(step)]
            known = [child for child in step.children if child.value is not None and child.node.kind == TRUTH]
            if known and isinstance(step.node, All | Some | If):
                telling = Telling(self.judgement, self.lang)
                return together((clause for one in known for clause in telling.clauses(one, phrases)), self.lang)
        return ""

    def _not_worked_out(self, step: Step, within: RuleTrace, phrases: Conditions) -> str:
        """Say of the innermost term that holds what is open that it cannot be worked out, and why not."""
        parts = within.rule.expressions
        called, inside = next(found for part in parts for found in _places(part, step.node, phrases, None))
        because = Text(", fordi ", " because ").to(self.lang)
        return f"{called} {REASONS['undefined'].to(self.lang)}{because}{self._cause(step, inside)}"

    def _cause(self, step: Step, phrases: Conditions) -> str:
        match step.node:
            case Aggregate(entity=entity):
                return NOT_WORKED_OUT["none"].to(self.lang).format(forms(entity).several.to(self.lang))
            case Call(function="election_period"):
                return NOT_WORKED_OUT["election_period"].to(self.lang)
            case Arithmetic(op="/", right=right):
                nil = shown_value(0, right.kind, self.lang)
                return NOT_WORKED_OUT["zero"].to(self.lang).format(phrases.of(right), nil)
        return NOT_WORKED_OUT["calendar"].to(self.lang)


def _open_steps(trace: RuleTrace) -> Iterator[tuple[Step, RuleTrace]]:
    """Give each unknown step that keeps a rule open, with its rule; also those of the rules it rests on."""
    seen: set[int] = set()
    waiting = [trace]
    while waiting:
        within = waiting.pop(0)
        if id(within) in seen:
            continue
        seen.add(id(within))
        for part in keeping_open(within):
            if isinstance(part, Step):
                yield part, within
                waiting += [part.concluded] if part.concluded is not None and part.reason is None else []


def _places(node: Node, sought: Node, phrases: Conditions, term: str | None) -> Iterator[tuple[str, Conditions]]:
    """Give what to call the value `sought` where it stands below `node`: the term around it, or its own words."""
    if node == sought:
        yield term or phrases.of(node), phrases
    if isinstance(node, Term):
        told = node.kind != TRUTH and node.name in phrases.rule.terms
        term = phrases.of(node) if told else None
    inside = phrases.within(node) if isinstance(node, Aggregate) else phrases
    for child in children(node):
        yield from _places(child, sought, inside, term)
