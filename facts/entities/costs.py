"""What a tariff is calculated from: places, days, occupancy and the elements of its costs."""

from __future__ import annotations

from typing import Annotated

from engine.source.text import Text
from engine.values.kinds import MONEY, NUMBER, SHARE, TEXT, one, set_of
from facts.entities.base import Chosen, Entity, Figure, Reference, Several, Words
from facts.entities.fact import Fact
from facts.entities.words import choice

ELEMENTS = (
    *("drift", "udvikling", "administration", "ubenyttede_pladser", "akutkapacitet", "beredskab"),
    *("afskrivning", "forrentning", "husleje", "tjenestemandspension", "regulering"),
)
"""The elements of a tariff's costs; `drift` is the field direkte_omkostninger, the others have their own names."""


def element(da: str, en: str, meaning_da: str = "", meaning_en: str = "") -> Fact:
    """Declare an element of the costs: kroner for the year, for all places at the tariff."""
    more = Text(f"; {meaning_da}", f"; {meaning_en}") if meaning_da else Text("", "")
    meaning = Text(f"kr. for året for alle takstens pladser{more.da}", f"kr a year, for all its places{more.en}")
    return Fact(MONEY, Text(da, en), meaning, at_least="0 kr")


class Beregning(Entity):
    """The calculation of a tariff."""

    navn: Annotated[Words, Fact(TEXT, Text("navn", "name"))] = None
    tilbud: Annotated[Reference, Fact(one("tilbud"), Text("tilbud", "offering"))] = None
    aar: Annotated[
        Figure, Fact(NUMBER, Text("år", "year"), at_least="1970", at_most="2100", whole=True, given=True)
    ] = None
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
            given=True,
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
            given=True,
        ),
    ] = None
    direkte_omkostninger: Annotated[
        Figure,
        element(
            "direkte omkostninger i taksten",
            "direct costs in the tariff",
            "driften: løn, mad, aktiviteter mv., uden det, der har sit eget felt",
            "operation: pay, food, activities etc., without what has a field of its own",
        ),
    ] = None
    administration: Annotated[
        Figure,
        element(
            "administration i taksten",
            "administration in the tariff",
            "med udvikling og dokumentation af kvalitet",
            "with development and documentation of quality",
        ),
    ] = None
    udvikling: Annotated[
        Figure,
        element(
            "udvikling af tilbuddet",
            "development of the offering",
            "ud over den udvikling af kvalitet, der er i administrationen",
            "beyond the development of quality that administration holds",
        ),
    ] = None
    ubenyttede_pladser: Annotated[
        Figure,
        element(
            "ubenyttede pladser",
            "unused places",
            "kun det, som belægningsprocenten ikke allerede dækker",
            "only what the occupancy percentage does not already cover",
        ),
    ] = None
    akutkapacitet: Annotated[Figure, element("pladser til akutte tilbud", "acute capacity")] = None
    beredskab: Annotated[Figure, element("beredskab mod ventelister", "readiness against waiting lists")] = None
    afskrivning: Annotated[
        Figure,
        element(
            "afskrivning",
            "depreciation",
            "bygninger, inventar og driftsmidler, der ikke afskrives straks",
            "buildings, furniture and equipment that are not written off at once",
        ),
    ] = None
    forrentning: Annotated[
        Figure,
        Fact(
            MONEY,
            Text("forrentning", "interest"),
            Text(
                "kr. for året for alle takstens pladser; grunde, bygninger, inventar og driftsmidler; kan være negativ",
                "kr a year, for all its places; land, buildings, furniture and equipment; may be negative",
            ),
        ),
    ] = None
    husleje: Annotated[Figure, element("husleje", "rent", "lejede lokaler, faktisk udgift", "actual rent")] = None
    tjenestemandspension: Annotated[
        Figure, element("opsparet tjenestemandspension", "civil servants' pension saved up")
    ] = None
    regulering: Annotated[
        Figure,
        Fact(
            MONEY,
            Text("regulering for tidligere år", "adjustment for earlier years"),
            Text(
                "kr. for året med fortegn som i regnskabet: et overskud, der sænker taksten, er positivt",
                "kr a year, signed as in the accounts: a surplus that lowers the tariff is positive",
            ),
        ),
    ] = None
    udgifter: Annotated[
        Several,
        Fact(
            set_of(choice(*ELEMENTS)),
            Text("udgifter ved takstens pladser", "costs of the places at the tariff"),
            Text(
                "alle de arter, der faktisk er udgifter til, med eller uden for taksten; regulering, hvor tidligere "
                "års resultat skal reguleres i året",
                "all the kinds that there are costs of, in the tariff or not; regulering where earlier years' result "
                "is to be settled in the year",
            ),
            given=True,
        ),
    ] = None
    medregnet: Annotated[
        Several,
        Fact(
            set_of(choice(*ELEMENTS)),
            Text("udgifter medregnet i taksten", "costs held by the tariff"),
            Text(
                "de arter, der er regnet ind i taksten, også hvor beløbet er 0 kr.",
                "the kinds that the calculation holds, also where the amount is 0 kr",
            ),
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
        Fact(
            choice("doegnpladser", "dagpladser", "abonnement", "ydelse"),
            Text("afregnes efter", "charged by"),
            given=True,
        ),
    ] = None
