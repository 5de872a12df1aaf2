"""Budgets and their lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar

from engine.source.text import Text
from engine.values.kinds import MONEY, NUMBER, TEXT, TRUTH, one
from facts.entities.base import Chosen, Collection, Entity, Figure, Reference, Truth, Words, collection
from facts.entities.fact import Fact
from facts.entities.words import choice


class Budget(Entity):
    """A budget: one published table with its total."""

    LABEL: ClassVar[Text] = Text("budget", "budget")
    COLLECTIONS: ClassVar[Mapping[str, Collection]] = {
        "poster": collection("budgetpost", "budget", Text("budgettets poster", "the budget's lines")),
    }

    navn: Annotated[Words, Fact(TEXT, Text("navn", "name"))] = None
    aar: Annotated[
        Figure, Fact(NUMBER, Text("år", "year"), at_least="1970", at_most="2100", whole=True, given=True)
    ] = None
    samlet: Annotated[
        Figure,
        Fact(
            MONEY,
            Text("samlet beløb", "total"),
            Text("kr., som det er offentliggjort", "kr, as it was published"),
        ),
    ] = None
    poster_fuldstaendige: Annotated[
        Truth,
        Fact(
            TRUTH,
            Text("alle budgettets poster er med", "all the budget's lines are included"),
            Text("alle tabellens linjer står i fakta", "all lines of the table are in the facts"),
            given=True,
        ),
    ] = None


class Budgetpost(Entity):
    """A line of a budget, on its own or as a part of another line."""

    LABEL: ClassVar[Text] = Text("budgetpost", "budget line")
    COLLECTIONS: ClassVar[Mapping[str, Collection]] = {
        "dele": collection("budgetpost", "del_af", Text("postens dele", "the line's parts")),
    }

    navn: Annotated[Words, Fact(TEXT, Text("navn", "name"))] = None
    budget: Annotated[Reference, Fact(one("budget"), Text("budget", "budget"))] = None
    niveau: Annotated[
        Chosen,
        Fact(
            choice("hovedpost", "underpost"),
            Text("niveau", "level"),
            Text(
                "hovedposter giver tilsammen budgettets beløb; underposter er dele af en anden post",
                "main lines (hovedpost) make up the budget's total; sub-lines (underpost) are parts of another line",
            ),
            given=True,
        ),
    ] = None
    del_af: Annotated[
        Reference,
        Fact(
            one("budgetpost"),
            Text("del af", "part of"),
            Text("posten, som underposten er en del af", "the line that the sub-line is a part of"),
        ),
    ] = None
    beloeb: Annotated[
        Figure,
        Fact(
            MONEY,
            Text("beløb", "amount"),
            Text("kr.; negativt for indtægter", "kr; negative for income"),
        ),
    ] = None
