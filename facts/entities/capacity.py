"""Changes in capacity: offerings opened, closed, merged, split or resized, and where their result goes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar

from engine.source.text import Text
from engine.values.kinds import DATE, MONEY, NUMBER, TRUTH, one
from facts.entities.base import Chosen, Collection, Day, Entity, Figure, Reference, Truth, collection
from facts.entities.fact import Fact
from facts.entities.words import choice

CHANGES = (
    *("oprettelse", "nedlaeggelse", "udvidelse", "indskraenkning"),
    *("omlaegning", "sammenlaegning", "opsplitning"),
)


class Kapacitetsaendring(Entity):
    """A change in capacity: what is done to one offering, who was asked first, and what it costs afterwards."""

    LABEL: ClassVar[Text] = Text("kapacitetsændring", "change in capacity")
    COLLECTIONS: ClassVar[Mapping[str, Collection]] = {
        "resultatandele": collection(
            "resultatandel", "kapacitetsaendring", Text("resultatets fordeling", "the shares of the result")
        ),
    }

    tilbud: Annotated[
        Reference,
        Fact(
            one("tilbud"),
            Text("tilbud", "offering"),
            Text(
                "tilbuddet, der ændres; et nyt tilbud, som det er planlagt",
                "the offering that is changed; a new offering as it is planned",
            ),
        ),
    ] = None
    art: Annotated[Chosen, Fact(choice(*CHANGES), Text("ændringens art", "kind of change"), given=True)] = None
    stoerre_aendring: Annotated[
        Truth,
        Fact(
            TRUTH,
            Text("større ændring", "major change"),
            Text("en nedlæggelse er det altid", "a closure always is"),
            given=True,
        ),
    ] = None
    beslutningsdato: Annotated[
        Day,
        Fact(
            DATE,
            Text("driftsherrens endelige beslutning", "the operator's final decision"),
            Text("dagen, den er truffet", "the day it is taken"),
        ),
    ] = None
    ikrafttraedelsesdato: Annotated[
        Day,
        Fact(
            DATE,
            Text("ændringen træder i kraft", "the change takes effect"),
            Text("første dag", "first day"),
        ),
    ] = None
    alle_orienteret: Annotated[
        Truth,
        Fact(
            TRUTH,
            Text("de andre er orienteret", "the others have been told"),
            Text(
                "alle de øvrige kommuner og Region Midtjylland",
                "all the other municipalities and Region Midtjylland",
            ),
        ),
    ] = None
    orienteringsdato: Annotated[
        Day,
        Fact(
            DATE,
            Text("orientering af de andre", "the others told"),
            Text("dagen, da den sidste af dem blev orienteret", "the day on which the last of them was told"),
        ),
    ] = None
    godkendt_af_kommunerne: Annotated[
        Truth, Fact(TRUTH, Text("godkendt af kommunerne", "approved by the municipalities"))
    ] = None
    godkendelsesdato: Annotated[Day, Fact(DATE, Text("kommunernes godkendelse", "the municipalities' approval"))] = None
    behandlet_i_dassos: Annotated[
        Truth,
        Fact(TRUTH, Text("behandlet i styregruppen", "dealt with in the steering group"), Text("DASSOS", "DASSOS")),
    ] = None
    dassosdato: Annotated[
        Day,
        Fact(
            DATE,
            Text("behandling i styregruppen", "steering group's meeting"),
            Text("dagen for mødet i DASSOS", "the day of the meeting in DASSOS"),
        ),
    ] = None
    takstaar: Annotated[
        Figure,
        Fact(
            NUMBER,
            Text("takstår", "tariff year"),
            Text(
                "aftaleåret, som taksten før og efter ændringen gælder for",
                "the agreement year that the tariffs before and after the change are for",
            ),
            at_least="1970",
            at_most="2100",
            whole=True,
            given=True,
        ),
    ] = None
    takst_foer: Annotated[
        Figure,
        Fact(
            MONEY,
            Text("takst før ændringen", "tariff before the change"),
            Text("kr. pr. dag ved takstårets begyndelse", "kr per day at the beginning of the tariff year"),
            at_least="0 kr",
            given=True,
        ),
    ] = None
    takst_efter: Annotated[
        Figure,
        Fact(
            MONEY,
            Text("takst efter ændringen", "tariff after the change"),
            Text("kr. pr. dag senere i samme takstår", "kr per day later in the same tariff year"),
            at_least="0 kr",
        ),
    ] = None
    takst_pga_kapacitet: Annotated[
        Truth,
        Fact(
            TRUTH,
            Text("taksten er ændret på grund af kapaciteten", "the tariff is changed because of the capacity"),
            Text("nej, hvor den er ændret af en anden grund", "no where it is changed for another reason"),
            given=True,
        ),
    ] = None
    takst_efter_bilag_2: Annotated[
        Truth,
        Fact(
            TRUTH,
            Text("takstændring efter bilag 2, kapitel 6", "tariff change under annex 2, chapter 6"),
            Text("reglerne dér tillader ændringen", "the rules there allow the change"),
            given=True,
        ),
    ] = None
    efterreguleret: Annotated[
        Truth,
        Fact(
            TRUTH,
            Text("taksten er efterreguleret", "the tariff is adjusted afterwards"),
            Text("på grund af oprettelsen eller lukningen", "because of the opening or the closing"),
        ),
    ] = None
    restafregnet: Annotated[
        Truth,
        Fact(
            TRUTH,
            Text("restafregnet til betalingskommunerne", "residual bill to the payers"),
            Text("på grund af oprettelsen eller lukningen", "because of the opening or the closing"),
        ),
    ] = None
    resultat_i_andre_tilbud: Annotated[
        Truth,
        Fact(
            TRUTH,
            Text("over- eller underskud indregnet i andre tilbud", "surplus or deficit put into other offerings"),
        ),
    ] = None
    resultat: Annotated[
        Figure,
        Fact(
            MONEY,
            Text("resultat, der skal følge med", "result that is to follow"),
            Text(
                "kr. med fortegn: et overskud er positivt, et underskud negativt; i alt for de hidtidige tilbud",
                "kr with sign: a surplus is positive, a deficit negative; in all for the former offerings",
            ),
            given=True,
        ),
    ] = None
    resultatandele_fuldstaendige: Annotated[
        Truth,
        Fact(
            TRUTH,
            Text("alle andele er med", "all the shares are included"),
            Text("hvert nyt tilbuds andel af resultatet står i fakta", "each new offering's share is in the facts"),
            given=True,
        ),
    ] = None


class Resultatandel(Entity):
    """A share of a result: what one new offering receives of it when offerings are merged or split."""

    LABEL: ClassVar[Text] = Text("resultatandel", "share of a result")

    kapacitetsaendring: Annotated[
        Reference, Fact(one("kapacitetsaendring"), Text("kapacitetsændring", "change in capacity"))
    ] = None
    tilbud: Annotated[Reference, Fact(one("tilbud"), Text("det nye tilbud", "the new offering"))] = None
    beloeb: Annotated[
        Figure,
        Fact(
            MONEY,
            Text("andel af resultatet", "share of the result"),
            Text("kr. med fortegn: et overskud er positivt", "kr with sign: a surplus is positive"),
        ),
    ] = None
