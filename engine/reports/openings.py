"""What keeps decisions open, in words: facts that are missing, what cannot be worked out, what the agreement leaves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from engine.decision.decide import Decision, Judgement
from engine.evaluation.trace import Missing, Ref, RuleTrace, Step, keeping_open
from engine.language.nodes import Aggregate, All, Arithmetic, Call, If, Node, Some, Term, Unclear, children
from engine.language.scope import OPEN
from engine.reports.conditions import Conditions
from engine.reports.display import joined, shown_date, shown_value
from engine.reports.links import plain
from engine.reports.phrases import sought
from engine.reports.sayings import concluded
from engine.reports.spoken import together
from engine.reports.subjects import listed, subject_name, subject_told
from engine.reports.telling import Telling
from engine.reports.words import LEFT, NOT_WORKED_OUT, REASONS
from engine.rulebook.model import Period
from engine.source.text import Lang, Text
from engine.values.kinds import TRUTH
from engine.values.vocabulary import Field
from facts.wording.forms import forms

MOST_REASONS = 2
"""Reasons of one sort that a line tells of one decision."""
MOST_SUBJECTS = 2
"""Subjects of which a line names what is missing."""
TOLD = ("undefined", "incomplete", "unclear", "pending", "not_in_force")
"""The reasons that a line tells of besides missing facts, in their order."""
HERE = {
    "unclear": Text(" i dette tilfælde{}: {}", " in this case{}: {}"),
    "incomplete": Text("{}: {}", "{}: {}"),
    "pending": Text("{}: {}", "{}: {}"),
}
"""What is known of the case that the agreement leaves open, and whose case it is where it is another's."""


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
        """Give missing facts in words, by subject: what to ask for, and whose it is."""
        known = self.judgement.facts
        by_subject: dict[Ref, list[Field]] = {}
        for fact in facts:
            by_subject.setdefault(fact.subject, []).append(known.vocabulary.field(fact.subject.entity, fact.field))
        return [
            f"{plain(listed(sought(ref.entity, fields, self.lang), self.lang))} "
            f"({subject_told(known, ref.entity, ref.id, self.lang)})"
            for ref, fields in by_subject.items()
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
        """Give the reasons in words. What stays open whatever the facts comes up only when none is asked for."""
        if not self.judgement.reasons(decision):
            return
        found: dict[str, dict[str, list[str]]] = {reason: {} for reason in TOLD}
        for step, within in _open_steps(self.judgement.trace(decision)):
            if step.reason in found:
                said, why = self._reason(step, within, decision)
                found[step.reason].setdefault(why, []).append(said)
        if asked:
            found = {reason: found[reason] for reason in TOLD if reason not in OPEN}
        for by_cause in found.values():
            told = (joined(list(dict.fromkeys(said)), self.lang) + why for why, said in by_cause.items())
            yield from islice(told, MOST_REASONS)

    def _reason(self, step: Step, within: RuleTrace, decision: Decision) -> tuple[str, str]:
        """Give of what something is so, and what: those of which the same is so are told together."""
        phrases = Conditions(self.judgement.prepared.rulebook, within.rule, self.lang)
        if step.reason == "undefined":
            return self._not_worked_out(step, within, phrases)
        if step.reason == "not_in_force":
            title = phrases.quoted(within.rule.title.to(self.lang))
            return "", f"{title} {REASONS['not_in_force'].to(self.lang)}"
        assert isinstance(step.node, Unclear)  # noqa: S101 - no other reason is left
        told, whose = REASONS[step.node.reason].to(self.lang), self._whose(within, decision)
        if within.rule != decision.rule:
            said = within.rule.says is not None
            of_it = concluded(phrases, True) if said else phrases.quoted(within.rule.title.to(self.lang))
            told = LEFT[step.node.reason].to(self.lang).format(of_it) if said else f"{told}: {of_it}"
        beside = self._beside(step, within, phrases)
        return "", told + (HERE[step.node.reason].to(self.lang).format(whose, beside) if beside else whose)

    def _whose(self, within: RuleTrace, decision: Decision) -> str:
        """Name the subject of a rule that a decision rests on, where it is another than that of the decision."""
        of, own = within.subject, decision.subject
        if (of.entity, of.id) == (own.entity, own.id):
            return ""
        return f" ({subject_name(self.judgement.facts, of.entity, of.id, self.lang)})"

    def _beside(self, unclear: Step, within: RuleTrace, phrases: Conditions) -> str:
        """Tell what is known beside what is left open: the case."""
        above = {id(child): step for step in within.steps() for child in step.children}
        step = unclear
        while id(step) in above:
            step = above[id(step)]
            known = [child for child in step.children if child.value is not None and child.node.kind == TRUTH]
            if known and isinstance(step.node, All | Some | If):
                telling = Telling(self.judgement, self.lang)
                return together((clause for one in known for clause in telling.clauses(one, phrases)), self.lang)
        return ""

    def _not_worked_out(self, step: Step, within: RuleTrace, phrases: Conditions) -> tuple[str, str]:
        """Give the innermost term that holds what is open, and that it cannot be worked out, and why not."""
        parts = within.rule.expressions
        called, inside = next(found for part in parts for found in _places(part, step.node, phrases, None))
        because = Text(", fordi ", " because ").to(self.lang)
        return called, f" {REASONS['undefined'].to(self.lang)}{because}{self._cause(step, inside)}"

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
