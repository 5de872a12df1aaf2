"""What settled a condition, in clauses: the parts that decided it, each as it is said of what it came out as."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from engine.evaluation.trace import Element, Ref, Step, below
from engine.language.nodes import Aggregate, All, Compare, Conclusion, Fact, If, Node, Not, Some, Term, Unclear
from engine.reports.compared import Comparisons, Demand
from engine.reports.phrases import Phrases
from engine.reports.subjects import AND, OR, enumerated, subject_told
from engine.reports.words import TRUTHS
from engine.source.text import FIGURE, Text, sided
from engine.values.kinds import Choice
from facts.words import said_of

MOST_ELEMENTS = 2
"""Related subjects of which a clause tells what settled them."""
NO_ELEMENT = Text("der er ingen {}, hvor {}", "there is no {} where {}")
EACH_ELEMENT = Text("for hver {} gælder: {}", "for each {}: {}")
MORE = Text("{} til", "{} more")


@dataclass(frozen=True, slots=True)
class Clauses:
    """Clauses for the steps of one decision."""

    phrases: Phrases

    def of(self, step: Step, demand: Demand | None = None) -> list[str]:
        """Tell what settled `step`, whose value is known; `demand`: what is asked by it, where something is."""
        said = self._said(step)
        if said is not None:
            return [said]
        node, inner = step.node, step.children
        match node:
            case Term():
                return self.of(inner[0], demand)
            case Not():
                return self.of(inner[0])
            case All() | Some():
                return self._connected(step, demand)
            case If() if inner[0].value is not None:
                test = [] if isinstance(inner[0].node, Compare) else self.of(inner[0])
                return [*test, *self.of(inner[1 if inner[0].value else 2], demand)]
            case Compare() if None not in (inner[0].value, inner[1].value):
                return Comparisons(self.phrases, demand).told([step])
            case Aggregate() if node.body is not None:
                return self._elements(step, node, node.body)
        return [f"{self.phrases.of(node)}: {TRUTHS[bool(step.value)].to(self.phrases.lang)}"]

    def around(self, step: Step) -> list[str]:
        """Tell what is known beside what the agreement leaves open, where `step` is not settled because of it."""
        top = step.children[0] if isinstance(step.node, Term) else step
        open_ones = [child for child in top.children if child.value is None] if isinstance(top.node, All) else [top]
        return self._several([known for one in open_ones for known in self._beside(one)], None, AND)

    def _beside(self, step: Step) -> Iterator[Step]:
        """Give the known parts of a step that is not settled, down to what is left open."""
        inner = step.children
        if isinstance(step.node, If) and inner[0].value is not None:
            if not isinstance(inner[0].node, Compare):
                yield inner[0]
            inner = inner[1:2] if inner[0].value else inner[2:]
        for child in inner:
            if child.value is None:
                yield from self._beside(child)
            elif isinstance(step.node, All | Some) and not self._is_of_another_case(child):
                yield child

    def _said(self, step: Step) -> str | None:
        """Give what a name says of itself, with its figures; None where it says nothing, or a figure is not known."""
        if step.value is None:
            return None
        truth, says = bool(step.value), None
        match step.node:
            case Conclusion(entity=entity, name=name):
                return self.phrases.concluded(self.phrases.rulebook.concluding(entity, name), truth)
            case Fact(entity=entity, name=name):
                says = said_of(entity, name)
            case Term(name=name):
                says = self.phrases.rule.term_says.get(name)
        said = self.saying(says, step, truth) if says else None
        return said and said + self._by_name(step)

    def _by_name(self, step: Step) -> str:
        """Give the names of the related subjects that decided a term, where it is theirs to decide."""
        inner = step.children[0] if step.children else step
        named = self._deciding(inner) if _settle(inner) else []
        names = [self._subject(each.subject) for each in named[:MOST_ELEMENTS]]
        if len(named) > MOST_ELEMENTS:
            names.append(MORE.to(self.phrases.lang).format(len(named) - MOST_ELEMENTS))
        return f" ({enumerated(names, self.phrases.lang)})" if names else ""

    def saying(self, says: Text, root: Step, truth: bool) -> str | None:
        """Give a clause with its figures, which stand below `root`; None where one is not known."""
        clause = sided(says.to(self.phrases.lang), truth)
        for name in FIGURE.findall(clause):
            figure = self._figure(name, root)
            if figure is None:
                return None
            clause = clause.replace(f"{{{name}}}", figure)
        return clause

    def _figure(self, name: str, root: Step) -> str | None:
        """Give a figure below `root`, beside the one it is compared with if there is one."""
        step = next((each for each in below(root) if each.node.text == name and each.value is not None), None)
        if step is None or step.value is None:
            return None
        held = (each.children for each in below(root) if isinstance(each.node, Compare) and step in each.children)
        other = next((each for pair in held for each in pair if each is not step), None)
        values = self.phrases.values
        return values.near(step.value, step.node, *((other.node, other.value) if other else ()))

    def _connected(self, step: Step, demand: Demand | None) -> list[str]:
        """Tell the parts that decided: all of a demand that is not kept; of a condition the first, where one does."""
        deciding = [child for child in step.children if child.value is step.value]
        one_does = isinstance(step.node, Some) is bool(step.value)
        if one_does and (demand is None or demand.kept):
            return self.of(deciding[0], demand)
        if isinstance(step.node, All):
            return self._several(deciding, demand, AND)
        ways = [child for child in deciding if not _is_open(child.node)] or deciding
        ways = [child for child in ways if not self._is_of_another_case(child)] or ways
        return self._several(ways, demand, OR if demand else AND)

    def _is_of_another_case(self, step: Step) -> bool:
        """Say whether an alternative is out because it is for another kind of case than the one at hand."""
        parts = self._bare(step).children if isinstance(self._bare(step).node, All) else ()
        return any(part.value is False and _is_choice(part.node) for part in parts)

    def _several(self, steps: list[Step], demand: Demand | None, by: Text) -> list[str]:
        """Tell steps one after the other; comparisons that follow each other are told together."""
        parts = [part for step in steps for part in self._parts(step, demand)]
        told: list[str] = []
        for compares, group in groupby(parts, key=lambda step: isinstance(step.node, Compare)):
            if compares:
                told += Comparisons(self.phrases, demand).told(list(group), by)
            else:
                told += [clause for step in group for clause in self.of(step, demand)]
        return [one for one in dict.fromkeys(told) if not any(other.startswith(f"{one},") for other in told)]

    def _parts(self, step: Step, demand: Demand | None) -> Iterator[Step]:
        """Give the steps to tell for one: all that must hold and do, and of alternatives the first that does."""
        bare = self._bare(step)
        kept = bare.value is True and (demand is None or demand.kept)
        if kept and isinstance(bare.node, Some):
            yield from self._parts(next(child for child in bare.children if child.value), demand)
        elif kept and isinstance(bare.node, All):
            for child in bare.children:
                yield from self._parts(child, demand)
        else:
            yield bare

    def _bare(self, step: Step) -> Step:
        """Give what stands behind names that say nothing of themselves."""
        while isinstance(step.node, Term) and self._said(step) is None:
            step = step.children[0]
        return step

    def _elements(self, step: Step, node: Aggregate, body: Node) -> list[str]:
        """Tell the related subjects that decided, where they are few; else what holds of them all."""
        inside = Clauses(self.phrases.inside(node))
        deciding = self._deciding(step)
        if not deciding or (len(deciding) > MOST_ELEMENTS and not _settle(step)):
            words = EACH_ELEMENT if node.function == "all" else NO_ELEMENT
            over = self.phrases.rulebook.vocabulary.entities[node.entity].label.to(self.phrases.lang)
            return [words.to(self.phrases.lang).format(over, inside.phrases.of(body))]
        told = [inside._element(each) for each in deciding[:MOST_ELEMENTS]]
        if len(deciding) > MOST_ELEMENTS:
            told.append(MORE.to(self.phrases.lang).format(len(deciding) - MOST_ELEMENTS))
        return told

    def _deciding(self, step: Step) -> list[Element]:
        return [each for each in step.elements if each.belongs and each.body and each.body.value is step.value]

    def _element(self, element: Element) -> str:
        assert element.body is not None  # noqa: S101 - the caller has seen to it
        return f"{self._subject(element.subject)}: {', '.join(self.of(element.body))}"

    def _subject(self, ref: Ref) -> str:
        return subject_told(self.phrases.facts, ref.entity, ref.id, self.phrases.lang)


def _settle(step: Step) -> bool:
    """Say whether single elements settle what an aggregate came out as: one that is so, or one that is not."""
    return isinstance(step.node, Aggregate) and (step.node.function == "any") is bool(step.value)


def _is_open(node: Node) -> bool:
    """Say whether an alternative cannot hold, as the agreement leaves it open."""
    bare = node.body if isinstance(node, Term) else node
    return isinstance(bare, Unclear) or (
        isinstance(bare, All) and any(isinstance(item, Unclear) for item in bare.items)
    )


def _is_choice(node: Node) -> bool:
    return isinstance(node, Compare) and isinstance(node.left.kind, Choice)
