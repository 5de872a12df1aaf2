"""One subject, one rule: the least that is needed to try an expression."""

from __future__ import annotations

from datetime import date

from engine.evaluation.compile import compile_rules
from engine.evaluation.evaluate import evaluate
from engine.evaluation.explain import Explainer
from engine.evaluation.openings import Openings
from engine.evaluation.trace import Missing, Opening, RuleTrace
from engine.source.problem import Place
from engine.source.text import same
from engine.values.exact import value
from engine.values.kinds import MONEY, NUMBER, SHARE, Kind, Value, many, one
from engine.values.vocabulary import Entity, Field, Vocabulary
from facts.factset import FactSet, Subject
from tests.book import Book
from tests.generate import FIELDS

AS_OF = date(2017, 6, 1)
MORE: dict[str, Kind] = {
    name: kind for kind, names in {NUMBER: "abcd", MONEY: "mn", SHARE: "s"}.items() for name in names
}


def entity(name: str, kinds: dict[str, Kind]) -> Entity:
    return Entity(name, same(name), {each: Field(each, kind, same(each)) for each, kind in kinds.items()})


VOCABULARY = Vocabulary(
    {
        "sag": entity("sag", FIELDS | MORE | {"del_af": one("mappe")}),
        "mappe": entity("mappe", FIELDS | {"sager": many("sag", "del_af")}),
    }
)


def subject(of: str, id_: str, **facts: Value | str | None) -> Subject:
    """Give a subject; facts that are text are read as the vocabulary says."""
    fields = VOCABULARY.entities[of].fields
    values = {
        name: value(kept, fields[name].kind)
        if isinstance(kept, str) and fields[name].kind.name != "henvisning"
        else kept
        for name, kept in facts.items()
        if kept is not None
    }
    return Subject(of, id_, {"id": id_, **values}, dict.fromkeys(values, Place("f.yaml", 1, 1)))


def fact_set(*subjects: Subject) -> FactSet:
    return FactSet(VOCABULARY, {of: {s.id: s for s in subjects if s.entity == of} for of in VOCABULARY.entities})


def decided(require: str, *, of: str = "sag", as_of: date = AS_OF, **facts: Value | str | None) -> RuleTrace:
    """Give how `require` comes out for one subject with these facts, code and trace alike."""
    book = Book(VOCABULARY)
    book.rule(of, require=require)
    return of_book(book, fact_set(subject(of, "x", **facts)), as_of)[0]


def of_book(book: Book, facts: FactSet, as_of: date = AS_OF) -> list[RuleTrace]:
    """Give the traces of the last rule of the book, for all its subjects."""
    evaluation = evaluate(compile_rules(book.rulebook()), facts, as_of)
    rule = list(book.rules.values())[-1]
    explainer = Explainer(evaluation)
    return [explainer.trace(rule, record) for record in evaluation.records.of[rule.subject]]


def outcome(require: str, *, as_of: date = AS_OF, **facts: Value | str | None) -> str:
    return decided(require, as_of=as_of, **facts).way.outcome


def missing_facts(trace: RuleTrace) -> tuple[Missing, ...]:
    """Give the missing facts that keep a rule open, in order."""
    return tuple(sorted(part for part in Openings().of(trace) if isinstance(part, Missing)))


def open_reasons(trace: RuleTrace) -> tuple[Opening, ...]:
    """Give what else keeps it open."""
    return tuple(part for part in Openings().of(trace) if isinstance(part, Opening))
