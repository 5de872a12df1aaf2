"""Why a condition came out as it did: the parts that settled it, with their figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.decision.decide import Judgement
from engine.evaluation.trace import Element, Ref, Step
from engine.language.nodes import Aggregate, All, Compare, Conclusion, Fact, If, Literal, Node, Not, Some, Term, Unclear
from engine.reports.conditions import Conditions
from engine.reports.display import shown_value
from engine.reports.sayings import saying
from engine.reports.sets import SET_OPERATORS, Sets
from engine.reports.spoken import Clause, but_asked, but_not, either, so, together
from engine.reports.subjects import listed, own_name, subject_name
from engine.reports.words import BARRED, INVERSE, QUOTED
from engine.source.text import Lang, Text, sided
from engine.values.kinds import One, Value

MOST_ALIKE = 2
"""Groups of related subjects, alike in each, that a line tells of."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Clauses for the conditions of one check."""

    judgement: Judgement
    lang: Lang

    def told(self, step: Step, phrases: Conditions, asked: str | None = None) -> str:
        """Tell what settled `step` in one line. `asked`: the modality of the rule, where it was asked and is not so."""
        return together(self.clauses(step, phrases, asked), self.lang)

    def clauses(self, step: Step, phrases: Conditions, asked: str | None = None) -> tuple[Clause, ...]:
        """Give what settled `step`, clause by clause."""
        node = step.node
        if isinstance(node, Term):
            said = self._term(step, node, phrases)
            return (Clause(said),) if said else self.clauses(step.children[0], phrases, asked)
        match node:
            case All() | Some():
                parts = [child for child in step.children if child.value is step.value]
                if asked is None or isinstance(node, All):
                    return tuple(clause for part in parts for clause in self.clauses(part, phrases, asked))
                found = (self._one(self.clauses(part, phrases, asked)) for part in _near(parts))
                return (either(found, self.lang),)
            case If() if step.children[0].value is not None:
                return self.clauses(step.children[1 if step.children[0].value else 2], phrases, asked)
            case Not():
                return self.clauses(step.children[0], phrases, asked)
        return (self._clause(step, phrases, asked),)

    def _clause(self, step: Step, phrases: Conditions, asked: str | None) -> Clause:
        """Give what settled a step that no other truths lie below."""
        node = step.node
        match node:
            case Conclusion() if says := phrases.rulebook.concluding(node.entity, node.name).says:
                return Clause(sided(says.to(self.lang), bool(step.value)))
            case Compare():
                return self._compared(step, node, phrases, asked)
            case Aggregate(body=Node()):
                return self._elements(step, node, phrases, asked)
        return Clause(phrases.line(node, negated=step.value is False))

    def _one(self, clauses: Sequence[Clause]) -> Clause:
        """Give clauses that hold together as one."""
        if len(clauses) == 1:
            return clauses[0]
        return Clause(together(clauses, self.lang), is_asked=any(clause.is_asked for clause in clauses))

    def _term(self, step: Step, node: Term, phrases: Conditions) -> str | None:
        """Tell what a term says of itself, with the names of those that decided it; None where it says nothing."""
        said = saying(phrases.rule.term_says.get(node.name), step, phrases, truth=bool(step.value))
        body = step.children[0] if step.children else step
        if said is None or not isinstance(body.node, Aggregate) or (body.node.function == "any") is not body.value:
            return said
        named = [element.subject for element in _deciding(body)]
        return f"{said} ({self._named(named)})" if named else said

    def _elements(self, step: Step, node: Aggregate, phrases: Conditions, asked: str | None) -> Clause:
        """Tell what is so of the related subjects that settled an aggregate, those alike together."""
        deciding = _deciding(step)
        if not deciding:
            return Clause(phrases.none(node, counted=bool(step.elements)))
        groups: dict[str, list[Ref]] = {}
        inside, is_asked = phrases.within(node), False
        for element in deciding:
            assert element.body is not None  # noqa: S101 - those that decide have one
            clauses = self.clauses(element.body, inside, asked)
            is_asked = is_asked or any(clause.is_asked for clause in clauses)
            groups.setdefault(together(clauses, self.lang), []).append(element.subject)
        told = [f"{said} ({self._named(named)})" for said, named in list(groups.items())[:MOST_ALIKE]]
        more = sum(len(named) for named in list(groups.values())[MOST_ALIKE:])
        told += [Text(f"og lignende for {more} til", f"and the like for {more} more").to(self.lang)] if more else []
        return Clause("; ".join(told), is_asked=is_asked)

    def _named(self, subjects: Sequence[Ref]) -> str:
        facts = self.judgement.facts
        return listed([subject_name(facts, ref.entity, ref.id, self.lang) for ref in subjects], self.lang)

    def _compared(self, step: Step, node: Compare, phrases: Conditions, asked: str | None) -> Clause:
        left, right = step.children
        if left.value is None or right.value is None:
            return Clause(phrases.line(node, negated=step.value is False))
        if node.op in SET_OPERATORS:
            return Sets(phrases, asked).told(step)
        same = node.op == "=" if step.value else node.op == "!=" and not asked
        if same and self._nameless(right, left):
            return Clause(phrases.line(replace(node, op="=")))
        found = f"{phrases.named(left.node)} {Text('er', 'is').to(self.lang)} {self._shown(left, right)}"
        limit = self._limit(right, left, phrases)
        if step.value:
            return Clause(f"{found}{limit.of}") if node.op == "=" else self._beyond(found, node, limit, phrases)
        if node.op == "!=":
            barred = replace(Clause(found), link=BARRED[asked], limits=(limit.named,), is_asked=True) if asked else None
            return barred or Clause(f"{found}{limit.of}")
        words = "" if node.op == "=" else phrases.operator(node)
        if asked:
            return but_asked(asked, found, f"{words}{limit.told}")
        if node.op in INVERSE:
            return self._beyond(found, replace(node, op=INVERSE[node.op]), limit, phrases)
        return but_not(found, f"{words}{limit.told}")

    def _beyond(self, found: str, node: Compare, limit: _Limit, phrases: Conditions) -> Clause:
        """Say on which side of a limit a value is; of one that is just not another, that it is not."""
        if node.op == "!=":
            return but_not(found, limit.told)
        return so(found, f"{phrases.operator(node)}{limit.told}")

    def _limit(self, right: Step, left: Step, phrases: Conditions) -> _Limit:
        """Give what a value is held against: the value, and what it is called where that says more."""
        shown, named = self._shown(right, left), phrases.named(right.node)
        if self._nameless(right, left):
            return _Limit(named, "")
        says_more = not isinstance(right.node, Literal) and shown not in named
        return _Limit(shown, named if says_more else "")

    def _nameless(self, step: Step, other: Step) -> bool:
        """Say whether a value is a related subject that the facts have no name for, so that its role says more."""
        entity = None if isinstance(step.node, Literal) else _entity(step.node) or _entity(other.node)
        return entity is not None and own_name(self.judgement.facts, entity, str(step.value)) is None

    def _shown(self, step: Step, other: Step) -> str:
        """Give a value in words, told apart from the `other`; a related subject by its name, where it has one."""
        value: Value | None = step.value
        assert value is not None  # noqa: S101 - the callers have seen to it
        if entity := _entity(step.node) or _entity(other.node):
            return own_name(self.judgement.facts, entity, str(value)) or QUOTED.to(self.lang).format(value)
        beside = () if other.value is None else (other.value,)
        return shown_value(value, step.node.kind, self.lang, beside=beside)


@dataclass(frozen=True, slots=True)
class _Limit:
    """What a value is held against; `called` is empty where that says no more than the value."""

    shown: str
    called: str

    @property
    def of(self) -> str:
        """Give what it is called, in brackets."""
        return f" ({self.called})" if self.called else ""

    @property
    def told(self) -> str:
        """Give the value and what it is called."""
        return self.shown + self.of

    @property
    def named(self) -> str:
        """Give what it is called, or the value."""
        return self.called or self.shown


def _entity(node: Node) -> str | None:
    """Give the kind of subject that a value is the id of; None where it is no id."""
    if isinstance(node.kind, One):
        return node.kind.entity
    return node.entity if isinstance(node, Fact) and node.name == "id" else None


def _near(alternatives: Sequence[Step]) -> Sequence[Step]:
    """Give those of several, of which one would have been enough, that come near.

    That is not what the agreement leaves open at best; and only those for the case at hand, which their first part
    tells, where there are such.
    """
    settled = [each for each in alternatives if not any(isinstance(n, Unclear) for n in _parts(each.node))]
    of_case = [each for each in settled if isinstance(each.node, All) and each.children[0].value is True]
    if of_case:
        return [each for each in settled if each in of_case or not isinstance(each.node, All)]
    return settled or alternatives


def _parts(node: Node) -> tuple[Node, ...]:
    return node.items if isinstance(node, All) else (node,)


def _deciding(step: Step) -> list[Element]:
    """Give the related subjects that settled an aggregate: all, or the ones by which it holds or fails."""
    return [each for each in step.elements if each.belongs and each.body and each.body.value is step.value]
