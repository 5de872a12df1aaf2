"""Offerings: what operators run, and what buyers pay for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar

from engine.source.text import Text
from engine.values.kinds import MONEY, NUMBER, TEXT, TRUTH, one, set_of
from facts.entities.base import (
    REGIONS,
    Chosen,
    Collection,
    Entity,
    Figure,
    Reference,
    Several,
    Truth,
    Words,
    collection,
)
from facts.entities.fact import Fact
from facts.entities.words import choice

IN_TABLE = (
    *("sel_32", "sel_36", "sel_66_1", "sel_66_2", "sel_66_5", "sel_66_6"),
    *("sel_83", "sel_84", "sel_85", "sel_86", "sel_87", "sel_97", "sel_98"),
    *("sel_101", "sel_102", "sel_103", "sel_104", "sel_107", "sel_108", "sel_109", "sel_110", "sel_112"),
    *("abl_105", "folkeskoleloven_20_3", "specialundervisningsloven_1_2", "specialundervisningsloven_1_3"),
    *("plejebolig", "specialraadgivning"),
)
"""The legal bases of table 2.1 of the framework agreement for 2017."""
OUTSIDE = (
    *("sel_11", "sel_41", "sel_42", "sel_44", "sel_52", "sel_76", "sel_95", "sel_96", "sel_99", "sel_100"),
    *("sel_101a", "sel_116", "sel_117", "sundhedsloven_141", "sundhedsloven_142", "anden"),
)
"""Other common legal bases, so that an offering outside the table can be stated."""
OFFERING_TYPES = (
    *("botilbud_midlertidigt", "botilbud_laengerevarende", "almenbolig_med_stoette", "dagtilbud", "klubtilbud"),
    *("opholdssted", "doegninstitution", "plejefamilie", "forsorgshjem", "kvindekrisecenter"),
    *("misbrugsbehandling", "beskyttet_beskaeftigelse", "aktivitet_og_samvaer", "kommunikation"),
    *("undervisning", "andet"),
)
COOPERATION = (
    *("samme_ydelser_forskellige_maalgrupper", "forskellige_ydelser_samme_maalgruppe"),
    *("samme_ydelser_samme_maalgruppe", "andet", "ingen"),
)


class Tilbud(Entity):
    """An offering: one institution, home, school or service that an operator runs, with all its departments."""

    LABEL: ClassVar[Text] = Text("tilbud", "offering")
    COLLECTIONS: ClassVar[Mapping[str, Collection]] = {
        "takster": collection("takst", "tilbud", Text("tilbuddets takster", "the offering's tariffs")),
        "regnskaber": collection("regnskab", "tilbud", Text("tilbuddets regnskaber", "the offering's accounts")),
        "overtagelser": collection(
            "overtagelse", "tilbud", Text("overtagelser af tilbuddet", "takeovers of the offering")
        ),
        "betalingsaftaler": collection(
            "betalingsaftale", "tilbud", Text("betalingsaftaler om tilbuddet", "payment agreements on the offering")
        ),
    }

    navn: Annotated[Words, Fact(TEXT, Text("navn", "name"))] = None
    driftsherre: Annotated[Reference, Fact(one("driftsherre"), Text("driftsherre", "operator"))] = None
    beliggenhedskommune: Annotated[
        Reference,
        Fact(
            one("driftsherre"),
            Text("beliggenhedskommune", "municipality of location"),
            Text("kommunen, som tilbuddet ligger i", "the municipality in which the offering lies"),
        ),
    ] = None
    beliggenhedsregion: Annotated[
        Chosen, Fact(choice(*REGIONS), Text("beliggenhedsregion", "region of location"), given=True)
    ] = None
    maalgruppe: Annotated[
        Chosen, Fact(choice("boern_unge", "voksne"), Text("målgruppe", "target group"), given=True)
    ] = None
    type: Annotated[
        Chosen,
        Fact(
            choice(*OFFERING_TYPES, andet=Text("en anden", "another")),
            Text("tilbuddets type", "type of offering"),
            given=True,
        ),
    ] = None
    institution: Annotated[
        Chosen,
        Fact(
            choice(
                *("koglen", "grenen", "grenen_aaben", "multifunc", "anden"),
                anden=Text("en anden", "another"),
            ),
            Text("institution", "institution"),
            Text("de institutioner, som aftalen nævner ved navn", "the institutions that the agreement names"),
            given=True,
        ),
    ] = None
    lovhjemler: Annotated[
        Several,
        Fact(
            set_of(choice(*IN_TABLE, *OUTSIDE, anden=Text("anden lovhjemmel", "another legal basis"))),
            Text("lovhjemler", "legal bases"),
            Text("de bestemmelser, tilbuddet gives efter", "the provisions under which the offering is given"),
            given=True,
        ),
    ] = None
    pladser: Annotated[Figure, Fact(NUMBER, Text("antal pladser", "number of places"), at_least="0", given=True)] = None
    pladser_andre: Annotated[
        Figure,
        Fact(
            NUMBER,
            Text("pladser brugt af andre kommuner", "places used by other municipalities"),
            Text(
                "pladser, der bruges af andre kommuner end driftsherren; indgår i antal pladser",
                "places used by municipalities other than the operator; part of the number of places",
            ),
            at_least="0",
            not_above="pladser",
            given=True,
        ),
    ] = None
    borgere: Annotated[
        Figure,
        Fact(
            NUMBER,
            Text("antal borgere", "number of citizens"),
            Text("borgere, der bruger tilbuddet i løbet af året", "citizens who use the offering during the year"),
            at_least="0",
            given=True,
        ),
    ] = None
    borgere_andre: Annotated[
        Figure,
        Fact(
            NUMBER,
            Text("borgere fra andre kommuner", "citizens of other municipalities"),
            Text(
                "borgere fra andre kommuner end driftsherren; indgår i antal borgere",
                "citizens of municipalities other than the operator; part of the number of citizens",
            ),
            at_least="0",
            not_above="borgere",
            given=True,
        ),
    ] = None
    akuttilbud: Annotated[Truth, Fact(TRUTH, Text("akuttilbud", "acute offering"), given=True)] = None
    nyetableret: Annotated[Truth, Fact(TRUTH, Text("nyetableret", "newly established"), given=True)] = None
    overtaget_fra_region: Annotated[
        Truth, Fact(TRUTH, Text("overtaget fra regionen", "taken over from the region"), given=True)
    ] = None
    raadgivning_tilknytning: Annotated[
        Truth,
        Fact(
            TRUTH,
            Text("specialrådgivning ved et omfattet tilbud", "special advice with a covered offering"),
            Text(
                "specialrådgivningen gives i tilknytning til et konkret tilbud, der er omfattet",
                "the special advice is given in connection with a concrete offering that is covered",
            ),
            given=True,
        ),
    ] = None
    almenbolig_tilknytning: Annotated[
        Truth,
        Fact(
            TRUTH,
            Text("tilknyttet almenbolig", "connected with social housing"),
            Text(
                "ydelserne gives i tilknytning til et omfattet tilbud efter almenboligloven",
                "the services are given in connection with a covered offering under the social housing act",
            ),
            given=True,
        ),
    ] = None
    takster_fuldstaendige: Annotated[
        Truth,
        Fact(
            TRUTH,
            Text("alle tilbuddets takster er med", "all the offering's tariffs are included"),
            Text(
                "alle tilbuddets takster for kontroldatoens år står i fakta",
                "all of the offering's tariffs for the year of the check are in the facts",
            ),
            given=True,
        ),
    ] = None
    ramme: Annotated[
        Figure,
        Fact(
            MONEY,
            Text("samlet budgetramme", "total budget"),
            Text(
                "kr. for kontroldatoens år: det, taksterne skulle give, hvis de ikke var differentierede",
                "kr for the year of the check: what the tariffs would give if they were not differentiated",
            ),
            at_least="0 kr",
            given=True,
        ),
    ] = None
    niveauer_begraenset: Annotated[
        Truth,
        Fact(
            TRUTH,
            Text("antallet af takstniveauer er begrænset", "the number of tariff levels is kept low"),
            Text("en persons vurdering", "a person's judgement"),
            given=True,
        ),
    ] = None
    spring_store_nok: Annotated[
        Truth,
        Fact(
            TRUTH,
            Text("springene mellem takstniveauer er store nok", "the steps between tariff levels are large enough"),
            Text(
                "en persons vurdering: forskellen i ydelser kan beskrives for hvert spring",
                "a person's judgement: the difference in services can be described for each step",
            ),
            given=True,
        ),
    ] = None
    afdelinger: Annotated[
        Figure, Fact(NUMBER, Text("antal afdelinger", "number of departments"), at_least="1", whole=True, given=True)
    ] = None
    samarbejde: Annotated[
        Chosen,
        Fact(
            choice(*COOPERATION, andet=Text("et andet", "another"), ingen=Text("intet samarbejde", "no cooperation")),
            Text("afdelingernes samarbejde", "cooperation of the departments"),
            Text(
                "hvad afdelingerne samarbejder om at levere; ingen, hvor de ikke samarbejder",
                "what the departments cooperate in giving; ingen where they do not cooperate",
            ),
            given=True,
        ),
    ] = None
    faelles_ledelse: Annotated[
        Truth, Fact(TRUTH, Text("afdelingerne har fælles ledelse", "the departments share management"))
    ] = None
    faelles_oekonomi: Annotated[
        Truth, Fact(TRUTH, Text("afdelingerne har fælles økonomi", "the departments share finances"))
    ] = None
