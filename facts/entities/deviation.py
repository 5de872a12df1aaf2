"""Approved deviations: a breach that an office or a committee has accepted, for a reason and for a time."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from engine.source.text import Text
from engine.values.kinds import DATE, TEXT
from facts.entities.base import Entity, Needed


class Afvigelse(Entity):
    """An approved deviation from one rule for one subject. It has every field: without reason or end it is refused."""

    LABEL: ClassVar[Text] = Text("afvigelse", "deviation")

    regel: Annotated[
        str,
        Needed(TEXT, Text("regel", "rule"), Text("reglens id, som takst/endelig", "its id: takst/endelig")),
    ]
    emne: Annotated[
        str,
        Needed(
            TEXT,
            Text("emne", "subject"),
            Text("id på det, der afviger, fx en takst", "the id of what deviates, such as a tariff"),
        ),
    ]
    godkendt_af: Annotated[
        str,
        Needed(
            TEXT,
            Text("godkendt af", "approved by"),
            Text("udvalg, råd eller kontor; ingen personnavne", "committee, council or office; no names of persons"),
        ),
    ]
    godkendt: Annotated[
        date,
        Needed(
            DATE,
            Text("godkendt", "approved"),
            Text("dagen, fra hvilken afvigelsen gælder", "the day from which the deviation holds"),
        ),
    ]
    begrundelse: Annotated[str, Needed(TEXT, Text("begrundelse", "reason"))]
    til: Annotated[
        date,
        Needed(
            DATE,
            Text("til", "until"),
            Text("sidste dag; derefter tæller overtrædelsen igen", "the last day; then the breach counts again"),
            not_before="godkendt",
        ),
    ]
