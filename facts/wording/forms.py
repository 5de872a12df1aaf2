"""The subjects with their article and in the plural: 'taksten', 'takster'; 'the tariff', 'tariffs'."""

from __future__ import annotations

from typing import NamedTuple

from engine.source.text import Text, same
from facts.vocabulary import vocabulary


class Forms(NamedTuple):
    """How a kind of subject is spoken of: the one at hand, and several."""

    the: Text
    several: Text


FORMS = {
    "afregning": Forms(Text("afregningen", "the bill"), Text("afregninger", "bills")),
    "aftaleproces": Forms(
        Text("aftaleprocessen", "the making of the agreement"), Text("aftaleprocesser", "makings of agreements")
    ),
    "afvigelse": Forms(Text("afvigelsen", "the deviation"), Text("afvigelser", "deviations")),
    "besparelse": Forms(Text("besparelsen", "the saving"), Text("besparelser", "savings")),
    "betalingsaftale": Forms(
        Text("betalingsaftalen", "the payment agreement"), Text("betalingsaftaler", "payment agreements")
    ),
    "budget": Forms(Text("budgettet", "the budget"), Text("budgetter", "budgets")),
    "budgetpost": Forms(Text("posten", "the line"), Text("poster", "lines")),
    "driftsherre": Forms(Text("driftsherren", "the operator"), Text("driftsherrer", "operators")),
    "kapacitetsaendring": Forms(
        Text("kapacitetsændringen", "the change in capacity"), Text("kapacitetsændringer", "changes in capacity")
    ),
    "koebsaftale": Forms(Text("købsaftalen", "the purchase agreement"), Text("købsaftaler", "purchase agreements")),
    "opfoelgning": Forms(Text("opfølgningen", "the follow-up"), Text("opfølgninger", "follow-ups")),
    "opsigelse": Forms(Text("opsigelsen", "the notice"), Text("opsigelser", "notices")),
    "overtagelse": Forms(Text("overtagelsen", "the takeover"), Text("overtagelser", "takeovers")),
    "regnskab": Forms(Text("regnskabet", "the accounts"), Text("regnskaber", "accounts")),
    "resultatandel": Forms(Text("andelen", "the share"), Text("andele", "shares")),
    "resultatmaal": Forms(Text("målet", "the goal"), Text("mål", "goals")),
    "takst": Forms(Text("taksten", "the tariff"), Text("takster", "tariffs")),
    "tilbud": Forms(Text("tilbuddet", "the offering"), Text("tilbud", "offerings")),
}


ELEMENTS = {("budgetpost", "dele"): Text("den underliggende post", "the line below")}
"""What one element of a collection is called where 'the other' would not do."""


def forms(entity: str) -> Forms:
    """Give the forms of a kind of subject; its bare name in all of them where it has none."""
    return FORMS.get(entity) or Forms(same(entity), same(entity))


def other(entity: str, of: tuple[str, str]) -> Text:
    """Give an element of the collection `of` that is of the same kind as the subject at hand: 'the other takeover'."""
    if of in ELEMENTS:
        return ELEMENTS[of]
    the = forms(entity).the
    known = vocabulary().entities.get(entity)
    label = known.label if known else same(entity)
    neuter = the.da.endswith("et")
    return Text(f"{'det andet' if neuter else 'den anden'} {label.da}", f"the other {label.en}")
