"""The entities of the facts: what can be known of operators, offerings, tariffs, takeovers and payments."""

from __future__ import annotations

from facts.entities.base import Entity
from facts.entities.offering import Driftsherre, Tilbud
from facts.entities.payment import Afregning, Betalingsaftale, Opsigelse
from facts.entities.takeover import Overtagelse
from facts.entities.tariff import Regnskab, Takst

MODELS: dict[str, type[Entity]] = {
    model.entity(): model
    for model in (Afregning, Betalingsaftale, Driftsherre, Opsigelse, Overtagelse, Regnskab, Takst, Tilbud)
}
"""Every entity by the name that files and rules give it, in order of name."""
