"""The entities of the facts: what can be known of operators, offerings, tariffs, takeovers and payments."""

from __future__ import annotations

from facts.entities.accounts import Regnskab
from facts.entities.base import Entity
from facts.entities.budget import Budget, Budgetpost
from facts.entities.capacity import Kapacitetsaendring, Resultatandel
from facts.entities.deviation import Afvigelse
from facts.entities.followup import Opfoelgning
from facts.entities.goal import Resultatmaal
from facts.entities.offering import Tilbud
from facts.entities.operator import Driftsherre
from facts.entities.payment import Afregning, Betalingsaftale, Opsigelse
from facts.entities.process import Aftaleproces
from facts.entities.purchase import Koebsaftale
from facts.entities.saving import Besparelse
from facts.entities.takeover import Overtagelse
from facts.entities.tariff import Takst

MODELS: dict[str, type[Entity]] = {
    model.entity(): model
    for model in (
        Afregning,
        Aftaleproces,
        Afvigelse,
        Besparelse,
        Betalingsaftale,
        Budget,
        Budgetpost,
        Driftsherre,
        Kapacitetsaendring,
        Koebsaftale,
        Opfoelgning,
        Opsigelse,
        Overtagelse,
        Regnskab,
        Resultatandel,
        Resultatmaal,
        Takst,
        Tilbud,
    )
}
"""Every entity by the name that files and rules give it, in order of name."""
