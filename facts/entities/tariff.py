"""Tariffs: of what type they are, what was adopted, and how they have developed."""

from __future__ import annotations

from typing import Annotated, ClassVar

from engine.source.text import Text
from engine.values.kinds import DATE, MONEY, TRUTH, set_of
from facts.entities.base import Chosen, Day, Figure, Several, Truth
from facts.entities.costs import Beregning
from facts.entities.fact import Fact
from facts.entities.words import choice

ORDINARY = Text(
    "kr. pr. dag i 2015-priser; uden over- eller underskud og uden afskrivning og forrentning af bygninger",
    "kr per day at the 2015 price level; without surplus or deficit and without depreciation and interest of buildings",
)


class Takst(Beregning):
    """A tariff: what a place or a service of an offering costs, and what that figure is made of."""

    LABEL: ClassVar[Text] = Text("takst", "tariff")

    takst_2014: Annotated[
        Figure,
        Fact(MONEY, Text("ordinær takst 2014", "ordinary tariff of 2014"), ORDINARY, at_least="0 kr", given=True),
    ] = None
    takst_2015: Annotated[
        Figure,
        Fact(MONEY, Text("ordinær takst 2015", "ordinary tariff of 2015"), ORDINARY, at_least="0 kr", given=True),
    ] = None
    takst_2018: Annotated[
        Figure, Fact(MONEY, Text("ordinær takst 2018", "ordinary tariff of 2018"), ORDINARY, at_least="0 kr")
    ] = None
    taksttype: Annotated[
        Chosen,
        Fact(choice("standard", "differentieret", "individuel"), Text("taksttype", "type of tariff"), given=True),
    ] = None
    individuel_form: Annotated[
        Chosen,
        Fact(
            choice("ingen", "tillaeg", "procentregulering", "projekttakst"),
            Text("individuel form", "individual form"),
            Text("ingen, hvor taksten ikke er individuelt beregnet", "ingen where it is not individually calculated"),
            given=True,
        ),
    ] = None
    helt_saerligt_tilfaelde: Annotated[
        Truth,
        Fact(
            TRUTH,
            Text("helt særligt tilfælde", "very special case"),
            Text(
                "en persons vurdering: tilfældet er helt særligt, og standardtaksten kan ikke bruges",
                "a person's judgement: the case is very special, and the standard tariff cannot be used",
            ),
            given=True,
        ),
    ] = None
    ydelsesbeskrivelse: Annotated[
        Truth,
        Fact(
            TRUTH,
            Text("ydelsesbeskrivelse på Tilbudsportalen", "service description on Tilbudsportalen"),
            Text("for takstens eget niveau", "for the level of this tariff"),
        ),
    ] = None
    forskelle_fremgaar: Annotated[
        Truth,
        Fact(
            TRUTH,
            Text("forskellen til de andre niveauer fremgår", "the difference from the other levels is shown"),
            Text(
                "beskrivelsen viser konkret, hvordan ydelser og ressourcer adskiller sig",
                "the description shows concretely how services and resources differ",
            ),
        ),
    ] = None
    opdelt: Annotated[
        Truth,
        Fact(TRUTH, Text("delt i basistakst og ydelsestakst", "split in basic tariff and service tariff")),
    ] = None
    basistakst: Annotated[
        Figure,
        Fact(
            MONEY,
            Text("basistakst", "basic tariff"),
            Text("kr. pr. dag; resten af taksten er ydelsestakst", "kr per day; the rest of it is the service tariff"),
            at_least="0 kr",
        ),
    ] = None
    vedtaget_takst: Annotated[
        Figure,
        Fact(
            MONEY,
            Text("vedtaget takst", "adopted tariff"),
            Text("kr. pr. dag, som den er vedtaget for året", "kr per day, as adopted for the year"),
            at_least="0 kr",
            given=True,
        ),
    ] = None
    efterregulering: Annotated[
        Figure,
        Fact(
            MONEY,
            Text("efterregulering af taksten", "later adjustment of the tariff"),
            Text(
                "kr. opkrævet bagud for året; negativt, hvor noget er betalt tilbage; 0 kr., hvor der ingen er",
                "kr charged afterwards for the year; negative where paid back; 0 kr where there is none",
            ),
        ),
    ] = None
    aendringsgrunde: Annotated[
        Several,
        Fact(
            set_of(
                choice("kapacitet", "bilag_2_kapitel_6", "fejl", "andet", andet=Text("andre grunde", "other reasons"))
            ),
            Text("grunde til ændring af taksten", "reasons for changing the tariff"),
            Text(
                "alle grunde til ændring eller efterregulering; kapacitet: pladser oprettet eller nedlagt; "
                "bilag_2_kapitel_6: en af undtagelserne der",
                "all reasons for a change or later adjustment; kapacitet: places opened or closed; "
                "bilag_2_kapitel_6: one of the exceptions there",
            ),
            given=True,
        ),
    ] = None
    opfyldte_principper: Annotated[
        Several,
        Fact(
            set_of(
                choice(
                    *("incitament", "retvisende", "budgetsikkerhed", "udvikling", "samme_regler"),
                    udvikling=Text("udvikling inden for taksten", "development inside the tariff"),
                )
            ),
            Text("opfyldte principper for takstfastsættelse", "principles of tariff setting that are kept"),
            Text(
                "en persons vurdering: de af principperne i kapitel 11.1, som taksten lever op til",
                "a person's judgement: those principles of chapter 11.1 that the tariff lives up to",
            ),
            given=True,
        ),
    ] = None
    aftalt_nedsat: Annotated[
        Truth,
        Fact(
            TRUTH,
            Text("aftalt nedsat for Randers Kommune", "agreed to be cut for Randers Kommune"),
            Text(
                "en af de nedsættelser, regionen og Randers Kommune har aftalt som opfølgning på 2014-2017",
                "one of the cuts agreed by the region and Randers Kommune to follow up on 2014-2017",
            ),
            given=True,
        ),
    ] = None
    nedsat_fra: Annotated[
        Day,
        Fact(
            DATE,
            Text("nedsat fra", "cut from"),
            Text("den første dag, nedsættelsen har virkning", "the first day on which the cut has effect"),
        ),
    ] = None
