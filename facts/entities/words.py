"""The members of the choices in words: a file says 'boern_unge', a person reads 'børn og unge'.

Words are as short as a label, so that they fit a sentence, a list and a cell; names of places and acts are as printed.
"""

from __future__ import annotations

from engine.source.text import Text, same
from engine.values import kinds

WORDS = {
    # operators, and where they lie
    "kommune": Text("kommune", "municipality"),
    "region": same("region"),
    "privat": Text("privat", "private"),
    "hovedstaden": same("Hovedstaden"),
    "sjaelland": same("Sjælland"),
    "syddanmark": same("Syddanmark"),
    "midtjylland": same("Midtjylland"),
    "nordjylland": same("Nordjylland"),
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
    # reports that operators send in
    "indsendt": Text("indsendt", "sent in"),
    "delvis": Text("delvis indsendt", "partly sent in"),
    "ikke_indsendt": Text("ikke indsendt", "not sent in"),
    "ikke_indkaldt": Text("ikke indkaldt", "not asked for"),
    "pladser": Text("pladser", "places"),
    "fulde_omkostninger": Text("fulde omkostninger", "full costs"),
    "takstelementer": Text("takstelementer", "tariff elements"),
    # the framework agreement and its parts
    "udviklingsstrategi": Text("udviklingsstrategi", "development strategy"),
    "styringsaftale": Text("styringsaftale", "steering agreement"),
    "omfattede_tilbud": Text("omfattede tilbud", "covered offerings"),
    "takstudvikling": Text("takstudvikling", "tariff development"),
    "prisstruktur": Text("prisstruktur", "price structure"),
    "oprettelse_og_lukning": Text("oprettelse og lukning", "opening and closing"),
    "principper_for_udgifter": Text("principper for udgifter", "principles for costs"),
    "afregningsfrister": Text("afregningsfrister", "billing deadlines"),
    "overtagelser_og_raadighed": Text("overtagelser og rådighed", "takeovers and availability"),
    # offerings
    "boern_unge": Text("børn og unge", "children and youth"),
    "voksne": Text("voksne", "adults"),
    "botilbud_midlertidigt": Text("midlertidigt botilbud", "temporary residential offering"),
    "botilbud_laengerevarende": Text("længerevarende botilbud", "long-term residential offering"),
    "almenbolig_med_stoette": Text("almenbolig med støtte", "social housing with support"),
    "dagtilbud": Text("dagtilbud", "day offering"),
    "klubtilbud": Text("klubtilbud", "club offering"),
    "opholdssted": Text("opholdssted", "residence for children and youth"),
    "doegninstitution": Text("døgninstitution", "24-hour institution"),
    "plejefamilie": Text("plejefamilie", "foster family"),
    "forsorgshjem": Text("forsorgshjem", "home for homeless people"),
    "kvindekrisecenter": Text("kvindekrisecenter", "women's crisis centre"),
    "misbrugsbehandling": Text("misbrugsbehandling", "treatment of substance abuse"),
    "beskyttet_beskaeftigelse": Text("beskyttet beskæftigelse", "sheltered employment"),
    "aktivitet_og_samvaer": Text("aktivitet og samvær", "activity and company"),
    "kommunikation": Text("kommunikation", "communication"),
    "undervisning": Text("undervisning", "teaching"),
    "koglen": same("Koglen"),
    "grenen": same("Grenen"),
    "grenen_aaben": Text("Grenens åbne afdelinger", "the open departments of Grenen"),
    "multifunc": same("MultifunC"),
    "samme_ydelser_forskellige_maalgrupper": Text(
        "samme ydelser til forskellige målgrupper", "the same services for different target groups"
    ),
    "forskellige_ydelser_samme_maalgruppe": Text(
        "forskellige ydelser til samme målgruppe", "different services for the same target group"
    ),
    "samme_ydelser_samme_maalgruppe": Text(
        "samme ydelser til samme målgruppe", "the same services for the same target group"
    ),
    # changes in capacity
    "oprettelse": Text("oprettelse", "opening"),
    "nedlaeggelse": Text("nedlæggelse", "closure"),
    "udvidelse": Text("udvidelse", "extension"),
    "indskraenkning": Text("indskrænkning", "reduction"),
    "omlaegning": Text("omlægning", "conversion"),
    "sammenlaegning": Text("sammenlægning", "merger"),
    "opsplitning": Text("opsplitning", "split"),
    # tariffs
    "doegnpladser": Text("døgnpladser", "24-hour places"),
    "dagpladser": Text("dagpladser", "day places"),
    "ydelse": Text("ydelse", "service"),
    "standard": same("standard"),
    "differentieret": Text("differentieret", "differentiated"),
    "individuel": Text("individuel", "individual"),
    "tillaeg": Text("tillæg", "supplement"),
    "procentregulering": Text("procentregulering", "adjustment by percent"),
    "projekttakst": Text("projekttakst", "project tariff"),
    "kapacitet": Text("ændret kapacitet", "changed capacity"),
    "bilag_2_kapitel_6": Text("undtagelse i kapitel 6 af bilag 2", "exception in chapter 6 of annex 2"),
    "fejl": Text("fejl", "error"),
    "incitament": Text("incitament til effektiv drift", "incentive to efficient operation"),
    "retvisende": Text("retvisende og sammenlignelige priser", "true and comparable prices"),
    "budgetsikkerhed": Text("budgetsikkerhed", "budget certainty"),
    "samme_regler": Text("samme regler for alle udbydere", "the same rules for all providers"),
    # costs that a tariff holds
    "drift": Text("drift", "operation"),
    "udvikling": Text("udvikling", "development"),
    "administration": same("administration"),
    "ubenyttede_pladser": Text("ubenyttede pladser", "unused places"),
    "akutkapacitet": Text("akutkapacitet", "acute capacity"),
    "beredskab": Text("beredskab mod ventelister", "readiness against waiting lists"),
    "afskrivning": Text("afskrivning", "depreciation"),
    "forrentning": Text("forrentning", "interest"),
    "husleje": Text("husleje", "rent"),
    "tjenestemandspension": Text("tjenestemandspension", "civil servants' pension"),
    "regulering": Text("regulering for tidligere år", "adjustment for earlier years"),
    # accounts and budgets
    "underskud": Text("underskud", "deficit"),
    "effektivisering": Text("effektivisering", "efficiency"),
    "kvalitetsudvikling": Text("kvalitetsudvikling", "development of quality"),
    "lignende": Text("lignende formål", "similar purposes"),
    "hovedpost": Text("hovedpost", "main line"),
    "underpost": Text("underpost", "sub-line"),
    # payment agreements and bills
    "borgers_navn": Text("borgerens navn", "the citizen's name"),
    "cpr_nummer": Text("cpr-nummer", "civil registration number"),
    "handlekommune": Text("handlekommune", "acting municipality"),
    "betalingskommune": Text("betalingskommune", "paying municipality"),
    "leverandoer": Text("leverandør", "supplier"),
    "ydelser_og_hjemmel": Text("ydelser og hjemmel", "services and legal basis"),
    "bevillingsomfang": Text("bevillingens omfang", "extent of the grant"),
    "startdato_og_priser": Text("startdato og priser", "start date and prices"),
    "opsigelsesvarsel": Text("opsigelsesvarsel", "term of notice"),
    "alene": Text("alene", "alone"),
    "med_andet": Text("sammen med andre ydelser", "with other services"),
    "ikke_med": Text("ikke med", "not included"),
    "loebende": Text("løbende", "ongoing"),
    "abonnement": Text("abonnement", "subscription"),
    "objektiv_a_conto": Text("objektiv finansiering a conto", "objective financing on account"),
    "objektiv_grundtakst": Text("grundtakst ved objektiv finansiering", "basic tariff of objective financing"),
    # follow-ups
    "halvaarlig": Text("halvårlig opfølgning", "half-yearly follow-up"),
    "samlet_status_2015": Text("samlet status i 2015", "full status in 2015"),
    "statusscore": Text("statusscore", "status score"),
    "aarlig_status": Text("årlig status", "yearly status"),
    # goals
    "hoereapparater": Text("høreapparater", "hearing aids"),
    "hjemloese": Text("hjemløse", "homeless people"),
    "ungdomsuddannelse": Text("ungdomsuddannelse", "youth education"),
    "social_indsats_i_job": Text(
        "borgere med social indsats i uddannelse og job", "citizens with social support in education and work"
    ),
    "alkoholbehandling": Text("alkoholbehandling", "treatment of alcohol abuse"),
    "stofbehandling": Text("stofbehandling", "treatment of drug abuse"),
    "frivillig_indsats": Text("frivillig indsats", "voluntary work"),
    "personlig_mestring": Text("personlig mestring", "personal mastery"),
    "boligloesning": Text("boligløsning", "housing solution"),
    "ophold_over_120_dage": Text("ophold over 120 dage", "stays of more than 120 days"),
    "beskaeftigelse": Text("beskæftigelse", "employment"),
    "sundhedsmestring": Text("mestring af sundhed", "mastery of health"),
    "alkoholreduktion": Text("reduceret alkoholmisbrug", "reduced alcohol abuse"),
    "stofreduktion": Text("reduceret stofmisbrug", "reduced drug abuse"),
    "social_mestring": Text("mestring af socialt liv", "mastery of social life"),
    "fremskudt_rusmiddelindsats": Text("fremskudt rusmiddelindsats", "outreach on substance abuse"),
    "saarbare_unge_i_job": Text("sårbare unge i uddannelse og job", "vulnerable youth in education and work"),
    "personlig_mestring_tilbud": Text("personlig mestring i tilbuddene", "personal mastery in the offerings"),
    # legal bases that are no section of an act, or a number in one
    "sel_66_1": Text("serviceloven § 66, stk. 1, nr. 1", "section 66 (1) no. 1 of the act on social services"),
    "sel_66_2": Text("serviceloven § 66, stk. 1, nr. 2", "section 66 (1) no. 2 of the act on social services"),
    "sel_66_5": Text("serviceloven § 66, stk. 1, nr. 5", "section 66 (1) no. 5 of the act on social services"),
    "sel_66_6": Text("serviceloven § 66, stk. 1, nr. 6", "section 66 (1) no. 6 of the act on social services"),
    "plejebolig": Text("plejebolig", "nursing home"),
    "specialraadgivning": Text("specialrådgivning", "special advice"),
    # whatever the field has not named
    "ingen": Text("ingen", "none"),
}
"""What members are called, wherever they stand; a field that means something else by one says so itself."""
ACTS = {
    "sel": Text("serviceloven", "the act on social services"),
    "abl": Text("almenboligloven", "the social housing act"),
    "folkeskoleloven": Text("folkeskoleloven", "the folkeskole act"),
    "specialundervisningsloven": Text("specialundervisningsloven", "the act on special education for adults"),
    "sundhedsloven": Text("sundhedsloven", "the health act"),
}


def choice(*members: str, **own: Text) -> kinds.Choice:
    """Give the enumeration of `members` with their words; `own`: those that have others in this field.

    KeyError for a member that has none.
    """
    words = {member: own.get(member) or WORDS.get(member) or _section(member) for member in members}
    return kinds.choice(*members, words=words)


def _section(member: str) -> Text:
    """Give a section of an act in words: sel_101a, folkeskoleloven_20_3."""
    name, _, section = member.partition("_")
    act = ACTS[name]
    number, _, part = section.partition("_")
    if number[-1:].isalpha():
        number = f"{number[:-1]} {number[-1]}"
    da, en = (f", stk. {part}", f" ({part})") if part else ("", "")
    return Text(f"{act.da} § {number}{da}", f"section {number}{en} of {act.en}")
