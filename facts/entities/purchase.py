"""Agreements with which councils help to open or keep an offering that another operator runs."""

from __future__ import annotations

from typing import Annotated, ClassVar

from engine.source.text import Text
from engine.values.kinds import NUMBER, TRUTH, one
from facts.entities.base import Entity, Figure, Reference, Truth
from facts.entities.fact import Fact


class Koebsaftale(Entity):
    """A purchase or financing agreement: what one council has agreed with an operator about one offering."""

    LABEL: ClassVar[Text] = Text("købsaftale", "purchase agreement")

    tilbud: Annotated[Reference, Fact(one("tilbud"), Text("tilbud", "offering"))] = None
    kommune: Annotated[
        Reference,
        Fact(
            one("driftsherre"),
            Text("kommune", "municipality"),
            Text(
                "kommunen, der garanterer eller bidrager; en aftale med flere står én gang for hver",
                "the municipality that guarantees or contributes; an agreement with several stands once for each",
            ),
        ),
    ] = None
    garanterer_betaling: Annotated[
        Truth, Fact(TRUTH, Text("garanterer for betaling af pladser", "guarantees payment for places"))
    ] = None
    pladser: Annotated[
        Figure,
        Fact(
            NUMBER,
            Text("garanterede pladser", "places guaranteed"),
            Text("det aftalte antal; 0, hvor intet antal er aftalt", "the number agreed; 0 where none is agreed"),
            at_least="0",
        ),
    ] = None
    aftalt_periode: Annotated[
        Truth,
        Fact(
            TRUTH,
            Text("aftalt periode", "period agreed"),
            Text("garantien gælder i en periode, der er aftalt", "the guarantee holds for a period that is agreed"),
        ),
    ] = None
    kun_ubrugte_pladser: Annotated[
        Truth,
        Fact(
            TRUTH,
            Text("kun pladser, som ingen andre efterspørger", "only places that no one else asks for"),
            Text("garantien udløses kun af dem", "the guarantee falls due for these alone"),
        ),
    ] = None
    bidrager_til_finansiering: Annotated[
        Truth,
        Fact(TRUTH, Text("bidrager til tilbuddets finansiering", "contributes to the offering's financing")),
    ] = None
