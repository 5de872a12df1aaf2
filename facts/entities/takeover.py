"""Takeovers of offerings."""

from __future__ import annotations

from typing import Annotated, ClassVar

from engine.source.text import Text
from engine.values.kinds import DATE, NUMBER, TEXT, TRUTH, one
from facts.entities.base import Chosen, Day, Entity, Figure, Reference, Truth, Words
from facts.entities.fact import Fact
from facts.entities.words import choice


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
    meddelelse_sendt: Annotated[
        Day,
        Fact(
            DATE,
            Text("meddelelsen er sendt", "notification sent"),
            Text("dagen, da beskeden blev sendt", "the day the notification was sent"),
        ),
    ] = None
    beslutningsdato: Annotated[Day, Fact(DATE, Text("beslutningsdato", "date of decision"), given=True)] = None
    meddelelsesdato: Annotated[
        Day,
        Fact(
            DATE,
            Text("meddelelsesdato", "date of notification"),
            Text("dagen, da den hidtidige driftsherre fik besked", "the day the former operator was told"),
            not_before="meddelelse_sendt",
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
    hjemmel: Annotated[
        Chosen, Fact(choice("sel_186", "sel_186a", "sel_190"), Text("hjemmel", "legal basis"), given=True)
    ] = None
    kontaktudvalg_behandlet: Annotated[
        Truth,
        Fact(
            TRUTH,
            Text("behandlet i kontaktudvalget", "dealt with in the contact committee"),
            Text("nej, hvor udvalget ikke har behandlet den", "no where the committee has not dealt with it"),
        ),
    ] = None
    kontaktudvalg_dato: Annotated[
        Day,
        Fact(
            DATE,
            Text("dag i kontaktudvalget", "day in the contact committee"),
            Text("dagen, da udvalget behandlede overtagelsen", "the day the committee dealt with the takeover"),
        ),
    ] = None
    kontaktudvalg_orienteret: Annotated[
        Truth,
        Fact(
            TRUTH,
            Text("kontaktudvalget er orienteret", "the contact committee has been informed"),
            Text("orienteret, efter at beslutningen var truffet", "informed after the decision had been taken"),
        ),
    ] = None
    droeftet_med_rammeaftale: Annotated[
        Truth,
        Fact(
            TRUTH,
            Text("drøftet med rammeaftalen", "discussed with the framework agreement"),
            Text(
                "drøftet i forbindelse med en af de årlige rammeaftaler",
                "discussed in connection with one of the yearly framework agreements",
            ),
        ),
    ] = None
    pladser_aftalt_andre: Annotated[
        Figure,
        Fact(
            NUMBER,
            Text("pladser aftalt til andre kommuner", "places agreed for other municipalities"),
            Text(
                "pladser, som rammeaftalen siger skal stå til rådighed for andre kommuner",
                "places that the framework agreement says must be available to other municipalities",
            ),
            at_least="0",
            given=True,
        ),
    ] = None
    pladser_til_andre: Annotated[
        Figure,
        Fact(
            NUMBER,
            Text("pladser til rådighed for andre kommuner", "places available to other municipalities"),
            Text(
                "pladser, som andre kommuner kan bruge, brugt eller ej",
                "places that other municipalities can use, used or not",
            ),
            at_least="0",
        ),
    ] = None
