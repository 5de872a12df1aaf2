"""One line of why for a decision, in the reader's language, with the figures that settled it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from engine.decision.decide import Decision, Judgement
from engine.evaluation.trace import Missing, Ref, Step
from engine.language.nodes import Aggregate, All, Compare, Conclusion, If, Literal, Node, Not, Some, Term, walk
from engine.reports.citations import chapters_named
from engine.reports.conditions import Conditions
from engine.reports.display import shown_date, shown_value
from engine.reports.links import ended, plain, sentence
from engine.reports.sayings import concluded, saying
from engine.reports.sets import SET_OPERATORS, Sets
from engine.reports.subjects import listed, own_name, subject_name, subject_told
from engine.reports.words import ASKED, INVERSE, OUTCOMES, REASONS, WHETHER
from engine.rulebook.model import Period, Rule
from engine.source.text import Lang, Text, sided
from engine.values.kinds import One, Value

MOST_SUBJECTS = 2
"""Subjects of which a line names what is missing."""


@dataclass(frozen=True, slots=True)
class Sentences:
    """Lines of why for the decisions of one check."""

    judgement: Judgement
    lang: Lang
    phrases: dict[str, Conditions] = field(default_factory=dict, compare=False, repr=False)

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
        why = why if why.casefold() != lead.casefold() else ""
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
            return self._out_of_force(decision.rule.period)
        if not decision.way.settled:
            return self._open([decision])
        step = self.judgement.settling(decision)
        if step is None:
            return Text("gælder altid", "always applies").to(self.lang)
        if decision.way.part == "unless":
            return self._exempt(decision, step, phrases)
        kept = decision.outcome == "met"
        if decision.way.part == "require" and (said := saying(decision.rule.says, step, phrases, truth=kept)):
            return said
        asked = ASKED[decision.rule.modality] if decision.outcome == "breached" else None
        return self._told(step, phrases, asked)

    def _phrases(self, rule: Rule) -> Conditions:
        if rule.id not in self.phrases:
            self.phrases[rule.id] = Conditions(self.judgement.prepared.rulebook, rule, self.lang)
        return self.phrases[rule.id]

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

    def _out_of_force(self, period: Period) -> str:
        if period.start is not None and self.judgement.as_of < period.start:
            day = shown_date(period.start, self.lang)
            return Text(f"reglen gælder først fra {day}", f"the rule is in force only from {day}").to(self.lang)
        assert period.end is not None  # noqa: S101 - else the rule would be in force
        day = shown_date(period.end, self.lang)
        return Text(f"reglen gjaldt kun til {day}", f"the rule was in force only until {day}").to(self.lang)

    def open(self, decisions: Sequence[Decision]) -> str:
        """Give what keeps decisions open, together in one line."""
        return sentence(self._open(decisions))

    def _open(self, decisions: Sequence[Decision]) -> str:
        facts = sorted({fact for decision in decisions for fact in self.judgement.missing(decision)})
        missing = self.missing(facts)
        asked_for = "; ".join(missing[:MOST_SUBJECTS])
        more = len(missing) - MOST_SUBJECTS
        if more > 0:
            asked_for += Text(f" og noget om {more} emner til", f" and something of {more} more subjects").to(self.lang)
        parts = [f"{REASONS['missing'].to(self.lang)}: {asked_for}"] if missing else []
        parts += [self._out_of_force(d.rule.period) for d in decisions if d.way.part == "period"]
        for decision in decisions:
            parts += self._reasons(decision, asked=bool(missing))
        return "; ".join(dict.fromkeys(parts))

    def _reasons(self, decision: Decision, *, asked: bool) -> list[str]:
        """Give the reasons in words. What the agreement leaves open comes up only when no fact is left to ask for."""
        rulebook = self.judgement.prepared.rulebook
        told = []
        for opening in self.judgement.reasons(decision):
            rule = rulebook.rules[opening.rule]
            if opening.reason == "unclear" and asked:
                continue
            if opening.reason == "undefined":
                what = next((n for part in rule.expressions for n in walk(part) if n.text == opening.text), None)
                words = plain(self._phrases(rule).of(what)) if what else opening.text
            else:
                words = rule.title.to(self.lang)
            told.append(f"{REASONS[opening.reason].to(self.lang)}: {words}")
        return told

    def _exempt(self, decision: Decision, step: Step, phrases: Conditions) -> str:
        exemption = decision.rule.unless[decision.way.index]
        told = self._told(step, phrases)
        return f"{told} ({chapters_named(self.judgement.prepared.rulebook, exemption.citations, self.lang)})"

    def _told(self, step: Step, phrases: Conditions, asked: Text | None = None) -> str:
        """Tell the conditions that settled `step`, with their figures; `asked`: what was asked of those that failed."""
        node = step.node
        if isinstance(node, Term):
            return self._term(step, node, phrases) or self._told(step.children[0], phrases, asked)
        if isinstance(node, Conclusion) and (says := phrases.rulebook.concluding(node.entity, node.name).says):
            return sided(says.to(self.lang), bool(step.value))
        if isinstance(node, All | Some):
            deciding = [child for child in step.children if child.value is step.value]
            told = dict.fromkeys(self._told(child, phrases, asked) for child in deciding)
            either = asked is not None and isinstance(node, Some)  # any one of them had been enough
            return (Text("; eller ", "; or ").to(self.lang) if either else "; ").join(told)
        if isinstance(node, If) and step.children[0].value is not None:
            return self._told(step.children[1 if step.children[0].value else 2], phrases, asked)
        if isinstance(node, Not) and isinstance(step.children[0].node, Term | All | Some | Compare):
            return self._told(step.children[0], phrases, asked)
        if isinstance(node, Compare):
            return self._compared(step, node, phrases, asked)
        if isinstance(node, Aggregate) and node.body is not None:
            named = [e.subject for e in step.elements if e.belongs and e.body and e.body.value is step.value]
            if named:
                truth = Text("ja", "yes") if step.value else Text("nej", "no")
                return f"{phrases.within(node).line(node.body)}: {truth.to(self.lang)} ({self._named(named)})"
        return phrases.line(node, negated=step.value is False)

    def _term(self, step: Step, node: Term, phrases: Conditions) -> str | None:
        """Tell what a term says of itself, with the names of those that decided it; None where it says nothing."""
        told = saying(phrases.rule.term_says.get(node.name), step, phrases, truth=bool(step.value))
        body = step.children[0] if step.children else step
        if told is None or not isinstance(body.node, Aggregate) or (body.node.function == "any") is not body.value:
            return told
        named = [e.subject for e in body.elements if e.belongs and e.body and e.body.value is body.value]
        return f"{told} ({self._named(named)})" if named else told

    def _named(self, subjects: Sequence[Ref]) -> str:
        facts = self.judgement.facts
        return listed([subject_name(facts, ref.entity, ref.id, self.lang) for ref in subjects], self.lang)

    def _compared(self, step: Step, node: Compare, phrases: Conditions, asked: Text | None) -> str:
        left, right = step.children
        if left.value is None or right.value is None:
            return phrases.of(node)
        if node.op in SET_OPERATORS:
            return Sets(phrases, asked).told(step)
        limit = self._shown(right.value, right.node)
        named = phrases.named(right.node)
        of = "" if isinstance(right.node, Literal) or limit in named else f" ({named})"
        operator = "" if node.op == "=" else phrases.operator(node)
        value = self._shown(left.value, left.node)
        found = f"{phrases.named(left.node)} {Text('er', 'is').to(self.lang)} {value}"
        if step.value:
            return f"{found}{of}" if node.op == "=" else f"{found}, {operator}{limit}{of}"
        if asked is None and node.op == "!=":
            return f"{found}{of}"
        if asked is None and node.op in INVERSE:
            return f"{found}, {phrases.operator(replace(node, op=INVERSE[node.op]))}{limit}{of}"
        if asked is None:
            return f"{found}, {Text('ikke', 'not').to(self.lang)} {operator}{limit}{of}"
        return f"{found}; {asked.to(self.lang)} {operator}{limit}{of}"

    def _shown(self, value: Value, node: Node) -> str:
        """Give a value in words; a related subject by its name, where it has one."""
        name = own_name(self.judgement.facts, node.kind.entity, str(value)) if isinstance(node.kind, One) else None
        return name or shown_value(value, node.kind, self.lang)
