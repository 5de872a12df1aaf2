"""The accounts of an offering, which its tariffs are settled against."""

from __future__ import annotations

from typing import Annotated, ClassVar

from engine.source.text import Text
from engine.values.kinds import DATE, MONEY, NUMBER, TRUTH, one, set_of
from facts.entities.base import Day, Entity, Figure, Reference, Several, Truth
from facts.entities.fact import Fact
from facts.entities.words import choice

SET_ASIDE_FOR = ("underskud", "effektivisering", "kvalitetsudvikling", "lignende", "andet")
A_YEAR = Text("kr. for hele året", "kr for the whole year")


class Regnskab(Entity):
    """The accounts of one offering for one year, and what of their result has been put into a tariff."""

    LABEL: ClassVar[Text] = Text("regnskab", "accounts")

    tilbud: Annotated[Reference, Fact(one("tilbud"), Text("tilbud", "offering"))] = None
    aar: Annotated[
        Figure,
        Fact(NUMBER, Text("regnskabsår", "accounting year"), at_least="1970", at_most="2100", whole=True, given=True),
    ] = None
    takstindtaegter: Annotated[
        Figure, Fact(MONEY, Text("takstindtægter", "tariff income"), A_YEAR, at_least="0 kr", given=True)
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
            given=True,
        ),
    ] = None
    budget: Annotated[
        Figure,
        Fact(
            MONEY,
            Text("årets budget", "the year's budget"),
            Text("kr. for hele året, budgetterede nettodriftsomkostninger", "kr for the year, budgeted net costs"),
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
    hensat: Annotated[
        Figure,
        Fact(
            MONEY,
            Text("overskud hensat", "surplus set aside"),
            Text(
                "kr. af årets overskud; 0 kr., hvor intet er hensat",
                "kr of the year's surplus; 0 kr where there is none",
            ),
            at_least="0 kr",
        ),
    ] = None
    hensat_brugt: Annotated[
        Day,
        Fact(
            DATE,
            Text("hensættelsen er brugt", "the set-aside is used up"),
            Text(
                "dagen, da det sidste af hensættelsen er brugt eller efter planen bliver brugt",
                "the day on which the last of it is used, or will be by the plan",
            ),
        ),
    ] = None
    hensat_til: Annotated[
        Several,
        Fact(
            set_of(choice(*SET_ASIDE_FOR, andet=Text("andre formål", "other purposes"))),
            Text("hensættelsens formål", "purposes of the set-aside"),
            Text("alle formål, den er brugt eller skal bruges til", "all purposes that it is or will be used for"),
        ),
    ] = None
    hensat_til_omfattede: Annotated[
        Truth,
        Fact(
            TRUTH,
            Text("hensættelsen er inden for rammeaftalen", "the set-aside stays within the agreement"),
            Text(
                "bruges kun i driftsherrens ydelser og tilbud, der er omfattet af rammeaftalen",
                "it is used only in the operator's services and offerings that the agreement covers",
            ),
        ),
    ] = None
