"""The floor: the twenty rules in plain Python on whole numbers, generated; no engine in Python can be much faster."""

from __future__ import annotations

from benchmarks.peers import glue, guarded
from benchmarks.peers.contender import Contender, Kept
from benchmarks.subjects import Flat

NAME = "plain Python"
LAWS = "{'sel-66','sel-83','sel-85','sel-97','sel-101','sel-103','sel-104','sel-107','sel-108','sel-109','sel-110'}"
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
    "saerlig_ydelse": "ydelse in {'forsorgshjem','krisecenter'}",
    "bel100": "belaegning == 10000",
    "flere_niveauer": "niveauer > 1",
    "beskrevet": "beskrevet",
    "faa_niveauer": "niveauer <= 5",
    "rente": "rente == 100",
    "aar2015": "regnskabsaar >= 2015",
    "udenfor": "abs(resultat) * 20 > budget",
    "reguleret": "regulering * 20 == (resultat * 20 - budget if resultat > 0 else resultat * 20 + budget)",
    "overhead": "administration * 1000 <= direkte_omkostninger * 61",
    "overskud": "resultat > 0",
    "overskud_i_baand": "resultat * 20 <= budget",
    "brugt": "brugt_aar - regnskabsaar <= 5",
    "indgaaet_saeraftale": "saeraftale_indgaaet",
    "enige": "koebere_enige",
    "institution": "institution in {'koglen','grenen','multifunc'}",
    "aaben": "aaben_afdeling",
    "reduktion": "(takst - afskrivning) * 100 <= takst_2014 * 97",
    "efterregnet": (
        "abs(takst * (pladser * dage * belaegning) - omkostninger * 10000) <= 100 * (pladser * dage * belaegning)"
    ),
    "tjenestemaend": "tjenestemaend",
    "pension": "pension * 10 == pensionsgivende_loen * 3",
    "underskud": "resultat < 0",
    "underskud_i_baand": "resultat * -20 <= budget",
    "uden_regulering": "regulering == 0",
}


def contenders(facts: list[Flat]) -> list[Contender]:
    """Give plain Python's way: outcomes, and the truth of every condition kept beside its facts."""
    settle = guarded.truths(CONDITIONS)
    decide = glue.outcomes

    def outcomes() -> list[glue.Outcomes]:
        return [decide(settle(each, None)) for each in facts]

    def traces() -> list[Kept]:
        return [(decide(truths := settle(each, None)), truths, each) for each in facts]

    return [
        Contender(NAME, "outcomes", outcomes, list),
        Contender(NAME, "conditions", traces, lambda kept: [each[0] for each in kept]),
    ]
