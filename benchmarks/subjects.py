"""Ten thousand made-up subjects: the same for the same seed, many of them on a limit, 5 % of their facts missing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from benchmarks.vocabulary import CHOICES, KINDS, VOCABULARY
from engine.source.problem import Place
from engine.values.kinds import DATE, TRUTH, Value
from engine.values.vocabulary import Vocabulary
from facts.factset import FactSet, Subject

SEED = 2017
AS_OF = date(2017, 6, 1)
MISSING = 0.05
TRUE = {"koebere_enige": 0.7, "tjenestemaend": 0.6, "opsagt_skriftligt": 0.8, "beskrevet": 0.8, "overtaget": 0.5}
OFTEN = 0.15
"""How often a truth value that is not named above is true."""

Flat = dict[str, bool | int | str | None]


def subjects(count: int, seed: int = SEED) -> list[Subject]:
    """Give `count` subjects."""
    random = Random(seed)
    made = []
    for index in range(count):
        given = _facts(random)
        known = {name: given[name] for name in KINDS if random.random() >= MISSING}
        place = Place("takster.xlsx", index + 2, 1)
        made.append(Subject("takst", f"t{index:06}", known, dict.fromkeys(("id", *known), place)))
    return made


def fact_set(made: list[Subject], vocabulary: Vocabulary = VOCABULARY) -> FactSet:
    """Give the subjects as the facts of one check."""
    return FactSet(vocabulary, {"takst": {subject.id: subject for subject in made}}, AS_OF)


def flat(subject: Subject) -> Flat:
    """Give a subject's facts as the peers get them: whole numbers, text and truth values, None where missing.

    Money is in øre and percent in hundredths of a percent, so that every comparison can be made with whole numbers
    by cross multiplication. Engines without calendar arithmetic get a date as the whole numbers that their rules need.
    """
    facts: Flat = {}
    for name, kind in KINDS.items():
        value = subject.values.get(name)
        if kind == DATE:
            facts |= _whole(name, value)  # type: ignore[arg-type]
        else:
            assert not isinstance(value, Fraction | date | frozenset)
            facts[name] = value
    return facts


def _whole(name: str, day: date | None) -> Flat:
    """Give a date as what the rules ask of it: a day to count with, a month to count with, a year, or an order."""
    asked: dict[str, Callable[[date], int]] = {
        "sendt": date.toordinal,
        "forfald": date.toordinal,
        "opsagt": lambda d: d.year * 12 + d.month,
        "betalt_til": lambda d: d.year * 12 + d.month,
        "gennemfoert": lambda d: d.year,
        "indgaaet": lambda d: d.year * 10_000 + d.month * 100 + d.day,
        "meddelt": lambda d: d.year * 10_000 + d.month * 100 + d.day,
    }
    return {name: None if day is None else asked[name](day)}


def _facts(random: Random) -> dict[str, Value]:
    facts: dict[str, Value] = {name: random.choice(members) for name, members in CHOICES.items()}
    facts["institution"] = random.choice(CHOICES["institution"]) if random.random() < 0.2 else "anden"
    facts["driftsherre"] = random.choice(("region", "region", "kommune", "kommune", "kommune", "privat"))
    facts["lovhjemmel"] = random.choice(CHOICES["lovhjemmel"][: random.choice((11, 11, 14))])
    facts["afregning"] = "maanedlig" if random.random() < 0.7 else str(facts["afregning"])
    for name, kind in KINDS.items():
        if kind == TRUTH:
            facts[name] = random.random() < TRUE.get(name, OFTEN)
    offering = _offering(random)
    return facts | offering | _costs(random, offering) | _accounts(random) | _dates(random)


def _near(random: Random, limit: int, step: int = 1) -> int:
    """Give the limit itself, a step beside it, or something well away from it."""
    return limit + random.choice((0, 0, 0, -step, step, -limit // 10, limit // 10))


def _offering(random: Random) -> dict[str, int]:
    places = random.choice((0, 20, 20, 40, 60, *(random.randint(4, 80) for _ in range(8))))
    return {
        "pladser": places,
        "pladser_andre": random.choice((places // 20, places // 20 + 1, random.randint(0, places))),
        "niveauer": random.choice((1, 1, 2, 3, 5, 6)),
        "belaegning": random.choice((9_800, 9_800, 10_000, 10_000, 9_799, 9_500)),
        "rente": random.choice((100, 100, 100, 99, 125)),
    }


def _costs(random: Random, offering: dict[str, int]) -> dict[str, Value]:
    direct = random.choice((0, *(random.randint(500, 60_000) * 100_000 for _ in range(40))))
    pay = random.randint(100, 9_000) * 100_000
    before = random.randint(800, 4_500) * 10_000
    written_off = random.randint(0, 200) * 10_000
    tariff = _near(random, before * 97 // 100) + written_off
    days = random.choice((365, 365, 220))
    costs = tariff * offering["pladser"] * days * offering["belaegning"] // 10_000
    return {
        "administration": _near(random, direct * 61 // 1_000),
        "direkte_omkostninger": direct,
        "pensionsgivende_loen": pay,
        "pension": _near(random, pay * 3 // 10),
        "takst_2014": before,
        "afskrivning": written_off,
        "takst": tariff,
        "dage": days,
        "omkostninger": costs * random.choice((1_000, 1_000, 1_000, 1_001, 990, 1_030)) // 1_000,
    }


def _accounts(random: Random) -> dict[str, Value]:
    budget = random.randint(500, 60_000) * 100_000
    result = random.choice((-1, 1)) * _near(random, budget // 20)
    beyond = max(abs(result) - budget // 20, 0) * (1 if result > 0 else -1)
    year = random.choice((2014, 2015, 2015, 2016))
    return {
        "budget": budget,
        "resultat": result,
        "regulering": beyond + random.choice((0, 0, 0, 1, 100_000)),
        "regnskabsaar": year,
        "brugt_aar": year + random.choice((1, 3, 5, 5, 6)),
    }


def _dates(random: Random) -> dict[str, Value]:
    sent = date(2017, 1, 1) + timedelta(random.randrange(330))
    notice = date(2017, 1, 1) + timedelta(random.randrange(330))
    paid = date(2017, notice.month, 1) + timedelta(random.choice((35, 58, 59, 60, 61, 62, 90)))
    taken = date(random.choice((2014, 2016, 2017, 2018, 2021)), random.randint(1, 12), 1)
    told = date(taken.year - (taken.year - 1982) % 4 + 2, 1, 1) + timedelta(random.choice((0, 0, 1, -1, -90, 200)))
    return {
        "sendt": sent,
        "forfald": sent + timedelta(random.choice((14, 14, 13, 15, 30, 8))),
        "opsagt": notice,
        "betalt_til": paid,
        "gennemfoert": taken,
        "meddelt": told,
        "indgaaet": date(2016, 10, 15) + timedelta(random.choice((0, 0, 1, -1, -30, 40))),
    }
