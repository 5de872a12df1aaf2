"""Tariffs and the accounts that they are settled against."""

from __future__ import annotations

from typing import Annotated, ClassVar

from engine.source.text import Text
from engine.values.kinds import MONEY, NUMBER, SHARE, TEXT, choice, one
from facts.entities.base import Chosen, Entity, Figure, Reference, Words
from facts.entities.fact import Fact

ORDINARY = Text(
    "kr. i 2015-priser; uden over- eller underskud og uden afskrivning og forrentning af bygninger",
    "kr at the 2015 price level; without surplus or deficit and without depreciation and interest of buildings",
)
A_YEAR = Text("kr. for hele året", "kr for the whole year")


class Takst(Entity):
    """A tariff: what a place or a service of an offering costs, and what that figure is made of."""

    LABEL: ClassVar[Text] = Text("takst", "tariff")

    navn: Annotated[Words, Fact(TEXT, Text("navn", "name"))] = None
    tilbud: Annotated[Reference, Fact(one("tilbud"), Text("tilbud", "offering"))] = None
    aar: Annotated[Figure, Fact(NUMBER, Text("år", "year"), at_least="1970", at_most="2100", whole=True)] = None
    takst: Annotated[
        Figure,
        Fact(
            MONEY,
            Text("takst", "tariff"),
            Text("kr. pr. dag, som den opkræves", "kr per day, as it is charged"),
            at_least="0 kr",
        ),
    ] = None
    pladser: Annotated[
        Figure,
        Fact(
            NUMBER,
            Text("pladser til taksten", "places at the tariff"),
            Text("antal pladser, der afregnes med taksten", "number of places charged at this tariff"),
            at_least="0",
        ),
    ] = None
    dage: Annotated[
        Figure,
        Fact(
            NUMBER,
            Text("dage", "days"),
            Text("antal dage om året, der afregnes", "number of days a year that are charged"),
            at_least="0",
            at_most="366",
        ),
    ] = None
    direkte_omkostninger: Annotated[
        Figure, Fact(MONEY, Text("direkte omkostninger i taksten", "direct costs in the tariff"), at_least="0 kr")
    ] = None
    administration: Annotated[
        Figure,
        Fact(
            MONEY,
            Text("administration i taksten", "administration in the tariff"),
            Text(
                "kr. i samme enhed som de direkte omkostninger; med udvikling og dokumentation af kvalitet",
                "kr in the same unit as the direct costs; with development and documentation of quality",
            ),
            at_least="0 kr",
        ),
    ] = None
    pensionsprocent: Annotated[
        Figure,
        Fact(
            SHARE,
            Text("pensionsprocent", "pension percentage"),
            Text("opsparing til tjenestemandspension", "saving for civil servants' pensions"),
            at_least="0 %",
        ),
    ] = None
    forrentningsprocent: Annotated[
        Figure,
        Fact(
            SHARE,
            Text("forrentningsprocent", "interest percentage"),
            Text(
                "forrentning af grunde, bygninger og inventar; kan være negativ",
                "interest on land, buildings and furniture; may be negative",
            ),
        ),
    ] = None
    belaegning: Annotated[
        Figure,
        Fact(SHARE, Text("belægningsprocent", "occupancy percentage"), at_least="0 %", at_most="200 %"),
    ] = None
    afregnes_efter: Annotated[
        Chosen,
        Fact(choice("doegnpladser", "dagpladser", "abonnement", "ydelse"), Text("afregnes efter", "charged by")),
    ] = None
    takst_2014: Annotated[
        Figure, Fact(MONEY, Text("ordinær takst 2014", "ordinary tariff of 2014"), ORDINARY, at_least="0 kr")
    ] = None
    takst_2015: Annotated[
        Figure, Fact(MONEY, Text("ordinær takst 2015", "ordinary tariff of 2015"), ORDINARY, at_least="0 kr")
    ] = None
    takst_2018: Annotated[
        Figure, Fact(MONEY, Text("ordinær takst 2018", "ordinary tariff of 2018"), ORDINARY, at_least="0 kr")
    ] = None


class Regnskab(Entity):
    """The accounts of one offering for one year, and what of their result has been put into a tariff."""

    LABEL: ClassVar[Text] = Text("regnskab", "accounts")

    tilbud: Annotated[Reference, Fact(one("tilbud"), Text("tilbud", "offering"))] = None
    aar: Annotated[
        Figure, Fact(NUMBER, Text("regnskabsår", "accounting year"), at_least="1970", at_most="2100", whole=True)
    ] = None
    takstindtaegter: Annotated[
        Figure, Fact(MONEY, Text("takstindtægter", "tariff income"), A_YEAR, at_least="0 kr")
    ] = None
    nettodriftsomkostninger: Annotated[
        Figure,
        Fact(
            MONEY,
            Text("nettodriftsomkostninger", "net operating costs"),
            Text(
                "kr. for hele året, med overhead til administration, bygninger mv.",
                "kr for the whole year, with the overheads of administration, buildings etc.",
            ),
            at_least="0 kr",
        ),
    ] = None
    indregnet: Annotated[
        Figure,
        Fact(
            MONEY,
            Text("resultat indregnet i taksten", "result put into the tariff"),
            Text(
                "kr. med fortegn: et overskud, der sænker taksten, er positivt; et underskud, der hæver den, negativt",
                "kr with sign: a surplus that lowers the tariff is positive; a deficit that raises it is negative",
            ),
        ),
    ] = None
    indregnet_aar: Annotated[
        Figure,
        Fact(
            NUMBER,
            Text("år for indregning", "year it is put into the tariff"),
            Text("året, hvis takst resultatet er indregnet i", "the year whose tariff holds the result"),
            at_least="1970",
            at_most="2100",
            whole=True,
        ),
    ] = None
