"""The members of enumerations in words: what they are called in a sentence."""

from __future__ import annotations

from engine.source.text import Text, same

_SERVICES_ACT = (
    "11 32 36 41 42 44 52 66_1 66_2 66_5 66_6 76 83 84 85 86 87 95 96 97 98 99 100 101 101a 102 103 104 107 108 109 "
    "110 112 116 117 186 186a 190"
)


def _section(of: Text, section: str) -> Text:
    """Give a section of an act: 66_1 is section 66 (1), 101a section 101 a."""
    number, _, part = section.partition("_")
    if number.endswith("a"):
        number = f"{number[:-1]} a"
    return Text(
        f"{of.da} § {number}" + (f", stk. {part}" if part else ""),
        f"section {number}{f' ({part})' if part else ''} of {of.en}",
    )


_ACTS = {
    "folkeskoleloven": Text("folkeskoleloven", "the school act"),
    "specialundervisningsloven": Text("specialundervisningsloven", "the special education act"),
    "sundhedsloven": Text("sundhedsloven", "the health act"),
}
_SECTIONS = {f"sel_{each}": _section(Text("serviceloven", "the services act"), each) for each in _SERVICES_ACT.split()}
_SECTIONS |= {
    f"{act}_{each}": _section(_ACTS[act], each)
    for act, each in (
        ("folkeskoleloven", "20_3"),
        ("specialundervisningsloven", "1_2"),
        ("specialundervisningsloven", "1_3"),
        ("sundhedsloven", "141"),
        ("sundhedsloven", "142"),
    )
}
_SECTIONS["abl_105"] = _section(Text("almenboligloven", "the social housing act"), "105")

_NAMES = """
Favrskov Hedensted Herning Holstebro Horsens Ikast-Brande Lemvig Norddjurs Odder Randers Ringkøbing-Skjern Samsø
Silkeborg Skanderborg Skive Struer Syddjurs Viborg Aarhus
Hovedstaden Sjælland Syddanmark Midtjylland Nordjylland
Koglen Grenen MultifunC
"""
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "-": "_"})
_PLACES = {name.lower().translate(_LETTERS): same(name) for name in _NAMES.split()}
_PLACES["region_midtjylland"] = same("Region Midtjylland")

MEMBERS = (
    _SECTIONS
    | _PLACES
    | {
        "abonnement": Text("abonnement", "a subscription"),
        "administration": Text("administration", "administration"),
        "afregningsfrister": Text("afregningsfrister", "billing deadlines"),
        "afskrivning": Text("afskrivning", "depreciation"),
        "aktivitet_og_samvaer": Text("aktivitet og samvær", "activity and social contact"),
        "akutkapacitet": Text("akutte pladser", "acute capacity"),
        "alkoholbehandling": Text("alkoholbehandling", "treatment of alcohol abuse"),
        "alkoholreduktion": Text("mindre alkohol", "less alcohol"),
        "almenbolig_med_stoette": Text("almenbolig med støtte", "social housing with support"),
        "andet": Text("andet", "other"),
        "beredskab": Text("beredskab mod ventelister", "readiness against waiting lists"),
        "beskaeftigelse": Text("beskæftigelse", "employment"),
        "beskyttet_beskaeftigelse": Text("beskyttet beskæftigelse", "sheltered employment"),
        "betalingskommune": Text("betalingskommunen", "the paying municipality"),
        "bevillingsomfang": Text("bevillingens omfang", "the extent of the grant"),
        "bilag_2_kapitel_6": Text("undtagelserne i bilag 2, kapitel 6", "the exceptions of annex 2, chapter 6"),
        "boern_unge": Text("børn og unge", "children and youth"),
        "boligloesning": Text("boligløsning", "a housing solution"),
        "borgers_navn": Text("borgerens navn", "the citizen's name"),
        "botilbud_laengerevarende": Text("længerevarende botilbud", "long-term residence"),
        "botilbud_midlertidigt": Text("midlertidigt botilbud", "temporary residence"),
        "budgetsikkerhed": Text("budgetsikkerhed", "budget certainty"),
        "cpr_nummer": Text("cpr-nummeret", "the civil registration number"),
        "dagpladser": Text("dagpladser", "day places"),
        "dagtilbud": Text("dagtilbud", "day offering"),
        "differentieret": Text("differentieret", "differentiated"),
        "doegninstitution": Text("døgninstitution", "residential institution"),
        "doegnpladser": Text("døgnpladser", "residential places"),
        "drift": Text("drift", "operation"),
        "effektivisering": Text("effektivisering", "efficiency"),
        "fejl": Text("en fejl", "an error"),
        "forrentning": Text("forrentning", "interest"),
        "forsorgshjem": Text("forsorgshjem", "care home for the homeless"),
        "fremskudt_rusmiddelindsats": Text("fremskudt rusmiddelindsats", "outreach on drug abuse"),
        "frivillig_indsats": Text("frivillig indsats", "voluntary work"),
        "fulde_omkostninger": Text("de fulde omkostninger", "the full costs"),
        "grenen_aaben": Text("Grenens åbne afdeling", "the open department of Grenen"),
        "halvaarlig": Text("halvårlig opfølgning", "half-yearly follow-up"),
        "handlekommune": Text("handlekommunen", "the acting municipality"),
        "hjemloese": Text("hjemløse", "the homeless"),
        "hoereapparater": Text("høreapparater", "hearing aids"),
        "hovedpost": Text("hovedpost", "main line"),
        "husleje": Text("husleje", "rent"),
        "ikke_indkaldt": Text("ikke indkaldt", "not called for"),
        "ikke_indsendt": Text("ikke indsendt", "not sent in"),
        "delvis": Text("kun delvis indsendt", "sent in only in part"),
        "indsendt": Text("indsendt", "sent in"),
        "incitament": Text("incitament", "incentive"),
        "indskraenkning": Text("indskrænkning", "reduction"),
        "individuel": Text("individuel", "individual"),
        "ingen": Text("ingen", "none"),
        "aarlig_status": Text("årlig status", "yearly status"),
        "kapacitet": Text("kapaciteten", "the capacity"),
        "klubtilbud": Text("klubtilbud", "club"),
        "kommunikation": Text("kommunikation", "communication"),
        "kvalitetsudvikling": Text("kvalitetsudvikling", "development of quality"),
        "kvindekrisecenter": Text("kvindekrisecenter", "women's shelter"),
        "leverandoer": Text("leverandøren", "the supplier"),
        "lignende": Text("lignende formål", "like purposes"),
        "loebende": Text("løbende afregning", "running"),
        "misbrugsbehandling": Text("misbrugsbehandling", "treatment of abuse"),
        "nedlaeggelse": Text("nedlæggelse", "closing"),
        "objektiv_a_conto": Text("a conto for en objektivt finansieret plads", "on account, objectively financed"),
        "objektiv_grundtakst": Text(
            "grundtakst for en objektivt finansieret plads", "basic tariff, objectively financed"
        ),
        "omfattede_tilbud": Text("omfattede tilbud", "covered offerings"),
        "omlaegning": Text("omlægning", "conversion"),
        "ophold_over_120_dage": Text("ophold over 120 dage", "stays over 120 days"),
        "opholdssted": Text("opholdssted", "residence for youth"),
        "oprettelse": Text("oprettelse", "opening"),
        "oprettelse_og_lukning": Text("oprettelse og lukning", "opening and closing"),
        "opsigelsesvarsel": Text("opsigelsesvarslet", "the notice"),
        "opsplitning": Text("opsplitning", "splitting"),
        "overtagelser_og_raadighed": Text("overtagelser og rådighed", "takeovers and availability"),
        "personlig_mestring": Text("personlig mestring", "personal coping"),
        "personlig_mestring_tilbud": Text("personlig mestring i tilbuddene", "personal coping in the offerings"),
        "pladser": Text("pladserne", "the places"),
        "plejebolig": Text("plejebolig", "nursing home"),
        "plejefamilie": Text("plejefamilie", "foster family"),
        "principper_for_udgifter": Text("principper for udgifter", "principles of costs"),
        "prisstruktur": Text("prisstruktur", "price structure"),
        "procentregulering": Text("procentregulering", "adjustment by percent"),
        "projekttakst": Text("projekttakst", "project tariff"),
        "regulering": Text("regulering for tidligere år", "adjustment for earlier years"),
        "retvisende": Text("retvisende og sammenlignelige takster", "true and comparable tariffs"),
        "saarbare_unge_i_job": Text("sårbare unge i job", "vulnerable youth in jobs"),
        "samlet_status_2015": Text("samlet status 2015", "the full status of 2015"),
        "samme_regler": Text("samme regler for alle", "the same rules for all"),
        "sammenlaegning": Text("sammenlægning", "merging"),
        "social_indsats_i_job": Text("social indsats i job", "social effort in jobs"),
        "social_mestring": Text("social mestring", "social coping"),
        "specialraadgivning": Text("specialrådgivning", "special advice"),
        "standard": Text("standard", "standard"),
        "startdato_og_priser": Text("startdatoen med priser", "the start date with prices"),
        "statusscore": Text("statusscore", "status score"),
        "stofbehandling": Text("stofbehandling", "treatment of drug abuse"),
        "stofreduktion": Text("færre stoffer", "less drugs"),
        "styringsaftale": Text("styringsaftalen", "the steering agreement"),
        "sundhedsmestring": Text("mestring af sundhed", "coping with health"),
        "takstelementer": Text("takstelementerne", "the tariff elements"),
        "takstudvikling": Text("takstudvikling", "tariff development"),
        "tillaeg": Text("tillæg", "supplement"),
        "tjenestemandspension": Text("tjenestemandspension", "civil servants' pension"),
        "ubenyttede_pladser": Text("ubenyttede pladser", "unused places"),
        "underpost": Text("underpost", "part of another line"),
        "underskud": Text("underskud", "deficits"),
        "undervisning": Text("undervisning", "teaching"),
        "ungdomsuddannelse": Text("ungdomsuddannelse", "youth education"),
        "udvidelse": Text("udvidelse", "extension"),
        "udvikling": Text("udvikling", "development"),
        "udviklingsstrategi": Text("udviklingsstrategien", "the development strategy"),
        "voksne": Text("voksne", "adults"),
        "ydelse": Text("ydelser", "services"),
        "ydelser_og_hjemmel": Text("ydelserne med hjemmel", "the services with their legal basis"),
    }
)
_COOPERATION = {
    "samme_ydelser_forskellige_maalgrupper": Text(
        "samme ydelser til forskellige målgrupper", "the same services to different target groups"
    ),
    "forskellige_ydelser_samme_maalgruppe": Text(
        "forskellige ydelser til samme målgruppe", "different services to one target group"
    ),
    "samme_ydelser_samme_maalgruppe": Text(
        "samme ydelser til samme målgruppe", "the same services to one target group"
    ),
    "andet": Text("om andet", "on something else"),
}
OF_FIELD = {
    ("betalingsaftale", "grundtakst"): {
        "alene": Text("at den er om den alene", "being about it alone"),
        "med_andet": Text("at den er om den og andre ydelser", "being about it and other services"),
        "ikke_med": Text("at den ikke er om den", "not being about it"),
    },
    ("driftsherre", "type"): {
        "kommune": Text("en kommune", "a municipality"),
        "region": Text("en region", "a region"),
        "privat": Text("privat", "private"),
    },
    ("opfoelgning", "halvaar"): {"foerste": Text("det første", "the first"), "andet": Text("det andet", "the second")},
    ("overtagelse", "hjemmel"): {},
    ("tilbud", "institution"): {"anden": Text("en anden", "another one")},
    ("tilbud", "lovhjemler"): {"anden": Text("en anden lovhjemmel", "another legal basis")},
    ("tilbud", "samarbejde"): _COOPERATION,
}
