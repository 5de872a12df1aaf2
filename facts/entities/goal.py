"""Goals whose results can be measured."""

from __future__ import annotations

from typing import Annotated, ClassVar

from engine.source.text import Text
from engine.values.kinds import NUMBER, SHARE
from facts.entities.base import Chosen, Entity, Figure
from facts.entities.fact import Fact
from facts.entities.words import choice

NATIONAL = (
    *("hjemloese", "ungdomsuddannelse", "social_indsats_i_job"),
    *("alkoholbehandling", "stofbehandling", "frivillig_indsats"),
)
CENTRE = (
    *("personlig_mestring", "boligloesning", "ophold_over_120_dage", "beskaeftigelse"),
    *("sundhedsmestring", "alkoholreduktion", "stofreduktion", "social_mestring"),
)
OFFERING = ("fremskudt_rusmiddelindsats", "saarbare_unge_i_job", "personlig_mestring_tilbud")


class Resultatmaal(Entity):
    """A goal of an agreement, and the result that one year has given."""

    LABEL: ClassVar[Text] = Text("resultatmål", "goal")

    maal: Annotated[
        Chosen,
        Fact(choice("hoereapparater", *NATIONAL, *CENTRE, *OFFERING), Text("mål", "which goal"), given=True),
    ] = None
    aar: Annotated[
        Figure,
        Fact(
            NUMBER,
            Text("år", "year"),
            Text("året, resultatet gælder", "the year that the result is for"),
            at_least="1970",
            at_most="2100",
            whole=True,
            given=True,
        ),
    ] = None
    resultat_andel: Annotated[
        Figure,
        Fact(
            SHARE,
            Text("resultat i procent", "result in percent"),
            Text("for mål, der måles i procent", "for goals measured in percent"),
            at_least="0 %",
            at_most="100 %",
        ),
    ] = None
    resultat_antal: Annotated[
        Figure,
        Fact(
            NUMBER,
            Text("resultat i antal", "result in numbers"),
            Text("for mål, der måles i antal borgere", "for goals measured in numbers of citizens"),
            at_least="0",
        ),
    ] = None
    udgangspunkt_andel: Annotated[
        Figure,
        Fact(
            SHARE,
            Text("udgangspunkt i procent", "baseline in percent"),
            Text("kun for et mål, som aftalen ikke giver et for", "only for a goal that the agreement gives none for"),
            at_least="0 %",
            at_most="100 %",
            given=True,
        ),
    ] = None
