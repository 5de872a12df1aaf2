"""The members of the choices in words: what a file writes 'boern_unge' a person reads as 'børn og unge'."""

from __future__ import annotations

import re

from engine.source.text import Text, same
from engine.values.kinds import Kind

ACTS = {
    "sel": Text("serviceloven", "the services act"),
    "abl": Text("almenboligloven", "the social housing act"),
    "folkeskoleloven": Text("folkeskoleloven", "the public schools act"),
    "specialundervisningsloven": Text(
        "lov om specialundervisning for voksne", "the act on special education for adults"
    ),
    "sundhedsloven": Text("sundhedsloven", "the health act"),
}
SECTION = re.compile(rf"({'|'.join(ACTS)})_(\d+)([a-z]?)(?:_(\d+))?")
HALVES = {"foerste": Text("første", "first"), "andet": Text("andet", "second")}
"""The half-years: the only choice whose words differ from those that other choices have for the same name."""

MEMBERS = {
    # bills and payment agreements
    "loebende": Text("løbende", "monthly"),
    "abonnement": Text("abonnement", "subscription"),
    "objektiv_a_conto": Text("objektiv finansiering, a conto", "objective financing, on account"),
    "objektiv_grundtakst": Text("objektiv finansiering, grundtakst", "objective financing, basic tariff"),
    "borgers_navn": Text("borgerens navn", "the citizen's name"),
    "cpr_nummer": Text("CPR-nummer", "civil registration number"),
    "handlekommune": Text("handlekommune", "acting municipality"),
    "betalingskommune": Text("betalingskommune", "paying municipality"),
    "leverandoer": Text("leverandør", "supplier"),
    "ydelser_og_hjemmel": Text("ydelser og hjemmel", "services and legal basis"),
    "bevillingsomfang": Text("bevillingens omfang", "extent of the grant"),
    "startdato_og_priser": Text("startdato og priser", "start date and prices"),
    "opsigelsesvarsel": Text("opsigelsesvarsel", "term of notice"),
    "alene": Text("det eneste", "the only thing"),
    "med_andet": Text("med sammen med andet", "included with other things"),
    "ikke_med": Text("ikke med", "not included"),
    # the making of the agreement
    "udviklingsstrategi": Text("udviklingsstrategi", "development strategy"),
    "styringsaftale": Text("styringsaftale", "steering agreement"),
    "omfattede_tilbud": Text("omfattede tilbud", "offerings covered"),
    "takstudvikling": Text("takstudvikling", "tariff development"),
    "prisstruktur": Text("prisstruktur", "price structure"),
    "oprettelse_og_lukning": Text("oprettelse og lukning", "opening and closing"),
    "principper_for_udgifter": Text("principper for udgifter", "principles for costs"),
    "afregningsfrister": Text("afregningsfrister", "billing deadlines"),
    "overtagelser_og_raadighed": Text("overtagelser og rådighed", "takeovers and availability"),
    "favrskov": same("Favrskov"),
    "hedensted": same("Hedensted"),
    "herning": same("Herning"),
    "holstebro": same("Holstebro"),
    "horsens": same("Horsens"),
    "ikast_brande": same("Ikast-Brande"),
    "lemvig": same("Lemvig"),
    "norddjurs": same("Norddjurs"),
    "odder": same("Odder"),
    "randers": same("Randers"),
    "ringkoebing_skjern": same("Ringkøbing-Skjern"),
    "samsoe": same("Samsø"),
    "silkeborg": same("Silkeborg"),
    "skanderborg": same("Skanderborg"),
    "skive": same("Skive"),
    "struer": same("Struer"),
    "syddjurs": same("Syddjurs"),
    "viborg": same("Viborg"),
    "aarhus": same("Aarhus"),
    "region_midtjylland": same("Region Midtjylland"),
    # operators
    "kommune": Text("kommune", "municipality"),
    "region": same("region"),
    "privat": Text("privat", "private"),
    "hovedstaden": same("Hovedstaden"),
    "sjaelland": same("Sjælland"),
    "syddanmark": same("Syddanmark"),
    "midtjylland": same("Midtjylland"),
    "nordjylland": same("Nordjylland"),
    "indsendt": Text("indsendt", "sent in"),
    "delvis": Text("delvis indsendt", "sent in in part"),
    "ikke_indsendt": Text("ikke indsendt", "not sent in"),
    "ikke_indkaldt": Text("ikke indkaldt", "not called for"),
    "pladser": Text("pladser", "places"),
    "fulde_omkostninger": Text("fulde omkostninger", "full costs"),
    "takstelementer": Text("takstelementer", "tariff elements"),
    # budgets
    "hovedpost": Text("hovedpost", "main line"),
    "underpost": Text("underpost", "sub-line"),
    # changes in capacity
    "oprettelse": Text("oprettelse", "opening"),
    "nedlaeggelse": Text("nedlæggelse", "closing"),
    "udvidelse": Text("udvidelse", "extension"),
    "indskraenkning": Text("indskrænkning", "reduction"),
    "omlaegning": Text("omlægning", "reorganisation"),
    "sammenlaegning": Text("sammenlægning", "merger"),
    "opsplitning": Text("opsplitning", "division"),
    # follow-ups
    "halvaarlig": Text("halvårlig opfølgning", "half-yearly follow-up"),
    "samlet_status_2015": Text("samlet status i 2015", "overall status in 2015"),
    "statusscore": Text("statusscore", "status score"),
    "aarlig_status": Text("årlig status", "yearly status"),
    # accounts
    "underskud": Text("underskud", "deficit"),
    "effektivisering": Text("effektivisering", "efficiency"),
    "kvalitetsudvikling": Text("kvalitetsudvikling", "development of quality"),
    "lignende": Text("lignende formål", "similar purposes"),
    # goals
    "hoereapparater": Text("høreapparater", "hearing aids"),
    "hjemloese": Text("hjemløse", "homeless people"),
    "ungdomsuddannelse": Text("ungdomsuddannelse", "youth education"),
    "social_indsats_i_job": Text("borgere med social indsats i job", "citizens with social support in work"),
    "alkoholbehandling": Text("alkoholbehandling", "treatment for alcohol"),
    "stofbehandling": Text("stofbehandling", "treatment for drugs"),
    "frivillig_indsats": Text("frivillig indsats", "voluntary work"),
    "personlig_mestring": Text("personlig mestring", "personal coping"),
    "boligloesning": Text("boligløsning", "housing"),
    "ophold_over_120_dage": Text("ophold over 120 dage", "stays of more than 120 days"),
    "beskaeftigelse": Text("beskæftigelse", "employment"),
    "sundhedsmestring": Text("sundhedsmestring", "coping with health"),
    "alkoholreduktion": Text("mindre alkohol", "less alcohol"),
    "stofreduktion": Text("færre stoffer", "fewer drugs"),
    "social_mestring": Text("social mestring", "social coping"),
    "fremskudt_rusmiddelindsats": Text("fremskudt rusmiddelindsats", "outreach on substance abuse"),
    "saarbare_unge_i_job": Text("sårbare unge i job", "vulnerable young people in work"),
    "personlig_mestring_tilbud": Text("personlig mestring i tilbud", "personal coping in offerings"),
    # costs in a tariff
    "drift": Text("drift", "operation"),
    "udvikling": Text("udvikling", "development"),
    "administration": same("administration"),
    "ubenyttede_pladser": Text("ubenyttede pladser", "unused places"),
    "akutkapacitet": Text("akutkapacitet", "acute capacity"),
    "beredskab": Text("beredskab", "readiness"),
    "afskrivning": Text("afskrivning", "depreciation"),
    "forrentning": Text("forrentning", "interest"),
    "husleje": Text("husleje", "rent"),
    "tjenestemandspension": Text("tjenestemandspension", "civil servants' pension"),
    "regulering": Text("regulering for tidligere år", "adjustment for earlier years"),
    # tariffs
    "doegnpladser": Text("døgnpladser", "round-the-clock places"),
    "dagpladser": Text("dagpladser", "day places"),
    "ydelse": Text("ydelse", "service"),
    "standard": same("standard"),
    "differentieret": Text("differentieret", "differentiated"),
    "individuel": Text("individuel", "individual"),
    "ingen": Text("ingen", "none"),
    "tillaeg": Text("tillæg", "supplement"),
    "procentregulering": Text("procentregulering", "regulation by percentage"),
    "projekttakst": Text("projekttakst", "project tariff"),
    "kapacitet": Text("kapacitet", "capacity"),
    "bilag_2_kapitel_6": Text("bilag 2, kapitel 6", "annex 2, chapter 6"),
    "fejl": Text("fejl", "error"),
    "incitament": Text("incitament", "incentive"),
    "retvisende": Text("retvisende", "true and fair"),
    "budgetsikkerhed": Text("budgetsikkerhed", "certainty of budget"),
    "samme_regler": Text("samme regler", "the same rules"),
    # offerings
    "boern_unge": Text("børn og unge", "children and youth"),
    "voksne": Text("voksne", "adults"),
    "botilbud_midlertidigt": Text("midlertidigt botilbud", "temporary housing"),
    "botilbud_laengerevarende": Text("længerevarende botilbud", "long-term housing"),
    "almenbolig_med_stoette": Text("almenbolig med støtte", "social housing with support"),
    "dagtilbud": Text("dagtilbud", "day offering"),
    "klubtilbud": Text("klubtilbud", "club"),
    "opholdssted": Text("opholdssted", "residence"),
    "doegninstitution": Text("døgninstitution", "round-the-clock institution"),
    "plejefamilie": Text("plejefamilie", "foster family"),
    "forsorgshjem": Text("forsorgshjem", "shelter for homeless people"),
    "kvindekrisecenter": Text("kvindekrisecenter", "women's crisis centre"),
    "misbrugsbehandling": Text("misbrugsbehandling", "treatment of abuse"),
    "beskyttet_beskaeftigelse": Text("beskyttet beskæftigelse", "sheltered employment"),
    "aktivitet_og_samvaer": Text("aktivitet og samvær", "activity and company"),
    "kommunikation": Text("kommunikation", "communication"),
    "undervisning": Text("undervisning", "teaching"),
    "koglen": same("Koglen"),
    "grenen": same("Grenen"),
    "grenen_aaben": Text("Grenens åbne afdeling", "the open department of Grenen"),
    "multifunc": same("MultifunC"),
    "plejebolig": Text("plejebolig", "nursing home"),
    "specialraadgivning": Text("specialrådgivning", "special advice"),
    "samme_ydelser_forskellige_maalgrupper": Text(
        "samme ydelser til forskellige målgrupper", "the same services to different target groups"
    ),
    "forskellige_ydelser_samme_maalgruppe": Text(
        "forskellige ydelser til samme målgruppe", "different services to the same target group"
    ),
    "samme_ydelser_samme_maalgruppe": Text(
        "samme ydelser til samme målgruppe", "the same services to the same target group"
    ),
    "anden": Text("anden", "another"),
    "andet": Text("andet", "other"),
}


def member(name: str, kind: Kind | None = None) -> Text:
    """Give a member of a choice in words; a name that is not known, with its underscores as spaces."""
    if kind is not None and getattr(kind, "members", ()) == tuple(HALVES):
        return HALVES[name]
    if section := SECTION.fullmatch(name):
        return _section(*section.groups())
    return MEMBERS.get(name) or same(name.replace("_", " "))


def _section(act: str, number: str, letter: str | None, part: str | None) -> Text:
    given = ACTS[act]
    place = f"{number} {letter}" if letter else number
    more = (f", stk. {part}", f"({part})") if part else ("", "")
    return Text(f"{given.da} § {place}{more[0]}", f"section {place}{more[1]} of {given.en}")
