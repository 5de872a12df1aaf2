"""Takeovers of offerings."""

from __future__ import annotations

from typing import Annotated, ClassVar

from engine.source.text import Text
from engine.values.kinds import DATE, TEXT, choice, one
from facts.entities.base import Chosen, Day, Entity, Reference, Words
from facts.entities.fact import Fact


class Overtagelse(Entity):
    """A takeover: one offering that a municipality takes over from another operator."""

    LABEL: ClassVar[Text] = Text("overtagelse", "takeover")

    tilbud: Annotated[Reference, Fact(one("tilbud"), Text("tilbud", "offering"))] = None
    kommune: Annotated[Reference, Fact(one("driftsherre"), Text("overtagende kommune", "municipality taking over"))] = (
        None
    )
    fra: Annotated[Reference, Fact(one("driftsherre"), Text("hidtidig driftsherre", "former operator"))] = None
    beslutning: Annotated[
        Words,
        Fact(
            TEXT,
            Text("beslutning", "decision"),
            Text(
                "navn på kommunalbestyrelsens beslutning; flere overtagelser kan have samme",
                "name of the council's decision; several takeovers can share one",
            ),
        ),
    ] = None
    beslutningsdato: Annotated[Day, Fact(DATE, Text("beslutningsdato", "date of decision"))] = None
    meddelelsesdato: Annotated[
        Day,
        Fact(
            DATE,
            Text("meddelelsesdato", "date of notification"),
            Text("dagen, da den hidtidige driftsherre fik besked", "the day the former operator was told"),
        ),
    ] = None
    gennemfoerelsesdato: Annotated[
        Day,
        Fact(
            DATE,
            Text("gennemførelsesdato", "date of completion"),
            Text("den første dag med den nye driftsherre", "the first day with the new operator"),
        ),
    ] = None
    hjemmel: Annotated[Chosen, Fact(choice("sel_186", "sel_186a", "sel_190"), Text("hjemmel", "legal basis"))] = None
