"""Follow-ups: what the parties to an agreement, or a provider, must look back on at set times."""

from __future__ import annotations

from typing import Annotated, ClassVar

from engine.source.text import Text
from engine.values.kinds import DATE, NUMBER, TRUTH
from facts.entities.base import Chosen, Day, Entity, Figure, Truth
from facts.entities.fact import Fact
from facts.entities.words import choice


class Opfoelgning(Entity):
    """A follow-up that is due once, made or not: a meeting, a status, or a score. It holds no personal data."""

    LABEL: ClassVar[Text] = Text("opfølgning", "follow-up")

    art: Annotated[
        Chosen,
        Fact(
            choice("halvaarlig", "samlet_status_2015", "statusscore", "aarlig_status"),
            Text("opfølgningens art", "kind of follow-up"),
            given=True,
        ),
    ] = None
    aar: Annotated[
        Figure,
        Fact(
            NUMBER,
            Text("år", "year"),
            Text("året, opfølgningen hører til", "the year that the follow-up belongs to"),
            at_least="1970",
            at_most="2100",
            whole=True,
            given=True,
        ),
    ] = None
    halvaar: Annotated[
        Chosen,
        Fact(
            choice("foerste", "andet", foerste=Text("første", "first"), andet=Text("andet", "second")),
            Text("halvår", "half-year"),
            given=True,
        ),
    ] = None
    gennemfoert: Annotated[
        Truth,
        Fact(
            TRUTH,
            Text("gennemført", "made"),
            Text("nej, hvor den endnu ikke er gennemført", "no where it has not been made yet"),
        ),
    ] = None
    dato: Annotated[
        Day, Fact(DATE, Text("dato", "date"), Text("dagen, den blev gennemført", "the day it was made"))
    ] = None
    oekonomiske_maal: Annotated[
        Truth,
        Fact(
            TRUTH,
            Text("omfatter de økonomiske mål", "includes the economic goals"),
            Text("status gør også de økonomiske mål op", "the status also takes stock of the economic goals"),
        ),
    ] = None
    til_socialudvalget: Annotated[
        Truth, Fact(TRUTH, Text("givet til socialudvalget", "given to the social committee"))
    ] = None
    forrige_dato: Annotated[
        Day,
        Fact(
            DATE,
            Text("forrige score", "previous score"),
            Text(
                "dagen for den forrige score; ved den første dagen for myndighedens score",
                "the day of the previous score; for the first one the day of the authority's score",
            ),
            given=True,
        ),
    ] = None
    afsluttende: Annotated[
        Truth,
        Fact(TRUTH, Text("afsluttende", "final"), Text("den sidste i planen", "the last one of the plan"), given=True),
    ] = None
    planens_udloeb: Annotated[
        Day,
        Fact(
            DATE,
            Text("planens udløb", "end of the plan"),
            Text("handleplanens sidste dag", "the last day of the citizen's plan"),
            given=True,
        ),
    ] = None
