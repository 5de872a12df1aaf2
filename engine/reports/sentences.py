"""One sentence of why for a decision, in the reader's language, with the figures that settled it and their limits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from engine.decision.decide import Decision, Judgement
from engine.evaluation.trace import Missing, Ref
from engine.reports.clauses import Clauses
from engine.reports.compared import Demand
from engine.reports.display import shown_date
from engine.reports.openings import Openings
from engine.reports.phrases import Phrases
from engine.reports.subjects import enumerated, subject_told
from engine.reports.words import BECAUSE, LEADS, authority, chapters
from engine.rulebook.model import Period
from engine.source.text import Lang, Text, sided
from engine.values.kinds import TRUTH
from facts.words import HOLDERS, name_of, said_of

MOST_LABELS = 4
"""Missing facts that a line names of one subject."""
MOST_SUBJECTS = 2
"""Subjects of which a line names what is missing."""
ALWAYS = Text("reglen gælder altid", "the rule always applies")
NOT_YET = Text("reglen gælder først fra {}", "the rule is in force only from {}")
NO_LONGER = Text("reglen gjaldt kun til {}", "the rule was in force only until {}")
LACKING = Text("der mangler oplysning om{} {}", "the facts do not tell{} {}")
WHETHER = Text("hvorvidt {}", "whether {}")
MORE_LABELS = Text("{} til", "{} more")
ONE_MORE_SUBJECT = Text("og noget om ét emne mere", "and something of one more subject")
MORE_SUBJECTS = Text("og noget om {} emner mere", "and something of {} more subjects")


@dataclass(frozen=True, slots=True)
class Sentences:
    """Sentences for the decisions of one check."""

    judgement: Judgement
    lang: Lang

    def sentence(self, decision: Decision) -> str:
        """Give a sentence that stands alone: where nothing is kept or broken it begins with what came out."""
        lead, rule = self._lead(decision), decision.rule
        said = self._concluded(decision) if rule.is_conclusion else None
        why = "; ".join(clause for clause in self._clauses(decision) if said is None or said not in clause)
        told = BECAUSE.to(self.lang).join(part for part in (lead, why) if part)
        return _capital(told if told.endswith(".") else f"{told}.")

    def why(self, decision: Decision) -> str:
        """Give why a decision came out as it did, in one line for where the outcome stands beside it."""
        return _capital("; ".join(self._clauses(decision)))

    def open(self, decisions: Sequence[Decision]) -> str:
        """Give what keeps decisions open, together in one line."""
        return _capital("; ".join(self._open(decisions)))

    def missing(self, facts: Iterable[Missing], of: Ref | None = None) -> list[str]:
        """Give missing facts in words, by subject: what they are, and whose; first those of the subject spoken `of`."""
        known = self.judgement.facts
        by_subject: dict[Ref, list[str]] = {of: []} if of else {}
        for fact in sorted(facts, key=self._is_truth):
            by_subject.setdefault(fact.subject, []).append(self.fact(fact))
        return [
            self._some(names) + ("" if ref == of else f" ({subject_told(known, ref.entity, ref.id, self.lang)})")
            for ref, names in by_subject.items()
            if names
        ]

    def fact(self, missing: Missing) -> str:
        """Give a missing fact in words: the rent; whether the agreement is in writing."""
        entity, name = missing.subject.entity, missing.field
        field = self.judgement.facts.vocabulary.field(entity, name)
        if field.kind == TRUTH and (said := said_of(entity, name)):
            return WHETHER.to(self.lang).format(sided(said.to(self.lang), True))
        named = None if (entity, name) in HOLDERS else name_of(entity, name)
        words = field.label if named is None or "{of}" in named.da else named
        return words.to(self.lang).rstrip(",")

    def _is_truth(self, missing: Missing) -> bool:
        return self.judgement.facts.vocabulary.field(missing.subject.entity, missing.field).kind == TRUTH

    def _lacking(self, missing: list[str]) -> str:
        """Give what is missing as a clause; in Danish a subordinate clause is parted by a comma from what is before."""
        told = self._some_subjects(missing)
        comma = "," if self.lang == "da" and told.startswith(WHETHER.da.format("")) else ""
        return LACKING.to(self.lang).format(comma, told)

    def _lead(self, decision: Decision) -> str:
        """Give what a sentence begins with: for a conclusion what is concluded, for what is kept or broken nothing."""
        lead = LEADS.get(decision.outcome, Text("", "")).to(self.lang)
        if not decision.rule.is_conclusion:
            return lead
        return lead.format(self._concluded(decision)) if lead else self._concluded(decision)

    def _concluded(self, decision: Decision) -> str:
        """Give what is concluded as a clause; of what is not settled, as if it held."""
        return self._phrases(decision).concluded(decision.rule, decision.outcome != "false")

    def _clauses(self, decision: Decision) -> list[str]:
        if decision.way.part == "period":
            return [self._out_of_force(decision.rule.period)]
        return self._settled(decision) if decision.way.settled else self._open([decision])

    def _settled(self, decision: Decision) -> list[str]:
        """Give the clauses that tell what settled a decision."""
        trace, way, rule = self.judgement.trace(decision), decision.way, decision.rule
        clauses = Clauses(self._phrases(decision))
        if way.part == "unless":
            told = clauses.of(trace.unless[way.index])
            told[-1] += chapters(rule.unless[way.index].citations, self.lang)
            return told
        if way.part == "require" and trace.require is not None:
            kept = decision.outcome == "met"
            said = clauses.saying(rule.says, trace.require, kept) if rule.says else None
            demand = Demand(rule.modality, authority(rule, self.judgement.prepared.rulebook), kept)
            return [said] if said else clauses.of(trace.require, demand)
        if trace.when is None:
            return [ALWAYS.to(self.lang)]
        failed = decision.outcome in ("not_applicable", "false")
        return clauses.of(trace.conditions[way.index] if failed else trace.when)

    def _open(self, decisions: Sequence[Decision]) -> list[str]:
        """Give what is missing; what the agreement leaves open comes up only when no fact is left to ask for."""
        facts = sorted({fact for decision in decisions for fact in self.judgement.missing(decision)})
        missing = self.missing(facts, Ref(decisions[0].subject.entity, decisions[0].subject.id))
        parts = [self._lacking(missing)] if missing else []
        parts += [self._out_of_force(d.rule.period) for d in decisions if d.way.part == "period"]
        for decision in decisions:
            openings = Openings(self.judgement, decision, self._phrases(decision))
            parts += openings.told(unclear=not missing)
        return list(dict.fromkeys(parts))

    def _out_of_force(self, period: Period) -> str:
        if period.start is not None and self.judgement.as_of < period.start:
            return NOT_YET.to(self.lang).format(shown_date(period.start, self.lang))
        assert period.end is not None  # noqa: S101 - else the rule would be in force
        return NO_LONGER.to(self.lang).format(shown_date(period.end, self.lang))

    def _phrases(self, decision: Decision) -> Phrases:
        return Phrases(self.judgement.prepared.rulebook, self.judgement.facts, decision.rule, self.lang)

    def _some(self, names: list[str]) -> str:
        """Give the first names of a list, and how many more there are."""
        more = len(names) - MOST_LABELS
        shown = [*names[:MOST_LABELS], MORE_LABELS.to(self.lang).format(more)] if more > 0 else names
        return enumerated(shown, self.lang)

    def _some_subjects(self, missing: list[str]) -> str:
        more = len(missing) - MOST_SUBJECTS
        if more <= 0:
            return "; ".join(missing)
        words = ONE_MORE_SUBJECT if more == 1 else MORE_SUBJECTS
        return "; ".join([*missing[:MOST_SUBJECTS], words.to(self.lang).format(more)])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
