"""From the truth of every condition to the outcomes of the twenty rules, by Kleene's three values.

For engines that know two values only: they settle the conditions, and this plain Python, written out by hand so that
it costs them as little as can be, makes outcomes of them. What it does is the definition of Klausul's own language.
"""

from __future__ import annotations

from collections.abc import Sequence

Truth = bool | None
Outcomes = tuple[str, ...]

CONDITIONS = (
    *("overtaget", "meddelt", "frist", "maanedlig", "abonnement", "halvaarlig", "objektiv", "indgaaet", "lov"),
    *("region", "kommune", "andre", "opsagt", "varsel", "boern", "akut", "nyt", "bel98", "voksne", "saerlig_ydelse"),
    *("bel100", "flere_niveauer", "beskrevet", "faa_niveauer", "rente", "aar2015", "udenfor", "reguleret", "overhead"),
    *("overskud", "overskud_i_baand", "brugt", "indgaaet_saeraftale", "enige", "institution", "aaben", "reduktion"),
    *("efterregnet", "tjenestemaend", "pension", "underskud", "underskud_i_baand", "uden_regulering"),
)
"""The conditions in the order in which `outcomes` takes them."""
RULES = (
    "overtagelse/meddelelsesfrist",
    "rammeaftale/afregning-betalingsfrist",
    "rammeaftale/afregning-interval",
    "rammeaftale/indgaaelse-frist",
    "rammeaftale/omfang",
    "rammeaftale/omfang-regional",
    "rammeaftale/opsigelse-varsel",
    "takst/belaegning-boern-unge",
    "takst/belaegning-voksne",
    "takst/differentieret-niveauer",
    "takst/forrentning",
    "takst/over-underskud-regulering",
    "takst/overhead-maksimum",
    "takst/overskud-hensaettelse",
    "takst/reduktion-saeraftale",
    "takst/reduktion-tre-procent",
    "takst/reduktion-undtagne-institutioner",
    "takst/takst-efterregnet",
    "takst/tjenestemandspension",
    "takst/underskud-ikke-indregnet",
)
"""The rules in the order in which outcomes are given."""

MET = {True: "met", False: "breached", None: "undetermined"}
CONCLUDED = {True: "true", False: "false", None: "unknown"}
NO = "not_applicable"
OPEN = "undetermined"


def both(a: Truth, b: Truth) -> Truth:
    """Kleene's and."""
    return False if a is False or b is False else None if a is None or b is None else True


def outcomes(truths: Sequence[Truth]) -> Outcomes:
    """Give the outcomes of the twenty rules by the truths of the conditions."""
    # fmt: off
    (overtaget, meddelt, frist, maanedlig, abonnement, halvaarlig, objektiv, indgaaet, lov,
     region, kommune, andre, opsagt, varsel, boern, akut, nyt, bel98, voksne, saerlig_ydelse,
     bel100, flere_niveauer, beskrevet, faa_niveauer, rente, aar2015, udenfor, reguleret, overhead,
     overskud, overskud_i_baand, brugt, indgaaet_saeraftale, enige, institution, aaben, reduktion,
     efterregnet, tjenestemaend, pension, underskud, underskud_i_baand, uden_regulering) = truths
    # fmt: on
    if lov is False:
        omfattet: Truth = False
    else:
        omfattet = True if region else both(kommune, andre)
        if region is None and omfattet is False:
            omfattet = None
        if lov is None and omfattet:
            omfattet = None
    saeraftale = both(indgaaet_saeraftale, enige)
    undtaget = both(institution, None if aaben is None else not aaben)
    interval = True if maanedlig else both(abonnement, halvaarlig)
    if maanedlig is None and interval is False:
        interval = None

    nyt_eller_akut = True if akut or nyt else None if akut is None or nyt is None else False
    undtaget_reduktion = True if saeraftale or undtaget else None if saeraftale is None or undtaget is None else False
    for_boern = both(omfattet, boern)
    for_voksne = False if saerlig_ydelse else both(omfattet, voksne)
    if saerlig_ydelse is None and for_voksne:
        for_voksne = None
    baand_gaelder = both(aar2015, udenfor)
    hensat = False if overskud_i_baand is False else both(aar2015, overskud)
    if overskud_i_baand is None and hensat:
        hensat = None
    i_baand = False if underskud_i_baand is False else both(aar2015, underskud)
    if underskud_i_baand is None and i_baand:
        i_baand = None
    pensioneret = both(omfattet, tjenestemaend)
    return (
        MET[meddelt] if overtaget else NO if overtaget is False else OPEN,
        MET[frist],
        "exempt" if objektiv else OPEN if objektiv is None else MET[interval],
        MET[indgaaet],
        CONCLUDED[omfattet],
        CONCLUDED[region],
        (NO if opsagt is False else OPEN)
        if not opsagt
        else "exempt"
        if objektiv
        else OPEN
        if objektiv is None
        else MET[varsel],
        (NO if for_boern is False else OPEN)
        if not for_boern
        else "exempt"
        if nyt_eller_akut
        else OPEN
        if nyt_eller_akut is None
        else MET[bel98],
        (NO if for_voksne is False else OPEN)
        if not for_voksne
        else "exempt"
        if nyt_eller_akut
        else OPEN
        if nyt_eller_akut is None
        else MET[bel100],
        MET[both(beskrevet, faa_niveauer)] if flere_niveauer else NO if flere_niveauer is False else OPEN,
        MET[rente] if omfattet else NO if omfattet is False else OPEN,
        MET[reguleret] if baand_gaelder else NO if baand_gaelder is False else OPEN,
        (NO if omfattet is False else OPEN)
        if not omfattet
        else "exempt"
        if saeraftale
        else OPEN
        if saeraftale is None
        else MET[overhead],
        MET[brugt] if hensat else NO if hensat is False else OPEN,
        CONCLUDED[saeraftale],
        (NO if omfattet is False else OPEN)
        if not omfattet
        else "exempt"
        if undtaget_reduktion
        else OPEN
        if undtaget_reduktion is None
        else MET[reduktion],
        CONCLUDED[undtaget],
        MET[efterregnet] if omfattet else NO if omfattet is False else OPEN,
        MET[pension] if pensioneret else NO if pensioneret is False else OPEN,
        MET[uden_regulering] if i_baand else NO if i_baand is False else OPEN,
    )
