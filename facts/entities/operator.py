"""Operators: the municipalities, regions and private bodies that run offerings or buy places in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar

from engine.source.text import Text
from engine.values.kinds import DATE, NUMBER, TEXT, TRUTH, set_of
from facts.entities.base import (
    REGIONS,
    Chosen,
    Collection,
    Day,
    Entity,
    Figure,
    Several,
    Truth,
    Words,
    collection,
)
from facts.entities.fact import Fact
from facts.entities.words import choice


class Driftsherre(Entity):
    """An operator: the municipality, region or private body that runs offerings, or that buys places in them."""

    LABEL: ClassVar[Text] = Text("driftsherre", "operator")
    COLLECTIONS: ClassVar[Mapping[str, Collection]] = {
        "tilbud": collection("tilbud", "driftsherre", Text("driftsherrens tilbud", "the operator's offerings")),
        "overtagelser": collection(
            "overtagelse", "kommune", Text("kommunens overtagelser", "the municipality's takeovers")
        ),
    }

    navn: Annotated[Words, Fact(TEXT, Text("navn", "name"))] = None
    type: Annotated[
        Chosen, Fact(choice("kommune", "region", "privat"), Text("driftsherrens type", "type of operator"), given=True)
    ] = None
    region: Annotated[
        Chosen,
        Fact(
            choice(*REGIONS),
            Text("region", "region"),
            Text("regionen selv, eller den region kommunen ligger i", "the region itself, or the one it lies in"),
            given=True,
        ),
    ] = None
    saeraftale_takstudvikling: Annotated[
        Truth,
        Fact(
            TRUTH,
            Text("særaftale om takstudvikling", "special agreement on tariff development"),
            Text(
                "aftale med køberkommunerne om en anden takstudvikling end rammeaftalens",
                "an agreement with the buying municipalities on another tariff development than the framework's",
            ),
        ),
    ] = None
    tilbud_fuldstaendige: Annotated[
        Truth,
        Fact(
            TRUTH,
            Text("alle driftsherrens tilbud er med", "all the operator's offerings are included"),
            Text(
                "alle driftsherrens tilbud omfattet af rammeaftalen står i fakta",
                "all of the operator's offerings covered by the framework agreement are in the facts",
            ),
            given=True,
        ),
    ] = None
    tillaegstakst_aftalt: Annotated[
        Truth,
        Fact(
            TRUTH,
            Text("betaling ud over den almindelige takst er aftalt", "more than the ordinary tariff is agreed"),
            Text(
                "tillægstakst eller indskrivning til mere end 100 % i mindst ét tilbud",
                "a supplement, or a place at more than 100 %, in at least one offering",
            ),
            given=True,
        ),
    ] = None
    tillaegstakst_opgoerelse: Annotated[
        Chosen,
        Fact(
            choice("indsendt", "delvis", "ikke_indsendt", "ikke_indkaldt"),
            Text("årets opgørelse af tillægstakster", "the year's report on supplements"),
            Text(
                "delvis, hvor tilbud mangler; ikke_indkaldt, så længe der ikke er bedt om den",
                "delvis where offerings are missing; ikke_indkaldt as long as it has not been asked for",
            ),
        ),
    ] = None
    niveauer_fulgt_op: Annotated[
        Truth,
        Fact(
            TRUTH,
            Text("differentierede takstniveauer er fulgt op", "differentiated tariff levels have been followed up"),
            Text("nej, hvor det aldrig er sket", "false where it has never been done"),
        ),
    ] = None
    niveauer_opfoelgning: Annotated[
        Day,
        Fact(
            DATE,
            Text("seneste opfølgning på takstniveauer", "last follow-up of tariff levels"),
            Text("dagen, da opfølgningen var færdig", "the day on which the follow-up was finished"),
        ),
    ] = None
    opgoerelse_aar: Annotated[
        Figure,
        Fact(
            NUMBER,
            Text("år for seneste opgørelse", "year of the last statement"),
            Text(
                "regnskabsåret i den seneste indberettede opgørelse af over- og underskud",
                "the accounting year of the last reported statement of surplus and deficit",
            ),
            at_least="1970",
            at_most="2100",
            whole=True,
        ),
    ] = None
    opgoerelse_indhold: Annotated[
        Several,
        Fact(
            set_of(choice("pladser", "fulde_omkostninger", "takstelementer")),
            Text("indhold af seneste opgørelse", "contents of the last statement"),
            Text(
                "kun det, der er indberettet for alle takster uanset type; [] hvor intet er indberettet",
                "only what is reported for all tariffs whatever their type; [] where nothing is reported",
            ),
        ),
    ] = None
