"""What keeps a decision open besides missing facts, in clauses."""

from __future__ import annotations

from dataclasses import dataclass, replace

from engine.decision.decide import Decision, Judgement
from engine.evaluation.trace import Opening, Ref, Step
from engine.language.nodes import Node, Parameter, Term, walk
from engine.reports.clauses import Clauses
from engine.reports.display import shown_date
from engine.reports.phrases import Phrases
from engine.reports.subjects import enumerated, subject_told
from engine.reports.words import authority
from engine.source.text import Text

LEFT_OPEN = Text("{} lader det stå åbent, om {}", "{} leaves it open whether {}")
LEFT = Text("{} lader det stå åbent", "{} leaves it open")
MATTERS = {
    "when": Text("kravet gælder her", "the demand applies here"),
    "unless": Text("undtagelsen gælder her", "the exception holds here"),
    "require": Text("kravet er opfyldt her", "the demand is met here"),
}
NOT_WORKED_OUT = Text("{} kan ikke beregnes", "{} cannot be worked out")
NOT_SET = Text("{} er ikke fastsat for {}", "{} is not set for {}")
MOST_SUBJECTS = 2
"""Subjects that a reason is told to be for."""
MORE = Text("{} til", "{} more")
NOT_IN_FORCE = Text("det er ikke i kraft {}, om {}", "it is not in force on {} whether {}")


@dataclass(frozen=True, slots=True)
class Openings:
    """Clauses for what keeps one decision open."""

    judgement: Judgement
    decision: Decision
    phrases: Phrases

    def told(self, *, unclear: bool) -> list[str]:
        """Tell why the decision is open, each reason with the subjects it is for; unclear ones only where `unclear`."""
        told: dict[str, list[str]] = {}
        for opening in self.judgement.reasons(self.decision):
            if unclear or opening.reason != "unclear":
                told.setdefault("; ".join(self._told(opening)), []).extend(self._of(opening.subject))
        return [clause + (f" ({self._some(names)})" if names else "") for clause, names in told.items()]

    def _of(self, ref: Ref) -> list[str]:
        """Name the subject that a reason is for, where it is not the decision's own."""
        own = self.decision.subject
        if (ref.entity, ref.id) == (own.entity, own.id):
            return []
        return [subject_told(self.judgement.facts, ref.entity, ref.id, self.phrases.lang)]

    def _some(self, names: list[str]) -> str:
        more = len(names) - MOST_SUBJECTS
        shown = [*names[:MOST_SUBJECTS], MORE.to(self.phrases.lang).format(more)] if more > 0 else names
        return enumerated(shown, self.phrases.lang)

    def _told(self, opening: Opening) -> list[str]:
        lang = self.phrases.lang
        rulebook = self.judgement.prepared.rulebook
        rule = rulebook.rules[opening.rule]
        phrases = replace(self.phrases, rule=rule)
        if opening.reason == "unclear":
            return self._unclear(opening, phrases)
        node = _named(opening.text, rule.expressions)
        words = phrases.of(node) if node else opening.text
        if opening.reason == "undefined":
            return [NOT_WORKED_OUT.to(lang).format(words)]
        day = shown_date(self.judgement.as_of, lang)
        if isinstance(node, Parameter):
            return [NOT_SET.to(lang).format(words, day)]
        return [NOT_IN_FORCE.to(lang).format(day, words)]

    def _unclear(self, opening: Opening, phrases: Phrases) -> list[str]:
        """Tell what the agreement leaves open, after what is known beside it."""
        rule, lang = phrases.rule, phrases.lang
        own = rule.id == self.decision.rule.id
        who = authority(rule, self.phrases.rulebook).to(lang)
        matter = phrases.concluded(rule, True) if rule.is_conclusion else MATTERS[self.decision.way.part].to(lang)
        left = LEFT.to(lang).format(who) if own and rule.is_conclusion else LEFT_OPEN.to(lang).format(who, matter)
        step = self._part() if own else None
        return [*(Clauses(phrases).around(step) if step else ()), left]

    def _part(self) -> Step | None:
        trace, way = self.judgement.trace(self.decision), self.decision.way
        return {"when": trace.when, "require": trace.require}.get(way.part) or trace.unless[way.index]


def _named(text: str, expressions: tuple[Node, ...]) -> Node | None:
    """Give the expression that `text` is: the term that stands for it, where there is one."""
    found = [node for part in expressions for node in walk(part)]
    term = next((node for node in found if isinstance(node, Term) and node.body.text == text), None)
    return term or next((node for node in found if node.text == text), None)
