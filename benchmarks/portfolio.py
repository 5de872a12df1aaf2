"""A made-up portfolio as big as a secretariat's: 20 operators, 800 offerings, 3,000 tariffs; with gaps where asked.

`python -m benchmarks.portfolio FILE [--gaps]` writes one as a workbook. The same choice gives the same figures each
time; the tariffs follow from their costs but for a few, so that most rules are met and some are breached.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from engine.source.problem import Place
from engine.values.kinds import Value
from facts.convert import converted
from facts.entities import MODELS
from facts.factset import FactSet, Subject
from facts.vocabulary import vocabulary

SEED = 2017
AS_OF = date(2017, 1, 1)
PLACE = Place("portfolio")
SORTS = ("udvikling", "administration", "beredskab", "afskrivning", "forrentning", "tjenestemandspension")
"""The costs besides the direct ones."""
PRINCIPLES = ("incitament", "retvisende", "budgetsikkerhed", "udvikling", "samme_regler")
Facts = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Size:
    """How many subjects a portfolio has."""

    operators: int = 20
    offerings: int = 800
    tariffs: int = 3_000


@dataclass(frozen=True, slots=True)
class Gaps:
    """The share of subjects, in percent, of which something is not known.

    `used_by_others`: offerings without the places that others use, every second of them without places at all, too.
    `costs`: tariffs that lack one figure of their costs. `lists`: operators not known to have all offerings listed.
    `places`: tariffs that do not say for how many places. `offering`: tariffs that do not say of which offering.
    """

    used_by_others: int = 0
    costs: int = 0
    lists: int = 0
    places: int = 0
    offering: int = 0


NONE = Gaps()
REALISTIC = Gaps(used_by_others=20, costs=10, lists=50, places=2)


def portfolio(size: Size = Size(), gaps: Gaps = NONE, seed: int = SEED) -> FactSet:
    """Give the portfolio. The same choice with gaps has the same figures as without, but for those not known."""
    figures, holes = Random(seed), Random(seed + 1)
    made: dict[str, list[Facts]] = {"driftsherre": [], "tilbud": [], "takst": []}
    for index in range(size.operators):
        made["driftsherre"].append(_operator(index))
    for index in range(size.offerings):
        made["tilbud"].append(_offering(index, index % size.operators, figures))
    for index in range(size.tariffs):
        offering = made["tilbud"][index % size.offerings]
        made["takst"].append(_tariff(index, offering, figures))
        offering["ramme"] = offering.get("ramme", 0) + _costs(made["takst"][-1])  # type: ignore[operator]
    for entity, of in made.items():
        for facts in of:
            _lose(entity, facts, gaps, holes)
    subjects: dict[str, dict[str, Subject]] = {entity: {} for entity in MODELS}
    for entity, of in made.items():
        for facts in of:
            id_ = str(facts["id"])
            subjects[entity][id_] = Subject(entity, id_, facts, dict.fromkeys(facts, PLACE))
    return FactSet(vocabulary(), subjects, AS_OF, "Opdigtet portefølje", None, ("portfolio",))


def workbook(size: Size = Size(), gaps: Gaps = NONE, seed: int = SEED) -> bytes:
    """Give the portfolio as a workbook."""
    return converted(portfolio(size, gaps, seed), "portfolio.xlsx", "da")


def _operator(index: int) -> Facts:
    kind = "region" if index == 0 else "privat" if index % 10 == 9 else "kommune"
    facts: Facts = {
        "id": f"driftsherre-{index:02}",
        "navn": f"Driftsherre {index + 1}",
        "type": kind,
        "region": "midtjylland",
        "saeraftale_takstudvikling": False,
        "tilbud_fuldstaendige": True,
    }
    if kind != "privat":
        facts |= {
            "niveauer_fulgt_op": True,
            "niveauer_opfoelgning": date(2016, 1 + index % 12, 15),
            "opgoerelse_aar": 2016,
            "opgoerelse_indhold": frozenset({"pladser", "fulde_omkostninger", "takstelementer"}),
            "tillaegstakst_aftalt": False,
        }
    return facts


def _offering(index: int, operator: int, random: Random) -> Facts:
    places = random.randint(6, 60)
    return {
        "id": f"tilbud-{index:04}",
        "navn": f"Tilbud {index + 1}",
        "driftsherre": f"driftsherre-{operator:02}",
        "beliggenhedsregion": "midtjylland",
        "maalgruppe": random.choice(("voksne", "voksne", "boern_unge")),
        "type": "botilbud_laengerevarende",
        "institution": "anden",
        "lovhjemler": frozenset({random.choice(("sel_107", "sel_108", "sel_66_6"))}),
        "pladser": places,
        "pladser_andre": random.choice((places // 3, places // 4, 0)),
        "akuttilbud": False,
        "nyetableret": False,
        "overtaget_fra_region": random.random() < 0.1,
        "almenbolig_tilknytning": False,
        "raadgivning_tilknytning": False,
        "takster_fuldstaendige": True,
        "niveauer_begraenset": True,
        "spring_store_nok": True,
        "afdelinger": 1 + index % 3,
        "samarbejde": "ingen",
    }


def _tariff(index: int, offering: Facts, random: Random) -> Facts:
    places, direct = random.randint(2, 15), random.randint(40, 90) * 10_000_000
    percent = 0 if random.random() < 0.03 else 100  # a few that charge too much administration
    costs = {
        "direkte_omkostninger": direct,
        "administration": direct * (61 if percent else 66) // 1_000,
        "udvikling": direct // 200,
        "beredskab": direct // 300,
        "afskrivning": direct // 16,
        "forrentning": direct // 40,
        "tjenestemandspension": direct // 80,
    }
    young = offering["maalgruppe"] == "boern_unge"
    occupancy = (9_800 if young else 10_000) - (300 if random.random() < 0.02 else 0)
    day = sum(costs.values()) * 10_000 // (places * 365 * occupancy)
    amount = (day + 50) // 100 * 100 + (700 if random.random() < 0.03 else 0)
    before = amount * random.choice((100, 101, 104)) // 100
    return {
        "id": f"takst-{index:04}",
        "navn": f"{offering['navn']}, niveau {index + 1}",
        "tilbud": offering["id"],
        "aar": 2017,
        "takst": amount,
        "pladser": places,
        "dage": 365,
        **costs,
        "regulering": 0,
        "pensionsprocent": 3_000,
        "forrentningsprocent": 100,
        "belaegning": occupancy,
        "afregnes_efter": "doegnpladser",
        "takst_2014": before,
        "takst_2015": before,
        "takst_2018": amount * 97 // 100,
        "udgifter": frozenset({"drift", "regulering", *SORTS}),
        "medregnet": frozenset({"drift", "regulering", *SORTS}),
        "taksttype": "differentieret",
        "individuel_form": "ingen",
        "ydelsesbeskrivelse": True,
        "forskelle_fremgaar": True,
        "opdelt": True,
        "basistakst": 90_000,
        "vedtaget_takst": amount,
        "efterregulering": 0,
        "opfyldte_principper": frozenset(PRINCIPLES),
    }


def _costs(tariff: Facts) -> int:
    """Give what a year costs."""
    return sum(int(tariff[name]) for name in ("direkte_omkostninger", *SORTS))  # type: ignore[arg-type]


def _lose(entity: str, facts: Facts, gaps: Gaps, holes: Random) -> None:
    """Take out of `facts` what is not known. What chance decides is drawn each time, whatever the shares are."""
    drawn, cost = [holes.randrange(100) for _ in range(3)], holes.choice(("administration", "afskrivning", "udvikling"))
    lost: list[str] = []
    if entity == "driftsherre":
        lost += ["tilbud_fuldstaendige"] if drawn[0] < gaps.lists else []
    elif entity == "tilbud":
        lost += ["pladser_andre"] if drawn[0] < gaps.used_by_others else []
        lost += ["pladser"] if drawn[0] < gaps.used_by_others // 2 else []
    else:
        lost += [cost] if drawn[0] < gaps.costs else []
        lost += ["pladser"] if drawn[1] < gaps.places else []
        lost += ["tilbud"] if drawn[2] < gaps.offering else []
    for name in lost:
        facts.pop(name, None)


def main() -> None:
    """Write a portfolio as a workbook."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.portfolio", description="A made-up portfolio.")
    parser.add_argument("file", type=Path, help="the workbook to write (.xlsx)")
    parser.add_argument("--gaps", action="store_true", help="leave out some facts, as a real portfolio does")
    given = parser.parse_args()
    given.file.write_bytes(workbook(gaps=REALISTIC if given.gaps else NONE))


if __name__ == "__main__":
    main()
