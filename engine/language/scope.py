"""What a name in an expression can mean, and which name was meant when it means nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from engine.language.algebra import AGGREGATES, FUNCTIONS
from engine.language.nodes import AsOf, Conclusion, Fact, Node, OpenReason, Owner, Parameter, Term, Unclear
from engine.language.slips import KEYWORDS, spelt
from engine.language.words import listed
from engine.source.problem import Place, Problem, Problems, closest, shown
from engine.source.text import Text
from engine.values.kinds import DATE, TRUTH, Choice, Kind, Many, One, SetOf
from engine.values.vocabulary import Vocabulary

THIS, AS_OF = "this", "as_of"
OPEN: Mapping[str, OpenReason] = {reason: reason for reason in get_args(OpenReason)}
"""The words for what no fact of the case can settle, with why it is open."""
RESERVED = KEYWORDS | {THIS, AS_OF} | OPEN.keys() | AGGREGATES | FUNCTIONS.keys()


@dataclass(frozen=True, slots=True)
class Scope:
    """Everything that the expressions of one rule may name.

    `parameters`: name -> kind. `conclusions`: (entity, name) of all rulebooks' conclusions. `term`: gives the checked
    body of a term of the file, or None where it has an error of its own. `terms`: the terms' names. `broken`: names of
    parameters that have an error of their own; naming one is no second error.
    """

    vocabulary: Vocabulary
    subject: str
    parameters: Mapping[str, Kind]
    conclusions: frozenset[tuple[str, str]]
    terms: Collection[str] = ()
    term: Callable[[str], Node | None] = lambda _: None
    broken: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reached:
    """The subjects of `entity` that `steps`, of these kinds, lead to from `owner`."""

    owner: Owner
    steps: tuple[str, ...]
    kinds: tuple[Kind, ...]
    entity: str


@dataclass(frozen=True, slots=True)
class Word:
    """One name of a dotted path, with its place."""

    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class Resolver:
    """Resolves dotted names, in a scope and inside the aggregates around (`levels`: the entity at each level)."""

    scope: Scope
    levels: tuple[str, ...]

    def knows(self, name: str) -> bool:
        """Say whether a bare name means something here."""
        scope = self.scope
        own = name == AS_OF or name in OPEN or name in scope.parameters or name in scope.broken or name in scope.terms
        return own or self._has(self.levels[-1], name)

    def is_member(self, name: str) -> bool:
        """Say whether some field's choices have this member."""
        kinds = (field.kind for entity in self.scope.vocabulary.entities.values() for field in entity.fields.values())
        choices = (kind.of if isinstance(kind, SetOf) else kind for kind in kinds)
        return any(isinstance(kind, Choice) and name in kind.members for kind in choices)

    def resolve(self, words: Sequence[Word], text: str) -> Node:
        """Give the node that a dotted name means. Raises Problems: none where a term's own problem is known."""
        name, place = words[0].name, words[0].place
        if name == THIS:
            if len(words) == 1:
                message = Text("'this' kan ikke stå alene", "'this' cannot stand alone")
                example = Text("et felt, som this.id", "a field, such as this.id")
                raise Problems([Problem("unknown-name", place, message, example)])
            return self._follow(0, words[1:], text, place)
        if len(words) == 1 and (node := self._own(name, text, place)) is not None:
            return node
        return self._follow(len(self.levels) - 1, words, text, place)

    def collection(self, words: Sequence[Word]) -> Reached:
        """Give what an aggregate runs over. Raises Problems."""
        from_subject = words[0].name == THIS and len(words) > 1
        level = 0 if from_subject else len(self.levels) - 1
        steps = words[1:] if from_subject else words
        entity, kinds = self.levels[level], list[Kind]()
        for step in steps:
            field = self.scope.vocabulary.entities[entity].fields.get(step.name)
            if field is None or not isinstance(field.kind, One | Many):
                raise Problems([self._no_way(step, entity, level, (One, Many))])
            kinds.append(field.kind)
            entity = field.kind.entity
        if not any(isinstance(kind, Many) for kind in kinds):
            name = ".".join(word.name for word in words)
            message = Text(f"{shown(name)} er ikke en samling", f"{shown(name)} is not a collection")
            collections = listed(self._relations(self.levels[level], Many))
            raise Problems([Problem("not-a-collection", words[0].place, message, collections)])
        return Reached(Owner(level), tuple(step.name for step in steps), tuple(kinds), entity)

    def _own(self, name: str, text: str, place: Place) -> Node | None:
        """Give what a bare name means that is no member of an entity."""
        if name in OPEN:
            return Unclear(kind=TRUTH, text=text, place=place, reason=OPEN[name])
        if name == AS_OF:
            return AsOf(kind=DATE, text=text, place=place)
        if name in self.scope.broken:
            raise Problems([])
        if name not in self.scope.parameters:
            return None
        entity = self.levels[-1]
        if len(self.levels) > 1 and self._has(entity, name):
            message = Text(
                f"{shown(name)} er her både en parameter og et felt på {entity}",
                f"{shown(name)} is both a parameter and a field of {entity} here",
            )
            expected = Text("et andet navn til parameteren", "another name for the parameter")
            raise Problems([Problem("two-meanings", place, message, expected)])
        return Parameter(kind=self.scope.parameters[name], text=text, place=place, name=name)

    def _follow(self, level: int, words: Sequence[Word], text: str, place: Place) -> Node:
        """Follow the relations from an entity to the last word, which is one of its members."""
        last = words[-1]
        if level == 0 and len(words) == 1 and last.name in self.scope.terms:
            body = self.scope.term(last.name)
            if body is None:
                raise Problems([])
            return Term(kind=body.kind, text=text, place=place, name=last.name, body=body)
        owner, entity = Owner(level), self.levels[level]
        for step in words[:-1]:
            field = self.scope.vocabulary.entities[entity].fields.get(step.name)
            if field is None or not isinstance(field.kind, One):
                raise Problems([self._no_way(step, entity, level, (One,))])
            owner, entity = Owner(level, (*owner.steps, step.name)), field.kind.entity
        field = self.scope.vocabulary.entities[entity].fields.get(last.name)
        if field is not None and not isinstance(field.kind, Many):
            return Fact(kind=field.kind, text=text, place=place, owner=owner, entity=entity, name=last.name)
        if field is None and (entity, last.name) in self.scope.conclusions:
            return Conclusion(kind=TRUTH, text=text, place=place, owner=owner, entity=entity, name=last.name)
        raise Problems([self._no_member(last, entity, level, bare=len(words) == 1)])

    def _no_way(self, word: Word, entity: str, level: int, ways: tuple[type[One] | type[Many], ...]) -> Problem:
        """Say that a word on the way leads nowhere."""
        relations = [name for way in ways for name in self._relations(entity, way)]
        field = self.scope.vocabulary.entities[entity].fields.get(word.name)
        if field is not None and isinstance(field.kind, Many):
            return _is_collection(word)
        if self._has(entity, word.name) or (level == 0 and self.knows(word.name)):
            message = Text(f"{shown(word.name)} fører ikke til noget", f"{shown(word.name)} leads to nothing")
            return Problem("not-a-relation", word.place, message, listed(relations))
        suggestion = closest(spelt(word.name), relations)
        return _unknown(word, entity, None if suggestion else listed(relations), suggestion)

    def _no_member(self, word: Word, entity: str, level: int, *, bare: bool) -> Problem:
        """Say that an entity has no such member."""
        field = self.scope.vocabulary.entities[entity].fields.get(word.name)
        if field is not None:
            return _is_collection(word)
        known = list(self._members(entity))
        if bare:
            known += [*self.scope.parameters, AS_OF, *OPEN, *(self.scope.terms if level == 0 else ())]
        steps = [
            f"{step}.{word.name}"
            for step in self._relations(entity, One)
            if self._has(self._to(entity, step), word.name)
        ]
        suggestion = steps[0] if len(steps) == 1 else closest(spelt(word.name), known)
        if bare and level > 0 and (self._has(self.levels[0], word.name) or word.name in self.scope.terms):
            suggestion = f"{THIS}.{word.name}"
        return _unknown(word, entity, None, suggestion)

    def _to(self, entity: str, step: str) -> str:
        kind = self.scope.vocabulary.field(entity, step).kind
        assert isinstance(kind, One)  # noqa: S101 - asked of relations only
        return kind.entity

    def _has(self, entity: str, name: str) -> bool:
        return name in self.scope.vocabulary.entities[entity].fields or (entity, name) in self.scope.conclusions

    def _members(self, entity: str) -> list[str]:
        concluded = sorted(name for of, name in self.scope.conclusions if of == entity)
        return [*self.scope.vocabulary.entities[entity].fields, *concluded]

    def _relations(self, entity: str, kind: type[One] | type[Many]) -> list[str]:
        return [field.name for field in self.scope.vocabulary.entities[entity].of_kind(kind)]


def _is_collection(word: Word) -> Problem:
    message = Text(f"{shown(word.name)} er en samling", f"{shown(word.name)} is a collection")
    expected = Text(
        f"count({word.name}) eller sum(... over {word.name})", f"count({word.name}) or sum(... over {word.name})"
    )
    return Problem("collection-as-value", word.place, message, expected)


def _unknown(word: Word, entity: str, expected: Text | None, suggestion: str | None) -> Problem:
    message = Text(
        f"{entity} har intet der hedder {shown(word.name)}", f"{entity} has nothing named {shown(word.name)}"
    )
    return Problem("unknown-name", word.place, message, expected, suggestion)
