"""One line of why for a decision, in the reader's language, with the figures that settled it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.decision.decide import Decision, Judgement
from engine.evaluation.trace import RuleTrace
from engine.language.nodes import All
from engine.reports.citations import chapters_named
from engine.reports.conditions import Conditions
from engine.reports.links import ended, plain, sentence
from engine.reports.openings import Openings
from engine.reports.sayings import concluded, saying
from engine.reports.telling import Telling
from engine.reports.words import OUTCOMES, WHETHER
from engine.source.text import Lang, Text


@dataclass(frozen=True, slots=True)
class Sentences:
    """Lines of why for the decisions of one check."""

    judgement: Judgement
    lang: Lang

    @property
    def _openings(self) -> Openings:
        return Openings(self.judgement, self.lang)

    @property
    def _telling(self) -> Telling:
        return Telling(self.judgement, self.lang)

    def why(self, decision: Decision) -> str:
        """Give why a decision came out as it did, in one line."""
        return sentence(plain(self._why(decision)))

    def sentence(self, decision: Decision) -> str:
        """Give a sentence that stands alone: where nothing is kept or broken it begins with what came out."""
        why, lead = plain(self._why(decision)), OUTCOMES[decision.outcome].to(self.lang)
        if decision.rule.is_conclusion:
            lead = self._concluded(decision)
        elif decision.outcome in ("met", "breached"):
            return sentence(ended(why))
        if not decision.way.settled:
            return f"{sentence(ended(lead))} {sentence(ended(why))}"
        why = "" if why.casefold() == lead.casefold() else why.removeprefix(f"{lead}; ")
        return sentence(ended(f"{lead}: {why}" if why else lead))

    def _concluded(self, decision: Decision) -> str:
        """Give what a rule concludes as a clause; of what is not settled, that it is not."""
        phrases = Conditions(self.judgement.prepared.rulebook, decision.rule, self.lang)
        if decision.outcome != "unknown":
            return plain(concluded(phrases, decision.outcome == "true"))
        open_ = OUTCOMES["undetermined"].to(self.lang)
        return WHETHER.to(self.lang).format(concluded(phrases, True)) if decision.rule.says else open_

    def _why(self, decision: Decision) -> str:
        trace = self.judgement.trace(decision)
        phrases = Conditions(self.judgement.prepared.rulebook, decision.rule, self.lang)
        if decision.way.part == "period":
            return self._openings.out_of_force(decision.rule.period)
        if not decision.way.settled:
            return self._openings.told([decision])
        if decision.way.part == "unless":
            return self._exempt(decision, trace, phrases)
        step = trace.require if decision.way.part == "require" else trace.when
        if step is None:
            return Text("gælder altid", "always applies").to(self.lang)
        if decision.way.part == "when" and decision.outcome in ("not_applicable", "false"):
            conditions = step.children if isinstance(step.node, All) else (step,)
            return self._telling.told(conditions[decision.way.index], phrases)
        kept = decision.outcome == "met"
        if decision.way.part == "require" and (said := saying(decision.rule.says, step, phrases, truth=kept)):
            return said
        asked = decision.rule.modality if decision.outcome == "breached" else None
        return self._telling.told(step, phrases, asked)

    def open(self, decisions: Sequence[Decision]) -> str:
        """Give what keeps decisions open, together in one line."""
        return sentence(plain(self._openings.told(decisions)))

    def _exempt(self, decision: Decision, trace: RuleTrace, phrases: Conditions) -> str:
        exemption = decision.rule.unless[decision.way.index]
        told = self._telling.told(trace.unless[decision.way.index], phrases)
        return f"{told} ({chapters_named(self.judgement.prepared.rulebook, exemption.citations, self.lang)})"
