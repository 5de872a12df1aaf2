"""What keeps a decision open besides missing facts, in clauses."""

from __future__ import annotations

from dataclasses import dataclass, replace

from engine.decision.decide import Decision, Judgement
from engine.evaluation.trace import Opening, Step
from engine.language.nodes import Node, Parameter, Term, walk
from engine.reports.clauses import Clauses
from engine.reports.display import shown_date
from engine.reports.phrases import Phrases
from engine.reports.words import authority
from engine.source.text import Text

LEFT_OPEN = Text("{} lader det stå åbent, om {}", "{} leaves it open whether {}")
MATTERS = {
    "when": Text("kravet gælder her", "the demand applies here"),
    "unless": Text("undtagelsen gælder her", "the exception holds here"),
    "require": Text("kravet er opfyldt her", "the demand is met here"),
}
NOT_WORKED_OUT = Text("{} kan ikke beregnes", "{} cannot be worked out")
NOT_SET = Text("{} er ikke fastsat for {}", "{} is not set for {}")
NOT_IN_FORCE = Text("det er ikke i kraft {}, om {}", "it is not in force on {} whether {}")


@dataclass(frozen=True, slots=True)
class Openings:
    """Clauses for what keeps one decision open."""

    judgement: Judgement
    decision: Decision
    phrases: Phrases

    def told(self, *, unclear: bool) -> list[str]:
        """Tell why the decision is open; what the agreement leaves open only where `unclear`."""
        openings = self.judgement.reasons(self.decision)
        return [
            clause for each in openings if unclear or each.reason != "unclear" for clause in self._told(each)
        ]

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
        matter = phrases.concluded(rule, True) if rule.is_conclusion else MATTERS[self.decision.way.part].to(lang)
        left = LEFT_OPEN.to(lang).format(authority(rule, self.phrases.rulebook).to(lang), matter)
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
