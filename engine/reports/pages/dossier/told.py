"""Decisions in words: why, what to do, the places cited; and those that are not kept, the gravest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from engine.decision.canonical import digest
from engine.decision.decide import Decision, Judgement
from engine.remedy.remedies import Remedies
from engine.reports.citations import cited_lines
from engine.reports.counted import SEVERAL, outcome_counted
from engine.reports.deviations import deviation_line
from engine.reports.display import shown_date
from engine.reports.links import ended
from engine.reports.pages.dossier.extent import MOST_GISTS, MOST_OPEN, Extent, Key, key_of
from engine.reports.pages.dossier.model import Group, Line, Outcome, Short, Told
from engine.reports.pages.dossier.owners import OPERATOR, operator_of
from engine.reports.pages.dossier.tree import Trees, anchor_of
from engine.reports.pages.html import anchor
from engine.reports.picked import verdict
from engine.reports.readings import reading_lines
from engine.reports.remedies import RemedyTexts
from engine.reports.reporter import Share
from engine.reports.sentences import Sentences
from engine.reports.subjects import subject_full, subject_name
from engine.reports.words import CHANGE, CONCLUDED, OUTCOMES, SEVERITY, rule_kind
from engine.source.text import Lang, Text

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


def outcome_of(name: str, lang: Lang, *, several: bool = False) -> Outcome:
    """Give an outcome with its word; `several`: as it is said of more decisions than one, or heads their counts."""
    return Outcome(name, (CONCLUDED.get(name) or (SEVERAL if several else OUTCOMES)[name]).to(lang))


@dataclass
class Teller:
    """Tells the decisions of one check in one language, to an extent; each is told once."""

    judgement: Judgement
    lang: Lang
    extent: Extent
    _known: dict[Key, Told | Short] = field(default_factory=dict)
    _outcomes: dict[str, Outcome] = field(default_factory=dict)
    _operators: dict[tuple[str, str], str | None] = field(default_factory=dict)

    @cached_property
    def sentences(self) -> Sentences:
        """Give the lines of why."""
        return Sentences(self.judgement, self.lang)

    @cached_property
    def _remedies(self) -> Remedies:
        return Remedies(self.judgement, most=1)

    @cached_property
    def _trees(self) -> Trees:
        told = frozenset(anchor_of(*key) for key in self.extent.told)
        return Trees(self.judgement.facts, self.lang, told, self.extent.elements)

    def operator(self, entity: str, id_: str) -> str | None:
        """Give the id of the operator that a subject belongs to."""
        key = (entity, id_)
        if key not in self._operators:
            facts = self.judgement.facts
            self._operators[key] = operator_of(facts, facts.subjects[entity][id_])
        return self._operators[key]

    def named(self, operator: str | None) -> str:
        """Give an operator's name."""
        if operator is None:
            return NOBODY.to(self.lang)
        return subject_name(self.judgement.facts, OPERATOR, operator, self.lang)

    def groups(self) -> tuple[Group, ...]:
        """Give what is not kept, the gravest first; a group only where there are any, but always that of breaches."""
        found = []
        for name, (title, intro) in GROUPS.items():
            decisions = self._gists[name]
            if decisions or name == "breached":
                told = tuple(map(self.of, decisions[:MOST_GISTS]))
                place, left = anchor("gruppe", name), self._more(len(decisions) - MOST_GISTS)
                found.append(Group(place, title.to(self.lang), intro.to(self.lang), len(decisions), told, left))
        return tuple(found)

    @cached_property
    def _gists(self) -> dict[str, list[Decision]]:
        """Give what is not kept by group, in order."""
        found: dict[str, list[Decision]] = {name: [] for name in GROUPS}
        for decision in self.judgement.requirements:
            if decision.outcome == "breached":
                found[verdict(decision)].append(decision)
        return {name: sorted(decisions, key=self.by_operator) for name, decisions in found.items()}

    @cached_property
    def open_ones(self) -> list[Decision]:
        """The requirements that are undetermined, in order."""
        left = (d for d in self.judgement.requirements if verdict(d) == "undetermined")
        return sorted(left, key=self.by_operator)

    def _more(self, count: int) -> str:
        """Say how many there are besides the gists."""
        stand = "stands" if count == 1 else "stand"
        more = Text(f"{count} til står i XLSX og JSON.", f"{count} more {stand} in XLSX and JSON.").to(self.lang)
        return more if count > 0 else ""

    def tell(self, share: Share) -> None:
        """Tell now all that is to be told, which is most of the work, and can be shared."""
        extent = self.extent
        if extent.is_summary:
            return
        with_more = [decision for of in self._gists.values() for decision in of[:MOST_GISTS]]
        with_more += self.open_ones if len(self.open_ones) <= MOST_OPEN else ()
        keys = {key_of(decision) for decision in with_more} | (extent.told if extent.on_paper else extent.trees)
        others = {key_of(decision) for decision in self.open_ones} | extent.told
        decisions = [each for each in self.judgement.decisions if key_of(each) in keys or key_of(each) in others]

        def told(decision: Decision) -> Told | Short:
            return self._tell(decision) if key_of(decision) in keys else self._shorten(decision)

        self._known |= zip(map(key_of, decisions), share(told, decisions), strict=True)

    def of(self, decision: Decision) -> Told:
        """Give a decision with what to do."""
        told = self._known.get(key_of(decision))
        return told if isinstance(told, Told) else self._tell(decision)

    def known(self, decision: Decision) -> Told | Short:
        """Give a decision as it is told here."""
        return self._known[key_of(decision)]

    def _shorten(self, decision: Decision) -> Short:
        """Give a decision in a sentence."""
        rule = decision.rule
        return Short(
            anchor_of(rule.id, decision.subject.id),
            rule.title.to(self.lang),
            rule.id,
            self.outcome(decision),
            ended(self.sentences.why(decision)),
        )

    def outcome(self, decision: Decision) -> Outcome:
        """Give how a decision came out; of those that came out alike the same one."""
        name = verdict(decision)
        if name not in self._outcomes:
            self._outcomes[name] = outcome_of(name, self.lang)
        return self._outcomes[name]

    def _tell(self, decision: Decision) -> Told:
        place = anchor_of(decision.rule.id, decision.subject.id)
        rule, subject, facts = decision.rule, decision.subject, self.judgement.facts
        period = [shown_date(day, self.lang) if day else "…" for day in (rule.period.start, rule.period.end)]
        kind = rule_kind(rule, self.lang)
        in_force = Text("i kraft", "in force").to(self.lang)
        return Told(
            place,
            self.named(self.operator(subject.entity, subject.id)),
            subject_full(facts, subject.entity, subject.id, self.lang),
            rule.title.to(self.lang),
            rule.id,
            self.outcome(decision),
            ended(self.sentences.why(decision)),
            f"{kind}; {in_force} {period[0]} – {period[1]}",
            tuple(cited_lines(self.judgement.prepared.rulebook, rule.citations, self.lang)),
            tuple(self._todo(decision)),
            tuple(self._tree(decision)),
            digest(self.judgement, decision),
        )

    def _tree(self, decision: Decision) -> Iterator[Line]:
        if self.extent.has_tree(decision):
            yield from self._trees.lines(self.judgement.trace(decision))

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

    def counted(self, decisions: Sequence[Decision]) -> str:
        """Give how many came out each way, in one line."""
        counts = Counter(verdict(d) for d in decisions if not d.rule.is_conclusion)
        told = [outcome_counted(name, counts[name], self.lang) for name in SEVERITY if counts[name]]
        if concluded := sum(d.rule.is_conclusion for d in decisions):
            word = Text("konklusion", "conclusion") if concluded == 1 else Text("konklusioner", "conclusions")
            told.append(f"{concluded} {word.to(self.lang)}")
        return " · ".join(told)

    def by_operator(self, decision: Decision) -> tuple[bool, str, str, str, str]:
        """Give what orders decisions by operator, subject and rule."""
        subject = decision.subject
        operator = self.operator(subject.entity, subject.id)
        return operator is None, operator or "", subject.entity, subject.id, decision.rule.id
