"""Random vocabularies, rulebooks and fact sets. Everything is drawn from a `Random`, also one that hypothesis shrinks.

Expressions are made as text and checked by the language itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random

from engine.rulebook.model import Period, Rulebook
from engine.source.problem import Place
from engine.source.text import same
from engine.values.kinds import (
    DATE,
    DAYS,
    MONEY,
    MONTHS,
    NUMBER,
    SHARE,
    TEXT,
    TRUTH,
    Choice,
    Kind,
    Many,
    One,
    SetOf,
    Value,
    choice,
    many,
    one,
    set_of,
)
from engine.values.vocabulary import Entity, Field, Vocabulary
from facts.factset import FactSet, Subject
from tests.book import Book
from tests.generate_text import Names, condition, expression

SLAGS = choice("roed", "groen", "blaa")
FIELDS: dict[str, Kind] = {
    "ja": TRUTH,
    "jo": TRUTH,
    "tal": NUMBER,
    "aar": NUMBER,
    "kr": MONEY,
    "pris": MONEY,
    "pct": SHARE,
    "dag": DATE,
    "dato": DATE,
    "frist": DAYS,
    "varsel": MONTHS,
    "slags": SLAGS,
    "slagser": set_of(SLAGS),
    "navn": TEXT,
}
PARAMETERS: dict[str, Kind] = {"p_tal": NUMBER, "p_kr": MONEY, "p_pct": SHARE, "p_dag": DATE, "p_frist": DAYS}
DATES = [date.min, date(1981, 12, 31), date(1982, 1, 1), date(2013, 12, 31), date(2014, 1, 1), date(2016, 2, 29)]
DATES += [date(2017, 1, 31), date(2017, 6, 1), date(2017, 12, 31), date(2018, 1, 1), date.max]
FIGURES = [
    0,
    0,
    1,
    -1,
    2,
    5,
    20,
    100,
    -500,
    610,
    10_000,
    10**30,
    -(10**30),
    Fraction(1, 3),
    Fraction(-7, 6),
    Fraction(5),
]
WHOLE = [0, 1, -1, 2, 12, 14, 365, -13, 10**12]
AS_OF = [date(2017, 6, 1), date(2016, 2, 29), date(2013, 12, 31), date(9999, 12, 31)]


def some_value(random: Random, kind: Kind) -> Value:
    """Give a value of a kind, often one at a boundary."""
    if kind == TRUTH:
        return random.random() < 0.5
    if kind == DATE:
        return random.choice(DATES)
    if kind in (DAYS, MONTHS):
        return random.choice(WHOLE)
    if kind.is_figure:
        return random.choice([*FIGURES, 2017, 2016] if kind == NUMBER else FIGURES)
    if isinstance(kind, Choice):
        return str(random.choice(kind.members))
    if isinstance(kind, SetOf):
        assert isinstance(kind.of, Choice)
        return frozenset(member for member in kind.of.members if random.random() < 0.5)
    assert kind == TEXT
    return random.choice(["a  b", "a b", "a"])


def some_vocabulary(random: Random) -> Vocabulary:
    """Give two to four entities in a chain: each but the last refers to the next by 'op', and perhaps by 'side'."""
    count = random.randint(2, 4)
    entities = {}
    for index in range(count):
        kinds = {name: kind for name, kind in FIELDS.items() if random.random() < 0.8} | {"id": TEXT}
        if index < count - 1:
            kinds |= {"op": one(f"e{index + 1}"), "side": one(f"e{index + 1}")}
        if index > 0:
            kinds |= {"under": many(f"e{index - 1}", "op"), "sider": many(f"e{index - 1}", "side")}
        fields = {name: Field(name, kind, same(name)) for name, kind in kinds.items()}
        entities[f"e{index}"] = Entity(f"e{index}", same(f"e{index}"), fields)
    return Vocabulary(entities)


def some_facts(random: Random, vocabulary: Vocabulary) -> FactSet:
    """Give a few subjects of each entity, with unknown facts and unknown relations."""
    known = random.choice([0.5, 0.8, 0.95, 1.0])
    ids = {
        entity: [f"{entity}-{index}" for index in range(random.choice([0, 1, 2, 3]))] for entity in vocabulary.entities
    }
    subjects: dict[str, dict[str, Subject]] = {}
    for entity, of_entity in ids.items():
        fields = vocabulary.entities[entity].fields.values()
        subjects[entity] = {}
        for id_ in of_entity:
            given = {
                f.name: possible(random, f.kind, ids) for f in fields if f.name != "id" and random.random() < known
            }
            values = {name: kept for name, kept in given.items() if kept is not None}
            places = {name: Place("facts.yaml", 1, 1) for name in values}
            subjects[entity][id_] = Subject(entity, id_, {"id": id_} | values, places)
    return FactSet(vocabulary, subjects)


def possible(random: Random, kind: Kind, ids: dict[str, list[str]]) -> Value | None:
    """Give a value that a field may have: for a relation the id of a subject; None where there is none."""
    if isinstance(kind, Many):
        return None
    if isinstance(kind, One):
        return random.choice(ids[kind.entity]) if ids[kind.entity] else None
    return some_value(random, kind)


def filled(facts: FactSet, entity: str, id_: str, name: str, kept: Value) -> FactSet:
    """Give the facts with one more known."""
    subject = facts.subjects[entity][id_]
    more = replace(subject, values={**subject.values, name: kept})
    return replace(facts, subjects={**facts.subjects, entity: {**facts.subjects[entity], id_: more}})


def unknown(facts: FactSet) -> Iterator[tuple[str, str, Field]]:
    """Give every fact that is not known."""
    for subject in facts:
        for each in facts.vocabulary.entities[subject.entity].fields.values():
            if not isinstance(each.kind, Many) and each.name not in subject.values:
                yield subject.entity, subject.id, each


def filling(random: Random, facts: FactSet, entity: str, id_: str, each: Field) -> FactSet:
    """Give the facts with one more known, where there is a value for it."""
    kept = possible(random, each.kind, {of: list(subjects) for of, subjects in facts.subjects.items()})
    return facts if kept is None else filled(facts, entity, id_, each.name, kept)


def some_period(random: Random) -> Period:
    """Give a period, mostly one that always holds."""
    return Period() if random.random() < 0.9 else Period(date(2014, 1, 1), random.choice([None, date(2016, 12, 31)]))


def some_rulebook(random: Random, vocabulary: Vocabulary, most: int = 7) -> Rulebook:
    """Give some rules that rest on each other, on the same, related and aggregated subjects."""
    book = Book(vocabulary)
    for name, kind in PARAMETERS.items():
        spans = [(Period(date(2010, 1, 1), date(2015, 12, 31)), some_value(random, kind))]
        spans += [(Period(date(2016, 1, 1)), some_value(random, kind))] if random.random() < 0.8 else []
        book.parameter(name, kind, *spans)
    for index in range(random.randint(2, most)):
        subject = random.choice(list(vocabulary.entities))
        names = Names(vocabulary, (subject,), PARAMETERS, book.conclusions, book.kinds_of_terms(subject))
        if random.random() < 0.4:
            kind = random.choice([TRUTH, NUMBER, MONEY, SHARE, DATE])
            book.terms[subject, f"t{index}"] = expression(random, kind, names, 2)
            names = replace(names, terms=book.kinds_of_terms(subject))
        unless = tuple(condition(random, names, 1) for _ in range(random.choice([0, 0, 0, 1, 1, 2])))
        concludes = f"c{index}" if random.random() < 0.5 else None
        when = condition(random, names, 3) if concludes or random.random() < 0.6 else None
        if when and random.random() < 0.3:
            when += f" and {condition(random, names, 1)}"
        require = None if concludes else condition(random, names, 3)
        book.rule(subject, when, require, unless, concludes, some_period(random))
    return book.rulebook()
