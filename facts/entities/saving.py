"""The savings that a cooperation agreement counts on."""

from __future__ import annotations

from typing import Annotated, ClassVar

from engine.source.text import Text
from engine.values.kinds import MONEY, NUMBER
from facts.entities.base import Entity, Figure
from facts.entities.fact import Fact

SAVED = Text(
    "kr. for hele året; positivt, hvor der spares, negativt, hvor det blev dyrere",
    "kr for the whole year; positive where money is saved, negative where it cost more",
)


class Besparelse(Entity):
    """What one year's measures under a cooperation agreement save."""

    LABEL: ClassVar[Text] = Text("besparelse", "saving")

    aar: Annotated[
        Figure, Fact(NUMBER, Text("år", "year"), at_least="1970", at_most="2100", whole=True, given=True)
    ] = None
    hjemtagelser: Annotated[
        Figure, Fact(MONEY, Text("sparet ved hjemtagelser", "saved by taking over offerings and citizens"), SAVED)
    ] = None
    ledsagelse_svalevej: Annotated[
        Figure, Fact(MONEY, Text("sparet på ledsagelse på Svalevej", "saved on escorting at Svalevej"), SAVED)
    ] = None
    ekstratakst_hjerneskade: Annotated[
        Figure,
        Fact(MONEY, Text("sparet på ekstratakster for hjerneskade", "saved on extra tariffs for brain injury"), SAVED),
    ] = None
    takst_tilpasning: Annotated[
        Figure, Fact(MONEY, Text("sparet ved takster efter behov", "saved by fitting tariffs to needs"), SAVED)
    ] = None
    revisitation: Annotated[
        Figure, Fact(MONEY, Text("sparet ved revisitation", "saved by new referral of citizens"), SAVED)
    ] = None
    drift_svalevej: Annotated[
        Figure, Fact(MONEY, Text("sparet på driften af Svalevej", "saved on operating Svalevej"), SAVED)
    ] = None
    svalevej_pladser: Annotated[
        Figure,
        Fact(
            NUMBER,
            Text("nye pladser i brug på Svalevej", "new places in use at Svalevej"),
            Text(
                "af de otte pladser, som Svalevej skulle udvides med; 0, hvis ingen er i brug",
                "of the eight places by which Svalevej was to grow; 0 where none is in use",
            ),
            at_least="0",
            given=True,
        ),
    ] = None
