"""Payment agreements, the bills under them, and their notice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar

from engine.source.text import Text
from engine.values.kinds import DATE, MONEY, TRUTH, one, set_of
from facts.entities.base import Chosen, Collection, Day, Entity, Figure, Reference, Several, Truth, collection
from facts.entities.fact import Fact
from facts.entities.sensitive import Holding, a_cpr, a_name
from facts.entities.words import choice

CONTENTS = (
    *("borgers_navn", "cpr_nummer", "handlekommune", "betalingskommune", "leverandoer"),
    *("ydelser_og_hjemmel", "bevillingsomfang", "startdato_og_priser", "opsigelsesvarsel"),
)


class Betalingsaftale(Entity):
    """A payment agreement: one citizen's place in an offering, and who pays for it. No personal data is kept."""

    LABEL: ClassVar[Text] = Text("betalingsaftale", "payment agreement")
    COLLECTIONS: ClassVar[Mapping[str, Collection]] = {
        "afregninger": collection(
            "afregning", "betalingsaftale", Text("aftalens afregninger", "the agreement's bills")
        ),
        "opsigelser": collection(
            "opsigelse", "betalingsaftale", Text("aftalens opsigelser", "the agreement's notices")
        ),
    }

    tilbud: Annotated[Reference, Fact(one("tilbud"), Text("tilbud", "offering"))] = None
    handlekommune: Annotated[Reference, Fact(one("driftsherre"), Text("handlekommune", "acting municipality"))] = None
    betalingskommune: Annotated[
        Reference, Fact(one("driftsherre"), Text("betalingskommune", "paying municipality"))
    ] = None
    skriftlig: Annotated[Truth, Fact(TRUTH, Text("skriftlig", "in writing"))] = None
    objektivt_finansieret: Annotated[
        Truth, Fact(TRUTH, Text("objektivt finansieret", "objectively financed"), given=True)
    ] = None
    startdato: Annotated[Day, Fact(DATE, Text("startdato", "start date"), given=True)] = None
    borgers_navn: Annotated[Truth, a_name(Text("borgerens navn", "the citizen's name"))] = None
    cpr: Annotated[Truth, a_cpr(Text("borgerens cpr-nummer", "the citizen's cpr number"))] = None
    indhold: Annotated[
        Several,
        Holding(
            set_of(choice(*CONTENTS)),
            Text("aftalens indhold", "contents of the agreement"),
            Text(
                "de oplysninger, aftalen rummer; navn og CPR-nummer regnes med, hvor de er givet for sig",
                "the particulars that the agreement holds; name and CPR number count where they are given on their own",
            ),
            adds={"borgers_navn": "borgers_navn", "cpr": "cpr_nummer"},
        ),
    ] = None
    grundtakst: Annotated[
        Chosen,
        Fact(
            choice("alene", "med_andet", "ikke_med"),
            Text("grundtaksten i aftalen", "the basic tariff in the agreement"),
            Text(
                "om aftalen er om grundtaksten alene, om den og andre ydelser, eller ikke om den",
                "whether the agreement is on the basic tariff alone, on it and other services, or not on it",
            ),
        ),
    ] = None
    ydelse_aendret: Annotated[
        Truth,
        Fact(
            TRUTH,
            Text("ydelsen er ændret", "the service is changed"),
            Text("efter at aftalen blev indgået", "after the agreement was made"),
            given=True,
        ),
    ] = None
    aendring_skriftlig: Annotated[
        Truth,
        Fact(
            TRUTH,
            Text("ændringen er aftalt skriftligt", "the change is agreed in writing"),
            Text("mellem handlekommunen og driftsherren", "between the acting municipality and the operator"),
        ),
    ] = None
    afregnes_efter_aftalen: Annotated[
        Truth,
        Fact(
            TRUTH,
            Text("der afregnes efter aftalen", "settled by the agreement"),
            Text(
                "betalingskommunen betaler efter aftalen med de ændringer, der er aftalt",
                "the paying municipality pays by the agreement with the changes that are agreed",
            ),
        ),
    ] = None
    revisiteret: Annotated[
        Truth, Fact(TRUTH, Text("borgeren er revisiteret", "the citizen is re-referred"), given=True)
    ] = None
    betalingskommune_inddraget: Annotated[
        Truth,
        Fact(
            TRUTH,
            Text("betalingskommunen er inddraget", "the paying municipality is involved"),
            Text("i revisitationen", "in the re-referral"),
        ),
    ] = None


class Afregning(Entity):
    """A bill: what is charged under a payment agreement for one period."""

    LABEL: ClassVar[Text] = Text("afregning", "bill")

    betalingsaftale: Annotated[
        Reference, Fact(one("betalingsaftale"), Text("betalingsaftale", "payment agreement"))
    ] = None
    beloeb: Annotated[
        Figure,
        Fact(
            MONEY,
            Text("beløb", "amount"),
            Text("kr.; negativt, hvor noget betales tilbage", "kr; negative where something is paid back"),
            given=True,
        ),
    ] = None
    periode_start: Annotated[
        Day, Fact(DATE, Text("periodens start", "start of the period"), Text("første dag", "first day"))
    ] = None
    periode_slut: Annotated[
        Day,
        Fact(
            DATE,
            Text("periodens slut", "end of the period"),
            Text("sidste dag, den med", "last day, included"),
            not_before="periode_start",
        ),
    ] = None
    afsendt: Annotated[Day, Fact(DATE, Text("afsendt", "sent"))] = None
    modtaget: Annotated[Day, Fact(DATE, Text("modtaget", "received"), not_before="afsendt")] = None
    betalingsfrist: Annotated[
        Day,
        Fact(
            DATE,
            Text("betalingsfrist", "payment deadline"),
            Text("sidste dag, der kan betales rettidigt", "last day to pay in time"),
        ),
    ] = None
    form: Annotated[
        Chosen,
        Fact(
            choice("loebende", "abonnement", "objektiv_a_conto", "objektiv_grundtakst"),
            Text("afregningens form", "form of the bill"),
            Text(
                "løbende for brug af en plads, abonnement, eller for en objektivt finansieret plads",
                "ongoing for the use of a place, subscription, or for an objectively financed place",
            ),
            given=True,
        ),
    ] = None
    betalt_beloeb: Annotated[
        Figure,
        Fact(
            MONEY,
            Text("betalt beløb", "amount paid"),
            Text(
                "kr. med samme fortegn som beløbet; 0 kr, hvor intet er betalt",
                "kr with the sign of the amount; 0 kr where nothing is paid",
            ),
        ),
    ] = None
    indsigelse: Annotated[
        Truth, Fact(TRUTH, Text("indsigelse", "objection"), Text("mod denne regning", "to this bill"), given=True)
    ] = None
    indsigelse_berettiget: Annotated[
        Truth, Fact(TRUTH, Text("indsigelsen er berettiget", "the objection is justified"), given=True)
    ] = None
    rettet_i_naeste: Annotated[
        Truth,
        Fact(
            TRUTH,
            Text("rettet i næste afregning", "corrected in the next bill"),
            Text("udelades, til den næste er sendt", "left out until the next is sent"),
        ),
    ] = None


class Opsigelse(Entity):
    """A notice that ends a payment agreement. A death counts as one."""

    LABEL: ClassVar[Text] = Text("opsigelse", "notice")

    betalingsaftale: Annotated[
        Reference, Fact(one("betalingsaftale"), Text("betalingsaftale", "payment agreement"))
    ] = None
    opsagt: Annotated[
        Day,
        Fact(
            DATE,
            Text("opsagt", "notice given"),
            Text("dagen, opsigelsen blev givet, eller dødsdagen", "the day the notice was given, or of death"),
            given=True,
        ),
    ] = None
    doedsfald: Annotated[Truth, Fact(TRUTH, Text("dødsfald", "death"), given=True)] = None
    ophoer: Annotated[
        Day,
        Fact(
            DATE,
            Text("ophør", "end of payment"),
            Text("sidste dag, der betales for", "last day that is paid for"),
        ),
    ] = None
    saedvanlige_omkostninger: Annotated[
        Truth,
        Fact(
            TRUTH,
            Text("sædvanlige omkostninger ved pladsen", "usual costs of the place"),
            Text("leverandøren har dem i varslet", "the supplier has them in the notice period"),
            given=True,
        ),
    ] = None
    pladsen_kan_bruges: Annotated[
        Truth,
        Fact(
            TRUTH,
            Text("pladsen kan bruges til anden side", "the place can be used otherwise"),
            Text("fx af en anden borger i varslet", "by another citizen in the notice period, for one"),
            given=True,
        ),
    ] = None
