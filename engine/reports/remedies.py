"""What would make a breached rule met, and what would settle an open one, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.decision.decide import Decision, Judgement
from engine.decision.margin import Margin
from engine.evaluation.trace import Missing
from engine.evaluation.ways import Outcome
from engine.language.nodes import Compare
from engine.remedy.bench import Pair
from engine.remedy.change import Change
from engine.remedy.scene import OTHER, Case, Range
from engine.remedy.settle import OPEN, Settling
from engine.reports.display import OR, joined, shown_difference, shown_value
from engine.reports.openings import Openings
from engine.reports.subjects import listed, subject_name, subject_told
from engine.reports.words import APART, COMPARED, DATED, MORE, OUTCOMES, QUOTED
from engine.source.text import Lang, Text
from engine.values.kinds import DATE, One, SetOf, Value
from engine.values.vocabulary import Field

MOST_CASES = 5
"""Cases of one fact that a line tells; of more, only what the decision may become."""
MOST_RULES = 2
"""Rules that a line names."""
WORSENS = (
    Text("men så er dette ikke overholdt: ", "but then this is not met: "),
    Text("men så er disse ikke overholdt: ", "but then these are not met: "),
)
MENDS = (
    Text("så er dette også overholdt: ", "this is met, too: "),
    Text("så er disse også overholdt: ", "these are met, too: "),
)
LEAVES = (
    Text("ingen værdi overholder også dette: ", "no value meets this, too: "),
    Text("ingen værdi overholder også disse: ", "no value meets these, too: "),
)
"""What a change does to another rule, or to several, before they are named."""


@dataclass(frozen=True, slots=True)
class RemedyTexts:
    """Lines on changes and on missing facts for one decision."""

    judgement: Judgement
    decision: Decision
    lang: Lang

    def change(self, change: Change) -> str:
        """Give a change in one line: the fact, its limit, how far off it is, and what the change does besides."""
        return "; ".join([f"{self._fact(change.key)}: {self._aim(change)}", *self._besides(change)])

    def settling(self, settling: Settling) -> str:
        """Give facts that would settle the decision in one line, with what it becomes for which values."""
        if settling.cases and len(settling.cases) <= MOST_CASES:
            key = settling.keys[0]
            cases = (self._case(case, self._field(key)) for case in settling.cases)
            return f"{self._fact(key)}: {'; '.join(cases)}"
        facts = "; ".join(Openings(self.judgement, self.lang).missing(settling.keys))
        settled = [self._outcome(outcome) for outcome in settling.outcomes if outcome != OPEN]
        return f"{facts}: {Text('kan blive', 'may become').to(self.lang)} {joined(settled, self.lang, OR)}"

    def distance(self, margin: Margin) -> str | None:
        """Give how far the demand's comparison is from its limit; nothing where it has no side (equal or not)."""
        node = margin.step.node
        if not isinstance(node, Compare) or node.op not in APART:
            return None
        if margin.units == 0:
            return Text("lige på grænsen", "exactly at the limit").to(self.lang)
        apart = shown_difference(margin.units, margin.kind, self.lang)
        if margin.step.value:
            return Text(f"{apart} til grænsen", f"{apart} to the limit").to(self.lang)
        too = APART[node.op][node.left.kind == DATE].to(self.lang)
        return f"{apart} {too}"

    def _aim(self, change: Change) -> str:
        before, after = change.before, change.after
        if isinstance(before, frozenset) and isinstance(after, frozenset):
            return ", ".join(self._members(before, after, change))
        field, difference = self._field(change.key), change.difference
        if difference is None:
            return self._value(after, field)
        apart = shown_difference(difference, change.kind, self.lang)
        if field.is_year:
            apart += Text(" år", " year" if abs(difference) == 1 else " years").to(self.lang)
        direction = MORE[_is_time(field)][difference > 0].to(self.lang)
        return f"{self._limit(change, after, change.until)}, {apart} {direction}"

    def _limit(self, change: Change, value: Value, until: Value | None) -> str:
        """Give the values from `value` on to `until`, or without end."""
        field, difference = self._field(change.key), change.difference
        words = DATED if _is_time(field) else COMPARED
        near, far = (">=", "<=") if difference is not None and difference > 0 else ("<=", ">=")
        shown = self._value(value, field)
        if until == value:
            return shown if _is_time(field) else f"{words['='].to(self.lang)} {shown}"
        limit = f"{words[near].to(self.lang)} {shown}"
        return limit if until is None else f"{limit} ({words[far].to(self.lang)} {self._value(until, field)})"

    def _members(self, before: frozenset[str], after: frozenset[str], change: Change) -> Iterator[str]:
        changes = ((after - before, Text("tilføj", "add")), (before - after, Text("udelad", "leave out")))
        for members, word in changes:
            if members:
                yield f"{word.to(self.lang)} {shown_value(members, change.kind, self.lang)}"

    def _besides(self, change: Change) -> Iterator[str]:
        if change.alone is not None:
            alone = self._value(change.alone, self._field(change.key))
            yield Text(f"{alone} er nok for reglen selv", f"{alone} is enough for the rule itself").to(self.lang)
        if change.worsens:
            yield self._rules(WORSENS, change.worsens)
        if change.mends:
            yield self._rules(MENDS, change.mends)
        if change.leaves and change.together is None:
            yield self._rules(LEAVES, change.leaves)
        elif change.leaves and change.together is not None:
            limit = self._limit(change, change.together, None)
            these = (
                Text(f"{limit} overholder også dette: ", f"{limit} meets this, too: "),
                Text(f"{limit} overholder også disse: ", f"{limit} meets these, too: "),
            )
            yield self._rules(these, change.leaves)

    def _rules(self, words: tuple[Text, Text], pairs: Sequence[Pair]) -> str:
        """Name the rules of decisions after the words for one, or for several."""
        rules = self.judgement.prepared.rulebook.rules
        told = []
        for id_, subject in pairs[:MOST_RULES]:
            title = QUOTED.to(self.lang).format(rules[id_].title.to(self.lang))
            here = (rules[id_].subject, subject) == (self.decision.subject.entity, self.decision.subject.id)
            whose = subject_told(self.judgement.facts, rules[id_].subject, subject, self.lang)
            told.append(title if here else f"{title} ({whose})")
        if (rest := len(pairs) - MOST_RULES) > 0:
            told.append(Text(f"{rest} til", f"{rest} more").to(self.lang))
        return words[len(pairs) > 1].to(self.lang) + joined(told, self.lang)

    def _case(self, case: Case, field: Field) -> str:
        values = case.values
        shown = self._range(values, field) if isinstance(values, Range) else self._several(values, field)
        return f"{shown} → {self._outcome(case.outcome)}"

    def _range(self, values: Range, field: Field) -> str:
        words = DATED if _is_time(field) else COMPARED
        low, high = self._value(values.low, field), self._value(values.high, field)
        if values.is_least and values.is_most:
            return Text("uanset hvad", "whatever it is").to(self.lang)
        if values.is_least or values.is_most:
            return f"{words['<='].to(self.lang)} {high}" if values.is_least else f"{words['>='].to(self.lang)} {low}"
        return low if low == high else f"{low} – {high}"

    def _several(self, values: tuple[Value, ...], field: Field) -> str:
        if isinstance(field.kind, SetOf):
            return Text("fx ", "for instance ").to(self.lang) + self._value(values[0], field)
        if isinstance(field.kind, One):
            entity, facts = field.kind.entity, self.judgement.facts
            return listed([subject_name(facts, entity, str(value), self.lang) for value in values], self.lang, OR)
        return listed([self._value(value, field) for value in values], self.lang, OR)

    def _value(self, value: Value, field: Field) -> str:
        if field.is_year:
            return str(value)
        return Text("andet", "other").to(self.lang) if value == OTHER else shown_value(value, field.kind, self.lang)

    def _outcome(self, outcome: Outcome) -> str:
        remark = outcome == "breached" and self.decision.rule.modality != "skal"
        return OUTCOMES["remark" if remark else outcome].to(self.lang)

    def _fact(self, key: Missing) -> str:
        label = self._field(key).label.to(self.lang)
        if (key.subject.entity, key.subject.id) == (self.decision.subject.entity, self.decision.subject.id):
            return label
        return f"{label} ({subject_told(self.judgement.facts, key.subject.entity, key.subject.id, self.lang)})"

    def _field(self, key: Missing) -> Field:
        return self.judgement.facts.vocabulary.field(key.subject.entity, key.field)


def _is_time(field: Field) -> bool:
    """Say whether a field holds a day or a year: it is earlier or later, not less or more."""
    return field.kind == DATE or field.is_year
