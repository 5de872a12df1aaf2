"""Where the facts stand that decided."""

from __future__ import annotations

import pytest

from engine.decision.decide import Judgement
from engine.decision.deciding import deciding_places
from engine.decision.files import Asked, judged_from


def told(judgement: Judgement, rule: str, subject: str) -> tuple[str, str]:
    """Give the outcome and the places, each with what stands there."""
    decision = next(d for d in judgement.decisions if (d.rule.id, d.subject.id) == (rule, subject))
    known = {
        place: f"{each.entity} {each.id}.{name}" for each in judgement.facts for name, place in each.places.items()
    }
    return decision.outcome, ", ".join(known[place] for place in deciding_places(judgement, decision))


@pytest.mark.parametrize(
    ("rule", "subject", "outcome", "places"),
    [
        ("takst/overhead", "aa-2", "breached", "takst aa-2.administration, takst aa-2.direkte_omkostninger"),
        ("takst/overhead", "aa-1", "met", "takst aa-1.administration, takst aa-1.direkte_omkostninger"),
        # by way of another rule: its operator is no region, and others use no more than a twentieth
        (
            "takst/overhead",
            "bakken-1",
            "not_applicable",
            "driftsherre nord.type, tilbud bakken.pladser_andre, tilbud bakken.pladser",
        ),
        ("takst/overhead", "grenen-1", "exempt", "tilbud grenen.institution"),
        # open: where the subjects stand that lack a fact
        ("takst/overhead", "skoven-1", "undetermined", "takst skoven-1.id, tilbud skoven.id"),
        # nothing is missing, and nothing decided: where the subject stands
        ("takst/overhead", "aa-3", "undetermined", "takst aa-3.id"),
        ("takst/naeste-aar", "aa-1", "not_applicable", "takst aa-1.id"),
        ("rammeaftale/omfang", "aa", "true", "driftsherre midt.type"),
        ("rammeaftale/grenen", "bakken", "false", "tilbud bakken.institution"),
    ],
)
def test_places(judged: Judgement, rule: str, subject: str, outcome: str, places: str) -> None:
    assert told(judged, rule, subject) == (outcome, places)


def test_of_related_subjects_those_that_settle_it() -> None:
    from engine.decision.files import own_rules

    example = own_rules().parent / "facts" / "examples" / "forslag-2017.yaml"
    judgement = judged_from([example], Asked(rules=("takst/differentieret-ydelsesbeskrivelse",)))
    outcome, places = told(judgement, "takst/differentieret-ydelsesbeskrivelse", "skovbrynet")
    assert outcome == "breached"
    assert places.startswith("takst skovbrynet-2.forskelle_fremgaar")
    assert "skovbrynet-1" not in places
