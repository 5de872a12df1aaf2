"""A made-up portfolio as big as a secretariat's: 20 operators, 800 offerings, 3,000 tariffs; the same each time."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from random import Random

from engine.source.problem import Place
from engine.values.kinds import Choice, Kind, One, SetOf, Value
from facts.entities import MODELS
from facts.factset import FactSet, Subject
from facts.vocabulary import vocabulary

COUNTS = {"driftsherre": 20, "tilbud": 800, "takst": 3000}
AS_OF = date(2017, 1, 1)
PLACE = Place("portfolio")


def portfolio(counts: dict[str, int] | None = None, seed: int = 2017) -> FactSet:
    """Give the portfolio, with all fields of every subject known but a tenth."""
    counts, random = counts or COUNTS, Random(seed)
    subjects = {entity: {} for entity in MODELS}
    for entity, count in counts.items():
        for index in range(count):
            id_ = f"{entity}-{index:04}"
            values = {"id": id_} | _values(entity, random, counts)
            subjects[entity][id_] = Subject(entity, id_, values, dict.fromkeys(values, PLACE))
    return FactSet(vocabulary(), subjects, AS_OF, "Opdigtet portefølje", None, ("portfolio",))


def _values(entity: str, random: Random, counts: dict[str, int]) -> dict[str, Value]:
    values = {
        name: _value(fact.kind, random, counts)
        for name, fact in MODELS[entity].facts().items()
        if name != "id" and random.random() < 0.9
    }
    values = {name: kept for name, kept in values.items() if kept is not None}
    values |= {name: 2017 for name in ("aar", "opgoerelse_aar") if name in values}
    values |= {name: random.choice([365, 250, 366]) for name in ("dage",) if name in values}
    values |= {name: 0 for name in ("pladser_andre", "borgere_andre") if name in values}
    if "afdelinger" in values:
        values["afdelinger"] = random.randint(1, 9)
    if "belaegning" in values:
        values["belaegning"] = random.randint(9000, 10000)
    return values


def _value(kind: Kind, random: Random, counts: dict[str, int]) -> Value | None:
    match kind:
        case One(entity=entity):
            return f"{entity}-{random.randrange(counts[entity]):04}" if counts.get(entity) else None
        case Choice(members=members):
            return random.choice(members)
        case SetOf(of=Choice(members=members)):
            return frozenset(random.sample(members, random.randint(0, min(3, len(members)))))
    if kind.is_figure:
        return random.choice(
            [random.randint(0, 10**9), random.randint(0, 10**6), Fraction(random.randint(0, 10**8), 10)]
        )
    if kind.name == "dato":
        return date(2016, 1, 1).replace(day=random.randint(1, 28), month=random.randint(1, 12))
    if kind.name == "sandhed":
        return random.random() < 0.5
    return random.choice(["Gården", "Skovbrynet, niveau 2", "=Søhuset", "-Ågård"])
