"""What a subject of each entity is called in a sentence."""

from __future__ import annotations

from engine.source.text import Text

SUBJECTS = {
    "afregning": Text("regningen", "the bill"),
    "aftaleproces": Text("aftaleprocessen", "the making of the agreement"),
    "besparelse": Text("årets besparelser", "the year's savings"),
    "betalingsaftale": Text("betalingsaftalen", "the payment agreement"),
    "budget": Text("budgettet", "the budget"),
    "budgetpost": Text("budgetposten", "the budget line"),
    "driftsherre": Text("driftsherren", "the operator"),
    "kapacitetsaendring": Text("kapacitetsændringen", "the change in capacity"),
    "koebsaftale": Text("købsaftalen", "the purchase agreement"),
    "opfoelgning": Text("opfølgningen", "the follow-up"),
    "opsigelse": Text("opsigelsen", "the notice"),
    "overtagelse": Text("overtagelsen", "the takeover"),
    "regnskab": Text("regnskabet", "the accounts"),
    "resultatandel": Text("andelen af resultatet", "the share of the result"),
    "resultatmaal": Text("resultatmålet", "the goal"),
    "takst": Text("taksten", "the tariff"),
    "tilbud": Text("tilbuddet", "the offering"),
}
