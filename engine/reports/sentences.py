"""One line of why for a decision, in the reader's language, with the figures that settled it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from engine.decision.decide import Decision, Judgement
from engine.evaluation.trace import Step
from engine.reports.citations import chapters_named
from engine.reports.conditions import Conditions
from engine.reports.links import ended, plain, sentence
from engine.reports.openings import Openings
from engine.reports.sayings import concluded, saying
from engine.reports.telling import Telling
from engine.reports.words import OUTCOMES, WHETHER
from engine.rulebook.model import Rule
from engine.source.text import Lang, Text


@dataclass(frozen=True, slots=True)
class Sentences:
    """Lines of why for the decisions of one check."""

    judgement: Judgement
    lang: Lang
    phrases: dict[str, Conditions] = field(default_factory=dict, compare=False, repr=False)
    known: dict[tuple[str, int], str] = field(default_factory=dict, compare=False, repr=False)
    """The lines told of decisions that others may come out alike with."""

    @property
    def _openings(self) -> Openings:
        return Openings(self.judgement, self.lang)

    @property
    def _telling(self) -> Telling:
        return Telling(self.judgement, self.lang)

    def why(self, decision: Decision) -> str:
        """Give why a decision came out as it did, in one line."""
        return self._once(decision, "why", lambda: sentence(plain(self._why(decision))))

    def sentence(self, decision: Decision) -> str:
        """Give a sentence that stands alone: where nothing is kept or broken it begins with what came out."""
        return self._once(decision, "sentence", lambda: self._sentence(decision))

    def _once(self, decision: Decision, line: str, told: Callable[[], str]) -> str:
        """Give a line as it was told of another decision that came out alike, or else as it is told now."""
        alike = self.judgement.alike(decision)
        if alike is None:
            return told()
        if (line, alike) not in self.known:
            self.known[line, alike] = told()
        return self.known[line, alike]

    def _sentence(self, decision: Decision) -> str:
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
        phrases = self._phrases(decision.rule)
        if decision.outcome != "unknown":
            return plain(concluded(phrases, decision.outcome == "true"))
        open_ = OUTCOMES["undetermined"].to(self.lang)
        return WHETHER.to(self.lang).format(concluded(phrases, True)) if decision.rule.says else open_

    def _why(self, decision: Decision) -> str:
        phrases = self._phrases(decision.rule)
        if decision.way.part == "period":
            return self._openings.out_of_force(decision.rule.period)
        if not decision.way.settled:
            return self._openings.told([decision])
        step = self.judgement.settling(decision)
        if step is None:
            return Text("gælder altid", "always applies").to(self.lang)
        if decision.way.part == "unless":
            return self._exempt(decision, step, phrases)
        kept = decision.outcome == "met"
        if decision.way.part == "require" and (said := saying(decision.rule.says, step, phrases, truth=kept)):
            return said
        asked = decision.rule.modality if decision.outcome == "breached" else None
        return self._telling.told(step, phrases, asked)

    def _phrases(self, rule: Rule) -> Conditions:
        if rule.id not in self.phrases:
            self.phrases[rule.id] = Conditions(self.judgement.prepared.rulebook, rule, self.lang)
        return self.phrases[rule.id]

    def open(self, decisions: Sequence[Decision]) -> str:
        """Give what keeps decisions open, together in one line."""
        return sentence(plain(self._openings.told(decisions)))

    def _exempt(self, decision: Decision, step: Step, phrases: Conditions) -> str:
        exemption = decision.rule.unless[decision.way.index]
        told = self._telling.told(step, phrases)
        return f"{told} ({chapters_named(self.judgement.prepared.rulebook, exemption.citations, self.lang)})"
