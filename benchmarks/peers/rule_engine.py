"""The rules in rule-engine (pure Python; figures are exact decimals)."""

from __future__ import annotations

from importlib.metadata import version

import rule_engine

from benchmarks.peers import glue, guarded
from benchmarks.peers.contender import Contender, Kept
from benchmarks.subjects import Flat

LAWS = "['sel-66','sel-83','sel-85','sel-97','sel-101','sel-103','sel-104','sel-107','sel-108','sel-109','sel-110']"
FULL = "pladser * dage * belaegning"
CONDITIONS = {
    "overtaget": "overtaget",
    "meddelt": "meddelt <= (gennemfoert - (gennemfoert - 1982) % 4 + 2) * 10000 + 101",
    "frist": "forfald - sendt >= 14",
    "maanedlig": "afregning == 'maanedlig'",
    "abonnement": "abonnement",
    "halvaarlig": "afregning == 'halvaarlig'",
    "objektiv": "objektiv",
    "indgaaet": "indgaaet <= 20161015",
    "lov": f"lovhjemmel in {LAWS}",
    "region": "driftsherre == 'region'",
    "kommune": "driftsherre == 'kommune'",
    "andre": "pladser_andre * 20 > pladser",
    "opsagt": "opsagt_skriftligt",
    "varsel": "betalt_til <= opsagt + 1",
    "boern": "maalgruppe == 'boern_unge'",
    "akut": "akut",
    "nyt": "nyt",
    "bel98": "belaegning == 9800",
    "voksne": "maalgruppe == 'voksne'",
    "saerlig_ydelse": "ydelse in ['forsorgshjem','krisecenter']",
    "bel100": "belaegning == 10000",
    "flere_niveauer": "niveauer > 1",
    "beskrevet": "beskrevet",
    "faa_niveauer": "niveauer <= 5",
    "rente": "rente == 100",
    "aar2015": "regnskabsaar >= 2015",
    "udenfor": "resultat * 20 > budget or resultat * -20 > budget",
    "reguleret": "regulering * 20 == (resultat > 0 ? resultat * 20 - budget : resultat * 20 + budget)",
    "overhead": "administration * 1000 <= direkte_omkostninger * 61",
    "overskud": "resultat > 0",
    "overskud_i_baand": "resultat * 20 <= budget",
    "brugt": "brugt_aar - regnskabsaar <= 5",
    "indgaaet_saeraftale": "saeraftale_indgaaet",
    "enige": "koebere_enige",
    "institution": "institution in ['koglen','grenen','multifunc']",
    "aaben": "aaben_afdeling",
    "reduktion": "(takst - afskrivning) * 100 <= takst_2014 * 97",
    "efterregnet": (
        f"(takst - 100) * ({FULL}) <= omkostninger * 10000 and omkostninger * 10000 <= (takst + 100) * ({FULL})"
    ),
    "tjenestemaend": "tjenestemaend",
    "pension": "pension * 10 == pensionsgivende_loen * 3",
    "underskud": "resultat < 0",
    "underskud_i_baand": "resultat * -20 <= budget",
    "uden_regulering": "regulering == 0",
}


def contenders(facts: list[Flat]) -> list[Contender]:
    """Give rule-engine's way: one compiled rule for each condition, asked of the subject's dict."""
    settle = guarded.truths(CONDITIONS, lambda text: rule_engine.Rule(text).evaluate)
    decide = glue.outcomes

    def outcomes() -> list[glue.Outcomes]:
        return [decide(settle(each, each)) for each in facts]

    def traces() -> list[Kept]:
        return [(decide(truths := settle(each, each)), truths, each) for each in facts]

    engine = f"rule-engine {version('rule-engine')}"
    return [
        Contender(engine, "outcomes", outcomes, list),
        Contender(engine, "conditions", traces, lambda kept: [each[0] for each in kept]),
    ]
