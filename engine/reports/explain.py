"""One decision as a tree: every condition, fired or not, with its operands, their sources and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.text import Text as Styled
from rich.tree import Tree

from engine.decision.canonical import digest
from engine.decision.decide import Decision, Judgement
from engine.decision.margin import margin_of
from engine.evaluation.trace import Element, Ref, RuleTrace, Step
from engine.language.nodes import Literal, Node, SetOfNodes, Term
from engine.remedy.remedies import Remedies
from engine.reports.citations import cited_lines
from engine.reports.deviations import deviation_line
from engine.reports.display import counted, shown_date
from engine.reports.lines import question
from engine.reports.openings import Openings
from engine.reports.paper import printed
from engine.reports.picked import verdict
from engine.reports.readings import reading_lines
from engine.reports.remedies import RemedyTexts
from engine.reports.sentences import Sentences
from engine.reports.subjects import subject_full, subject_kind, subject_name
from engine.reports.traces import levels_below, traced_value
from engine.reports.words import CHANGE, OUTCOMES, PARTS, REASONS, STYLES, rule_kind
from engine.rulebook.model import Period
from engine.source.text import Lang, Text
from engine.values.kinds import TRUTH

if TYPE_CHECKING:
    from engine.ruletest.run import Difference

MOST_SETTLINGS = 8
"""Facts, or pairs of facts, that would settle a decision and are told."""
SETTLED_BY = {
    (1, True): Text("Afgøres af én oplysning", "Settled by one fact"),
    (1, False): Text("Kan afgøres af én oplysning", "May be settled by one fact"),
    (2, False): Text("Kan afgøres af to oplysninger", "May be settled by two facts"),
}
MOST_LEVELS = 20
"""Levels of a tree that are told: beyond them its lines would be too narrow to read."""
MARKS = {True: ("✓", "green"), False: ("✗", "red"), None: ("?", "magenta")}


def trees(judgement: Judgement, lang: Lang) -> Trees:
    """Give what makes the explanations of the decisions of a check."""
    return Trees(judgement, lang, Remedies(judgement))


def trace_report(difference: Difference, lang: Lang) -> str:
    """Give the explanation of the decision that a rule test did not expect; nothing where there was no decision."""
    if difference.judgement is None or difference.decision is None:
        return ""
    return trees(difference.judgement, lang).text(difference.decision)


@dataclass(frozen=True, slots=True)
class Trees:
    """Explanations as trees."""

    judgement: Judgement
    lang: Lang
    remedies: Remedies

    def text(self, decision: Decision) -> str:
        """Give the tree of a decision as plain text."""
        return printed(self.of(decision))

    def of(self, decision: Decision) -> Tree:
        """Give the tree of a decision: head, why, basis, parts."""
        rule, outcome = decision.rule, verdict(decision)
        name = subject_full(self.judgement.facts, decision.subject.entity, decision.subject.id, self.lang)
        head = Styled(rule.title.to(self.lang), style="bold").append(f"  {rule.id}", style="dim")
        tree = Tree(head.append(f"\n{name}"))
        answer = Styled(OUTCOMES[outcome].to(self.lang), style=STYLES[outcome])
        why = Sentences(self.judgement, self.lang).why(decision)
        told = tree.add(answer.append(f"{':' if decision.way.settled else '.'} {why}", style="default"))
        if decision.deviation:
            tree.add(deviation_line(decision.deviation, self.lang))
        margin = margin_of(self.judgement, decision)
        texts = RemedyTexts(self.judgement, decision, self.lang)
        if margin and (distance := texts.distance(margin)):
            told.add(distance)
        self._changes(tree, decision, texts)
        self._settlings(tree, decision, texts)
        self._basis(tree, decision)
        trace = self.judgement.trace(decision)
        self._parts(tree, trace, _Within())
        for words in Openings(self.judgement, self.lang).missing(self.judgement.missing(decision)):
            tree.add(Styled(f"{REASONS['missing'].to(self.lang)}: {words}", style="magenta"))
        self._texts(tree, decision)
        tree.add(Styled(digest(self.judgement, decision), style="dim"))
        return tree

    def _changes(self, tree: Tree, decision: Decision, texts: RemedyTexts) -> None:
        changes = self.remedies.changes(decision)
        for change in changes.found:
            word = CHANGE if change is changes.best else Text("Eller", "Or")
            tree.add(Styled(f"{word.to(self.lang)}: {texts.change(change)}", style="bold" if word is CHANGE else ""))
        if decision.outcome == "breached" and not changes.found:
            proven = Text("ingen ændring af én oplysning er nok", "no change of one fact will do")
            unproven = Text("der er ikke fundet nogen", "none was found")
            tree.add(f"{CHANGE.to(self.lang)}: {(unproven if changes.unproven else proven).to(self.lang)}")

    def _settlings(self, tree: Tree, decision: Decision, texts: RemedyTexts) -> None:
        found = self.remedies.settlings(decision)
        for how, words in SETTLED_BY.items():
            alike = [each for each in found if (len(each.keys), each.always) == how]
            branch = tree.add(Styled(words.to(self.lang), style="bold")) if alike else tree
            for settling in alike[:MOST_SETTLINGS]:
                branch.add(texts.settling(settling))

    def _basis(self, tree: Tree, decision: Decision) -> None:
        rule = decision.rule
        words = rule_kind(rule, self.lang)
        period = self._period(rule.period)
        day = shown_date(self.judgement.as_of, self.lang)
        tree.add(
            Text(f"{words}; i kraft {period}; bedømt {day}", f"{words}; in force {period}; judged {day}").to(self.lang)
        )
        for line in cited_lines(self.judgement.prepared.rulebook, rule.citations, self.lang):
            tree.add(line)

    def _parts(self, tree: Tree, trace: RuleTrace, within: _Within) -> None:
        if trace.when is not None:
            part = PARTS["concludes" if trace.rule.is_conclusion else "when"]
            self._step(tree.add(part.to(self.lang)), trace.when, within.deeper())
        for exemption, step in zip(trace.rule.unless, trace.unless, strict=True):
            cited = "; ".join(cited_lines(self.judgement.prepared.rulebook, exemption.citations, self.lang))
            self._step(tree.add(f"{PARTS['unless'].to(self.lang)} ({cited})"), step, within.deeper())
        if trace.require is not None:
            self._step(tree.add(PARTS["require"].to(self.lang)), trace.require, within.deeper())

    def _texts(self, tree: Tree, decision: Decision) -> None:
        rule = decision.rule
        if rule.interpretation:
            tree.add(Text("Læsning: ", "Reading: ").to(self.lang) + rule.interpretation.to(self.lang))
        for line in reading_lines(self.judgement, decision, self.lang):
            tree.add(line)
        for words in question(decision, self.lang):
            tree.add(words)
        if rule.remedy and decision.outcome == "breached":
            tree.add(Text("Gør: ", "Do: ").to(self.lang) + rule.remedy.to(self.lang))

    def _step(self, tree: Tree, step: Step, within: _Within, beside: Sequence[Step] = ()) -> None:
        branch = tree.add(self._line(step, beside))
        inner = step.children
        if isinstance(step.node, Term) and inner[0].children:
            inner = inner[0].children
        told = [child for child in inner if not _is_written(child.node)]
        if within.level >= MOST_LEVELS and (told or step.elements or step.concluded):
            branch.add(Styled(self._rest(step), style="dim"))
            return
        for child in told:
            self._step(branch, child, within.deeper(), inner)
        for element in step.elements:
            name = subject_name(self.judgement.facts, element.subject.entity, element.subject.id, self.lang)
            leaf = branch.add(self._element(name, element))
            for part in (element.where, element.body):
                if part is not None:
                    self._step(leaf, part, within.deeper(2))
        if step.concluded and within.is_first(step.concluded):
            self._parts(branch, step.concluded, within.deeper())
        elif step.concluded:
            branch.add(Styled(Text("som ovenfor", "as above").to(self.lang), style="dim"))

    def _rest(self, step: Step) -> str:
        """Say how much deeper a trace goes than it is told, and where the rest is told."""
        levels = counted(levels_below(step), Text("niveau", "level"), Text("niveauer", "levels"), self.lang)
        told = Text(f"… {levels} dybere", f"… {levels} deeper").to(self.lang)
        by = step.concluded
        return f"{told}: klausul explain --rule {by.rule.id} --subject {by.subject.id}" if by else told

    def _element(self, name: str, element: Element) -> Styled:
        """Name a related subject; one whose relation is not known may or may not be one of them."""
        line = Styled(name)
        if element.missing is not None:
            field = self.judgement.facts.vocabulary.field(element.missing.subject.entity, element.missing.field)
            words = Text("hører måske med, mangler: ", "may belong, missing: ").to(self.lang)
            line.append(f"  ? {words}{field.label.to(self.lang)}", style="magenta")
        return line

    def _line(self, step: Step, beside: Sequence[Step]) -> Styled:
        node = step.node
        line = Styled()
        if node.kind == TRUTH:
            mark, style = MARKS[step.value]  # type: ignore[index]
            line.append(f"{mark} ", style=style)
        line.append(node.text)
        if isinstance(node, Term):
            line.append(f" := {node.body.text}", style="dim")
        if step.value is None:
            line.append(f" = ? {REASONS[step.reason].to(self.lang) if step.reason else ''}".rstrip(), style="magenta")
        elif node.kind != TRUTH or not _is_composed(node):
            line.append(f" = {traced_value(step, beside, self.lang)}", style="bold")
        return line.append(self._source(step), style="dim")

    def _source(self, step: Step) -> str:
        if step.concluded:
            return f"  {step.concluded.rule.id}"
        if step.dated:
            return f"  ({self._period(step.dated.period)})"
        if step.subject is None:
            return ""
        whose = f"{subject_kind(self.judgement.facts, step.subject.entity, self.lang)} {step.subject.id}"
        return f"  {whose}, {step.source}" if step.source else f"  {whose}"

    def _period(self, period: Period) -> str:
        start = shown_date(period.start, self.lang) if period.start else "…"
        end = shown_date(period.end, self.lang) if period.end else "…"
        return f"{start} – {end}"


@dataclass(frozen=True, slots=True)
class _Within:
    """How deep in a tree, and the conclusions that it has told."""

    level: int = 0
    told: set[tuple[str, Ref]] = field(default_factory=set)

    def deeper(self, levels: int = 1) -> _Within:
        """Give the same `levels` further down."""
        return _Within(self.level + levels, self.told)

    def is_first(self, concluded: RuleTrace) -> bool:
        """Say whether a conclusion is told for the first time."""
        key = (concluded.rule.id, concluded.subject)
        first = key not in self.told
        self.told.add(key)
        return first


def _is_written(node: Node) -> bool:
    """Say whether a value stands in the expression itself."""
    return isinstance(node, Literal) or (isinstance(node, SetOfNodes) and all(map(_is_written, node.items)))


def _is_composed(node: Node) -> bool:
    from engine.language.nodes import children

    return bool(children(node))
