"""The making of a framework agreement, from the steering group's draft to the councils' approval."""

from __future__ import annotations

from typing import Annotated, ClassVar

from engine.source.text import Text
from engine.values.kinds import DATE, MONEY, NUMBER, TRUTH, set_of
from facts.entities.base import Day, Entity, Figure, Several, Truth
from facts.entities.fact import Fact
from facts.entities.words import choice

PARTS = ("udviklingsstrategi", "styringsaftale")
PARTIES = (
    *("favrskov", "hedensted", "herning", "holstebro", "horsens", "ikast_brande", "lemvig", "norddjurs", "odder"),
    *("randers", "ringkoebing_skjern", "samsoe", "silkeborg", "skanderborg", "skive", "struer", "syddjurs"),
    *("viborg", "aarhus", "region_midtjylland"),
)
"""The 19 municipalities of the region, and the region."""
STEERING_PARTS = (
    *("omfattede_tilbud", "takstudvikling", "prisstruktur", "oprettelse_og_lukning"),
    *("principper_for_udgifter", "afregningsfrister", "overtagelser_og_raadighed"),
)
WITH_SIGN = Text(
    "kr. med fortegn, i alt for aftaleåret; 0 kr, hvor intet er med",
    "kr with sign, in all for the agreement year; 0 kr where nothing is included",
)


class Aftaleproces(Entity):
    """The making of the framework agreement for one year: who approved it, when, and what it holds."""

    LABEL: ClassVar[Text] = Text("aftaleproces", "making of the agreement")

    aftaleaar: Annotated[
        Figure,
        Fact(
            NUMBER,
            Text("aftaleår", "agreement year"),
            Text("året, som rammeaftalen gælder for", "the year that the framework agreement is for"),
            at_least="1970",
            at_most="2100",
            whole=True,
            given=True,
        ),
    ] = None
    indgaaede_dele: Annotated[
        Several,
        Fact(
            set_of(choice(*PARTS)),
            Text("indgåede dele", "parts concluded"),
            Text(
                "de dele af rammeaftalen, der er indgået; en tom liste, hvor ingen er det",
                "the parts of the framework agreement that are concluded; an empty list where none is",
            ),
        ),
    ] = None
    udviklingsstrategi_indgaaet: Annotated[
        Day, Fact(DATE, Text("udviklingsstrategien indgået", "development strategy concluded"))
    ] = None
    styringsaftale_indgaaet: Annotated[
        Day, Fact(DATE, Text("styringsaftalen indgået", "steering agreement concluded"))
    ] = None
    dassos_godkendt: Annotated[
        Day,
        Fact(
            DATE,
            Text("udkastet godkendt i styregruppen", "draft approved in the steering group"),
            Text("DASSOS, den administrative styregruppe", "DASSOS, the administrative steering group"),
        ),
    ] = None
    kkr_godkendt: Annotated[
        Day,
        Fact(
            DATE,
            Text("udkastet godkendt i kommunekontaktrådet", "draft approved in the contact council"),
            Text("KKR, kommunernes fælles råd i regionen", "KKR, the common council of the municipalities"),
        ),
    ] = None
    foerste_raad: Annotated[
        Day,
        Fact(
            DATE,
            Text("første råds godkendelse", "first council's approval"),
            Text(
                "dagen, da det første af byrådene og regionsrådet godkendte",
                "the day on which the first of the municipal councils and the regional council approved",
            ),
        ),
    ] = None
    sidste_raad: Annotated[
        Day,
        Fact(
            DATE,
            Text("sidste råds godkendelse", "last council's approval"),
            Text("dagen, da det sidste af dem godkendte", "the day on which the last of them approved"),
            not_before="foerste_raad",
        ),
    ] = None
    godkendt_af: Annotated[
        Several,
        Fact(
            set_of(choice(*PARTIES)),
            Text("godkendt af", "approved by"),
            Text(
                "alle råd, der har godkendt; udelades, til alle har behandlet aftalen",
                "all councils that have approved; left out until all have dealt with the agreement",
            ),
        ),
    ] = None
    styringsaftalens_dele: Annotated[
        Several,
        Fact(
            set_of(choice(*STEERING_PARTS)),
            Text("styringsaftalens dele", "parts of the steering agreement"),
            Text("alt det, som styringsaftalen indeholder", "everything that the steering agreement holds"),
        ),
    ] = None
    lov_cirkulaere_indregnet: Annotated[
        Figure,
        Fact(
            MONEY,
            Text("lov- og cirkulæreændringer i takstudviklingen", "law-and-circular changes in the tariff development"),
            WITH_SIGN,
        ),
    ] = None
    lov_cirkulaere_besluttet: Annotated[
        Truth,
        Fact(
            TRUTH,
            Text("styregruppen har besluttet at regulere", "the steering group has decided to regulate"),
            Text(
                "DASSOS; for lov- og cirkulæreændringer i den aftalte takstudvikling",
                "DASSOS; for law-and-circular changes in the agreed tariff development",
            ),
        ),
    ] = None
    lov_cirkulaere_beloeb: Annotated[
        Figure,
        Fact(
            MONEY,
            Text("regulering besluttet af styregruppen", "regulation decided by the steering group"),
            WITH_SIGN,
            given=True,
        ),
    ] = None
    lov_cirkulaere_dato: Annotated[
        Day,
        Fact(
            DATE,
            Text("beslutning om reguleringen", "decision on the regulation"),
            Text("dagen for mødet i DASSOS", "the day of the meeting in DASSOS"),
        ),
    ] = None
