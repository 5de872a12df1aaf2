"""What the benchmark's rules speak of: one flat entity, so that every engine can be given the same facts."""

from __future__ import annotations

from engine.source.text import Text
from engine.values.kinds import DATE, MONEY, NUMBER, SHARE, TRUTH, Kind, choice
from engine.values.vocabulary import Entity, Field, Vocabulary

LAWS = ("sel-66", "sel-83", "sel-85", "sel-97", "sel-101", "sel-103", "sel-104", "sel-107", "sel-108", "sel-109")
LAWS += ("sel-110", "sel-32", "sel-36", "sel-50")
CHOICES = {
    "driftsherre": ("region", "kommune", "privat"),
    "lovhjemmel": LAWS,
    "institution": ("koglen", "grenen", "multifunc", "anden"),
    "maalgruppe": ("boern_unge", "voksne"),
    "ydelse": ("bosted", "dagtilbud", "forsorgshjem", "krisecenter"),
    "afregning": ("maanedlig", "halvaarlig", "aconto"),
}
FIGURES: dict[Kind, str] = {
    NUMBER: "pladser pladser_andre dage niveauer regnskabsaar brugt_aar",
    MONEY: (
        "administration direkte_omkostninger pension pensionsgivende_loen takst takst_2014 afskrivning omkostninger"
        " resultat budget regulering"
    ),
    SHARE: "rente belaegning",
    DATE: "indgaaet sendt forfald opsagt betalt_til gennemfoert meddelt",
    TRUTH: (
        "saeraftale_indgaaet koebere_enige aaben_afdeling tjenestemaend akut nyt beskrevet abonnement objektiv"
        " opsagt_skriftligt overtaget"
    ),
}
KINDS: dict[str, Kind] = {name: choice(*members) for name, members in CHOICES.items()}
KINDS |= {name: kind for kind, names in FIGURES.items() for name in names.split()}
VOCABULARY = Vocabulary(
    {
        "takst": Entity(
            "takst",
            Text("takst", "tariff"),
            {name: Field(name, kind, Text(name, name)) for name, kind in KINDS.items()},
        )
    }
)
